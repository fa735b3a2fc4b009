//! M016: the case belongs to a domain that the organisation does not list.

use super::fixes::filled;
use super::{Check, Context, Page, Sink, outside_roles};
use crate::diag::{Code, Diagnostic, nearest};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M016");

/// M016. Silent where the organisation's file lists no domains.
pub(super) struct DomainUnknown;

impl Check for DomainUnknown {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("domain_unknown.md"),
            nl: include_str!("domain_unknown.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let domains = &ctx.policy.domains;
        let Some(domain) = filled(&ctx.case.facts.domain, ctx.case.lang) else {
            return;
        };
        let known = |own: &String| outside_roles::names(domain, own);
        if domains.is_empty() || domains.iter().any(known) {
            return;
        }
        let (written, list) = (&domain.value, domains.join(", "));
        let place = ctx.policy.place(FieldKey::Domains);
        let message = say!(
            en "`{written}` is not one of the organisation's domains",
            nl "`{written}` is geen domein van de organisatie"
        );
        let found = Diagnostic::warning(CODE, domain.span, message);
        let near = nearest(written, domains.iter().map(String::as_str));
        sink.push(match near {
            Some(near) => found
                .help(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"))
                .replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
            None => {
                let (en, nl) = (place.en, place.nl);
                found.help(say!(
                    en "choose one of {list}, or have it added to {en}",
                    nl "kies uit {list}, of laat het toevoegen aan {nl}"
                ))
            }
        });
    }
}

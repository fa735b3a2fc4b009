//! M016: the case belongs to a domain that the organisation does not list.

use super::fixes::{filled, nearest_or};
use super::{Check, Context, Page, Sink, outside_roles};
use crate::diag::{Code, Diagnostic};
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
        let (en, nl) = (place.en, place.nl);
        sink.push(nearest_or(
            found,
            written,
            domains,
            say!(
                en "choose one of {list}, or have it added to {en}",
                nl "kies uit {list}, of laat het toevoegen aan {nl}"
            ),
        ));
    }
}

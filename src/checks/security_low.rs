//! M015: the case asks for less security than the organisation does.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Words};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M015");

/// M015. A case that names no level has that of the organisation.
pub(super) struct SecurityLow;

impl Check for SecurityLow {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("security_low.md"),
            nl: include_str!("security_low.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let privacy = ctx.case.privacy.as_ref();
        let own = privacy.and_then(|p| p.facts.security.as_ref());
        let (Some(own), Some(least)) = (own, ctx.policy.security) else {
            return;
        };
        if own.value >= least {
            return;
        }
        let (place, own, least) = (own.span, own.value.word(), least.word());
        let Words { en, nl } = ctx.policy.place(FieldKey::Security);
        let message = say!(
            en "`{own}` is lower than the `{least}` that the organisation asks of every case ({en})",
            nl "`{own}` is lager dan de `{least}` die de organisatie van elke casus vraagt ({nl})"
        );
        sink.push(Diagnostic::error(CODE, place, message).help(say!(
            en "write `{least}` or higher, or leave the line out: then the organisation's level holds",
            nl "schrijf `{least}` of hoger, of laat de regel weg: dan geldt het niveau van de organisatie"
        )));
    }
}

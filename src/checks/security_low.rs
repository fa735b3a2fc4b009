//! M015: the case asks for less security than the organisation does.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Lang};
use crate::model::Bbn;
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
        let Some(written) = privacy.and_then(|p| p.security.as_ref()) else {
            return;
        };
        let (Some(own), Some(least)) = (Bbn::read(written), ctx.policy.security) else {
            return;
        };
        if own >= least {
            return;
        }
        let (own, least) = (own.word(Lang::En), least.word(Lang::En));
        let place = ctx.policy.place(FieldKey::Security);
        let (en, nl) = (place.en, place.nl);
        let message = say!(
            en "`{own}` is lower than the `{least}` that the organisation asks of every case ({en})",
            nl "`{own}` is lager dan de `{least}` die de organisatie van elke casus vraagt ({nl})"
        );
        sink.push(Diagnostic::error(CODE, written.span, message).help(say!(
            en "write `{least}` or higher, or leave the line out: then the organisation's level holds",
            nl "schrijf `{least}` of hoger, of laat de regel weg: dan geldt het niveau van de organisatie"
        )));
    }
}

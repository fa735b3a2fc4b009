//! M014: the case protects small numbers less than the organisation does.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Words};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M014");

/// M014. What the case leaves unsaid, the organisation says for it.
pub(super) struct SmallNumbersLoose;

impl Check for SmallNumbersLoose {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("small_numbers_loose.md"),
            nl: include_str!("small_numbers_loose.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let privacy = ctx.case.privacy.as_ref();
        let own = privacy.and_then(|p| p.small_numbers.as_ref());
        let (Some(own), Some(all)) = (own, ctx.policy.small_numbers) else {
            return;
        };
        let hide = |n: u32| say!(en "`hide below {n}`", nl "`verberg onder {n}`");
        let round = |n: u32| say!(en "`round to {n}`", nl "`rond af op {n}`");
        let looser = [
            looser(own.hide_below, all.hide_below, &hide),
            looser(own.round_to, all.round_to, &round),
        ];
        let place = ctx.policy.place(FieldKey::SmallNumbers);
        for (case, least) in looser.into_iter().flatten() {
            let (case_en, least_en, place_en) = (case.en, least.en, &place.en);
            let (case_nl, least_nl, place_nl) = (case.nl, least.nl, &place.nl);
            let message = say!(
                en "{case_en} protects less than the {least_en} that the organisation asks of every case ({place_en})",
                nl "{case_nl} beschermt minder dan de {least_nl} die de organisatie van elke casus vraagt ({place_nl})"
            );
            sink.push(Diagnostic::error(CODE, own.span, message).help(say!(
                en "write that number or a higher one, or leave it out: then the organisation's rule holds",
                nl "schrijf dat getal of een hoger, of laat het weg: dan geldt de regel van de organisatie"
            )));
        }
    }
}

/// The case's part of the rule and the organisation's, where the first is the looser.
fn looser(
    own: Option<u32>,
    all: Option<u32>,
    say: &dyn Fn(u32) -> Words,
) -> Option<(Words, Words)> {
    let (own, all) = (own?, all?);
    (own < all).then(|| (say(own), say(all)))
}

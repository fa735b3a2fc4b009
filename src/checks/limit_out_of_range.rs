//! V015: a limit that the measure can never reach.

use super::range::Range;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("V015");

pub(super) struct LimitOutOfRange;

impl Check for LimitOutOfRange {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("limit_out_of_range.md"),
            nl: include_str!("limit_out_of_range.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let limit = drawing.sentence.limit.as_ref()?;
        let (measure, _) = drawing.measures().next()?;
        let Range { low, high, .. } = Range::of(measure.term.as_ref()?, drawing.case);
        let name = &measure.name.value;
        let written = drawing.written(limit.span)?;
        if (low..=high).contains(&limit.value) {
            return None;
        }
        let message = say!(
            en "`{name}` can never be {written}, so this limit is never passed",
            nl "`{name}` kan nooit {written} zijn, dus deze grens wordt nooit overschreden"
        );
        Some(Diagnostic::warning(CODE, limit.span, message).help(say!(
            en "ask: at which value does somebody act?",
            nl "vraag terug: bij welke waarde doet iemand iets?"
        )))
    }
}

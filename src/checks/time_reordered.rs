//! V008: an order or a `top` on a time axis.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V008");

pub(super) struct TimeReordered;

impl Check for TimeReordered {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("time_reordered.md"),
            nl: include_str!("time_reordered.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let sentence = drawing.sentence;
        if !drawing.has_axis() || sentence.period.is_none() {
            return None;
        }
        let (top, order) = (sentence.top.as_ref(), sentence.order.as_ref());
        let span = top.map(|t| t.span).or(order.map(|o| o.span))?;
        let message = match top {
            Some(_) => say!(
                en "`top` picks the highest values, and on a time axis that leaves holes",
                nl "`top` kiest de hoogste waarden, en op een tijdas laat dat gaten achter"
            ),
            None => say!(
                en "time has an order of its own, so this order would shuffle the periods",
                nl "tijd heeft een eigen volgorde, dus deze volgorde zou de perioden husselen"
            ),
        };
        let last = drawing
            .case
            .lang
            .pick("last 12 months", "laatste 12 maanden");
        let found = Diagnostic::warning(CODE, span, message).help(say!(
            en "leave it out, write `{last}` for the newest periods, or drop `per` to compare groups",
            nl "laat het weg, schrijf `{last}` voor de nieuwste perioden, of haal de periode weg om groepen te vergelijken"
        ));
        let Some((title, edits)) = drawing.without_option(span.end) else {
            return Some(found);
        };
        // A line can't run back in time: nothing is lost. For bars the author may have wanted a ranking.
        Some(match drawing.form() {
            Form::Line | Form::Area if top.is_none() => found.fix(title, edits),
            _ => found.unsafe_fix(title, edits),
        })
    }
}

//! V012: several units on one axis.

use super::drawing::counts;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::{Case, Form, Measure};
use crate::say;

const CODE: Code = Code("V012");

pub(super) struct UnitsMixed;

impl Check for UnitsMixed {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("units_mixed.md"),
            nl: include_str!("units_mixed.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let has_limit = drawing.sentence.limit.is_some();
        if !drawing.has_axis() && !has_limit {
            return None;
        }
        let mut measures = drawing.measures();
        let (first, place) = measures.next()?;
        let scale = Scale::of(drawing.case, first)?;
        let (other, span) = measures.find(|(measure, _)| {
            let other = Scale::of(drawing.case, measure);
            other.is_some_and(|other| other != scale)
        })?;
        let (a, b) = (&first.name.value, &other.name.value);
        let message = match drawing.has_axis() {
            true => say!(
                en "`{a}` and `{b}` have different units, and this visual has one axis for both",
                nl "`{a}` en `{b}` hebben verschillende eenheden, en dit beeld heeft één as voor allebei"
            ),
            false => say!(
                en "`{a}` and `{b}` have different units, and one limit can't hold for both",
                nl "`{a}` en `{b}` hebben verschillende eenheden, en één grens kan niet voor allebei gelden"
            ),
        };
        let table = drawing.word(Form::Table);
        let found = Diagnostic::warning(CODE, place.to(span), message)
            .help(say!(
                en "give each measure its own visual, or set them side by side in a `{table}` without a limit",
                nl "geef elke maat een eigen beeld, of zet ze naast elkaar in een `{table}` zonder grens"
            ));
        if has_limit {
            return Some(found);
        }
        let (title, edits) = drawing.instead(Form::Table);
        Some(found.unsafe_fix(title, edits))
    }
}

/// What an axis is marked in.
#[derive(PartialEq)]
enum Scale {
    Percent,
    /// Counts go together, whatever is counted.
    Count,
    Unit(String),
}

impl Scale {
    /// `None` where the author named no unit, which is told elsewhere.
    fn of(case: &Case, measure: &Measure) -> Option<Scale> {
        if measure.percent {
            return Some(Scale::Percent);
        }
        if counts(case, measure) {
            return Some(Scale::Count);
        }
        let unit = measure.unit.as_ref()?;
        Some(Scale::Unit(unit.value.to_lowercase()))
    }
}

//! V013: a bar for every key, date or decimal number.

use super::drawing::{Values, type_of};
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V013");

pub(super) struct TooManyBars;

impl Check for TooManyBars {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("too_many_bars.md"),
            nl: include_str!("too_many_bars.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let sentence = drawing.sentence;
        if !drawing.has_axis() || (sentence.top.is_some() && sentence.period.is_none()) {
            return None;
        }
        let timed = sentence.period.is_some();
        let (dimension, values) = sentence.dimensions.iter().find_map(|dimension| {
            let values = drawing.values(dimension.value);
            let too_many = match values {
                Values::Many => true,
                // Over time each value is a colour; those have a rule of their own.
                Values::Known(count) => !timed && count > MOST,
                Values::Unknown => false,
            };
            too_many.then_some((dimension, values))
        })?;
        let label = drawing.case.field_name(dimension.value);
        let ty = type_of(drawing.case, dimension.value);
        let (en, nl) = match drawing.form() {
            Form::Line | Form::Area => (
                "so many lines are a tangle",
                "zoveel lijnen zijn een kluwen",
            ),
            _ => (
                "so many bars are a fence, not a picture",
                "zoveel staven zijn een hek, geen beeld",
            ),
        };
        let message = match values {
            Values::Known(count) => say!(
                en "`{label}` has {count} values: {en}",
                nl "`{label}` heeft {count} waarden: {nl}"
            ),
            _ if ty.is_some_and(|ty| ty.is_time()) => say!(
                en "`{label}` has a value for each day: {en}",
                nl "`{label}` heeft een waarde voor elke dag: {nl}"
            ),
            _ => say!(
                en "`{label}` has about as many values as there are rows: {en}",
                nl "`{label}` heeft ongeveer evenveel waarden als er rijen zijn: {nl}"
            ),
        };
        let found = Diagnostic::warning(CODE, dimension.span, message);
        if ty.is_some_and(|ty| ty.is_time()) {
            return Some(found.help(say!(
                en "take a period instead of each day: `per week` or `per month`",
                nl "neem een periode in plaats van elke dag: `per week` of `per maand`"
            )));
        }
        let found = match ty {
            Some(ty) if ty.is_number() => found.help(say!(
                en "group it in an attribute with `bin(…)`, use a `histogram`, or show the first ten with `top 10`",
                nl "maak klassen in een kenmerk met `klasse(…)`, gebruik een `histogram`, of toon de eerste tien met `top 10`"
            )),
            _ => found.help(say!(
                en "show the first ten with `top 10`, or split by a coarser column",
                nl "toon de eerste tien met `top 10`, of splits uit op een grovere kolom"
            )),
        };
        if timed {
            return Some(found);
        }
        let (title, edits) = drawing.with_option("top 10");
        Some(found.unsafe_fix(title, edits))
    }
}

/// More bars than this are no longer read one by one.
const MOST: usize = 30;

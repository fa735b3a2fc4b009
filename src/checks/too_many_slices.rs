//! V011: a donut with more than five slices.

use super::drawing::Values;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V011");

pub(super) struct TooManySlices;

impl Check for TooManySlices {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("too_many_slices.md"),
            nl: include_str!("too_many_slices.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let sentence = drawing.sentence;
        if drawing.form() != Form::Donut || sentence.top.as_ref().is_some_and(|t| t.value <= MOST) {
            return None;
        }
        let bar = drawing.word(Form::Bar);
        let word = drawing.form_word();
        let (title, edits) = drawing.instead(Form::Bar);
        let help = || {
            say!(
                en "a `{bar}` shows any number of groups, longest first, and is easier to compare",
                nl "een `{bar}` toont elk aantal groepen, langste eerst, en vergelijkt makkelijker"
            )
        };
        let slices = match sentence.top.as_ref() {
            Some(top) => Values::Known(top.value as usize),
            None => slices(drawing),
        };
        let message = match slices {
            Values::Known(count) if count <= MOST as usize => return None,
            Values::Known(count) => say!(
                en "a `{word}` of {count} slices: beyond {MOST} nobody tells them apart",
                nl "een `{word}` met {count} stukken: boven de {MOST} houdt niemand ze uit elkaar"
            ),
            Values::Many => say!(
                en "a `{word}` with a slice for each value of this: beyond {MOST} nobody tells them apart",
                nl "een `{word}` met een stuk voor elke waarde hiervan: boven de {MOST} houdt niemand ze uit elkaar"
            ),
            Values::Unknown => {
                let message = say!(
                    en "does this `{word}` have more than {MOST} slices? nothing here says so",
                    nl "heeft deze `{word}` meer dan {MOST} stukken? dat staat hier niet"
                );
                let rule = drawing.case.lang.pick("one of a; b; c", "een van a; b; c");
                let found = Diagnostic::info(CODE, drawing.split_span(), message).help(say!(
                    en "write the values in the column's `rule` (`{rule}`); with more than {MOST}, make it a `{bar}`",
                    nl "schrijf de waarden in de `regel` van de kolom (`{rule}`); maak er bij meer dan {MOST} een `{bar}` van"
                ));
                return Some(found.unsafe_fix(title, edits));
            }
        };
        let found = Diagnostic::warning(CODE, drawing.split_span(), message).help(help());
        Some(found.fix(title, edits))
    }
}

/// The most slices that readers can compare.
const MOST: u32 = 5;

fn slices(drawing: &Drawing<'_>) -> Values {
    if drawing.sentence.period.is_some() {
        return Values::Many;
    }
    let mut all = 1usize;
    let mut unknown = false;
    for dimension in &drawing.sentence.dimensions {
        match drawing.values(dimension.value) {
            Values::Known(count) => all = all.saturating_mul(count),
            Values::Many => return Values::Many,
            Values::Unknown => unknown = true,
        }
    }
    match unknown && all <= MOST as usize {
        true => Values::Unknown,
        false => Values::Known(all),
    }
}

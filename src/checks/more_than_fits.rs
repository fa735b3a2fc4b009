//! V005: more measures or splits than the form has room for.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V005");

pub(super) struct MoreThanFits;

impl Check for MoreThanFits {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("more_than_fits.md"),
            nl: include_str!("more_than_fits.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let word = drawing.form_word();
        let one_value = matches!(drawing.form(), Form::Number | Form::Gauge);
        let one_measure = matches!(drawing.form(), Form::Donut | Form::Heatmap | Form::Map);
        let table = drawing.word(Form::Table);
        let (span, message) = if one_value && drawing.splits() > 0 {
            let message = say!(
                en "a `{word}` shows one value, and this split gives several",
                nl "een `{word}` toont één waarde, en deze uitsplitsing geeft er meer"
            );
            (drawing.split_span(), message)
        } else if (one_value || one_measure) && drawing.measures().count() > 1 {
            let message = say!(
                en "a `{word}` shows one measure, and here are several",
                nl "een `{word}` toont één maat, en hier staan er meer"
            );
            (drawing.subject_span(), message)
        } else {
            return None;
        };
        let (title, edits) = drawing.instead(Form::Table);
        let found = Diagnostic::warning(CODE, span, message).help(say!(
            en "give each its own visual, or show them together in a `{table}`",
            nl "geef elk een eigen beeld, of toon ze samen in een `{table}`"
        ));
        Some(match drawing.sentence.limit {
            None => found.fix(title, edits),
            Some(_) => found.unsafe_fix(title, edits),
        })
    }
}

//! V003: a form that compares, and too little to compare.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V003");

pub(super) struct SplitMissing;

impl Check for SplitMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("split_missing.md"),
            nl: include_str!("split_missing.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let measures = drawing.measures().count();
        let splits = drawing.splits();
        let word = drawing.form_word();
        let message = match drawing.form() {
            Form::Heatmap | Form::Matrix if splits < 2 => {
                let (en, nl) = match splits {
                    0 => ("is none", "staat er geen"),
                    _ => ("is one", "staat er één"),
                };
                say!(
                    en "a `{word}` crosses two splits, and here {en}",
                    nl "een `{word}` kruist twee uitsplitsingen, en hier {nl}"
                )
            }
            Form::StackedBar if splits + measures < 3 && splits > 0 => say!(
                en "nothing is stacked here: each bar has one part",
                nl "hier is niets gestapeld: elke staaf heeft één deel"
            ),
            Form::Bar | Form::Column | Form::StackedBar | Form::Donut
                if splits == 0 && measures == 1 =>
            {
                say!(
                    en "without a split this `{word}` shows one value, with nothing to compare it with",
                    nl "zonder uitsplitsing toont deze `{word}` één waarde, met niets om mee te vergelijken"
                )
            }
            _ => return None,
        };
        let instead = match drawing.form() {
            Form::StackedBar if splits > 0 => Form::Bar,
            Form::Heatmap | Form::Matrix => Form::Table,
            _ => Form::Number,
        };
        let other = drawing.word(instead);
        let help = match instead {
            Form::Number => say!(
                en "split it with `by` or `per`, or make it a `{other}`",
                nl "splits uit met `per`, of maak er een `{other}` van"
            ),
            _ => say!(
                en "split by a second column too, or make it a `{other}`",
                nl "splits ook uit op een tweede kolom, of maak er een `{other}` van"
            ),
        };
        let (title, edits) = drawing.instead(instead);
        let found = Diagnostic::warning(CODE, drawing.sentence.form.span, message).help(help);
        // A limit is drawn in bars, and not beside a number.
        Some(match (instead, &drawing.sentence.limit) {
            (Form::Number, Some(_)) => found.unsafe_fix(title, edits),
            _ => found.fix(title, edits),
        })
    }
}

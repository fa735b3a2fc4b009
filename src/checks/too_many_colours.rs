//! V014: more colours, or more splits, than a reader can keep apart.

use super::drawing::Values;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V014");

pub(super) struct TooManyColours;

impl Check for TooManyColours {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("too_many_colours.md"),
            nl: include_str!("too_many_colours.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        if !drawing.has_axis() {
            return None;
        }
        let sentence = drawing.sentence;
        let table = drawing.word(Form::Table);
        let timed = usize::from(sentence.period.is_some());
        if drawing.splits() > 2 {
            let message = say!(
                en "three splits in one picture: one is the axis, one the colour, and the third can't be seen",
                nl "drie uitsplitsingen in één beeld: één is de as, één de kleur, en de derde is niet te zien"
            );
            let (title, edits) = drawing.instead(Form::Table);
            let found = Diagnostic::warning(CODE, drawing.split_span(), message).help(say!(
                en "make the third a `filter` for the readers, or show it in a `{table}`",
                nl "maak van de derde een `filter` voor de lezers, of toon het in een `{table}`"
            ));
            return Some(found.unsafe_fix(title, edits));
        }
        let series = sentence.dimensions.get(1 - timed.min(1)..)?;
        let measures = drawing.measures().count();
        let mut colours = measures;
        for dimension in series {
            if let Values::Known(count) = drawing.values(dimension.value) {
                colours = colours.saturating_mul(count);
            }
        }
        if colours <= MOST {
            return None;
        }
        let message = say!(
            en "{colours} colours in one picture: beyond {MOST} nobody matches them with the legend",
            nl "{colours} kleuren in één beeld: boven de {MOST} vindt niemand ze in de legenda terug"
        );
        let span = match series.first() {
            Some(dimension) => dimension.span,
            None => drawing.subject_span(),
        };
        Some(Diagnostic::warning(CODE, span, message).help(say!(
            en "show the few that matter with `where …`, make it a `filter` for the readers, or use a `{table}`",
            nl "toon met `waar …` de paar die ertoe doen, maak er een `filter` voor de lezers van, of gebruik een `{table}`"
        )))
    }
}

/// The most colours that readers can keep apart.
const MOST: usize = 8;

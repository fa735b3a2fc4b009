//! V010: parts of a whole that are none: stacked percentages, a donut of averages.

use super::drawing::{NoSum, no_sum};
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic, Words};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V010");

pub(super) struct PartsDontAddUp;

impl Check for PartsDontAddUp {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("parts_dont_add_up.md"),
            nl: include_str!("parts_dont_add_up.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let splits = drawing.splits();
        let instead = match drawing.form() {
            Form::Donut => Form::Bar,
            Form::StackedBar => Form::Bar,
            // An area with a split is a stack over time.
            Form::Area if !drawing.sentence.dimensions.is_empty() => Form::Line,
            _ => return None,
        };
        if splits == 0 {
            return None;
        }
        let mut measures = drawing.measures();
        let (measure, span, why) = measures
            .find_map(|(measure, span)| Some((measure, span, no_sum(drawing.case, measure)?)))?;
        let (word, name) = (drawing.form_word(), &measure.name.value);
        let why = reason(why);
        let (en, nl) = (&why.en, &why.nl);
        let message = say!(
            en "a `{word}` shows parts of a whole, and the parts of `{name}` do not add up: {en}",
            nl "een `{word}` toont delen van een geheel, en de delen van `{name}` tellen niet op: {nl}"
        );
        let (title, edits) = drawing.instead(instead);
        let other = instead.word(drawing.case.lang);
        Some(
            Diagnostic::warning(CODE, span, message)
                .help(say!(
                    en "set the parts side by side with a `{other}`, or show the numbers behind them",
                    nl "zet de delen naast elkaar met een `{other}`, of toon de aantallen erachter"
                ))
                .fix(title, edits),
        )
    }
}

fn reason(why: NoSum) -> Words {
    match why {
        NoSum::Percentage => say!(
            en "it is a percentage of the rows in each part",
            nl "het is een percentage van de rijen in elk deel"
        ),
        NoSum::Middle => say!(
            en "it is the middle of each part",
            nl "het is het midden van elk deel"
        ),
        NoSum::Extreme => say!(
            en "it is the lowest or highest value of each part",
            nl "het is de laagste of hoogste waarde van elk deel"
        ),
        NoSum::Ratio => say!(
            en "it is one number divided by another",
            nl "het is een getal gedeeld door een ander"
        ),
        NoSum::Distinct => say!(
            en "what occurs in two parts is counted twice",
            nl "wat in twee delen voorkomt telt twee keer"
        ),
        NoSum::Change => say!(
            en "it is a change since an earlier period",
            nl "het is een verandering sinds een eerdere periode"
        ),
    }
}

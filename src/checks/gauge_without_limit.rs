//! V006: a gauge with nothing to hold its needle against.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::Form;
use crate::say;

const CODE: Code = Code("V006");

pub(super) struct GaugeWithoutLimit;

impl Check for GaugeWithoutLimit {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("gauge_without_limit.md"),
            nl: include_str!("gauge_without_limit.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let case = drawing.case;
        if drawing.form() != Form::Gauge
            || !case.limits(drawing.visual, drawing.sentence).is_empty()
        {
            return None;
        }
        let number = drawing.word(Form::Number);
        let word = drawing.form_word();
        let message = say!(
            en "a `{word}` without a limit: nobody sees whether the value is good",
            nl "een `{word}` zonder grens: niemand ziet of de waarde goed is"
        );
        let found = Diagnostic::warning(CODE, drawing.sentence.form.span, message).help(say!(
            en "add the limit at which somebody acts, such as `limit 80%`, or make it a `{number}`",
            nl "voeg de grens toe waarbij iemand iets doet, zoals `grens 80%`, of maak er een `{number}` van"
        ));
        let (title, edits) = drawing.instead(Form::Number);
        Some(found.unsafe_fix(title, edits))
    }
}

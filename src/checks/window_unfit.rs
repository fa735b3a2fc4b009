//! V009: `last N` that cuts the periods of the axis, or a comparison with a year ago without time.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::{Form, Grain};
use crate::say;

const CODE: Code = Code("V009");

pub(super) struct WindowUnfit;

impl Check for WindowUnfit {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("window_unfit.md"),
            nl: include_str!("window_unfit.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let sentence = drawing.sentence;
        let number = drawing.word(Form::Number);
        let lang = drawing.case.lang;
        if let (Some(span), None, None) = (sentence.compared, &sentence.period, &sentence.last) {
            let message = say!(
                en "compared with the previous year, but nothing says which period is compared",
                nl "vergeleken met vorig jaar, maar nergens staat welke periode wordt vergeleken"
            );
            let option = lang.pick("last 12 months", "laatste 12 maanden");
            let (title, edits) = drawing.with_option(option);
            let found = Diagnostic::warning(CODE, span, message).help(say!(
                en "add `per month`, or the period itself: `{option}`",
                nl "voeg `per maand` toe, of de periode zelf: `{option}`"
            ));
            return Some(found.unsafe_fix(title, edits));
        }
        let (period, last) = (sentence.period.as_ref()?, sentence.last.as_ref()?);
        let (axis, window) = (period.value, last.value);
        if drawing.has_axis() && window.count == 1 && axis == window.grain {
            let message = say!(
                en "one period gives one point, and no course",
                nl "één periode geeft één punt, en geen verloop"
            );
            return Some(Diagnostic::warning(CODE, last.span, message).help(say!(
                en "take more periods, or make it a `{number}` of the last one",
                nl "neem meer perioden, of maak er een `{number}` van de laatste van"
            )));
        }
        if whole_in(window.grain, axis) {
            return None;
        }
        let axis_word = axis.word(lang);
        let message = say!(
            en "this window may begin halfway a {axis_word}, and then part of a {axis_word} is drawn beside whole ones",
            nl "dit venster kan halverwege een {axis_word} beginnen, en dan staat een deel van een {axis_word} naast hele"
        );
        Some(Diagnostic::warning(CODE, last.span, message).help(say!(
            en "count the window in the periods of the axis",
            nl "tel het venster in de perioden van de as"
        )))
    }
}

/// Whether a window of so many periods always begins with a whole period of the axis.
fn whole_in(window: Grain, axis: Grain) -> bool {
    match axis {
        Grain::Day => true,
        Grain::Week => window == Grain::Week,
        // Weeks and days do not fill months; months fill quarters and years only by luck.
        Grain::Month | Grain::Quarter | Grain::Year => window >= axis,
    }
}

//! How far a case looks back at data about people: `for 3 months`, `last 24 months`, `previous(m, 1 year)`.

use super::gate;
use crate::diag::Span;
use crate::formula::ast::Unit;
use crate::formula::term::{MeasureId, TermKind};
use crate::model::chain::measures_in;
use crate::model::{Action, Case, Measure, Occasion, Visual, Window, average_days};

/// A look back: where it is written, and over how many days.
pub(super) type LookBack = (Span, f64);

/// The furthest look back at data about people.
pub(super) fn furthest(case: &Case) -> Option<LookBack> {
    let about_people = gate::about_people(case);
    let acts = case.actions.iter().flat_map(of_action);
    let visuals = case.visuals.iter().filter_map(of_visual);
    let measures = case.measures.iter().filter_map(of_measure);
    let all = acts.chain(visuals).chain(measures);
    let all = all.filter(|(measures, _)| measures.iter().any(|id| about_people(*id)));
    all.map(|(_, look)| look).max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The limits of an action, each with the measures that it looks at.
fn of_action(action: &Action) -> Vec<(Vec<MeasureId>, LookBack)> {
    let begins = match &action.occasion {
        Some(Occasion::When(trigger)) => Some(trigger),
        _ => None,
    };
    let triggers = begins.into_iter().chain(&action.done_when);
    let looks = triggers.filter_map(|trigger| {
        let window = trigger.lasting.as_ref()?;
        let measures = measures_in(&trigger.condition).into_iter();
        let look = (window.span, days(window.value)?);
        Some((measures.map(|m| m.value).collect(), look))
    });
    looks.collect()
}

/// `last 12 months`, and the year before it where it is compared.
fn of_visual(visual: &Visual) -> Option<(Vec<MeasureId>, LookBack)> {
    let sentence = visual.sentence.as_ref()?;
    let window = sentence.last.as_ref().map(|w| (w.span, days(w.value)));
    let year = sentence
        .compared
        .map(|span| (span, average_days(1, Unit::Years)));
    let (span, _) = window.or(year)?;
    let parts = [window, year].into_iter().flatten();
    let days = parts.map(|(_, days)| days).sum::<Option<f64>>()?;
    Some((sentence.measures().collect(), (span, days)))
}

/// The `1 year` of `previous(m, 1 year)`.
fn of_measure(measure: &Measure) -> Option<(Vec<MeasureId>, LookBack)> {
    let mut furthest: Option<(Vec<MeasureId>, LookBack)> = None;
    measure.term.as_ref()?.walk(&mut |term| {
        let TermKind::Over {
            measure,
            back: Some((count, unit)),
            ..
        } = &term.kind
        else {
            return;
        };
        let count = u32::try_from(*count).unwrap_or_default();
        let days = average_days(count, *unit).unwrap_or_default();
        if furthest.as_ref().is_none_or(|(_, (_, most))| days > *most) {
            furthest = Some((vec![*measure], (term.span, days)));
        }
    });
    furthest
}

fn days(window: Window) -> Option<f64> {
    average_days(window.count, window.grain.unit())
}

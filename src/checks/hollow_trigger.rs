//! N008: a trigger that always or never fires, or a choice of everything, by logic alone.
//!
//! Each measure in the condition is tried at every limit it is compared with and between and beyond them, within the
//! range that it is known to have. What can't be reckoned counts as free. The data are never read.

mod range;
mod truth;

use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Edit, Severity, Span};
use crate::formula::term::{Term, TermKind};
use crate::model::{Case, Choose, Occasion, Trigger};
use crate::say;

const CODE: Code = Code("N008");

/// N008.
pub(super) struct HollowTrigger;

impl Check for HollowTrigger {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("hollow_trigger.md"),
            nl: include_str!("hollow_trigger.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let severity = ctx.severity(Rule::Parts);
        let found = match &action.occasion {
            Some(Occasion::When(trigger)) => decided(ctx, trigger, severity),
            Some(Occasion::Choose(choose)) => all_chosen(ctx, choose, severity),
            Some(Occasion::On(_) | Occasion::Broken(_)) | None => None,
        };
        sink.extend(found);
    }
}

/// A condition that is true or false whatever the data say.
fn decided(ctx: &Context<'_>, trigger: &Trigger, severity: Severity) -> Option<Diagnostic> {
    let message = if truth::decided(&trigger.condition, ctx.case)? {
        say!(
            en "this trigger always fires: whatever the data say, the condition is true",
            nl "deze grens wordt altijd overschreden: wat de gegevens ook zeggen, de voorwaarde is waar"
        )
    } else {
        say!(
            en "this trigger never fires: no data can make the condition true",
            nl "deze grens wordt nooit overschreden: geen gegevens kunnen de voorwaarde waar maken"
        )
    };
    let found = Diagnostic::new(CODE, severity, trigger.condition.span, message);
    if let Some((span, written)) = without_sign(&trigger.condition, trigger, ctx.case) {
        let meant = format!("{written}%");
        return Some(
            found
                .help(say!(
                    en "the measure is a percentage, and `{written}` without `%` means {written} times everything",
                    nl "de maat is een percentage, en `{written}` zonder `%` betekent {written} keer alles"
                ))
                .unsafe_fix(
                    say!(en "write `{meant}`", nl "schrijf `{meant}`"),
                    vec![Edit { span, text: meant.clone() }],
                ),
        );
    }
    Some(found.help(say!(
        en "ask: at which value do you act, and at which value do you not?",
        nl "vraag terug: bij welke waarde doet u iets, en bij welke waarde niet?"
    )))
}

/// A number above 1 that is compared with a percentage and has no `%`: `85` for `85%`.
fn without_sign<'t>(
    condition: &Term,
    trigger: &'t Trigger,
    case: &Case,
) -> Option<(Span, &'t str)> {
    let is_share = |term: &Term| match term.kind {
        TermKind::Measure(id) => case.measure(id).is_some_and(|measure| measure.percent),
        _ => false,
    };
    let mut found = None;
    condition.walk(&mut |term| {
        let TermKind::Binary(op, left, right) = &term.kind else {
            return;
        };
        if op.compares() && is_share(left) && matches!(right.kind, TermKind::Number(n) if n > 1.0) {
            found = found.or(Some(right.span));
        }
    });
    let span: Span = found?;
    let start = span.start.checked_sub(trigger.text.span.start)? as usize;
    let length = (span.end - span.start) as usize;
    let written = trigger.text.value.get(start..start + length)?;
    written
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some((span, written))
}

/// A choice of as many values as there are.
fn all_chosen(ctx: &Context<'_>, choose: &Choose, severity: Severity) -> Option<Diagnostic> {
    let dimension = choose.dimension.value;
    let (count, there) = (choose.count, ctx.case.column(dimension)?.value_count()?);
    let label = ctx.case.field_label(dimension);
    let message = say!(
        en "this chooses everything: `{label}` has {there} values, and {count} are chosen",
        nl "dit kiest alles: `{label}` heeft {there} waarden, en er worden er {count} gekozen"
    );
    let found = Diagnostic::new(CODE, severity, choose.text.span, message);
    let is_all = usize::try_from(count).is_ok_and(|count| count >= there);
    is_all.then(|| {
        found.help(say!(
            en "ask: for how many is there money and time? choose fewer",
            nl "vraag terug: voor hoeveel is er geld en tijd? kies er minder"
        ))
    })
}

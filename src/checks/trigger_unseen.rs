//! R015: an action whose trigger measure is shown nowhere.

use super::fixes::free_name;
use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Edit, Span};
use crate::model::{Action, Case, Form, Measure, Occasion, Order};
use crate::say;
use crate::syntax::{BlockKind, FieldKey};
use std::collections::BTreeSet;

const CODE: Code = Code("R015");

pub(super) struct TriggerUnseen;

impl Check for TriggerUnseen {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("trigger_unseen.md"),
            nl: include_str!("trigger_unseen.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let chain = &ctx.chain;
        let visuals = ctx.case.visuals.iter().map(|v| v.name.to_lowercase());
        let taken: BTreeSet<String> = visuals.collect();
        for action in &ctx.case.actions {
            let mut told = BTreeSet::new();
            for watched in action.watched() {
                let id = watched.value;
                let Some(measure) = ctx.case.measure(id) else {
                    continue;
                };
                let is_shown = !chain.shown(id).is_empty() || chain.is_mentioned(&measure.name);
                if !is_shown && told.insert(id) {
                    let visual = visual(ctx.case, action, measure, &taken);
                    sink.push(unseen(action, measure, watched.span, &visual));
                }
            }
        }
    }
}

fn unseen(action: &Action, measure: &Measure, place: Span, visual: &str) -> Diagnostic {
    let (act, name) = (&action.name.value, &measure.name.value);
    let edit = Edit {
        span: Span::at(action.block.end),
        text: format!("\n\n{visual}"),
    };
    Diagnostic::error(
        CODE,
        place,
        say!(
            en "action `{act}` waits for `{name}`, and no visual shows it",
            nl "actie `{act}` wacht op `{name}`, en geen beeld toont die maat",
        ),
    )
    .related(measure.name.span, say!(en "the measure", nl "de maat"))
    .help(say!(
        en "who must act has to see it coming: add a visual of `{name}` that serves `{act}`",
        nl "wie moet handelen moet het zien aankomen: voeg een beeld van `{name}` toe dat `{act}` dient",
    ))
    .unsafe_fix(say!(en "add a visual", nl "voeg een beeld toe"), vec![edit])
}

/// A visual of the measure that fits the occasion: over time, over what is chosen from, or the bare number.
fn visual(case: &Case, action: &Action, measure: &Measure, taken: &BTreeSet<String>) -> String {
    let measure = &measure.name.value;
    let lang = case.lang;
    let of = lang.pick("of", "van");
    let by = lang.pick("by", "per");
    let form = |form: Form| form.word(lang);
    let sentence = match &action.occasion {
        Some(Occasion::When(trigger)) => match (&trigger.lasting, &trigger.per) {
            (Some(window), _) => {
                let grain = window.grain.word(lang);
                format!("{} {of} {measure} per {grain}", form(Form::Line))
            }
            (None, Some(per)) => {
                let dimension = case.field_name(per.value);
                format!("{} {of} {measure} {by} {dimension}", form(Form::Bar))
            }
            (None, None) => format!("{} {of} {measure}", form(Form::Number)),
        },
        Some(Occasion::Choose(choose)) => {
            let dimension = case.field_name(choose.dimension.value);
            let order = if choose.top {
                Order::HighestFirst
            } else {
                Order::LowestFirst
            };
            let (order, count) = (order.word(lang), choose.count);
            format!(
                "{} {of} {measure} {by} {dimension}, {order}, top {count}",
                form(Form::Bar)
            )
        }
        _ => format!("{} {of} {measure}", form(Form::Number)),
    };
    let name = free_name(measure, taken);
    let (block, serves) = (BlockKind::Visual.word(lang), FieldKey::Serves.word(lang));
    let action = &action.name.value;
    format!("{block} {name}: {sentence}\n  {serves}: {action}")
}

//! R010: a visual that serves no action.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Edit, Span};
use crate::formula::term::MeasureId;
use crate::model::{Action, Case, Visual};
use crate::say;
use crate::syntax::FieldKey;
use std::collections::BTreeMap;

const CODE: Code = Code("R010");

pub(super) struct VisualIdle;

impl Check for VisualIdle {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("visual_idle.md"),
            nl: include_str!("visual_idle.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let mut idle = ctx
            .case
            .visuals
            .iter()
            .filter(|v| v.serves_written.is_none())
            .peekable();
        if idle.peek().is_none() {
            return;
        }
        let watchers = watchers(ctx.case);
        sink.extend(idle.map(|visual| report(ctx.case, visual, &watchers)));
    }
}

/// For each measure the first action whose occasion looks at it.
fn watchers(case: &Case) -> BTreeMap<MeasureId, &Action> {
    let mut watchers = BTreeMap::new();
    for action in &case.actions {
        for measure in action.watched() {
            watchers.entry(measure.value).or_insert(action);
        }
    }
    watchers
}

fn report(case: &Case, visual: &Visual, watchers: &BTreeMap<MeasureId, &Action>) -> Diagnostic {
    let name = &visual.name.value;
    let field = FieldKey::Serves.word(case.lang);
    let found = Diagnostic::error(
        CODE,
        visual.name.span,
        say!(en "visual `{name}` serves no action", nl "beeld `{name}` dient geen actie"),
    )
    .help(say!(
        en "who does what when this visual changes? name that action with `{field}:`, or leave the visual out",
        nl "wie doet wat als dit beeld verandert? noem die actie met `{field}:`, of laat het beeld weg",
    ));
    let mut measures = visual.sentence.iter().flat_map(|s| s.measures());
    let near = measures.find_map(|m| watchers.get(&m).copied());
    let Some(action) = near.or(case.actions.first()) else {
        return found;
    };
    let action = &action.name.value;
    let edit = Edit {
        span: Span::at(visual.block.end),
        text: format!("\n  {field}: {action}"),
    };
    found.unsafe_fix(
        say!(en "let it serve `{action}`", nl "laat het `{action}` dienen"),
        vec![edit],
    )
}

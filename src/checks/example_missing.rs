//! M005: an act waits for a measure, and no example shows what the measure should come to.

use super::{Action, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Span};
use crate::formula::term::MeasureId;
use crate::model::{ActionId, Case, Expectation};
use crate::say;
use std::collections::BTreeSet;

const CODE: Code = Code("M005");

/// M005. An example that says whether an action fires shows the measures that the action waits for.
pub(super) struct ExampleMissing;

impl Check for ExampleMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("example_missing.md"),
            nl: include_str!("example_missing.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let mut shown = shown(ctx.case);
        for action in &ctx.case.actions {
            for measure in action.watched() {
                if shown.insert(measure.value) {
                    sink.extend(missing(ctx, measure.value, action, measure.span));
                }
            }
        }
    }
}

/// The measures about which an example says something.
fn shown(case: &Case) -> BTreeSet<MeasureId> {
    let expects = case.examples.iter().flat_map(|example| &example.expects);
    let measures = expects.flat_map(|expected| match &expected.value {
        Expectation::Value(measure, _) => vec![*measure],
        Expectation::Fires(ActionId(at), _) => {
            let watched = case.actions.get(*at).map(Action::watched);
            let watched = watched.into_iter().flatten();
            watched.map(|measure| measure.value).collect()
        }
    });
    measures.collect()
}

fn missing(ctx: &Context<'_>, id: MeasureId, action: &Action, waits: Span) -> Option<Diagnostic> {
    let measure = ctx.case.measure(id)?;
    let (name, action) = (&measure.name.value, &action.name.value);
    let message = say!(
        en "no example shows what `{name}` should come to",
        nl "geen voorbeeld laat zien waar `{name}` op uitkomt"
    );
    let found = Diagnostic::new(
        CODE,
        ctx.severity(Rule::Example),
        measure.name.span,
        message,
    );
    let found = found.related(
        waits,
        say!(en "action `{action}` waits for it", nl "actie `{action}` wacht erop"),
    );
    Some(found.help(say!(
        en "take three rows that you can work out by hand: an `example` block with a table of them and `expect: {name} = …`",
        nl "neem drie rijen die u met de hand kunt narekenen: een blok `voorbeeld` met een tabel ervan en `verwacht: {name} = …`"
    )))
}

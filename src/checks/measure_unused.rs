//! R011: a measure that no visual and no act rests on.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Edit};
use crate::formula::term::MeasureId;
use crate::say;

const CODE: Code = Code("R011");

pub(super) struct MeasureUnused;

impl Check for MeasureUnused {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("measure_unused.md"),
            nl: include_str!("measure_unused.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let chain = &ctx.chain;
        for (at, measure) in ctx.case.measures.iter().enumerate() {
            if chain.serves(MeasureId(at)) {
                continue;
            }
            let name = &measure.name.value;
            let found = Diagnostic::error(
                CODE,
                measure.name.span,
                say!(
                    en "no visual and no action uses measure `{name}`",
                    nl "geen beeld en geen actie gebruikt maat `{name}`",
                ),
            )
            .help(say!(
                en "which action needs it? show it in a visual that serves that action, or leave it out",
                nl "welke actie heeft deze maat nodig? toon haar in een beeld dat die actie dient, of laat haar weg",
            ));
            let users = chain.built_on(MeasureId(at)).iter();
            let found = users.filter_map(|m| ctx.case.measure(*m)).fold(found, |found, user| {
                found.related(
                    user.name.span,
                    say!(
                        en "only this measure is computed from it, and nothing uses that either",
                        nl "alleen deze maat is ermee berekend, en ook die gebruikt niets of niemand",
                    ),
                )
            });
            let edit = Edit {
                span: measure.block,
                text: String::new(),
            };
            sink.push(found.unsafe_fix(say!(en "remove it", nl "verwijder de maat"), vec![edit]));
        }
    }
}

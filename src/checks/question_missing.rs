//! R016: a case without a question.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("R016");

pub(super) struct QuestionMissing;

impl Check for QuestionMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("question_missing.md"),
            nl: include_str!("question_missing.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let case = ctx.case;
        if !case.questions.is_empty() {
            return;
        }
        let name = &case.name.value;
        let found = Diagnostic::error(
            CODE,
            case.name.span,
            say!(en "case `{name}` asks no question", nl "casus `{name}` stelt geen vraag"),
        )
        .help(say!(
            en "what does the problem owner want to know, and what for? write `question name: …`, and an action that answers it",
            nl "wat wil de probleemeigenaar weten, en waarvoor? schrijf `vraag naam: …`, en een actie die erbij hoort",
        ));
        sink.push(match case.parked.first() {
            Some(parked) => found.related(
                parked.block,
                say!(en "a parked question does not count", nl "een geparkeerde vraag telt niet mee"),
            ),
            None => found,
        });
    }
}

//! M008: the one day on which an act was due has passed.

use super::due::{self, Due, What};
use super::fixes::kind_of;
use super::{Action, Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::model::{Case, Kind};
use crate::say;

const CODE: Code = Code("M008");

/// M008. A day that returns each year never passes for good.
pub(super) struct DatePassed;

impl Check for DatePassed {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("date_passed.md"),
            nl: include_str!("date_passed.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        for due in due::of(ctx.case, ctx.as_of) {
            if let What::Action { id, once: true } = due.what
                && due.days_left(ctx.as_of) < 0
                && let Some(action) = ctx.case.actions.get(id.0)
            {
                sink.push(passed(ctx.case, action, due));
            }
        }
    }
}

fn passed(case: &Case, action: &Action, due: Due) -> Diagnostic {
    let (name, date) = (&action.name.value, due.date);
    let message = say!(
        en "the date of action `{name}`, {date}, has passed",
        nl "de datum van actie `{name}`, {date}, is voorbij"
    );
    let advice = match kind_of(case, action) {
        Kind::Exploration => say!(
            en "the exploration is over: do what `otherwise` says where nothing was found, or set a new date",
            nl "de verkenning is voorbij: doe wat bij `anders` staat als er niets is gevonden, of zet een nieuwe datum"
        ),
        _ => say!(
            en "if it was done and comes again: set a new date or write `every year before …`; if not: write `stage: retired`",
            nl "is het gedaan en komt het terug: zet een nieuwe datum of schrijf `elk jaar voor …`; zo niet: schrijf `fase: gestopt`"
        ),
    };
    Diagnostic::warning(CODE, due.span, message).help(advice)
}

//! R017: an act on a date for which nothing is shown.

use super::{Action, ActionId, Check, Context, Page, Sink, Visual};
use crate::diag::{Code, Diagnostic};
use crate::model::Occasion;
use crate::say;

const CODE: Code = Code("R017");

/// R017. An act at a limit or a choice is R015's business: it names what must be shown.
pub(super) struct DateUnseen;

impl Check for DateUnseen {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("date_unseen.md"),
            nl: include_str!("date_unseen.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, id: ActionId, action: &Action, sink: &mut Sink) {
        let Some(Occasion::On(date)) = &action.occasion else {
            return;
        };
        let serves = |visual: &Visual| {
            let names_none = visual.serves_written.is_some() && visual.serves.is_empty();
            // A name that nothing has may be meant for this action.
            names_none || visual.serves.iter().any(|served| served.value == id)
        };
        if ctx.case.visuals.iter().any(serves) {
            return;
        }
        let name = &action.name.value;
        let message = say!(
            en "action `{name}` decides on a date, and no visual shows on what",
            nl "actie `{name}` besluit op een datum, en geen beeld toont waarover"
        );
        sink.push(
            Diagnostic::error(CODE, date.text.span, message).help(say!(
                en "ask: which figure is on the table that day? add a visual with `serves: {name}`",
                nl "vraag terug: welk cijfer ligt die dag op tafel? voeg een beeld toe met `voor: {name}`"
            )),
        );
    }
}

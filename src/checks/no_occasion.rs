//! N005: an action without a trigger, a selection or a date.

use super::fixes::{add_slot, kind_of, occasion_slot};
use super::no_action::is_bare_wish;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("N005");

/// N005.
pub(super) struct NoOccasion;

impl Check for NoOccasion {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("no_occasion.md"),
            nl: include_str!("no_occasion.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        if action.occasion.is_some() || is_bare_wish(ctx, action) {
            return;
        }
        let severity = ctx.severity(Rule::Parts);
        let name = &action.name.value;
        let message = say!(
            en "action `{name}` does not say when it is due",
            nl "actie `{name}` zegt niet wanneer ze aan de beurt is"
        );
        let key = occasion_slot(kind_of(ctx.case, action));
        let help = match key {
            FieldKey::When => say!(
                en "ask: at which value do you act, and for how long? write `when: on_time < 85% for 4 weeks`",
                nl "vraag terug: bij welke waarde doet u iets, en hoe lang moet die duren? schrijf `zodra: op_tijd < 85% gedurende 4 weken`"
            ),
            FieldKey::Choose => say!(
                en "ask: how many do you choose, by which measure? write `choose: top 10 neighbourhood by open_reports`",
                nl "vraag terug: hoeveel kiest u er, en op welke maat? schrijf `kies: top 10 buurt op openstaand`"
            ),
            _ => say!(
                en "ask: on which date is it decided? write `on date: every year before 1 September`",
                nl "vraag terug: op welke datum wordt besloten? schrijf `op datum: elk jaar voor 1 september`"
            ),
        };
        let blank = action.occasion_blank.as_ref();
        let place = blank.map_or(action.name.span, |slot| slot.span);
        let found = Diagnostic::new(CODE, severity, place, message).help(help);
        sink.push(match blank {
            Some(_) => found,
            None => {
                let (title, edits) = add_slot(ctx.case, key, action.head);
                found.unsafe_fix(title, edits)
            }
        });
    }
}

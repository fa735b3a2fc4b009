//! N008: a trigger that always or never fires, by logic alone.
//!
//! Each measure in the condition is tried at every limit it is compared with and between and beyond them, within the
//! range that it is known to have. What can't be reckoned counts as free. The data are never read.

mod truth;

use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic};
use crate::model::Occasion;
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
        let Some(Occasion::When(trigger)) = &action.occasion else {
            return;
        };
        let Some(fires) = truth::decided(&trigger.condition, ctx.case) else {
            return;
        };
        let message = if fires {
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
        let severity = ctx.severity(Rule::Parts);
        let found = Diagnostic::new(CODE, severity, trigger.condition.span, message);
        sink.push(found.help(say!(
            en "ask: at which value do you act, and at which value do you not?",
            nl "vraag terug: bij welke waarde doet u iets, en bij welke waarde niet?"
        )));
    }
}

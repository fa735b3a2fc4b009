//! N010: the term is missing or a hedge, or `otherwise` hedges.

use super::fixes::{add_slot, filled, locate};
use super::no_action::is_bare_wish;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::model::Occasion;
use crate::phrases;
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("N010");

/// N010. An act on a date has its term in that date.
pub(super) struct HedgedTerm;

impl Check for HedgedTerm {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("hedged_term.md"),
            nl: include_str!("hedged_term.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let severity = ctx.severity(Rule::Term);
        let dated = matches!(action.occasion, Some(Occasion::On(_)));
        let found = match &action.within {
            None if dated || is_bare_wish(ctx, action) => None,
            None => {
                let name = &action.name.value;
                let message = say!(
                    en "action `{name}` has no term",
                    nl "actie `{name}` heeft geen termijn"
                );
                let after = action.who.as_ref().or(action.then.as_ref());
                let after = after.map_or(action.head, |slot| slot.span);
                let (title, edits) = add_slot(ctx.case, FieldKey::Within, after);
                let found = Diagnostic::new(CODE, severity, action.name.span, message);
                Some(found.unsafe_fix(title, edits))
            }
            Some(within) => match phrases::hedge(within, lang) {
                Some(hit) => Some(no_term(severity, locate(within, &hit.span))),
                None if filled(&action.within, lang).is_none() => {
                    Some(no_term(severity, within.span))
                }
                None => None,
            },
        };
        sink.extend(found.map(|found| found.help(say!(
            en "ask: within how many working days, or before which date? write `5 working days` or `2027-06-01`",
            nl "vraag terug: binnen hoeveel werkdagen, of voor welke datum? schrijf `5 werkdagen` of `01-06-2027`"
        ))));
        let fallback = filled(&action.otherwise, lang);
        sink.extend(fallback.and_then(|text| {
            let hit = phrases::hedge(text, lang)?;
            let message = say!(
                en "`otherwise` leaves open when this is done",
                nl "`anders` laat open wanneer dit gebeurt"
            );
            let found = Diagnostic::new(CODE, severity, locate(text, &hit.span), message);
            Some(found.help(say!(
                en "ask: after how long is it clear that the act did not help? write `after 6 weeks`",
                nl "vraag terug: na hoelang is duidelijk dat de handeling niet hielp? schrijf `na 6 weken`"
            )))
        }));
    }
}

fn no_term(severity: Severity, place: Span) -> Diagnostic {
    let message = say!(
        en "this is no term: nobody can tell when it has passed",
        nl "dit is geen termijn: niemand kan zeggen wanneer ze voorbij is"
    );
    Diagnostic::new(CODE, severity, place, message)
}

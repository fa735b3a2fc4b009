//! N006: nobody does it. `who` is missing or names no role, or `otherwise` leaves the next step to nobody.

use super::fixes::{add_slot, filled, locate};
use super::no_action::is_bare_wish;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::phrases;
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("N006");

/// N006.
pub(super) struct Nobody;

impl Check for Nobody {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("nobody.md"),
            nl: include_str!("nobody.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let severity = ctx.severity(Rule::Parts);
        let who = match &action.who {
            Some(who) => {
                let says_none = || phrases::is_blank(who, lang);
                let is_none = phrases::nobody(who, lang).is_some() || says_none();
                is_none.then(|| no_role(severity, &who.value, who.span))
            }
            None if is_bare_wish(ctx, action) => None,
            None => {
                let name = &action.name.value;
                let message = say!(
                    en "action `{name}` does not say who acts",
                    nl "actie `{name}` zegt niet wie iets doet"
                );
                let after = action.then.as_ref().map_or(action.head, |then| then.span);
                let (title, edits) = add_slot(ctx.case, FieldKey::Who, after);
                let found = Diagnostic::new(CODE, severity, action.name.span, message);
                Some(found.unsafe_fix(title, edits))
            }
        };
        // `otherwise` is a sentence: only how it begins says who acts.
        let fallback = filled(&action.otherwise, lang).and_then(|text| {
            let hit = phrases::nobody(text, lang)?;
            let written = text.value.get(hit.span.clone())?;
            Some(no_role(severity, written, locate(text, &hit.span)))
        });
        sink.extend(who.into_iter().chain(fallback).map(|found| {
            found.help(say!(
                en "ask: which role does this? name one function, such as `area manager`, not a group and not a person",
                nl "vraag terug: welke rol doet dit? noem één functie, zoals `wijkbeheerder`, geen groep en geen persoon"
            ))
        }));
    }
}

fn no_role(severity: Severity, written: &str, place: Span) -> Diagnostic {
    let message = say!(
        en "`{written}` is no role: nobody in particular has to act",
        nl "`{written}` is geen rol: niemand in het bijzonder hoeft iets te doen"
    );
    Diagnostic::new(CODE, severity, place, message)
}

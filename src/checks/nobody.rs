//! N006: nobody does it. `who` is missing or names no role.

use super::fixes::add_slot;
use super::no_action::is_bare_wish;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic};
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
        let severity = ctx.severity(Rule::Parts);
        let found = match &action.who {
            Some(who) => {
                let lang = ctx.case.lang;
                if phrases::nobody(who, lang).is_none() && !phrases::is_blank(who, lang) {
                    return;
                }
                let written = &who.value;
                let message = say!(
                    en "`{written}` is no role: nobody in particular has to act",
                    nl "`{written}` is geen rol: niemand in het bijzonder hoeft iets te doen"
                );
                Diagnostic::new(CODE, severity, who.span, message)
            }
            None if is_bare_wish(ctx, action) => return,
            None => {
                let name = &action.name.value;
                let message = say!(
                    en "action `{name}` does not say who acts",
                    nl "actie `{name}` zegt niet wie iets doet"
                );
                let after = action.then.as_ref().map_or(action.head, |then| then.span);
                let (title, edits) = add_slot(ctx.case, FieldKey::Who, after);
                let found = Diagnostic::new(CODE, severity, action.name.span, message);
                found.unsafe_fix(title, edits)
            }
        };
        sink.push(found.help(say!(
            en "ask: which role does this? name one function, such as `area manager`, not a group and not a person",
            nl "vraag terug: welke rol doet dit? noem één functie, zoals `wijkbeheerder`, geen groep en geen persoon"
        )));
    }
}

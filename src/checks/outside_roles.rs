//! N007: the act lies outside the organisation's power, for `who` is none of its roles.

use super::fixes::filled;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic};
use crate::phrases;
use crate::say;

const CODE: Code = Code("N007");

/// N007. Silent where the organisation's file lists no roles.
pub(super) struct OutsideRoles;

impl Check for OutsideRoles {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("outside_roles.md"),
            nl: include_str!("outside_roles.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let roles = &ctx.policy.roles;
        let Some(who) = filled(&action.who, lang) else {
            return; // N006
        };
        let is_role = roles.is_empty() || roles.iter().any(|role| names(who, role));
        if is_role || phrases::nobody(who, lang).is_some() {
            return;
        }
        let (written, list) = (&who.value, roles.join(", "));
        let message = say!(
            en "`{written}` is not one of the organisation's roles, so nobody here may do this",
            nl "`{written}` is geen rol van de organisatie, dus niemand hier mag dit doen"
        );
        let severity = ctx.severity(Rule::Power);
        let found = Diagnostic::new(CODE, severity, who.span, message).help(say!(
            en "ask: who in this organisation may decide this? its roles are: {list}",
            nl "vraag terug: wie in deze organisatie mag dit besluiten? de rollen zijn: {list}"
        ));
        sink.push(found.help(say!(
            en "does another organisation act? then the act here is what you ask of it, by one of your own roles",
            nl "doet een andere organisatie het? dan is de handeling hier wat u haar vraagt, door een eigen rol"
        )));
    }
}

/// Whether a text names one of the organisation's own, perhaps with more behind it: `teamleider Wmo (bij afwezigheid: hoofd
/// Zorg)`.
pub(super) fn names(text: &str, own: &str) -> bool {
    let (text, own) = (text.trim().to_lowercase(), own.trim().to_lowercase());
    let rest = text.strip_prefix(&own);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

//! N001: a question without an action, or an action that says nothing.

use super::fixes::{complete, filled, new_action, or_park};
use super::{Action, ActionId, Check, Context, Page, Question, QuestionId, Rule, Sink};
use crate::diag::{Code, Diagnostic, Span, Spanned};
use crate::phrases;
use crate::say;

const CODE: Code = Code("N001");

/// N001.
pub(super) struct NoAction;

impl Check for NoAction {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("no_action.md"),
            nl: include_str!("no_action.nl.md"),
        }]
    }

    fn question(&self, ctx: &Context<'_>, id: QuestionId, question: &Question, sink: &mut Sink) {
        if ctx.case.actions_of(id).next().is_some() {
            return;
        }
        let name = &question.name.value;
        let found = Diagnostic::new(
            CODE,
            ctx.severity(Rule::Act),
            anchor(&question.name, question.head),
            say!(
                en "question `{name}` has no action: nobody does anything with the answer",
                nl "vraag `{name}` heeft geen actie: niemand doet iets met het antwoord"
            ),
        );
        let found = match new_action(ctx.case, question) {
            Some((title, edits)) => found.unsafe_fix(title, edits),
            None => found,
        };
        sink.push(ask_or_park(found, ctx, id));
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let then = filled(&action.then, lang);
        if then.is_some() && !is_bare_wish(ctx, action) {
            return;
        }
        let name = &action.name.value;
        let message = match then {
            None => say!(
                en "action `{name}` does not say what is done",
                nl "actie `{name}` zegt niet wat er gebeurt"
            ),
            Some(_) => say!(
                en "action `{name}` is only a wish: no act, no trigger, nobody and no term",
                nl "actie `{name}` is alleen een wens: geen handeling, geen grens, niemand en geen termijn"
            ),
        };
        let blank = action.then.as_ref().filter(|_| then.is_none());
        let span = blank.map_or(anchor(&action.name, action.head), |slot| slot.span);
        let (title, edits) = complete(ctx.case, action);
        let mut found = Diagnostic::new(CODE, ctx.severity(Rule::Act), span, message);
        if edits.iter().any(|edit| !edit.text.is_empty()) {
            found = found.unsafe_fix(title, edits);
        }
        sink.push(match action.question {
            Some(id) => ask_or_park(found, ctx, id),
            None => found,
        });
    }
}

/// Nothing but words that are no act: then there is no action, whatever the block is called.
pub(super) fn is_bare_wish(ctx: &Context<'_>, action: &Action) -> bool {
    let lang = ctx.case.lang;
    action.occasion.is_none()
        && filled(&action.who, lang).is_none()
        && filled(&action.within, lang).is_none()
        && action
            .then
            .as_ref()
            .is_some_and(|then| !phrases::Act::read(then, lang).is_one())
}

/// The name of a block; its head where it has none.
fn anchor(name: &Spanned<String>, head: Span) -> Span {
    if name.value.is_empty() {
        head
    } else {
        name.span
    }
}

/// Adds the question to ask back, and the way out when there is no answer.
fn ask_or_park(found: Diagnostic, ctx: &Context<'_>, id: QuestionId) -> Diagnostic {
    let found = found
        .help(say!(
            en "ask: what does somebody do differently on Monday, once the answer is known?",
            nl "vraag terug: wat doet iemand maandag anders, zodra het antwoord bekend is?"
        ))
        .help(say!(
            en "no answer? then park the question: `parked: …` keeps it for a later workshop",
            nl "geen antwoord? parkeer de vraag dan: `geparkeerd: …` bewaart haar voor een volgende workshop"
        ));
    or_park(found, ctx.case, Some(id))
}

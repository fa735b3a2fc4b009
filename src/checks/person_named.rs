//! P015: a person's name or own mail address where a role belongs.

use super::fixes::locate;
use super::{Action, ActionId, Check, Context, Page, Question, QuestionId, Sink, Source};
use crate::diag::{Code, Diagnostic, Lang};
use crate::model::Slot;
use crate::phrases;
use crate::say;

const CODE: Code = Code("P015");

/// P015. One finding a line.
pub(super) struct PersonNamed;

impl Check for PersonNamed {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("person_named.md"),
            nl: include_str!("person_named.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let facts = &ctx.case.facts;
        let lines = [
            &facts.present,
            &facts.problem_owner,
            &facts.sponsor,
            &facts.maintainer,
            &facts.deputy,
            &facts.audience,
            &facts.knowledge,
        ];
        let block = ctx.case.privacy.iter();
        let block = block.flat_map(|p| [&p.dpia, &p.security, &p.row_access]);
        let lines = lines.into_iter().chain(block);
        sink.extend(lines.filter_map(|line| named(line, ctx.case.lang)));
    }

    fn question(&self, ctx: &Context<'_>, _: QuestionId, question: &Question, sink: &mut Sink) {
        sink.extend(named(&question.asked_by, ctx.case.lang));
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let lines = [
            &action.then,
            &action.who,
            &action.meeting,
            &action.mandate,
            &action.otherwise,
        ];
        sink.extend(
            lines
                .into_iter()
                .filter_map(|line| named(line, ctx.case.lang)),
        );
    }

    fn source(&self, ctx: &Context<'_>, source: &Source, sink: &mut Sink) {
        sink.extend(named(&source.owner, ctx.case.lang));
    }
}

fn named(line: &Slot, lang: Lang) -> Option<Diagnostic> {
    let line = line.as_ref()?;
    if let Some(range) = phrases::mailbox(line, lang) {
        let written = line.get(range.clone()).unwrap_or(line);
        let message = say!(
            en "`{written}` is somebody's own mail address, and this file is read by many",
            nl "`{written}` is iemands eigen mailadres, en dit bestand wordt door velen gelezen"
        );
        let found = Diagnostic::warning(CODE, locate(line, &range), message);
        return Some(found.help(say!(
            en "write the address of the team, such as `data@town.example`",
            nl "schrijf het adres van het team, zoals `data@gemeente.example`"
        )));
    }
    let range = phrases::person(line, lang)?;
    let written = line.get(range.clone()).unwrap_or(line);
    let message = say!(
        en "`{written}` looks like the name of a person; a role belongs here",
        nl "`{written}` lijkt de naam van een mens; hier hoort een rol"
    );
    let found = Diagnostic::warning(CODE, locate(line, &range), message);
    Some(found.help(say!(
        en "write the role, such as `team leader Permits`: who has it may change, the act goes on",
        nl "schrijf de rol, zoals `teamleider Vergunningen`: wie die heeft kan wisselen, de handeling gaat door"
    )))
}

//! M009: the DPIA has not been looked at for three years.

use super::due::{self, What};
use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("M009");

/// M009. A `dpia` without a date says nothing about its age.
pub(super) struct DpiaOld;

impl Check for DpiaOld {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("dpia_old.md"),
            nl: include_str!("dpia_old.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let due = due::of(ctx.case, ctx.as_of).into_iter();
        for due in due.filter(|due| due.what == What::Dpia && due.days_left(ctx.as_of) < 0) {
            let date = due.date;
            let message = say!(
                en "the DPIA had to be looked at again by {date}: it is older than three years",
                nl "de DPIA moest uiterlijk {date} opnieuw worden bekeken: ze is ouder dan drie jaar"
            );
            sink.push(Diagnostic::warning(CODE, due.span, message).help(say!(
                en "ask the data protection officer whether the risks have changed, and write the date of that answer here",
                nl "vraag de functionaris gegevensbescherming of de risico's zijn veranderd, en zet de datum van dat antwoord hier"
            )));
        }
    }
}

//! M007: the day before which the case must be reviewed has come, or comes soon.

use super::due::{self, What};
use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("M007");

/// So many days ahead somebody should plan the review.
const NOTICE: i64 = 30;

/// M007.
pub(super) struct ReviewDue;

impl Check for ReviewDue {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("review_due.md"),
            nl: include_str!("review_due.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let due = due::of(ctx.case, ctx.as_of).into_iter();
        for review in due.filter(|due| due.what == What::Review) {
            let date = review.date;
            let found = match review.days_left(ctx.as_of) {
                ..=0 => Diagnostic::error(
                    CODE,
                    review.span,
                    say!(
                        en "this case had to be reviewed before {date}",
                        nl "deze casus moest voor {date} worden herzien"
                    ),
                ),
                days @ 1..=NOTICE => Diagnostic::info(
                    CODE,
                    review.span,
                    say!(
                        en "this case must be reviewed before {date}: {days} days to go",
                        nl "deze casus moet voor {date} worden herzien: nog {days} dagen"
                    ),
                ),
                _ => continue,
            };
            sink.push(found.help(say!(
                en "look with the problem owner at what was done with it; then set a new date, change it, or write `stage: retired`",
                nl "bekijk met de probleemeigenaar wat ermee is gedaan; zet dan een nieuwe datum, pas hem aan, of schrijf `fase: gestopt`"
            )));
        }
    }
}

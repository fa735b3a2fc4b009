//! What falls due in a case, and on which day: the review, the acts on a date, the next look at the DPIA.
//!
//! The checks on time and `casus check --upcoming` read the same list. A retired case has nothing left to do.

use crate::diag::Span;
use crate::model::{ActionId, Case, Occasion, Stage};
use jiff::civil::Date;
use jiff::{SignedDuration, Span as Period};

/// How many years a DPIA may go without a new look. The GDPR (art. 35(11)) asks for one when the risk changes; the Dutch
/// Data Protection Authority advises one at least every three years.
const DPIA_YEARS: i16 = 3;

/// Something that somebody must do on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day; it may have passed.
    pub date: Date,
    /// What is due.
    pub what: What,
    /// Where the author wrote the date.
    pub span: Span,
}

/// What falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody looks whether the case still leads to acts.
    Review,
    /// An act on a date; `once` where it does not return each year.
    Action {
        /// Which.
        id: ActionId,
        /// Whether the author named one day.
        once: bool,
    },
    /// The DPIA is looked at again.
    Dpia,
}

impl Due {
    /// How many days are left on the day `as_of`; negative when it has passed.
    pub fn days_left(&self, as_of: Date) -> i64 {
        self.date.duration_since(as_of).as_secs() / SECONDS_A_DAY
    }
}

const SECONDS_A_DAY: i64 = SignedDuration::from_hours(24).as_secs();

/// Everything that falls due: the review, then acts in the author's order, then the DPIA. Acts that return each year come
/// with their first day on or after `as_of`.
pub fn of(case: &Case, as_of: Date) -> Vec<Due> {
    if is_retired(case) {
        return Vec::new();
    }
    let review = case.facts.review_before.as_ref().map(|date| Due {
        date: date.value,
        what: What::Review,
        span: date.span,
    });
    let dpia = case.privacy.as_ref().and_then(|privacy| {
        let dpia = privacy.facts.dpia.as_ref()?;
        let made = dpia.value.date()?;
        Some(Due {
            date: made.saturating_add(Period::new().years(DPIA_YEARS)),
            what: What::Dpia,
            span: dpia.span,
        })
    });
    review
        .into_iter()
        .chain(actions(case, as_of))
        .chain(dpia)
        .collect()
}

/// Whether the case is out of use, so that no day asks anything of anybody.
pub(super) fn is_retired(case: &Case) -> bool {
    let stage = case.facts.stage.as_ref();
    stage.is_some_and(|stage| stage.value == Stage::Retired)
}

fn actions(case: &Case, as_of: Date) -> impl Iterator<Item = Due> {
    use crate::model::Recurrence::Once;
    let actions = case.actions.iter().enumerate();
    actions.filter_map(move |(at, action)| match &action.occasion {
        Some(Occasion::On(on)) => Some(Due {
            date: on.when.next(as_of),
            what: What::Action {
                id: ActionId(at),
                once: matches!(on.when, Once(_)),
            },
            span: on.text.span,
        }),
        _ => None,
    })
}

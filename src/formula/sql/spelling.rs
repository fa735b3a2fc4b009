//! What everything is called: pieces of SQL that databases may spell differently, as templates.
//!
//! In a template `{0}` is the first argument where any expression may stand, `[0]` the same in parentheses unless it is a
//! name, literal or call. `{f}` is the filter of an aggregate, `{s}` and `{n}` are the sign and the size of a step.

use super::text::{Level, Sql};
use crate::formula::ast::Unit;

/// A piece of SQL that databases may spell differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `{0} / {1}` in doubles; the caller guards against zero.
    Divide,
    /// The whole number at or below a double.
    Floor,
    /// The nearest whole number, halves away from zero.
    Round,
    Abs,
    /// The lower of two values; see `Quirks::least_skips_null`.
    Least,
    Greatest,

    Today,
    /// The date of a date or moment.
    AsDate,
    /// A date at 00:00.
    AsMoment,
    /// A value as text.
    AsText,
    /// A date as the text `2027-06-01`.
    IsoText,
    /// A text that is empty.
    NoText,
    /// Whole days from date `{0}` to date `{1}`.
    DaysOfDates,
    /// Days, with a fraction, from moment `{0}` to moment `{1}`.
    DaysOfMoments,
    /// Whole calendar months from date or moment `{0}` to `{1}`: the most that can be added to the earlier one without
    /// passing the later one, a month's end counting as any later day.
    Months,
    /// Mondays to Fridays after date `{0}`, up to and including date `{1}`.
    WorkingDays,
    /// How many dates of the list `{1}` (see `Quirks::days`) come up to and including date `{0}`.
    ListedUpTo,
    Year,
    Quarter,
    Month,
    /// ISO week.
    Week,
    /// Monday is 1.
    Weekday,
    /// First day of the period. Where `date_trunc` is given a date, it may go by a time zone: it is given a moment.
    Start(Grain),
    /// A date moved.
    MoveDate(Step),
    /// A moment moved.
    MoveMoment(Step),

    /// A text that is compared exactly, by case and accents.
    Exact,
    Lower,
    Upper,
    Contains,
    StartsWith,

    Count,
    Distinct,
    Sum,
    Average,
    Median,
    /// `{1}` is a fraction.
    Percentile,
    Lowest,
    Highest,
    /// Of a condition.
    Percentage,
    /// Texts of a group in one text, in order of `{1}`.
    Joined,
}

/// Periods that have a first day of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Week,
    Month,
    Quarter,
    Year,
}

/// Steps that a date or moment is moved by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Hours,
    Days,
    /// Clamped to the month's end.
    Months,
}

impl Step {
    /// A number of units as steps. A working day is no step: which days it skips depends on where it starts.
    pub(super) fn of(count: i64, unit: Unit) -> Option<(i64, Step)> {
        match unit {
            Unit::Hours => Some((count, Step::Hours)),
            Unit::WorkingDays => None,
            Unit::Days => Some((count, Step::Days)),
            Unit::Weeks => Some((count.saturating_mul(7), Step::Days)),
            Unit::Months => Some((count, Step::Months)),
            Unit::Quarters => Some((count.saturating_mul(3), Step::Months)),
            Unit::Years => Some((count.saturating_mul(12), Step::Months)),
        }
    }
}

/// A template and how tightly its outcome binds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    template: &'static str,
    level: Level,
}

/// A call, or anything else that needs no parentheses.
pub(super) const fn call(template: &'static str) -> Spelling {
    spelled(template, Level::Atom)
}

pub(super) const fn spelled(template: &'static str, level: Level) -> Spelling {
    Spelling { template, level }
}

impl Piece {
    /// The spelling where a dialect has none of its own.
    pub(super) fn generic(self) -> Spelling {
        match self {
            Piece::Divide => spelled("cast({0} as double precision) / [1]", Level::Multiply),
            Piece::Floor => call("floor({0})"),
            Piece::Round => call("round({0})"),
            Piece::Abs => call("abs({0})"),
            Piece::Least => call("least({0}, {1})"),
            Piece::Greatest => call("greatest({0}, {1})"),

            Piece::Today => call("current_date"),
            Piece::AsDate => call("cast({0} as date)"),
            Piece::AsMoment => call("cast({0} as timestamp)"),
            Piece::AsText => call("cast({0} as text)"),
            Piece::IsoText => call("to_char({0}, 'YYYY-MM-DD')"),
            Piece::NoText => call("cast(null as varchar)"),
            Piece::DaysOfDates => spelled("[1] - [0]", Level::Add),
            Piece::DaysOfMoments => spelled(
                "cast(extract(epoch from [1] - [0]) as double precision) / 86400",
                Level::Multiply,
            ),
            Piece::Months => call(MONTHS),
            Piece::WorkingDays => spelled(
                "(cast(date_trunc('week', cast({1} as timestamp)) as date) - cast(date_trunc('week', cast({0} as timestamp)) as date)) / 7 * 5 \
                 + least(cast(extract(isodow from {1}) as integer), 5) \
                 - least(cast(extract(isodow from {0}) as integer), 5)",
                Level::Add,
            ),
            Piece::ListedUpTo => call("width_bucket({0}, {1})"),
            Piece::Year => call("cast(extract(year from {0}) as integer)"),
            Piece::Quarter => call("cast(extract(quarter from {0}) as integer)"),
            Piece::Month => call("cast(extract(month from {0}) as integer)"),
            Piece::Week => call("cast(extract(week from {0}) as integer)"),
            Piece::Weekday => call("cast(extract(isodow from {0}) as integer)"),
            Piece::Start(Grain::Week) => {
                call("cast(date_trunc('week', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Month) => {
                call("cast(date_trunc('month', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Quarter) => {
                call("cast(date_trunc('quarter', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Year) => {
                call("cast(date_trunc('year', cast({0} as timestamp)) as date)")
            }
            Piece::MoveDate(Step::Days) => spelled("[0] {s} {n}", Level::Add),
            Piece::MoveDate(_) => call("cast([0] {s} interval '{n} months' as date)"),
            Piece::MoveMoment(Step::Hours) => spelled("[0] {s} interval '{n} hours'", Level::Add),
            Piece::MoveMoment(Step::Days) => spelled("[0] {s} interval '{n} days'", Level::Add),
            Piece::MoveMoment(Step::Months) => spelled("[0] {s} interval '{n} months'", Level::Add),

            // Left as it is: a column compares exactly unless it was made otherwise.
            Piece::Exact => call("{0}"),
            Piece::Lower => call("lower({0})"),
            Piece::Upper => call("upper({0})"),
            Piece::Contains => spelled("position([1] in [0]) > 0", Level::Compare),
            Piece::StartsWith => call("starts_with({0}, {1})"),

            Piece::Count => call("count(*){f}"),
            Piece::Distinct => call("count(distinct {0}){f}"),
            Piece::Sum => call("sum({0}){f}"),
            Piece::Average => call("avg({0}){f}"),
            Piece::Median => call("percentile_cont(0.5) within group (order by {0}){f}"),
            Piece::Percentile => call("percentile_cont({1}) within group (order by {0}){f}"),
            Piece::Lowest => call("min({0}){f}"),
            Piece::Highest => call("max({0}){f}"),
            Piece::Percentage => call("avg(cast({0} as integer)){f}"),
            Piece::Joined => call("string_agg({0}, ', ' order by {1})"),
        }
    }
}

/// Months by the calendar, less one where the day and time of the earlier moment, clamped to the month of the later one, come
/// after its own: from how a dialect takes the lower day, how long a day is, and how it reads the clock.
macro_rules! calendar_months {
    (@ $a:literal, $b:literal, $least:ident, $day:literal, $clock:ident) => {
        concat!(
            "(year(", $b, ") - year(", $a, ")) * 12 + month(", $b, ") - month(", $a, ") - case when ",
            $least!($a, $b), " * ", $day, " + ", $clock!($a),
            " > day(", $b, ") * ", $day, " + ", $clock!($b), " then 1 else 0 end"
        )
    };
    ($least:ident, $day:literal, $clock:ident) => {
        concat!(
            "case when [1] >= [0] then ",
            calendar_months!(@ "{0}", "{1}", $least, $day, $clock),
            " else -(",
            calendar_months!(@ "{1}", "{0}", $least, $day, $clock),
            ") end"
        )
    };
}
pub(super) use calendar_months;

/// Months by the calendar, less one where that many months would pass the later moment.
const MONTHS: &str = {
    macro_rules! between {
        ($a:literal, $b:literal) => {
            concat!(
                "((cast(extract(year from ",
                $b,
                ") as integer) - cast(extract(year from ",
                $a,
                ") as integer)) * 12 + ",
                "cast(extract(month from ",
                $b,
                ") as integer) - cast(extract(month from ",
                $a,
                ") as integer))"
            )
        };
    }
    concat!(
        "case when [1] >= [0] then ",
        between!("{0}", "{1}"),
        " - case when [0] + make_interval(months => ",
        between!("{0}", "{1}"),
        ") > [1] then 1 else 0 end",
        " else ",
        between!("{0}", "{1}"),
        " + case when [1] + make_interval(months => ",
        between!("{1}", "{0}"),
        ") > [0] then 1 else 0 end end"
    )
};

/// What fills a template.
#[derive(Clone, Copy, Default)]
pub(super) struct Filling<'a> {
    /// `{0}`, `{1}`.
    pub(super) args: &'a [Sql],
    /// `{f}`: ` filter (where …)`, or nothing.
    pub(super) filter: &'a str,
    /// `{s}` and `{n}`.
    pub(super) step: i64,
}

impl Spelling {
    /// The template, filled in one pass, so that nothing in an argument is taken for a mark.
    pub(super) fn fill(self, filling: Filling<'_>) -> Sql {
        let mut out = String::new();
        let mut rest = self.template;
        while let Some(at) = rest.find(['{', '[']) {
            out.push_str(&rest[..at]);
            let mark = &rest[at..at + 3];
            out.push_str(&filling.mark(mark));
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
        Sql::new(out, self.level)
    }
}

impl Filling<'_> {
    fn mark(&self, mark: &str) -> String {
        let arg = |at: usize| self.args.get(at);
        match mark {
            "{0}" => arg(0).map(|a| a.bare().to_owned()).unwrap_or_default(),
            "{1}" => arg(1).map(|a| a.bare().to_owned()).unwrap_or_default(),
            "[0]" => arg(0).map(Sql::tight).unwrap_or_default(),
            "[1]" => arg(1).map(Sql::tight).unwrap_or_default(),
            "{f}" => self.filter.to_owned(),
            "{s}" => (if self.step < 0 { "-" } else { "+" }).to_owned(),
            _ => self.step.unsigned_abs().to_string(),
        }
    }
}

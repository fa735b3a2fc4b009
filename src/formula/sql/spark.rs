//! Spark 4 and what speaks its SQL (Sail, Databricks): backticks, backslashes in texts, functions of its own for dates.
//!
//! A moment is a `timestamp_ntz`, so that no time zone of the session moves it; the clock's hands are read one by one, because
//! differences and truncations of moments go by that zone. `weekday` is avoided: Sail counts it from another day.

use super::spelling::{Grain, Piece, Spelling, Step, calendar_months, call, spelled};
use super::text::Level;
use super::{Quirks, joined};
use jiff::civil::Date;

pub(super) struct Spark;

impl Quirks for Spark {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        dates(piece).or_else(|| {
            Some(match piece {
                Piece::Divide => spelled("cast({0} as double) / [1]", Level::Multiply),
                Piece::AsText | Piece::IsoText => call("cast({0} as string)"),
                Piece::NoText => call("cast(null as string)"),
                Piece::Contains => call("contains({0}, {1})"),
                Piece::StartsWith => call("startswith({0}, {1})"),
                // Of decimals it would give a decimal, cut off.
                Piece::Average => call("avg(cast({0} as double)){f}"),
                Piece::Median => call("percentile(cast({0} as double), 0.5){f}"),
                Piece::Percentile => call("percentile(cast({0} as double), {1}){f}"),
                Piece::Joined => call("listagg({0}, ', ') within group (order by {1})"),
                _ => return None,
            })
        })
    }

    fn days(&self, days: &[Date]) -> String {
        format!("array(date '{}')", joined(days, "', date '"))
    }

    fn fraction(&self, digits: &str) -> String {
        format!("{digits}e0")
    }

    fn series(&self, step: Step) -> Option<Spelling> {
        Some(call(match step {
            Step::Months => "explode(sequence({0}, {1}, interval '{n}' month))",
            Step::Days | Step::Hours => "explode(sequence({0}, {1}, interval '{n}' day))",
        }))
    }

    fn name_quotes(&self) -> [char; 2] {
        ['`', '`']
    }

    fn backslash_escapes(&self) -> bool {
        true
    }
}

fn dates(piece: Piece) -> Option<Spelling> {
    Some(match piece {
        Piece::AsMoment => call("cast({0} as timestamp_ntz)"),
        Piece::DaysOfDates => call("datediff({1}, {0})"),
        Piece::DaysOfMoments => spelled(DAYS_OF_MOMENTS, Level::Add),
        Piece::Months => call(MONTHS),
        Piece::WorkingDays => spelled(WORKING_DAYS, Level::Add),
        Piece::ListedUpTo => call("size(filter({1}, casus_day -> casus_day <= {0}))"),
        Piece::Year => call("year({0})"),
        Piece::Quarter => call("quarter({0})"),
        Piece::Month => call("month({0})"),
        Piece::Week => call("weekofyear({0})"),
        Piece::Weekday => spelled(
            "datediff({0}, trunc(cast({0} as date), 'WEEK')) + 1",
            Level::Add,
        ),
        Piece::Start(Grain::Week) => call("trunc(cast({0} as date), 'WEEK')"),
        Piece::Start(Grain::Month) => call("trunc(cast({0} as date), 'MONTH')"),
        Piece::Start(Grain::Quarter) => call("trunc(cast({0} as date), 'QUARTER')"),
        Piece::Start(Grain::Year) => call("trunc(cast({0} as date), 'YEAR')"),
        Piece::MoveDate(Step::Months) => call("add_months({0}, {s}{n})"),
        Piece::MoveDate(_) => call("date_add({0}, {s}{n})"),
        Piece::MoveMoment(step) => spelled(
            match step {
                Step::Hours => "cast({0} as timestamp_ntz) {s} interval '{n}' hour",
                Step::Days => "cast({0} as timestamp_ntz) {s} interval '{n}' day",
                Step::Months => "cast({0} as timestamp_ntz) {s} interval '{n}' month",
            },
            Level::Add,
        ),
        _ => return None,
    })
}

/// Seconds since midnight.
macro_rules! clock {
    ($x:literal) => {
        concat!(
            "(hour(",
            $x,
            ") * 3600 + minute(",
            $x,
            ") * 60 + cast(extract(second from ",
            $x,
            ") as double))"
        )
    };
}

const DAYS_OF_MOMENTS: &str = concat!(
    "datediff({1}, {0}) + (",
    clock!("{1}"),
    " - ",
    clock!("{0}"),
    ") / 86400"
);

const MONTHS: &str = {
    macro_rules! least {
        ($a:literal, $b:literal) => {
            concat!("least(day(", $a, "), day(last_day(", $b, ")))")
        };
    }
    calendar_months!(least, "86400", clock)
};

/// Five for each Monday passed, and the days of both weeks without their weekends.
const WORKING_DAYS: &str = {
    macro_rules! monday {
        ($d:literal) => {
            concat!("trunc(", $d, ", 'WEEK')")
        };
    }
    macro_rules! day {
        ($d:literal) => {
            concat!("least(datediff(", $d, ", ", monday!($d), ") + 1, 5)")
        };
    }
    concat!(
        "cast(datediff(",
        monday!("{1}"),
        ", ",
        monday!("{0}"),
        ") / 7 * 5 as bigint) + ",
        day!("{1}"),
        " - ",
        day!("{0}")
    )
};

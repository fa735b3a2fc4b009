//! SQLite: dates are text, months overflow, nothing interpolates, and letters outside ASCII have no case.

use super::spelling::{Grain, Piece, Spelling, Step, call, spelled};
use super::text::Level;
use super::{Quirks, joined};
use crate::diag::Words;
use crate::say;
use jiff::civil::Date;

pub(super) struct Sqlite;

impl Quirks for Sqlite {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        numbers(piece)
            .or_else(|| dates(piece))
            .or_else(|| texts(piece))
    }

    fn lacks(&self, piece: Piece) -> Option<Words> {
        match piece {
            Piece::Median | Piece::Percentile => Some(say!(
                en "SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average",
                nl "SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde",
            )),
            Piece::Lower | Piece::Upper => Some(say!(
                en "SQLite changes the case of A to Z only, not of é or ï; use DuckDB or PostgreSQL, or leave the case as it is",
                nl "SQLite verandert alleen a tot z van klein naar groot, geen é of ï; gebruik DuckDB of PostgreSQL, of laat de letters zoals ze zijn",
            )),
            _ => None,
        }
    }

    fn date(&self, date: Date) -> String {
        format!("'{date}'")
    }

    fn days(&self, days: &[Date]) -> String {
        format!("(values ('{}'))", joined(days, "'), ('"))
    }

    fn fraction(&self, digits: &str) -> String {
        digits.to_owned()
    }

    fn least_skips_null(&self) -> bool {
        false
    }
}

fn numbers(piece: Piece) -> Option<Spelling> {
    Some(match piece {
        Piece::Divide => spelled("cast({0} as real) / [1]", Level::Multiply),
        // `floor` is there only when SQLite was built with it.
        Piece::Floor => spelled(
            "cast({0} as integer) - (cast({0} as integer) > [0])",
            Level::Add,
        ),
        Piece::Least => call("min({0}, {1})"),
        Piece::Greatest => call("max({0}, {1})"),
        Piece::Percentage => call("avg({0}){f}"),
        _ => return None,
    })
}

fn dates(piece: Piece) -> Option<Spelling> {
    Some(match piece {
        Piece::Today => call("date('now', 'localtime')"),
        Piece::AsDate => call("date({0})"),
        Piece::AsMoment => call("datetime({0})"),
        Piece::IsoText => call("date({0})"),
        Piece::DaysOfDates => call("cast(julianday({1}) - julianday({0}) as integer)"),
        Piece::DaysOfMoments => spelled(
            "(unixepoch({1}) - unixepoch({0})) / 86400.0",
            Level::Multiply,
        ),
        Piece::Months => call(MONTHS),
        Piece::WorkingDays => spelled(WORKING_DAYS, Level::Add),
        Piece::ListedUpTo => call(
            "(select count(*) from (select column1 as casus_holiday from {1}) where casus_holiday <= [0])",
        ),
        Piece::Year => call("cast(substr({0}, 1, 4) as integer)"),
        Piece::Quarter => spelled(
            "(cast(substr({0}, 6, 2) as integer) + 2) / 3",
            Level::Multiply,
        ),
        Piece::Month => call("cast(substr({0}, 6, 2) as integer)"),
        // The week of a date is that of its Thursday.
        Piece::Week => call(
            "cast((julianday(date({0}, '-3 days', 'weekday 4')) \
             - julianday(date({0}, '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer)",
        ),
        Piece::Weekday => call(
            "cast(julianday(date({0})) - julianday(date({0}, '-6 days', 'weekday 1')) + 1 as integer)",
        ),
        Piece::Start(Grain::Week) => call("date({0}, '-6 days', 'weekday 1')"),
        Piece::Start(Grain::Month) => call("date({0}, 'start of month')"),
        Piece::Start(Grain::Quarter) => call(
            "date({0}, 'start of year', ((cast(substr({0}, 6, 2) as integer) - 1) / 3 * 3) || ' months')",
        ),
        Piece::Start(Grain::Year) => call("date({0}, 'start of year')"),
        Piece::MoveDate(Step::Days) => call("date({0}, '{s}{n} days')"),
        // The last day of the month that is meant, where the plain sum has gone past it.
        Piece::MoveDate(_) => call(
            "min(date({0}, '{s}{n} months'), date({0}, 'start of month', '{s}{n} months', '+1 month', '-1 day'))",
        ),
        Piece::MoveMoment(Step::Hours) => call("datetime({0}, '{s}{n} hours')"),
        Piece::MoveMoment(Step::Days) => call("datetime({0}, '{s}{n} days')"),
        Piece::MoveMoment(Step::Months) => call(
            "min(datetime({0}, '{s}{n} months'), \
             date({0}, 'start of month', '{s}{n} months', '+1 month', '-1 day') || ' ' || time({0}))",
        ),
        _ => return None,
    })
}

fn texts(piece: Piece) -> Option<Spelling> {
    Some(match piece {
        Piece::Contains => spelled("instr({0}, {1}) > 0", Level::Compare),
        Piece::StartsWith => spelled("substr({0}, 1, length({1})) = [1]", Level::Compare),
        // No `order by` inside before SQLite 3.44: the group must be read in order already.
        Piece::Joined => call("group_concat({0}, ', ')"),
        _ => return None,
    })
}

/// Months by the calendar, less one where day and time of the later month come before those of the earlier, unless the
/// later day is the last of its month and only the day is short.
const MONTHS: &str = {
    macro_rules! between {
        ($a:literal, $b:literal) => {
            concat!(
                "(cast(substr(",
                $b,
                ", 1, 4) as integer) - cast(substr(",
                $a,
                ", 1, 4) as integer)) * 12 + ",
                "cast(substr(",
                $b,
                ", 6, 2) as integer) - cast(substr(",
                $a,
                ", 6, 2) as integer) - ",
                "(substr(",
                $a,
                ", 9) > substr(",
                $b,
                ", 9) and not (",
                "date(",
                $b,
                ", '+1 day', 'start of month') = date(",
                $b,
                ", '+1 day') ",
                "and substr(",
                $a,
                ", 9, 2) > substr(",
                $b,
                ", 9, 2) and substr(",
                $a,
                ", 11) <= substr(",
                $b,
                ", 11)))"
            )
        };
    }
    concat!(
        "case when [1] >= [0] then ",
        between!("{0}", "{1}"),
        " else -(",
        between!("{1}", "{0}"),
        ") end"
    )
};

/// Five for each Monday passed, and the days of both weeks without their weekends.
const WORKING_DAYS: &str = {
    macro_rules! monday {
        ($d:literal) => {
            concat!("julianday(date(", $d, ", '-6 days', 'weekday 1'))")
        };
    }
    macro_rules! day {
        ($d:literal) => {
            concat!(
                "min(cast(julianday(date(",
                $d,
                ")) - ",
                monday!($d),
                " + 1 as integer), 5)"
            )
        };
    }
    concat!(
        "cast(",
        monday!("{1}"),
        " - ",
        monday!("{0}"),
        " as integer) / 7 * 5 + ",
        day!("{1}"),
        " - ",
        day!("{0}")
    )
};

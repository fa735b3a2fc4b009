//! MySQL and MariaDB: backticks, no filter behind an aggregate, texts that are compared without case unless told otherwise.
//!
//! Texts are compared in `utf8mb4_bin`, which both know; it overlooks blanks at the end, which no cell has.

use super::spelling::{Grain, Piece, Spelling, Step, calendar_months, call, spelled};
use super::text::{Level, Sql};
use super::{Quirks, counted};
use crate::diag::Words;
use crate::say;
use jiff::civil::Date;

pub(super) struct Mysql;

impl Quirks for Mysql {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        dates(piece).or_else(|| {
            Some(match piece {
                Piece::Divide => spelled("cast({0} as double) / [1]", Level::Multiply),
                // Its own rounds doubles as the system's library does.
                Piece::Round => spelled("sign({0}) * floor(abs({0}) + 0.5)", Level::Multiply),
                Piece::AsText | Piece::IsoText => call("cast({0} as char)"),
                Piece::NoText => call("cast(null as char)"),
                Piece::Exact => call("convert({0} using utf8mb4) collate utf8mb4_bin"),
                Piece::Contains => spelled("locate({1}, {0}) > 0", Level::Compare),
                Piece::StartsWith => spelled("locate({1}, {0}) = 1", Level::Compare),
                // Of whole numbers and decimals it would give four digits.
                Piece::Average | Piece::Percentage => call("avg(cast({0} as double))"),
                Piece::Joined => call("group_concat({0} order by {1} separator ', ')"),
                _ => return None,
            })
        })
    }

    fn lacks(&self, piece: Piece) -> Option<Words> {
        matches!(piece, Piece::Median | Piece::Percentile).then(|| {
            say!(
                en "MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average",
                nl "MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde",
            )
        })
    }

    fn fraction(&self, digits: &str) -> String {
        format!("{digits}e0")
    }

    fn listed_up_to(&self, date: &Sql, days: &[Date]) -> Option<Sql> {
        Some(counted(self, date, days))
    }

    fn code_points(&self) -> &'static str {
        " collate utf8mb4_bin"
    }

    fn least_skips_null(&self) -> bool {
        false
    }

    fn filters_aggregates(&self) -> bool {
        false
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
        Piece::AsMoment => call("cast({0} as datetime(6))"),
        Piece::DaysOfDates => call("datediff({1}, {0})"),
        Piece::DaysOfMoments => spelled(
            "cast(timestampdiff(microsecond, {0}, {1}) as double) / 86400000000",
            Level::Multiply,
        ),
        Piece::Months => call(MONTHS),
        Piece::WorkingDays => spelled(WORKING_DAYS, Level::Add),
        Piece::Year => call("year({0})"),
        Piece::Quarter => call("quarter({0})"),
        Piece::Month => call("month({0})"),
        Piece::Week => call("week({0}, 3)"),
        Piece::Weekday => spelled("weekday({0}) + 1", Level::Add),
        Piece::Start(Grain::Week) => call("subdate(cast({0} as date), weekday({0}))"),
        Piece::Start(Grain::Month) => call("subdate(cast({0} as date), day({0}) - 1)"),
        Piece::Start(Grain::Quarter) => spelled(
            "makedate(year({0}), 1) + interval quarter({0}) * 3 - 3 month",
            Level::Add,
        ),
        Piece::Start(Grain::Year) => call("makedate(year({0}), 1)"),
        Piece::MoveDate(Step::Months) | Piece::MoveMoment(Step::Months) => {
            spelled("[0] {s} interval {n} month", Level::Add)
        }
        Piece::MoveMoment(Step::Hours) => spelled("[0] {s} interval {n} hour", Level::Add),
        Piece::MoveDate(_) | Piece::MoveMoment(Step::Days) => {
            spelled("[0] {s} interval {n} day", Level::Add)
        }
        _ => return None,
    })
}

const MONTHS: &str = {
    macro_rules! clock {
        ($x:literal) => {
            concat!(
                "timestampdiff(microsecond, cast(",
                $x,
                " as date), ",
                $x,
                ")"
            )
        };
    }
    macro_rules! least {
        ($a:literal, $b:literal) => {
            concat!("least(day(", $a, "), day(last_day(", $b, ")))")
        };
    }
    calendar_months!(least, "86400000000", clock)
};

/// Five for each Monday passed, and the days of both weeks without their weekends.
const WORKING_DAYS: &str = "datediff(subdate({1}, weekday({1})), subdate({0}, weekday({0}))) div 7 * 5 \
     + least(weekday({1}) + 1, 5) - least(weekday({0}) + 1, 5)";

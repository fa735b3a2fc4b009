//! SQL Server: brackets, no filter behind an aggregate, no yes and no as values, whole numbers that stay whole, texts that are
//! compared without case unless told otherwise.
//!
//! Yes is 1 and no is 0, as a `bit`. Days are counted from the first Monday of the year 1, because what a week is goes by a
//! setting. It must be SQL Server 2017 or newer.

use super::spelling::{Grain, Piece, Spelling, Step, calendar_months, call, spelled};
use super::text::{Level, Sql};
use super::{Quirks, counted};
use crate::diag::Words;
use crate::say;
use jiff::civil::Date;

pub(super) struct SqlServer;

impl Quirks for SqlServer {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        dates(piece).or_else(|| {
            Some(match piece {
                Piece::Divide => spelled("cast({0} as float) / [1]", Level::Multiply),
                Piece::Round => spelled("sign({0}) * floor(abs({0}) + 0.5)", Level::Multiply),
                Piece::Least => call("case when [0] <= [1] then {0} when [1] < [0] then {1} end"),
                Piece::Greatest => {
                    call("case when [0] >= [1] then {0} when [1] > [0] then {1} end")
                }
                Piece::AsText => call("cast({0} as nvarchar(max))"),
                Piece::IsoText => call("convert(nvarchar(10), {0}, 23)"),
                Piece::NoText => call("cast(null as nvarchar(max))"),
                Piece::Exact => spelled("[0] collate Latin1_General_100_BIN2", Level::Sign),
                Piece::Contains => spelled("charindex({1}, {0}) > 0", Level::Compare),
                Piece::StartsWith => spelled("charindex({1}, {0}) = 1", Level::Compare),
                Piece::Average | Piece::Percentage => call("avg(cast({0} as float))"),
                Piece::Joined => call("string_agg({0}, ', ') within group (order by {1})"),
                _ => return None,
            })
        })
    }

    fn lacks(&self, piece: Piece) -> Option<Words> {
        matches!(piece, Piece::Median | Piece::Percentile).then(|| {
            say!(
                en "SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average",
                nl "SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde",
            )
        })
    }

    fn date(&self, date: Date) -> String {
        format!("cast('{date}' as date)")
    }

    fn fraction(&self, digits: &str) -> String {
        format!("{digits}e0")
    }

    fn listed_up_to(&self, date: &Sql, days: &[Date]) -> Option<Sql> {
        Some(counted(self, date, days))
    }

    fn code_points(&self) -> &'static str {
        " collate Latin1_General_100_BIN2"
    }

    fn least_skips_null(&self) -> bool {
        false
    }

    fn filters_aggregates(&self) -> bool {
        false
    }

    fn has_booleans(&self) -> bool {
        false
    }

    fn name_quotes(&self) -> [char; 2] {
        ['[', ']']
    }
}

/// Days since the first Monday of the year 1.
macro_rules! day {
    ($x:literal) => {
        concat!("datediff(day, cast('0001-01-01' as date), ", $x, ")")
    };
}

/// The day of the week; 1 is Monday.
macro_rules! weekday {
    ($x:literal) => {
        concat!(day!($x), " - ", day!($x), " / 7 * 7 + 1")
    };
}

fn dates(piece: Piece) -> Option<Spelling> {
    Some(match piece {
        Piece::Today => call("cast(sysdatetime() as date)"),
        Piece::AsMoment => call("cast({0} as datetime2)"),
        Piece::DaysOfDates => call("datediff(day, {0}, {1})"),
        Piece::DaysOfMoments => spelled(
            "cast(datediff_big(microsecond, {0}, {1}) as float) / 86400000000",
            Level::Multiply,
        ),
        Piece::Months => call(MONTHS),
        Piece::WorkingDays => spelled(WORKING_DAYS, Level::Add),
        Piece::Year => call("year({0})"),
        Piece::Quarter => call("datepart(quarter, {0})"),
        Piece::Month => call("month({0})"),
        Piece::Week => call("datepart(iso_week, {0})"),
        Piece::Weekday => spelled(weekday!("{0}"), Level::Add),
        Piece::Start(Grain::Week) => call(concat!(
            "dateadd(day, ",
            day!("{0}"),
            " / 7 * 7, cast('0001-01-01' as date))"
        )),
        Piece::Start(Grain::Month) => call("datefromparts(year({0}), month({0}), 1)"),
        Piece::Start(Grain::Quarter) => {
            call("datefromparts(year({0}), datepart(quarter, {0}) * 3 - 2, 1)")
        }
        Piece::Start(Grain::Year) => call("datefromparts(year({0}), 1, 1)"),
        Piece::MoveDate(Step::Months) | Piece::MoveMoment(Step::Months) => {
            call("dateadd(month, {s}{n}, {0})")
        }
        Piece::MoveMoment(Step::Hours) => call("dateadd(hour, {s}{n}, {0})"),
        Piece::MoveDate(_) | Piece::MoveMoment(Step::Days) => call("dateadd(day, {s}{n}, {0})"),
        _ => return None,
    })
}

const MONTHS: &str = {
    macro_rules! clock {
        ($x:literal) => {
            concat!(
                "datediff_big(microsecond, cast(",
                $x,
                " as date), ",
                $x,
                ")"
            )
        };
    }
    macro_rules! least {
        ($a:literal, $b:literal) => {
            concat!(
                "case when day(",
                $a,
                ") < day(eomonth(",
                $b,
                ")) then day(",
                $a,
                ") else day(eomonth(",
                $b,
                ")) end"
            )
        };
    }
    calendar_months!(least, "cast(86400000000 as bigint)", clock)
};

/// Five for each Monday passed, and the days of both weeks without their weekends.
const WORKING_DAYS: &str = {
    macro_rules! working_day {
        ($x:literal) => {
            concat!(
                "case when ",
                weekday!($x),
                " < 5 then ",
                weekday!($x),
                " else 5 end"
            )
        };
    }
    concat!(
        "(",
        day!("{1}"),
        " / 7 - ",
        day!("{0}"),
        " / 7) * 5 + ",
        working_day!("{1}"),
        " - ",
        working_day!("{0}")
    )
};

//! DataFusion, the embedded engine: timestamps count in nanoseconds unless told otherwise, and no months can be made from a
//! number.
//!
//! A moment is a `timestamp(6)`: in nanoseconds the year 9999, which some registers write for "no end", does not exist.

use super::spelling::{Grain, Piece, Spelling, Step, call, spelled};
use super::text::Level;
use super::{Quirks, joined};
use jiff::civil::Date;

pub(super) struct Datafusion;

impl Quirks for Datafusion {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        Some(match piece {
            Piece::AsMoment => call("cast({0} as timestamp(6))"),
            Piece::AsText | Piece::IsoText => call("cast({0} as varchar)"),
            Piece::DaysOfDates => {
                spelled("cast({1} as integer) - cast({0} as integer)", Level::Add)
            }
            Piece::DaysOfMoments => spelled(
                "(date_part('epoch', {1}) - date_part('epoch', {0})) / 86400",
                Level::Multiply,
            ),
            Piece::Months => call(MONTHS),
            Piece::WorkingDays => spelled(WORKING_DAYS, Level::Add),
            // A function of casus: the engine has no `width_bucket`.
            Piece::ListedUpTo => call("casus_listed_up_to({0}, {1})"),
            Piece::Start(Grain::Week) => {
                call("cast(date_trunc('week', cast({0} as timestamp(6))) as date)")
            }
            Piece::Start(Grain::Month) => {
                call("cast(date_trunc('month', cast({0} as timestamp(6))) as date)")
            }
            Piece::Start(Grain::Quarter) => {
                call("cast(date_trunc('quarter', cast({0} as timestamp(6))) as date)")
            }
            Piece::Start(Grain::Year) => {
                call("cast(date_trunc('year', cast({0} as timestamp(6))) as date)")
            }
            Piece::MoveDate(Step::Days) => call("cast([0] {s} interval '{n} days' as date)"),
            Piece::Contains => call("contains({0}, {1})"),
            // Of whole numbers it would give a whole number.
            Piece::Median => call("median(cast({0} as double precision)){f}"),
            // A function of casus: the engine's own is exact to a millionth only.
            Piece::Percentile => call(
                "casus_percentile(cast({0} as double precision), cast({1} as double precision)){f}",
            ),
            _ => return None,
        })
    }

    fn days(&self, days: &[Date]) -> String {
        format!("'{}'", joined(days, ","))
    }
}

/// Months by the calendar, less one where the day and time of the earlier moment, clamped to the month of the later one,
/// come after its own.
const MONTHS: &str = {
    macro_rules! part {
        ($part:literal, $x:literal) => {
            concat!("cast(date_part('", $part, "', ", $x, ") as integer)")
        };
    }
    macro_rules! time {
        ($x:literal) => {
            concat!(
                "date_part('epoch', cast(",
                $x,
                " as timestamp(6))) - date_part('epoch', date_trunc('day', cast(",
                $x,
                " as timestamp(6))))"
            )
        };
    }
    macro_rules! last_day {
        ($x:literal) => {
            concat!(
                "cast(date_part('day', date_trunc('month', cast(",
                $x,
                " as timestamp(6))) + interval '1 month' - interval '1 day') as integer)"
            )
        };
    }
    macro_rules! between {
        ($a:literal, $b:literal) => {
            concat!(
                "(",
                part!("year", $b),
                " - ",
                part!("year", $a),
                ") * 12 + ",
                part!("month", $b),
                " - ",
                part!("month", $a),
                " - case when least(",
                part!("day", $a),
                ", ",
                last_day!($b),
                ") * 86400 + ",
                time!($a),
                " > ",
                part!("day", $b),
                " * 86400 + ",
                time!($b),
                " then 1 else 0 end"
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
            concat!(
                "cast(cast(date_trunc('week', cast(",
                $d,
                " as timestamp(6))) as date) as integer)"
            )
        };
    }
    macro_rules! day {
        ($d:literal) => {
            concat!("least(cast(date_part('isodow', ", $d, ") as integer), 5)")
        };
    }
    concat!(
        "(",
        monday!("{1}"),
        " - ",
        monday!("{0}"),
        ") / 7 * 5 + ",
        day!("{1}"),
        " - ",
        day!("{0}")
    )
};

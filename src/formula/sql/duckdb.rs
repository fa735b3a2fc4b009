//! DuckDB: doubles are spelled with an exponent, `/` never divides whole numbers, dates have functions of their own.

use super::spelling::{Piece, Spelling, call, spelled};
use super::text::Level;
use super::{Quirks, joined};
use jiff::civil::Date;

pub(super) struct Duckdb;

impl Quirks for Duckdb {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        Some(match piece {
            Piece::Divide => spelled("[0] / [1]", Level::Multiply),
            Piece::AsText | Piece::IsoText => call("cast({0} as varchar)"),
            Piece::DaysOfMoments => spelled("(epoch({1}) - epoch({0})) / 86400", Level::Multiply),
            Piece::Months => call("date_sub('month', {0}, {1})"),
            // The place of the next day in the list, with that day put into it, counts itself too.
            Piece::ListedUpTo => spelled(
                "list_position(list_sort(list_append({1}, [0] + 1)), [0] + 1) - 1",
                Level::Add,
            ),
            Piece::Year => call("year({0})"),
            Piece::Quarter => call("quarter({0})"),
            Piece::Month => call("month({0})"),
            Piece::Week => call("week({0})"),
            Piece::Weekday => call("isodow({0})"),
            Piece::Contains => call("contains({0}, {1})"),
            // Between two decimals these would give a decimal, cut off.
            Piece::Median => call("median(cast({0} as double)){f}"),
            Piece::Percentile => call("quantile_cont(cast({0} as double), {1}){f}"),
            _ => return None,
        })
    }

    fn days(&self, days: &[Date]) -> String {
        format!("cast('[{}]' as date[])", joined(days, ","))
    }

    fn fraction(&self, digits: &str) -> String {
        format!("{digits}e0")
    }
}

//! Terms as SQL: one printer, dialects as answers and data.
//!
//! [`printer`] walks terms and knows the meaning of LANGUAGE.md §6; [`spelling`] holds what each function and type is
//! called, in general and per dialect. A dialect that can't keep the meaning says so; nothing is approximated in silence.
//!
//! # What the printer expects of the tables
//! - Empty and blank text is NULL.
//! - Whole numbers are 64-bit integers, numbers are doubles, yes/no is boolean.
//! - SQL Server has yes/no as a `bit`.
//! - SQLite has no dates: a date is the text `2027-06-01`, a moment the text `2027-06-01 14:30:00` (to the second),
//!   yes/no is 1 and 0. It must be SQLite 3.38 or newer.
//! - Texts of MySQL and SQL Server are in any collation.
//! - No `%` and no `::` is ever printed: tools that pass SQL through format strings trip over them.

mod datafusion;
mod duckdb;
mod kept;
mod mysql;
mod postgres;
mod printer;
mod quoting;
mod spark;
mod spelling;
mod sqlite;
mod sqlserver;
mod text;

pub use kept::markdown;
pub use printer::{Printer, Surroundings, Unsupported};

use crate::diag::Words;
use jiff::civil::Date;
use spelling::{Piece, Spelling, Step};
use text::{Level, Sql};

/// The databases whose SQL is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Dialect {
    Datafusion,
    Duckdb,
    /// MariaDB too.
    Mysql,
    Postgres,
    Spark,
    Sqlite,
    SqlServer,
}

/// How one database differs. Every answer has a generic form, close to standard SQL; a dialect overrides only its quirks.
trait Quirks: Sync {
    /// The dialect's own spelling of a piece; `None` for the generic one.
    fn spelling(&self, _piece: Piece) -> Option<Spelling> {
        None
    }

    /// Why a piece can't be had with the meaning of the language; `None` when it can.
    fn lacks(&self, _piece: Piece) -> Option<Words> {
        None
    }

    /// A date literal.
    fn date(&self, date: Date) -> String {
        format!("date '{date}'")
    }

    /// Dates in order as one list.
    fn days(&self, days: &[Date]) -> String {
        format!("cast('{{{}}}' as date[])", joined(days, ","))
    }

    /// How many of some dates, in order, come up to and including a date; `None` where [`Piece::ListedUpTo`] tells.
    fn listed_up_to(&self, _date: &Sql, _days: &[Date]) -> Option<Sql> {
        None
    }

    /// A number with decimals as a double, never as a decimal: all dialects then calculate alike.
    fn fraction(&self, digits: &str) -> String {
        format!("cast({digits} as double precision)")
    }

    /// What follows a text so that it is ordered by code points.
    fn code_points(&self) -> &'static str {
        ""
    }

    /// Whether `least` and `greatest` skip NULL.
    fn least_skips_null(&self) -> bool {
        true
    }

    /// Whether an aggregate takes `filter (where …)`; else what it aggregates is empty in the other rows.
    fn filters_aggregates(&self) -> bool {
        true
    }

    /// Whether yes and no are values; else they are 1 and 0, and no condition.
    fn has_booleans(&self) -> bool {
        true
    }

    /// Dates from `{0}` to `{1}` by a step, a row each; `None` where a query can read itself instead.
    fn series(&self, _step: Step) -> Option<Spelling> {
        None
    }

    /// What stands around a name; the closing one is doubled inside it.
    fn name_quotes(&self) -> [char; 2] {
        ['"', '"']
    }

    /// Whether a backslash in a text literal says something of what follows it.
    fn backslash_escapes(&self) -> bool {
        false
    }
}

/// How many of some dates come up to and including a date, counted one by one.
fn counted(quirks: &dyn Quirks, date: &Sql, days: &[Date]) -> Sql {
    let passed = days.iter().map(|day| {
        let (date, day) = (date.tight(), quirks.date(*day));
        format!("case when {date} >= {day} then 1 else 0 end")
    });
    let passed: Vec<String> = passed.collect();
    Sql::new(passed.join(" + "), Level::Add)
}

/// Dates as ISO texts with something between them.
fn joined(days: &[Date], between: &str) -> String {
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    days.join(between)
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Dialect; 7] = [
        Dialect::Datafusion,
        Dialect::Duckdb,
        Dialect::Mysql,
        Dialect::Postgres,
        Dialect::Spark,
        Dialect::Sqlite,
        Dialect::SqlServer,
    ];

    /// The product as people know it.
    pub fn product(self) -> &'static str {
        match self {
            Dialect::Datafusion => "DataFusion",
            Dialect::Duckdb => "DuckDB",
            Dialect::Mysql => "MySQL",
            Dialect::Postgres => "PostgreSQL",
            Dialect::Spark => "Spark",
            Dialect::Sqlite => "SQLite",
            Dialect::SqlServer => "SQL Server",
        }
    }

    /// Whether a query may read itself (`with recursive`).
    pub fn recurses(self) -> bool {
        self.quirks().series(Step::Days).is_none()
    }

    /// Whether casus writes whole queries for it, tiles and statuses, and not formulas alone.
    pub fn has_queries(self) -> bool {
        !matches!(self, Dialect::Mysql | Dialect::SqlServer)
    }

    fn quirks(self) -> &'static dyn Quirks {
        match self {
            Dialect::Datafusion => &datafusion::Datafusion,
            Dialect::Duckdb => &duckdb::Duckdb,
            Dialect::Mysql => &mysql::Mysql,
            Dialect::Postgres => &postgres::Postgres,
            Dialect::Spark => &spark::Spark,
            Dialect::Sqlite => &sqlite::Sqlite,
            Dialect::SqlServer => &sqlserver::SqlServer,
        }
    }

    fn spelling(self, piece: Piece) -> Result<Spelling, Words> {
        let quirks = self.quirks();
        match quirks.lacks(piece) {
            Some(reason) => Err(reason),
            None => Ok(quirks.spelling(piece).unwrap_or_else(|| piece.generic())),
        }
    }
}

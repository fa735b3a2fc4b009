//! Real data: the rows of a case's sources, and what casus computes from them. Behind the feature `data`.
//!
//! `files` opens what a source names, `notation` and `cell` turn what stands there into values of the types that the case
//! says, `opened` and `table` make tables of them, `embedded` is the engine over these, and `figures` asks it what the
//! dashboard would show, `backtest` what it would have shown, `examples` what the rows of an example come to. This layer reads files and nothing else; `check`, `build` and `fmt` never come here.

#[cfg(feature = "data")]
pub mod backtest;
#[cfg(feature = "data")]
mod cell;
#[cfg(feature = "data")]
mod embedded;
#[cfg(feature = "data")]
pub mod errors;
#[cfg(feature = "data")]
mod examples;
#[cfg(feature = "data")]
mod figures;
#[cfg(feature = "data")]
mod files;
#[cfg(feature = "data")]
mod infer;
#[cfg(feature = "data")]
mod listed;
#[cfg(feature = "data")]
mod notation;
#[cfg(feature = "data")]
mod opened;
mod pages;
#[cfg(feature = "data")]
mod percentile;
#[cfg(feature = "data")]
mod profile;
#[cfg(feature = "data")]
pub mod progress;
#[cfg(feature = "data")]
pub mod quality;
#[cfg(feature = "data")]
mod table;

#[cfg(feature = "data")]
pub use embedded::{Embedded, Memory, context};
#[cfg(feature = "data")]
pub use examples::examples;
#[cfg(feature = "data")]
pub use figures::{ActionFigures, Figures, VisualFigures, figures, visuals};
#[cfg(feature = "data")]
pub(crate) use files::there;
#[cfg(feature = "data")]
pub use infer::{Inferred, Wish, infer};
pub use pages::PAGES;

use crate::diag::{Diagnostic, Span};
use crate::formula::sql::Dialect;
use crate::formula::term::SourceId;
use jiff::civil::{Date, DateTime};

/// Something that answers SQL over the rows of a case.
pub trait Engine {
    /// The SQL that it speaks.
    fn dialect(&self) -> Dialect;

    /// How the table of a source is written. Its columns have their names in the case, and their types.
    fn table(&self, source: SourceId) -> String;

    /// Asks a query. `span` is what it is about.
    ///
    /// # Errors
    /// When the data does not fit, or the engine can't answer: a finding that says so.
    fn query(&self, sql: &str, span: Span) -> Result<Answer, Box<Diagnostic>>;
}

/// The rows that a query gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, a value for each column.
    pub rows: Vec<Vec<Value>>,
}

/// A value in an answer.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Value {
    Empty,
    Bool(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    Date(Date),
    Moment(DateTime),
}

impl Answer {
    /// A value of a row; empty where there is none.
    pub fn value(&self, row: usize, column: &str) -> &Value {
        let at = self.columns.iter().position(|c| c == column);
        let value = at.and_then(|at| self.rows.get(row)?.get(at));
        value.unwrap_or(&Value::Empty)
    }
}

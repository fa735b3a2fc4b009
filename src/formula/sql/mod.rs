//! Terms as SQL: one printer, dialects as answers and data.
//!
//! A dialect that can't keep the meaning of LANGUAGE.md §6 says so; nothing is approximated in silence.

use super::ast::Unit;
use super::term::{FieldRef, MeasureId, Term};
use crate::diag::{Span, Words};
use jiff::civil::Date;

/// The databases whose SQL is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Dialect {
    Duckdb,
    Postgres,
    Sqlite,
}

/// What the printer must know of the query around a term.
pub trait Surroundings {
    /// How a column or attribute is written where the term stands (already quoted).
    fn field(&self, field: FieldRef) -> String;
    /// The term of a measure, to be written out in place.
    fn measure(&self, measure: MeasureId) -> Option<&Term>;
}

/// Why a term can't be written in a dialect.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsupported {
    /// The part that can't.
    pub span: Span,
    /// Why, and what then.
    pub reason: Words,
}

/// Writes terms in one dialect.
pub struct Printer<'a> {
    /// The dialect.
    pub dialect: Dialect,
    /// What `today()` is; the database's current date when `None`.
    pub today: Option<Date>,
    /// The query around the term.
    pub around: &'a dyn Surroundings,
}

impl Printer<'_> {
    /// A term as an expression: per row, or over rows when it aggregates. Booleans print as conditions.
    ///
    /// # Errors
    /// When the dialect can't keep its meaning.
    pub fn expression(&self, _term: &Term) -> Result<String, Unsupported> {
        Ok(String::new())
    }

    /// The first day (a date) of the period that the date or moment `value` (SQL) falls in. `unit` is days, weeks, months,
    /// quarters or years.
    pub fn period_start(&self, _value: &str, _unit: Unit) -> String {
        String::new()
    }

    /// The date `value` (SQL) moved by `count` units.
    pub fn shift(&self, _value: &str, _count: i64, _unit: Unit) -> String {
        String::new()
    }

    /// The current date, or the frozen one.
    pub fn today(&self) -> String {
        String::new()
    }

    /// The values of `value` (SQL, text) in one group, joined by `, ` in code point order.
    pub fn joined(&self, _value: &str) -> String {
        String::new()
    }
}

impl Dialect {
    /// A name, quoted.
    pub fn name(self, name: &str) -> String {
        format!("\"{}\"", name.replace('"', "\"\""))
    }

    /// A text literal.
    pub fn text(self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''"))
    }
}

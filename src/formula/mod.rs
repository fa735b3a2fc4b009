//! Formulas: parse, types, one meaning (LANGUAGE.md §6), and printers.
//!
//! [`ast`] is what the author wrote, [`term`] what it means: names resolved, types known, `empty` rules and durations
//! worked in. Printers read terms only.

pub mod ast;
mod check;
pub mod errors;
pub mod functions;
mod lex;
mod parse;
pub mod sql;
pub mod term;
pub mod words;

pub use check::{
    Checked, EmptyRule, Facts, FieldInfo, Names, Scope, Size, Treatment, check_condition,
    check_filter, check_measure, check_row,
};
pub use parse::{DEEPEST, Mark, marks, parse, parse_prefix};

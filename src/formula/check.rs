//! [`Expr`] → [`Term`]: names, types, `empty` rules, durations.

use super::ast::Expr;
use super::term::{FieldRef, MeasureId, SourceId, Term, Type};
use crate::diag::{Diagnostic, Lang, Span, Spanned};
use jiff::civil::Date;

/// What names mean in a case.
pub trait Names {
    /// The columns and attributes with this name; only those of `source` when one is given.
    fn fields(&self, source: Option<&str>, name: &str) -> Vec<FieldInfo>;
    /// The measure with this name.
    fn measure(&self, name: &str) -> Option<MeasureId>;
    /// The source with this name.
    fn source(&self, name: &str) -> Option<SourceId>;
    /// Every name that could have been meant, for "did you mean".
    fn candidates(&self) -> Vec<String>;
}

/// A column or attribute that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FieldInfo {
    /// Which.
    pub field: FieldRef,
    /// Its type.
    pub ty: Type,
    /// Whether it can be empty.
    pub may_be_empty: bool,
}

/// What an `empty` field says of one date.
#[derive(Clone, Debug, PartialEq)]
pub struct EmptyRule {
    /// The date; `None` when the author left the column unsaid.
    pub field: Option<Spanned<FieldRef>>,
    /// What an empty one counts as.
    pub treatment: Treatment,
    /// Where.
    pub span: Span,
}

/// What an empty date counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// `counts as today`.
    Today,
    /// `counts as 2027-01-01`.
    On(Date),
    /// `left out`: the comparison or duration is empty.
    LeftOut,
}

/// Everything that a formula is checked against.
pub struct Scope<'a> {
    /// The names.
    pub names: &'a dyn Names,
    /// The language of the file, for words in messages and fixes.
    pub lang: Lang,
    /// The source whose rows are meant where the formula doesn't tell.
    pub source: Option<SourceId>,
    /// The `empty` rules of the block.
    pub empties: &'a [EmptyRule],
}

/// A checked formula, and what it leaves open about empty dates.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The term; `None` when the formula could not be understood (reported).
    pub term: Option<Term>,
    /// Dates that may be empty and about which no rule speaks.
    pub unsaid: Vec<Spanned<FieldRef>>,
    /// Second arguments of a duration whose rule is `left out`.
    pub left_out_ends: Vec<Spanned<FieldRef>>,
}

/// Checks a value per row of `scope.source` (attributes, `where` of a visual).
pub fn check_row(_expr: &Expr, _scope: &Scope<'_>, _sink: &mut Vec<Diagnostic>) -> Checked {
    Checked::default()
}

/// Checks a value over rows (measures).
pub fn check_measure(_expr: &Expr, _scope: &Scope<'_>, _sink: &mut Vec<Diagnostic>) -> Checked {
    Checked::default()
}

/// Checks a condition over measures and numbers (triggers); the term is of type `Bool`.
pub fn check_condition(_expr: &Expr, _scope: &Scope<'_>, _sink: &mut Vec<Diagnostic>) -> Checked {
    Checked::default()
}

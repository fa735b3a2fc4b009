//! A formula as it is meant: names resolved, types known, `empty` rules and durations worked in.
//!
//! Emptiness follows SQL's NULL throughout (LANGUAGE.md §6); a printer for a tool that thinks otherwise must say so
//! or guard against it.

use super::ast::{Op, Unit};
use super::functions::Function;
use crate::diag::Span;
use crate::syntax::keywords::TypeWord;
use jiff::civil::Date;

/// Position in the case's list of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// Position in a source's list of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub usize);

/// Position in the case's list of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(pub usize);

/// Position in the case's list of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MeasureId(pub usize);

/// A value that each row of a source has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldRef {
    /// A column of a source.
    Column(SourceId, ColumnId),
    /// An attribute, computed per row of its source.
    Attribute(SourceId, AttributeId),
}

impl FieldRef {
    /// The source whose rows have it.
    pub fn source(self) -> SourceId {
        match self {
            FieldRef::Column(source, _) | FieldRef::Attribute(source, _) => source,
        }
    }
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Text.
    Text,
    /// A number with decimals.
    Number,
    /// A whole number; counts as [`Type::Number`] everywhere.
    Whole,
    /// A calendar date.
    Date,
    /// A date and time of the wall clock, without time zone.
    Moment,
    /// Yes or no.
    Bool,
}

impl Type {
    /// How a case writes it.
    pub fn word(self) -> TypeWord {
        match self {
            Type::Text => TypeWord::Text,
            Type::Number => TypeWord::Number,
            Type::Whole => TypeWord::WholeNumber,
            Type::Date => TypeWord::Date,
            Type::Moment => TypeWord::Moment,
            Type::Bool => TypeWord::YesNo,
        }
    }

    /// Whether it is a number of either kind.
    pub fn is_number(self) -> bool {
        matches!(self, Type::Number | Type::Whole)
    }

    /// Whether it is a date or a moment.
    pub fn is_time(self) -> bool {
        matches!(self, Type::Date | Type::Moment)
    }
}

/// A node with its type and the author's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is.
    pub kind: TermKind,
    /// Its type.
    pub ty: Type,
    /// Where the author wrote it.
    pub span: Span,
}

/// The forms of a term. Dates and moments meet only after a [`TermKind::ToMoment`].
#[derive(Clone, Debug, PartialEq)]
pub enum TermKind {
    /// A number; percentages as fractions, durations in days.
    Number(f64),
    /// A text.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(Date),
    /// The as-of date in casus, the current date in a dashboard.
    Today,
    /// A column or attribute of the row.
    Field(FieldRef),
    /// A date as its moment at 00:00.
    ToMoment(Box<Term>),
    /// `-x`.
    Negate(Box<Term>),
    /// `not x`; empty stays empty.
    Not(Box<Term>),
    /// Arithmetic, comparison, logic; `and`, `or` are three-valued, division by zero is empty.
    Binary(Op, Box<Term>, Box<Term>),
    /// `x in (…)`; empty when x is empty.
    In(Box<Term>, Vec<Term>),
    /// `x is empty`: never empty itself.
    IsEmpty(Box<Term>),
    /// A date or moment moved by a whole number of units (negative: back); months clamp to the month's end.
    Shift(Box<Term>, i64, Unit),
    /// A function per row (or between measures): `days`, `if`, `coalesce`, …
    Call(Function, Vec<Term>),
    /// A function over the rows of a source.
    Aggregate {
        /// `count`, `distinct`, `sum`, `average`, `median`, `minimum`, `maximum`, `percentile`, `percentage`.
        function: Function,
        /// Whose rows.
        source: SourceId,
        /// What is aggregated, per row; none for `count()`. For `percentage` and `count` a condition.
        of: Option<Box<Term>>,
        /// The `90` of `percentile(x, 90)`.
        percentile: Option<f64>,
        /// Only rows where this is true.
        filter: Option<Box<Term>>,
    },
    /// Another measure.
    Measure(MeasureId),
    /// `previous`, `change`, `running`, `share` of a measure.
    Over {
        /// Which of the four.
        function: Function,
        /// Of which measure.
        measure: MeasureId,
        /// The `1 year` of `previous(m, 1 year)`.
        back: Option<(i64, Unit)>,
    },
}

impl Term {
    /// Calls `visit` on this term and every term inside it, outside first. Measures are not entered.
    pub fn walk<'t>(&'t self, visit: &mut dyn FnMut(&'t Term)) {
        visit(self);
        self.each_child(&mut |child| child.walk(visit));
    }

    /// The same, and in the measures that are named: `of` gives their terms.
    pub fn walk_through<'t>(
        &'t self,
        of: &dyn Fn(MeasureId) -> Option<&'t Term>,
        visit: &mut dyn FnMut(&'t Term),
    ) {
        self.walk(&mut |part| {
            visit(part);
            if let TermKind::Measure(id) | TermKind::Over { measure: id, .. } = part.kind
                && let Some(term) = of(id)
            {
                term.walk_through(of, visit);
            }
        });
    }

    /// Calls `visit` on the terms that this one is made of.
    pub fn each_child<'t>(&'t self, visit: &mut dyn FnMut(&'t Term)) {
        match &self.kind {
            TermKind::Number(_)
            | TermKind::Text(_)
            | TermKind::Bool(_)
            | TermKind::Date(_)
            | TermKind::Today
            | TermKind::Field(_)
            | TermKind::Measure(_)
            | TermKind::Over { .. } => {}
            TermKind::ToMoment(x)
            | TermKind::Negate(x)
            | TermKind::Not(x)
            | TermKind::IsEmpty(x)
            | TermKind::Shift(x, _, _) => visit(x),
            TermKind::Binary(_, a, b) => {
                visit(a);
                visit(b);
            }
            TermKind::In(x, list) => {
                visit(x);
                list.iter().for_each(visit);
            }
            TermKind::Call(_, args) => args.iter().for_each(visit),
            TermKind::Aggregate { of, filter, .. } => {
                of.iter().chain(filter).for_each(|t| visit(t));
            }
        }
    }
}

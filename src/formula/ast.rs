//! A formula as its author wrote it.

use super::functions::Function;
use crate::diag::Span;
pub use crate::syntax::values::Unit;
use jiff::civil::Date;

/// A node and its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The forms of a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number; `85%` is 0.85 with `percent` set.
    Number {
        /// Its value.
        value: f64,
        /// Whether it was written with `%`.
        percent: bool,
    },
    /// `"text"`.
    Text(String),
    /// `yes`, `no`.
    Bool(bool),
    /// A date.
    Date(Date),
    /// `5 working days`.
    Duration {
        /// How many; may be a fraction.
        count: f64,
        /// Of what.
        unit: Unit,
    },
    /// A name, or `source.name`.
    Name {
        /// The source before the dot.
        source: Option<String>,
        /// The name.
        name: String,
    },
    /// `function(arguments where filter)`.
    Call {
        /// The function.
        function: Function,
        /// Where its name stands.
        name: Span,
        /// The arguments.
        args: Vec<Expr>,
        /// The condition after `where`.
        filter: Option<Box<Expr>>,
    },
    /// `-x`.
    Negate(Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
    /// `a + b`, `a < b`, `a and b`.
    Binary(Op, Box<Expr>, Box<Expr>),
    /// `x in (a, b)`.
    In(Box<Expr>, Vec<Expr>),
    /// `x is empty`, or `x is not empty` when `negated`.
    IsEmpty {
        /// The value.
        value: Box<Expr>,
        /// Whether `not` was written.
        negated: bool,
    },
    /// A part that could not be read (reported), with what could be read in it.
    Error(Vec<Expr>),
}

/// The operators with two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
}

impl Op {
    /// Whether the operator compares.
    pub fn compares(self) -> bool {
        use Op::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        matches!(
            self,
            Equal | NotEqual | Less | LessEqual | Greater | GreaterEqual
        )
    }

    /// The operator as it is written; `and` and `or` in English.
    pub fn symbol(self) -> &'static str {
        match self {
            Op::Add => "+",
            Op::Subtract => "-",
            Op::Multiply => "*",
            Op::Divide => "/",
            Op::Equal => "=",
            Op::NotEqual => "<>",
            Op::Less => "<",
            Op::LessEqual => "<=",
            Op::Greater => ">",
            Op::GreaterEqual => ">=",
            Op::And => "and",
            Op::Or => "or",
        }
    }
}

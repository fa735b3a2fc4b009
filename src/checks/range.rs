//! The range of values that a measure can have, from its formula and the rules of its columns.

use crate::formula::ast::Op;
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, MeasureId, Term, TermKind, Type};
use crate::model::{Case, Rule};

/// From `low` to `high`, both included; infinite where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Only whole numbers.
    pub(super) whole: bool,
}

/// Measures that refer to each other are followed no deeper; cycles are reported elsewhere.
const DEPTH: usize = 16;

impl Range {
    const ANY: Range = Range::between(f64::NEG_INFINITY, f64::INFINITY);

    const fn between(low: f64, high: f64) -> Range {
        Range {
            low,
            high,
            whole: false,
        }
    }

    fn at_least(low: f64) -> Range {
        Range::between(low, f64::INFINITY)
    }

    fn whole(self) -> Range {
        Range {
            whole: true,
            ..self
        }
    }

    /// The range of a term over measures and numbers.
    pub(super) fn of(term: &Term, case: &Case) -> Range {
        Reckoner { case }.term(term, DEPTH)
    }

    fn negate(self) -> Range {
        Range {
            low: -self.high,
            high: -self.low,
            whole: self.whole,
        }
    }

    /// The smallest range that holds `f` at all corners; anything where a corner is undefined.
    fn corners(self, other: Range, f: impl Fn(f64, f64) -> f64) -> Range {
        let corners = [
            f(self.low, other.low),
            f(self.low, other.high),
            f(self.high, other.low),
            f(self.high, other.high),
        ];
        if corners.iter().any(|corner| corner.is_nan()) {
            return Range::ANY;
        }
        let low = corners.into_iter().fold(f64::INFINITY, f64::min);
        let high = corners.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Range::between(low, high)
    }
}

struct Reckoner<'a> {
    case: &'a Case,
}

impl Reckoner<'_> {
    fn measure(&self, id: MeasureId, depth: usize) -> Range {
        let term = self
            .case
            .measure(id)
            .and_then(|measure| measure.term.as_ref());
        match term.filter(|_| depth > 0) {
            Some(term) => self.term(term, depth - 1),
            None => Range::ANY,
        }
    }

    fn term(&self, term: &Term, depth: usize) -> Range {
        let inner = |term: &Term| self.term(term, depth);
        match &term.kind {
            TermKind::Number(value) => Range::between(*value, *value),
            TermKind::Negate(x) => inner(x).negate(),
            TermKind::Binary(op, a, b) => arithmetic(*op, inner(a), inner(b)),
            TermKind::Measure(id) => self.measure(*id, depth),
            TermKind::Field(field) => self.field(*field, depth),
            TermKind::Aggregate { function, of, .. } => {
                self.aggregate(*function, of.as_deref(), depth)
            }
            TermKind::Over {
                function, measure, ..
            } => over(*function, self.measure(*measure, depth)),
            TermKind::Call(function, args) => {
                let args: Vec<Range> = args.iter().map(inner).collect();
                call(*function, &args)
            }
            _ => Range::ANY,
        }
    }

    fn field(&self, field: FieldRef, depth: usize) -> Range {
        if let Some(column) = self.case.column(field) {
            let rule = column.rules.iter().find_map(|rule| match rule.value {
                Rule::Range(low, high) => Some(Range::between(low, high)),
                _ => None,
            });
            let range = rule.unwrap_or(Range::ANY);
            return if column.ty.value == Type::Whole {
                range.whole()
            } else {
                range
            };
        }
        let term = self
            .case
            .attribute(field)
            .and_then(|attribute| attribute.term.as_ref());
        match term.filter(|_| depth > 0) {
            Some(term) => self.term(term, depth - 1),
            None => Range::ANY,
        }
    }

    fn aggregate(&self, function: Function, of: Option<&Term>, depth: usize) -> Range {
        let values = of.map_or(Range::ANY, |of| self.term(of, depth));
        match function {
            Function::Count | Function::Distinct => Range::at_least(0.0).whole(),
            Function::Percentage => Range::between(0.0, 1.0),
            Function::Minimum | Function::Maximum => values,
            Function::Average | Function::Median | Function::Percentile => Range {
                whole: false,
                ..values
            },
            Function::Sum if values.low >= 0.0 => Range {
                low: 0.0,
                high: f64::INFINITY,
                ..values
            },
            _ => Range::ANY,
        }
    }
}

fn arithmetic(op: Op, a: Range, b: Range) -> Range {
    let whole = a.whole && b.whole && op != Op::Divide;
    let range = match op {
        Op::Add => Range::between(a.low + b.low, a.high + b.high),
        Op::Subtract => Range::between(a.low - b.high, a.high - b.low),
        Op::Multiply => a.corners(b, |x, y| x * y),
        Op::Divide if a.low >= 0.0 && b.low >= 0.0 => Range::at_least(0.0),
        _ => Range::ANY,
    };
    Range { whole, ..range }
}

/// A share is a part of the whole only where nothing is below zero.
fn over(function: Function, of: Range) -> Range {
    match function {
        Function::Previous => of,
        Function::Share if of.low >= 0.0 => Range::between(0.0, 1.0),
        Function::Change if of.low >= 0.0 => Range::at_least(-1.0),
        // Over more rows a count grows and an average wanders: only the sign is sure.
        Function::Running if of.low >= 0.0 => Range::at_least(0.0),
        _ => Range::ANY,
    }
}

fn call(function: Function, args: &[Range]) -> Range {
    match (function, args) {
        (Function::Abs, [x]) if x.low >= 0.0 => *x,
        (Function::Abs, _) => Range::at_least(0.0),
        (Function::Minimum, [a, b]) => Range::between(a.low.min(b.low), a.high.min(b.high)),
        (Function::Maximum, [a, b]) => Range::between(a.low.max(b.low), a.high.max(b.high)),
        (Function::Weekday, _) => Range::between(1.0, 7.0).whole(),
        (Function::Month, _) => Range::between(1.0, 12.0).whole(),
        (Function::Quarter, _) => Range::between(1.0, 4.0).whole(),
        (Function::Week, _) => Range::between(1.0, 53.0).whole(),
        _ => Range::ANY,
    }
}

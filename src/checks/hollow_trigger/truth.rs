//! Whether a condition is true or false whatever the measures are.

use crate::checks::range::Range;
use crate::formula::ast::Op;
use crate::formula::term::{Term, TermKind};
use crate::model::Case;

/// More combinations of values than this are not tried; the condition then counts as open.
const MOST_TRIALS: usize = 20_000;

/// `Some(true)` when the condition holds for all values that its measures can have, `Some(false)` when for none.
pub(super) fn decided(condition: &Term, case: &Case) -> Option<bool> {
    let mut found = Unknowns {
        case,
        numbers: Vec::new(),
        facts: Vec::new(),
    };
    found.collect(condition);
    let mut trial = Trial::first(&found);
    if trial.count() > MOST_TRIALS {
        return None;
    }
    let first = trial.holds(condition);
    while trial.next() {
        if trial.holds(condition) != first {
            return None;
        }
    }
    Some(first)
}

/// What a condition depends on.
struct Unknowns<'a> {
    case: &'a Case,
    numbers: Vec<Number<'a>>,
    /// Parts whose truth can't be reckoned.
    facts: Vec<&'a Term>,
}

/// A value that is compared with constants.
struct Number<'a> {
    term: &'a Term,
    range: Range,
    limits: Vec<f64>,
}

impl<'a> Unknowns<'a> {
    fn collect(&mut self, term: &'a Term) {
        match &term.kind {
            TermKind::Bool(_) => {}
            TermKind::Not(x) => self.collect(x),
            TermKind::Binary(Op::And | Op::Or, a, b) => {
                self.collect(a);
                self.collect(b);
            }
            TermKind::Binary(op, a, b) if op.compares() => self.comparison(term, a, b),
            _ => self.fact(term),
        }
    }

    fn comparison(&mut self, whole: &'a Term, a: &'a Term, b: &'a Term) {
        match (constant(a), constant(b)) {
            (Some(_), Some(_)) => {}
            (None, Some(limit)) => self.number(a, limit),
            (Some(limit), None) => self.number(b, limit),
            (None, None) => self.fact(whole),
        }
    }

    fn number(&mut self, term: &'a Term, limit: f64) {
        match self
            .numbers
            .iter_mut()
            .find(|number| same(number.term, term))
        {
            Some(number) => number.limits.push(limit),
            None => {
                let range = Range::of(term, self.case);
                self.numbers.push(Number {
                    term,
                    range,
                    limits: vec![limit],
                });
            }
        }
    }

    fn fact(&mut self, term: &'a Term) {
        if !self.facts.iter().any(|fact| same(fact, term)) {
            self.facts.push(term);
        }
    }
}

impl Number<'_> {
    /// A value below, at, between and above all limits, as far as the range goes.
    fn values(&self) -> Vec<f64> {
        let mut limits = self.limits.clone();
        limits.extend(
            [self.range.low, self.range.high]
                .into_iter()
                .filter(|end| end.is_finite()),
        );
        limits.sort_by(f64::total_cmp);
        limits.dedup();
        let mut values = Vec::new();
        for (i, limit) in limits.iter().enumerate() {
            let next = limits.get(i + 1).copied();
            values.extend([limit - 1.0, *limit, limit + 1.0]);
            values.extend(next.map(|next| f64::midpoint(*limit, next)));
        }
        if self.range.whole {
            values = values.iter().flat_map(|v| [v.floor(), v.ceil()]).collect();
        }
        values.retain(|value| (self.range.low..=self.range.high).contains(value));
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    }
}

/// One choice of a value for every unknown.
struct Trial<'a> {
    numbers: Vec<(&'a Term, Vec<f64>, usize)>,
    facts: Vec<(&'a Term, bool)>,
}

impl<'a> Trial<'a> {
    fn first(unknowns: &Unknowns<'a>) -> Trial<'a> {
        let numbers = unknowns
            .numbers
            .iter()
            .map(|number| (number.term, number.values(), 0));
        Trial {
            numbers: numbers.collect(),
            facts: unknowns.facts.iter().map(|fact| (*fact, false)).collect(),
        }
    }

    fn count(&self) -> usize {
        let numbers = self
            .numbers
            .iter()
            .map(|(_, values, _)| values.len().max(1));
        let facts = self.facts.iter().map(|_| 2);
        numbers.chain(facts).fold(1, usize::saturating_mul)
    }

    /// Goes on to the next choice; false when all have been tried.
    fn next(&mut self) -> bool {
        for (_, value) in &mut self.facts {
            *value = !*value;
            if *value {
                return true;
            }
        }
        for (_, values, at) in &mut self.numbers {
            *at += 1;
            if *at < values.len() {
                return true;
            }
            *at = 0;
        }
        false
    }

    fn holds(&self, term: &Term) -> bool {
        match &term.kind {
            TermKind::Bool(value) => *value,
            TermKind::Not(x) => !self.holds(x),
            TermKind::Binary(Op::And, a, b) => self.holds(a) && self.holds(b),
            TermKind::Binary(Op::Or, a, b) => self.holds(a) || self.holds(b),
            TermKind::Binary(op, a, b) if op.compares() => match (self.value(a), self.value(b)) {
                (Some(a), Some(b)) => compare(*op, a, b),
                _ => self.fact(term),
            },
            _ => self.fact(term),
        }
    }

    fn fact(&self, term: &Term) -> bool {
        self.facts
            .iter()
            .any(|(fact, value)| *value && same(fact, term))
    }

    fn value(&self, term: &Term) -> Option<f64> {
        let known = self.numbers.iter().find(|(number, ..)| same(number, term));
        let tried = known.and_then(|(_, values, at)| values.get(*at).copied());
        constant(term).or(tried)
    }
}

fn compare(op: Op, a: f64, b: f64) -> bool {
    match op {
        Op::Equal => a == b,
        Op::NotEqual => a != b,
        Op::Less => a < b,
        Op::LessEqual => a <= b,
        Op::Greater => a > b,
        _ => a >= b,
    }
}

/// The value of a term without unknowns.
fn constant(term: &Term) -> Option<f64> {
    match &term.kind {
        TermKind::Number(value) => Some(*value),
        TermKind::Negate(x) => constant(x).map(|value| -value),
        TermKind::Binary(op, a, b) => {
            let (a, b) = (constant(a)?, constant(b)?);
            match op {
                Op::Add => Some(a + b),
                Op::Subtract => Some(a - b),
                Op::Multiply => Some(a * b),
                Op::Divide if b != 0.0 => Some(a / b),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether two terms are the same apart from where they stand.
fn same(a: &Term, b: &Term) -> bool {
    match (&a.kind, &b.kind) {
        (TermKind::Negate(a), TermKind::Negate(b))
        | (TermKind::Not(a), TermKind::Not(b))
        | (TermKind::IsEmpty(a), TermKind::IsEmpty(b)) => same(a, b),
        (TermKind::Binary(op, a, b), TermKind::Binary(other, c, d)) => {
            op == other && same(a, c) && same(b, d)
        }
        (TermKind::Call(f, a), TermKind::Call(g, b)) => {
            f == g && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (a, b) => a == b,
    }
}

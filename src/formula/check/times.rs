//! Durations, dates beside durations, and what an empty date counts as.

use super::{Checker, Treatment};
use crate::diag::{Span, Spanned};
use crate::formula::ast::{Expr, Op, Unit};
use crate::formula::errors;
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, Term, TermKind, Type};

/// Further than this no date moves; it keeps the sum within the calendar's integers.
const FARTHEST: f64 = 1_000_000.0;

impl Checker<'_, '_> {
    /// An operator between a value and a duration; `first` when the duration stands on the left.
    pub(super) fn with_duration(
        &mut self,
        op: Op,
        other: &Expr,
        (count, unit): (f64, Unit),
        duration: Span,
        first: bool,
    ) -> Option<(TermKind, Type)> {
        let other = self.term(other)?;
        match op {
            _ if op.compares() => self.compared_duration(op, other, (count, unit), duration, first),
            Op::Add => self.shifted(other, (count, unit), duration),
            Op::Subtract if !first => self.shifted(other, (-count, unit), duration),
            _ => self.report(errors::lone_duration(duration)),
        }
    }

    fn compared_duration(
        &mut self,
        op: Op,
        other: Term,
        (count, unit): (f64, Unit),
        span: Span,
        first: bool,
    ) -> Option<(TermKind, Type)> {
        if !other.ty.is_number() {
            let sides = (errors::type_words(other.ty), other.span);
            let found = errors::sides(
                other.span.to(span),
                op.symbol(),
                sides,
                (errors::duration(), span),
            );
            return self.report(found);
        }
        let Some(counts) = self.counts(&other) else {
            if self.leans_on_unknown(&other) {
                return None;
            }
            return self.report(errors::duration_against_number(span, other.span));
        };
        let Some(count) = converted(count, unit, counts) else {
            let found = errors::unit_mismatch(span, unit, other.span, counts, self.lang());
            return self.report(found);
        };
        let ty = if count.fract() == 0.0 {
            Type::Whole
        } else {
            Type::Number
        };
        let limit = Term {
            kind: TermKind::Number(count),
            ty,
            span,
        };
        let (left, right) = if first {
            (limit, other)
        } else {
            (other, limit)
        };
        Some((
            TermKind::Binary(op, Box::new(left), Box::new(right)),
            Type::Bool,
        ))
    }

    /// Whether a measure in the term could not be understood itself.
    fn leans_on_unknown(&self, term: &Term) -> bool {
        let mut unknown = false;
        term.walk(&mut |term| {
            if let TermKind::Measure(measure) | TermKind::Over { measure, .. } = term.kind {
                unknown |= self.scope.names.measure_facts(measure).is_none();
            }
        });
        unknown
    }

    /// A date or moment moved by a duration.
    fn shifted(
        &mut self,
        date: Term,
        (count, unit): (f64, Unit),
        span: Span,
    ) -> Option<(TermKind, Type)> {
        if !date.ty.is_time() {
            return self.report(errors::duration_beside(span, &date));
        }
        if count.fract() != 0.0 || count.abs() > FARTHEST {
            return self.report(errors::broken_duration(span));
        }
        // Hours give a date its time.
        let date = if unit == Unit::Hours {
            to_moment(date)
        } else {
            date
        };
        let ty = date.ty;
        Some((TermKind::Shift(Box::new(date), count as i64, unit), ty))
    }

    /// What a term counts, when it is a duration.
    pub(super) fn counts(&self, term: &Term) -> Option<Unit> {
        use Function as F;
        match &term.kind {
            TermKind::Call(F::Days, _) => Some(Unit::Days),
            TermKind::Call(F::WorkingDays, _) => Some(Unit::WorkingDays),
            TermKind::Call(F::Weeks, _) => Some(Unit::Weeks),
            TermKind::Call(F::Months, _) => Some(Unit::Months),
            TermKind::Call(
                F::Round | F::Abs | F::Minimum | F::Maximum | F::Coalesce | F::Bin,
                args,
            ) => self.counts(args.first()?),
            TermKind::Call(F::If, args) => self.counts(args.get(1)?),
            TermKind::Negate(inner) => self.counts(inner),
            TermKind::Binary(Op::Add | Op::Subtract, left, right) => {
                self.counts(left).or_else(|| self.counts(right))
            }
            TermKind::Aggregate {
                function,
                of: Some(of),
                ..
            } => match function {
                F::Count | F::Distinct | F::Percentage => None,
                _ => self.counts(of),
            },
            TermKind::Over {
                function: F::Previous | F::Running,
                measure,
                ..
            } => self.scope.names.measure_facts(*measure)?.counts,
            TermKind::Field(field) => self.scope.names.field_facts(*field)?.counts,
            TermKind::Measure(measure) => self.scope.names.measure_facts(*measure)?.counts,
            _ => None,
        }
    }

    /// Two sides of a comparison: empty dates filled as the rules say, and both of one type.
    pub(super) fn together(&mut self, left: Term, right: Term) -> (Term, Term) {
        if !left.ty.is_time() {
            return (left, right);
        }
        let (left, right) = (self.dated(left, false), self.dated(right, false));
        let (left, mut right) = in_one_type(left, vec![right]);
        match right.pop() {
            Some(right) => (left, right),
            None => (left.clone(), left),
        }
    }

    /// The dates in a date filled as the `empty` rules say. `is_end` for the second argument of a duration.
    pub(super) fn dated(&mut self, term: Term, is_end: bool) -> Term {
        let Term { kind, ty, span } = term;
        let kind = match kind {
            TermKind::Field(field) if ty.is_time() => {
                return self.filled(field, Term { kind, ty, span }, is_end);
            }
            TermKind::Shift(inner, count, unit) => {
                TermKind::Shift(Box::new(self.dated(*inner, is_end)), count, unit)
            }
            TermKind::ToMoment(inner) => TermKind::ToMoment(Box::new(self.dated(*inner, is_end))),
            TermKind::Call(function @ (Function::Minimum | Function::Maximum), args) => {
                let args = args.into_iter().map(|arg| self.dated(arg, is_end));
                TermKind::Call(function, args.collect())
            }
            other => other,
        };
        Term { kind, ty, span }
    }

    fn filled(&mut self, field: FieldRef, term: Term, is_end: bool) -> Term {
        let may_be_empty = self.may_be_empty.contains(&field);
        let place = Spanned::new(field, term.span);
        let filler = match self.treatment(&place, may_be_empty) {
            Some(Treatment::Today) => TermKind::Today,
            Some(Treatment::On(date)) => TermKind::Date(date),
            Some(Treatment::LeftOut) => {
                if is_end && may_be_empty {
                    once(&mut self.left_out_ends, place);
                }
                return term;
            }
            None => {
                if may_be_empty {
                    once(&mut self.unsaid, place);
                }
                return term;
            }
        };
        let (ty, span) = (term.ty, term.span);
        let filler = Term {
            kind: filler,
            ty: Type::Date,
            span,
        };
        let filler = if ty == Type::Moment {
            to_moment(filler)
        } else {
            filler
        };
        let kind = TermKind::Call(Function::Coalesce, vec![term, filler]);
        Term { kind, ty, span }
    }

    /// The rule that names the date, else the one that names none.
    fn treatment(&mut self, field: &Spanned<FieldRef>, may_be_empty: bool) -> Option<Treatment> {
        let rules = self.scope.empties;
        let names = |rule: &&super::EmptyRule| {
            rule.field
                .as_ref()
                .is_some_and(|named| named.value == field.value)
        };
        if let Some(rule) = rules.iter().find(names) {
            return Some(rule.treatment);
        }
        let unnamed = rules.iter().find(|rule| rule.field.is_none());
        let rule = unnamed.filter(|_| may_be_empty)?;
        once(&mut self.unnamed, field.clone());
        Some(rule.treatment)
    }

    /// Reports a rule without a column that could mean more than one.
    pub(super) fn report_unclear_empty(&mut self) {
        let rule = self.scope.empties.iter().find(|rule| rule.field.is_none());
        if let (Some(rule), [first, second, ..]) = (rule, self.unnamed.as_slice()) {
            let found = errors::unclear_empty(rule.span, first.span, second.span);
            self.report::<()>(found);
        }
    }
}

/// Adds a field that is not there yet.
fn once(list: &mut Vec<Spanned<FieldRef>>, field: Spanned<FieldRef>) {
    if !list.iter().any(|known| known.value == field.value) {
        list.push(field);
    }
}

/// `count` of `unit` as so many of what the other side counts; `None` when they have no fixed length in each other.
fn converted(count: f64, unit: Unit, counts: Unit) -> Option<f64> {
    let days = match unit {
        Unit::Hours => Some(count / 24.0),
        Unit::Days => Some(count),
        Unit::Weeks => Some(count * 7.0),
        _ => None,
    };
    let months = match unit {
        Unit::Months => Some(count),
        Unit::Quarters => Some(count * 3.0),
        Unit::Years => Some(count * 12.0),
        _ => None,
    };
    match counts {
        Unit::Hours => Some(days? * 24.0),
        Unit::Days => days,
        Unit::Weeks => Some(days? / 7.0),
        Unit::WorkingDays => (unit == counts).then_some(count),
        Unit::Months => months,
        Unit::Quarters => Some(months? / 3.0),
        Unit::Years => Some(months? / 12.0),
    }
}

/// A date as its moment at 00:00; other types stay.
pub(super) fn to_moment(term: Term) -> Term {
    match term.ty {
        Type::Date => Term {
            ty: Type::Moment,
            span: term.span,
            kind: TermKind::ToMoment(Box::new(term)),
        },
        _ => term,
    }
}

/// A value and those beside it with every date a moment, when one of them is.
pub(super) fn in_one_type(value: Term, others: Vec<Term>) -> (Term, Vec<Term>) {
    let moment = |term: &Term| term.ty == Type::Moment;
    if !moment(&value) && !others.iter().any(moment) {
        return (value, others);
    }
    (
        to_moment(value),
        others.into_iter().map(to_moment).collect(),
    )
}

//! Functions: on what they work, what they take, what they give.

use super::times::in_one_type;
use super::{Checker, Place, alike, duration};
use crate::diag::Span;
use crate::formula::ast::{Expr, ExprKind, Unit};
use crate::formula::errors;
use crate::formula::functions::{Function, Level};
use crate::formula::term::{MeasureId, Term, TermKind, Type};
use crate::formula::words::Word;
use crate::say;

/// A call, as the parser read it.
pub(super) struct Call<'e> {
    pub(super) function: Function,
    /// Where its name stands.
    pub(super) name: Span,
    pub(super) args: &'e [Expr],
    pub(super) filter: Option<&'e Expr>,
    pub(super) span: Span,
}

impl Call<'_> {
    /// On what it works, for so many arguments.
    fn level(&self) -> Level {
        match self.function.facts().level {
            Level::Either if self.args.len() == 1 => Level::Rows,
            Level::Either => Level::Row,
            level => level,
        }
    }
}

type Typed = (TermKind, Type);

impl Checker<'_, '_> {
    pub(super) fn call(&mut self, call: &Call<'_>) -> Option<Typed> {
        let level = call.level();
        if let (Some(filter), false) = (call.filter, level == Level::Rows) {
            let found = errors::filter_without_rows(filter.span, call.function, self.lang());
            self.report::<()>(found);
        }
        match (level, self.place) {
            (Level::Row | Level::Either, _) => self.row_call(call),
            (_, Place::Row) => self.nested(call, None),
            (_, Place::Aggregate(outer)) => self.nested(call, Some(outer)),
            (Level::Rows, Place::Condition) => self.report(errors::measure_only(call.span)),
            (Level::Rows, Place::Rows) => self.aggregate(call),
            (Level::Measures, _) => self.over(call),
        }
    }

    fn nested<T>(&mut self, call: &Call<'_>, outer: Option<Span>) -> Option<T> {
        let found = errors::nested(call.span, call.function, outer, self.lang());
        self.report(found)
    }

    /// Whether the number of arguments is right; reports it when not.
    fn arity(&mut self, call: &Call<'_>) -> Option<()> {
        let (facts, given) = (call.function.facts(), call.args.len());
        if (facts.least..=facts.most).contains(&given) {
            return Some(());
        }
        let found = errors::arguments(call.span, call.function, given, self.lang());
        self.report(found)
    }

    // --- per row

    fn row_call(&mut self, call: &Call<'_>) -> Option<Typed> {
        use Function as F;
        let terms: Vec<Option<Term>> = call.args.iter().map(|arg| self.term(arg)).collect();
        self.arity(call)?;
        let args: Vec<Term> = terms.into_iter().collect::<Option<_>>()?;
        let function = call.function;
        match function {
            F::Today => Some((TermKind::Today, Type::Date)),
            F::Days | F::WorkingDays | F::Weeks | F::Months => self.duration_call(call, args),
            F::If => self.if_call(call, args),
            F::Coalesce | F::Minimum | F::Maximum => self.choice(call, args),
            F::Year | F::Quarter | F::Month | F::Week | F::Weekday => {
                self.plain(call, args, Type::Date, Type::Whole)
            }
            F::Lower | F::Upper => self.plain(call, args, Type::Text, Type::Text),
            F::Contains | F::StartsWith => self.plain(call, args, Type::Text, Type::Bool),
            F::Round => self.round(call, args),
            _ => {
                let ty = number_type(&args);
                self.plain(call, args, Type::Number, ty)
            }
        }
    }

    /// A function all of whose arguments are of one type.
    fn plain(&mut self, call: &Call<'_>, args: Vec<Term>, wanted: Type, ty: Type) -> Option<Typed> {
        let args = self.all_wanted(call, args, wanted)?;
        Some((TermKind::Call(call.function, args), ty))
    }

    fn all_wanted(&mut self, call: &Call<'_>, args: Vec<Term>, wanted: Type) -> Option<Vec<Term>> {
        let by = call.function.name(self.lang());
        let args = args
            .into_iter()
            .map(|arg| self.wanted(arg, wanted, by, call.name));
        // Collected first, so that each argument is looked at.
        let args: Vec<Option<Term>> = args.collect();
        args.into_iter().collect()
    }

    /// `days(a, b)` and its like.
    fn duration_call(&mut self, call: &Call<'_>, args: Vec<Term>) -> Option<Typed> {
        let args = self.all_wanted(call, args, Type::Date)?;
        let args = args.into_iter().enumerate();
        let mut args: Vec<Term> = args.map(|(i, arg)| self.dated(arg, i == 1)).collect();
        let first = args.remove(0);
        let (first, mut args) = in_one_type(first, args);
        let whole = match call.function {
            Function::Weeks => false,
            Function::Days => first.ty == Type::Date,
            _ => true,
        };
        args.insert(0, first);
        let ty = if whole { Type::Whole } else { Type::Number };
        Some((TermKind::Call(call.function, args), ty))
    }

    fn if_call(&mut self, call: &Call<'_>, mut args: Vec<Term>) -> Option<Typed> {
        let choices = args.split_off(1);
        let by = call.function.name(self.lang());
        let condition = args
            .pop()
            .and_then(|term| self.wanted(term, Type::Bool, by, call.name));
        let choices = self.one_type(call, choices);
        let (condition, (choices, ty)) = (condition?, choices?);
        let args = std::iter::once(condition).chain(choices).collect();
        Some((TermKind::Call(call.function, args), ty))
    }

    /// The first that is not empty, the smallest or the largest.
    fn choice(&mut self, call: &Call<'_>, args: Vec<Term>) -> Option<Typed> {
        let (args, ty) = self.one_type(call, args)?;
        if call.function != Function::Coalesce && !ty.is_time() {
            return self.plain(call, args, Type::Number, ty);
        }
        Some((TermKind::Call(call.function, args), ty))
    }

    /// The arguments and the type that they share.
    fn one_type(&mut self, call: &Call<'_>, mut args: Vec<Term>) -> Option<(Vec<Term>, Type)> {
        let rest = args.split_off(1);
        let first = args.pop()?;
        if let Some(odd) = rest.iter().find(|arg| !alike(first.ty, arg.ty)) {
            let by = call.function.name(self.lang());
            let side = |term: &Term| (errors::type_words(term.ty), term.span);
            let found = errors::sides(call.span, by, side(&first), side(odd));
            return self.report(found);
        }
        let (first, mut all) = in_one_type(first, rest);
        all.insert(0, first);
        let ty = match all[0].ty.is_number() {
            true => number_type(&all),
            false => all[0].ty,
        };
        Some((all, ty))
    }

    fn round(&mut self, call: &Call<'_>, args: Vec<Term>) -> Option<Typed> {
        let ty = if args.len() == 1 {
            Type::Whole
        } else {
            Type::Number
        };
        if let Some(digits) = args.get(1)
            && !matches!(digits.kind, TermKind::Number(n) if n.fract() == 0.0 && (0.0..=15.0).contains(&n))
        {
            let wanted = say!(
                en "a number of decimals from 0 to 15",
                nl "een aantal decimalen van 0 tot 15",
            );
            return self.report(errors::out_of_range(digits.span, wanted));
        }
        self.plain(call, args, Type::Number, ty)
    }

    // --- over rows

    fn aggregate(&mut self, call: &Call<'_>) -> Option<Typed> {
        let outer = (self.place, self.rows.take());
        self.place = Place::Aggregate(call.name);
        let arity = self.arity(call);
        let of = match call.args.first() {
            Some(arg) => self.aggregated(call, arg).map(Some),
            None => Some(None),
        };
        let word = Word::Where.word(self.lang());
        let filter = call.filter.map(|f| self.typed(f, Type::Bool, word, f.span));
        let source = self.rows.map(|(source, _)| source).or(self.scope.source);
        (self.place, self.rows) = outer;
        arity?;
        let percentile = match call.args.get(1) {
            Some(arg) => Some(self.percentile(arg)?),
            None => None,
        };
        let (of, filter) = (of?, filter.map_or(Some(None), |f| f.map(Some))?);
        let Some(source) = source else {
            return self.report(errors::which_source(call.span));
        };
        let ty = result_type(call.function, of.as_ref());
        let kind = TermKind::Aggregate {
            function: call.function,
            source,
            of: of.map(Box::new),
            percentile,
            filter: filter.map(Box::new),
        };
        Some((kind, ty))
    }

    /// The value per row that is aggregated.
    fn aggregated(&mut self, call: &Call<'_>, arg: &Expr) -> Option<Term> {
        use Function as F;
        let term = self.term(arg)?;
        let by = call.function.name(self.lang());
        match call.function {
            F::Distinct => Some(term),
            F::Count if term.ty != Type::Bool => {
                self.report(errors::count_of_values(&term, call.name, self.lang()))
            }
            F::Count | F::Percentage => self.wanted(term, Type::Bool, by, call.name),
            F::Minimum | F::Maximum if term.ty.is_time() => Some(term),
            _ => self.wanted(term, Type::Number, by, call.name),
        }
    }

    /// The `90` of `percentile(x, 90)`.
    fn percentile(&mut self, arg: &Expr) -> Option<f64> {
        match arg.kind {
            ExprKind::Error(_) => None,
            ExprKind::Number {
                value,
                percent: false,
            } if (0.0..=100.0).contains(&value) => Some(value),
            _ => {
                let wanted = say!(
                    en "a fixed number from 0 to 100",
                    nl "een vast getal van 0 tot 100",
                );
                self.report(errors::out_of_range(arg.span, wanted))
            }
        }
    }

    // --- over measures

    fn over(&mut self, call: &Call<'_>) -> Option<Typed> {
        self.arity(call)?;
        let measure = call.args.first().and_then(|arg| self.measure_name(arg));
        let back = match call.args.get(1) {
            Some(arg) => Some(self.period(arg)?),
            None => None,
        };
        let measure = measure?;
        let kind = TermKind::Over {
            function: call.function,
            measure,
            back,
        };
        let ty = match call.function {
            Function::Previous => self.measure_type(measure),
            _ => Type::Number,
        };
        Some((kind, ty))
    }

    fn measure_name(&mut self, arg: &Expr) -> Option<MeasureId> {
        if !matches!(arg.kind, ExprKind::Name { .. } | ExprKind::Error(_)) {
            return self.report(errors::measure_only(arg.span));
        }
        match self.term(arg)?.kind {
            TermKind::Measure(measure) => Some(measure),
            _ => None,
        }
    }

    /// The `1 year` of `previous(m, 1 year)`.
    fn period(&mut self, arg: &Expr) -> Option<(i64, Unit)> {
        match duration(arg) {
            _ if matches!(arg.kind, ExprKind::Error(_)) => None,
            Some((count, unit))
                if count.fract() == 0.0
                    && (1.0..=10_000.0).contains(&count)
                    && !matches!(unit, Unit::Hours | Unit::WorkingDays) =>
            {
                Some((count as i64, unit))
            }
            _ => self.report(errors::not_a_period(arg.span, self.lang())),
        }
    }
}

/// Whole when all are.
fn number_type(terms: &[Term]) -> Type {
    match terms.iter().all(|term| term.ty == Type::Whole) {
        true => Type::Whole,
        false => Type::Number,
    }
}

fn result_type(function: Function, of: Option<&Term>) -> Type {
    use Function as F;
    match (function, of) {
        (F::Count | F::Distinct, _) => Type::Whole,
        (F::Sum | F::Minimum | F::Maximum, Some(of)) => of.ty,
        _ => Type::Number,
    }
}

//! [`Expr`] → [`Term`]: names, types, `empty` rules, durations.
//!
//! A part that was reported becomes `None`, and `None` is never reported again: one fault, one finding. All parts are looked
//! at all the same, so that one run tells every fault.

mod calls;
mod times;

use super::ast::{Expr, ExprKind, Op, Unit};
use super::errors;
use super::term::{FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use super::words::Word;
use crate::diag::{Diagnostic, Lang, Span, Spanned, Words, nearest};
use crate::say;
use crate::syntax::errors::wrong_language;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What names mean in a case.
pub trait Names {
    /// The columns and attributes with this name, two being as good as many; only those of `source` when one is given.
    fn fields(&self, source: Option<&str>, name: &str) -> Vec<FieldInfo>;
    /// The column or attribute of one source with this name.
    fn own_field(&self, source: SourceId, name: &str) -> Option<FieldInfo>;
    /// The measure with this name.
    fn measure(&self, name: &str) -> Option<MeasureId>;
    /// The source with this name.
    fn source(&self, name: &str) -> Option<SourceId>;
    /// Every name that could have been meant, for "did you mean".
    fn candidates(&self) -> Vec<String>;

    /// What is known of a field. `None` when its own formula was reported: then what follows from that is not told.
    fn field_facts(&self, field: FieldRef) -> Option<Facts>;
    /// What is known of a measure; `None` as for fields.
    fn measure_facts(&self, measure: MeasureId) -> Option<Facts>;
}

/// What a formula must know of another one that it uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// The type of its value.
    pub ty: Type,
    /// What the value counts, when it is a duration: `days(…)` counts days.
    pub counts: Option<Unit>,
    /// How large it is.
    pub size: Size,
}

impl Facts {
    /// Of a column, which has no formula.
    pub fn of_column(ty: Type) -> Facts {
        let size = Size { steps: 1, depth: 1 };
        Facts {
            ty,
            counts: None,
            size,
        }
    }
}

/// How large a formula is with all that it uses written out, as printers do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// How many steps.
    pub steps: usize,
    /// How many inside each other.
    pub depth: usize,
}

/// The largest formula: every printer may walk it without running out of stack or memory.
const LARGEST: Size = Size {
    steps: 20_000,
    depth: 250,
};

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
    /// What formulas that use this one must know; absent with the term.
    pub facts: Option<Facts>,
    /// Dates that may be empty and about which no rule speaks; each once.
    pub unsaid: Vec<Spanned<FieldRef>>,
    /// Second arguments of a duration that may be empty and whose rule is `left out`.
    pub left_out_ends: Vec<Spanned<FieldRef>>,
}

/// Checks a value per row of `scope.source` (attributes).
pub fn check_row(expr: &Expr, scope: &Scope<'_>, sink: &mut Vec<Diagnostic>) -> Checked {
    let mut checker = Checker::new(scope, Place::Row, sink);
    let term = checker.term(expr);
    checker.finish(term)
}

/// Checks a condition per row of `scope.source` (`where` of a visual); the term is of type `Bool`.
pub fn check_filter(expr: &Expr, scope: &Scope<'_>, sink: &mut Vec<Diagnostic>) -> Checked {
    let mut checker = Checker::new(scope, Place::Row, sink);
    let term = checker.term(expr);
    let term = term.and_then(|term| checker.result(term, Type::Bool));
    checker.finish(term)
}

/// Checks a value over rows (measures): a number, or a date such as the newest one.
pub fn check_measure(expr: &Expr, scope: &Scope<'_>, sink: &mut Vec<Diagnostic>) -> Checked {
    let mut checker = Checker::new(scope, Place::Rows, sink);
    let term = checker.term(expr);
    let term = term.and_then(|term| match term.ty.is_time() {
        true => Some(term),
        false => checker.result(term, Type::Number),
    });
    checker.finish(term)
}

/// Checks a condition over measures and numbers (triggers); the term is of type `Bool`.
pub fn check_condition(expr: &Expr, scope: &Scope<'_>, sink: &mut Vec<Diagnostic>) -> Checked {
    let mut checker = Checker::new(scope, Place::Condition, sink);
    let term = checker.term(expr);
    let term = term.and_then(|term| checker.result(term, Type::Bool));
    checker.finish(term)
}

/// Whose values an expression is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Those of one row.
    Row,
    /// Those of one row, inside the aggregate whose name stands here.
    Aggregate(Span),
    /// Those over all rows: a measure.
    Rows,
    /// Measures: a trigger.
    Condition,
}

struct Checker<'a, 's> {
    scope: &'a Scope<'a>,
    sink: &'s mut Vec<Diagnostic>,
    /// How much was reported.
    told: usize,
    place: Place,
    /// Whose rows the values of the present row belong to, and which value told.
    rows: Option<(SourceId, Option<Span>)>,
    /// The fields seen that may be empty.
    may_be_empty: BTreeSet<FieldRef>,
    /// The dates to which the rule without a column was applied; each once.
    unnamed: Vec<Spanned<FieldRef>>,
    unsaid: Vec<Spanned<FieldRef>>,
    left_out_ends: Vec<Spanned<FieldRef>>,
}

impl<'a, 's> Checker<'a, 's> {
    fn new(scope: &'a Scope<'a>, place: Place, sink: &'s mut Vec<Diagnostic>) -> Checker<'a, 's> {
        let rows = scope.source.filter(|_| place == Place::Row);
        Checker {
            scope,
            sink,
            told: 0,
            place,
            rows: rows.map(|source| (source, None)),
            may_be_empty: BTreeSet::new(),
            unnamed: Vec::new(),
            unsaid: Vec::new(),
            left_out_ends: Vec::new(),
        }
    }

    fn finish(mut self, term: Option<Term>) -> Checked {
        self.report_unclear_empty();
        let term = term.and_then(|term| self.sized(term));
        let facts = term.as_ref().map(|(term, size)| Facts {
            ty: term.ty,
            counts: self.counts(term),
            size: *size,
        });
        Checked {
            term: term.map(|(term, _)| term),
            facts,
            unsaid: self.unsaid,
            left_out_ends: self.left_out_ends,
        }
    }

    /// A term with its size, when that is not too large.
    fn sized(&mut self, term: Term) -> Option<(Term, Size)> {
        let size = self.size(&term);
        if size.steps > LARGEST.steps || size.depth > LARGEST.depth {
            return self.report(errors::too_large_together(term.span));
        }
        Some((term, size))
    }

    fn size(&self, term: &Term) -> Size {
        let names = self.scope.names;
        let used = match term.kind {
            TermKind::Field(field) => names.field_facts(field),
            TermKind::Measure(measure) | TermKind::Over { measure, .. } => {
                names.measure_facts(measure)
            }
            _ => None,
        };
        let mut size = used.map_or(Size::default(), |facts| facts.size);
        term.each_child(&mut |child| {
            let inner = self.size(child);
            size.steps = size.steps.saturating_add(inner.steps);
            size.depth = size.depth.max(inner.depth);
        });
        Size {
            steps: size.steps.saturating_add(1),
            depth: size.depth + 1,
        }
    }

    fn lang(&self) -> Lang {
        self.scope.lang
    }

    /// Reports, and gives the `None` that silences what follows from the fault.
    fn report<T>(&mut self, found: Diagnostic) -> Option<T> {
        self.told += 1;
        self.sink.push(found);
        None
    }

    /// The whole formula, when it is of the type that its place takes.
    fn result(&mut self, term: Term, wanted: Type) -> Option<Term> {
        if fits(term.ty, wanted) {
            return Some(term);
        }
        let words = match wanted {
            Type::Bool => errors::condition(),
            _ => errors::type_words(wanted),
        };
        let found = errors::wrong_result(term.span, &errors::type_words(term.ty), &words);
        self.report(found)
    }

    fn term(&mut self, expr: &Expr) -> Option<Term> {
        if self.told >= errors::MOST_FINDINGS {
            return None;
        }
        let (kind, ty) = match &expr.kind {
            ExprKind::Error(parts) => {
                parts.iter().for_each(|part| drop(self.term(part)));
                return None;
            }
            ExprKind::Duration { .. } => return self.report(errors::lone_duration(expr.span)),
            ExprKind::Number { value, percent } => {
                let whole = value.fract() == 0.0 && !percent;
                let ty = if whole { Type::Whole } else { Type::Number };
                (TermKind::Number(*value), ty)
            }
            ExprKind::Text(text) => (TermKind::Text(text.clone()), Type::Text),
            ExprKind::Bool(value) => (TermKind::Bool(*value), Type::Bool),
            ExprKind::Date(date) => (TermKind::Date(*date), Type::Date),
            ExprKind::Name { source, name } => self.name(expr.span, source.as_deref(), name)?,
            ExprKind::Call {
                function,
                name,
                args,
                filter,
            } => {
                let call = calls::Call {
                    function: *function,
                    name: *name,
                    args,
                    filter: filter.as_deref(),
                    span: expr.span,
                };
                self.call(&call)?
            }
            ExprKind::Negate(inner) => {
                let inner = self.typed(inner, Type::Number, "-", expr.span)?;
                let ty = inner.ty;
                (TermKind::Negate(Box::new(inner)), ty)
            }
            ExprKind::Not(inner) => {
                let not = Word::Not.word(self.lang());
                let inner = self.typed(inner, Type::Bool, not, expr.span)?;
                (TermKind::Not(Box::new(inner)), Type::Bool)
            }
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, expr.span)?,
            ExprKind::In(value, list) => self.is_in(value, list)?,
            ExprKind::IsEmpty { value, negated } => {
                let empty = TermKind::IsEmpty(Box::new(self.term(value)?));
                (self.negated(empty, *negated, expr.span), Type::Bool)
            }
        };
        Some(Term {
            kind,
            ty,
            span: expr.span,
        })
    }

    fn negated(&self, kind: TermKind, negated: bool, span: Span) -> TermKind {
        match negated {
            true => TermKind::Not(Box::new(Term {
                kind,
                ty: Type::Bool,
                span,
            })),
            false => kind,
        }
    }

    /// A term of the wanted type, which `by` at `by_span` asks for.
    fn typed(&mut self, expr: &Expr, wanted: Type, by: &str, by_span: Span) -> Option<Term> {
        let term = self.term(expr)?;
        self.wanted(term, wanted, by, by_span)
    }

    fn wanted(&mut self, term: Term, wanted: Type, by: &str, by_span: Span) -> Option<Term> {
        if fits(term.ty, wanted) {
            return Some(term);
        }
        let words = match wanted {
            Type::Bool => errors::condition(),
            Type::Date | Type::Moment => say!(en "a date or moment", nl "een datum of moment"),
            _ => errors::type_words(wanted),
        };
        let is = errors::type_words(term.ty);
        let found = errors::wrong_type(term.span, &is, &words, by, by_span);
        self.report(found)
    }

    // --- operators

    fn binary(
        &mut self,
        op: Op,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Option<(TermKind, Type)> {
        if matches!(op, Op::And | Op::Or) {
            let by = errors::operator_word(op, self.lang());
            let left = self.typed(left, Type::Bool, by, span);
            let right = self.typed(right, Type::Bool, by, span);
            return Some((
                TermKind::Binary(op, Box::new(left?), Box::new(right?)),
                Type::Bool,
            ));
        }
        if op == Op::Subtract && self.is_hyphenated_name(left, right, span) {
            return None;
        }
        if let Some((count, unit)) = duration(right) {
            return self.with_duration(op, left, (count, unit), right.span, false);
        }
        if let Some((count, unit)) = duration(left) {
            return self.with_duration(op, right, (count, unit), left.span, true);
        }
        let (left, right) = (self.term(left), self.term(right));
        let (left, right) = (left?, right?);
        match op.compares() {
            true => self.comparison(op, left, right, span),
            false => self.arithmetic(op, left, right, span),
        }
    }

    fn arithmetic(
        &mut self,
        op: Op,
        left: Term,
        right: Term,
        span: Span,
    ) -> Option<(TermKind, Type)> {
        if !(left.ty.is_number() && right.ty.is_number()) {
            return self.mismatch(op, &left, &right, span);
        }
        let whole = left.ty == Type::Whole && right.ty == Type::Whole && op != Op::Divide;
        let ty = if whole { Type::Whole } else { Type::Number };
        Some((TermKind::Binary(op, Box::new(left), Box::new(right)), ty))
    }

    fn comparison(
        &mut self,
        op: Op,
        left: Term,
        right: Term,
        span: Span,
    ) -> Option<(TermKind, Type)> {
        let ordered = !matches!(op, Op::Equal | Op::NotEqual);
        let comparable = match (left.ty, right.ty) {
            (a, b) if a.is_time() && b.is_time() => true,
            (a, b) if a.is_number() && b.is_number() => true,
            // The order of texts differs from tool to tool, and yes and no have none.
            (a, b) => a == b && !ordered,
        };
        if !comparable {
            return self.mismatch(op, &left, &right, span);
        }
        let (left, right) = self.together(left, right);
        Some((
            TermKind::Binary(op, Box::new(left), Box::new(right)),
            Type::Bool,
        ))
    }

    /// Reports two sides that don't fit.
    fn mismatch<T>(&mut self, op: Op, left: &Term, right: &Term, span: Span) -> Option<T> {
        let side = |term: &Term| (errors::type_words(term.ty), term.span);
        let found = errors::sides(span, op.symbol(), side(left), side(right));
        let found = errors::advise(found, op, left, right, self.lang());
        self.report(found)
    }

    fn is_in(&mut self, value: &Expr, list: &[Expr]) -> Option<(TermKind, Type)> {
        let value = self.term(value);
        let items: Vec<Option<Term>> = list.iter().map(|item| self.term(item)).collect();
        let items: Vec<Term> = items.into_iter().collect::<Option<_>>()?;
        let value = value?;
        for item in &items {
            if !alike(value.ty, item.ty) {
                return self.mismatch(Op::Equal, &value, item, item.span);
            }
        }
        let value = self.dated(value, false);
        let (value, items) = times::in_one_type(value, items);
        Some((TermKind::In(Box::new(value), items), Type::Bool))
    }

    // --- names

    fn name(&mut self, span: Span, source: Option<&str>, name: &str) -> Option<(TermKind, Type)> {
        let per_row = matches!(self.place, Place::Row | Place::Aggregate(_));
        let measure = match source {
            None => self.scope.names.measure(name),
            Some(_) => None,
        };
        if let Some(measure) = measure
            && !per_row
        {
            return Some((TermKind::Measure(measure), self.measure_type(measure)));
        }
        let fields = self.fields(source, name);
        match (fields.as_slice(), measure) {
            ([], Some(_)) => self.report(errors::measure_in_row(span, name)),
            ([], None) => self.unknown(span, source, name),
            ([info], _) if per_row => self.field(span, *info),
            (_, _) if per_row => self.report(errors::ambiguous(span, name)),
            (_, _) => self.report(match self.place {
                Place::Condition => errors::row_value_in_condition(span, name),
                _ => errors::row_value(span, name, self.lang()),
            }),
        }
    }

    fn measure_type(&self, measure: MeasureId) -> Type {
        let facts = self.scope.names.measure_facts(measure);
        facts.map_or(Type::Number, |facts| facts.ty)
    }

    /// The fields that a name may mean: that of the source of the row's other values, else of the block's source, else any.
    fn fields(&self, source: Option<&str>, name: &str) -> Vec<FieldInfo> {
        let names = self.scope.names;
        let rows = self.rows.map(|(source, _)| source);
        let near = rows.into_iter().chain(self.scope.source);
        let mut own = near.filter_map(|source| names.own_field(source, name));
        match (source, own.next()) {
            (None, Some(info)) => vec![info],
            _ => names.fields(source, name),
        }
    }

    fn field(&mut self, span: Span, info: FieldInfo) -> Option<(TermKind, Type)> {
        let source = info.field.source();
        match self.rows {
            Some((rows, told)) if rows != source => {
                return self.report(errors::two_sources(span, told));
            }
            Some((_, Some(_))) => {}
            _ => self.rows = Some((source, Some(span))),
        }
        self.scope.names.field_facts(info.field)?;
        if info.may_be_empty {
            self.may_be_empty.insert(info.field);
        }
        Some((TermKind::Field(info.field), info.ty))
    }

    fn unknown<T>(&mut self, span: Span, source: Option<&str>, name: &str) -> Option<T> {
        if let (None, Some((word @ (Word::Yes | Word::No), _))) =
            (source, Word::read(name, self.lang()))
        {
            let found = wrong_language(span, name, word.word(self.lang()), self.lang());
            return self.report(found);
        }
        let candidates = self.scope.names.candidates();
        let near = |written| {
            let near = nearest(written, candidates.iter().map(String::as_str));
            near.map(in_backticks)
        };
        let (written, what, near) = match source {
            Some(source) if self.scope.names.source(source).is_none() => {
                let near = near(source).map(|near| format!("{near}.{}", in_backticks(name)));
                (source, say!(en "source", nl "bron"), near)
            }
            Some(source) => {
                let near = near(name).map(|near| format!("{}.{near}", in_backticks(source)));
                (name, in_source(source), near)
            }
            None => (name, errors::field_or_measure(), near(name)),
        };
        let found = errors::unknown_name(span, written, what, near.as_deref());
        self.report(found)
    }

    /// Whether `a-b` is a name that wants backticks; reports it.
    fn is_hyphenated_name(&mut self, left: &Expr, right: &Expr, span: Span) -> bool {
        let Some(whole) = hyphenated(left, right) else {
            return false;
        };
        let known = |name: &str| {
            let names = self.scope.names;
            names.measure(name).is_some() || !names.fields(None, name).is_empty()
        };
        if whole.split('-').all(known) {
            return false;
        }
        if known(&whole) {
            self.report::<()>(errors::needs_backticks(span, &whole));
            return true;
        }
        let candidates = self.scope.names.candidates();
        let dashed = candidates
            .iter()
            .map(String::as_str)
            .filter(|name| name.contains('-'));
        let near = nearest(&whole, dashed).map(in_backticks);
        if near.is_some() {
            let what = errors::field_or_measure();
            self.report::<()>(errors::unknown_name(span, &whole, what, near.as_deref()));
        }
        near.is_some()
    }
}

/// A name as a formula writes it.
fn in_backticks(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain {
        name.to_owned()
    } else {
        format!("`{name}`")
    }
}

/// The words for a name of one source.
fn in_source(source: &str) -> Words {
    say!(en "column or attribute of `{source}` named", nl "kolom of kenmerk van `{source}` genaamd")
}

/// `a-b` without blanks, as one name.
fn hyphenated(left: &Expr, right: &Expr) -> Option<String> {
    let ExprKind::Name { source: None, name } = &right.kind else {
        return None;
    };
    let first = match &left.kind {
        ExprKind::Name { source: None, name } => name.clone(),
        ExprKind::Binary(Op::Subtract, a, b) => hyphenated(a, b)?,
        _ => return None,
    };
    let tight = left.span.end + 1 == right.span.start;
    tight.then(|| format!("{first}-{name}"))
}

/// The count and unit of a duration.
fn duration(expr: &Expr) -> Option<(f64, Unit)> {
    match expr.kind {
        ExprKind::Duration { count, unit } => Some((count, unit)),
        _ => None,
    }
}

/// Whether a value of type `is` will do where `wanted` is asked for.
fn fits(is: Type, wanted: Type) -> bool {
    match wanted {
        Type::Number => is.is_number(),
        Type::Date | Type::Moment => is.is_time(),
        _ => is == wanted,
    }
}

/// Whether two values can be equal at all.
fn alike(a: Type, b: Type) -> bool {
    a == b || (a.is_number() && b.is_number()) || (a.is_time() && b.is_time())
}

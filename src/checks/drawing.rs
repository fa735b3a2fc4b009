//! What a visual draws: along what, in how many parts, and whether the parts make a whole. The checks on visuals share it.

use crate::diag::{Edit, Span, Words};
use crate::formula::ast::Op;
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, MeasureId, Term, TermKind, Type};
use crate::model::{Case, Column, Form, Measure, Personal, Rule, Sentence, Visual, VisualId};
use crate::say;
use std::collections::BTreeSet;

/// Measures and attributes that refer to each other are followed no deeper; circles are reported elsewhere.
const DEPTH: usize = 16;

/// A visual whose sentence is understood.
pub struct Drawing<'a> {
    /// The case.
    pub case: &'a Case,
    /// Which visual.
    pub id: VisualId,
    /// The visual.
    pub visual: &'a Visual,
    /// Its sentence.
    pub sentence: &'a Sentence,
}

/// How many values a column or attribute can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// So many, the empty one not counted.
    Known(usize),
    /// About as many as there are rows or days.
    Many,
    /// Nothing in the case tells.
    Unknown,
}

/// Why the parts of a measure do not make a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoSum {
    /// A percentage of the rows of each part.
    Percentage,
    /// A middle: average, median, percentile.
    Middle,
    /// The lowest or highest value.
    Extreme,
    /// One measure divided by another.
    Ratio,
    /// The same value may be counted in several parts.
    Distinct,
    /// A change since an earlier period.
    Change,
}

impl<'a> Drawing<'a> {
    /// A visual, when its sentence is understood.
    pub fn of(case: &'a Case, id: VisualId, visual: &'a Visual) -> Option<Drawing<'a>> {
        let sentence = visual.sentence.as_ref()?;
        Some(Drawing {
            case,
            id,
            visual,
            sentence,
        })
    }

    /// The form.
    pub(super) fn form(&self) -> Form {
        self.sentence.form.value
    }

    /// The form as it is written in the language of the case.
    pub(super) fn form_word(&self) -> &'static str {
        self.word(self.form())
    }

    /// How another form is written in the language of the case.
    pub(super) fn word(&self, form: Form) -> &'static str {
        form.word(self.case.lang)
    }

    /// Whether values are drawn against an axis of values.
    pub(super) fn has_axis(&self) -> bool {
        matches!(
            self.form(),
            Form::Line | Form::Bar | Form::StackedBar | Form::Column | Form::Area
        )
    }

    /// By how much is split: the dimensions, and the time axis.
    pub(super) fn splits(&self) -> usize {
        self.sentence.dimensions.len() + usize::from(self.sentence.period.is_some())
    }

    /// Where it is split, as far as the sentence says; else the form.
    pub(super) fn split_span(&self) -> Span {
        let dimensions = self.sentence.dimensions.iter().map(|d| d.span);
        let period = self.sentence.period.iter().map(|p| p.span);
        let spans = dimensions.chain(period);
        spans.reduce(Span::to).unwrap_or(self.sentence.form.span)
    }

    /// Where the subjects stand.
    pub(super) fn subject_span(&self) -> Span {
        let spans = self.sentence.subjects.iter().map(|s| s.span);
        spans.reduce(Span::to).unwrap_or(self.sentence.form.span)
    }

    /// The measures shown, each with its place.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&'a Measure, Span)> {
        let subjects = self.sentence.subjects.iter();
        subjects.filter_map(|subject| match subject.value {
            crate::model::Subject::Measure(id) => Some((self.case.measure(id)?, subject.span)),
            crate::model::Subject::Field(_) => None,
        })
    }

    /// How many values a field has here, with the visual's `where`.
    pub(super) fn values(&self, field: FieldRef) -> Values {
        let all = values_of(self.case, field, DEPTH);
        let Some(filter) = &self.sentence.filter else {
            return all;
        };
        match kept(filter, field) {
            Some(count) => Values::Known(count),
            None if mentions(filter, field) => Values::Unknown,
            None => all,
        }
    }

    /// Writes another form instead of this one.
    pub(super) fn instead(&self, form: Form) -> (Words, Vec<Edit>) {
        let word = self.word(form);
        let title = say!(en "make it a `{word}`", nl "maak er een `{word}` van");
        let edit = Edit {
            span: self.sentence.form.span,
            text: word.to_owned(),
        };
        (title, vec![edit])
    }

    /// Adds an option at the end of the sentence.
    pub(super) fn with_option(&self, option: &str) -> (Words, Vec<Edit>) {
        let title = say!(en "add `{option}`", nl "voeg `{option}` toe");
        let edit = Edit {
            span: Span::at(self.visual.text.span.end),
            text: format!(", {option}"),
        };
        (title, vec![edit])
    }

    /// Takes the option that ends at `end` out of the sentence, with its comma; `None` where the sentence runs over several
    /// lines.
    pub(super) fn without_option(&self, end: u32) -> Option<(Words, Vec<Edit>)> {
        let start = self.visual.text.span.start;
        let before = self.written(Span::new(start, end))?;
        let comma = before.rfind(',')?;
        let words = before.get(comma + 1..)?.trim();
        let title = say!(en "leave out `{words}`", nl "laat `{words}` weg");
        let edit = Edit {
            span: Span::new(start + u32::try_from(comma).ok()?, end),
            text: String::new(),
        };
        Some((title, vec![edit]))
    }

    /// What the author wrote at a place of the sentence; `None` where the sentence runs over several lines.
    pub(super) fn written(&self, span: Span) -> Option<&'a str> {
        let text = &self.visual.text;
        if (text.span.end - text.span.start) as usize != text.value.len() {
            return None;
        }
        let start = span.start.checked_sub(text.span.start)? as usize;
        let end = span.end.checked_sub(text.span.start)? as usize;
        text.value.get(start..end)
    }
}

/// How many values a field can have, from its type and the rules of its column.
fn values_of(case: &Case, field: FieldRef, depth: usize) -> Values {
    if let Some(column) = case.column(field) {
        return values_of_column(column);
    }
    let Some(attribute) = case.attribute(field).filter(|_| depth > 0) else {
        return Values::Unknown;
    };
    match (attribute.ty, &attribute.term) {
        (Type::Bool, _) => Values::Known(2),
        (Type::Date | Type::Moment, _) => Values::Many,
        (_, Some(term)) => values_of_term(case, term, depth - 1),
        (_, None) => Values::Unknown,
    }
}

fn values_of_column(column: &Column) -> Values {
    let class = column.personal.as_ref().map(|p| p.value);
    if matches!(class, Some(class) if class >= Personal::Pseudonym) {
        // The rules on persons speak about these.
        return Values::Unknown;
    }
    for rule in &column.rules {
        match &rule.value {
            Rule::OneOf(values) => return Values::Known(values.len()),
            Rule::Range(low, high) if column.ty.value == Type::Whole => {
                return Values::Known((high - low) as usize + 1);
            }
            // A score from 1 to 5 may well be whole.
            Rule::Range(low, high) if high - low <= 30.0 => return Values::Unknown,
            _ => {}
        }
    }
    match column.ty.value {
        Type::Bool => Values::Known(2),
        Type::Date | Type::Moment | Type::Number => Values::Many,
        // A table of places has a row for each, and a reader knows them.
        _ if (column.is_unique() || column.is_key()) && !super::places::is_place(column) => {
            Values::Many
        }
        Type::Text | Type::Whole => Values::Unknown,
    }
}

fn values_of_term(case: &Case, term: &Term, depth: usize) -> Values {
    let mut choices = BTreeSet::new();
    if constants(term, &mut choices) {
        return Values::Known(choices.len());
    }
    match &term.kind {
        TermKind::Field(field) => values_of(case, *field, depth),
        TermKind::Call(Function::Weekday, _) => Values::Known(7),
        TermKind::Call(Function::Month, _) => Values::Known(12),
        TermKind::Call(Function::Quarter, _) => Values::Known(4),
        TermKind::Call(Function::Week, _) => Values::Known(53),
        TermKind::Call(Function::Lower | Function::Upper, args) => match args.as_slice() {
            [inner] => values_of_term(case, inner, depth),
            _ => Values::Unknown,
        },
        TermKind::Call(Function::Bin | Function::Round, _) => Values::Unknown,
        _ if term.ty == Type::Number => Values::Many,
        _ => Values::Unknown,
    }
}

/// Collects the texts and numbers of a choice (`if`); `false` when something else can come out.
fn constants(term: &Term, found: &mut BTreeSet<String>) -> bool {
    match &term.kind {
        TermKind::Text(text) => {
            found.insert(text.clone());
            true
        }
        TermKind::Number(number) => {
            found.insert(number.to_string());
            true
        }
        TermKind::Call(Function::If, args) => match args.as_slice() {
            [_, yes, no] => constants(yes, found) && constants(no, found),
            _ => false,
        },
        _ => false,
    }
}

/// The number of values of `field` that a condition keeps, where it names them.
fn kept(filter: &Term, field: FieldRef) -> Option<usize> {
    match &filter.kind {
        TermKind::In(of, list) if of.kind == TermKind::Field(field) => Some(list.len()),
        TermKind::Binary(Op::Equal, a, b)
            if a.kind == TermKind::Field(field) || b.kind == TermKind::Field(field) =>
        {
            Some(1)
        }
        TermKind::Binary(Op::And, a, b) => kept(a, field).or_else(|| kept(b, field)),
        _ => None,
    }
}

fn mentions(filter: &Term, field: FieldRef) -> bool {
    let mut found = false;
    filter.walk(&mut |term| found |= term.kind == TermKind::Field(field));
    found
}

/// Why the values of a measure's parts do not add up to the value of the whole; `None` when they do, or nobody can tell.
pub(super) fn no_sum(case: &Case, measure: &Measure) -> Option<NoSum> {
    no_sum_of(case, measure.term.as_ref()?, DEPTH)
}

fn no_sum_of(case: &Case, term: &Term, depth: usize) -> Option<NoSum> {
    let inner = |term: &Term| no_sum_of(case, term, depth);
    let of_measure = |id: MeasureId| {
        let depth = depth.checked_sub(1)?;
        no_sum_of(case, case.measure(id)?.term.as_ref()?, depth)
    };
    match &term.kind {
        TermKind::Aggregate { function, of, .. } => match function {
            Function::Percentage => Some(NoSum::Percentage),
            Function::Average | Function::Median | Function::Percentile => Some(NoSum::Middle),
            Function::Minimum | Function::Maximum => Some(NoSum::Extreme),
            Function::Distinct => {
                let unique = of.as_deref().is_some_and(|of| is_unique(case, of));
                (!unique).then_some(NoSum::Distinct)
            }
            _ => None,
        },
        TermKind::Negate(x) => inner(x),
        TermKind::Binary(Op::Add | Op::Subtract | Op::Multiply, a, b) => {
            inner(a).or_else(|| inner(b))
        }
        TermKind::Binary(Op::Divide, a, b) => match is_constant(b) {
            true => inner(a),
            false => Some(NoSum::Ratio),
        },
        TermKind::Measure(id) => of_measure(*id),
        TermKind::Over {
            function: Function::Change,
            ..
        } => Some(NoSum::Change),
        TermKind::Over { measure, .. } => of_measure(*measure),
        _ => None,
    }
}

fn is_constant(term: &Term) -> bool {
    matches!(term.kind, TermKind::Number(_))
}

fn is_unique(case: &Case, of: &Term) -> bool {
    let TermKind::Field(field) = of.kind else {
        return false;
    };
    case.column(field).is_some_and(Column::is_unique)
}

/// Whether a measure counts rows or values, also through arithmetic between such measures.
pub(super) fn counts(case: &Case, measure: &Measure) -> bool {
    measure
        .term
        .as_ref()
        .is_some_and(|t| counts_of(case, t, DEPTH))
}

fn counts_of(case: &Case, term: &Term, depth: usize) -> bool {
    match &term.kind {
        TermKind::Aggregate { function, .. } => {
            matches!(function, Function::Count | Function::Distinct)
        }
        TermKind::Binary(Op::Add | Op::Subtract, a, b) => {
            counts_of(case, a, depth) && counts_of(case, b, depth)
        }
        TermKind::Measure(id)
        | TermKind::Over {
            function: Function::Previous | Function::Running,
            measure: id,
            ..
        } => {
            let term = case.measure(*id).and_then(|m| m.term.as_ref());
            term.filter(|_| depth > 0)
                .is_some_and(|term| counts_of(case, term, depth - 1))
        }
        _ => false,
    }
}

/// The type of a column or attribute.
pub(super) fn type_of(case: &Case, field: FieldRef) -> Option<Type> {
    let column = case.column(field).map(|c| c.ty.value);
    column.or_else(|| case.attribute(field).map(|a| a.ty))
}

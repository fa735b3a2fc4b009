//! The resolved case: every name bound, every value typed, every node with the place where its author wrote it.
//!
//! This layer knows meaning, not rules: it reports what can't be understood (an unknown name, a broken date, a cycle),
//! and leaves to `checks` what is understood but wrong.

pub mod chain;
pub mod errors;
mod policy;
mod privacy;
mod resolve;
mod shown;

pub use policy::{Holidays, POLICY_NAMES, Policy, Tightening, YEARS};
pub use privacy::{Basis, Dpia, Level, Privacy, PrivacyFacts, Retention, WooGround, average_days};
pub use resolve::{readable, resolve, trigger};
pub use shown::LaidOut;

use crate::diag::{Lang, Span, Spanned};
use crate::formula::ast::Unit;
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, Type};
use crate::syntax::Value;
pub use crate::syntax::keywords::{Better, Form, Grain, Kind, Order, Personal, Stage, Use};
use jiff::civil::Date;

/// Position in [`Case::questions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionId(pub usize);

/// Position in [`Case::actions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActionId(pub usize);

/// Position in [`Case::visuals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisualId(pub usize);

/// Text that its author wrote, or nothing.
pub type Slot = Option<Spanned<String>>;

/// One case file, resolved.
#[derive(Clone, Debug)]
pub struct Case {
    /// The language of the file.
    pub lang: Lang,
    /// The name in the head.
    pub name: Spanned<String>,
    /// The title in quotes; the name, made readable, when absent.
    pub title: String,
    /// The head line of the case.
    pub head: Span,
    /// The facts under the head.
    pub facts: Facts,
    /// The questions, in the author's order, as all lists here.
    pub questions: Vec<Question>,
    /// The actions.
    pub actions: Vec<Action>,
    /// Questions kept for later.
    pub parked: Vec<Parked>,
    /// The data sources.
    pub sources: Vec<Source>,
    /// Values per row.
    pub attributes: Vec<Attribute>,
    /// Values over rows.
    pub measures: Vec<Measure>,
    /// What is shown.
    pub visuals: Vec<Visual>,
    /// Pages that the author laid out; when empty, each question gets one.
    pub pages: Vec<Page>,
    /// What readers can filter on.
    pub filters: Vec<Spanned<FieldRef>>,
    /// The privacy block.
    pub privacy: Option<Privacy>,
    /// Examples with an expected outcome.
    pub examples: Vec<Example>,
}

/// The facts under the head of a case.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Facts {
    pub domain: Slot,
    pub organisation: Slot,
    /// Cycle of the workshop; see [`Case::cycle`].
    pub cycle: Option<Spanned<u32>>,
    pub stage: Option<Spanned<Stage>>,
    pub workshop: Option<Spanned<Date>>,
    pub present: Slot,
    pub problem_owner: Slot,
    pub sponsor: Slot,
    pub maintainer: Slot,
    pub deputy: Slot,
    pub review_before: Option<Spanned<Date>>,
    /// The `review before` field; a date in it that can't be understood is reported where it stands.
    pub review_written: Slot,
    pub retire_if: Slot,
    pub audience: Slot,
    /// Targets by id or product name, as written.
    pub tooling: Vec<Spanned<String>>,
    pub may_inspire: Option<Spanned<bool>>,
    pub knowledge: Slot,
}

/// A question.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Question {
    pub name: Spanned<String>,
    pub text: Spanned<String>,
    /// What it is for; steering, with the place of the head, when unsaid or not understood.
    pub kind: Spanned<Kind>,
    /// The `kind` field; what can't be understood in it is reported where it stands.
    pub kind_written: Slot,
    pub decision: Slot,
    pub asked_by: Slot,
    pub now: Slot,
    /// The actions that answer it.
    pub actions: Vec<ActionId>,
    /// The head line.
    pub head: Span,
    /// The whole block.
    pub block: Span,
}

/// What somebody does with the answer.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Action {
    pub name: Spanned<String>,
    /// The question it answers; `None` when the name is unknown (reported).
    pub question: Option<QuestionId>,
    /// When it is done: a condition, a selection or a date; `None` when the author wrote none of the three.
    pub occasion: Option<Occasion>,
    /// The field that should say so and is still to be filled in.
    pub occasion_blank: Slot,
    pub then: Slot,
    pub who: Slot,
    pub within: Slot,
    pub meeting: Slot,
    pub mandate: Slot,
    pub done_when: Option<Trigger>,
    /// The `done when` field; what can't be understood in it is reported where it stands.
    pub done_when_written: Slot,
    pub otherwise: Slot,
    pub duty: Slot,
    pub head: Span,
    pub block: Span,
}

/// When an act is due.
#[derive(Clone, Debug)]
pub enum Occasion {
    /// `when`: a limit is passed.
    When(Trigger),
    /// `choose`: the first or last by a measure.
    Choose(Choose),
    /// `on date`.
    On(OnDate),
    /// Written but not understood; reported.
    Broken(Span),
}

impl Occasion {
    /// Where the author wrote it.
    pub fn span(&self) -> Span {
        match self {
            Occasion::When(t) => t.text.span,
            Occasion::Choose(c) => c.text.span,
            Occasion::On(d) => d.text.span,
            Occasion::Broken(span) => *span,
        }
    }
}

/// `condition [per dimension] [for N unit]`.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// As written.
    pub text: Spanned<String>,
    /// The condition over measures; of type `Bool`.
    pub condition: Term,
    /// Each value of this field is judged by itself.
    pub per: Option<Spanned<FieldRef>>,
    /// The condition held in each of the last `count` complete periods.
    pub lasting: Option<Spanned<Window>>,
}

/// A number of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many.
    pub count: u32,
    /// Of which length.
    pub grain: Grain,
}

/// `top 10 neighbourhood by litter`.
#[derive(Clone, Debug)]
pub struct Choose {
    /// As written.
    pub text: Spanned<String>,
    /// Highest values (`top`) or lowest (`bottom`).
    pub top: bool,
    /// How many.
    pub count: u32,
    /// Values of which field.
    pub dimension: Spanned<FieldRef>,
    /// By which measure.
    pub measure: Spanned<MeasureId>,
}

/// A date, once or every year.
#[derive(Clone, Debug)]
pub struct OnDate {
    /// As written.
    pub text: Spanned<String>,
    /// When.
    pub when: Recurrence,
}

/// Once, or every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// On this date.
    Once(Date),
    /// Every year before this day.
    Yearly {
        /// Month, 1 to 12.
        month: i8,
        /// Day of the month.
        day: i8,
    },
}

/// A question kept for later.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Parked {
    pub text: Spanned<String>,
    pub reason: Slot,
    pub again: Slot,
    pub block: Span,
}

/// A data source.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Source {
    pub name: Spanned<String>,
    /// What people call it.
    pub label: String,
    pub text: Slot,
    pub owner: Slot,
    /// Where the rows come from; `None` when the author did not say.
    pub origin: Option<Spanned<Origin>>,
    pub connection: Slot,
    pub refreshed: Slot,
    pub links: Vec<Link>,
    /// Values that mean "empty", as written in the data.
    pub missing: Vec<Spanned<String>>,
    /// How dates are written, such as `dd-mm-yyyy hh:mm`.
    pub dates: Slot,
    /// How numbers are written, such as `1.234,5`.
    pub numbers: Slot,
    pub sheet: Slot,
    pub not_taken: Slot,
    pub quality: Slot,
    pub columns: Vec<Column>,
    pub head: Span,
    pub block: Span,
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A file, its path relative to the case file.
    File(String),
    /// A table of the connection.
    Table(String),
    /// A query on the connection.
    Query(String),
}

impl Origin {
    /// Whether it stands for several files: those of a folder (`reports/`), or those that fit a pattern (`reports/*.csv`).
    pub fn names_several(&self) -> bool {
        let Origin::File(path) = self else {
            return false;
        };
        path.contains(['*', '?']) || path.ends_with(['/', '\\'])
    }
}

/// `link: neighbourhood -> residents.neighbourhood`, many to one.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Link {
    pub from: FieldRef,
    pub to: FieldRef,
    pub span: Span,
}

/// A column of a source.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Column {
    pub name: Spanned<String>,
    pub ty: Spanned<Type>,
    /// How personal it is; `None` where the table has no such cell.
    pub personal: Option<Spanned<Personal>>,
    pub used_for: Vec<Spanned<Use>>,
    pub rules: Vec<Spanned<Rule>>,
    /// What people see.
    pub label: String,
    /// Its name in the data.
    pub from: String,
    /// The row of the table.
    pub row: Span,
}

impl Column {
    /// Whether the data may hold an empty value here: there is no `not empty` rule.
    pub fn may_be_empty(&self) -> bool {
        !self.rules.iter().any(|r| r.value == Rule::NotEmpty)
    }

    /// Whether each value may occur only once: there is a `unique` rule.
    pub fn is_unique(&self) -> bool {
        self.rules.iter().any(|r| r.value == Rule::Unique)
    }

    /// Whether it is the key of its source, or one of the columns of it.
    pub fn is_key(&self) -> bool {
        self.used_for.iter().any(|u| u.value == Use::Key)
    }

    /// The values that a rule names, when one does.
    pub fn one_of(&self) -> Option<&[String]> {
        self.rules.iter().find_map(|rule| match &rule.value {
            Rule::OneOf(values) => Some(values.as_slice()),
            _ => None,
        })
    }

    /// How many values it can have, empty ones aside, as far as its type and rules tell.
    pub fn value_count(&self) -> Option<usize> {
        let listed = self.one_of().map(<[String]>::len);
        listed.or((self.ty.value == Type::Bool).then_some(2))
    }
}

/// A rule that the values of a column keep.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// No empty values.
    NotEmpty,
    /// No value twice.
    Unique,
    /// Between two numbers, both included.
    Range(f64, f64),
    /// One of these.
    OneOf(Vec<String>),
    /// Matches this regular expression.
    Matches(String),
}

/// A value per row.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Attribute {
    pub name: Spanned<String>,
    pub label: String,
    pub source: Option<SourceId>,
    /// `None` when the formula could not be understood (reported).
    pub term: Option<Term>,
    /// The type that the author declared or the formula has.
    pub ty: Type,
    pub formula: Option<Value>,
    pub emptiness: Emptiness,
    pub block: Span,
}

/// A value over rows.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Measure {
    pub name: Spanned<String>,
    /// What people see.
    pub label: String,
    /// `None` when the formula could not be understood (reported).
    pub term: Option<Term>,
    pub formula: Option<Value>,
    /// The source whose rows it counts; `None` for arithmetic over measures of several sources.
    pub source: Option<SourceId>,
    /// The column that dates its rows.
    pub date: Option<Spanned<FieldRef>>,
    /// Whether it is a share, shown as a percentage.
    pub percent: bool,
    pub unit: Slot,
    pub norm: Option<Norm>,
    pub better: Option<Spanned<Better>>,
    pub format: Slot,
    pub emptiness: Emptiness,
    pub block: Span,
}

/// What a formula leaves open about empty dates; `checks` weigh it.
#[derive(Clone, Debug, Default)]
pub struct Emptiness {
    /// The `empty` field, when the author wrote one.
    pub written: Option<Span>,
    /// Dates that may be empty and about which no `empty` speaks.
    pub unsaid: Vec<Spanned<FieldRef>>,
    /// Ends of durations whose empty rows are left out, which makes waiting times look good.
    pub left_out_ends: Vec<Spanned<FieldRef>>,
}

/// `85%, from: council decision`.
#[derive(Clone, Debug)]
pub struct Norm {
    /// The value; percentages as fractions.
    pub value: Spanned<f64>,
    /// Where it comes from.
    pub from: Slot,
}

/// What is shown: the sentence, resolved.
#[derive(Clone, Debug)]
pub struct Visual {
    /// Its name.
    pub name: Spanned<String>,
    /// The title; made from the sentence when absent.
    pub title: Slot,
    /// How to read it.
    pub read: Slot,
    /// The text for those who can't see it.
    pub alt: Slot,
    /// The actions it serves, as far as they are known.
    pub serves: Vec<Spanned<ActionId>>,
    /// The `serves` field; names in it that nothing has are reported where they stand.
    pub serves_written: Slot,
    /// `None` when the sentence could not be understood (reported).
    pub sentence: Option<Sentence>,
    /// The sentence as written.
    pub text: Spanned<String>,
    /// The head line.
    pub head: Span,
    /// The whole block.
    pub block: Span,
}

/// `KIND of SUBJECTS [by DIMENSIONS] [per GRAIN [of DATE]] [, options]`.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The form.
    pub form: Spanned<Form>,
    /// What is shown.
    pub subjects: Vec<Spanned<Subject>>,
    /// Split by.
    pub dimensions: Vec<Spanned<FieldRef>>,
    /// The time axis.
    pub period: Option<Spanned<Grain>>,
    /// The date of the time axis: `of DATE`, else that of the first measure.
    pub date: Option<FieldRef>,
    /// The order, when written.
    pub order: Option<Spanned<Order>>,
    /// Only the first so many.
    pub top: Option<Spanned<u32>>,
    /// The limit, when written; percentages as fractions.
    pub limit: Option<Spanned<f64>>,
    /// Only the last so many complete periods.
    pub last: Option<Spanned<Window>>,
    /// Beside the previous year.
    pub compared: Option<Span>,
    /// Only rows where this is true.
    pub filter: Option<Term>,
    /// Twice as wide as usual.
    pub wide: bool,
}

/// What a visual shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A measure.
    Measure(MeasureId),
    /// A column or attribute, row by row (`list`, `histogram`, `scatter`).
    Field(FieldRef),
}

/// A page that the author laid out.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Page {
    pub name: Spanned<String>,
    pub title: String,
    pub shows: Vec<Spanned<VisualId>>,
}

/// How small numbers are protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SmallNumbers {
    /// Cells over fewer rows than this are hidden.
    pub hide_below: Option<u32>,
    /// Values are rounded to a multiple of this.
    pub round_to: Option<u32>,
}

/// Rows with an expected outcome.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Example {
    pub name: Spanned<String>,
    /// The table's first row.
    pub columns: Vec<Spanned<String>>,
    pub rows: Vec<Vec<Spanned<String>>>,
    pub expects: Vec<Spanned<Expectation>>,
    pub block: Span,
}

/// What an example expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// `measure = value`; `None` for empty.
    Value(MeasureId, Option<f64>),
    /// `action fires`, `action does not fire`.
    Fires(ActionId, bool),
}

impl Case {
    /// The cycle of the workshop; 1 when unsaid.
    pub fn cycle(&self) -> u32 {
        self.facts.cycle.as_ref().map_or(1, |c| c.value)
    }

    /// The actions that answer a question.
    pub fn actions_of(&self, question: QuestionId) -> impl Iterator<Item = (ActionId, &Action)> {
        let question = self.questions.get(question.0);
        let ids = question.into_iter().flat_map(|q| &q.actions);
        ids.filter_map(|id| Some((*id, self.actions.get(id.0)?)))
    }

    /// A measure by its position; `None` only when the position is not of this case.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(id.0)
    }

    /// The column behind a field, when it is a column.
    pub fn column(&self, field: FieldRef) -> Option<&Column> {
        match field {
            FieldRef::Column(source, column) => self.sources.get(source.0)?.columns.get(column.0),
            FieldRef::Attribute(..) => None,
        }
    }

    /// The attribute behind a field, when it is an attribute.
    pub fn attribute(&self, field: FieldRef) -> Option<&Attribute> {
        match field {
            FieldRef::Attribute(_, AttributeId(at)) => self.attributes.get(at),
            FieldRef::Column(..) => None,
        }
    }

    /// What each formula leaves open about empty dates, with the block it stands in.
    pub fn emptinesses(&self) -> impl Iterator<Item = (&Emptiness, Span)> {
        let attributes = self.attributes.iter().map(|a| (&a.emptiness, a.block));
        attributes.chain(self.measures.iter().map(|m| (&m.emptiness, m.block)))
    }

    /// The name of a field, as the author writes it in a formula.
    pub fn field_name(&self, field: FieldRef) -> &str {
        let column = self.column(field).map(|c| c.name.as_str());
        let attribute = || self.attribute(field).map(|a| a.name.as_str());
        column.or_else(attribute).unwrap_or_default()
    }

    /// The label that people see for a field.
    pub fn field_label(&self, field: FieldRef) -> &str {
        let column = self.column(field).map(|c| c.label.as_str());
        let attribute = || self.attribute(field).map(|a| a.label.as_str());
        column.or_else(attribute).unwrap_or_default()
    }
}

impl Action {
    /// The measures that its occasion looks at, each with its place.
    pub fn watched(&self) -> Vec<Spanned<MeasureId>> {
        match &self.occasion {
            Some(Occasion::When(trigger)) => chain::measures_in(&trigger.condition),
            Some(Occasion::Choose(choose)) => vec![choose.measure.clone()],
            Some(Occasion::On(_) | Occasion::Broken(_)) | None => Vec::new(),
        }
    }
}

impl Recurrence {
    /// The first such day on or after `as_of`; the day itself for one that comes once.
    pub fn next(self, as_of: Date) -> Date {
        match self {
            Recurrence::Once(day) => day,
            Recurrence::Yearly { month, day } => {
                let in_year = |year: i16| {
                    // 29 February falls on the 28th in a common year.
                    let first = Date::new(year, month, 1).unwrap_or(as_of);
                    let last = first.days_in_month();
                    Date::new(year, month, day.min(last)).unwrap_or(first)
                };
                let this = in_year(as_of.year());
                if this >= as_of {
                    this
                } else {
                    in_year(as_of.year().saturating_add(1))
                }
            }
        }
    }
}

impl Sentence {
    /// The measures that it shows.
    pub fn measures(&self) -> impl Iterator<Item = MeasureId> {
        self.subjects.iter().filter_map(|s| match s.value {
            Subject::Measure(id) => Some(id),
            Subject::Field(_) => None,
        })
    }
}

impl Grain {
    /// The grain that a duration's unit names, when it names one.
    pub fn of(unit: Unit) -> Option<Grain> {
        match unit {
            Unit::Days => Some(Grain::Day),
            Unit::Weeks => Some(Grain::Week),
            Unit::Months => Some(Grain::Month),
            Unit::Quarters => Some(Grain::Quarter),
            Unit::Years => Some(Grain::Year),
            Unit::Hours | Unit::WorkingDays => None,
        }
    }

    /// The unit in which periods of this length are counted.
    pub fn unit(self) -> Unit {
        match self {
            Grain::Day => Unit::Days,
            Grain::Week => Unit::Weeks,
            Grain::Month => Unit::Months,
            Grain::Quarter => Unit::Quarters,
            Grain::Year => Unit::Years,
        }
    }
}

//! The dashboard before any tool: act cards, tiles with their queries, filters, limits, a grid, a footer.
//!
//! All decisions that do not depend on a tool are made here, in the file's language, so that every tool shows the same.
//! Positions inside terms (`SourceId`, `AttributeId`, `MeasureId`) index the lists of [`Dashboard`].

mod layout;
pub mod links;
mod lower;
pub mod palette;
mod small;
pub mod sql;
mod words;

pub use lower::{Clock, PAGES, SEVERAL_SOURCES, lower, lower_for_figures, on_trigger};
pub use words::{date, number, yes_no};

use crate::diag::{Lang, Span};
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, TermKind, Type};
pub use crate::model::{Form, Grain, Order, Origin, Recurrence, SmallNumbers, Window};
use jiff::civil::Date;

/// A whole dashboard.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// The language of everything that people read.
    pub lang: Lang,
    /// The case's name, the stable root of all ids.
    pub name: String,
    /// The title.
    pub title: String,
    /// The organisation, when named.
    pub organisation: Option<String>,
    /// The day of the build: what `today()` is when `freeze_today`.
    pub as_of: Date,
    /// Whether `today()` is written as the as-of date instead of the tool's current date.
    pub freeze_today: bool,
    /// The act cards, in the order of the questions.
    pub cards: Vec<ActCard>,
    /// The pages; never empty. Cards of a page come before its tiles.
    pub pages: Vec<Page>,
    /// The filters.
    pub filters: Vec<Filter>,
    /// The sources.
    pub sources: Vec<Source>,
    /// The attributes.
    pub attributes: Vec<Attribute>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The holidays from Monday to Friday, in order: `working_days` leaves them out.
    pub holidays: Vec<Date>,
    /// The small-number rule; nothing is hidden when it is empty.
    pub small_numbers: SmallNumbers,
    /// The foot of every page.
    pub footer: Vec<Line>,
    /// Fixed words of the page, in the dashboard's language.
    pub words: Vocabulary,
}

/// A labelled line of text, such as `Who: area manager`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The label, without colon.
    pub label: String,
    /// The text.
    pub text: String,
}

/// An act: what must be on the page before any chart.
#[derive(Clone, Debug)]
pub struct ActCard {
    /// The action's name, stable.
    pub id: String,
    /// The question it answers, as asked.
    pub question: String,
    /// What is done (`then`); empty when the author left it out.
    pub then: String,
    /// When, who, within, meeting, mandate, done when, otherwise: those that are filled in, in that order.
    pub lines: Vec<Line>,
    /// How the tool finds out whether the act is due; `None` when the case gives no occasion.
    pub status: Option<Status>,
    /// The author's action.
    pub span: Span,
}

/// How a tool finds out whether an act is due.
#[derive(Clone, Debug)]
pub enum Status {
    /// A condition over measures.
    When {
        /// The condition, of type `Bool`; empty does not hold.
        condition: Term,
        /// Judged for each non-empty value of this field, else once over all rows.
        per: Option<FieldRef>,
        /// Must have held in each of the last so many complete periods, else over all data up to now.
        lasting: Option<Window>,
        /// The date by which rows fall in periods; `None` only when there is no window.
        date: Option<FieldRef>,
        /// Whose rows; `None` when the condition spans several sources.
        source: Option<SourceId>,
    },
    /// The first or last values of a field by a measure; ties by label (code points).
    Choose {
        /// Highest (true) or lowest values.
        top: bool,
        /// How many.
        count: u32,
        /// Of which field; empty values do not count.
        dimension: FieldRef,
        /// By which measure.
        measure: MeasureId,
    },
    /// From a date on.
    On {
        /// When.
        when: Recurrence,
        /// The first such date on or after the as-of date; a date that has passed for `Once`.
        next: Date,
    },
}

impl ActCard {
    /// Its occasion as people read it; empty when the case gives none.
    pub fn occasion(&self) -> &str {
        let first = self.lines.first().filter(|_| self.status.is_some());
        first.map_or("", |line| line.text.as_str())
    }
}

impl Status {
    /// The periods by which its past is told: those of `for`, else months. None for an act on a date.
    pub fn grain(&self) -> Option<Grain> {
        match self {
            Status::When { lasting, .. } => Some(lasting.map_or(Grain::Month, |w| w.grain)),
            Status::Choose { .. } => Some(Grain::Month),
            Status::On { .. } => None,
        }
    }
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Cards at the top: positions in [`Dashboard::cards`] and their places.
    pub cards: Vec<(usize, Place)>,
    /// The tiles.
    pub tiles: Vec<Tile>,
    /// The place of the footer.
    pub footer: Place,
}

/// A place on the grid of a page: [`GRID_COLUMNS`] columns wide, rows as needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// First column, from 0.
    pub x: u32,
    /// First row, from 0.
    pub y: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// Width of the grid.
pub const GRID_COLUMNS: u32 = 12;

/// A chart, number or table.
#[derive(Clone, Debug)]
pub struct Tile {
    /// The visual's name, stable.
    pub id: String,
    /// The title.
    pub title: String,
    /// How to read it; shown under the title.
    pub read: Option<String>,
    /// The text for those who can't see it; never empty.
    pub alt: String,
    /// The form.
    pub form: Form,
    /// What is asked of the data.
    pub query: Query,
    /// Limits to draw, on the axis of the first measure.
    pub limits: Vec<Limit>,
    /// Ids of the cards it serves.
    pub serves: Vec<String>,
    /// Where it stands.
    pub place: Place,
    /// The author's sentence.
    pub span: Span,
}

/// What a tile asks of the data.
#[derive(Clone, Debug)]
pub struct Query {
    /// Whose rows.
    pub source: SourceId,
    /// What is computed; all of `source`.
    pub measures: Vec<MeasureId>,
    /// Columns and attributes shown row by row (`list`, `histogram`, `scatter`).
    pub fields: Vec<FieldRef>,
    /// Split by.
    pub dimensions: Vec<FieldRef>,
    /// The time axis.
    pub period: Option<Period>,
    /// The order; time or label ascending where it is `None`. Rows with an empty dimension come last in any order.
    pub order: Option<Order>,
    /// Only the first so many after ordering; ties by label, empty dimension values never count.
    pub top: Option<u32>,
    /// Only the last so many complete periods, with the date that dates the rows.
    pub last: Option<(Window, FieldRef)>,
    /// Beside the same period a year earlier.
    pub compared: bool,
    /// Only rows where this is true.
    pub filter: Option<Term>,
}

impl Query {
    /// Measures over all rows.
    pub fn of_measures(source: SourceId, measures: Vec<MeasureId>) -> Query {
        Query {
            source,
            measures,
            fields: Vec::new(),
            dimensions: Vec::new(),
            period: None,
            order: None,
            top: None,
            last: None,
            compared: false,
            filter: None,
        }
    }
}

/// A time axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Length of a period.
    pub grain: Grain,
    /// The date that puts a row in a period.
    pub date: FieldRef,
}

/// A limit line.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Where; percentages as fractions.
    pub value: f64,
    /// Such as `limit 85%`, in the dashboard's language.
    pub label: String,
}

/// Something readers can filter on.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The field.
    pub field: FieldRef,
    /// What people see.
    pub label: String,
    /// Its type decides the control: a list of values, or a period.
    pub ty: Type,
    /// The author's place.
    pub span: Span,
}

/// A source, as the tool has to load it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name, stable.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// Where the rows come from; `None` when the case doesn't say.
    pub origin: Option<Origin>,
    /// The connection for a table or query.
    pub connection: Option<String>,
    /// Values that mean "empty".
    pub missing: Vec<String>,
    /// How dates are written, when said.
    pub dates: Option<String>,
    /// How numbers are written, when said.
    pub numbers: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Its links to other sources, many rows to one: a field of its own, and one of the other.
    pub links: Vec<(FieldRef, FieldRef)>,
    /// All columns of the case, used or not.
    pub columns: Vec<Column>,
    /// The author's source.
    pub span: Span,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name in the case.
    pub name: String,
    /// What people see.
    pub label: String,
    /// Its name in the data.
    pub from: String,
    /// Its type.
    pub ty: Type,
    /// Whether it can be empty.
    pub may_be_empty: bool,
    /// The values that its rule names; empty where it names none.
    pub values: Vec<String>,
}

/// An attribute.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name in the case.
    pub name: String,
    /// What people see.
    pub label: String,
    /// Whose rows have it.
    pub source: SourceId,
    /// Its type.
    pub ty: Type,
    /// How it is computed.
    pub term: Term,
    /// The author's formula.
    pub span: Span,
}

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name in the case.
    pub name: String,
    /// What people see.
    pub label: String,
    /// How it is computed.
    pub term: Term,
    /// Whose rows; `None` when it spans several sources.
    pub source: Option<SourceId>,
    /// The date of its rows.
    pub date: Option<FieldRef>,
    /// Shown as a percentage.
    pub percent: bool,
    /// Whether its values are whole numbers (counts).
    pub whole: bool,
    /// The unit.
    pub unit: Option<String>,
    /// The author's own format, such as `0.0`.
    pub format: Option<String>,
    /// The question it serves and the formula, for tooltips and descriptions.
    pub description: String,
    /// The author's formula.
    pub span: Span,
}

/// Fixed words that a backend prints, in the dashboard's language.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Vocabulary {
    /// Heading of a card: "Act" / "Actie".
    pub act: String,
    pub question: String,
    pub status: String,
    /// "Act now" / "Nu doen", before the values for which an act is due.
    pub fires: String,
    /// "No act needed" / "Nu niets te doen".
    pub quiet: String,
    /// "data until" / "gegevens tot en met".
    pub data_until: String,
    /// "(empty)" / "(leeg)".
    pub empty: String,
    /// "chosen" / "gekozen".
    pub chosen: String,
    /// "from" / "vanaf", before a date.
    pub from: String,
    pub limit: String,
    pub day: String,
    pub week: String,
    pub month: String,
    pub quarter: String,
    pub year: String,
    pub previous_year: String,
    pub sources: String,
    pub no_data: String,
}

impl Dashboard {
    /// A source. Positions come from this dashboard, so it is always there; `None` guards against mixing dashboards.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0)
    }

    /// A measure.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(id.0)
    }

    /// An attribute.
    pub fn attribute(&self, id: AttributeId) -> Option<&Attribute> {
        self.attributes.get(id.0)
    }

    /// The name of a measure's value a year before, in a tile that compares.
    pub fn year_before(&self, measure: &str) -> String {
        format!("{measure} ({})", self.words.previous_year)
    }

    /// Whether a term depends on the day on which it is computed, also by the measures and attributes that it names.
    pub fn uses_today(&self, term: &Term) -> bool {
        let mut uses = false;
        let of = |id| self.measure(id).map(|m| &m.term);
        term.walk_through(&of, &mut |part| {
            uses |= match &part.kind {
                TermKind::Today => true,
                TermKind::Field(FieldRef::Attribute(_, id)) => {
                    let attribute = self.attribute(*id);
                    attribute.is_some_and(|a| self.uses_today(&a.term))
                }
                _ => false,
            };
        });
        uses
    }

    /// Name, label and type of a field.
    pub fn field(&self, field: FieldRef) -> Option<FieldFacts<'_>> {
        match field {
            FieldRef::Column(source, column) => {
                let c = self.source(source)?.columns.get(column.0)?;
                Some(FieldFacts {
                    name: &c.name,
                    label: &c.label,
                    ty: c.ty,
                })
            }
            FieldRef::Attribute(_, id) => {
                let a = self.attribute(id)?;
                Some(FieldFacts {
                    name: &a.name,
                    label: &a.label,
                    ty: a.ty,
                })
            }
        }
    }
}

/// Name, label and type of a column or attribute.
#[derive(Clone, Copy, Debug)]
pub struct FieldFacts<'a> {
    /// Its name in the case.
    pub name: &'a str,
    /// What people see.
    pub label: &'a str,
    /// Its type.
    pub ty: Type,
}

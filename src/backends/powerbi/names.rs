//! Names and ids: what Power BI calls things, how each of its languages quotes them, and ids that a rebuild keeps.

use crate::dashboard::{Dashboard, Grain};
use crate::diag::Lang;
use crate::formula::functions::Function;
use crate::formula::term::{
    AttributeId, ColumnId, FieldRef, MeasureId, SourceId, Term, TermKind, Type,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A GUID that depends only on the case's name and the path of the thing inside it.
pub(super) fn guid(case: &str, path: &str) -> String {
    hash(case, path).hyphenated().to_string()
}

/// The first `digits` hexadecimal digits (32 at most) of the same hash: names of pages, visuals and filters.
pub(super) fn hex(case: &str, path: &str, digits: usize) -> String {
    let mut text = hash(case, path).simple().to_string();
    text.truncate(digits);
    text
}

fn hash(case: &str, path: &str) -> Uuid {
    Uuid::new_v5(
        &Uuid::NAMESPACE_URL,
        format!("casus:powerbi:{case}/{path}").as_bytes(),
    )
}

/// A name in TMDL: quoted only where TOM itself quotes, so that its export is identical.
pub(super) fn tmdl(name: &str) -> String {
    let quote = |c: char| c.is_whitespace() || matches!(c, '.' | '=' | '\'');
    if name.contains(quote) {
        format!("'{}'", name.replace('\'', "''"))
    } else {
        name.to_owned()
    }
}

/// A table in DAX.
pub(super) fn dax_table(table: &str) -> String {
    format!("'{}'", table.replace('\'', "''"))
}

/// A column of a table in DAX.
pub(super) fn dax_column(table: &str, column: &str) -> String {
    format!("{}[{}]", dax_table(table), column.replace(']', "]]"))
}

/// A measure in DAX.
pub(super) fn dax_measure(name: &str) -> String {
    format!("[{}]", name.replace(']', "]]"))
}

/// A text in DAX.
pub(super) fn dax_text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text in M, where `#(` starts an escape.
pub(super) fn m_text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace("#(", "#(#)("))
}

/// A text as a literal of a PBIR expression.
pub(super) fn pbir_text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The hidden column of the table of measures, which would be no table without one.
pub(super) const NO_COLUMN: &str = "casus";

/// Names that are taken; Power BI compares them without case.
#[derive(Default)]
struct Taken(BTreeSet<String>);

impl Taken {
    /// `wanted`, or the first of `wanted suffix`, `wanted suffix 2`, … that is free.
    fn take(&mut self, wanted: &str, suffix: &str) -> String {
        let numbered = (2..).map(|n| format!("{wanted} {suffix} {n}"));
        let tries = [wanted.to_owned(), format!("{wanted} {suffix}")];
        let mut free = tries.into_iter().chain(numbered);
        let found = free.find(|name| self.0.insert(name.to_lowercase()));
        found.unwrap_or_default()
    }
}

/// The columns of the model that stand for one field.
#[derive(Clone, Debug)]
pub(super) struct FieldNames {
    /// The table.
    pub(super) table: String,
    /// The value, empty where the data is; formulas use it.
    pub(super) raw: String,
    /// The value as people see it, with the empty group named.
    pub(super) shown: String,
    /// The order of `shown`: by label in code points, the empty group last.
    pub(super) order: String,
    /// The day of a moment; `raw` itself for a date.
    pub(super) day: String,
}

/// The name of everything in the model.
pub(super) struct Names {
    fields: BTreeMap<FieldRef, FieldNames>,
    tables: Vec<String>,
    measures: Vec<MeasureNames>,
    helpers: Taken,
    /// The table that holds the measures.
    pub(super) measure_table: String,
    calendars: BTreeMap<FieldRef, String>,
    holidays: Option<String>,
}

/// The names of a measure.
#[derive(Clone, Debug)]
pub(super) struct MeasureNames {
    /// What visuals show.
    pub(super) shown: String,
    /// What formulas and triggers use: the same, unless small numbers are protected.
    pub(super) exact: String,
}

impl Names {
    /// Names everything that `dashboard` may bring into the model.
    /// Fields in `grouped` are seen as groups, so their label names the group, and their value stands behind it.
    pub(super) fn new(dashboard: &Dashboard, grouped: &BTreeSet<FieldRef>) -> Names {
        let lang = dashboard.lang;
        let mut tables = Taken::default();
        let calendars = calendar_names(dashboard, &mut tables);
        let measure_table = tables.take(lang.pick("Measures", "Maten"), "");
        let holidays = (!dashboard.holidays.is_empty())
            .then(|| tables.take(lang.pick("Holidays", "Feestdagen"), ""));
        let of_sources: Vec<String> = dashboard
            .sources
            .iter()
            .map(|s| tables.take(&s.name, lang.pick("source", "bron")))
            .collect();
        let mut helpers = Taken::default();
        helpers.take(NO_COLUMN, "");
        let protects = dashboard.small_numbers.hide_below.is_some()
            || dashboard.small_numbers.round_to.is_some();
        let measures = dashboard.measures.iter().map(|m| {
            let shown = helpers.take(&m.label, lang.pick("measure", "maat"));
            let exact = if protects {
                helpers.take(&shown, lang.pick("(exact)", "(exact)"))
            } else {
                shown.clone()
            };
            MeasureNames { shown, exact }
        });
        let measures = measures.collect();
        let fields = of_sources.iter().enumerate();
        let fields = fields
            .flat_map(|(at, table)| field_names(dashboard, SourceId(at), table, grouped))
            .collect();
        Names {
            fields,
            tables: of_sources,
            measures,
            helpers,
            measure_table,
            calendars,
            holidays,
        }
    }

    /// The table of a source.
    pub(super) fn table(&self, source: SourceId) -> &str {
        self.tables.get(source.0).map_or("", String::as_str)
    }

    /// The columns of a field.
    pub(super) fn field(&self, field: FieldRef) -> Option<&FieldNames> {
        self.fields.get(&field)
    }

    /// The names of a measure.
    pub(super) fn measure(&self, id: MeasureId) -> Option<&MeasureNames> {
        self.measures.get(id.0)
    }

    /// The table of days and periods of a date, when a time axis uses it.
    pub(super) fn calendar(&self, date: FieldRef) -> Option<&str> {
        self.calendars.get(&date).map(String::as_str)
    }

    /// The table of the days that `working_days` leaves out, when there are such days.
    pub(super) fn holidays(&self) -> Option<&str> {
        self.holidays.as_deref()
    }

    /// The dates that have a calendar.
    pub(super) fn calendar_dates(&self) -> impl Iterator<Item = FieldRef> {
        self.calendars.keys().copied()
    }

    /// A free name for a measure that the case doesn't have.
    pub(super) fn helper(&mut self, wanted: &str) -> String {
        self.helpers.take(wanted, "casus")
    }
}

/// Labels come first: they are what people see. The value behind a group has its name in the case.
fn field_names(
    dashboard: &Dashboard,
    source: SourceId,
    table: &str,
    grouped: &BTreeSet<FieldRef>,
) -> Vec<(FieldRef, FieldNames)> {
    let lang = dashboard.lang;
    let mut taken = Taken::default();
    let fields = fields_of(dashboard, source).into_iter();
    let fields = fields.filter_map(|field| Some((field, dashboard.field(field)?)));
    let labelled: Vec<_> = fields
        .map(|(field, facts)| (field, facts, taken.take(facts.label, "2")))
        .collect();
    let named = labelled.into_iter().map(|(field, facts, shown)| {
        let raw = if grouped.contains(&field) {
            taken.take(facts.name, lang.pick("(value)", "(waarde)"))
        } else {
            shown.clone()
        };
        let order = taken.take(
            &format!("{shown} {}", lang.pick("(order)", "(volgorde)")),
            "2",
        );
        let day = if facts.ty == Type::Moment {
            taken.take(&format!("{shown} {}", lang.pick("(day)", "(dag)")), "2")
        } else {
            raw.clone()
        };
        (
            field,
            FieldNames {
                table: table.to_owned(),
                raw,
                shown,
                order,
                day,
            },
        )
    });
    named.collect()
}

/// Every column and attribute of a source.
pub(super) fn fields_of(dashboard: &Dashboard, source: SourceId) -> Vec<FieldRef> {
    let columns = dashboard.source(source).map_or(0, |s| s.columns.len());
    let columns = (0..columns).map(|at| FieldRef::Column(source, ColumnId(at)));
    let attributes = dashboard
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, a)| a.source == source);
    columns
        .chain(attributes.map(|(at, _)| FieldRef::Attribute(source, AttributeId(at))))
        .collect()
}

/// A calendar for each date that a time axis or a formula over periods uses.
fn calendar_names(dashboard: &Dashboard, tables: &mut Taken) -> BTreeMap<FieldRef, String> {
    let dates = calendar_dates(dashboard);
    let plain = dashboard.lang.pick("Calendar", "Kalender");
    let named = dates.iter().map(|date| {
        let label = dashboard.field(*date).map_or("", |facts| facts.label);
        let name = if dates.len() == 1 {
            plain.to_owned()
        } else {
            format!("{plain} {label}")
        };
        (*date, tables.take(&name, "2"))
    });
    named.collect()
}

/// The dates by which a time axis or a formula goes through periods.
pub(super) fn calendar_dates(dashboard: &Dashboard) -> BTreeSet<FieldRef> {
    let tiles = dashboard.pages.iter().flat_map(|page| &page.tiles);
    let axes = tiles
        .filter_map(|tile| tile.query.period)
        .map(|period| period.date);
    let over = dashboard
        .measures
        .iter()
        .filter(|measure| looks_over_periods(&measure.term));
    axes.chain(over.filter_map(|measure| measure.date))
        .collect()
}

/// Whether a term needs periods around the current one.
fn looks_over_periods(term: &Term) -> bool {
    let mut found = false;
    term.walk(&mut |t| {
        found |= matches!(t.kind, TermKind::Over { function, .. } if function != Function::Share)
    });
    found
}

/// The column of a calendar for periods of this length.
pub(super) fn grain(lang: Lang, grain: Grain) -> &'static str {
    match grain {
        Grain::Day => lang.pick("Date", "Datum"),
        Grain::Week => "Week",
        Grain::Month => lang.pick("Month", "Maand"),
        Grain::Quarter => lang.pick("Quarter", "Kwartaal"),
        Grain::Year => lang.pick("Year", "Jaar"),
    }
}

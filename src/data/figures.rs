//! What a dashboard would show, as numbers: each measure, each visual, the status of each act.

use super::errors;
use super::{Answer, Embedded, Engine, Value};
use crate::dashboard::sql::Queries;
use crate::dashboard::{ActCard, Dashboard, Form, Grain, Query, Status, Tile, Window};
use crate::diag::{Diagnostic, Span};
use crate::formula::sql::Unsupported;
use crate::formula::term::{FieldRef, MeasureId, SourceId, TermKind, Type};
use crate::say;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// All figures of a case. What could not be computed is absent, and a finding tells why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The measures over all rows.
    pub measures: Vec<(String, Value)>,
    /// The visuals.
    pub visuals: Vec<VisualFigures>,
    /// The actions.
    pub actions: Vec<ActionFigures>,
}

/// What a visual shows.
#[derive(Clone, Debug, PartialEq)]
pub struct VisualFigures {
    /// Its name.
    pub name: String,
    /// The dimensions, then the period, then the measures, then these a year before where the visual compares.
    pub columns: Vec<String>,
    /// The rows, in the order in which they are shown.
    pub rows: Vec<Vec<Value>>,
    /// How many cells are hidden because they are over too few rows.
    pub hidden: u64,
}

/// Whether an act is due.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionFigures {
    /// Its name.
    pub name: String,
    /// What the act card says.
    pub status: String,
    /// Whether it is due.
    pub fires: bool,
    /// The values for which it is; none where it is not judged for each by itself.
    pub places: Vec<String>,
    /// The first day of the unbroken run of periods in which its condition held, for the value for which that is longest; the
    /// day of an act on a date.
    pub since: Option<Date>,
    /// The last day with data, where the newest complete period has none.
    pub data_until: Option<Date>,
}

/// Computes the figures of a dashboard. The findings tell what could not be computed.
pub fn figures(dashboard: &Dashboard, engine: &dyn Engine) -> (Figures, Vec<Diagnostic>) {
    let table = |id: SourceId| engine.table(id);
    let mut making = Making::over(dashboard, engine, &table);
    let mut figures = Figures {
        measures: making.measures(),
        visuals: making.visuals(|_| true),
        ..Figures::default()
    };
    for card in &dashboard.cards {
        figures.actions.extend(making.action(card));
    }
    // Several figures may need the same column: what is wrong with it is said once.
    let mut findings: Vec<Diagnostic> = Vec::new();
    for finding in making.findings {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings.sort_by_key(Diagnostic::order);
    (figures, findings)
}

/// The visuals over one source: what [`figures`] says of them, where the engine may have a part of the rows as its table. What
/// can't be computed for a part can't for the whole, where it is told.
pub fn visuals(dashboard: &Dashboard, engine: &dyn Engine, source: SourceId) -> Vec<VisualFigures> {
    let table = |id: SourceId| engine.table(id);
    let mut making = Making::over(dashboard, engine, &table);
    making.visuals(|tile| tile.query.source == source)
}

impl Embedded {
    /// The sources that the figures of a dashboard need.
    pub fn needed(dashboard: &Dashboard) -> BTreeSet<SourceId> {
        let mut needed = BTreeSet::new();
        for measure in &dashboard.measures {
            measure.term.walk(&mut |part| {
                if let TermKind::Aggregate { source, .. } = part.kind {
                    needed.insert(source);
                }
            });
        }
        let tiles = dashboard.pages.iter().flat_map(|p| &p.tiles);
        for query in tiles.map(|t| &t.query) {
            needed.insert(query.source);
            needed.extend(query.dimensions.iter().map(|d| d.source()));
        }
        needed.extend(Embedded::needed_by(&dashboard.cards));
        needed
    }

    /// The sources that the occasions of some acts need, beside those of their measures.
    pub fn needed_by<'c>(cards: impl IntoIterator<Item = &'c ActCard>) -> BTreeSet<SourceId> {
        let mut needed = BTreeSet::new();
        for card in cards {
            match &card.status {
                Some(Status::When { source, per, .. }) => {
                    needed.extend(*source);
                    needed.extend(per.map(FieldRef::source));
                }
                Some(Status::Choose { dimension, .. }) => {
                    needed.insert(dimension.source());
                }
                Some(Status::On { .. }) | None => {}
            }
        }
        needed
    }
}

struct Making<'a> {
    queries: Queries<'a>,
    engine: &'a dyn Engine,
    findings: Vec<Diagnostic>,
}

impl<'a> Making<'a> {
    fn over(
        dashboard: &'a Dashboard,
        engine: &'a dyn Engine,
        table: &'a dyn Fn(SourceId) -> String,
    ) -> Making<'a> {
        let queries = Queries {
            dashboard,
            dialect: engine.dialect(),
            table,
        };
        Making {
            queries,
            engine,
            findings: Vec::new(),
        }
    }

    /// The visuals of the tiles that are asked for; one that stands on several pages once.
    fn visuals(&mut self, asked: impl Fn(&Tile) -> bool) -> Vec<VisualFigures> {
        let tiles = self.queries.dashboard.pages.iter().flat_map(|p| &p.tiles);
        let mut seen = BTreeSet::new();
        let tiles = tiles.filter(|t| asked(t) && seen.insert(t.id.as_str()));
        tiles.filter_map(|tile| self.visual(tile)).collect()
    }

    fn dashboard(&self) -> &Dashboard {
        self.queries.dashboard
    }

    /// The answer to a query, or a finding.
    fn ask(&mut self, sql: &str, span: Span) -> Option<Answer> {
        match self.engine.query(sql, span) {
            Ok(answer) => Some(answer),
            Err(finding) => {
                self.findings.push(*finding);
                None
            }
        }
    }

    /// What a printer made, or a finding.
    fn printed<T>(&mut self, name: &str, made: Result<T, Unsupported>) -> Option<T> {
        match made {
            Ok(made) => Some(made),
            Err(why) => {
                self.findings.push(errors::not_computed(name, &why));
                None
            }
        }
    }

    /// The measures: those that one source's rows give by themselves in one query, each other as a tile of one number.
    fn measures(&mut self) -> Vec<(String, Value)> {
        let count = self.dashboard().measures.len();
        let mut values: Vec<Option<Value>> = vec![None; count];
        let mut printed: BTreeMap<SourceId, Vec<(usize, String)>> = BTreeMap::new();
        for (at, place) in values.iter_mut().enumerate() {
            let Some(measure) = self.dashboard().measure(MeasureId(at)) else {
                continue;
            };
            let (name, span) = (measure.name.clone(), measure.span);
            let Some(source) = self.queries.rows_of(MeasureId(at)) else {
                let sql = self.queries.total(MeasureId(at));
                if let Some(sql) = self.printed(&name, sql) {
                    let answer = self.ask(&sql, span);
                    *place = answer.map(|a| a.value(0, "value 1").clone());
                }
                continue;
            };
            let sql = self.queries.measure(MeasureId(at));
            let sql = self.printed(&name, sql).map(|sql| (at, sql));
            printed.entry(source).or_default().extend(sql);
        }
        for (source, printed) in &printed {
            self.measures_of(*source, printed, &mut values);
        }
        let measures = self.dashboard().measures.iter().zip(values);
        measures
            .filter_map(|(m, value)| Some((m.name.clone(), value?)))
            .collect()
    }

    fn measures_of(
        &mut self,
        source: SourceId,
        printed: &[(usize, String)],
        values: &mut [Option<Value>],
    ) {
        let Some((first, _)) = printed.first() else {
            return;
        };
        let span = self
            .dashboard()
            .measure(MeasureId(*first))
            .map_or(Span::default(), |m| m.span);
        let columns: Vec<String> = printed
            .iter()
            .map(|(at, sql)| format!("{sql} as \"measure {at}\""))
            .collect();
        let rows = self.queries.rows(source).sql;
        let sql = format!(
            "select {}\nfrom (\n{rows}\n) as casus_rows",
            columns.join(",\n  ")
        );
        let Some(answer) = self.ask(&sql, span) else {
            return;
        };
        for (at, _) in printed {
            let value = answer.value(0, &format!("measure {at}")).clone();
            if let Some(place) = values.get_mut(*at) {
                *place = Some(value);
            }
        }
    }

    fn visual(&mut self, tile: &Tile) -> Option<VisualFigures> {
        let query = &tile.query;
        if query.measures.is_empty() && query.fields.is_empty() {
            return None;
        }
        if let Some(reason) = by_the_tool(tile) {
            let why = Unsupported {
                span: tile.span,
                reason,
            };
            self.findings.push(errors::not_computed(&tile.id, &why));
            return None;
        }
        let sql = self.queries.tile(query, tile.span);
        let sql = self.printed(&tile.id, sql)?;
        let answer = self.ask(&sql, tile.span)?;
        let hidden = match self.queries.hidden_count(query) {
            Ok(Some(sql)) if query.fields.is_empty() => {
                match self.ask(&sql, tile.span)?.value(0, "hidden") {
                    Value::Whole(n) => n.unsigned_abs(),
                    _ => 0,
                }
            }
            _ => 0,
        };
        let (columns, rows) = shown(self.dashboard(), query, &answer);
        Some(VisualFigures {
            name: tile.id.clone(),
            columns,
            rows,
            hidden,
        })
    }

    fn action(&mut self, card: &ActCard) -> Option<ActionFigures> {
        let sql = self.queries.status(card);
        let sql = self.printed(&card.id, sql)??;
        let status = self.ask(&sql, card.span)?;
        let text = |column: &str| match status.value(0, column) {
            Value::Text(text) => text.clone(),
            _ => String::new(),
        };
        let date = |column: &str| match status.value(0, column) {
            Value::Date(date) => Some(*date),
            _ => None,
        };
        let fires = status.value(0, "fires") == &Value::Bool(true);
        let (status, data_until) = (text("status"), date("data_until"));
        let mut action = ActionFigures {
            name: card.id.clone(),
            status,
            fires,
            places: Vec::new(),
            since: None,
            data_until,
        };
        if let (true, Some(Status::On { next, .. })) = (fires, &card.status) {
            action.since = Some(*next);
        }
        if fires {
            let due = self.queries.due(card);
            if let Some(sql) = self.printed(&card.id, due)? {
                let due = self.ask(&sql, card.span)?;
                action.places = due
                    .rows
                    .iter()
                    .filter_map(|row| text_of(row.first()?))
                    .collect();
            }
            if let Some(Status::When {
                lasting: Some(window),
                ..
            }) = &card.status
                && let Some(sql) = self.printed(&card.id, self.queries.history(card))?
            {
                let history = self.ask(&sql, card.span)?;
                action.since = since(*window, &history, &action.places);
            }
        }
        Some(action)
    }
}

/// Why a tile's figures are the tool's own; `None` when they are not.
fn by_the_tool(tile: &Tile) -> Option<crate::diag::Words> {
    match tile.form {
        Form::Histogram | Form::Scatter if !tile.query.fields.is_empty() => Some(say!(
            en "the tool that draws it makes the classes and points; take `bin` and a bar for figures",
            nl "het programma dat het tekent maakt de klassen en punten; neem `klasse` en een staaf voor cijfers",
        )),
        _ => None,
    }
}

/// The columns and rows of a tile as they are told: the dimensions, the period, the measures, and these a year before where
/// the tile compares.
fn shown(dashboard: &Dashboard, query: &Query, answer: &Answer) -> (Vec<String>, Vec<Vec<Value>>) {
    let name = |field: FieldRef| {
        dashboard
            .field(field)
            .map_or(String::new(), |f| f.name.to_owned())
    };
    let mut columns: Vec<(String, String)> = Vec::new();
    for (at, field) in query.fields.iter().enumerate() {
        columns.push((name(*field), format!("field {}", at + 1)));
    }
    if query.fields.is_empty() {
        for (at, field) in query.dimensions.iter().enumerate() {
            columns.push((name(*field), format!("by {}", at + 1)));
        }
        if let Some(period) = query.period {
            columns.push((word(dashboard, period.grain), "period start".to_owned()));
        }
        let names = query.measures.iter().map(|id| {
            let measure = dashboard.measure(*id);
            measure.map_or(String::new(), |m| m.name.clone())
        });
        let names: Vec<String> = names.collect();
        let before = names.iter().map(|name| dashboard.year_before(name));
        let before = before.filter(|_| query.compared);
        let shown: Vec<String> = names.iter().cloned().chain(before).collect();
        for (at, name) in shown.into_iter().enumerate() {
            columns.push((name, format!("value {}", at + 1)));
        }
    }
    let grain = query.period.map(|p| p.grain);
    let types = query
        .dimensions
        .iter()
        .map(|f| dashboard.field(*f).map(|f| f.ty));
    let types: Vec<Option<Type>> = types.collect();
    let read = |row: usize, at: usize, column: &str| -> Value {
        let value = answer.value(row, column).clone();
        match (value, grain) {
            (Value::Date(date), Some(grain)) if column == "period start" => {
                Value::Text(period(date, grain))
            }
            (Value::Text(text), _) if column.starts_with("by ") => {
                number(text, types.get(at).copied().flatten())
            }
            (value, _) => value,
        }
    };
    let rows = (0..answer.rows.len()).map(|row| {
        let values = columns.iter().enumerate();
        values
            .map(|(at, (_, column))| read(row, at, column))
            .collect()
    });
    let rows = rows.collect();
    (columns.into_iter().map(|(name, _)| name).collect(), rows)
}

/// A dimension's value, which the query gives as text, as a number where it is one.
fn number(text: String, ty: Option<Type>) -> Value {
    let number = match ty {
        Some(Type::Whole) => text.parse().ok().map(Value::Whole),
        Some(Type::Number) => text.parse().ok().map(Value::Number),
        _ => None,
    };
    number.unwrap_or(Value::Text(text))
}

pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn word(dashboard: &Dashboard, grain: Grain) -> String {
    let words = &dashboard.words;
    match grain {
        Grain::Day => words.day.clone(),
        Grain::Week => words.week.clone(),
        Grain::Month => words.month.clone(),
        Grain::Quarter => words.quarter.clone(),
        Grain::Year => words.year.clone(),
    }
}

/// A period by its first day: `2018`, `2018-Q1`, `2018-01`, `2018-W05`, `2018-01-31`.
pub(super) fn period(start: Date, grain: Grain) -> String {
    let (year, month) = (start.year(), start.month());
    match grain {
        Grain::Day => start.to_string(),
        Grain::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Grain::Year => format!("{year:04}"),
    }
}

/// From the first day of a period to that of the next.
pub(super) fn length(grain: Grain) -> jiff::Span {
    match grain {
        Grain::Day => 1.day(),
        Grain::Week => 7.days(),
        Grain::Month => 1.month(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.year(),
    }
}

/// The first day of the longest unbroken run, up to the newest period, of those for which the act is due.
fn since(window: Window, history: &Answer, places: &[String]) -> Option<Date> {
    let mut held: BTreeSet<(Option<String>, Date)> = BTreeSet::new();
    let mut newest = None;
    for row in 0..history.rows.len() {
        if let Value::Date(start) = history.value(row, "period start") {
            newest = newest.max(Some(*start));
            if history.value(row, "holds") == &Value::Bool(true) {
                held.insert((text_of(history.value(row, "value")), *start));
            }
        }
    }
    let mut due: Vec<Option<String>> = places.iter().cloned().map(Some).collect();
    if due.is_empty() {
        due.push(None);
    }
    let starts = due.into_iter().filter_map(|value| {
        let mut first = newest?;
        let holds = |start| held.contains(&(value.clone(), start));
        if !holds(first) {
            return None;
        }
        let previous = |start: Date| start.saturating_sub(length(window.grain));
        while holds(previous(first)) {
            first = previous(first);
        }
        Some(first)
    });
    starts.min()
}

//! What a tile shows: a number, a chart, a table, and what there is to say about them.

use crate::dashboard::{Dashboard, Form, Grain, Limit, Measure, Tile, yes_no};
use crate::data::{Value, VisualFigures};
use crate::diag::Lang;
use crate::page::chart::{Chart, Kind, Series};
use crate::page::format;
use crate::page::table::{self, Table};
use crate::say;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::Serialize;
use std::collections::BTreeMap;

/// Bars that a chart has room for; the table has them all.
const BARS: usize = 40;

/// Rows of a table that are shown.
const ROWS: usize = 200;

/// What a tile shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Numbers to show large.
    pub number: Option<Vec<Number>>,
    /// A chart.
    #[serde(skip)]
    pub chart: Option<Chart>,
    /// The same as a table, or the table that the tile is.
    pub table: Option<Table>,
    /// What there is to say.
    pub notes: Vec<String>,
}

/// A number shown large.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Number {
    /// What it is.
    pub label: String,
    /// As people read it, without its unit.
    pub shown: String,
    /// The unit.
    pub unit: Option<String>,
    /// The limits beside it.
    pub limits: Vec<String>,
}

/// What a tile shows of its figures; `computed` tells whether there are data at all.
pub(super) fn figure(
    dashboard: &Dashboard,
    tile: &Tile,
    visual: Option<&VisualFigures>,
    computed: bool,
) -> Figure {
    if tile.form == Form::Text {
        return Figure::default();
    }
    let lang = dashboard.lang;
    let Some(visual) = visual else {
        let words = match computed {
            true => say!(
                en "This tile is not in the preview; casus tells why when it makes the page.",
                nl "Dit beeld staat niet in de voorbeeldweergave; casus vertelt bij het maken van de pagina waarom.",
            ),
            false => say!(en "No data", nl "Geen gegevens"),
        };
        return Figure {
            notes: vec![words.get(lang).to_owned()],
            ..Figure::default()
        };
    };
    let cells = Cells::new(dashboard, tile, visual);
    let mut figure = Figure {
        notes: notes(&cells, lang),
        ..Figure::default()
    };
    if visual.rows.is_empty() || (cells.all_empty() && !matches!(tile.form, Form::List)) {
        if figure.notes.is_empty() {
            figure.notes.push(dashboard.words.no_data.clone());
        }
        return figure;
    }
    match tile.form {
        Form::Number => figure.number = Some(cells.numbers()),
        Form::Gauge => {
            figure.number = Some(cells.numbers());
            figure.chart = cells.chart(Kind::Bars);
        }
        Form::Bar | Form::Donut => figure.chart = cells.chart(Kind::Bars),
        Form::StackedBar => figure.chart = cells.chart(Kind::Stacked),
        Form::Column => figure.chart = cells.chart(Kind::Columns),
        Form::Line => figure.chart = cells.chart(Kind::Lines),
        Form::Area => figure.chart = cells.chart(Kind::Area),
        Form::Matrix | Form::Heatmap => figure.table = cells.crossed(),
        Form::Map | Form::Scatter | Form::Histogram => {
            let form = tile.form.word(lang);
            let words = say!(
                en "The preview has no {form}; these are its figures.",
                nl "De voorbeeldweergave kent geen {form}; dit zijn de cijfers ervan.",
            );
            figure.notes.push(words.get(lang).to_owned());
        }
        Form::Table | Form::List | Form::Text => {}
    }
    if figure.table.is_none() && tile.form != Form::Number {
        figure.table = Some(cells.table());
    }
    figure
}

/// What is hidden, and what there is no room for.
fn notes(cells: &Cells<'_>, lang: Lang) -> Vec<String> {
    let hidden = cells.visual.hidden;
    let rows = cells.visual.rows.len();
    let cut = rows.saturating_sub(ROWS);
    let mut notes = Vec::new();
    if hidden > 0 {
        let words = match hidden {
            1 => say!(
                en "1 figure is hidden: it is over too few rows.",
                nl "1 cijfer is verborgen: het gaat over te weinig rijen.",
            ),
            _ => say!(
                en "{hidden} figures are hidden: they are over too few rows, or would give these away.",
                nl "{hidden} cijfers zijn verborgen: ze gaan over te weinig rijen, of zouden die verraden.",
            ),
        };
        notes.push(words.get(lang).to_owned());
    }
    if cut > 0 {
        let words = say!(
            en "The first {ROWS} rows; {cut} more are not on this page.",
            nl "De eerste {ROWS} rijen; nog {cut} staan niet op deze pagina.",
        );
        notes.push(words.get(lang).to_owned());
    }
    notes
}

/// The rows of a visual with what their columns mean.
struct Cells<'a> {
    dashboard: &'a Dashboard,
    tile: &'a Tile,
    visual: &'a VisualFigures,
    /// Columns before the measures: dimensions, then the period.
    heads: usize,
    measures: Vec<Option<&'a Measure>>,
}

impl<'a> Cells<'a> {
    fn new(dashboard: &'a Dashboard, tile: &'a Tile, visual: &'a VisualFigures) -> Cells<'a> {
        let query = &tile.query;
        let heads = match query.fields.is_empty() {
            true => query.dimensions.len() + usize::from(query.period.is_some()),
            false => query.fields.len(),
        };
        let measures = query.measures.iter().map(|id| dashboard.measure(*id));
        Cells {
            dashboard,
            tile,
            visual,
            heads,
            measures: measures.collect(),
        }
    }

    fn lang(&self) -> Lang {
        self.dashboard.lang
    }

    fn grain(&self) -> Option<Grain> {
        let period = self.tile.query.period;
        period
            .filter(|_| self.tile.query.fields.is_empty())
            .map(|p| p.grain)
    }

    fn all_empty(&self) -> bool {
        let values = |row: &Vec<Value>| row.iter().skip(self.heads).all(|v| *v == Value::Empty);
        !self.measures.is_empty() && self.visual.rows.iter().all(values)
    }

    /// A cell as people read it.
    fn shown(&self, row: &[Value], at: usize) -> String {
        let value = row.get(at).unwrap_or(&Value::Empty);
        let lang = self.lang();
        if at >= self.heads {
            return match (number(value), self.measure(at - self.heads)) {
                (Some(n), Some(measure)) => format::measured(n, measure, lang),
                _ => plain(value, lang),
            };
        }
        match (value, self.grain()) {
            (Value::Text(text), Some(grain)) if at + 1 == self.heads => {
                let start = period(text, grain);
                start.map_or_else(|| text.clone(), |s| format::period(s, grain, lang))
            }
            _ => plain(value, lang),
        }
    }

    fn measure(&self, at: usize) -> Option<&'a Measure> {
        self.measures.get(at).copied().flatten()
    }

    /// The label of a measure with its unit.
    fn label(&self, at: usize) -> String {
        let measure = self.measure(at);
        let own = self.visual.columns.get(self.heads + at);
        let label = measure.map_or(own, |m| Some(&m.label)).cloned();
        let label = label.unwrap_or_default();
        match measure.and_then(format::unit) {
            Some(unit) if !label.to_lowercase().contains(&unit.to_lowercase()) => {
                format!("{label} ({unit})")
            }
            _ => label,
        }
    }

    fn numbers(&self) -> Vec<Number> {
        let row = self.visual.rows.first().map_or(&[][..], Vec::as_slice);
        let limits = |at: usize| match at {
            0 => self.tile.limits.iter().map(|l| l.label.clone()).collect(),
            _ => Vec::new(),
        };
        let measures = self.measures.iter().enumerate();
        measures
            .map(|(at, measure)| Number {
                label: measure.map_or(String::new(), |m| m.label.clone()),
                shown: self.shown(row, self.heads + at),
                unit: measure.and_then(format::unit).map(str::to_owned),
                limits: limits(at),
            })
            .collect()
    }

    fn table(&self) -> Table {
        let query = &self.tile.query;
        let field = |at: usize, head: bool| {
            let fields = if head {
                &query.dimensions
            } else {
                &query.fields
            };
            let field = fields.get(at).and_then(|f| self.dashboard.field(*f));
            field.map(|f| f.label.to_owned())
        };
        let listed = !query.fields.is_empty();
        let mut columns: Vec<table::Column> = (0..self.heads)
            .map(|at| table::Column {
                label: field(at, !listed).unwrap_or_else(|| self.time()),
                kind: match listed {
                    true => table::Kind::Text,
                    false => table::Kind::Head,
                },
            })
            .collect();
        let more = self.visual.columns.len().saturating_sub(self.heads);
        columns.extend((0..more).map(|at| table::Column {
            label: self.label(at),
            kind: table::Kind::Number,
        }));
        let rows = self.visual.rows.iter().take(ROWS);
        let count = columns.len();
        Table {
            caption: self.tile.title.clone(),
            columns,
            rows: rows
                .map(|row| (0..count).map(|at| self.shown(row, at)).collect())
                .collect(),
        }
    }

    /// The word above periods.
    fn time(&self) -> String {
        let word = self.grain().map_or("", |g| g.word(self.lang()));
        format::capital(word)
    }

    /// What stands along the axis, and what splits the values: time goes along it, else the first dimension.
    fn axes(&self) -> (Option<usize>, Vec<usize>) {
        let along = match self.grain() {
            Some(_) => Some(self.heads - 1),
            None => (self.heads > 0).then_some(0),
        };
        let across = (0..self.heads).filter(|at| Some(*at) != along).collect();
        (along, across)
    }

    /// The categories and the series.
    fn split(&self) -> (Vec<String>, Vec<Series>) {
        let (along, across) = self.axes();
        let key = |row: &[Value]| along.map_or(String::new(), |at| plain(&row[at], self.lang()));
        let group = |row: &[Value]| {
            let names = across.iter().map(|at| self.shown(row, *at));
            names.collect::<Vec<_>>().join(" · ")
        };
        let rows = &self.visual.rows;
        let keys = Numbered::of(rows.iter().map(|row| key(row)));
        let groups = Numbered::of(rows.iter().map(|row| group(row)));
        let mut categories = vec![String::new(); keys.count()];
        let mut place: Vec<usize> = (0..keys.count()).collect();
        if self.grain().is_some() {
            // As the figures write them, periods are in order.
            for (at, number) in keys.numbers.values().enumerate() {
                place[*number] = at;
            }
        }
        let measures = self.measures.len();
        let mut series = Vec::new();
        for name in groups.in_order() {
            series.extend((0..measures).map(|measure| Series {
                name: match (across.is_empty(), measures) {
                    (true, _) => self.label(measure),
                    (false, 1) => name.to_owned(),
                    (false, _) => format!("{name} · {}", self.label(measure)),
                },
                values: vec![None; keys.count()],
                shown: vec![format::NOTHING.to_owned(); keys.count()],
            }));
        }
        for ((row, key), group) in rows.iter().zip(&keys.of_each).zip(&groups.of_each) {
            let at = place[*key];
            if let Some(along) = along.filter(|_| categories[at].is_empty()) {
                categories[at] = self.shown(row, along);
            }
            for measure in 0..measures {
                let column = self.heads + measure;
                let one = &mut series[group * measures + measure];
                one.values[at] = row.get(column).and_then(number);
                one.shown[at] = self.shown(row, column);
            }
        }
        (categories, series)
    }

    fn chart(&self, kind: Kind) -> Option<Chart> {
        let (mut categories, mut series) = self.split();
        if self.grain().is_none() && categories.len() > BARS {
            categories.truncate(BARS);
            for one in &mut series {
                one.values.truncate(BARS);
                one.shown.truncate(BARS);
            }
        }
        let percent = self.measure(0).is_some_and(|m| m.percent);
        (!series.is_empty()).then(|| Chart {
            id: self.tile.id.clone(),
            title: self.tile.title.clone(),
            description: self.tile.alt.clone(),
            kind,
            categories,
            over_time: self.grain().is_some(),
            series,
            limits: self.limits(),
            percent,
            lang: self.lang(),
        })
    }

    fn limits(&self) -> Vec<Limit> {
        self.tile.limits.clone()
    }

    /// A table with a row for each value of the first dimension, and a column for each of the others.
    fn crossed(&self) -> Option<Table> {
        if self.heads < 2 {
            return None;
        }
        // As for a chart, but time goes across: people read it from left to right.
        let (categories, series) = self.split();
        let time = self.grain().is_some();
        let head = |label: String| table::Column {
            label,
            kind: table::Kind::Head,
        };
        let number = |label: String| table::Column {
            label,
            kind: table::Kind::Number,
        };
        let first = self.tile.query.dimensions.first();
        let first = first.and_then(|f| self.dashboard.field(*f));
        let mut columns = vec![head(first.map_or(String::new(), |f| f.label.to_owned()))];
        let mut rows = Vec::new();
        if time {
            columns.extend(categories.into_iter().map(number));
            for one in series {
                rows.push([vec![one.name], one.shown].concat());
            }
        } else {
            columns.extend(series.iter().map(|s| number(s.name.clone())));
            for (at, category) in categories.into_iter().enumerate() {
                let values = series.iter().filter_map(|s| s.shown.get(at).cloned());
                rows.push(std::iter::once(category).chain(values).collect());
            }
        }
        Some(Table {
            caption: self.tile.title.clone(),
            columns,
            rows,
        })
    }
}

/// Names, each with a number: in the order in which they first come.
struct Numbered {
    numbers: BTreeMap<String, usize>,
    /// The number of each name that came.
    of_each: Vec<usize>,
}

impl Numbered {
    fn of(names: impl Iterator<Item = String>) -> Numbered {
        let mut numbers = BTreeMap::new();
        let of_each = names.map(|name| {
            let next = numbers.len();
            *numbers.entry(name).or_insert(next)
        });
        Numbered {
            of_each: of_each.collect(),
            numbers,
        }
    }

    fn count(&self) -> usize {
        self.numbers.len()
    }

    fn in_order(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.numbers.iter().collect();
        names.sort_by_key(|(_, number)| **number);
        names.into_iter().map(|(name, _)| name.as_str()).collect()
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Whole(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

/// A value that is no measure's.
fn plain(value: &Value, lang: Lang) -> String {
    match value {
        Value::Empty => format::NOTHING.to_owned(),
        Value::Bool(yes) => {
            let (yes_word, no_word) = yes_no(lang);
            if *yes { yes_word } else { no_word }.to_owned()
        }
        Value::Whole(n) => n.to_string(),
        Value::Number(n) => format::short(*n, lang),
        Value::Text(text) => text.clone(),
        Value::Date(day) => format::day(*day, lang),
        Value::Moment(moment) => {
            format!(
                "{} {}",
                format::day(moment.date(), lang),
                moment.strftime("%H:%M")
            )
        }
    }
}

/// The first day of a period as the figures write it: `2018`, `2018-Q1`, `2018-01`, `2018-W05`, `2018-01-31`.
fn period(text: &str, grain: Grain) -> Option<Date> {
    let part = |at: usize, sign: &str| text.split_once(sign).map(|(a, b)| [a, b][at]);
    let year = text.get(..4)?.parse().ok()?;
    match grain {
        Grain::Day => text.parse().ok(),
        Grain::Week => {
            let week = part(1, "-W")?.parse().ok()?;
            Some(ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date())
        }
        Grain::Month => Date::new(year, part(1, "-")?.parse().ok()?, 1).ok(),
        Grain::Quarter => {
            let quarter: i8 = part(1, "-Q")?.parse().ok()?;
            Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()
        }
        Grain::Year => Date::new(year, 1, 1).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_they_are_written() {
        let first = |text, grain| period(text, grain).map(|d| d.to_string());
        assert_eq!(first("2018", Grain::Year).as_deref(), Some("2018-01-01"));
        assert_eq!(
            first("2018-Q3", Grain::Quarter).as_deref(),
            Some("2018-07-01")
        );
        assert_eq!(
            first("2018-W05", Grain::Week).as_deref(),
            Some("2018-01-29")
        );
        assert_eq!(
            first("2018-12", Grain::Month).as_deref(),
            Some("2018-12-01")
        );
        assert_eq!(first("2018-Q9", Grain::Quarter), None);
    }
}

//! The status of an act: a virtual dataset of exactly one row, so that its chart always answers.

use super::bundle::{Dataset, VERSION};
use super::datasets::{self, Sql, column, unit};
use super::names;
use crate::dashboard::{ActCard, Recurrence, Status, Window};
use crate::formula::ast::Unit;
use crate::formula::sql::Unsupported;
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, Type};
use jiff::civil::Date;

/// The column that says whether the act is due.
pub(super) const STATUS: &str = "status";
/// The column that says for which values of the dimension.
pub(super) const PLACES: &str = "places";
/// The column with a date: the last day of the newest period judged, or the day from which the act is due.
pub(super) const DAY: &str = "day";

/// The one row of a status: which columns it has, with their labels, and the SELECT that gives them.
pub(super) struct Row {
    columns: Vec<(&'static str, String, Type)>,
    sql: String,
}

impl Row {
    /// The names of the columns, in order.
    pub(super) fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, ..)| *name).collect()
    }
}

/// How the database finds out whether an act is due.
pub(super) fn row(sql: &Sql<'_>, card: &ActCard) -> Option<Result<Row, Unsupported>> {
    Some(match card.status.as_ref()? {
        Status::When { condition, per, lasting, date, source } => {
            let trigger = Trigger { sql, condition, per: *per, date: *date };
            // Over several sources there is no status; the lowering tells.
            let source = (*source)?;
            match lasting {
                Some(window) => trigger.lasting(source, *window),
                None => trigger.now(source),
            }
        }
        Status::Choose { top, count, dimension, measure } => chosen(sql, *top, *count, *dimension, *measure),
        Status::On { when, next } => Ok(on_date(sql, *when, *next)),
    })
}

/// The dataset of a card's status.
pub(super) fn dataset(sql: &Sql<'_>, card: &ActCard, row: &Row, database_uuid: &str) -> (String, Dataset) {
    let dataset = Dataset {
        table_name: names::dataset(&sql.board.name, &format!("{} {}", sql.board.words.status, card.id)),
        main_dttm_col: None,
        description: card.question.clone(),
        schema: sql.target.schema.clone(),
        sql: row.sql.clone(),
        columns: row.columns.iter().map(|(name, label, ty)| column(name, label, *ty)).collect(),
        metrics: Vec::new(),
        uuid: dataset_uuid(sql, card),
        database_uuid: database_uuid.to_owned(),
        version: VERSION,
    };
    (format!("status_{}", names::plain(&card.id)), dataset)
}

/// The uuid of a card's status.
pub(super) fn dataset_uuid(sql: &Sql<'_>, card: &ActCard) -> String {
    names::uuid(&[&sql.board.name, "status", &card.id])
}

/// What a trigger judges one by one; everything at once by default.
struct Judged {
    value: String,
    known: String,
    groups: Vec<String>,
}

impl Default for Judged {
    fn default() -> Judged {
        Judged { value: "''".to_owned(), known: "1 = 1".to_owned(), groups: Vec::new() }
    }
}

struct Trigger<'a> {
    sql: &'a Sql<'a>,
    condition: &'a Term,
    per: Option<FieldRef>,
    date: Option<FieldRef>,
}

impl Trigger<'_> {
    /// The condition as a number: 1 where it holds, 0 where it does not or is empty.
    fn holds(&self) -> Result<String, Unsupported> {
        let condition = datasets::condition(self.sql, self.condition)?;
        Ok(format!("CASE WHEN {condition} THEN 1 ELSE 0 END"))
    }

    /// The dimension's value that is judged, what it is grouped by and which rows have one.
    fn place(&self) -> Result<Judged, Unsupported> {
        let Some(field) = self.per else { return Ok(Judged::default()) };
        self.sql.has(field)?;
        let value = datasets::as_text(self.sql, field);
        Ok(Judged { known: format!("{} IS NOT NULL", self.sql.field_name(field)), groups: vec![value.clone()], value })
    }

    /// Judged over all rows up to now.
    fn now(&self, source: SourceId) -> Result<Row, Unsupported> {
        let Judged { value, known, groups } = self.place()?;
        let grouped = if groups.is_empty() { String::new() } else { format!(" GROUP BY {}", groups.join(", ")) };
        let sql = format!(
            "WITH base AS (\n{}\n),\njudged AS (\n  SELECT {value} AS place, {} AS holds\n  FROM base WHERE {known}{grouped}\n),\n\
             due AS (\n  SELECT place FROM judged WHERE holds = 1\n)\n{}",
            datasets::rows(self.sql, source),
            self.holds()?,
            self.answer(None),
        );
        Ok(Row { columns: self.columns(false), sql })
    }

    /// Judged in each of the last complete periods, counted back from the newest that holds a row of the source.
    fn lasting(&self, source: SourceId, window: Window) -> Result<Row, Unsupported> {
        let date = self.date.filter(|d| self.sql.has(*d).is_ok());
        let Some(date) = date else { return self.now(source) };
        let Judged { value, known, mut groups } = self.place()?;
        let (printer, unit) = (self.sql.over(), unit(window.grain));
        let period = self.sql.period(date, window.grain);
        let current = printer.period_start(&printer.today(), unit);
        groups.push(period.clone());
        let before = printer.shift("newest.period", -i64::from(window.count), unit);
        let last_day = printer.shift(&printer.shift("newest.period", 1, unit), -1, Unit::Days);
        let sql = format!(
            "WITH base AS (\n{}\n),\nnewest AS (\n  SELECT MAX({period}) AS period FROM base WHERE {period} < {current}\n),\n\
             judged AS (\n  SELECT {value} AS place, {period} AS period, {} AS holds\n  FROM base CROSS JOIN newest\n  \
             WHERE {known} AND {period} <= newest.period AND {period} > {before}\n  GROUP BY {}\n),\n\
             due AS (\n  SELECT place FROM judged GROUP BY place HAVING SUM(holds) = {}\n)\n{}",
            datasets::rows(self.sql, source),
            self.holds()?,
            groups.join(", "),
            window.count,
            self.answer(Some(&format!("(SELECT {last_day} FROM newest)"))),
        );
        Ok(Row { columns: self.columns(true), sql })
    }

    /// The last SELECT: an aggregate without GROUP BY, which gives one row whatever the data.
    fn answer(&self, day: Option<&str>) -> String {
        let (dialect, words) = (self.sql.dialect(), &self.sql.board.words);
        let (fires, quiet) = (dialect.text(&words.fires), dialect.text(&words.quiet));
        let mut selected = vec![format!("CASE WHEN COUNT(*) > 0 THEN {fires} ELSE {quiet} END AS {STATUS}")];
        if self.per.is_some() {
            selected.push(format!("COALESCE({}, '–') AS {PLACES}", self.sql.over().joined("place")));
        }
        selected.extend(day.map(|day| format!("{day} AS {DAY}")));
        format!("SELECT {}\nFROM due", selected.join(", "))
    }

    fn columns(&self, dated: bool) -> Vec<(&'static str, String, Type)> {
        let words = &self.sql.board.words;
        let mut columns = vec![(STATUS, words.status.clone(), Type::Text)];
        let dimension = self.per.and_then(|f| self.sql.board.field(f));
        columns.extend(dimension.map(|d| (PLACES, d.label.to_owned(), Type::Text)));
        columns.extend(dated.then(|| (DAY, words.data_until.clone(), Type::Date)));
        columns
    }
}

/// The first or last values of a field by a measure; ties by label.
fn chosen(sql: &Sql<'_>, top: bool, count: u32, dimension: FieldRef, measure: MeasureId) -> Result<Row, Unsupported> {
    sql.has(dimension)?;
    let way = if top { "DESC" } else { "ASC" };
    let value = sql.board.measure(measure).map_or(Ok("0".to_owned()), |m| datasets::measure(sql, m))?;
    let (place, field, words) = (datasets::as_text(sql, dimension), sql.field_name(dimension), &sql.board.words);
    let query = format!(
        "WITH base AS (\n{}\n),\nranked AS (\n  SELECT {place} AS place, {value} AS value, {} AS label\n  \
         FROM base WHERE {field} IS NOT NULL GROUP BY {place}\n),\nchosen AS (\n  SELECT place FROM ranked WHERE value IS NOT NULL\n  \
         ORDER BY value {way}, label LIMIT {count}\n)\nSELECT {} AS {STATUS}, COALESCE({}, '–') AS {PLACES}\nFROM chosen",
        datasets::rows(sql, dimension.source()),
        datasets::label_key(sql, dimension),
        sql.dialect().text(&words.chosen),
        sql.over().joined("place"),
    );
    let label = sql.board.field(dimension).map(|f| f.label.to_owned());
    let columns = vec![(STATUS, words.status.clone(), Type::Text), (PLACES, label.unwrap_or_default(), Type::Text)];
    Ok(Row { columns, sql: query })
}

/// Due from a date on; every year anew when it recurs.
fn on_date(sql: &Sql<'_>, when: Recurrence, next: Date) -> Row {
    let (printer, words, dialect) = (sql.over(), &sql.board.words, sql.dialect());
    let today = printer.today();
    let day = match when {
        Recurrence::Once(_) => datasets::date(sql, next),
        Recurrence::Yearly { month, day } => {
            let year = printer.period_start(&today, Unit::Years);
            let of_year = printer.shift(&printer.shift(&year, i64::from(month) - 1, Unit::Months), i64::from(day) - 1, Unit::Days);
            let next_year = printer.shift(&of_year, 1, Unit::Years);
            format!("CASE WHEN {today} <= {of_year} THEN {of_year} ELSE {next_year} END")
        }
    };
    let (fires, quiet) = (dialect.text(&words.fires), dialect.text(&words.quiet));
    let query = format!("SELECT CASE WHEN {today} >= {day} THEN {fires} ELSE {quiet} END AS {STATUS}, {day} AS {DAY}");
    let columns = vec![(STATUS, words.status.clone(), Type::Text), (DAY, words.from.clone(), Type::Date)];
    Row { columns, sql: query }
}

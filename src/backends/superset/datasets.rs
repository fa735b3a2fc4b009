//! Datasets: a virtual dataset for each source, with its measures as saved metrics.
//!
//! A dataset's rows are those of the source with the attributes computed and, for each field that a tile splits by, a
//! column that names the empty group. Everything is printed for the database that Superset reads.

use super::bundle::{Column, Dataset, Metric, VERSION};
use super::names;
use super::options::Target;
use crate::dashboard::{self, Dashboard as Board, Grain, Order, Origin, Query, Tile, Window};
use crate::diag::Span;
use crate::formula::ast::Unit;
use crate::formula::sql::{Dialect, Printer, Surroundings, Unsupported};
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use jiff::civil::Date;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The SQL of one dashboard in one database.
pub(super) struct Sql<'a> {
    pub(super) board: &'a Board,
    pub(super) target: &'a Target,
    /// Attributes that the database can't express: no column has them.
    broken: BTreeMap<AttributeId, Unsupported>,
}

/// Fields as they are written inside the dataset: columns by name, attributes written out.
struct InsideDataset<'a> {
    sql: &'a Sql<'a>,
    failed: RefCell<Option<Unsupported>>,
}

impl Surroundings for InsideDataset<'_> {
    fn field(&self, field: FieldRef) -> String {
        match field {
            FieldRef::Column(source, column) => {
                let found = self
                    .sql
                    .board
                    .source(source)
                    .and_then(|s| s.columns.get(column.0).map(|c| (s, c)));
                found
                    .map(|(s, c)| self.sql.quote(stored_name(s, c)))
                    .unwrap_or_default()
            }
            FieldRef::Attribute(_, id) => {
                let Some(attribute) = self.sql.board.attribute(id) else {
                    return String::new();
                };
                match self.sql.printer(self).expression(&attribute.term) {
                    Ok(text) => format!("({text})"),
                    Err(reason) => {
                        self.failed.borrow_mut().get_or_insert(reason);
                        String::new()
                    }
                }
            }
        }
    }

    fn measure(&self, _: MeasureId) -> Option<&Term> {
        None
    }
}

/// Fields as they are written over the dataset: columns and attributes alike by name.
impl Surroundings for Sql<'_> {
    fn field(&self, field: FieldRef) -> String {
        self.board
            .field(field)
            .map(|f| self.quote(f.name))
            .unwrap_or_default()
    }

    fn measure(&self, measure: MeasureId) -> Option<&Term> {
        self.board.measure(measure).map(|m| &m.term)
    }
}

/// The name of a column in the table that is read: our own name where casus loads the table.
fn stored_name<'a>(source: &dashboard::Source, column: &'a dashboard::Column) -> &'a str {
    match source.origin {
        Some(Origin::File(_)) | None => &column.name,
        Some(Origin::Table(_) | Origin::Query(_)) => &column.from,
    }
}

impl<'a> Sql<'a> {
    pub(super) fn new(board: &'a Board, target: &'a Target) -> Sql<'a> {
        let bare = Sql {
            board,
            target,
            broken: BTreeMap::new(),
        };
        let tried = board
            .attributes
            .iter()
            .enumerate()
            .map(|(i, a)| (AttributeId(i), bare.inside(&a.term)));
        let broken = tried
            .filter_map(|(id, printed)| Some((id, printed.err()?)))
            .collect();
        Sql { broken, ..bare }
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.target.dialect
    }

    pub(super) fn quote(&self, name: &str) -> String {
        self.dialect().name(name)
    }

    fn printer<'s>(&self, around: &'s dyn Surroundings) -> Printer<'s> {
        let today = self.board.freeze_today.then_some(self.board.as_of);
        Printer {
            dialect: self.dialect(),
            today,
            around,
        }
    }

    /// The printer for what stands over the dataset.
    pub(super) fn over(&self) -> Printer<'_> {
        self.printer(self)
    }

    /// A term over rows or groups of the dataset.
    pub(super) fn expression(&self, term: &Term) -> Result<String, Unsupported> {
        self.readable(term)?;
        self.over().expression(term)
    }

    /// Fails when a term reads an attribute that no column has.
    fn readable(&self, term: &Term) -> Result<(), Unsupported> {
        let mut parts = Vec::new();
        term.walk(&mut |part| parts.push(&part.kind));
        for part in parts {
            match part {
                TermKind::Field(field) => self.has(*field)?,
                TermKind::Measure(id) | TermKind::Over { measure: id, .. } => {
                    self.board
                        .measure(*id)
                        .map_or(Ok(()), |m| self.readable(&m.term))?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The attributes that the database can't express, where their authors wrote them.
    pub(super) fn lost_attributes(&self) -> Vec<(Span, Unsupported)> {
        let attributes = self.broken.iter();
        attributes
            .filter_map(|(id, reason)| Some((self.board.attribute(*id)?.span, reason.clone())))
            .collect()
    }

    /// Fails when a field is an attribute that no column has.
    pub(super) fn has(&self, field: FieldRef) -> Result<(), Unsupported> {
        match field {
            FieldRef::Attribute(_, id) => self
                .broken
                .get(&id)
                .map_or(Ok(()), |reason| Err(reason.clone())),
            FieldRef::Column(..) => Ok(()),
        }
    }

    /// Fails when a tile can't be drawn from this database.
    pub(super) fn draws(&self, tile: &Tile) -> Result<(), Unsupported> {
        let query = &tile.query;
        query
            .dimensions
            .iter()
            .chain(&query.fields)
            .try_for_each(|f| self.has(*f))?;
        for id in &query.measures {
            self.board
                .measure(*id)
                .map_or(Ok(String::new()), |m| measure(self, m))?;
        }
        kept(self, query).map(|_| ())
    }

    /// The tiles of a source that can be drawn.
    pub(super) fn tiles(&self, id: SourceId) -> impl Iterator<Item = &Tile> {
        let all = self.board.pages.iter().flat_map(|p| &p.tiles);
        all.filter(move |t| t.query.source == id && self.draws(t).is_ok())
    }

    /// A term per row, as it is written inside the dataset.
    fn inside(&self, term: &Term) -> Result<String, Unsupported> {
        let around = InsideDataset {
            sql: self,
            failed: RefCell::new(None),
        };
        let text = self.printer(&around).expression(term)?;
        match around.failed.into_inner() {
            Some(reason) => Err(reason),
            None => Ok(text),
        }
    }

    fn field_inside(&self, field: FieldRef) -> Result<String, Unsupported> {
        let facts = self.board.field(field);
        let ty = facts.map_or(Type::Text, |f| f.ty);
        self.inside(&Term {
            kind: TermKind::Field(field),
            ty,
            span: Span::default(),
        })
    }

    /// The place of a source's table in the database.
    pub(super) fn table(&self, source: &dashboard::Source) -> String {
        let name = match &source.origin {
            Some(Origin::Query(query)) => {
                return format!("({}) AS source", query.trim().trim_end_matches(';'));
            }
            Some(Origin::Table(name)) if name.contains('.') => {
                let parts: Vec<String> = name.split('.').map(|p| self.quote(p)).collect();
                return parts.join(".");
            }
            Some(Origin::Table(name)) => name.clone(),
            Some(Origin::File(_)) | None => names::table(&self.board.name, &source.name),
        };
        let schema = self
            .target
            .schema
            .as_ref()
            .map(|s| format!("{}.", self.quote(s)));
        format!("{}{}", schema.unwrap_or_default(), self.quote(&name))
    }

    /// A field by its name over the dataset.
    pub(super) fn field_name(&self, field: FieldRef) -> String {
        Surroundings::field(self, field)
    }

    /// The first day of the period that a field falls in, over the dataset.
    pub(super) fn period(&self, date: FieldRef, grain: Grain) -> String {
        self.over().period_start(&self.field(date), unit(grain))
    }
}

/// The unit of a grain.
pub(super) fn unit(grain: Grain) -> Unit {
    match grain {
        Grain::Day => Unit::Days,
        Grain::Week => Unit::Weeks,
        Grain::Month => Unit::Months,
        Grain::Quarter => Unit::Quarters,
        Grain::Year => Unit::Years,
    }
}

/// The SELECT of a source's dataset. What the database can't express is left out.
pub(super) fn rows(sql: &Sql<'_>, id: SourceId) -> String {
    let Some(source) = sql.board.source(id) else {
        return String::new();
    };
    let mut selected = Vec::new();
    let mut select = |expression: Result<String, Unsupported>, name: &str| {
        selected.extend(
            expression
                .ok()
                .map(|text| format!("  {text} AS {}", sql.quote(name))),
        );
    };
    for column in &source.columns {
        select(Ok(stored(sql, source, column)), &column.name);
    }
    for attribute in sql.board.attributes.iter().filter(|a| a.source == id) {
        select(sql.inside(&attribute.term), &attribute.name);
    }
    for field in split_fields(sql, id) {
        if let Some(facts) = sql.board.field(field) {
            select(
                sql.field_inside(field).map(|f| shown(sql, &f, facts.ty)),
                &names::shown(facts.name),
            );
        }
    }
    for tile in sql.tiles(id) {
        if let Some(condition) = kept(sql, &tile.query).transpose() {
            select(condition, &names::kept(&tile.id));
        }
    }
    format!(
        "SELECT\n{}\nFROM {}",
        selected.join(",\n"),
        sql.table(source)
    )
}

/// A column as stored; sentinels of a table that casus did not load become empty here.
fn stored(sql: &Sql<'_>, source: &dashboard::Source, column: &dashboard::Column) -> String {
    let name = sql.quote(stored_name(source, column));
    let loaded = matches!(source.origin, Some(Origin::File(_)) | None);
    if loaded || source.missing.is_empty() {
        return name;
    }
    let missing: Vec<String> = source
        .missing
        .iter()
        .map(|m| sql.dialect().text(m))
        .collect();
    format!(
        "CASE WHEN CAST({name} AS TEXT) IN ({}) THEN NULL ELSE {name} END",
        missing.join(", ")
    )
}

/// A dimension's value as text, over the dataset; empty stays empty.
pub(super) fn as_text(sql: &Sql<'_>, field: FieldRef) -> String {
    text_of(
        sql,
        &sql.field_name(field),
        sql.board.field(field).map_or(Type::Text, |f| f.ty),
    )
}

/// A date as a constant.
pub(super) fn date(sql: &Sql<'_>, date: Date) -> String {
    let term = Term {
        kind: TermKind::Date(date),
        ty: Type::Date,
        span: Span::default(),
    };
    // Every dialect has date constants.
    sql.over().expression(&term).unwrap_or_default()
}

/// A trigger's condition over groups of the dataset; groups that the small-number rule hides never meet it.
pub(super) fn condition(sql: &Sql<'_>, term: &Term) -> Result<String, Unsupported> {
    let condition = sql.expression(term)?;
    Ok(match sql.board.small_numbers.hide_below {
        Some(least) => format!("COUNT(*) >= {least} AND ({condition})"),
        None => condition,
    })
}

/// A value as people see it in a chart: text, and a name for the empty group.
fn shown(sql: &Sql<'_>, field: &str, ty: Type) -> String {
    let empty = sql.dialect().text(&sql.board.words.empty);
    format!("COALESCE({}, {empty})", text_of(sql, field, ty))
}

fn text_of(sql: &Sql<'_>, field: &str, ty: Type) -> String {
    let (yes, no) = sql.board.lang.pick(("yes", "no"), ("ja", "nee"));
    match ty {
        Type::Text => field.to_owned(),
        Type::Bool => format!("CASE WHEN {field} THEN '{yes}' WHEN NOT {field} THEN '{no}' END"),
        _ => format!("CAST({field} AS TEXT)"),
    }
}

/// The condition that a tile puts on its rows: its `where` and its last periods. 1 where a row is kept.
fn kept(sql: &Sql<'_>, query: &Query) -> Result<Option<String>, Unsupported> {
    let mut conditions = Vec::new();
    if let Some(filter) = &query.filter {
        conditions.push(format!("({})", sql.inside(filter)?));
    }
    if let Some((window, date)) = query.last {
        conditions.push(last_periods(sql, window, &sql.field_inside(date)?));
    }
    let kept = format!("CASE WHEN {} THEN 1 ELSE 0 END", conditions.join(" AND "));
    Ok((!conditions.is_empty()).then_some(kept))
}

/// Whether a row falls in the last complete periods, counted back from the newest that holds a row of the source.
fn last_periods(sql: &Sql<'_>, window: Window, date: &str) -> String {
    let (printer, unit) = (sql.over(), unit(window.grain));
    let period = printer.period_start(date, unit);
    let current = printer.period_start(&printer.today(), unit);
    let newest = format!("MAX(CASE WHEN {period} < {current} THEN {period} END) OVER ()");
    let before = printer.shift(&newest, -i64::from(window.count), unit);
    format!("({period} <= {newest} AND {period} > {before})")
}

/// The fields of a source that need a column for people to see: dimensions of tiles, and filters by value.
pub(super) fn split_fields(sql: &Sql<'_>, id: SourceId) -> Vec<FieldRef> {
    let dimensions = sql
        .tiles(id)
        .flat_map(|t| t.query.dimensions.iter().copied());
    let filters = sql
        .board
        .filters
        .iter()
        .filter(|f| by_value(f.ty))
        .map(|f| f.field);
    let all: BTreeSet<FieldRef> = dimensions
        .chain(filters)
        .filter(|f| f.source() == id && sql.has(*f).is_ok())
        .collect();
    all.into_iter().collect()
}

/// Whether a filter on this type lists values (else it is a period or a range).
pub(super) fn by_value(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Bool)
}

/// A measure over the dataset, hidden and rounded by the small-number rule.
pub(super) fn measure(sql: &Sql<'_>, measure: &dashboard::Measure) -> Result<String, Unsupported> {
    let (value, rule) = (sql.expression(&measure.term)?, sql.board.small_numbers);
    let rounded = match rule.round_to {
        Some(step) if measure.whole => format!("(ROUND(({value}) * 1.0 / {step}) * {step})"),
        _ => value,
    };
    Ok(match rule.hide_below {
        Some(least) => format!("CASE WHEN COUNT(*) >= {least} THEN {rounded} END"),
        None => rounded,
    })
}

/// The place of each group in a tile's order, from 1: the empty group last, then groups without a value, then by the
/// measure where the tile says so, then by label in code points.
fn order(sql: &Sql<'_>, query: &Query) -> Result<String, Unsupported> {
    let mut keys: Vec<String> = Vec::new();
    let fields = || query.dimensions.iter().map(|d| sql.field(*d));
    keys.extend(fields().map(|f| format!("MAX(CASE WHEN {f} IS NULL THEN 1 ELSE 0 END)")));
    let first = query.measures.first().and_then(|m| sql.board.measure(*m));
    let by_value = query.order.or(query.top.map(|_| Order::HighestFirst));
    if let (Some(first), Some(by)) = (first, by_value) {
        let value = measure(sql, first)?;
        let way = if by == Order::HighestFirst {
            "DESC"
        } else {
            "ASC"
        };
        keys.push(format!("CASE WHEN ({value}) IS NULL THEN 1 ELSE 0 END"));
        keys.push(format!("{value} {way}"));
    }
    keys.extend(query.dimensions.iter().map(|d| label_key(sql, *d)));
    Ok(format!("ROW_NUMBER() OVER (ORDER BY {})", keys.join(", ")))
}

/// Whether a tile's groups are put in order by a metric: split by values, without a time axis.
pub(super) fn is_ordered(query: &Query) -> bool {
    !query.dimensions.is_empty() && query.period.is_none()
}

/// What sorts a group by its label: code points for text, the value itself for others.
pub(super) fn label_key(sql: &Sql<'_>, field: FieldRef) -> String {
    let name = sql.field(field);
    match (sql.board.field(field).map(|f| f.ty), sql.dialect()) {
        (Some(Type::Text), Dialect::Postgres) => format!("MIN({name} COLLATE \"C\")"),
        (Some(Type::Bool), _) => format!("MAX(CASE WHEN {name} THEN 1 ELSE 0 END)"),
        _ => format!("MIN({name})"),
    }
}

/// The dataset of a source.
pub(super) fn dataset(
    sql: &Sql<'_>,
    id: SourceId,
    database_uuid: &str,
) -> Option<(String, Dataset)> {
    let source = sql.board.source(id)?;
    let body = Dataset {
        table_name: names::dataset(&sql.board.name, &source.name),
        main_dttm_col: main_date(sql.board, id),
        description: source.label.clone(),
        schema: sql.target.schema.clone(),
        sql: rows(sql, id),
        columns: columns(sql, id),
        metrics: metrics(sql, id),
        uuid: dataset_uuid(sql.board, id),
        database_uuid: database_uuid.to_owned(),
        version: VERSION,
    };
    Some((names::plain(&source.name), body))
}

/// The uuid of a source's dataset.
pub(super) fn dataset_uuid(board: &Board, id: SourceId) -> String {
    let source = board.source(id).map_or("", |s| s.name.as_str());
    names::uuid(&[&board.name, "source", source])
}

fn main_date(board: &Board, id: SourceId) -> Option<String> {
    let dated = board
        .measures
        .iter()
        .filter_map(|m| m.date)
        .find(|d| d.source() == id)?;
    board.field(dated).map(|f| f.name.to_owned())
}

fn columns(sql: &Sql<'_>, id: SourceId) -> Vec<Column> {
    let board = sql.board;
    let source = board.source(id).into_iter().flat_map(|s| &s.columns);
    let mut columns: Vec<Column> = source.map(|c| column(&c.name, &c.label, c.ty)).collect();
    let attributes = board
        .attributes
        .iter()
        .enumerate()
        .filter(|(i, a)| a.source == id && !sql.broken.contains_key(&AttributeId(*i)));
    columns.extend(attributes.map(|(_, a)| column(&a.name, &a.label, a.ty)));
    let shown = split_fields(sql, id)
        .into_iter()
        .filter_map(|f| board.field(f));
    columns.extend(shown.map(|f| column(&names::shown(f.name), f.label, Type::Text)));
    let kept = sql
        .tiles(id)
        .filter(|t| has_condition(&t.query))
        .map(|t| names::kept(&t.id));
    columns.extend(kept.map(|name| column(&name, &name, Type::Whole)));
    columns
}

/// Whether a tile shows only some rows.
pub(super) fn has_condition(query: &Query) -> bool {
    query.filter.is_some() || query.last.is_some()
}

/// A column for a dataset's list.
pub(super) fn column(name: &str, label: &str, ty: Type) -> Column {
    let r#type = match ty {
        Type::Text => "TEXT",
        Type::Number => "DOUBLE PRECISION",
        Type::Whole => "BIGINT",
        Type::Date => "DATE",
        Type::Moment => "TIMESTAMP",
        Type::Bool => "BOOLEAN",
    };
    Column {
        column_name: name.to_owned(),
        verbose_name: label.to_owned(),
        is_dttm: ty.is_time(),
        r#type,
        groupby: true,
        filterable: true,
    }
}

fn metrics(sql: &Sql<'_>, id: SourceId) -> Vec<Metric> {
    let measures = sql.board.measures.iter().filter(|m| m.source == Some(id));
    let shown = measures.filter_map(|m| {
        Some(Metric {
            metric_name: m.name.clone(),
            verbose_name: metric_label(m),
            expression: measure(sql, m).ok()?,
            description: m.description.clone(),
            d3format: Some(number_format(m)),
        })
    });
    let orders = sql
        .tiles(id)
        .filter(|t| is_ordered(&t.query))
        .filter_map(|t| {
            let name = names::order(&t.id);
            Some(Metric {
                // The page leaves this series out of the picture only where name and label are equal.
                verbose_name: name.clone(),
                metric_name: name,
                expression: order(sql, &t.query).ok()?,
                description: String::new(),
                d3format: None,
            })
        });
    shown.chain(orders).collect()
}

/// What people see of a measure: its label, and its unit where the label does not name it.
pub(super) fn metric_label(measure: &dashboard::Measure) -> String {
    let unit = measure.unit.as_deref().filter(|u| *u != "%");
    match unit {
        Some(unit) if !measure.label.to_lowercase().contains(&unit.to_lowercase()) => {
            format!("{} ({unit})", measure.label)
        }
        _ => measure.label.clone(),
    }
}

/// The D3 format of a measure; separators are a setting of the server.
pub(super) fn number_format(measure: &dashboard::Measure) -> String {
    let decimals = |format: &str| {
        format
            .rsplit_once(['.', ','])
            .map_or(0, |(_, d)| d.chars().filter(|c| *c == '0').count())
    };
    let own = measure.format.as_deref().map(decimals);
    match (measure.percent, measure.whole) {
        (true, _) => format!(",.{}%", own.unwrap_or(1)),
        (false, true) => format!(",.{}f", own.unwrap_or(0)),
        (false, false) => format!(",.{}f", own.unwrap_or(1)),
    }
}

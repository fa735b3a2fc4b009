//! Datasets: a virtual dataset for each source, with its measures as saved metrics.
//!
//! A dataset's rows are those of the source, and beside them: for each field that a tile splits by, a column that names the
//! empty group; for each tile that shows only some rows, a column that tells which.

use super::bundle::{Column, Dataset, Metric, VERSION};
use super::names;
use super::options::Target;
use crate::dashboard::sql::Queries;
use crate::dashboard::{self, Dashboard as Board, Form, Order, Origin, Query, Tile, Window};
use crate::diag::Lang;
use crate::formula::ast::Unit;
use crate::formula::sql::{Dialect, Printer, Surroundings, Unsupported};
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, Type};
use crate::model::Grain;
use std::collections::BTreeSet;

/// The SQL of one dashboard in the database that Superset reads.
pub(super) struct Sql<'a> {
    pub(super) board: &'a Board,
    pub(super) target: &'a Target,
    pub(super) queries: &'a Queries<'a>,
}

/// The helpers of the printer read no fields.
struct NoFields;

impl Surroundings for NoFields {
    fn field(&self, _: FieldRef) -> String {
        String::new()
    }

    fn measure(&self, _: MeasureId) -> Option<&Term> {
        None
    }
}

/// The place of a source in the database: the table that a script loads, the author's own table, or a subquery.
pub(super) fn table(board: &Board, target: &Target, id: SourceId) -> String {
    let Some(source) = board.source(id) else {
        return String::new();
    };
    let quote = |name: &str| target.dialect.name(name);
    let name = match &source.origin {
        Some(Origin::Query(query)) => {
            return format!("({}) as source", query.trim().trim_end_matches(';'));
        }
        Some(Origin::Table(name)) if name.contains('.') => {
            let parts: Vec<String> = name.split('.').map(quote).collect();
            return parts.join(".");
        }
        Some(Origin::Table(name)) => name.clone(),
        Some(Origin::File(_)) | None => names::table(&board.name, &source.name),
    };
    let schema = target.schema.as_ref().map(|s| format!("{}.", quote(s)));
    format!("{}{}", schema.unwrap_or_default(), quote(&name))
}

impl Sql<'_> {
    pub(super) fn dialect(&self) -> Dialect {
        self.target.dialect
    }

    fn printer(&self) -> Printer<'_> {
        self.queries.printer(&NoFields)
    }

    /// Fails when a field is an attribute that the database can't compute.
    pub(super) fn has(&self, field: FieldRef) -> Result<(), Unsupported> {
        let FieldRef::Attribute(_, id) = field else {
            return Ok(());
        };
        let term = self.board.attribute(id).map(|a| &a.term);
        term.map_or(Ok(()), |term| self.queries.expression(term).map(|_| ()))
    }

    /// Fails when a tile can't be drawn from this database.
    pub(super) fn draws(&self, tile: &Tile) -> Result<(), Unsupported> {
        let query = &tile.query;
        query
            .dimensions
            .iter()
            .chain(&query.fields)
            .try_for_each(|f| self.has(*f))?;
        query
            .measures
            .iter()
            .try_for_each(|m| self.queries.measure(*m).map(|_| ()))?;
        self.kept(query).map(|_| ())
    }

    /// The tiles of a source that can be drawn.
    fn tiles(&self, id: SourceId) -> impl Iterator<Item = &Tile> {
        let all = self.board.pages.iter().flat_map(|p| &p.tiles);
        all.filter(move |t| t.query.source == id && self.draws(t).is_ok())
    }

    /// The fields of a source that need a column for people to see: dimensions of tiles, and filters by value.
    fn shown_fields(&self, id: SourceId) -> BTreeSet<FieldRef> {
        let dimensions = self
            .tiles(id)
            .flat_map(|t| t.query.dimensions.iter().copied());
        let filters = self
            .board
            .filters
            .iter()
            .filter(|f| by_value(f.ty))
            .map(|f| f.field);
        let all = dimensions.chain(filters);
        all.filter(|f| f.source() == id && self.has(*f).is_ok())
            .collect()
    }

    /// The SELECT of a source's dataset. What the database can't express is left out.
    fn rows(&self, id: SourceId) -> String {
        let mut selected = vec!["source_rows.*".to_owned()];
        let mut select = |expression: String, name: &str| {
            selected.push(format!("{expression} as {}", self.dialect().name(name)));
        };
        for field in self.shown_fields(id) {
            if let Some(facts) = self.board.field(field) {
                select(self.shown(field, facts.ty), &names::shown(facts.name));
            }
        }
        for tile in self.tiles(id) {
            if let Ok(Some(condition)) = self.kept(&tile.query) {
                select(condition, &names::kept(&tile.id));
            }
        }
        let rows = self.queries.rows(id).sql.replace('\n', "\n  ");
        format!(
            "select\n  {}\nfrom (\n  {rows}\n) as source_rows",
            selected.join(",\n  ")
        )
    }

    /// A value as people see it in a chart: text, and a name for the empty group.
    fn shown(&self, field: FieldRef, ty: Type) -> String {
        let (name, (yes, no)) = (self.queries.field(field), yes_no(self.board.lang));
        let text = match ty {
            Type::Text => name,
            Type::Bool => format!("case when {name} then '{yes}' when not {name} then '{no}' end"),
            _ => self.printer().text_of(&name),
        };
        format!(
            "coalesce({text}, {})",
            self.dialect().text(&self.board.words.empty)
        )
    }

    /// The condition that a tile puts on its rows, its `where` and its last periods: 1 where a row is kept.
    fn kept(&self, query: &Query) -> Result<Option<String>, Unsupported> {
        let mut conditions = Vec::new();
        if let Some(filter) = &query.filter {
            conditions.push(format!("({})", self.queries.expression(filter)?));
        }
        if let Some((window, date)) = query.last {
            self.has(date)?;
            conditions.push(self.last_periods(window, date));
        }
        let kept = format!("case when {} then 1 else 0 end", conditions.join(" and "));
        Ok((!conditions.is_empty()).then_some(kept))
    }

    /// Whether a row falls in the last complete periods, counted back from the newest that holds a row of the source.
    fn last_periods(&self, window: Window, date: FieldRef) -> String {
        let (printer, unit) = (self.printer(), unit(window.grain));
        let period = printer.period_start(&self.queries.field(date), unit);
        let current = printer.period_start(&printer.today(), unit);
        let newest = format!("max(case when {period} < {current} then {period} end) over ()");
        let before = printer.shift(&newest, -i64::from(window.count), unit);
        format!("{period} <= {newest} and {period} > {before}")
    }

    /// The place of each group in a tile's order, from 1: the empty group last, then groups without a value, then by the
    /// measure where the tile says so, then by time, then by label in code points.
    fn order(&self, query: &Query) -> Result<String, Unsupported> {
        let empty = |field: &FieldRef| {
            let name = self.queries.field(*field);
            format!("max(case when {name} is null then 1 else 0 end)")
        };
        let mut keys: Vec<String> = query.dimensions.iter().map(empty).collect();
        if let (Some(first), Some(by)) = (query.measures.first(), query.order) {
            let value = self.queries.measure(*first)?;
            let way = if by == Order::HighestFirst {
                "desc"
            } else {
                "asc"
            };
            keys.push(format!("case when ({value}) is null then 1 else 0 end"));
            keys.push(format!("({value}) {way}"));
        }
        keys.extend(
            query
                .period
                .map(|p| format!("min({})", self.queries.field(p.date))),
        );
        keys.extend(query.dimensions.iter().map(|d| self.label_key(*d)));
        Ok(format!("row_number() over (order by {})", keys.join(", ")))
    }

    /// What sorts a group by its label: code points for text, the value itself for others.
    fn label_key(&self, field: FieldRef) -> String {
        let name = self.queries.field(field);
        match self.board.field(field).map(|f| f.ty) {
            Some(Type::Text) => format!("min({})", self.printer().ordered(&name)),
            Some(Type::Bool) => format!("max(case when {name} then 1 else 0 end)"),
            _ => format!("min({name})"),
        }
    }

    /// The dataset of a source.
    pub(super) fn dataset(&self, id: SourceId, database_uuid: &str) -> Option<(String, Dataset)> {
        let source = self.board.source(id)?;
        let body = Dataset {
            table_name: names::dataset(&self.board.name, &source.name),
            main_dttm_col: self.main_date(id),
            description: source.label.clone(),
            schema: self.target.schema.clone(),
            sql: self.rows(id),
            columns: self.columns(id),
            metrics: self.metrics(id),
            uuid: dataset_uuid(self.board, id),
            database_uuid: database_uuid.to_owned(),
            version: VERSION,
        };
        Some((names::plain(&source.name), body))
    }

    fn main_date(&self, id: SourceId) -> Option<String> {
        let dated = self
            .board
            .measures
            .iter()
            .filter_map(|m| m.date)
            .find(|d| d.source() == id)?;
        self.board.field(dated).map(|f| f.name.to_owned())
    }

    fn columns(&self, id: SourceId) -> Vec<Column> {
        let source = self.board.source(id).into_iter().flat_map(|s| &s.columns);
        let mut columns: Vec<Column> = source.map(|c| column(&c.name, &c.label, c.ty)).collect();
        let attributes = self.board.attributes.iter().enumerate().filter(|(at, a)| {
            a.source == id && self.has(FieldRef::Attribute(id, AttributeId(*at))).is_ok()
        });
        columns.extend(attributes.map(|(_, a)| column(&a.name, &a.label, a.ty)));
        let shown = self
            .shown_fields(id)
            .into_iter()
            .filter_map(|f| self.board.field(f));
        columns.extend(shown.map(|f| column(&names::shown(f.name), f.label, Type::Text)));
        let kept = self
            .tiles(id)
            .filter(|t| has_condition(&t.query))
            .map(|t| names::kept(&t.id));
        columns.extend(kept.map(|name| column(&name, &name, Type::Whole)));
        columns
    }

    fn metrics(&self, id: SourceId) -> Vec<Metric> {
        let measures = self
            .board
            .measures
            .iter()
            .enumerate()
            .filter(|(_, m)| m.source == Some(id));
        let shown = measures.filter_map(|(at, m)| {
            Some(Metric {
                metric_name: m.name.clone(),
                verbose_name: metric_label(m),
                expression: self.queries.measure(MeasureId(at)).ok()?,
                description: m.description.clone(),
                d3format: Some(number_format(m)),
            })
        });
        let orders = self.tiles(id).filter(|t| is_ordered(t)).filter_map(|t| {
            let name = names::order(&t.id);
            Some(Metric {
                // The page leaves this series out of the picture only where name and label are equal.
                verbose_name: name.clone(),
                metric_name: name,
                expression: self.order(&t.query).ok()?,
                description: String::new(),
                d3format: None,
            })
        });
        shown.chain(orders).collect()
    }
}

/// The uuid of a source's dataset.
pub(super) fn dataset_uuid(board: &Board, id: SourceId) -> String {
    let source = board.source(id).map_or("", |s| s.name.as_str());
    names::uuid(&[&board.name, "source", source])
}

/// How yes and no are shown.
pub(super) fn yes_no(lang: Lang) -> (&'static str, &'static str) {
    lang.pick(("yes", "no"), ("ja", "nee"))
}

/// Whether a filter on this type lists values (else it is a period or a range).
pub(super) fn by_value(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Bool)
}

/// Whether a tile shows only some rows.
pub(super) fn has_condition(query: &Query) -> bool {
    query.filter.is_some() || query.last.is_some()
}

/// Whether a tile's rows are put in order by a metric; charts with a time axis have an order by themselves.
pub(super) fn is_ordered(tile: &Tile) -> bool {
    let query = &tile.query;
    match query.period {
        Some(_) => matches!(tile.form, Form::Table | Form::Matrix | Form::Donut),
        None => !query.dimensions.is_empty(),
    }
}

fn unit(grain: Grain) -> Unit {
    match grain {
        Grain::Day => Unit::Days,
        Grain::Week => Unit::Weeks,
        Grain::Month => Unit::Months,
        Grain::Quarter => Unit::Quarters,
        Grain::Year => Unit::Years,
    }
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

/// What people see of a measure: its label, and its unit where the label does not name it.
fn metric_label(measure: &dashboard::Measure) -> String {
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

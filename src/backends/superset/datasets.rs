//! Datasets: a virtual dataset for each source, with its measures as saved metrics.
//!
//! A dataset's rows are those of the source, and beside them: for each field that a tile splits by, a column that names the
//! empty group; for each tile that shows only some rows, a column that tells which. Where small numbers are hidden, each
//! tile has measures of its own, which know along what it is split.

use super::bundle::{Column, Dataset, Metric, VERSION};
use super::names;
use super::options::Target;
use crate::dashboard::sql::{Queries, one_axis};
use crate::dashboard::{self, Dashboard as Board, Form, Order, Origin, Query, Tile};
use crate::formula::sql::{Dialect, Unsupported};
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Type};
use std::collections::BTreeSet;

/// The SQL of one dashboard in the database that Superset reads.
pub(super) struct Sql<'a> {
    pub(super) board: &'a Board,
    pub(super) target: &'a Target,
    pub(super) queries: &'a Queries<'a>,
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

    /// Fails when a tile can't be drawn from this database.
    pub(super) fn draws(&self, tile: &Tile) -> Result<(), Unsupported> {
        let query = &tile.query;
        query
            .dimensions
            .iter()
            .chain(&query.fields)
            .try_for_each(|f| self.queries.has(*f))?;
        query
            .measures
            .iter()
            .try_for_each(|m| self.queries.measure(*m).map(|_| ()))?;
        self.queries.kept(query).map(|_| ())
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
        all.filter(|f| f.source() == id && self.queries.has(*f).is_ok())
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
                select(self.queries.shown(field), &names::shown(facts.name));
            }
        }
        for tile in self.tiles(id) {
            if let Ok(Some(condition)) = self.queries.kept(&tile.query) {
                select(condition, &names::kept(&tile.id));
            }
        }
        let mut joined = String::new();
        for tile in self.tiles(id) {
            if let Ok(Some(cells)) = self.queries.cells(&tile.query) {
                let alias = self.dialect().name(&names::cells(&tile.id));
                let first = self.cell_keys(&tile.query, &alias);
                let cells = cells.replace('\n', "\n  ");
                joined += &format!(
                    "\nleft join (\n  {cells}\n) as {alias} on {}",
                    first.join(" and ")
                );
                for (what, name) in [
                    ("hidden", names::small(&tile.id)),
                    ("all", names::all(&tile.id)),
                ] {
                    selected.push(format!(
                        "{alias}.\"{what}\" as {}",
                        self.dialect().name(&name)
                    ));
                }
            }
        }
        let rows = self.queries.rows(id).sql.replace('\n', "\n  ");
        format!(
            "select\n  {}\nfrom (\n  {rows}\n) as source_rows{joined}",
            selected.join(",\n  ")
        )
    }

    /// What ties a row to its cell.
    fn cell_keys(&self, query: &Query, alias: &str) -> Vec<String> {
        let period = query.period.map(|p| {
            format!(
                "{alias}.\"period start\" = {}",
                self.queries.period_start(p)
            )
        });
        let dimensions = query.dimensions.iter().enumerate();
        let dimensions = dimensions
            .map(|(at, d)| format!("{alias}.\"by {}\" = {}", at + 1, self.queries.shown(*d)));
        period.into_iter().chain(dimensions).collect()
    }

    /// Whether a tile has measures of its own, since a total would give hidden cells away.
    pub(super) fn guards(&self, tile: &Tile) -> bool {
        let query = &tile.query;
        self.board.small_numbers.hide_below.is_some()
            && (query.period.is_some() || !query.dimensions.is_empty())
    }

    /// A measure as one tile shows it. The conditions look at the groups that Superset asks for, so they hold under any
    /// choice of the reader. Along two axes a metric can't say all of the rule, as window functions don't nest: the cells
    /// that are hidden without a choice stay so, and under a choice each line is judged by itself, as along one axis.
    fn guarded(&self, tile: &Tile, measure: MeasureId) -> Option<String> {
        let floor = self.board.small_numbers.hide_below?;
        let value = self.queries.measure(measure).ok()?;
        let printer = self.queries.printer(self.queries);
        // As aggregates these say the same of each group, however Superset writes its GROUP BY.
        let mut axes: Vec<(String, String)> = Vec::new();
        if let Some(period) = tile.query.period {
            let first = format!("min({})", self.queries.field(period.date));
            let start = self.queries.period_of(&first, period.grain);
            axes.push((start.clone(), start));
        }
        for dimension in &tile.query.dimensions {
            let name = names::shown(self.board.field(*dimension)?.name);
            let label = format!("min({})", self.dialect().name(&name));
            let order = printer.ordered(&label);
            axes.push((label, order));
        }
        let (down, across) = axes.split_first()?;
        let hidden = if across.is_empty() {
            one_axis("count(*)", "", &down.1, floor)
        } else {
            let part: Vec<&str> = across.iter().map(|(part, _)| part.as_str()).collect();
            let order: Vec<&str> = across.iter().map(|(_, order)| order.as_str()).collect();
            let [small, all] = [names::small(&tile.id), names::all(&tile.id)]
                .map(|name| self.dialect().name(&name));
            let counted = tile.query.period.map(|p| self.queries.field(p.date));
            let counted = counted.as_deref().unwrap_or("*");
            format!(
                "max({small}) = 1 or sum(count({counted})) over () < max({all}) and ({} or {})",
                one_axis("count(*)", &down.0, &order.join(", "), floor),
                one_axis("count(*)", &part.join(", "), &down.1, floor)
            )
        };
        Some(format!("case when not ({hidden}) then {value} end"))
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
        keys.extend(query.dimensions.iter().map(|d| self.queries.order_key(*d)));
        Ok(format!("row_number() over (order by {})", keys.join(", ")))
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
            a.source == id
                && self
                    .queries
                    .has(FieldRef::Attribute(id, AttributeId(*at)))
                    .is_ok()
        });
        columns.extend(attributes.map(|(_, a)| column(&a.name, &a.label, a.ty)));
        let shown = self
            .shown_fields(id)
            .into_iter()
            .filter_map(|f| self.board.field(f));
        columns.extend(shown.map(|f| column(&names::shown(f.name), f.label, Type::Text)));
        let kept = self
            .tiles(id)
            .filter(|t| Queries::has_condition(&t.query))
            .map(|t| names::kept(&t.id));
        columns.extend(kept.map(|name| column(&name, &name, Type::Whole)));
        let small = self
            .tiles(id)
            .filter(|t| matches!(self.queries.cells(&t.query), Ok(Some(_))))
            .flat_map(|t| [names::small(&t.id), names::all(&t.id)]);
        columns.extend(small.map(|name| column(&name, &name, Type::Whole)));
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
        let guarded = self
            .tiles(id)
            .filter(|t| self.guards(t))
            .flat_map(|t| t.query.measures.iter().map(move |m| (t, *m)));
        let guarded = guarded.filter_map(|(tile, id)| {
            let measure = self.board.measure(id)?;
            Some(Metric {
                metric_name: names::guarded(&tile.id, &measure.name),
                verbose_name: metric_label(measure),
                expression: self.guarded(tile, id)?,
                description: measure.description.clone(),
                d3format: Some(number_format(measure)),
            })
        });
        shown.chain(guarded).chain(orders).collect()
    }
}

/// The uuid of a source's dataset.
pub(super) fn dataset_uuid(board: &Board, id: SourceId) -> String {
    let source = board.source(id).map_or("", |s| s.name.as_str());
    names::uuid(&[&board.name, "source", source])
}

/// Whether a filter on this type lists values (else it is a period or a range).
pub(super) fn by_value(ty: Type) -> bool {
    matches!(ty, Type::Text | Type::Bool)
}

/// Whether a tile's rows are put in order by a metric; charts with a time axis have an order by themselves.
pub(super) fn is_ordered(tile: &Tile) -> bool {
    let query = &tile.query;
    match query.period {
        Some(_) => matches!(tile.form, Form::Table | Form::Matrix | Form::Donut),
        None => !query.dimensions.is_empty(),
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

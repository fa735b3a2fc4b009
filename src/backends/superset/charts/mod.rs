//! Charts: a tile or a status as one Superset chart, with the question that the page asks of the data.

mod series;
mod single;
mod tables;

use super::bundle::{Chart, VERSION};
use super::datasets::{self, Sql};
use super::names;
use super::status;
use crate::dashboard::{ActCard, Form, Grain, Tile, palette, yes_no};
use crate::formula::sql::Dialect;
use crate::formula::term::{ColumnId, FieldRef, Type};
use serde_json::{Map, Value, json};

/// For values that the case does not name: of the schemes that Superset has by itself, the one whose colours stay furthest
/// apart for the colour-blind. A bundle can't bring a scheme of its own.
pub(super) const SERIES_SCHEME: &str = "bnbColors";
/// More groups than a chart can show; Superset wants a number.
const MANY: u32 = 10_000;

/// What the page asks of the data, in the page's own words.
#[derive(Default)]
struct Question {
    columns: Vec<Value>,
    metrics: Vec<String>,
    orderby: Vec<(String, bool)>,
    filters: Vec<Value>,
    grain: Option<&'static str>,
    series: Vec<String>,
    row_limit: Option<u32>,
    post: Vec<Value>,
}

impl Question {
    fn context(&self, params: &Value) -> String {
        let mut extras = json!({ "having": "", "where": "" });
        if let Some(grain) = self.grain {
            extras["time_grain_sqla"] = json!(grain);
        }
        let query = json!({
            "filters": self.filters,
            "extras": extras,
            "applied_time_extras": {},
            "columns": self.columns,
            "metrics": if self.metrics.is_empty() { Value::Null } else { json!(self.metrics) },
            "orderby": self.orderby,
            "annotation_layers": params.get("annotation_layers").cloned().unwrap_or(json!([])),
            "row_limit": self.row_limit,
            "series_columns": self.series,
            "post_processing": self.post,
            "url_params": {},
            "custom_params": {},
            "custom_form_data": {},
        });
        let datasource = json!({ "id": 0, "type": "table" });
        json!({
            "datasource": datasource, "force": false, "queries": [query], "form_data": params,
            "result_format": "json", "result_type": "full",
        })
        .to_string()
    }
}

/// A chart before it is written: its kind, what the editor shows, what is asked.
struct Draft {
    viz: &'static str,
    params: Map<String, Value>,
    question: Question,
}

/// The chart of a tile; `None` for forms that Superset can't show yet.
pub(super) fn tile(sql: &Sql<'_>, tile: &Tile) -> Option<Chart> {
    let draft = match tile.form {
        _ if !has_axis(tile) => tables::groups(sql, tile),
        Form::Number => single::number(sql, tile),
        Form::Donut => single::donut(sql, tile),
        Form::Histogram => single::histogram(sql, tile)?,
        Form::Heatmap => single::heatmap(sql, tile)?,
        Form::Table => tables::groups(sql, tile),
        Form::Matrix => tables::matrix(sql, tile),
        Form::List => tables::rows(sql, tile),
        Form::Bar => series::bars(sql, tile, "horizontal", false),
        Form::Column => series::bars(sql, tile, "vertical", false),
        Form::StackedBar => series::bars(sql, tile, "horizontal", true),
        Form::Line => series::over_time(sql, tile, "echarts_timeseries_line"),
        Form::Area => series::over_time(sql, tile, "echarts_area"),
        Form::Map | Form::Scatter | Form::Gauge | Form::Text => return None,
    };
    let dataset = datasets::dataset_uuid(sql.board, tile.query.source);
    Some(finish(
        draft,
        tile.title.clone(),
        tile.alt.clone(),
        tile_uuid(sql, tile),
        dataset,
    ))
}

/// Whether a tile has what its form is drawn along; without it, the same numbers stand in a table.
fn has_axis(tile: &Tile) -> bool {
    let (dimensions, timed) = (tile.query.dimensions.len(), tile.query.period.is_some());
    match tile.form {
        Form::Bar | Form::Column | Form::StackedBar | Form::Line | Form::Area => {
            dimensions > 0 || timed
        }
        Form::Donut => dimensions > 0,
        Form::Matrix => dimensions > 1,
        _ => true,
    }
}

/// The colour of each measure and of each value that the case names, the same in the whole dashboard.
pub(super) fn colours(sql: &Sql<'_>) -> Map<String, Value> {
    let names = sql.board.measures.iter().map(|m| m.name.clone());
    let mut colours: Map<String, Value> = names
        .zip(palette::SERIES.iter().cycle().map(|c| json!(c)))
        .collect();
    let tiles = || sql.board.pages.iter().flat_map(|p| &p.tiles);
    // The measures that a tile has of its own, with the colour of the measure that they guard.
    for tile in tiles().filter(|tile| sql.guards(tile)) {
        for measure in &tile.query.measures {
            let measures = sql.board.measures.get(measure.0);
            if let Some(name) = measures.map(|m| m.name.as_str())
                && let Some(colour) = colours.get(name).cloned()
            {
                colours.insert(names::guarded(&tile.id, name), colour);
            }
        }
    }
    for field in tiles().flat_map(coloured) {
        let values = named_values(sql, *field);
        // With more values than colours two would look the same.
        if values.len() <= palette::SERIES.len() {
            for (value, colour) in values.into_iter().zip(palette::SERIES) {
                colours.entry(value).or_insert(json!(colour));
            }
        }
    }
    colours
}

/// The dimensions of which each value has its own colour.
fn coloured(tile: &Tile) -> &[FieldRef] {
    let dimensions = &tile.query.dimensions;
    let on_axis = match tile.form {
        Form::Donut => 0,
        Form::Bar | Form::Column | Form::StackedBar | Form::Line | Form::Area => {
            usize::from(tile.query.period.is_none())
        }
        _ => dimensions.len(),
    };
    dimensions.get(on_axis..).unwrap_or_default()
}

fn named_values(sql: &Sql<'_>, field: FieldRef) -> Vec<String> {
    let column = match field {
        FieldRef::Column(source, ColumnId(at)) => {
            sql.board.source(source).and_then(|s| s.columns.get(at))
        }
        FieldRef::Attribute(..) => None,
    };
    match column {
        Some(column) if column.ty == Type::Bool => {
            let (yes, no) = yes_no(sql.board.lang);
            vec![yes.to_owned(), no.to_owned()]
        }
        Some(column) => column.values.clone(),
        None => Vec::new(),
    }
}

/// The uuid of a tile's chart.
pub(super) fn tile_uuid(sql: &Sql<'_>, tile: &Tile) -> String {
    names::uuid(&[&sql.board.name, "visual", &tile.id])
}

/// The uuid of the chart of a card's status.
pub(super) fn status_uuid(sql: &Sql<'_>, card: &ActCard) -> String {
    names::uuid(&[&sql.board.name, "status chart", &card.id])
}

/// The name of the chart of a card's status.
pub(super) fn status_title(sql: &Sql<'_>, card: &ActCard) -> String {
    format!("{}: {}", sql.board.words.status, card.then)
}

/// The chart of a card's status. A table: `handlebars` would read better, but Superset's default content security policy
/// forbids it (`unsafe-eval`).
pub(super) fn status(sql: &Sql<'_>, card: &ActCard) -> Chart {
    let columns = [status::STATUS];
    let question = Question {
        columns: vec![json!(status::STATUS)],
        row_limit: Some(10),
        ..Question::default()
    };
    let params = object(json!({
        "query_mode": "raw", "all_columns": columns, "row_limit": 10, "adhoc_filters": [], "order_by_cols": [],
        "show_cell_bars": false,
        "conditional_formatting": [{
            "column": status::STATUS, "operator": "begins with", "targetValue": sql.board.words.fires, "colorScheme": palette::NOTICE,
        }],
    }));
    let draft = Draft {
        viz: "table",
        params,
        question,
    };
    let dataset = status::dataset_uuid(sql, card);
    finish(
        draft,
        status_title(sql, card),
        card.question.clone(),
        status_uuid(sql, card),
        dataset,
    )
}

fn finish(
    draft: Draft,
    name: String,
    description: String,
    uuid: String,
    dataset_uuid: String,
) -> Chart {
    let Draft {
        viz,
        mut params,
        question,
    } = draft;
    params.insert("viz_type".to_owned(), json!(viz));
    params.insert("datasource".to_owned(), json!("0__table"));
    let params = Value::Object(params);
    let query_context = question.context(&params);
    Chart {
        slice_name: name,
        description,
        viz_type: viz,
        params,
        query_context,
        uuid,
        dataset_uuid,
        version: VERSION,
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// How dates are shown in a tile: its periods, where it has any.
fn dates(sql: &Sql<'_>, tile: &Tile) -> &'static str {
    match tile.query.period.map(|p| p.grain) {
        // Names of months would need a setting of the server to be Dutch.
        Some(Grain::Month) => sql.board.lang.pick("%b %Y", "%m-%Y"),
        Some(Grain::Quarter) => sql.board.lang.pick("Q%q %Y", "K%q %Y"),
        Some(Grain::Year) => "%Y",
        Some(Grain::Day | Grain::Week) | None => date_format(sql),
    }
}

/// How dates are shown.
fn date_format(sql: &Sql<'_>) -> &'static str {
    sql.board.lang.pick("%d/%m/%Y", "%d-%m-%Y")
}

fn measures(sql: &Sql<'_>, tile: &Tile) -> Vec<String> {
    let own = sql.guards(tile);
    let names = tile.query.measures.iter().filter_map(|m| {
        let name = &sql.board.measure(*m)?.name;
        Some(match own {
            true => names::guarded(&tile.id, name),
            false => name.clone(),
        })
    });
    names.collect()
}

fn axis_format(sql: &Sql<'_>, tile: &Tile) -> String {
    let first = tile
        .query
        .measures
        .first()
        .and_then(|m| sql.board.measure(*m));
    first.map(datasets::number_format).unwrap_or_default()
}

fn field_name(sql: &Sql<'_>, field: FieldRef) -> String {
    sql.board
        .field(field)
        .map(|f| f.name.to_owned())
        .unwrap_or_default()
}

fn shown(sql: &Sql<'_>, field: FieldRef) -> String {
    names::shown(&field_name(sql, field))
}

/// The conditions on a tile's rows, as the editor and as the query write them: the reader's period, the tile's own
/// condition, and for `top N` no empty groups.
fn filters(sql: &Sql<'_>, tile: &Tile) -> (Vec<Value>, Vec<Value>) {
    let mut asked: Vec<(String, &str, Value)> = Vec::new();
    if let Some(date) = period_filter(sql, tile) {
        asked.push((date, "TEMPORAL_RANGE", json!("No filter")));
    }
    if crate::dashboard::sql::Queries::has_condition(&tile.query) {
        asked.push((names::kept(&tile.id), "==", json!(1)));
    }
    if tile.query.top.is_some() {
        asked.extend(
            tile.query
                .dimensions
                .iter()
                .map(|d| (field_name(sql, *d), "IS NOT NULL", Value::Null)),
        );
    }
    let edited = asked.iter().map(|(column, operator, value)| {
        json!({
            "clause": "WHERE", "expressionType": "SIMPLE", "subject": column, "operator": operator, "comparator": value,
            "operatorId": operator_id(operator),
        })
    });
    let query = asked.iter().map(|(column, operator, value)| match value {
        Value::Null => json!({ "col": column, "op": operator }),
        value => json!({ "col": column, "op": operator, "val": value }),
    });
    (edited.collect(), query.collect())
}

fn operator_id(operator: &str) -> &'static str {
    match operator {
        "==" => "EQUALS",
        "IS NOT NULL" => "IS_NOT_NULL",
        _ => "TEMPORAL_RANGE",
    }
}

/// The date that a reader's choice of period works on: the dashboard's own filter, else the tile's time axis.
fn period_filter(sql: &Sql<'_>, tile: &Tile) -> Option<String> {
    let source = tile.query.source;
    let chosen = sql
        .board
        .filters
        .iter()
        .find(|f| f.ty.is_time() && f.field.source() == source);
    let field = chosen
        .map(|f| f.field)
        .or(tile.query.period.map(|p| p.date))?;
    sql.queries.has(field).ok().map(|()| field_name(sql, field))
}

/// The axis of a chart: a column, cut in periods when it has a grain.
fn axis(column: &str, grain: Option<&str>) -> Value {
    let mut axis = json!({
        "columnType": "BASE_AXIS", "sqlExpression": column, "label": column, "expressionType": "SQL", "isColumnReference": true,
    });
    if let Some(grain) = grain {
        axis["timeGrain"] = json!(grain);
    }
    axis
}

/// The grain as Superset names it. Weeks run from Monday: SQLite's plain week begins on Sunday.
fn grain(grain: Grain, dialect: Dialect) -> &'static str {
    match (grain, dialect) {
        (Grain::Day, _) => "P1D",
        (Grain::Week, Dialect::Sqlite) => "1969-12-29T00:00:00Z/P1W",
        (Grain::Week, _) => "P1W",
        (Grain::Month, _) => "P1M",
        (Grain::Quarter, _) => "P3M",
        (Grain::Year, _) => "P1Y",
    }
}

/// The unit of what a tile shows; percentages carry their own sign.
fn unit(sql: &Sql<'_>, tile: &Tile) -> Option<String> {
    let first = tile
        .query
        .measures
        .first()
        .and_then(|m| sql.board.measure(*m))?;
    first.unit.clone().filter(|u| u != "%" && !first.percent)
}

#[cfg(test)]
mod tests {
    use crate::dashboard::palette::tests::closest;

    /// The first eight colours of the scheme, as Superset 6.1 has them. They are further apart than those of its other schemes.
    #[test]
    fn the_scheme_keeps_series_apart() {
        let scheme = [
            "#29696B", "#5BCACE", "#F4B02A", "#F1826A", "#792EB2", "#C96EC6", "#921E50", "#B27700",
        ];
        let default = [
            "#1FA8C9", "#454E7C", "#5AC189", "#FF7F44", "#666666", "#E04355", "#FCC700", "#A868B7",
        ];
        let (apart, which) = closest(&scheme);
        assert!(apart >= 10.0, "{which}: {apart}");
        assert!(closest(&default).0 < apart);
    }
}

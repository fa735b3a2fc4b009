//! Charts: a tile or a status as one Superset chart, with the question that the page asks of the data.

use super::bundle::{Chart, VERSION};
use super::datasets::{self, Sql};
use super::names;
use super::status;
use crate::dashboard::{ActCard, Form, Grain, Order, Tile};
use crate::formula::functions::Function;
use crate::formula::sql::Dialect;
use crate::formula::term::{FieldRef, MeasureId, TermKind};
use serde_json::{Map, Value, json};

/// Colours of Okabe and Ito, which the colour-blind tell apart: each measure keeps its own in the whole dashboard.
const MEASURE_COLOURS: [&str; 5] = ["#0072B2", "#009E73", "#E69F00", "#56B4E9", "#CC79A7"];
/// Vermilion of the same set, for limits only; they are dashed too.
const LIMIT_COLOUR: &str = "#D55E00";
/// For series: of the schemes that Superset has by itself, the one whose colours stay furthest apart for the colour-blind.
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
        Form::Number => number(sql, tile),
        Form::Table => table(sql, tile),
        Form::Bar => bars(sql, tile, "horizontal", false),
        Form::Column => bars(sql, tile, "vertical", false),
        Form::StackedBar => bars(sql, tile, "horizontal", true),
        Form::Line => over_time(sql, tile, "echarts_timeseries_line"),
        Form::Area => over_time(sql, tile, "echarts_area"),
        Form::Donut => donut(sql, tile),
        _ => return None,
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

/// The colour of each measure, by its name.
pub(super) fn colours(sql: &Sql<'_>) -> Map<String, Value> {
    let names = sql.board.measures.iter().map(|m| m.name.clone());
    let colours = MEASURE_COLOURS.iter().cycle().map(|c| json!(c));
    names.zip(colours).collect()
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
            "column": status::STATUS, "operator": "begins with", "targetValue": sql.board.words.fires, "colorScheme": MEASURE_COLOURS[2],
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
    tile.query
        .measures
        .iter()
        .filter_map(|m| sql.board.measure(*m).map(|m| m.name.clone()))
        .collect()
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
    if datasets::has_condition(&tile.query) {
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
    sql.has(field).ok().map(|()| field_name(sql, field))
}

fn number(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let metrics = measures(sql, tile);
    let params = object(json!({
        "metric": metrics.first(), "adhoc_filters": edited, "header_font_size": 0.4,
        "subtitle": unit(sql, tile).unwrap_or_default(), "subtitle_font_size": 0.15,
        "y_axis_format": axis_format(sql, tile), "time_format": date_format(sql),
    }));
    let metrics = metrics.into_iter().take(1).collect();
    Draft {
        viz: "big_number_total",
        params,
        question: Question {
            metrics,
            filters,
            ..Question::default()
        },
    }
}

fn table(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let (metrics, limit) = (measures(sql, tile), tile.query.top.unwrap_or(MANY));
    let (order, period) = (names::order(&tile.id), tile.query.period);
    let dimensions = tile.query.dimensions.iter().map(|d| shown(sql, *d));
    let date = period.map(|p| field_name(sql, p.date));
    let groupby: Vec<String> = date.iter().cloned().chain(dimensions).collect();
    let mut params = object(json!({
        "query_mode": "aggregate", "groupby": groupby, "metrics": metrics, "adhoc_filters": edited, "row_limit": limit,
        "timeseries_limit_metric": order, "order_desc": false, "table_timestamp_format": dates(sql, tile), "show_cell_bars": false,
        "server_page_length": 10, "allow_render_html": false,
    }));
    let mut columns: Vec<Value> = groupby.iter().map(|c| json!(c)).collect();
    let grain = period.map(|p| grain(p.grain, sql.dialect()));
    if let (Some(date), Some(grain)) = (&date, grain) {
        params.insert(
            "temporal_columns_lookup".to_owned(),
            json!({ date.as_str(): true }),
        );
        params.insert("time_grain_sqla".to_owned(), json!(grain));
        columns[0] = axis(date, Some(grain));
        // A table makes its axis out of a plain column, and then leaves this out.
        columns[0]
            .as_object_mut()
            .map(|axis| axis.shift_remove("isColumnReference"));
    }
    let question = Question {
        columns,
        orderby: vec![(order, true)],
        metrics,
        filters,
        grain,
        row_limit: Some(limit),
        ..Question::default()
    };
    Draft {
        viz: "table",
        params,
        question,
    }
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

/// The pandas rule that makes missing periods appear; it must give the first day of each period.
fn resample_rule(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "D",
        Grain::Week => "W-MON",
        Grain::Month => "MS",
        Grain::Quarter => "QS",
        Grain::Year => "AS",
    }
}

/// Charts with a value axis: what they have in common.
fn chart_params(sql: &Sql<'_>, tile: &Tile, edited: &[Value]) -> Map<String, Value> {
    let limits: Vec<Value> = tile.limits.iter().map(|limit| {
        json!({
            "annotationType": "FORMULA", "name": limit.label, "value": limit.value.to_string(), "show": true, "showLabel": false,
            "style": "dashed", "width": 2, "color": LIMIT_COLOUR, "opacity": "", "sourceType": "", "overrides": { "time_range": null },
            "hideLine": false, "showMarkers": false,
        })
    }).collect();
    let unit = unit(sql, tile).unwrap_or_default();
    let margin = if unit.is_empty() { 0 } else { 30 };
    let several = tile.query.measures.len() > 1
        || tile.query.dimensions.len() + usize::from(tile.query.period.is_some()) > 1;
    object(json!({
        "metrics": measures(sql, tile), "adhoc_filters": edited, "annotation_layers": limits,
        "y_axis_format": axis_format(sql, tile), "x_axis_time_format": dates(sql, tile), "tooltipTimeFormat": dates(sql, tile),
        "color_scheme": SERIES_SCHEME, "rich_tooltip": true, "truncate_metric": true,
        "show_legend": several || !tile.limits.is_empty(), "legendType": "scroll", "legendOrientation": "top",
        "x_axis_title": "", "x_axis_title_margin": 0, "y_axis_title": unit, "y_axis_title_margin": margin,
        "y_axis_bounds": [null, highest(sql, tile)], "truncateYAxis": false, "zoomable": false,
    }))
}

/// Where the value axis ends: at 100% for a percentage of rows with a limit near it, else where Superset likes.
fn highest(sql: &Sql<'_>, tile: &Tile) -> Option<u32> {
    let share = |m: &MeasureId| {
        let term = sql.board.measure(*m).map(|m| &m.term.kind);
        matches!(term, Some(TermKind::Aggregate { function, .. }) if *function == Function::Percentage)
    };
    let near = tile.limits.iter().any(|l| l.value >= 0.5);
    (near && tile.query.measures.iter().all(share)).then_some(1)
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

fn bars(sql: &Sql<'_>, tile: &Tile, orientation: &str, stacked: bool) -> Draft {
    let mut draft = if tile.query.period.is_some() {
        time_series(sql, tile)
    } else {
        groups(sql, tile, orientation)
    };
    let values = !stacked && tile.query.period.is_none();
    draft.viz = "echarts_timeseries_bar";
    draft.params.extend(object(json!({
        "orientation": orientation, "show_value": values,
        "stack": if stacked { json!("Stack") } else { Value::Null },
    })));
    if orientation == "vertical" && tile.query.period.is_none() {
        draft.params.extend(object(
            json!({ "xAxisLabelRotation": 45, "xAxisLabelInterval": "0" }),
        ));
    }
    draft
}

fn over_time(sql: &Sql<'_>, tile: &Tile, viz: &'static str) -> Draft {
    let mut draft = if tile.query.period.is_some() {
        time_series(sql, tile)
    } else {
        groups(sql, tile, "vertical")
    };
    draft.viz = viz;
    // Without markers a period between two gaps would not be seen.
    let stack = viz == "echarts_area" && !tile.query.dimensions.is_empty();
    let stack = if stack { json!("Stack") } else { Value::Null };
    let more = json!({ "markerEnabled": true, "markerSize": 4, "stack": stack });
    draft.params.extend(object(more));
    draft
}

/// A chart by value: bars in the tile's own order.
fn groups(sql: &Sql<'_>, tile: &Tile, orientation: &str) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let mut dimensions = tile.query.dimensions.iter().map(|d| shown(sql, *d));
    let (first, series) = (
        dimensions.next().unwrap_or_default(),
        dimensions.collect::<Vec<_>>(),
    );
    let (order, limit) = (names::order(&tile.id), tile.query.top.unwrap_or(MANY));
    let mut metrics = measures(sql, tile);
    // A horizontal chart counts from below.
    let ascending = orientation == "vertical";
    let mut params = chart_params(sql, tile, &edited);
    params.extend(object(json!({
        "x_axis": first, "groupby": series, "row_limit": limit, "order_desc": false, "timeseries_limit_metric": order,
    })));
    let sorted = series.is_empty();
    if sorted {
        params.extend(object(
            json!({ "x_axis_sort": order, "x_axis_sort_asc": ascending }),
        ));
        metrics.push(order.clone());
    } else {
        let (by, rising) = match tile.query.order {
            Some(order) => ("sum", order == Order::LowestFirst),
            None => ("name", true),
        };
        params.extend(object(json!({
            "x_axis_sort_series": by, "x_axis_sort_series_ascending": rising == ascending,
        })));
    }
    let mut post = vec![pivot(&first, &series, &metrics)];
    if sorted {
        post.push(
            json!({ "operation": "sort", "options": { "by": order, "ascending": ascending } }),
        );
    }
    let question = finish_series(Question {
        columns: vec![axis(&first, None)],
        metrics,
        orderby: vec![(order, true)],
        filters,
        series,
        row_limit: Some(limit),
        post,
        ..Question::default()
    });
    Draft {
        viz: "",
        params,
        question,
    }
}

/// A chart over time: periods without rows appear, counts as 0 and other measures empty.
fn time_series(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let Some(period) = tile.query.period else {
        return groups(sql, tile, "vertical");
    };
    let (date, grain) = (
        field_name(sql, period.date),
        grain(period.grain, sql.dialect()),
    );
    let series: Vec<String> = tile
        .query
        .dimensions
        .iter()
        .map(|d| shown(sql, *d))
        .collect();
    let metrics = measures(sql, tile);
    let (counts, rule) = (all_counts(sql, tile), resample_rule(period.grain));
    let mut params = chart_params(sql, tile, &edited);
    params.extend(object(json!({
        "x_axis": date, "time_grain_sqla": grain, "groupby": series, "row_limit": MANY, "order_desc": true,
        "resample_rule": rule, "resample_method": if counts { "zerofill" } else { "asfreq" },
    })));
    let fill = if counts { json!(0) } else { Value::Null };
    let resample = json!({ "operation": "resample", "options": { "method": "asfreq", "rule": rule, "fill_value": fill } });
    let question = finish_series(Question {
        columns: vec![axis(&date, Some(grain))],
        orderby: metrics
            .first()
            .map(|m| (m.clone(), false))
            .into_iter()
            .collect(),
        post: vec![pivot(&date, &series, &metrics), resample],
        metrics,
        filters,
        grain: Some(grain),
        series,
        row_limit: Some(MANY),
    });
    Draft {
        viz: "",
        params,
        question,
    }
}

/// Adds the series columns, and what the page does last with a table of series.
fn finish_series(mut question: Question) -> Question {
    question
        .columns
        .extend(question.series.iter().map(|c| json!(c)));
    if let ([metric], false) = (question.metrics.as_slice(), question.series.is_empty()) {
        let columns = json!({ metric.as_str(): null });
        question.post.push(json!({ "operation": "rename", "options": { "columns": columns, "level": 0, "inplace": true } }));
    }
    question.post.push(json!({ "operation": "flatten" }));
    question
}

fn pivot(index: &str, columns: &[String], metrics: &[String]) -> Value {
    let each = metrics
        .iter()
        .map(|m| (m.clone(), json!({ "operator": "mean" })));
    let aggregates: Map<String, Value> = each.collect();
    json!({
        "operation": "pivot",
        "options": { "index": [index], "columns": columns, "aggregates": aggregates, "drop_missing_columns": false },
    })
}

/// Whether every measure of a tile counts rows and shows small counts, so that a period without rows is 0.
fn all_counts(sql: &Sql<'_>, tile: &Tile) -> bool {
    let counts = |m: &MeasureId| {
        let term = sql.board.measure(*m).map(|m| &m.term.kind);
        matches!(
            term,
            Some(TermKind::Aggregate {
                function: Function::Count | Function::Distinct,
                ..
            })
        )
    };
    tile.query.measures.iter().all(counts) && sql.board.small_numbers.hide_below.is_none()
}

fn donut(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let groupby: Vec<String> = tile
        .query
        .dimensions
        .iter()
        .map(|d| shown(sql, *d))
        .collect();
    let limit = tile.query.top.unwrap_or(MANY);
    let metric = measures(sql, tile).into_iter().next().unwrap_or_default();
    let params = object(json!({
        "metric": metric, "groupby": groupby, "adhoc_filters": edited, "row_limit": limit, "donut": true, "innerRadius": 40,
        "outerRadius": 70, "show_legend": false, "label_type": "key_value", "labels_outside": true, "show_labels": true,
        "number_format": axis_format(sql, tile), "sort_by_metric": true, "color_scheme": SERIES_SCHEME,
    }));
    let share =
        json!({ "columns": [metric], "rename_columns": [format!("{metric}__contribution")] });
    let question = Question {
        columns: groupby.iter().map(|c| json!(c)).collect(),
        orderby: vec![(metric.clone(), false)],
        post: vec![json!({ "operation": "contribution", "options": share })],
        metrics: vec![metric],
        filters,
        row_limit: Some(limit),
        ..Question::default()
    };
    Draft {
        viz: "pie",
        params,
        question,
    }
}

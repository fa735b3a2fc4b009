//! Charts with a value axis: bars, columns, lines, areas; by value or over time.

use super::{
    Draft, MANY, Question, SERIES_SCHEME, axis, axis_format, dates, field_name, filters, grain,
    measures, object, shown, unit,
};
use crate::backends::superset::datasets::Sql;
use crate::backends::superset::names;
use crate::dashboard::{Grain, Order, Period, Tile, palette};
use crate::formula::functions::Function;
use crate::formula::term::{MeasureId, TermKind};
use serde_json::{Map, Value, json};

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
            "style": "dashed", "width": 2, "color": palette::INK, "opacity": "", "sourceType": "", "overrides": { "time_range": null },
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

/// What the editor shows and what is asked, before the kind of chart is known.
type Parts = (Map<String, Value>, Question);

/// Bars, one for each group or period.
pub(super) fn bars(sql: &Sql<'_>, tile: &Tile, orientation: &str, stacked: bool) -> Draft {
    let (mut params, question) = parts(sql, tile, orientation);
    let by_value = tile.query.period.is_none();
    params.extend(object(json!({
        "orientation": orientation, "show_value": by_value && !stacked, "stack": stack(stacked),
    })));
    if by_value && orientation == "vertical" {
        // Without these, Superset leaves out labels that don't fit side by side.
        params.extend(object(
            json!({ "xAxisLabelRotation": 45, "xAxisLabelInterval": "0" }),
        ));
    }
    Draft {
        viz: "echarts_timeseries_bar",
        params,
        question,
    }
}

/// Lines and areas.
pub(super) fn over_time(sql: &Sql<'_>, tile: &Tile, viz: &'static str) -> Draft {
    let (mut params, question) = parts(sql, tile, "vertical");
    let stacked = viz == "echarts_area" && !tile.query.dimensions.is_empty();
    // Without markers a period between two gaps would not be seen.
    params.extend(object(
        json!({ "markerEnabled": true, "markerSize": 4, "stack": stack(stacked) }),
    ));
    Draft {
        viz,
        params,
        question,
    }
}

fn parts(sql: &Sql<'_>, tile: &Tile, orientation: &str) -> Parts {
    match tile.query.period {
        Some(period) => time_series(sql, tile, period),
        None => groups(sql, tile, orientation),
    }
}

fn stack(stacked: bool) -> Value {
    if stacked { json!("Stack") } else { Value::Null }
}

/// A chart by value: bars in the tile's own order.
fn groups(sql: &Sql<'_>, tile: &Tile, orientation: &str) -> Parts {
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
    (params, question)
}

/// A chart over time: periods without rows appear, counts as 0 and other measures empty.
fn time_series(sql: &Sql<'_>, tile: &Tile, period: Period) -> Parts {
    let (edited, filters) = filters(sql, tile);
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
    (params, question)
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
    let counts = |m: &MeasureId| sql.queries.counts(*m);
    tile.query.measures.iter().all(counts) && sql.board.small_numbers.hide_below.is_none()
}

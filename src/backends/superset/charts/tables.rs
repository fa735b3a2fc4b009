//! Tables: of groups, of rows, and crossed.

use super::{
    Draft, MANY, Question, axis, axis_format, date_format, dates, field_name, filters, grain,
    measures, object, shown,
};
use crate::backends::superset::datasets::{self, Sql};
use crate::backends::superset::names;
use crate::dashboard::Tile;
use serde_json::{Value, json};

/// A row for each group.
pub(super) fn groups(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let (metrics, limit) = (measures(sql, tile), tile.query.top.unwrap_or(MANY));
    let (order, period) = (names::order(&tile.id), tile.query.period);
    let dimensions = tile.query.dimensions.iter().map(|d| shown(sql, *d));
    let date = period.map(|p| field_name(sql, p.date));
    let groupby: Vec<String> = date.iter().cloned().chain(dimensions).collect();
    let mut params = object(json!({
        "query_mode": "aggregate", "groupby": groupby, "metrics": metrics, "adhoc_filters": edited, "row_limit": limit,
        "order_desc": false, "table_timestamp_format": dates(sql, tile), "show_cell_bars": false,
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
    let ordered = datasets::is_ordered(tile);
    if ordered {
        params.insert("timeseries_limit_metric".to_owned(), json!(order));
    }
    // Without an order of its own the page puts the highest first measure on top.
    let first = metrics.first().cloned().unwrap_or_default();
    let question = Question {
        columns,
        orderby: vec![if ordered {
            (order, true)
        } else {
            (first, false)
        }],
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

/// A row for each row of the source: a work list.
pub(super) fn rows(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let columns: Vec<String> = tile
        .query
        .fields
        .iter()
        .map(|f| field_name(sql, *f))
        .collect();
    let limit = tile.query.top.unwrap_or(MANY);
    let params = object(json!({
        "query_mode": "raw", "all_columns": columns, "adhoc_filters": edited, "row_limit": limit, "order_by_cols": [],
        "table_timestamp_format": date_format(sql), "show_cell_bars": false, "page_length": 20, "allow_render_html": false,
    }));
    let columns = columns.iter().map(|c| json!(c)).collect();
    let question = Question {
        columns,
        filters,
        row_limit: Some(limit),
        ..Question::default()
    };
    Draft {
        viz: "table",
        params,
        question,
    }
}

/// The first dimension down, the others across. No totals: those of a share would be wrong.
pub(super) fn matrix(sql: &Sql<'_>, tile: &Tile) -> Draft {
    let (edited, filters) = filters(sql, tile);
    let metrics = measures(sql, tile);
    let mut dimensions = tile.query.dimensions.iter().map(|d| shown(sql, *d));
    let down: Vec<String> = dimensions.by_ref().take(1).collect();
    let across: Vec<String> = dimensions.collect();
    let columns: Vec<Value> = across.iter().chain(&down).map(|c| json!(c)).collect();
    let params = object(json!({
        "groupbyRows": down, "groupbyColumns": across, "metrics": metrics, "adhoc_filters": edited, "row_limit": MANY,
        "metricsLayout": "COLUMNS", "aggregateFunction": "Sum", "rowTotals": false, "colTotals": false,
        "rowOrder": "key_a_to_z", "colOrder": "key_a_to_z", "valueFormat": axis_format(sql, tile), "order_desc": true,
    }));
    let orderby = metrics
        .first()
        .map(|m| (m.clone(), false))
        .into_iter()
        .collect();
    let question = Question {
        columns,
        orderby,
        metrics,
        filters,
        row_limit: Some(MANY),
        ..Question::default()
    };
    Draft {
        viz: "pivot_table_v2",
        params,
        question,
    }
}

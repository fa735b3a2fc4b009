//! Charts without an axis of their own: a number, a ring, a histogram, a heat map.

use super::{
    Draft, MANY, Question, SERIES_SCHEME, axis, axis_format, date_format, dates, field_name,
    filters, grain, measures, object, shown, unit,
};
use crate::backends::superset::datasets::Sql;
use crate::dashboard::Tile;
use serde_json::json;

/// One number, large.
pub(super) fn number(sql: &Sql<'_>, tile: &Tile) -> Draft {
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

/// Parts of a whole.
pub(super) fn donut(sql: &Sql<'_>, tile: &Tile) -> Draft {
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

/// How many rows have values in each of ten classes.
pub(super) fn histogram(sql: &Sql<'_>, tile: &Tile) -> Option<Draft> {
    let (edited, filters) = filters(sql, tile);
    let column = field_name(sql, *tile.query.fields.first()?);
    let options = json!({ "column": column, "groupby": [], "bins": 10, "cumulative": false, "normalize": false });
    let params = object(json!({
        "column": column, "groupby": [], "bins": 10, "cumulative": false, "normalize": false, "adhoc_filters": edited,
        "row_limit": MANY, "color_scheme": SERIES_SCHEME, "show_value": true, "show_legend": false,
        "x_axis_title": "", "y_axis_title": "",
    }));
    let post = vec![json!({ "operation": "histogram", "options": options })];
    let question = Question {
        columns: vec![json!(column)],
        filters,
        row_limit: Some(MANY),
        post,
        ..Question::default()
    };
    Some(Draft {
        viz: "histogram_v2",
        params,
        question,
    })
}

/// Two axes and a colour: by two dimensions, or by time and one dimension.
pub(super) fn heatmap(sql: &Sql<'_>, tile: &Tile) -> Option<Draft> {
    let (edited, filters) = filters(sql, tile);
    let metric = measures(sql, tile).into_iter().next()?;
    let grain = tile.query.period.map(|p| grain(p.grain, sql.dialect()));
    let date = tile.query.period.map(|p| field_name(sql, p.date));
    let mut axes = date
        .into_iter()
        .chain(tile.query.dimensions.iter().map(|d| shown(sql, *d)));
    let (across, down) = (axes.next()?, axes.next()?);
    let mut params = object(json!({
        "x_axis": across, "groupby": down, "metric": metric, "adhoc_filters": edited, "row_limit": MANY,
        "sort_x_axis": "alpha_asc", "sort_y_axis": "alpha_desc", "normalize_across": "heatmap", "legend_type": "continuous",
        "linear_color_scheme": "schemeBlues", "show_values": true, "show_legend": true, "show_percentage": false,
        "xscale_interval": -1, "yscale_interval": -1, "left_margin": 120, "bottom_margin": 50,
        "value_bounds": [null, null], "y_axis_format": axis_format(sql, tile), "x_axis_time_format": dates(sql, tile),
    }));
    params.extend(grain.map(|grain| ("time_grain_sqla".to_owned(), json!(grain))));
    let question = Question {
        columns: vec![axis(&across, grain), json!(down)],
        orderby: vec![(across, true), (down, false)],
        post: vec![json!({ "operation": "rank", "options": { "metric": metric } })],
        metrics: vec![metric],
        filters,
        grain,
        row_limit: Some(MANY),
        ..Question::default()
    };
    Some(Draft {
        viz: "heatmap_v2",
        params,
        question,
    })
}

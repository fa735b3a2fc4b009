//! The figures of a case: for people as tables, for machines as JSON and CSV.

use super::bold;
use crate::dashboard::{Dashboard, Measure, yes_no};
use crate::data::{ActionFigures, Figures, Value, VisualFigures};
use crate::diag::Lang;
use crate::page::format;
use crate::say;
use serde_json::{Map, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The version of the JSON format.
const VERSION: u32 = 1;

/// Rows of a visual that are shown on a terminal; the machine formats have them all.
const SHOWN_ROWS: usize = 60;

/// The figures as JSON. Values are not rounded, percentages are fractions.
pub fn json(figures: &Figures, dashboard: &Dashboard) -> String {
    let measures: Map<_, _> = figures
        .measures
        .iter()
        .map(|(name, value)| (name.clone(), plain(value)))
        .collect();
    let visuals: Map<_, _> = figures
        .visuals
        .iter()
        .map(|visual| {
            let rows = visual
                .rows
                .iter()
                .map(|row| row.iter().map(plain).collect::<Vec<_>>());
            let rows: Vec<_> = rows.collect();
            let visual_ =
                json!({ "columns": visual.columns, "rows": rows, "hidden": visual.hidden });
            (visual.name.clone(), visual_)
        })
        .collect();
    let actions: Map<_, _> = figures
        .actions
        .iter()
        .map(|action| (action.name.clone(), of_action(action)))
        .collect();
    let whole = json!({
        "version": VERSION,
        "case": dashboard.name,
        "as_of": dashboard.as_of.to_string(),
        "measures": measures,
        "visuals": visuals,
        "actions": actions,
    });
    format!("{whole:#}\n")
}

fn of_action(action: &ActionFigures) -> serde_json::Value {
    let mut object = json!({
        "fires": action.fires,
        "where": action.places,
        "since": action.since.map(|d| d.to_string()),
        "status": action.status,
    });
    if let Some(until) = action.data_until {
        object["data_until"] = json!(until.to_string());
    }
    object
}

/// A value for machines.
fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Empty => serde_json::Value::Null,
        Value::Bool(yes) => json!(yes),
        Value::Whole(n) => json!(n),
        Value::Number(n) => json!(n),
        Value::Text(text) => json!(text),
        Value::Date(date) => json!(date.to_string()),
        Value::Moment(moment) => json!(moment.to_string()),
    }
}

/// The figures as CSV: a line for each cell.
pub fn csv(figures: &Figures, dashboard: &Dashboard) -> String {
    let mut out = String::from("part,name,split_1,split_2,period,figure,value\n");
    let mut line = |cells: [&str; 7]| csv_line(&mut out, cells);
    for (name, value) in &figures.measures {
        line(["measure", name, "", "", "", name, &bare(value)]);
    }
    for visual in &figures.visuals {
        let (splits, has_period, listed) = shape(dashboard, visual);
        for (at, row) in visual.rows.iter().enumerate() {
            let number = (at + 1).to_string();
            let text = |at: usize| row.get(at).map(bare).unwrap_or_default();
            let (first, second) = match (listed, splits) {
                (true, _) => (number, String::new()),
                (false, 0) => (String::new(), String::new()),
                (false, 1) => (text(0), String::new()),
                (false, _) => (text(0), text(1)),
            };
            let period = if has_period {
                text(splits)
            } else {
                String::new()
            };
            let before = splits + usize::from(has_period);
            for (figure, value) in visual.columns.iter().zip(row).skip(before) {
                line([
                    "visual",
                    &visual.name,
                    &first,
                    &second,
                    &period,
                    figure,
                    &bare(value),
                ]);
            }
        }
    }
    for action in &figures.actions {
        let fires = action.fires.to_string();
        line(["action", &action.name, "", "", "", "fires", &fires]);
        for place in &action.places {
            line(["action", &action.name, place, "", "", "fires", "true"]);
        }
        if let Some(since) = action.since {
            line([
                "action",
                &action.name,
                "",
                "",
                "",
                "since",
                &since.to_string(),
            ]);
        }
    }
    out
}

/// A line of a CSV file.
pub(super) fn csv_line<const N: usize>(out: &mut String, cells: [&str; N]) {
    let cells = cells.map(|cell| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    });
    _ = writeln!(out, "{}", cells.join(","));
}

/// How many columns of a visual are dimensions, whether a period follows, and whether it is a list of rows.
fn shape(dashboard: &Dashboard, visual: &VisualFigures) -> (usize, bool, bool) {
    let tiles = dashboard.pages.iter().flat_map(|p| &p.tiles);
    let query = tiles
        .into_iter()
        .find(|t| t.id == visual.name)
        .map(|t| &t.query);
    let Some(query) = query else {
        return (0, false, false);
    };
    let listed = !query.fields.is_empty();
    let splits = if listed { 0 } else { query.dimensions.len() };
    (splits, query.period.is_some() && !listed, listed)
}

/// A value in a cell of a CSV file.
fn bare(value: &Value) -> String {
    match plain(value) {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The figures for people.
pub fn table(figures: &Figures, dashboard: &Dashboard, lang: Lang) -> String {
    let (title, day) = (&dashboard.title, dashboard.as_of);
    let head = say!(en "{title}, as of {day}", nl "{title}, per {day}");
    let mut out = bold(head.get(lang)) + "\n\n";
    let rows = figures.measures.iter().map(|(name, value)| {
        let measure = dashboard.measures.iter().find(|m| m.name == *name);
        let label = measure.map_or(name.as_str(), |m| &m.label);
        let mut shown = shown(value, measure, lang);
        if let Some(unit) = measure
            .and_then(|m| m.unit.as_deref())
            .filter(|u| *u != "%")
        {
            shown = format!("{shown} {unit}");
        }
        vec![label.to_owned(), shown]
    });
    let rows: Vec<_> = rows.collect();
    aligned(&mut out, &rows, &[false, false]);
    for visual in &figures.visuals {
        _ = writeln!(out, "\n{}", bold(&title_of(dashboard, visual)));
        of_visual(&mut out, dashboard, visual, lang);
    }
    if !figures.actions.is_empty() {
        _ = writeln!(out, "\n{}", bold(lang.pick("Acts", "Acties")));
        let rows = figures.actions.iter().map(|action| {
            let since = action.since.map(|day| {
                let words = say!(en " (since {day})", nl " (sinds {day})");
                words.get(lang).to_owned()
            });
            vec![
                action.name.clone(),
                format!("{}{}", action.status, since.unwrap_or_default()),
            ]
        });
        aligned(&mut out, &rows.collect::<Vec<_>>(), &[false, false]);
    }
    out
}

fn title_of(dashboard: &Dashboard, visual: &VisualFigures) -> String {
    let tiles = dashboard.pages.iter().flat_map(|p| &p.tiles);
    let mut titles = tiles
        .filter(|t| t.id == visual.name)
        .map(|t| t.title.clone());
    titles.next().unwrap_or_else(|| visual.name.clone())
}

fn of_visual(out: &mut String, dashboard: &Dashboard, visual: &VisualFigures, lang: Lang) {
    let (splits, has_period, _) = shape(dashboard, visual);
    let before = splits + usize::from(has_period);
    let measures: Vec<Option<&Measure>> = visual
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            dashboard.measures.iter().find(|m| {
                at >= before && (m.name == *name || dashboard.year_before(&m.name) == *name)
            })
        })
        .collect();
    let mut rows = vec![visual.columns.clone()];
    for row in visual.rows.iter().take(SHOWN_ROWS) {
        let cells = row.iter().zip(&measures);
        rows.push(
            cells
                .map(|(value, measure)| shown(value, *measure, lang))
                .collect(),
        );
    }
    let right: Vec<bool> = (0..visual.columns.len()).map(|at| at >= before).collect();
    aligned(out, &rows, &right);
    let more = visual.rows.len().saturating_sub(SHOWN_ROWS);
    if more > 0 {
        let words = say!(en "… and {more} more rows", nl "… en nog {more} rijen");
        _ = writeln!(out, "  {}", words.get(lang));
    }
    if visual.hidden > 0 {
        let hidden = visual.hidden;
        let words = say!(
            en "{hidden} cells are hidden: they are over too few rows, or would give these away",
            nl "{hidden} cellen zijn verborgen: ze gaan over te weinig rijen, of zouden die verraden",
        );
        _ = writeln!(out, "  {}", words.get(lang));
    }
}

/// Rows in columns that line up.
pub(super) fn aligned(out: &mut String, rows: &[Vec<String>], right: &[bool]) {
    let widths: Vec<usize> = (0..right.len())
        .map(|at| {
            rows.iter()
                .filter_map(|r| r.get(at))
                .map(|c| c.width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in rows {
        let mut line = String::from(" ");
        for ((cell, width), right) in row.iter().zip(&widths).zip(right) {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            line += &if *right {
                format!(" {gap}{cell} ")
            } else {
                format!(" {cell}{gap} ")
            };
        }
        _ = writeln!(out, "{}", line.trim_end());
    }
}

/// A value as people of the language read it.
fn shown(value: &Value, measure: Option<&Measure>, lang: Lang) -> String {
    match value {
        Value::Empty => format::NOTHING.to_owned(),
        Value::Bool(answer) => {
            let (yes, no) = yes_no(lang);
            if *answer { yes } else { no }.to_owned()
        }
        Value::Whole(n) => format::whole(*n, lang),
        Value::Number(n) if measure.is_some_and(|m| m.percent) => format::percent(*n, 1, lang),
        Value::Number(n) => format::short(*n, lang),
        Value::Text(text) => text.clone(),
        Value::Date(date) => date.to_string(),
        Value::Moment(moment) => moment.to_string(),
    }
}

//! The past of the acts of a case as a page: for each act its figures, a picture of its periods, and the same as tables.

use super::backtest::{columns, facts, heading, spot, summary_rows, value_rows};
use crate::dashboard::Dashboard;
use crate::data::backtest::{ActPast, Mark, Past, Told, Track};
use crate::diag::Lang;
use crate::page::table::{Column, Fact, Kind, Table};
use crate::page::{self, escape, safe};
use crate::say;
use minijinja::{Error, Value};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

const TEMPLATE: &str = include_str!("templates/backtest.html");

/// Width and height of a mark in the picture, and the room between two.
const MARK: (usize, usize, usize) = (10, 24, 2);

/// Room for the label of a line.
const LABEL: usize = 72;

/// Values of a dimension in a table.
const SHOWN_VALUES: usize = 200;

#[derive(Serialize)]
struct Page {
    title: String,
    lead: String,
    acts: Vec<Act>,
    legend: String,
    footer: &'static str,
}

#[derive(Serialize)]
struct Act {
    title: String,
    question: String,
    facts: Vec<Fact>,
    compared: Option<Table>,
    pictures: Vec<Picture>,
    values: Option<Table>,
    runs: Vec<Table>,
}

#[derive(Serialize)]
struct Picture {
    heading: Option<&'static str>,
    drawing: Value,
}

/// The page.
///
/// # Errors
/// When the template names what is not there.
pub fn html(acts: &[ActPast], dashboard: &Dashboard, lang: Lang) -> Result<String, Error> {
    let day = page::format::day(dashboard.as_of, lang);
    let lead = say!(
        en "When each act would have been due in the past, as the rows stand in the data on {day}.",
        nl "Wanneer elke actie in het verleden nodig was geweest, met de rijen zoals ze op {day} in de gegevens staan.",
    );
    let page = Page {
        title: dashboard.title.clone(),
        lead: lead.get(lang).to_owned(),
        acts: acts
            .iter()
            .map(|act| of_act(act, dashboard, lang))
            .collect(),
        legend: legend(dashboard, lang),
        footer: "casus data backtest",
    };
    page::render(lang, TEMPLATE, &page)
}

/// How to read the pictures.
fn legend(dashboard: &Dashboard, lang: Lang) -> String {
    let words = say!(
        en "In the pictures each year is a line. A full bar: due. A half, open bar: the condition held, not yet for long enough. A low line: not due. A dashed box: no outcome",
        nl "In de tekeningen is elk jaar een regel. Een volle balk: nodig. Een halve, open balk: de voorwaarde gold, nog niet lang genoeg. Een lage streep: niet nodig. Een gestippeld vakje: geen uitkomst",
    );
    let why = match dashboard.small_numbers.hide_below {
        Some(floor) => say!(
            en ", for there are fewer than {floor} rows, or nothing to compare.",
            nl ", want er zijn minder dan {floor} rijen, of er is niets te vergelijken.",
        ),
        None => say!(
            en ", for there are no rows, or nothing to compare.",
            nl ", want er zijn geen rijen, of er is niets te vergelijken.",
        ),
    };
    format!("{}{}", words.get(lang), why.get(lang))
}

fn of_act(act: &ActPast, dashboard: &Dashboard, lang: Lang) -> Act {
    let card = dashboard.cards.iter().find(|card| card.id == act.name);
    let columns = match &act.told {
        Told::Judged(judged) => columns(judged),
        Told::Dates { .. } | Told::Nothing => Vec::new(),
    };
    let rows = match columns.is_empty() {
        true => facts(act, lang),
        false => summary_rows(&columns, lang),
    };
    let compared = columns.len() > 1;
    let mut pictures = Vec::new();
    let mut runs = Vec::new();
    for (at, (_, past)) in columns.iter().enumerate() {
        let Some(past) = past.filter(|past| !past.chosen) else {
            continue;
        };
        let named = compared.then(|| heading(at, lang));
        pictures.push(Picture {
            heading: named,
            drawing: safe(drawing(past, &past.whole, &act.name, lang)),
        });
        runs.extend(runs_of(past, named, lang));
    }
    let values = value_rows(&columns, SHOWN_VALUES, false, lang);
    let values = values.map(|(rows, _)| of_rows(rows, &act.name));
    let (facts, compared) = match compared {
        false => (rows.into_iter().filter_map(fact).collect(), None),
        true => (Vec::new(), Some(of_rows(rows, &act.name))),
    };
    Act {
        title: act.name.clone(),
        question: card.map(|c| c.question.clone()).unwrap_or_default(),
        facts,
        compared,
        pictures,
        values,
        runs,
    }
}

/// A row of a label and a text.
fn fact(row: Vec<String>) -> Option<Fact> {
    let [label, text] = <[String; 2]>::try_from(row).ok()?;
    Some(Fact { label, text })
}

/// Rows as a table; the first has the headings, and the first column says what a row is about.
fn of_rows(mut rows: Vec<Vec<String>>, caption: &str) -> Table {
    let head = if rows.is_empty() {
        Vec::new()
    } else {
        rows.remove(0)
    };
    let columns = head.into_iter().enumerate().map(|(at, label)| Column {
        label: if label.is_empty() {
            caption.to_owned()
        } else {
            label
        },
        kind: if at == 0 { Kind::Head } else { Kind::Text },
    });
    Table {
        caption: caption.to_owned(),
        columns: columns.collect(),
        rows,
    }
}

/// The runs of periods in which an act was due, as a table.
fn runs_of(past: &Past, heading: Option<&str>, lang: Lang) -> Option<Table> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, mark) in past.whole.marks.iter().enumerate() {
        match runs.last_mut() {
            _ if *mark != Mark::Due => {}
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => runs.push((at, at)),
        }
    }
    let period = |at: usize| past.starts.get(at).map(|start| past.period(*start));
    let rows = runs.iter().map(|(first, last)| {
        vec![
            period(*first).unwrap_or_default(),
            period(*last).unwrap_or_default(),
            (last - first + 1).to_string(),
        ]
    });
    let unit = past.grain.unit().word(2.0, lang);
    let labels = [
        (lang.pick("due from", "nodig vanaf"), Kind::Head),
        (lang.pick("up to", "tot en met"), Kind::Text),
        (unit, Kind::Number),
    ];
    let columns = labels.map(|(label, kind)| Column {
        label: label.to_owned(),
        kind,
    });
    let caption = lang.pick("Each time it was due", "Elke keer dat ze nodig was");
    let table = Table {
        caption: match heading {
            Some(heading) => format!("{caption} ({heading})"),
            None => caption.to_owned(),
        },
        columns: columns.to_vec(),
        rows: rows.collect(),
    };
    (!table.rows.is_empty()).then_some(table)
}

/// A line for each year with a mark for each period. Height and outline tell the outcomes apart, not colour alone.
fn drawing(past: &Past, track: &Track, name: &str, lang: Lang) -> String {
    let (width, height, gap) = MARK;
    let mut lines: BTreeMap<(i16, i8), usize> = BTreeMap::new();
    for start in &past.starts {
        let (key, ..) = spot(*start, past);
        let next = lines.len();
        lines.entry(key).or_insert(next);
    }
    let mut marks = String::new();
    let mut labelled = usize::MAX;
    let (mut drawn, mut widest) = (0, 0);
    for (start, mark) in past.starts.iter().zip(&track.marks) {
        let (key, label, place) = spot(*start, past);
        let line = lines.get(&key).copied().unwrap_or_default();
        if line != labelled {
            let y = line * (height + 8) + height - 6;
            _ = write!(marks, "<text x=\"0\" y=\"{y}\">{}</text>", escape(&label));
            (labelled, drawn) = (line, 0);
        }
        // Years stand one after the other on their only line.
        let place = place.max(drawn);
        drawn = place + 1;
        widest = widest.max(drawn);
        let x = LABEL + place * (width + gap);
        let bottom = line * (height + 8) + height;
        let (class, tall) = match mark {
            Mark::Early => continue,
            Mark::Unknown => ("unknown", height / 3),
            Mark::Quiet => ("quiet", 3),
            Mark::Held => ("held", height / 2),
            Mark::Due => ("due", height),
        };
        let told = format!("{}: {}", past.period(*start), word(*mark, lang));
        let y = bottom - tall;
        _ = write!(
            marks,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{tall}\"><title>{}</title></rect>",
            escape(&told)
        );
    }
    let (wide, high) = (LABEL + widest * (width + gap), lines.len() * (height + 8));
    let about = say!(
        en "{name}: the periods in which it would have been due; the table below has the same",
        nl "{name}: de perioden waarin ze nodig was geweest; de tabel hieronder zegt hetzelfde",
    );
    format!(
        "<svg class=\"past\" role=\"img\" viewBox=\"0 0 {wide} {high}\" style=\"max-width:{wide}px\" aria-label=\"{}\">{marks}</svg>",
        escape(about.get(lang))
    )
}

/// What a mark in the picture means.
fn word(mark: Mark, lang: Lang) -> &'static str {
    match mark {
        Mark::Early => lang.pick("too early", "te vroeg"),
        Mark::Unknown => lang.pick("no outcome", "geen uitkomst"),
        Mark::Quiet => lang.pick("not due", "niet nodig"),
        Mark::Held => lang.pick("held, not yet long enough", "gold, nog niet lang genoeg"),
        Mark::Due => lang.pick("due", "nodig"),
    }
}

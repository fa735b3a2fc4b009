//! The past of the acts of a case: for people as tables with a picture of marks, for machines as JSON and CSV.

use super::bold;
use super::figures::{aligned, csv_line};
use crate::dashboard::{Dashboard, Grain};
use crate::data::backtest::{ActPast, Judged, Mark, Past, Summary, Told, Track, year};
use crate::diag::Lang;
use crate::page::format::{NOTHING, percent};
use crate::say;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The version of the JSON format.
const VERSION: u32 = 1;

/// Values of a dimension that are shown on a terminal; the machine formats have them all.
const SHOWN_VALUES: usize = 30;

/// Lines of a picture on a terminal, the newest.
const SHOWN_LINES: usize = 24;

/// Periods of a value that are drawn on a terminal, the newest.
const SHOWN_PERIODS: usize = 26;

/// The pasts as JSON. Shares are fractions.
pub fn json(acts: &[ActPast], dashboard: &Dashboard) -> String {
    let actions: Map<String, Value> = acts
        .iter()
        .map(|act| (act.name.clone(), of_act(act)))
        .collect();
    let whole = json!({
        "version": VERSION,
        "case": dashboard.name,
        "as_of": dashboard.as_of.to_string(),
        "actions": actions,
    });
    format!("{whole:#}\n")
}

fn of_act(act: &ActPast) -> Value {
    let mut object = json!({ "rule": act.rule });
    match &act.told {
        Told::Judged(judged) => {
            let past = |judged: &Judged| judged.past.as_ref().map_or(Value::Null, of_past);
            object["past"] = judged.first().map_or(Value::Null, past);
            if let Some(other) = judged.get(1) {
                object["compared"] = json!({ "rule": other.rule, "past": past(other) });
            }
        }
        Told::Dates { last, next } => {
            object["last"] = json!(last.map(|d| d.to_string()));
            object["next"] = json!(next.map(|d| d.to_string()));
        }
        Told::Nothing => {}
    }
    object
}

fn of_past(past: &Past) -> Value {
    let mut object = json!({
        "grain": grain_id(past.grain),
        "for": past.lasting,
        "from": past.starts.first().map(|s| past.period(*s)),
        "to": past.starts.last().map(|s| past.period(*s)),
        "whole": of_track(past, &past.whole),
    });
    if let Some(per) = &past.per {
        let values = past.values.iter();
        let values: Map<_, _> = values
            .map(|(value, track)| (value.clone(), of_track(past, track)))
            .collect();
        object["per"] = json!(per);
        object["values"] = Value::Object(values);
    }
    object
}

fn of_track(past: &Past, track: &Track) -> Value {
    let summary = past.summary(track);
    let period = |start: Date| past.period(start);
    let years: Map<_, _> = summary
        .years
        .iter()
        .map(|(year, fired, due)| (year.to_string(), json!({ "fired": fired, "due": due })))
        .collect();
    let periods: Map<_, _> = past
        .starts
        .iter()
        .zip(&track.marks)
        .map(|(start, mark)| (period(*start), json!(mark.id())))
        .collect();
    json!({
        "fired": summary.times,
        "due": summary.due,
        "judged": summary.judged,
        "share": summary.share(),
        "no_outcome": summary.unknown,
        "first": summary.first_and_last.map(|(first, _)| period(first)),
        "last": summary.first_and_last.map(|(_, last)| period(last)),
        "longest": summary.longest.map(|(from, n)| json!({ "from": period(from), "periods": n })),
        "years": years,
        "periods": periods,
    })
}

/// The name of a grain in the machine formats.
fn grain_id(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Year => "year",
    }
}

/// The pasts as CSV: a line for each period of each value.
pub fn csv(acts: &[ActPast]) -> String {
    let mut out = String::from("action,trigger,value,period,outcome\n");
    let mut lines = |name: &str, trigger: &str, past: &Past| {
        let whole = std::iter::once(("", &past.whole));
        let values = past.values.iter().map(|(value, track)| (&**value, track));
        for (value, track) in whole.chain(values) {
            for (start, mark) in past.starts.iter().zip(&track.marks) {
                let period = past.period(*start);
                csv_line(&mut out, [name, trigger, value, &period, mark.id()]);
            }
        }
    };
    for act in acts {
        if let Told::Judged(judged) = &act.told {
            for (trigger, judged) in ["case", "compared"].into_iter().zip(judged) {
                let past = judged.past.as_ref();
                past.into_iter().for_each(|p| lines(&act.name, trigger, p));
            }
        }
    }
    out
}

/// The pasts for people.
pub fn table(acts: &[ActPast], dashboard: &Dashboard, lang: Lang) -> String {
    let (title, day) = (&dashboard.title, dashboard.as_of);
    let head = say!(en "{title}, back-tested as of {day}", nl "{title}, teruggekeken per {day}");
    let mut out = bold(head.get(lang)) + "\n";
    for act in acts {
        _ = writeln!(out, "\n{}", bold(&act.name));
        match &act.told {
            Told::Judged(judged) => of_judged(&mut out, &columns(judged), lang),
            Told::Dates { .. } | Told::Nothing => {
                let rows = facts(act, lang);
                aligned(&mut out, &rows, &[false, false]);
            }
        }
    }
    let floor = dashboard.small_numbers.hide_below;
    if let Some(legend) = legend(acts, floor, lang) {
        _ = writeln!(out, "\n{legend}");
    }
    out
}

/// What there is to tell of an act that no data judges.
pub(super) fn facts(act: &ActPast, lang: Lang) -> Vec<Vec<String>> {
    let row = |en: &str, nl: &str, text: String| vec![lang.pick(en, nl).to_owned(), text];
    let day = |day: &Option<Date>| day.map_or(NOTHING.to_owned(), |d| d.to_string());
    match &act.told {
        Told::Dates { last, next } => vec![
            row("on", "op", act.rule.clone()),
            row("last", "laatst", day(last)),
            row("next", "volgende", day(next)),
        ],
        _ => vec![row("occasion", "aanleiding", NOTHING.to_owned())],
    }
}

/// A trigger as people read it, and its past.
type Column<'a> = (&'a str, Option<&'a Past>);

/// The triggers of an act, to stand beside each other.
pub(super) fn columns(judged: &[Judged]) -> Vec<Column<'_>> {
    let columns = judged.iter();
    columns.map(|j| (&*j.rule, j.past.as_ref())).collect()
}

fn of_judged(out: &mut String, columns: &[Column<'_>], lang: Lang) {
    let rows = summary_rows(columns, lang);
    aligned(out, &rows, &vec![false; columns.len() + 1]);
    for (at, (_, past)) in columns.iter().enumerate() {
        let Some(past) = past.filter(|past| !past.chosen) else {
            continue;
        };
        let lines = lines(past, &past.whole);
        _ = match at {
            0 => writeln!(out),
            _ => writeln!(out, "  {}", heading(at, lang)),
        };
        let left_out = lines.len().saturating_sub(SHOWN_LINES);
        if left_out > 0 {
            let words = say!(en "… {left_out} earlier lines", nl "… {left_out} eerdere regels");
            _ = writeln!(out, "  {}", words.get(lang));
        }
        for (label, marks) in lines.iter().skip(left_out) {
            _ = writeln!(out, "  {label}  {marks}");
        }
    }
    values(out, columns, lang);
}

/// What a column is headed: the case, or the other trigger.
pub(super) fn heading(at: usize, lang: Lang) -> &'static str {
    match at {
        0 => lang.pick("in the case", "in de casus"),
        _ => "--when",
    }
}

/// The figures of an act, one or two triggers beside each other.
pub(super) fn summary_rows(columns: &[Column<'_>], lang: Lang) -> Vec<Vec<String>> {
    let summaries: Vec<Option<(&Past, Summary)>> = columns
        .iter()
        .map(|(_, past)| past.map(|past| (past, past.summary(&past.whole))))
        .collect();
    let chosen = columns.iter().any(|(_, p)| p.is_some_and(|p| p.chosen));
    let mut rows: Vec<Vec<String>> = Vec::new();
    if columns.len() > 1 {
        let headings = (0..columns.len()).map(|at| heading(at, lang).to_owned());
        rows.push(std::iter::once(String::new()).chain(headings).collect());
    }
    let mut row = |label: &str, cells: Vec<String>| {
        rows.push(std::iter::once(label.to_owned()).chain(cells).collect());
    };
    let each = |told: &dyn Fn(&Past, &Summary) -> String| -> Vec<String> {
        let cells = summaries.iter().map(|summary| match summary {
            Some((past, summary)) => told(past, summary),
            None => NOTHING.to_owned(),
        });
        cells.collect()
    };
    let rules = columns.iter().map(|(rule, _)| (*rule).to_owned());
    let condition = match chosen {
        true => lang.pick("choice", "keuze"),
        false => lang.pick("trigger", "aanleiding"),
    };
    row(condition, rules.collect());
    row(
        lang.pick("period", "periode"),
        each(&|past, _| match (past.starts.first(), past.starts.last()) {
            (Some(first), Some(last)) => {
                let (first, last) = (past.period(*first), past.period(*last));
                say!(en "{first} to {last}", nl "{first} t/m {last}")
                    .get(lang)
                    .to_owned()
            }
            _ => NOTHING.to_owned(),
        }),
    );
    if !chosen {
        row(
            lang.pick("fired", "ging af"),
            each(&|_, summary| times(summary.times, lang)),
        );
        row(
            lang.pick("was due", "was nodig"),
            each(&|past, summary| due(past, summary, lang)),
        );
        row(
            lang.pick("first, last", "eerst, laatst"),
            each(&|past, summary| match summary.first_and_last {
                Some((first, last)) => format!("{}, {}", past.period(first), past.period(last)),
                None => NOTHING.to_owned(),
            }),
        );
        row(
            lang.pick("longest run", "langste reeks"),
            each(&|past, summary| longest(past, summary, lang)),
        );
        let years = summaries.iter().flatten().flat_map(|(_, s)| &s.years);
        let years: BTreeSet<i16> = years.map(|(year, ..)| *year).collect();
        for year in years {
            row(
                &year.to_string(),
                each(&|past, summary| {
                    let of_year = summary.years.iter().find(|(of, ..)| *of == year);
                    of_year.map_or(NOTHING.to_owned(), |(_, fired, due)| {
                        let (fired, due) = (times(*fired, lang), periods(*due, past.grain, lang));
                        format!("{fired}, {due}")
                    })
                }),
            );
        }
    }
    if summaries.iter().flatten().any(|(_, s)| s.unknown > 0) {
        row(
            lang.pick("no outcome", "geen uitkomst"),
            each(&|past, summary| periods(summary.unknown, past.grain, lang)),
        );
    }
    rows
}

/// `14 of 101 weeks (13.9%)`.
fn due(past: &Past, summary: &Summary, lang: Lang) -> String {
    let of = lang.pick("of", "van de");
    let all = periods(summary.judged, past.grain, lang);
    format!("{} {of} {all} ({})", summary.due, share(summary, lang))
}

/// `13.9%`.
fn share(summary: &Summary, lang: Lang) -> String {
    let share = summary.share();
    share.map_or(NOTHING.to_owned(), |share| percent(share, 1, lang))
}

/// `6 weeks from 2014-W07`.
fn longest(past: &Past, summary: &Summary, lang: Lang) -> String {
    summary.longest.map_or(NOTHING.to_owned(), |(from, count)| {
        let word = lang.pick("from", "vanaf");
        let count = periods(count, past.grain, lang);
        format!("{count} {word} {}", past.period(from))
    })
}

/// `3 times`.
fn times(count: usize, lang: Lang) -> String {
    match (count, lang) {
        (1, Lang::En) => "once".to_owned(),
        (n, Lang::En) => format!("{n} times"),
        (n, Lang::Nl) => format!("{n} keer"),
    }
}

/// `14 weeks`.
fn periods(count: usize, grain: Grain, lang: Lang) -> String {
    format!("{count} {}", grain.unit().word(count as f64, lang))
}

/// The values of the dimension, those of both triggers beside each other.
fn values(out: &mut String, columns: &[Column<'_>], lang: Lang) {
    let Some((rows, more)) = value_rows(columns, SHOWN_VALUES, true, lang) else {
        return;
    };
    _ = writeln!(out);
    aligned(out, &rows, &vec![false; rows.first().map_or(0, Vec::len)]);
    if more > 0 {
        let words = say!(en "… and {more} more values", nl "… en nog {more} waarden");
        _ = writeln!(out, "  {}", words.get(lang));
    }
}

/// The rows about the values, the first with the headings, and how many values are left out. `drawn` adds their newest marks.
pub(super) fn value_rows(
    columns: &[Column<'_>],
    most: usize,
    drawn: bool,
    lang: Lang,
) -> Option<(Vec<Vec<String>>, usize)> {
    let pasts: Vec<&Past> = columns.iter().filter_map(|(_, past)| *past).collect();
    let first = pasts.iter().find(|past| !past.values.is_empty())?;
    let chosen = first.chosen;
    let compared = columns.len() > 1;
    let due_word = match chosen {
        true => lang.pick("was chosen", "was gekozen"),
        false => lang.pick("was due", "was nodig"),
    };
    let mut head = vec![first.per.clone().unwrap_or_default()];
    for (at, (_, past)) in columns.iter().enumerate().filter(|(_, (_, p))| p.is_some()) {
        let named = |word: &str| match compared {
            true => format!("{word}, {}", heading(at, lang)),
            false => word.to_owned(),
        };
        head.push(named(due_word));
        if !chosen && !compared {
            head.push(lang.pick("fired", "ging af").to_owned());
            head.push(lang.pick("longest run", "langste reeks").to_owned());
        }
        if drawn {
            let grain = past.map_or(Grain::Month, |p| p.grain);
            head.push(named(&newest(grain, lang)));
        }
    }
    let mut seen = BTreeSet::new();
    let names = pasts.iter().flat_map(|past| &past.values);
    let names = names.map(|(name, _)| name.as_str());
    let names: Vec<&str> = names.filter(|name| seen.insert(*name)).collect();
    let more = names.len().saturating_sub(most);
    let mut rows = vec![head];
    for name in names.into_iter().take(most) {
        let mut row = vec![name.to_owned()];
        for past in &pasts {
            let track = past.values.iter().find(|(value, _)| value == name);
            let Some((_, track)) = track else {
                row.push(NOTHING.to_owned());
                if !chosen && !compared {
                    row.extend([NOTHING.to_owned(), NOTHING.to_owned()]);
                }
                if drawn {
                    row.push(String::new());
                }
                continue;
            };
            let summary = past.summary(track);
            row.push(due(past, &summary, lang));
            if !chosen && !compared {
                row.push(times(summary.times, lang));
                row.push(longest(past, &summary, lang));
            }
            if drawn {
                let from = track.marks.len().saturating_sub(SHOWN_PERIODS);
                row.push(track.marks.iter().skip(from).map(|m| sign(*m)).collect());
            }
        }
        rows.push(row);
    }
    Some((rows, more))
}

/// What is above the marks of a value.
fn newest(grain: Grain, lang: Lang) -> String {
    let unit = grain.unit().word(2.0, lang);
    let words = say!(en "newest {unit}", nl "laatste {unit}");
    words.get(lang).to_owned()
}

/// A mark as a sign that needs no colour.
fn sign(mark: Mark) -> char {
    match mark {
        Mark::Early => '-',
        Mark::Unknown => '?',
        Mark::Quiet => '·',
        Mark::Held => '░',
        Mark::Due => '█',
    }
}

/// The marks of a track, a line for each year; for days a line for each month, for years one line.
fn lines(past: &Past, track: &Track) -> Vec<(String, String)> {
    let mut lines: BTreeMap<(i16, i8), (String, String)> = BTreeMap::new();
    for (start, mark) in past.starts.iter().zip(&track.marks) {
        let (key, label, place) = spot(*start, past);
        let line = lines.entry(key).or_insert_with(|| (label, String::new()));
        let drawn = line.1.chars().count();
        if drawn < place {
            line.1 += &" ".repeat(place - drawn);
        }
        line.1.push(sign(*mark));
    }
    lines.into_values().collect()
}

/// The line on which a period is drawn, how that is called, and where on it.
pub(super) fn spot(start: Date, past: &Past) -> ((i16, i8), String, usize) {
    let before = |place: i8| usize::from(place.unsigned_abs()).saturating_sub(1);
    let own = year(start, past.grain);
    let (key, place) = match past.grain {
        Grain::Day => ((own, start.month()), before(start.day())),
        Grain::Week => ((own, 0), before(start.iso_week_date().week())),
        Grain::Month => ((own, 0), before(start.month())),
        Grain::Quarter => ((own, 0), before(start.month()) / 3),
        Grain::Year => ((0, 0), 0),
    };
    let label = match (past.grain, past.starts.first(), past.starts.last()) {
        (Grain::Day, ..) => format!("{own:04}-{:02}", start.month()),
        (Grain::Year, Some(first), Some(last)) => format!("{}–{}", first.year(), last.year()),
        _ => format!("{own:04}"),
    };
    (key, label, place)
}

/// What the marks that occur mean.
fn legend(acts: &[ActPast], floor: Option<u32>, lang: Lang) -> Option<String> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut chosen = false;
    for act in acts {
        let Told::Judged(judged) = &act.told else {
            continue;
        };
        for past in judged.iter().filter_map(|j| j.past.as_ref()) {
            chosen |= past.chosen;
            let values = past.values.iter().map(|(_, track)| track);
            let tracks = std::iter::once(&past.whole).chain(values);
            marks.extend(tracks.flat_map(|track| &track.marks));
        }
    }
    marks.sort();
    marks.dedup();
    let told = marks.into_iter().rev().map(|mark| {
        let words = match (mark, floor) {
            (Mark::Due, _) if chosen => say!(en "due, chosen", nl "nodig, gekozen"),
            (Mark::Due, _) => say!(en "due", nl "nodig"),
            (Mark::Held, _) => say!(
                en "the condition held, not yet for long enough",
                nl "de voorwaarde gold, nog niet lang genoeg",
            ),
            (Mark::Quiet, _) => say!(en "not due", nl "niet nodig"),
            (Mark::Unknown, Some(floor)) => say!(
                en "no outcome: fewer than {floor} rows, or nothing to compare",
                nl "geen uitkomst: minder dan {floor} rijen, of niets te vergelijken",
            ),
            (Mark::Unknown, None) => say!(
                en "no outcome: no rows, or nothing to compare",
                nl "geen uitkomst: geen rijen, of niets te vergelijken",
            ),
            (Mark::Early, _) => say!(
                en "too early: the data begins here",
                nl "te vroeg: hier beginnen de gegevens",
            ),
        };
        format!("{} {}", sign(mark), words.get(lang))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join("   "))
}

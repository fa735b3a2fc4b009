//! Figures from real files.
//!
//! `tests/data/sets/NAME/` holds a case over one of the open data sets that lie beside the project, in `../shared/data` or in
//! `$CASUS_SHARED/data`, and the facts about it that casus must compute. `tests/data/files/NAME/` holds a small case with
//! its data; `UPDATE=1` accepts what `casus data figures` says of it now.

use crate::files::root;
use casus::dashboard::{self, Clock};
use casus::data::{Embedded, Engine, Figures, Memory, Value, VisualFigures, figures};
use casus::diag::{Diagnostic, Severity};
use casus::formula::term::SourceId;
use casus::model::{self, Policy};
use casus::syntax;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of each set below the shared data.
const SETS: [(&str, &str); 7] = [
    ("kinderopvang", "kinderopvang-amsterdam"),
    ("kinderopvang_nl", "kinderopvang-amsterdam"),
    ("meldingen", "meldingen-boston-2015"),
    ("meldingen_alle_typen", "meldingen-boston-2015"),
    ("ses", "cbs-ses-amsterdam-2019"),
    ("stemlokalen", "stemlokalen-2023"),
    ("subsidies", "subsidies-amsterdam-2016"),
];

pub(crate) fn shared() -> PathBuf {
    let given = std::env::var_os("CASUS_SHARED").map(PathBuf::from);
    given
        .unwrap_or_else(|| root().join("../shared"))
        .join("data")
}

#[test]
fn facts_about_real_data_are_computed() {
    let data = shared();
    if !data.exists() {
        println!(
            "SKIPPED: the facts about real data: there is no folder {}",
            data.display()
        );
        return;
    }
    let (mut compared, mut wrong) = (0, String::new());
    for (name, set) in SETS {
        let folder = root().join("tests/data/sets").join(name);
        let facts = fs::read_to_string(folder.join("facts.tsv")).unwrap();
        let (head, lines) = facts.split_once('\n').unwrap();
        let as_of = head.strip_prefix("# as of ").unwrap();
        let text = fs::read_to_string(folder.join("input.case")).unwrap();
        let figures =
            compute(&text, &data.join(set), as_of).unwrap_or_else(|e| panic!("{name}: {e}"));
        let known = fs::read_to_string(data.join(set).join("facts.json")).unwrap();
        let known: Json = serde_json::from_str(&known).unwrap();
        for line in lines.lines() {
            match hold(line, &known, &figures) {
                Ok(count) => compared += count,
                Err(why) => wrong += &format!("{name}: {line}: {why}\n"),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    println!("{compared} values equal the facts about real data");
    assert!(compared > 480, "{compared}");
}

fn compute(text: &str, folder: &Path, as_of: &str) -> Result<Figures, String> {
    let (tree, mut findings) = syntax::parse(text);
    let (case, more) = model::resolve(&tree);
    findings.extend(more);
    let case = case.ok_or("no case")?;
    let clock = Clock {
        as_of: as_of.parse().unwrap(),
        freeze_today: true,
    };
    let lowered = dashboard::lower_for_figures(&case, &Policy::default(), clock);
    let (board, more) = lowered.ok_or_else(|| format!("not understood: {findings:#?}"))?;
    findings.extend(more);
    let (engine, more) = Embedded::open(&case, folder, &Embedded::needed(&board));
    findings.extend(more);
    let engine = engine.ok_or_else(|| format!("{findings:#?}"))?;
    let (figures, more) = figures(&board, &engine);
    findings.extend(more);
    let grave: Vec<_> = findings
        .iter()
        .filter(|f| f.severity > Severity::Info)
        .collect();
    if grave.is_empty() {
        Ok(figures)
    } else {
        Err(format!("{grave:#?}"))
    }
}

/// A line of `facts.tsv`: the fact, a field of it or `key>field` of its rows (`key+key` where several name a row), the measure or
/// `visual.measure`, and how the fact was rounded: to so many decimals, after `%` as a percentage. `@action` is the number of
/// places where an act is due, and with `key>` their names. How many values were compared.
fn hold(line: &str, known: &Json, figures: &Figures) -> Result<usize, String> {
    let [fact, field, figure, rounded] = line.split('\t').collect::<Vec<_>>()[..] else {
        return Err("four cells".to_owned());
    };
    let facts = known["facts"].as_array().unwrap();
    let fact = facts
        .iter()
        .find(|f| f["id"] == fact)
        .ok_or("no such fact")?;
    let value = &fact["value"];
    if let Some(action) = figure.strip_prefix('@') {
        return places(field, value, action, figures);
    }
    let Some((visual, measure)) = figure.split_once('.') else {
        let wanted = if field.is_empty() {
            value
        } else {
            &value[0][field]
        };
        let found = figures.measures.iter().find(|(name, _)| name == figure);
        let (_, found) = found.ok_or("no such measure")?;
        return same(found, wanted, rounded).map(|()| 1);
    };
    let visual = figures
        .visuals
        .iter()
        .find(|v| v.name == visual)
        .ok_or("no such visual")?;
    let (key, field) = field.split_once('>').ok_or("key>field")?;
    let rows = value.as_array().ok_or("the fact has no rows")?;
    for row in rows {
        let keys: Vec<String> = key.split('+').map(|k| text(&row[k])).collect();
        let found = cell(visual, &keys, measure).ok_or_else(|| format!("no row {keys:?}"))?;
        same(found, &row[field], rounded).map_err(|e| format!("{keys:?}: {e}"))?;
    }
    Ok(rows.len())
}

fn text(value: &Json) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Where an act is due: how many places there are, or exactly which.
fn places(field: &str, value: &Json, action: &str, figures: &Figures) -> Result<usize, String> {
    let found = figures.actions.iter().find(|a| a.name == action);
    let places = &found.ok_or("no such action")?.places;
    let Some((key, _)) = field.split_once('>') else {
        let wanted = if field.is_empty() {
            value
        } else {
            &value[0][field]
        };
        let is = wanted.as_u64() == Some(places.len() as u64);
        return is
            .then_some(1)
            .ok_or_else(|| format!("due in {} places, expected {wanted}", places.len()));
    };
    let rows = value.as_array().ok_or("the fact has no rows")?;
    let wanted: BTreeSet<String> = rows.iter().map(|row| text(&row[key])).collect();
    let found: BTreeSet<String> = places.iter().cloned().collect();
    let is = wanted == found;
    is.then_some(rows.len())
        .ok_or_else(|| format!("due in {found:?}, expected {wanted:?}"))
}

fn cell<'v>(visual: &'v VisualFigures, keys: &[String], measure: &str) -> Option<&'v Value> {
    let at = visual.columns.iter().position(|c| c == measure)?;
    let is = |(value, key): (&Value, &String)| match value {
        Value::Text(text) => text == key,
        Value::Whole(n) => n.to_string() == *key,
        _ => false,
    };
    let mut rows = visual.rows.iter();
    let row = rows.find(|row| row.iter().zip(keys).all(is))?;
    row.get(at)
}

fn same(found: &Value, wanted: &Json, rounded: &str) -> Result<(), String> {
    let found = match found {
        Value::Whole(n) => *n as f64,
        Value::Number(n) => *n,
        Value::Empty if wanted.is_null() => return Ok(()),
        Value::Date(date) if wanted == &date.to_string() => return Ok(()),
        Value::Moment(moment) if wanted == &moment.to_string().replace('T', " ") => return Ok(()),
        other => return Err(format!("{other:?}, expected {wanted}")),
    };
    let percent = rounded.starts_with('%');
    let found = if percent { found * 100.0 } else { found };
    let wanted = wanted.as_f64().ok_or("not a number")?;
    let slack = match rounded.trim_start_matches('%').parse::<i32>() {
        Ok(decimals) => 0.5 * 10_f64.powi(-decimals) + 1e-9,
        Err(_) => 1e-9 * wanted.abs().max(1.0),
    };
    let near = (found - wanted).abs() <= slack;
    near.then_some(())
        .ok_or_else(|| format!("{found}, expected {wanted}"))
}

/// A large file is read in another way, in parts and as a stream, and columns of it are kept as long as there is room; the
/// figures and the findings are the same.
#[test]
fn a_streamed_file_gives_the_same() {
    let mut streamed = 0;
    for folder in small_files() {
        let text = fs::read_to_string(folder.join("input.case")).unwrap();
        let ways = [(u64::MAX, 0), (0, usize::MAX), (0, 0), (0, 300)];
        let ways = ways.map(|(small, large)| told(&text, &folder, Memory { small, large }));
        for other in &ways[1..] {
            assert_eq!(ways[0], *other, "{}", folder.display());
        }
        streamed += usize::from(text.contains(".csv"));
    }
    assert!(streamed >= 10, "{streamed}");
}

/// What is wrong with a file is looked up in it once, however many queries need the column.
#[test]
fn a_column_that_does_not_fit_is_read_once() {
    let from = root().join("tests/data/files/cells_that_do_not_fit");
    let folder = std::env::temp_dir().join(format!("casus-unfit-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let rows = folder.join("gegevens.csv");
    fs::copy(from.join("gegevens.csv"), &rows).unwrap();
    let text = fs::read_to_string(from.join("input.case")).unwrap();
    let case = model::resolve(&syntax::parse(&text).0).0.unwrap();
    let source = SourceId(0);
    let (engine, _) = Embedded::open(&case, &folder, &BTreeSet::from([source]));
    let engine = engine.unwrap();
    let sql = format!("select * from {}", engine.table(source));
    let ask = || engine.query(&sql, case.name.span).unwrap_err();
    let first = ask();
    assert_eq!(first.code.0, "D004");
    fs::remove_file(&rows).unwrap();
    assert_eq!(ask(), first);
    fs::remove_dir_all(&folder).unwrap();
}

/// The examples are models to copy: their data fits.
#[test]
fn every_example_has_its_figures() {
    for example in ["afval", "road_safety", "school_transport", "wmo"] {
        let folder = root().join("examples").join(example);
        let text = fs::read_to_string(folder.join(format!("{example}.case"))).unwrap();
        let (figures, findings) = told(&text, &folder, Memory::default());
        assert!(findings.is_empty(), "{example}: {findings:#?}");
        assert!(
            figures
                .measures
                .iter()
                .all(|(_, value)| *value != Value::Empty),
            "{example}: {:?}",
            figures.measures
        );
        assert!(
            !figures.visuals.is_empty() && !figures.actions.is_empty(),
            "{example}"
        );
    }
}

#[test]
fn figures_in_each_format() {
    let folder = root().join("tests/data/files/acts_by_week");
    let run = |args: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_casus"))
            .args(["data", "figures"])
            .args(args)
            .args(["--as-of", "2026-11-24"])
            .current_dir(&folder)
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        (run.status.code(), String::from_utf8(run.stdout).unwrap())
    };
    let (code, csv) = run(&["input.case", "--format", "csv"]);
    assert_eq!(code, Some(0));
    for line in [
        "part,name,split_1,split_2,period,figure,value",
        "measure,aantal_meldingen,,,,aantal_meldingen,39",
        "visual,per_wijk,\"Zuid, oost\",,,op_tijd,0.5",
        "visual,per_week,,,2026-W43,op_tijd,1.0",
        "action,ploeg,\"Zuid, oost\",,,fires,true",
        "action,ploeg,,,,since,2026-10-26",
    ] {
        assert!(csv.lines().any(|l| l == line), "no `{line}` in\n{csv}");
    }
    let (code, dutch) = run(&["input.case"]);
    assert_eq!(code, Some(0));
    let (_, english) = run(&["input.case", "--lang", "en"]);
    assert!(
        dutch.contains("50,0%") && english.contains("50.0%"),
        "{dutch}{english}"
    );
    assert_eq!(run(&["none.case"]), (Some(2), String::new()));
}

/// The figures, and every finding.
fn told(text: &str, folder: &Path, kept: Memory) -> (Figures, Vec<Diagnostic>) {
    let (tree, _) = syntax::parse(text);
    let case = model::resolve(&tree).0.unwrap();
    let clock = Clock {
        as_of: jiff::civil::date(2026, 11, 24),
        freeze_today: true,
    };
    let (board, _) = dashboard::lower_for_figures(&case, &Policy::default(), clock).unwrap();
    let needed = Embedded::needed(&board);
    let (engine, mut findings) = Embedded::open_keeping(&case, folder, &needed, kept);
    let (figures, more) = engine.map_or_else(Default::default, |e| figures(&board, &e));
    findings.extend(more);
    // Lines that can't be read stop one way at once, the other at its first query.
    let stopped = findings.iter().any(|f| f.severity == Severity::Error);
    (if stopped { Figures::default() } else { figures }, findings)
}

fn small_files() -> Vec<PathBuf> {
    let folders = root().join("tests/data/files");
    let folders = fs::read_dir(folders).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|f| f.unwrap().path()).collect();
    folders.sort();
    folders
}

/// What `casus data figures` says of each small file, in both streams.
#[test]
fn small_files_give_the_accepted_figures() {
    let folders = small_files();
    assert!(folders.len() >= 10, "{folders:?}");
    let mut accepted = BTreeSet::new();
    for folder in folders {
        let run = Command::new(env!("CARGO_BIN_EXE_casus"))
            .args([
                "data",
                "figures",
                "input.case",
                "--format",
                "json",
                "--as-of",
                "2026-11-24",
            ])
            .current_dir(&folder)
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        let code = run.status.code().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        let out = String::from_utf8(run.stdout).unwrap();
        assert_eq!(out.is_empty(), code != 0, "{}: {code}", folder.display());
        let now = format!("exit {code}\n{said}{out}");
        let file = folder.join("accepted.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &now).unwrap();
        }
        let before = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(before, now, "{}: UPDATE=1 accepts it", file.display());
        accepted.insert(code);
    }
    assert_eq!(accepted, BTreeSet::from([0, 1, 2]));
}

//! The past of acts, from real files.
//!
//! `tests/data/backtest/NAME/` holds a small case, its data and, a line each, further arguments. `UPDATE=1` accepts what
//! `casus data backtest` says of it now, in `expected.txt` and `expected.json`.

use crate::data::shared;
use crate::files::root;
use casus::dashboard::{self, Clock, Dashboard};
use casus::data::backtest::{Compared, Mark, Past, Told, backtest};
use casus::data::{Embedded, examples, figures};
use casus::model::{self, Case, Policy};
use casus::syntax;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const AS_OF: &str = "2026-11-24";

fn folders() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("tests/data/backtest")).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|f| f.unwrap().path()).collect();
    folders.sort();
    folders
}

/// Runs `casus data backtest` in a folder: its exit code, findings and output.
fn run(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let args = fs::read_to_string(folder.join("args.txt")).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(["data", "backtest", "input.case", "--as-of", AS_OF])
        .args(args.lines())
        .args(more)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        run.status.code().unwrap(),
        text(run.stderr),
        text(run.stdout),
    )
}

#[test]
fn small_cases_give_the_accepted_past() {
    let folders = folders();
    assert!(folders.len() >= 8, "{folders:?}");
    let mut codes = Vec::new();
    for folder in folders {
        let (code, said, table) = run(&folder, &[]);
        let (_, _, json) = run(&folder, &["--format", "json"]);
        assert_eq!(table.is_empty(), json.is_empty(), "{}", folder.display());
        codes.push(code);
        let now = [
            ("expected.txt", format!("exit {code}\n{said}{table}")),
            ("expected.json", json),
        ];
        for (name, now) in now {
            let file = folder.join(name);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&file, &now).unwrap();
            }
            let before = fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(before, now, "{}: UPDATE=1 accepts it", file.display());
        }
    }
    for code in [0, 1, 2] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn a_line_for_each_period_and_a_page_for_people() {
    let folder = root().join("tests/data/backtest/two_limits_beside_each_other");
    let (code, _, csv) = run(&folder, &["--format", "csv"]);
    assert_eq!(code, 0);
    for line in [
        "action,trigger,value,period,outcome",
        "display,case,Mill Lane,2025-05,due",
        "display,case,Elm Road,2025-05,due",
        "display,compared,Mill Lane,2025-09,due",
        "display,compared,Mill Lane,2025-08,held",
        "display,case,,2025-02,too_early",
    ] {
        let there = csv.lines().any(|l| l == line);
        // A street with two counts a month has no outcome under the small-number rule.
        assert_eq!(there, !line.contains("Elm Road"), "`{line}` in\n{csv}");
    }
    let page = std::env::temp_dir().join(format!("casus-backtest-{}.html", std::process::id()));
    let (code, said, _) = run(&folder, &["--html", page.to_str().unwrap()]);
    let html = fs::read_to_string(&page).unwrap();
    fs::remove_file(&page).unwrap();
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(
        html.contains("<html lang=\"en\">") && html.contains("Mill Lane"),
        "{html}"
    );
    assert!(html.contains("<title>2025-09: due</title>"), "{html}");
    assert!(
        !html.contains("http") && !html.contains("Elm Road"),
        "{html}"
    );
    let nowhere = folder.join("none/page.html");
    let (code, said, out) = run(&folder, &["--html", nowhere.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (2, ""), "{said}");
    assert!(said.contains("S096"), "{said}");
}

fn understood(text: &str, as_of: Date) -> (Case, Dashboard) {
    let (tree, _) = syntax::parse(text);
    let (case, findings) = model::resolve(&tree);
    assert!(findings.is_empty(), "{findings:#?}");
    let case = case.unwrap();
    let clock = Clock {
        as_of,
        freeze_today: true,
    };
    let (board, _) = dashboard::lower(&case, &Policy::default(), clock).unwrap();
    (case, board)
}

/// The past of the act of a name.
fn past(text: &str, folder: &Path, as_of: &str, act: &str) -> Past {
    let (case, board) = understood(text, as_of.parse().unwrap());
    let (engine, findings) = Embedded::open(&case, folder, &Embedded::needed_by(&board.cards));
    let engine = engine.unwrap_or_else(|| panic!("{findings:#?}"));
    let own = board.cards.iter().find(|card| card.id == act).unwrap();
    let (acts, findings, _) = backtest(&board, &engine, &[Compared { own, other: None }]);
    let told = acts.into_iter().next().map(|act| act.told);
    let Some(Told::Judged(judged)) = told else {
        panic!("{told:?}: {findings:#?}")
    };
    judged.into_iter().next().and_then(|j| j.past).unwrap()
}

/// What the status of an act says on a day.
fn due_on(text: &str, engine: &Embedded, day: Date, act: &str) -> (bool, Vec<String>) {
    let (_, mut board) = understood(text, day);
    board.pages.clear();
    board.cards.retain(|card| card.id == act);
    let (figures, _) = figures(&board, engine);
    let action = figures.actions.into_iter().find(|a| a.name == act).unwrap();
    let mut places = action.places;
    places.sort();
    (action.fires, places)
}

/// An act was due in a period when its status says so on the day after that period.
#[test]
fn the_past_is_what_the_status_said_then() {
    let streets = root().join("tests/data/backtest/streets_by_month");
    let files = root().join("tests/data/files/acts_by_week");
    let mut compared = 0;
    for (folder, act) in [(streets, "display"), (files, "ploeg")] {
        let text = fs::read_to_string(folder.join("input.case")).unwrap();
        let past = past(&text, &folder, AS_OF, act);
        let (case, board) = understood(&text, AS_OF.parse().unwrap());
        let (engine, _) = Embedded::open(&case, &folder, &Embedded::needed(&board));
        let engine = engine.unwrap();
        let after = past.starts.iter().skip(1).copied();
        for (at, next) in after.enumerate() {
            let due = |track: &casus::data::backtest::Track| track.marks[at] == Mark::Due;
            let mut places: Vec<String> = past
                .values
                .iter()
                .filter(|(_, track)| due(track))
                .map(|(value, _)| value.clone())
                .collect();
            places.sort();
            // In a month without rows the status goes on with the newest that has some.
            if past.whole.marks[at] == Mark::Unknown {
                continue;
            }
            let then = due_on(&text, &engine, next, act);
            assert_eq!((due(&past.whole), places), then, "{act}, {next}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
}

/// On real data: an act on the number of reports a month is due in the months that the facts say.
#[test]
fn facts_about_real_data_tell_when_an_act_was_due() {
    let folder = shared().join("meldingen-boston-2015");
    if !folder.exists() {
        println!("SKIPPED: there is no folder {}", folder.display());
        return;
    }
    let facts = fs::read_to_string(folder.join("facts.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let facts = facts["facts"].as_array().unwrap();
    let months = facts.iter().find(|f| f["id"] == "per_maand").unwrap();
    let counts: Vec<(String, i64)> = months["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["maand"].as_str().unwrap().to_owned(),
                row["n"].as_i64().unwrap(),
            )
        })
        .collect();
    let case = fs::read_to_string(root().join("tests/data/sets/meldingen/input.case")).unwrap();
    let on = |trigger: &str| {
        let text = case.replace("te_laat > 15% per soort", trigger);
        assert_ne!(text, case);
        past(&text, &folder, "2016-01-20", "ploeg")
    };
    // Month by month.
    let by_month = on("aantal_meldingen > 1200 gedurende 1 maand");
    let told: Vec<(String, bool)> = by_month
        .starts
        .iter()
        .zip(&by_month.whole.marks)
        .map(|(start, mark)| (by_month.period(*start), *mark == Mark::Due))
        .collect();
    let known: Vec<(String, bool)> = counts.iter().map(|(m, n)| (m.clone(), *n > 1200)).collect();
    assert_eq!(told, known);
    assert_eq!(by_month.summary(&by_month.whole).due, 6);
    // Without `for`: all rows up to the end of each month.
    let grown = on("aantal_meldingen > 5000");
    let mut all = 0;
    let known = counts.iter().map(|(_, n)| {
        all += n;
        if all > 5000 { Mark::Due } else { Mark::Quiet }
    });
    assert_eq!(grown.whole.marks, known.collect::<Vec<_>>());
    // Each kind by itself, and the kind that is reported most.
    let by_kind = on("te_laat > 15% per soort gedurende 2 maanden");
    assert_eq!(by_kind.values.len(), 8);
    assert_eq!(by_kind.per.as_deref(), Some("soort"));
    let last = by_kind.starts.len() - 1;
    assert_eq!(by_kind.starts[last], "2015-12-01".parse::<Date>().unwrap());
    assert!(by_kind.starts[0].saturating_add(11.months()) == by_kind.starts[last]);
}

/// What an example expects is what its rows come to, in every example case.
#[test]
fn the_examples_of_the_example_cases_come_true() {
    let mut seen = 0;
    for example in [
        "afval",
        "library_refused",
        "road_safety",
        "school_transport",
        "wmo",
    ] {
        let folder = root().join("examples").join(example);
        let text = fs::read_to_string(folder.join(format!("{example}.case"))).unwrap();
        let (case, board) = understood(&text, AS_OF.parse().unwrap());
        let (engine, _) = Embedded::open(&case, &folder, &Default::default());
        let findings = examples(&case, &board, &engine.unwrap(), &text);
        assert!(findings.is_empty(), "{example}: {findings:#?}");
        seen += case.examples.len();
    }
    assert!(seen >= 10, "{seen}");
}

/// An example that is changed by hand is told at its own place, whatever the value was.
#[test]
fn a_changed_example_is_told() {
    let folder = root().join("examples/road_safety");
    let text = fs::read_to_string(folder.join("road_safety.case")).unwrap();
    let text = text.replace("share_over = 20%", "share_over = 21%");
    let (case, board) = understood(&text, AS_OF.parse().unwrap());
    let (engine, _) = Embedded::open(&case, &folder, &Default::default());
    let findings = examples(&case, &board, &engine.unwrap(), &text);
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}")
    };
    assert_eq!(finding.code.0, "D095");
    assert_eq!(finding.span.of(&text), "share_over = 21%");
    assert!(finding.message.en.ends_with("come to 20%"), "{finding:?}");
}

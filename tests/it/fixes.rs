//! Fixes: what `check --fix` makes of `tests/fixes/NAME/input.case` (`fixed.case`, and `unsafe.case` with the scaffolds), and
//! what holds for the fixes of every text that the tests know. `UPDATE=1` writes what comes out now.

use crate::files::{ending, read, root};
use crate::manual_pages::{blocks, texts};
use casus::diag::{Diagnostic, Severity};
use casus::fix::{self, Fixed, Scope};
use casus::model::Policy;
use casus::{format, syntax};
use jiff::civil::{Date, date};
use std::fs;

const AS_OF: Date = date(2026, 11, 24);

/// Errors that were there already: casus only sees them once the fault before them is mended.
const UNCOVERED: [(&str, &str); 2] = [
    ("tests/cases/broken_table/input.case", "S012"),
    ("tests/cases/dates_and_numbers/input.case", "R015"),
];

fn findings(text: &str) -> Vec<Diagnostic> {
    casus::analyse(text, &Policy::default(), AS_OF).findings
}

fn fixed(text: &str, scope: Scope) -> Fixed {
    fix::until_quiet(text, scope, findings)
}

#[test]
fn every_folder_gives_what_was_accepted() {
    let inputs = ending("tests/fixes", "/input.case");
    assert!(inputs.len() >= 5, "{inputs:?}");
    for input in inputs {
        let text = read(&input);
        for (scope, name) in [(Scope::Safe, "fixed"), (Scope::Scaffolds, "unsafe")] {
            let path = input.replace("/input.case", &format!("/{name}.case"));
            let now = fixed(&text, scope).text;
            if std::env::var_os("UPDATE").is_some() {
                fs::write(root().join(&path), &now).unwrap();
            }
            assert_eq!(read(&path), now, "{path}");
        }
    }
}

/// Every text that the tests know, with where it stands.
fn known() -> Vec<(String, String)> {
    let pages = texts().flat_map(|(page, lang, text)| {
        let name = format!("{} ({})", page.code, lang.code());
        let blocks = blocks(text, lang).into_iter();
        blocks.map(move |block| (name.clone(), block.text))
    });
    let folders = ["tests/cases", "tests/fixes", "tests/format", "examples"];
    let files = folders.iter().flat_map(|folder| ending(folder, ".case"));
    let files = files.map(|file| (file.clone(), read(&file)));
    pages.chain(files).collect()
}

/// Collects what is wrong over all known texts.
fn for_all_known(check: impl Fn(&str) -> Vec<String>) {
    for_known(|_, text| check(text));
}

fn for_known(check: impl Fn(&str, &str) -> Vec<String>) {
    let known = known();
    assert!(known.len() > 200, "{} texts", known.len());
    let wrong = known.iter().flat_map(|(name, text)| {
        let wrong = check(name, text).into_iter();
        wrong.map(move |why| format!("{name}: {why}\n"))
    });
    let wrong: String = wrong.collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What a finding says, wherever it stands.
fn said(finding: &Diagnostic) -> String {
    format!("{} {}", finding.code, finding.message.en)
}

fn count(all: &[Diagnostic], of: &Diagnostic) -> usize {
    all.iter().filter(|f| said(f) == said(of)).count()
}

#[test]
fn a_safe_fix_takes_its_finding_away_and_brings_no_error() {
    for_known(|name, text| {
        let before = findings(text);
        let uncovers = |code: &str| UNCOVERED.contains(&(name, code));
        let mut wrong = Vec::new();
        for found in &before {
            for fix in found.fixes.iter().filter(|fix| fix.safe) {
                let after = findings(&fix::apply(text, &fix.edits));
                let title = &fix.title.en;
                if count(&after, found) >= count(&before, found) {
                    wrong.push(format!("`{title}` leaves {}", said(found)));
                }
                let errors = after.iter().filter(|f| f.severity == Severity::Error);
                let new = errors.filter(|f| count(&after, f) > count(&before, f));
                let new = new.filter(|f| !uncovers(f.code.0));
                wrong.extend(
                    new.map(|f| format!("`{title}` of {} brings {}", said(found), said(f))),
                );
            }
        }
        wrong
    });
}

#[test]
fn fixes_come_to_an_end_and_stay_there() {
    for_all_known(|text| {
        let mut wrong = Vec::new();
        for scope in [Scope::Safe, Scope::Scaffolds] {
            let once = fixed(text, scope);
            if once.count >= 50 {
                wrong.push(format!("{scope:?}: {} fixes:\n{}", once.count, once.text));
            }
            let twice = fixed(&once.text, scope);
            if twice.count > 0 || twice.text != once.text {
                wrong.push(format!("{scope:?}: not at an end:\n{}", once.text));
            }
        }
        wrong
    });
}

/// Neither scope breaks the way the file is written, nor its names. A `???` where a date or a limit belongs is to be filled in.
#[test]
fn fixes_break_nothing_together() {
    let broken = |f: &Diagnostic| f.code.0.starts_with('S') || f.code.0 == "R002";
    for_known(|name, text| {
        let before = findings(text);
        let mut wrong = Vec::new();
        for scope in [Scope::Safe, Scope::Scaffolds] {
            let fixed = fixed(text, scope).text;
            let after = findings(&fixed);
            let new = after.iter().filter(|f| broken(f));
            let new = new.filter(|f| !f.span.of(&fixed).contains("???"));
            let new = new.filter(|f| count(&after, f) > count(&before, f));
            let new = new.filter(|f| !UNCOVERED.contains(&(name, f.code.0)));
            wrong.extend(new.map(|f| format!("{scope:?} brings {}", said(f))));
        }
        wrong
    });
}

#[test]
fn laying_out_the_fixed_text_changes_no_finding() {
    for_all_known(|text| {
        let scopes = [Scope::Safe, Scope::Scaffolds].into_iter();
        let differs = scopes.filter_map(|scope| {
            let text = fixed(text, scope).text;
            let laid_out = format::format(&text, &syntax::parse(&text).0);
            let all = |text: &str| findings(text).iter().map(said).collect::<Vec<_>>();
            let (before, after) = (all(&text), all(&laid_out));
            (before != after).then(|| format!("{before:?}\nbecomes {after:?}\n{text}"))
        });
        differs.collect()
    });
}

#[test]
fn taking_a_column_away_leaves_no_gap_in_the_table() {
    let text = read("tests/fixes/same_measure_twice/input.case");
    let row = "  | spare | text | no | |\n";
    let found = findings(&text);
    let spare = found.iter().find(|f| f.message.en.contains("`spare`"));
    let edits = &spare.unwrap().fixes.first().unwrap().edits;
    assert_eq!(fix::apply(&text, edits), text.replace(row, ""));
}

//! A folder is a test: `tests/cases/NAME/input.case`, with an `organisation.case` or `organisatie.case` beside it where policy
//! matters.
//!
//! `diagnostics.txt` holds what people read, in both languages, first about the policy, where there is something to say. Each `expected/TARGET/` holds what is built for that target;
//! make an empty one to begin. Archives are left out: they pack the same files. `UPDATE=1` writes what comes out now.

use crate::files::{below, root};
use casus::backends::{self, Output};
use casus::diag::Lang;
use casus::model::{Case, POLICY_NAMES, Policy};
use casus::report::{FileReport, terminal};
use casus::{Clock, syntax};
use jiff::civil::date;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CLOCK: Clock = Clock {
    as_of: date(2026, 11, 24),
    freeze_today: false,
};

/// The folders.
fn folders() -> Vec<PathBuf> {
    let inputs = below("tests/cases").into_iter();
    let inputs = inputs.filter(|f| f.ends_with("/input.case"));
    let folders = inputs.map(|f| root().join(f).parent().unwrap().to_owned());
    folders.collect()
}

#[test]
fn every_folder_gives_what_was_accepted() {
    let folders = folders();
    assert!(folders.len() >= 10, "{folders:?}");
    let wrong: String = folders.iter().map(|f| try_folder(f)).collect();
    assert!(wrong.is_empty(), "run with UPDATE=1 to accept:\n{wrong}");
}

/// Runs a folder; what differs from what was accepted comes back as a diff.
fn try_folder(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("input.case")).unwrap();
    let mut said = String::new();
    let policy = policy_of(folder, &mut said);
    let analysis = casus::analyse(&text, &policy, CLOCK.as_of);
    let (report, case) = FileReport::of("input.case".to_owned(), text, analysis);
    said += &spoken(&report, "");
    let mut wrong = String::new();
    for target in targets(folder) {
        let case = case.as_ref().unwrap();
        let mut output = build(case, &policy, &target);
        output.files.retain(|f| !f.path.ends_with(".zip"));
        let notices = FileReport {
            findings: output.notices,
            case: None,
            ..report.clone()
        };
        said += &spoken(&notices, &format!(" {target}"));
        wrong += &compare_tree(&folder.join("expected").join(&target), &output.files);
    }
    wrong + &compare(&folder.join("diagnostics.txt"), Some(said.as_bytes()))
}

/// The policy beside the case; what there is to say about it is added to `said`.
fn policy_of(folder: &Path, said: &mut String) -> Policy {
    let texts = POLICY_NAMES
        .iter()
        .map(|name| (name, fs::read_to_string(folder.join(name))));
    let mut found = texts.filter_map(|(name, text)| Some((name, text.ok()?)));
    let Some((name, text)) = found.next() else {
        return Policy::default();
    };
    let (tree, mut findings) = syntax::parse(&text);
    let (policy, more) = casus::analyse_policy(&tree);
    findings.extend(more);
    let report = FileReport {
        path: (*name).to_owned(),
        text,
        lang: Some(tree.lang),
        case: None,
        findings,
    };
    if !report.findings.is_empty() {
        *said += &spoken(&report, " policy");
    }
    policy
}

/// The targets for which output was accepted.
fn targets(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("expected")).into_iter().flatten();
    let names = entries.map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

fn build(case: &Case, policy: &Policy, target: &str) -> Output {
    let backend = backends::named(target).unwrap();
    let options = serde_json::Value::Null;
    casus::compile(case, policy, CLOCK, backend, &options).unwrap()
}

/// What people read about a file, in both languages, without colours.
fn spoken(report: &FileReport, about: &str) -> String {
    let said = [Lang::Nl, Lang::En].map(|lang| {
        let text = terminal::file(report, lang);
        let text = anstream::adapter::strip_str(&text).to_string();
        let lines: String = text
            .trim_end()
            .lines()
            .map(|l| format!("{}\n", l.trim_end()))
            .collect();
        format!("== {}{about} ==\n\n{lines}\n", lang.code())
    });
    said.concat()
}

fn compare_tree(folder: &Path, files: &[backends::File]) -> String {
    let paths = files.iter().map(|f| folder.join(&f.path));
    let ours: BTreeSet<_> = paths.collect();
    let there = below(&crate::files::relative(folder.to_owned()));
    let there = there.into_iter().map(|f| root().join(f));
    let extra = there.filter(|path| !ours.contains(path));
    let extra: String = extra.map(|path| compare(&path, None)).collect();
    let files = files
        .iter()
        .map(|f| compare(&folder.join(&f.path), Some(&f.bytes)));
    files.collect::<String>() + &extra
}

/// The difference between a file and what should be in it; `None` where it should not be.
fn compare(path: &Path, now: Option<&[u8]>) -> String {
    let accepted = fs::read(path).ok();
    if accepted.as_deref() == now {
        return String::new();
    }
    if std::env::var_os("UPDATE").is_some() {
        match now {
            None => fs::remove_file(path).unwrap(),
            Some(bytes) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, bytes).unwrap();
            }
        }
        return String::new();
    }
    let text =
        |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let (accepted, now) = (text(accepted.as_deref()), text(now));
    let diff = TextDiff::from_lines(&accepted, &now);
    let diff = diff.unified_diff().header("accepted", "now").to_string();
    format!("{}\n{diff}\n", path.display())
}

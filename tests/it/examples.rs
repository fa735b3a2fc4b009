//! The examples are models to copy: without a finding, in the canonical layout, with data that the script writes again.

use crate::files::{read, root};
use casus::analyse;
use casus::checks::Verdict;
use casus::model::{POLICY_NAMES, Policy};
use casus::syntax;
use jiff::civil::{Date, date};
use std::process::Command;

const AS_OF: Date = date(2026, 11, 24);

const ACCEPTED: [&str; 4] = [
    "examples/wmo/wmo.case",
    "examples/afval/afval.case",
    "examples/road_safety/road_safety.case",
    "examples/school_transport/school_transport.case",
];

const REFUSED: &str = "examples/library_refused/library_refused.case";

#[test]
fn the_accepted_ones_have_no_finding_in_any_cycle() {
    for file in ACCEPTED {
        let (text, policy) = (read(file), policy_of(file));
        for cycle in 1..=3 {
            let text = in_cycle(&text, cycle);
            let analysis = analyse(&text, &policy, AS_OF);
            let findings: Vec<_> = analysis
                .findings
                .iter()
                .map(|f| format!("{} {} «{}»", f.code, f.message.en, f.span.of(&text)))
                .collect();
            assert!(
                findings.is_empty(),
                "{file} in cycle {cycle}: {findings:#?}"
            );
            let verdicts: Vec<_> = analysis.verdicts.iter().map(|v| v.verdict).collect();
            assert!(
                verdicts.iter().all(|v| *v == Verdict::Accepted),
                "{file}: {verdicts:?}"
            );
        }
    }
}

/// The policy in the folder of a case, which has nothing to remark either.
fn policy_of(file: &str) -> Policy {
    let folder = root().join(file).parent().unwrap().to_owned();
    let mut paths = POLICY_NAMES.iter().map(|name| folder.join(name));
    let Some(path) = paths.find(|path| path.exists()) else {
        return Policy::default();
    };
    let text = std::fs::read_to_string(path).unwrap();
    let (tree, mut findings) = syntax::parse(&text);
    let (policy, more) = casus::analyse_policy(&tree);
    findings.extend(more);
    assert!(findings.is_empty(), "{file}: {findings:#?}");
    policy
}

fn in_cycle(text: &str, cycle: u32) -> String {
    let lines = text.lines().map(|line| {
        let key = line.split_once(':').map(|(key, _)| key.trim());
        match key {
            Some("cycle" | "cyclus") => format!("  {}: {cycle}\n", key.unwrap_or_default()),
            _ => format!("{line}\n"),
        }
    });
    lines.collect()
}

#[test]
fn the_refused_one_shows_each_other_verdict() {
    let text = read(REFUSED);
    let analysis = analyse(&text, &Policy::default(), AS_OF);
    let verdicts: Vec<_> = analysis
        .verdicts
        .iter()
        .map(|v| {
            let codes: Vec<_> = v.codes.iter().map(|c| c.0).collect();
            (v.question.as_str(), v.verdict, codes.join(" "))
        })
        .collect();
    let expected = [
        ("visitors", Verdict::NiceToKnow, "N001"),
        ("lending", Verdict::NiceToKnow, "N002"),
        ("desk_speed", Verdict::NotAllowed, "P001"),
        ("reservations", Verdict::Weak, "N006 N010"),
    ];
    let expected: Vec<_> = expected.map(|(q, v, c)| (q, v, c.to_owned())).to_vec();
    assert_eq!(verdicts, expected);
}

#[test]
fn the_script_writes_the_data_again() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("examples/make_data.py");
    let ran = Command::new("python3")
        .arg(script)
        .arg(folder.path())
        .output();
    let Ok(output) = ran else {
        println!("SKIPPED: there is no python3 here to write the examples' data with");
        return;
    };
    assert!(output.status.success(), "{output:?}");
    let files = crate::files::ending("examples", ".csv");
    assert_eq!(files.len(), 5);
    for file in files {
        let again = folder.path().join(file.trim_start_matches("examples/"));
        assert_eq!(
            read(&file),
            std::fs::read_to_string(again).unwrap(),
            "{file}"
        );
    }
}

//! The formats for machines. A folder is a test: `tests/reports/NAME/input.case`, with what each format gives beside it.
//!
//! `UPDATE=1` writes what comes out now.

use crate::files::{below, ending, read, root};
use casus::cli::pages;
use casus::diag::{Code, Diagnostic, Fix, Lang, Severity, Span};
use casus::model::Policy;
use casus::report::{FileReport, github, gitlab, junit, sarif};
use casus::say;
use jiff::civil::{Date, date};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::fs;

const AS_OF: Date = date(2026, 11, 24);

fn report(path: &str, text: &str) -> FileReport {
    let analysis = casus::analyse(text, &Policy::default(), AS_OF);
    FileReport::of(path.to_owned(), text.to_owned(), analysis).0
}

/// What each format makes of a file, by the name of its accepted output.
fn formats(report: &FileReport, lang: Lang) -> [(&'static str, String); 4] {
    let files = std::slice::from_ref(report);
    [
        ("expected.sarif", sarif_of(report, lang)),
        ("expected.github.txt", github::render(files, |_| lang)),
        ("expected.gitlab.json", gitlab::render(files, |_| lang)),
        ("expected.junit.xml", junit::render(files, |_| lang)),
    ]
}

fn sarif_of(report: &FileReport, lang: Lang) -> String {
    let files = std::slice::from_ref(report);
    sarif::render(files, &pages::all(), lang, |_| lang)
}

/// The folders with their reports.
fn folders() -> Vec<(String, FileReport)> {
    let inputs = ending("tests/reports", "/input.case");
    assert!(inputs.len() >= 3, "{inputs:?}");
    let folders = inputs.into_iter().map(|input| {
        let folder = input.strip_suffix("/input.case").unwrap().to_owned();
        (folder, report("cases/input.case", &read(&input)))
    });
    folders.collect()
}

#[test]
fn every_format_gives_what_was_accepted() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (folder, report) in folders() {
        for (name, now) in formats(&report, report.lang.unwrap()) {
            let now = match name {
                "expected.sarif" => without_manual(&now, report.lang.unwrap()),
                _ => now,
            };
            let path = format!("{folder}/{name}");
            if update {
                fs::write(root().join(&path), now).unwrap();
            } else if fs::read_to_string(root().join(&path)).unwrap_or_default() != now {
                wrong.push(format!("{path}:\n{now}"));
            }
        }
    }
    let wrong = wrong.join("\n");
    assert!(wrong.is_empty(), "run with UPDATE=1 to accept:\n{wrong}");
}

/// The log without what it takes over from the manual, which would make every better page a change here.
fn without_manual(log: &str, lang: Lang) -> String {
    let mut log: Value = serde_json::from_str(log).unwrap();
    let rules = &mut log["runs"][0]["tool"]["driver"]["rules"];
    for rule in rules.as_array_mut().unwrap() {
        let pages = pages::all();
        let page = pages.iter().find(|p| rule["id"] == p.code.0).unwrap();
        let rule = rule.as_object_mut().unwrap();
        let help = rule.remove("help").unwrap();
        assert_eq!(help["markdown"], page.get(lang));
        let gist = rule.remove("fullDescription").unwrap();
        let gist = gist["text"].as_str().unwrap();
        assert!(gist.len() > 20 && !gist.contains('\n'), "{gist}");
    }
    serde_json::to_string_pretty(&log).unwrap() + "\n"
}

#[test]
fn no_orphans_among_the_reports() {
    let known = formats(&report("a.case", ""), Lang::En).map(|(name, _)| name);
    for file in below("tests/reports") {
        let name = file.rsplit('/').next().unwrap();
        assert!(name == "input.case" || known.contains(&name), "{file}");
    }
}

/// The cases whose findings the tests below list: all that there are.
fn all_reports() -> Vec<FileReport> {
    let inputs = ["tests/cases", "tests/reports"].map(|f| ending(f, "/input.case"));
    let inputs = inputs.into_iter().flatten();
    let reports: Vec<_> = inputs.map(|input| report(&input, &read(&input))).collect();
    let found: usize = reports.iter().map(|r| r.findings.len()).sum();
    assert!(found > 50, "{found} findings");
    reports
}

/// What the formats must tell of a finding: its gravity, code and message.
fn told(report: &FileReport, lang: Lang, levels: [&str; 3]) -> Vec<String> {
    let findings = report.findings.iter().map(|f| {
        let level = match f.severity {
            Severity::Error => levels[0],
            Severity::Warning => levels[1],
            Severity::Info => levels[2],
        };
        format!("{level} {}: {}", f.code, f.message.get(lang))
    });
    findings.collect()
}

fn first_line(text: &Value) -> &str {
    text.as_str().unwrap().lines().next().unwrap()
}

#[test]
fn every_format_lists_every_finding_once() {
    for report in all_reports() {
        for lang in [Lang::Nl, Lang::En] {
            let [(_, sarif), (_, github), (_, gitlab), (_, junit)] = formats(&report, lang);
            assert_eq!(
                sarif_findings(&sarif),
                told(&report, lang, ["error", "warning", "note"])
            );
            assert_eq!(
                github_findings(&github),
                told(&report, lang, ["error", "warning", "notice"])
            );
            assert_eq!(
                gitlab_findings(&gitlab),
                told(&report, lang, ["critical", "minor", "info"])
            );
            let mut wanted = told(&report, lang, ["error", "warning", "info"]);
            let mut found = junit_findings(&junit, &report.path);
            wanted.sort();
            found.sort();
            assert_eq!(found, wanted);
        }
    }
}

fn sarif_findings(log: &str) -> Vec<String> {
    let log: Value = serde_json::from_str(log).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap().iter().map(|result| {
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        let rule = &run["tool"]["driver"]["rules"][rule]["id"];
        assert_eq!(rule, &result["ruleId"]);
        let level = result["level"].as_str().unwrap();
        let message = first_line(&result["message"]["text"]);
        format!("{level} {}: {message}", rule.as_str().unwrap())
    });
    results.collect()
}

fn github_findings(commands: &str) -> Vec<String> {
    let lines = commands.lines().map(|line| {
        let (head, text) = line[2..].split_once("::").unwrap();
        let level = head.split(' ').next().unwrap();
        let code = head.rsplit(' ').next().unwrap();
        let text = text.split("%0A").next().unwrap().replace("%25", "%");
        format!("{level} {code}: {text}")
    });
    lines.collect()
}

fn gitlab_findings(report: &str) -> Vec<String> {
    let issues: Value = serde_json::from_str(report).unwrap();
    let issues = issues.as_array().unwrap().iter().map(|issue| {
        let text = first_line(&issue["description"]);
        assert!(text.starts_with(issue["check_name"].as_str().unwrap()));
        format!("{} {text}", issue["severity"].as_str().unwrap())
    });
    issues.collect()
}

/// The lines `PATH:LINE:COLUMN: LEVEL[CODE]: MESSAGE`, with the entities of XML resolved.
fn junit_findings(report: &str, path: &str) -> Vec<String> {
    let text = xml_text(report);
    let lines = text.lines().filter_map(|line| {
        let (_, said) = line.strip_prefix(path)?.split_once(": ")?;
        let (level, said) = said.split_once('[')?;
        let (code, message) = said.split_once("]: ")?;
        Some(format!("{level} {code}: {message}"))
    });
    lines.collect()
}

/// All text between the tags; fails on what is no XML.
fn xml_text(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(name) => text.push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                "#13" => "\r",
                other => panic!("{other}"),
            }),
            Event::Start(_) | Event::End(_) => text.push('\n'),
            Event::Eof => return text,
            _ => {}
        }
    }
}

/// A refused question fails; a weak one of the first cycle passes, with its remarks in the output.
#[test]
fn junit_fails_the_questions_that_are_refused() {
    let report = report("a.case", &read("tests/reports/vier_oordelen/input.case"));
    let xml = junit::render(&[report], |_| Lang::Nl);
    let outcome = |question: &str| {
        let test = xml
            .split("<testcase name=")
            .find(|t| t.starts_with(&format!("\"{question}\"")));
        let test = test.unwrap_or_else(|| panic!("{question} in {xml}"));
        (test.contains("<failure"), test.contains("<system-out"))
    };
    assert_eq!(outcome("ronde"), (false, false));
    assert_eq!(outcome("bakken"), (false, true));
    assert_eq!(outcome("bezoek"), (true, false));
    assert_eq!(outcome("tempo"), (true, false));
}

fn fingerprints(path: &str, text: &str, lang: Lang) -> Vec<String> {
    let issues = gitlab::render(&[report(path, text)], |_| lang);
    let issues: Value = serde_json::from_str(&issues).unwrap();
    let issues = issues.as_array().unwrap().iter();
    let prints = issues.map(|i| i["fingerprint"].as_str().unwrap().to_owned());
    prints.collect()
}

#[test]
fn fingerprints_are_unique_and_stay() {
    let text = "case a \"A\"\n  whoo: x\n  whoo: x\n  whoo: y\n";
    let first = fingerprints("a.case", text, Lang::En);
    assert!(first.len() >= 3, "{first:?}");
    let mut each = first.clone();
    each.sort();
    each.dedup();
    assert_eq!(each.len(), first.len(), "no two alike");
    assert_eq!(first, fingerprints("a.case", text, Lang::Nl));
    let moved = text.replace("\n  whoo", "\n# a remark\n\n    whoo");
    assert_eq!(first, fingerprints("a.case", &moved, Lang::En));
    let elsewhere = fingerprints("b.case", text, Lang::En);
    assert!(elsewhere.iter().all(|f| !first.contains(f)));
}

fn odd_report(path: &str) -> FileReport {
    let message = say!(en "100%: a, b\r\n::error::\u{1b}[31m\u{0} <&>", nl "nee");
    let finding = Diagnostic::error(Code("S001"), Span::new(0, 4), message);
    let mut report = report(path, "case a \"A\"\n");
    report.findings = vec![finding];
    report
}

#[test]
fn awkward_words_and_paths_are_escaped() {
    let report = odd_report("./50%, één: b/a.case");
    let [(_, sarif), (_, github), (_, gitlab), (_, junit)] = formats(&report, Lang::En);
    assert_eq!(github.lines().count(), 1, "{github}");
    let head = "::error file=50%25%2C één%3A b/a.case,line=1,endLine=1,col=1,endColumn=5,title=casus S001::";
    let message = github
        .strip_prefix(head)
        .unwrap_or_else(|| panic!("{github}"));
    assert!(message.starts_with("100%25: a, b"), "{message}");
    assert!(
        !message.contains(|c: char| c.is_control() && c != '\n'),
        "{message:?}"
    );
    assert!(
        sarif.contains("\"uri\": \"50%25%2C%20%C3%A9%C3%A9n%3A%20b/a.case\""),
        "{sarif}"
    );
    assert!(
        gitlab.contains("\"path\": \"50%, één: b/a.case\""),
        "{gitlab}"
    );
    assert!(
        !junit.contains(|c: char| c < ' ' && !c.is_whitespace()),
        "{junit:?}"
    );
    assert!(xml_text(&junit).contains("<&>"));
    let absolute = sarif_of(&odd_report("/home/a b.case"), Lang::En);
    assert!(
        absolute.contains("\"uri\": \"file:///home/a%20b.case\""),
        "{absolute}"
    );
}

/// Carrying out the fixes of the log, by lines and columns, gives the same text as carrying them out by bytes.
#[test]
fn fixes_in_the_log_change_what_they_should() {
    let mut tried = 0;
    for report in all_reports() {
        let log: Value = serde_json::from_str(&sarif_of(&report, Lang::En)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        for (finding, result) in report.findings.iter().zip(results) {
            let safe: Vec<&Fix> = finding.fixes.iter().filter(|f| f.safe).collect();
            let none = Vec::new();
            let logged = result["fixes"].as_array().unwrap_or(&none);
            assert_eq!(safe.len(), logged.len());
            for (fix, logged) in safe.iter().zip(logged) {
                let change = &logged["artifactChanges"][0]["replacements"];
                assert_eq!(
                    by_columns(&report.text, change),
                    by_bytes(&report.text, fix)
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 10, "{tried} fixes");
}

fn by_bytes(text: &str, fix: &Fix) -> String {
    let mut text = text.to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

fn by_columns(text: &str, replacements: &Value) -> String {
    let mut out = text.to_owned();
    for replacement in replacements.as_array().unwrap().iter().rev() {
        let region = &replacement["deletedRegion"];
        let start = offset(text, &region["startLine"], &region["startColumn"]);
        let end = offset(text, &region["endLine"], &region["endColumn"]);
        let new = replacement["insertedContent"]["text"].as_str();
        out.replace_range(start..end, new.unwrap_or_default());
    }
    out
}

fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let number = |value: &Value| value.as_u64().unwrap() as usize - 1;
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(number(line)).map(str::len).sum();
    let line = lines.next().unwrap_or_default();
    let within: usize = line.chars().take(number(column)).map(char::len_utf8).sum();
    before + within
}

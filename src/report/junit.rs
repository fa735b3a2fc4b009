//! JUnit's XML, for the test pages of GitLab, Azure DevOps, Jenkins and others: a suite per file, a test per question.
//!
//! The test of a question holds the findings that make its verdict; the last test of a suite holds all others. A test
//! fails when it holds an error. What doesn't make it fail stands in its output, so that every finding is somewhere.

use super::FileReport;
use super::listing::{Entry, Listing};
use super::terminal::verdict_words;
use crate::checks::QuestionVerdict;
use crate::diag::{Lang, Severity};
use crate::say;
use quick_xml::se::Serializer;
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename = "testsuites")]
struct Suites {
    #[serde(rename = "@name")]
    name: &'static str,
    #[serde(rename = "@tests")]
    tests: usize,
    #[serde(rename = "@failures")]
    failures: usize,
    testsuite: Vec<Suite>,
}

#[derive(Serialize)]
struct Suite {
    #[serde(rename = "@name")]
    name: String,
    #[serde(rename = "@tests")]
    tests: usize,
    #[serde(rename = "@failures")]
    failures: usize,
    testcase: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    #[serde(rename = "@name")]
    name: String,
    #[serde(rename = "@classname")]
    class: String,
    #[serde(rename = "@file")]
    file: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<Failure>,
    #[serde(rename = "system-out", skip_serializing_if = "Option::is_none")]
    output: Option<String>,
}

#[derive(Serialize)]
struct Failure {
    #[serde(rename = "@message")]
    message: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "$text")]
    text: String,
}

/// The report of a whole run.
pub fn render(files: &[FileReport], lang_of: impl Fn(&FileReport) -> Lang) -> String {
    let suites = files.iter().map(|report| suite(report, lang_of(report)));
    let suites: Vec<_> = suites.collect();
    let suites = Suites {
        name: "casus",
        tests: suites.iter().map(|s| s.tests).sum(),
        failures: suites.iter().map(|s| s.failures).sum(),
        testsuite: suites,
    };
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let mut writer = Serializer::new(&mut out);
    writer.indent(' ', 2);
    // Strings and numbers only: this can't fail.
    _ = suites.serialize(writer);
    out + "\n"
}

fn suite(report: &FileReport, lang: Lang) -> Suite {
    let listing = Listing::new(report, lang);
    let verdicts = report.case.iter().flat_map(|case| &case.verdicts);
    let mut rest = listing.entries();
    let mut tests = Vec::new();
    for verdict in verdicts {
        let (own, others) = rest.into_iter().partition(|e| verdict.rests_on(e.finding));
        rest = others;
        tests.push(of_question(&listing, verdict, own));
    }
    tests.push(of_the_rest(&listing, rest));
    Suite {
        name: legal(&listing.path),
        tests: tests.len(),
        failures: tests.iter().filter(|t| t.failure.is_some()).count(),
        testcase: tests,
    }
}

fn of_question(listing: &Listing<'_>, verdict: &QuestionVerdict, own: Vec<Entry<'_>>) -> Test {
    let (_, _, name, meaning) = verdict_words(verdict.verdict);
    let (name, meaning) = (name.get(listing.lang), meaning.get(listing.lang));
    let reason = (verdict.verdict.id(), format!("{name}: {meaning}"));
    test(listing, &verdict.question, own, Some(reason))
}

fn of_the_rest(listing: &Listing<'_>, rest: Vec<Entry<'_>>) -> Test {
    let name = say!(en "everything else", nl "al het andere");
    let mut errors = rest.iter().filter(|e| is_error(e));
    let reason = errors.next().map(|first| {
        let code = first.finding.code.0;
        (code, format!("{code}: {}", first.message()))
    });
    test(listing, name.get(listing.lang), rest, reason)
}

/// A test that holds these findings. `reason` is its type and its message in case it fails.
fn test(
    listing: &Listing<'_>,
    name: &str,
    entries: Vec<Entry<'_>>,
    reason: Option<(&'static str, String)>,
) -> Test {
    let (errors, remarks): (Vec<_>, Vec<_>) = entries.into_iter().partition(is_error);
    let failure = told(listing, &errors).zip(reason);
    let case = listing.report.case.as_ref();
    Test {
        name: legal(name),
        class: case.map_or_else(|| "casus".to_owned(), |case| legal(&case.name)),
        file: legal(&listing.path),
        failure: failure.map(|(text, (kind, message))| Failure {
            message: legal(&message),
            kind,
            text,
        }),
        output: told(listing, &remarks),
    }
}

fn is_error(entry: &Entry<'_>) -> bool {
    entry.finding.severity == Severity::Error
}

/// The findings as compilers write them; `None` when there are none.
fn told(listing: &Listing<'_>, entries: &[Entry<'_>]) -> Option<String> {
    let lines = entries.iter().map(|entry| {
        let place = entry.place;
        let place = place.map_or_else(String::new, |p| format!(":{}:{}", p.line, p.column));
        let path = &listing.path;
        let severity = entry.finding.severity.id();
        let code = entry.finding.code;
        format!("{path}{place}: {severity}[{code}]: {}", entry.text())
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| legal(&lines.join("\n")))
}

/// The text with a replacement character for each character that XML can't hold (XML 1.0, production 2).
fn legal(text: &str) -> String {
    let legal = |c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.replace(|c| !legal(c), "\u{fffd}")
}

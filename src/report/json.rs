//! The format for machines: every finding of every level once, columns in Unicode characters.

use super::listing::{Place, Places};
use super::{FileReport, Summary};
use crate::diag::{Diagnostic, Edit, Fix, Lang, Words};
use jiff::civil::Date;
use serde::Serialize;

/// Version of the format; a change that readers can trip over raises it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    as_of: String,
    files: Vec<File<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    case: Option<&'a str>,
    language: Option<&'static str>,
    cycle: Option<u32>,
    verdicts: Vec<Verdict<'a>>,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    question: &'a str,
    verdict: &'static str,
    codes: Vec<&'static str>,
}

#[derive(Serialize)]
pub(super) struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Vec<&'a str>,
    span: Place,
    related: Vec<Related<'a>>,
    fixes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    span: Place,
}

#[derive(Serialize)]
struct Change<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    span: Place,
    text: &'a str,
}

/// The report of a whole run.
pub fn render(files: &[FileReport], as_of: Date, lang_of: impl Fn(&FileReport) -> Lang) -> String {
    let report = Report {
        version: VERSION,
        as_of: as_of.to_string(),
        files: files.iter().map(|f| file(f, lang_of(f))).collect(),
        summary: Summary::of(files),
    };
    // Strings and numbers only: this can't fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn file(report: &FileReport, lang: Lang) -> File<'_> {
    let places = Places::new(&report.text);
    let findings = report.findings.iter();
    let case = report.case.as_ref();
    File {
        path: &report.path,
        case: case.map(|c| c.name.as_str()),
        language: report.lang.map(Lang::code),
        cycle: case.map(|c| c.cycle),
        verdicts: case
            .into_iter()
            .flat_map(|c| &c.verdicts)
            .map(|v| Verdict {
                question: &v.question.value,
                verdict: v.verdict.id(),
                codes: v.codes.iter().map(|c| c.0).collect(),
            })
            .collect(),
        diagnostics: findings.map(|f| finding(f, &places, lang)).collect(),
    }
}

/// A finding as this format writes it.
pub(super) fn finding<'a>(finding: &'a Diagnostic, places: &Places<'_>, lang: Lang) -> Finding<'a> {
    let say = |words: &'a Words| words.get(lang);
    let related = finding.related.iter();
    Finding {
        code: finding.code.0,
        severity: finding.severity.id(),
        message: say(&finding.message),
        help: finding.help.iter().map(say).collect(),
        span: places.of(finding.span),
        related: related
            .map(|r| Related {
                message: say(&r.message),
                span: places.of(r.span),
            })
            .collect(),
        fixes: finding
            .fixes
            .iter()
            .map(|f| change(f, places, lang))
            .collect(),
    }
}

fn change<'a>(fix: &'a Fix, places: &Places<'_>, lang: Lang) -> Change<'a> {
    let replacement = |edit: &'a Edit| Replacement {
        span: places.of(edit.span),
        text: &edit.text,
    };
    Change {
        title: fix.title.get(lang),
        safe: fix.safe,
        edits: fix.edits.iter().map(replacement).collect(),
    }
}

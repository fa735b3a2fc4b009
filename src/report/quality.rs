//! The quality of the data of a case: for people as a table, for machines as JSON.

use super::figures::aligned;
use super::json;
use super::listing::Places;
use super::{FileReport, Summary, bold};
use crate::data::quality::{ColumnQuality, Finding, Quality, SourceQuality};
use crate::diag::{Diagnostic, Lang, Severity};
use crate::model::Case;
use crate::page::format::number;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write;

/// The version of the JSON format.
const VERSION: u32 = 1;

/// The sources, how full their columns are, and how many findings there are about each.
pub fn table(quality: &Quality, case: &Case, lang: Lang) -> String {
    let mut out = String::new();
    for source in &quality.sources {
        let name = case.sources.get(source.source.0).map(|s| s.name.as_str());
        let rows = number(source.rows as f64, 0, lang);
        let words = lang.pick("rows", "rijen");
        let name = bold(name.unwrap_or_default());
        _ = writeln!(out, "{name}  {}, {rows} {words}", source.file);
        out.push_str(&columns(source, lang));
        _ = writeln!(out, "{}\n", counted(quality, source, lang));
    }
    out
}

/// A line for each column.
fn columns(source: &SourceQuality, lang: Lang) -> String {
    let head = match lang {
        Lang::En => ["column", "filled", "empty", "unfit", "different"],
        Lang::Nl => ["kolom", "gevuld", "leeg", "ongeschikt", "verschillend"],
    };
    let head = head.map(str::to_owned).to_vec();
    let lines: Vec<_> = std::iter::once(head).chain(cells(source, lang)).collect();
    let mut out = String::new();
    aligned(&mut out, &lines, &[false, true, true, true, true]);
    out
}

/// Of each column its name, and how many of its cells are filled, empty, unfit and different.
pub(super) fn cells(source: &SourceQuality, lang: Lang) -> Vec<Vec<String>> {
    let n = |n: u64| number(n as f64, 0, lang);
    let columns = source.columns.iter().map(|column| {
        vec![
            column.name.clone(),
            n(column.filled),
            n(empty(source, column)),
            n(column.unfit),
            n(column.distinct),
        ]
    });
    columns.collect()
}

/// The cells of a column that are empty.
fn empty(source: &SourceQuality, column: &ColumnQuality) -> u64 {
    source.rows.saturating_sub(column.filled + column.unfit)
}

/// How many findings of each severity there are about a source.
fn counted(quality: &Quality, source: &SourceQuality, lang: Lang) -> String {
    let about = || {
        let findings = quality.findings.iter();
        findings.filter(|f| f.source == source.source)
    };
    let [errors, warnings, infos] = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| about().filter(|f| f.told.severity == severity).count());
    match lang {
        Lang::En => format!("{errors} errors, {warnings} warnings, {infos} remarks"),
        Lang::Nl => format!("{errors} fouten, {warnings} waarschuwingen, {infos} opmerkingen"),
    }
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    case: Option<&'a str>,
    as_of: String,
    sources: Vec<Source<'a>>,
    findings: Vec<Told<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    file: &'a str,
    rows: u64,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    name: &'a str,
    filled: u64,
    empty: u64,
    unfit: u64,
    distinct: u64,
}

/// A finding, and the rows that it is about.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    told: json::Finding<'a>,
    source: Option<&'a str>,
    column: Option<&'a str>,
    count: u64,
    of: u64,
    rows: &'a [u64],
    /// The file of each of them, where the source is several.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    files: &'a [String],
}

/// The quality as JSON; `case` is there when the file could be understood, and `report` has what is wrong with it when not.
pub fn json(
    quality: &Quality,
    case: Option<&Case>,
    report: &FileReport,
    as_of: Date,
    lang: Lang,
) -> String {
    let places = Places::new(&report.text);
    let name = |f: &Finding| Some(case?.sources.get(f.source.0)?.name.as_str());
    let of_case = report.findings.iter().filter(|f| !about_data(quality, f));
    let findings = of_case.map(|told| Told {
        told: json::finding(told, &places, lang),
        source: None,
        column: None,
        count: 0,
        of: 0,
        rows: &[],
        files: &[],
    });
    let about_data = quality.findings.iter().map(|finding| Told {
        told: json::finding(&finding.told, &places, lang),
        source: name(finding),
        column: finding.column.as_deref(),
        count: finding.found.count,
        of: finding.of,
        rows: &finding.found.rows,
        files: &finding.found.files,
    });
    let sources = quality.sources.iter().map(|source| Source {
        name: case
            .and_then(|c| c.sources.get(source.source.0))
            .map_or("", |s| s.name.as_str()),
        file: &source.file,
        rows: source.rows,
        columns: source
            .columns
            .iter()
            .map(|column| Column {
                name: &column.name,
                filled: column.filled,
                empty: empty(source, column),
                unfit: column.unfit,
                distinct: column.distinct,
            })
            .collect(),
    });
    let whole = Report {
        version: VERSION,
        case: case.map(|c| c.name.as_str()),
        as_of: as_of.to_string(),
        sources: sources.collect(),
        findings: findings.chain(about_data).collect(),
        summary: Summary::of(std::slice::from_ref(report)),
    };
    // Strings and numbers only: this can't fail.
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

/// Whether a finding of the report is one about the data.
fn about_data(quality: &Quality, finding: &Diagnostic) -> bool {
    quality.findings.iter().any(|f| f.told == *finding)
}

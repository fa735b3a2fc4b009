//! GitLab's code quality report: the part of the Code Climate format that GitLab reads.

use super::FileReport;
use super::listing::{Entry, Listing};
use crate::diag::{Lang, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// The report of a whole run.
pub fn render(files: &[FileReport], lang_of: impl Fn(&FileReport) -> Lang) -> String {
    let issues = files.iter().flat_map(|report| {
        let listing = Listing::new(report, lang_of(report));
        let entries = listing.entries().into_iter();
        entries
            .map(|entry| issue(&listing.path, entry))
            .collect::<Vec<_>>()
    });
    let issues: Vec<_> = issues.collect();
    // Strings and numbers only: this can't fail.
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

fn issue(path: &str, entry: Entry<'_>) -> Issue {
    let code = entry.finding.code.0;
    // GitLab wants a line also where there is none.
    let (begin, end) = entry.place.map_or((1, 1), |p| (p.line, p.end_line));
    Issue {
        // GitLab shows only the description, so the code must be in it.
        description: format!("{code}: {}", entry.text()),
        check_name: code,
        severity: match (entry.finding.severity, entry.place) {
            (Severity::Error, None) => "blocker",
            (Severity::Error, Some(_)) => "critical",
            (Severity::Warning, _) => "minor",
            (Severity::Info, _) => "info",
        },
        fingerprint: entry.fingerprint,
        location: Location {
            path: path.to_owned(),
            lines: Lines { begin, end },
        },
    }
}

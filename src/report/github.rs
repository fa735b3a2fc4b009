//! Annotations on GitHub: workflow commands, one line a finding, which the runner shows at the author's line.
//!
//! Escaping as in GitHub's own toolkit, `packages/core/src/command.ts`.

use super::FileReport;
use super::listing::{Entry, Listing};
use crate::diag::{Lang, Severity};
use annotate_snippets::normalize_untrusted_str;
use std::fmt::Write;

/// The annotations of a whole run.
pub fn render(files: &[FileReport], lang_of: impl Fn(&FileReport) -> Lang) -> String {
    let mut out = String::new();
    for report in files {
        let listing = Listing::new(report, lang_of(report));
        for entry in listing.entries() {
            out.push_str(&command(&listing.path, &entry));
        }
    }
    out
}

fn command(path: &str, entry: &Entry<'_>) -> String {
    let level = match entry.finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut out = format!("::{level} file={}", property(path));
    if let Some(place) = entry.place {
        _ = write!(out, ",line={},endLine={}", place.line, place.end_line);
        // GitHub refuses columns for a place of several lines.
        if place.line == place.end_line {
            _ = write!(out, ",col={},endColumn={}", place.column, place.end_column);
        }
    }
    let title = property(&format!("casus {}", entry.finding.code));
    // The author's words may be quoted here; control characters must not reach somebody's log.
    let text = normalize_untrusted_str(&entry.text());
    _ = writeln!(out, ",title={title}::{}", data(&text));
    out
}

/// The text after the second `::`.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, where `:` and `,` have a meaning too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

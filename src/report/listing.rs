//! Findings as the formats for machines list them: in one language, with lines and columns, each with a fingerprint.

use super::FileReport;
use crate::diag::{Diagnostic, Lang, LineIndex, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The name space of fingerprints. A change makes every known finding a new one in every tool that keeps them.
const FINGERPRINTS: Uuid = Uuid::from_u128(0x2f3c_1f0e_8d7b_4a55_9c61_7b0c_6a5e_d7f4);

/// A range of text. Lines and columns count from 1, columns in Unicode characters; the end is one past the last character.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Place {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
}

/// Turns spans of a text into lines and columns.
pub(super) struct Places<'a> {
    text: &'a str,
    index: LineIndex,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Places<'a> {
        let index = LineIndex::new(text);
        Places { text, index }
    }

    pub(super) fn of(&self, span: Span) -> Place {
        let start = self.index.line_col(self.text, span.start);
        let end = self.index.line_col(self.text, span.end);
        Place {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// One file, ready to be listed.
pub(super) struct Listing<'a> {
    /// The path with `/` between folders, as repositories write it.
    pub(super) path: String,
    pub(super) lang: Lang,
    pub(super) report: &'a FileReport,
    places: Places<'a>,
}

/// One finding, ready to be listed.
pub(super) struct Entry<'a> {
    pub(super) finding: &'a Diagnostic,
    /// Where it is; `None` when it is about a file that could not be read.
    pub(super) place: Option<Place>,
    /// The same in every run and both languages while the file keeps its path and the line its text, wherever the line
    /// moves; no two findings of a file have the same.
    pub(super) fingerprint: String,
    lang: Lang,
}

impl<'a> Listing<'a> {
    pub(super) fn new(report: &'a FileReport, lang: Lang) -> Listing<'a> {
        Listing {
            path: slashed(&report.path),
            lang,
            report,
            places: Places::new(&report.text),
        }
    }

    /// The findings, each once, in the order of the text.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        let mut seen = BTreeMap::new();
        let findings = self.report.findings.iter();
        let entries = findings.map(|finding| {
            let line = self.line(finding.span);
            let before = seen.entry((finding.code, line)).or_insert(0_u32);
            *before += 1;
            let name = [&self.path, finding.code.0, line, &before.to_string()].join("\0");
            Entry {
                finding,
                place: self.place(finding.span),
                fingerprint: fingerprint(&name),
                lang: self.lang,
            }
        });
        entries.collect()
    }

    /// Where a span is; `None` when the file could not be read.
    pub(super) fn place(&self, span: Span) -> Option<Place> {
        let read = self.report.lang.is_some();
        read.then(|| self.places.of(span))
    }

    /// The text of the line on which a span begins, without the blanks around it.
    fn line(&self, span: Span) -> &'a str {
        let text = self.report.text.as_str();
        let (before, after) = text
            .split_at_checked(span.start as usize)
            .unwrap_or((text, ""));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(text.len(), |at| before.len() + at);
        text.get(start..end).unwrap_or_default().trim()
    }
}

impl Entry<'_> {
    /// What is wrong.
    pub(super) fn message(&self) -> &str {
        self.finding.message.get(self.lang)
    }

    /// What is wrong and what to do about it, a line each.
    pub(super) fn text(&self) -> String {
        let help = self.finding.help.iter().map(|h| h.get(self.lang));
        let lines: Vec<_> = std::iter::once(self.message()).chain(help).collect();
        lines.join("\n")
    }
}

fn fingerprint(name: &str) -> String {
    let uuid = Uuid::new_v5(&FINGERPRINTS, name.as_bytes());
    uuid.simple().to_string()
}

/// The path with `/` between folders, without `./` before it.
fn slashed(path: &str) -> String {
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

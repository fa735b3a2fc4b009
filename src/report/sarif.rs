//! SARIF 2.1.0, the format of static analysis that GitHub, Azure DevOps and editors read: one run, a rule per code found.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use super::FileReport;
use super::listing::{Entry, Listing, Place};
use crate::diag::{Code, Diagnostic, Edit, Fix, Lang, Page, Severity};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Change>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "casus/v1")]
    casus: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Message>,
}

/// The log of a whole run. `pages` explain the codes, sorted by code; `lang` is the language of the rules.
pub fn render(
    files: &[FileReport],
    pages: &[Page],
    lang: Lang,
    lang_of: impl Fn(&FileReport) -> Lang,
) -> String {
    let findings = files.iter().flat_map(|f| &f.findings);
    let found: BTreeSet<Code> = findings.map(|f| f.code).collect();
    let pages = pages.iter().filter(|page| found.contains(&page.code));
    let rules: Vec<_> = pages.map(|page| rule(page, lang)).collect();
    let results = files.iter().flat_map(|report| {
        let listing = Listing::new(report, lang_of(report));
        let entries = listing.entries().into_iter();
        let results = entries.map(|entry| outcome(&listing, entry, &rules));
        results.collect::<Vec<_>>()
    });
    let results = results.collect();
    let driver = Driver {
        name: "casus",
        semantic_version: env!("CARGO_PKG_VERSION"),
        language: lang.code(),
        rules,
    };
    let run = Run {
        tool: Tool { driver },
        language: lang.code(),
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    // Strings and numbers only: this can't fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(page: &Page, lang: Lang) -> Rule {
    Rule {
        id: page.code.0,
        short_description: message(page.title(lang)),
        full_description: message(page.gist(lang)),
        help: Help {
            text: format!("casus explain {}", page.code),
            markdown: page.get(lang),
        },
    }
}

fn outcome(listing: &Listing<'_>, entry: Entry<'_>, rules: &[Rule]) -> Outcome {
    let finding = entry.finding;
    Outcome {
        rule_id: finding.code.0,
        rule_index: rules.iter().position(|rule| rule.id == finding.code.0),
        level: match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: message(entry.text()),
        locations: [location(listing, entry.place, None)],
        related_locations: related(listing, finding),
        partial_fingerprints: Fingerprints {
            casus: entry.fingerprint,
        },
        fixes: finding
            .fixes
            .iter()
            .filter(|fix| fix.safe && !fix.edits.is_empty())
            .map(|fix| change(listing, fix))
            .collect(),
    }
}

fn related(listing: &Listing<'_>, finding: &Diagnostic) -> Vec<Location> {
    let related = finding.related.iter();
    let related = related.map(|related| {
        let said = message(related.message.get(listing.lang));
        location(listing, listing.place(related.span), Some(said))
    });
    related.collect()
}

fn location(listing: &Listing<'_>, place: Option<Place>, message: Option<Message>) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(listing),
            region: place.map(region),
        },
        message,
    }
}

fn change(listing: &Listing<'_>, fix: &Fix) -> Change {
    let edits = fix.edits.iter();
    let replacements = edits.filter_map(|edit| replacement(listing, edit));
    Change {
        description: message(fix.title.get(listing.lang)),
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(listing),
            replacements: replacements.collect(),
        }],
    }
}

fn replacement(listing: &Listing<'_>, edit: &Edit) -> Option<Replacement> {
    let inserted = (!edit.text.is_empty()).then(|| message(edit.text.as_str()));
    Some(Replacement {
        deleted_region: region(listing.place(edit.span)?),
        inserted_content: inserted,
    })
}

fn message(text: impl Into<String>) -> Message {
    Message { text: text.into() }
}

fn region(place: Place) -> Region {
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

fn artifact(listing: &Listing<'_>) -> Artifact {
    let path = &listing.path;
    let drive = path.split_once(':').filter(|(drive, _)| drive.len() == 1);
    Artifact {
        uri: match drive {
            Some((drive, rest)) => format!("file:///{drive}:{}", encoded(rest)),
            None if path.starts_with('/') => format!("file://{}", encoded(path)),
            None => encoded(path),
        },
    }
}

/// A path as part of a URI: all but letters, digits and a few signs as `%` and two digits (RFC 3986, 2.1 and 2.3).
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ if byte.is_ascii_alphanumeric() => out.push(byte.into()),
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

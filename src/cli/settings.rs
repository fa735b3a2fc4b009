//! `casus.toml`: what engineers own. The output folder, and options per target.
//!
//! Values such as `${NAME}` stay as they are written: secrets are for the tool that uses the bundle, never for its files.

use super::files::{Nearest, Text, Upward};
use super::trouble;
use crate::backends;
use crate::diag::{Diagnostic, Lang, Span, nearest};
use crate::say;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The keys at the top.
const KEYS: [&str; 2] = ["out", "target"];

/// The content of a settings file.
#[derive(Debug, Default)]
pub(super) struct Settings {
    /// The output folder, relative to the file.
    pub(super) out: Option<PathBuf>,
    /// The options per target, and where they stand.
    pub(super) targets: BTreeMap<String, (Span, serde_json::Value)>,
}

impl Nearest<Settings> {
    /// Where the output goes: `out`, else `build` in the current folder.
    pub(super) fn out_folder(&self) -> PathBuf {
        let own = self.value.out.as_ref();
        own.map_or_else(|| PathBuf::from("build"), |out| self.folder.join(out))
    }
}

/// The settings that hold below each folder.
pub(super) fn settings() -> Upward<Settings> {
    Upward::new(&["casus.toml"], |Text { text, .. }, _| {
        let mut reading = Reading::default();
        match DeTable::parse(&text) {
            Ok(table) => reading.top(table.into_inner()),
            Err(error) => reading.broken(&error),
        }
        // TOML speaks no language of its own; English keeps the file out of the choice of the run's language.
        (reading.settings, reading.findings, None::<Lang>)
    })
}

/// Settings as far as they are read.
#[derive(Default)]
struct Reading {
    settings: Settings,
    findings: Vec<Diagnostic>,
}

impl Reading {
    fn broken(&mut self, error: &toml::de::Error) {
        let place = error.span().map_or(Span::default(), span);
        let reason = error.message();
        self.findings.push(trouble::settings(
            place,
            say!(en "this is no valid TOML: {reason}", nl "dit is geen geldige TOML: {reason}"),
        ));
    }

    fn top(&mut self, table: DeTable<'_>) {
        for (key, value) in table {
            let place = span(key.span());
            match key.get_ref().as_ref() {
                "out" => self.out(value),
                "target" => self.targets(place, value.into_inner()),
                other => self.unknown(place, other, &KEYS),
            }
        }
    }

    fn out(&mut self, value: Spanned<DeValue<'_>>) {
        match value.get_ref().as_str() {
            Some(path) => self.settings.out = Some(PathBuf::from(path)),
            None => self.findings.push(trouble::settings(
                span(value.span()),
                say!(
                    en "`out` is a folder between quotes, such as \"build\"",
                    nl "`out` is een map tussen aanhalingstekens, zoals \"build\"",
                ),
            )),
        }
    }

    fn targets(&mut self, place: Span, value: DeValue<'_>) {
        let DeValue::Table(tables) = value else {
            return self.findings.push(trouble::settings(
                place,
                say!(
                    en "options stand in a table per target, such as `[target.powerbi]`",
                    nl "opties staan in een tabel per doel, zoals `[target.powerbi]`",
                ),
            ));
        };
        let known: Vec<_> = backends::all().iter().map(|b| b.id()).collect();
        for (key, options) in tables {
            let place = span(key.span());
            let id = key.get_ref().to_string();
            if !known.contains(&id.as_str()) {
                self.unknown(place, &id, &known);
                continue;
            }
            match serde_json::Value::deserialize(ValueDeserializer::from(options)) {
                Ok(options) => _ = self.settings.targets.insert(id, (place, options)),
                Err(error) => self.broken(&error),
            }
        }
    }

    fn unknown(&mut self, place: Span, key: &str, known: &[&str]) {
        let list = known.join(", ");
        let finding = trouble::settings(
            place,
            say!(en "there is no setting `{key}`", nl "de instelling `{key}` bestaat niet"),
        );
        self.findings
            .push(match nearest(key, known.iter().copied()) {
                Some(near) => finding
                    .help(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"))
                    .replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
                None => finding.help(say!(en "known here: {list}", nl "bekend zijn hier: {list}")),
            });
    }
}

/// A place in the file, which is far below 4 GiB.
fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start as u32, range.end as u32)
}

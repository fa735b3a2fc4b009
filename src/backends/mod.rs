//! The targets. A backend knows one tool and nothing above [`crate::dashboard`].
//!
//! Each is a folder of one shape: `mod.rs` (id, capabilities, emit), `view.rs` (the dashboard in the tool's own words, all
//! decisions made), `names.rs` (identifiers, quoting), `templates/` (text formats only), `README.md` (version, import
//! steps, source of the format, oracle).

pub mod powerbi;
pub mod superset;

mod support;

pub use support::{
    Feature, PAGES, SOURCE, allowed, asked_outside, no_target, shortcomings, tooling_outside,
    unknown_tooling,
};

use crate::dashboard::Dashboard;
use crate::diag::{Diagnostic, Words};

/// A tool that shows dashboards.
pub trait Backend: Sync {
    /// The id on the command line and in paths, such as `powerbi`.
    fn id(&self) -> &'static str;

    /// The product as people know it, such as `Power BI`.
    fn product(&self) -> &'static str;

    /// What the tool can show.
    fn capabilities(&self) -> Capabilities;

    /// Writes the dashboard in the tool's format. `options` is the table `[target.ID]` of `casus.toml`, or null.
    ///
    /// # Errors
    /// When the options can't be understood: what is wrong and what to do.
    fn emit(&self, dashboard: &Dashboard, options: &serde_json::Value) -> Result<Output, Words>;
}

/// What a backend made. Nothing is written here; the command line does that, all or nothing.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The files, in order of path.
    pub files: Vec<File>,
    /// What could not be carried over, at the author's own line (`T` codes).
    pub notices: Vec<Diagnostic>,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the target's folder, with `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// How well a tool carries a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// As it is meant.
    Native,
    /// Nearly: how, in both languages.
    Approximate {
        /// English.
        en: &'static str,
        /// Dutch.
        nl: &'static str,
    },
    /// Not at all.
    Missing,
}

/// What a tool can show: a field per feature of a dashboard. Always filled in completely, without defaults, so that a new
/// feature is a compile error in every backend.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Capabilities {
    pub number: Support,
    pub line: Support,
    pub bar: Support,
    pub stacked_bar: Support,
    pub column: Support,
    pub area: Support,
    pub table: Support,
    pub matrix: Support,
    pub map: Support,
    pub scatter: Support,
    pub heatmap: Support,
    pub histogram: Support,
    pub gauge: Support,
    pub donut: Support,
    pub list: Support,
    pub text: Support,
    /// The status of an act, computed in the tool.
    pub status: Support,
    pub limit: Support,
    pub filter: Support,
    /// Only the first N, ties by label, the empty group never counted.
    pub top: Support,
    /// The empty group last, named.
    pub empty_last: Support,
    /// Only the last N periods.
    pub last: Support,
    /// Beside the previous year.
    pub compared: Support,
    pub hide_small: Support,
    pub round_small: Support,
    /// Rows from a CSV file.
    pub csv: Support,
    /// Rows from a Parquet file.
    pub parquet: Support,
    /// Rows from an Excel workbook.
    pub excel: Support,
    /// Rows from a JSON file.
    pub json: Support,
    /// Rows from several files, which a folder or a pattern names.
    pub files: Support,
    /// Rows from a table or query of a connection.
    pub database: Support,
}

/// Every backend, in the order of `casus targets`.
pub fn all() -> &'static [&'static dyn Backend] {
    &[&powerbi::PowerBi, &superset::Superset]
}

/// The backend with this id or product name, without case or blanks (`Power BI` = `powerbi`).
pub fn named(name: &str) -> Option<&'static dyn Backend> {
    let key = |s: &str| s.split_whitespace().collect::<String>().to_lowercase();
    let wanted = key(name);
    let mut all = all().iter().copied();
    all.find(|b| b.id() == wanted || key(b.product()) == wanted)
}

//! Findings as people and machines read them: a file per format. Nothing here reads or writes; formats make text.

#[cfg(feature = "data")]
pub mod backtest;
#[cfg(feature = "data")]
pub mod backtest_page;
#[cfg(feature = "data")]
pub mod figures;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
mod listing;
pub mod manual;
#[cfg(feature = "data")]
pub mod quality;
#[cfg(feature = "data")]
pub mod quality_page;
pub mod sarif;
pub mod terminal;
pub mod upcoming;

use crate::Analysis;
use crate::checks::QuestionVerdict;
use crate::diag::{Diagnostic, Lang, Severity};
use crate::model::Case;
use annotate_snippets::renderer::{Effects, Style};
use serde::Serialize;

/// What there is to say about one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path, as people gave or will recognise it.
    pub path: String,
    /// The text; empty when it could not be read.
    pub text: String,
    /// The language of the text; `None` when it could not be read.
    pub lang: Option<Lang>,
    /// The case; `None` when there is none in the file.
    pub case: Option<CaseFacts>,
    /// The findings, in the order of the text.
    pub findings: Vec<Diagnostic>,
}

/// What a report tells about a case.
#[derive(Clone, Debug)]
pub struct CaseFacts {
    /// Its name.
    pub name: String,
    /// The cycle of the workshop.
    pub cycle: u32,
    /// The verdict on each question.
    pub verdicts: Vec<QuestionVerdict>,
}

impl FileReport {
    /// The report on a case file, and the case itself.
    pub fn of(path: String, text: String, analysis: Analysis) -> (FileReport, Option<Case>) {
        let verdicts = analysis.verdicts;
        let facts = analysis.case.as_ref().map(|case| CaseFacts {
            name: case.name.value.clone(),
            cycle: case.cycle(),
            verdicts,
        });
        let report = FileReport {
            path,
            text,
            lang: Some(analysis.tree.lang),
            case: facts,
            findings: analysis.findings,
        };
        (report, analysis.case)
    }

    /// The report on something that went wrong with a file as a whole.
    pub fn trouble(path: String, finding: Diagnostic) -> FileReport {
        FileReport {
            path,
            text: String::new(),
            lang: None,
            case: None,
            findings: vec![finding],
        }
    }

    /// Adds findings, each in its place.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.findings.extend(findings);
        self.findings.sort_by_key(Diagnostic::order);
    }

    /// How many findings there are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings.filter(|f| f.severity == severity).count()
    }
}

/// How many findings a run gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files, those that could not be read included.
    pub files: usize,
    /// Findings that must be mended.
    pub errors: usize,
    /// Findings that should be mended.
    pub warnings: usize,
    /// Findings that are good to know.
    pub infos: usize,
}

impl Summary {
    /// Counts over all files.
    pub fn of(files: &[FileReport]) -> Summary {
        let count = |severity| files.iter().map(|f| f.count(severity)).sum();
        Summary {
            files: files.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }
}

/// Text that stands out on a terminal.
pub fn bold(text: &str) -> String {
    let style = Style::new().effects(Effects::BOLD);
    format!("{style}{text}{style:#}")
}

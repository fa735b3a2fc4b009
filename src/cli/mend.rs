//! `casus check --fix`: fixes carried out on files.

use super::files::{self, Input, Text};
use super::{out, trouble, write};
use crate::diag::{Diagnostic, Lang};
use crate::fix::{self, Fixed, Scope};
use crate::report::FileReport;
use crate::{say, syntax};
use std::io;
use std::path::PathBuf;

/// A file after its fixes, not yet written.
#[derive(Debug)]
pub(super) struct Mended {
    /// Where it was read.
    pub(super) input: Input,
    /// Whether the file began with a byte order mark.
    pub(super) had_bom: bool,
    /// Its new text.
    pub(super) fixed: Fixed,
    /// Position of its report among those of the run.
    pub(super) report: usize,
}

/// Carries out the fixes of a text.
pub(super) fn mend(
    input: Input,
    read: &Text,
    scope: Scope,
    judge: impl FnMut(&str) -> Vec<Diagnostic>,
) -> Mended {
    Mended {
        input,
        had_bom: read.had_bom,
        fixed: fix::until_quiet(&read.text, scope, judge),
        report: 0,
    }
}

impl Mended {
    /// Puts the new text in its place: files that changed in one step, standard input always to standard output.
    /// What can't be written comes back as a report.
    fn put(&self) -> io::Result<Option<FileReport>> {
        let bom = if self.had_bom { files::BOM } else { "" };
        let text = format!("{bom}{}", self.fixed.text);
        match &self.input {
            Input::Stdin => out(&text).map(|()| None),
            Input::File(_) if self.fixed.count == 0 => Ok(None),
            Input::File(path) => Ok(write::rewrite(path, &text)
                .err()
                .map(|e| FileReport::trouble(self.input.shown(), trouble::unwritable(&e)))),
        }
    }
}

/// What was carried out in a run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    fixes: usize,
    files: usize,
}

impl Tally {
    /// Writes the files. Those that can't be written come back with the position of their report.
    pub(super) fn write(&mut self, mended: &[Mended]) -> io::Result<Vec<(usize, FileReport)>> {
        let mut troubles = Vec::new();
        for file in mended {
            if let Some(trouble) = file.put()? {
                troubles.push((file.report, trouble));
            } else if file.fixed.count > 0 {
                self.fixes += file.fixed.count;
                self.files += 1;
            }
        }
        Ok(troubles)
    }

    /// `3 fixes applied in 2 files`.
    pub(super) fn told(self, lang: Lang) -> String {
        let (fixes, files) = (self.fixes, self.files);
        let words = match (fixes, files) {
            (0, _) => say!(en "no fixes to apply", nl "geen reparaties toe te passen"),
            (1, _) => say!(en "1 fix applied in 1 file", nl "1 reparatie toegepast in 1 bestand"),
            (_, 1) => say!(
                en "{fixes} fixes applied in 1 file",
                nl "{fixes} reparaties toegepast in 1 bestand",
            ),
            _ => say!(
                en "{fixes} fixes applied in {files} files",
                nl "{fixes} reparaties toegepast in {files} bestanden",
            ),
        };
        format!("{}\n", words.get(lang))
    }
}

/// The policies at the paths given after their fixes; those that can't be read are told when the cases are judged.
pub(super) fn policies(paths: &[PathBuf], scope: Scope) -> Vec<Mended> {
    let mut inputs = files::find(paths, |_| true).inputs;
    inputs.retain(Input::is_policy);
    let read = |input: Input| Some((files::read(&input).ok()?, input));
    let read = inputs.into_iter().filter_map(read);
    let mended = read.map(|(text, input)| mend(input, &text, scope, judge_policy));
    mended.collect()
}

fn judge_policy(text: &str) -> Vec<Diagnostic> {
    let (tree, mut findings) = syntax::parse(text);
    findings.extend(crate::analyse_policy(&tree).1);
    findings
}

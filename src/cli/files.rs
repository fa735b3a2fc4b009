//! Finding and reading what a command is to work on.

use super::trouble;
use crate::diag::{Diagnostic, Lang};
use crate::model::{POLICY_NAMES, Policy};
use crate::report::FileReport;
use crate::syntax;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The byte order mark that some editors write.
pub(super) const BOM: &str = "\u{feff}";

/// A file to work on, or standard input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Input {
    /// A file; its path as people gave it.
    File(PathBuf),
    /// Standard input, `-`.
    Stdin,
}

impl Input {
    /// The path as it is shown.
    pub(super) fn shown(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "-".to_owned(),
        }
    }

    /// The folder it stands in; the current folder for standard input.
    pub(super) fn folder(&self) -> PathBuf {
        let here = match self {
            Input::File(path) => path.parent(),
            Input::Stdin => None,
        };
        let here = here.filter(|p| !p.as_os_str().is_empty());
        here.unwrap_or(Path::new(".")).to_owned()
    }

    /// Whether it is the policy of an organisation rather than a case.
    pub(super) fn is_policy(&self) -> bool {
        match self {
            Input::File(path) => POLICY_NAMES.iter().any(|n| path.ends_with(n)),
            Input::Stdin => false,
        }
    }
}

/// What was found at the paths that the user gave.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files, in order of path, each once.
    pub(super) inputs: Vec<Input>,
    /// The paths at which nothing could be found.
    pub(super) troubles: Vec<FileReport>,
}

/// Finds the cases and policies at `paths`: files, folders (everything below, without what is hidden or ignored), or `-`.
/// A folder without anything that is `wanted` is a trouble.
pub(super) fn find(paths: &[PathBuf], wanted: fn(&Input) -> bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        find_one(path, wanted, &mut found);
    }
    let mut seen = BTreeSet::new();
    if paths.len() > 1 {
        found.inputs.retain(|input| match input {
            Input::File(path) => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
            Input::Stdin => seen.insert(PathBuf::from("-")),
        });
    }
    found
}

fn find_one(path: &Path, wanted: fn(&Input) -> bool, found: &mut Found) {
    if path.as_os_str() == "-" {
        return found.inputs.push(Input::Stdin);
    }
    match path.metadata() {
        Ok(meta) if meta.is_dir() => walk(path, wanted, found),
        Ok(_) => found.inputs.push(Input::File(path.to_owned())),
        Err(error) => found.trouble(path, cannot_open(&error)),
    }
}

fn walk(folder: &Path, wanted: fn(&Input) -> bool, found: &mut Found) {
    let mut inputs = Vec::new();
    for entry in ignore::WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|t| !t.is_dir());
                if is_file && entry.path().extension().is_some_and(|e| e == "case") {
                    let path = entry.path();
                    let path = path.strip_prefix(".").unwrap_or(path);
                    inputs.push(Input::File(path.to_owned()));
                }
            }
            Err(error) => {
                let (path, error) = walk_error(error, folder);
                found.trouble(&path, trouble::unreadable(&error));
            }
        }
    }
    if !inputs.iter().any(wanted) {
        found.trouble(folder, trouble::no_cases());
    }
    inputs.sort();
    found.inputs.append(&mut inputs);
}

/// The place of an error while walking, and its cause.
fn walk_error(error: ignore::Error, folder: &Path) -> (PathBuf, std::io::Error) {
    match error {
        ignore::Error::WithPath { path, err } => walk_error(*err, &path),
        ignore::Error::WithDepth { err, .. } => walk_error(*err, folder),
        ignore::Error::Io(error) => (folder.to_owned(), error),
        other => (folder.to_owned(), std::io::Error::other(other.to_string())),
    }
}

impl Found {
    fn trouble(&mut self, path: &Path, finding: Diagnostic) {
        let path = path.display().to_string();
        self.troubles.push(FileReport::trouble(path, finding));
    }
}

fn cannot_open(error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => trouble::not_found(),
        _ => trouble::unreadable(error),
    }
}

/// A text as it was read.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// The text, without byte order mark.
    pub(super) text: String,
    /// Whether there was a byte order mark.
    pub(super) had_bom: bool,
}

/// Reads a text.
///
/// # Errors
/// When it can't be opened, is too large or is not UTF-8: a finding that says so.
pub(super) fn read(input: &Input) -> Result<Text, Box<Diagnostic>> {
    let bytes = match input {
        Input::File(path) => File::open(path).and_then(read_limited),
        Input::Stdin => read_limited(std::io::stdin().lock()),
    };
    let bytes = bytes.map_err(|e| cannot_open(&e))?;
    if bytes.len() as u64 > trouble::SIZE_LIMIT {
        return Err(trouble::too_large().into());
    }
    let mut text = String::from_utf8(bytes).map_err(|e| not_utf8(&e))?;
    let had_bom = text.starts_with(BOM);
    if had_bom {
        text.drain(..BOM.len());
    }
    Ok(Text { text, had_bom })
}

/// Everything, or just more than the limit.
fn read_limited(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(trouble::SIZE_LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8(error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let valid = error.utf8_error().valid_up_to();
    let line = bytes.iter().take(valid).filter(|b| **b == b'\n').count() + 1;
    trouble::not_utf8(line, bytes)
}

/// A file that holds for everything below its folder, and is looked for upward from there; each is read once a run.
pub(super) struct Upward<T> {
    names: &'static [&'static str],
    read: Reader<T>,
    by_folder: BTreeMap<PathBuf, Arc<Nearest<T>>>,
    /// What there is to say about the files that were read.
    pub(super) reports: Vec<FileReport>,
}

/// Reads the content of a file, whose path is shown so: the value, the findings, and the language in which it is written.
type Reader<T> = fn(Text, &str) -> (T, Vec<Diagnostic>, Option<Lang>);

/// What holds in a folder.
#[derive(Debug, Default)]
pub(super) struct Nearest<T> {
    /// The file's content; the default where there is no file.
    pub(super) value: T,
    /// Position of the file's report in [`Upward::reports`].
    pub(super) report: Option<usize>,
    /// The folder of the file.
    pub(super) folder: PathBuf,
}

impl<T: Default> Upward<T> {
    /// Looks for files called `names`, first name first.
    pub(super) fn new(names: &'static [&'static str], read: Reader<T>) -> Upward<T> {
        Upward {
            names,
            read,
            by_folder: BTreeMap::new(),
            reports: Vec::new(),
        }
    }

    /// What holds in a folder: the nearest file there or above.
    pub(super) fn of(&mut self, folder: &Path) -> Arc<Nearest<T>> {
        if let Some(nearest) = self.by_folder.get(folder) {
            return nearest.clone();
        }
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let nearest = self.above(&absolute);
        self.by_folder.insert(folder.to_owned(), nearest.clone());
        nearest
    }

    /// What holds in an absolute folder.
    fn above(&mut self, folder: &Path) -> Arc<Nearest<T>> {
        if let Some(nearest) = self.by_folder.get(folder) {
            return nearest.clone();
        }
        let mut paths = self.names.iter().map(|name| folder.join(name));
        let nearest = match (paths.find(|path| path.is_file()), folder.parent()) {
            (Some(path), _) => Arc::new(self.load(folder, path)),
            (None, Some(parent)) => self.above(parent),
            (None, None) => Arc::default(),
        };
        self.by_folder.insert(folder.to_owned(), nearest.clone());
        nearest
    }

    fn load(&mut self, folder: &Path, path: PathBuf) -> Nearest<T> {
        let shown = from_here(&path).display().to_string();
        let (value, report) = match read(&Input::File(path)) {
            Err(finding) => (T::default(), FileReport::trouble(shown, *finding)),
            Ok(text) => {
                let copy = text.text.clone();
                let (value, findings, lang) = (self.read)(text, &shown);
                let report = FileReport {
                    path: shown,
                    text: copy,
                    lang,
                    case: None,
                    findings,
                };
                (value, report)
            }
        };
        self.reports.push(report);
        Nearest {
            value,
            report: Some(self.reports.len() - 1),
            folder: folder.to_owned(),
        }
    }
}

/// The policies that organisations laid down.
pub(super) fn policies() -> Upward<Policy> {
    Upward::new(&POLICY_NAMES, |Text { text, .. }, shown| {
        let (tree, mut findings) = syntax::parse(&text);
        let (mut policy, more) = crate::analyse_policy(&tree);
        findings.extend(more);
        policy.file = shown.to_owned();
        (policy, findings, Some(tree.lang))
    })
}

/// An absolute path as people see it: below the current folder without what they know already.
pub(super) fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir();
    let below = here.ok().and_then(|here| path.strip_prefix(here).ok());
    below.filter(|p| !p.as_os_str().is_empty()).unwrap_or(path)
}

//! Writing, all or nothing: a folder or file is made beside its place and then put there in one step.

use super::files::from_here;
use super::interrupt::{self, Begun};
use super::judge::each;
use super::{Exit, failed, trouble};
use crate::backends;
use crate::diag::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder to write and what goes in it.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The folder.
    pub(super) folder: PathBuf,
    /// Everything in it.
    pub(super) files: Vec<backends::File>,
}

/// Where writing went wrong, and how.
#[derive(Debug)]
pub(super) struct WriteError {
    /// The path that could not be written.
    pub(super) path: PathBuf,
    /// Why not.
    pub(super) error: io::Error,
}

impl WriteError {
    /// Tells it; the command ends there.
    pub(super) fn tell(&self, lang: Lang) -> io::Result<Exit> {
        let path = from_here(&self.path).display().to_string();
        failed(path, trouble::unwritable(&self.error), lang)
    }
}

/// Adds the path to an error.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, WriteError> {
    result.map_err(|error| WriteError {
        path: path.to_owned(),
        error,
    })
}

/// Replaces the folders by the bundles: every one, or none when something goes wrong.
///
/// # Errors
/// When something can't be written; everything is then as it was.
pub(super) fn replace(bundles: &[Bundle]) -> Result<(), WriteError> {
    interrupt::tidy();
    let results = each(bundles.iter().collect(), stage);
    // Above the swaps, so that it is given back after the last of them is no longer begun.
    let _turn = interrupt::turn();
    let mut swaps = Vec::new();
    let mut failure = None;
    for result in results {
        match result {
            Ok(swap) => swaps.push(swap),
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    let failure = failure.or_else(|| swaps.iter_mut().find_map(|s| s.swap().err()));
    for swap in swaps.iter_mut().rev() {
        match &failure {
            None => swap.forget_old(),
            Some(_) => swap.undo(),
        }
    }
    failure.map_or(Ok(()), Err)
}

/// A folder that waits beside its place.
struct Swap {
    folder: PathBuf,
    new: PathBuf,
    old: PathBuf,
    had_old: bool,
    in_place: bool,
    _begun: Begun,
}

/// Writes a bundle beside its place.
fn stage(bundle: &Bundle) -> Result<Swap, WriteError> {
    let new = beside(&bundle.folder, "new");
    let swap = Swap {
        _begun: Begun::new(&new),
        new,
        old: beside(&bundle.folder, "old"),
        folder: bundle.folder.clone(),
        had_old: false,
        in_place: false,
    };
    match fill(&swap.new, &bundle.files) {
        Ok(()) => Ok(swap),
        Err(error) => {
            swap.clean_up();
            Err(error)
        }
    }
}

fn fill(folder: &Path, files: &[backends::File]) -> Result<(), WriteError> {
    let mut made = BTreeSet::new();
    let make = |folder: &Path| {
        let _turn = interrupt::turn();
        at(folder, fs::create_dir_all(folder))
    };
    make(folder)?;
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent()
            && made.insert(parent.to_owned())
        {
            make(parent)?;
        }
        let _turn = interrupt::turn();
        at(&path, fs::write(&path, &file.bytes))?;
    }
    Ok(())
}

impl Swap {
    /// Puts the new folder in its place and keeps the old one at hand.
    fn swap(&mut self) -> Result<(), WriteError> {
        match fs::rename(&self.folder, &self.old) {
            Ok(()) => self.had_old = true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return at(&self.folder, Err(error)),
        }
        at(&self.folder, fs::rename(&self.new, &self.folder))?;
        self.in_place = true;
        Ok(())
    }

    /// Makes everything as it was.
    fn undo(&self) {
        if self.in_place {
            _ = fs::rename(&self.folder, &self.new);
        }
        if self.had_old {
            _ = fs::rename(&self.old, &self.folder);
        }
        self.clean_up();
    }

    /// Removes the new folder, and the folders above it that were made for it.
    fn clean_up(&self) {
        interrupt::take_away(&self.new);
    }

    /// The new folder stays; what it replaced goes, whether folder or file.
    fn forget_old(&self) {
        if self.had_old && fs::remove_dir_all(&self.old).is_err() {
            _ = fs::remove_file(&self.old);
        }
    }
}

/// A hidden path beside `path`, of this process alone.
fn beside(path: &Path, what: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{what}-{}", std::process::id()))
}

/// How a folder differs from the bundle that should be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The file has another content.
    Stale,
    /// The file is not there.
    Missing,
    /// The file should not be there.
    Extra,
}

/// Every file that differs, in order of path. Hidden files that tools put beside ours are none of our business.
///
/// # Errors
/// When something that is there can't be read.
pub(super) fn differences(bundle: &Bundle) -> Result<Vec<(PathBuf, Difference)>, WriteError> {
    let mut found = Vec::new();
    let mut ours = BTreeSet::new();
    for file in &bundle.files {
        let path = bundle.folder.join(&file.path);
        match fs::read(&path) {
            Ok(bytes) if bytes == file.bytes => {}
            Ok(_) => found.push((path.clone(), Difference::Stale)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.push((path.clone(), Difference::Missing));
            }
            Err(error) => return at(&path, Err(error)),
        }
        ours.insert(path);
    }
    let there = ignore::WalkBuilder::new(&bundle.folder)
        .standard_filters(false)
        .hidden(true)
        .build();
    let there = there.filter_map(Result::ok);
    let there = there.filter(|e| e.file_type().is_some_and(|t| !t.is_dir()));
    let extra = there.map(ignore::DirEntry::into_path);
    let extra = extra.filter(|path| !ours.contains(path));
    found.extend(extra.map(|path| (path, Difference::Extra)));
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}

/// Makes or replaces a file in one step, as [`put`] does, and makes its folder when there is none.
///
/// # Errors
/// When it can't be written; what stood there is then still there.
#[cfg(feature = "data")]
pub(super) fn put_in_folder(path: &Path, content: &str) -> Result<(), WriteError> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        at(folder, fs::create_dir_all(folder))?;
    }
    put(path, content)
}

/// Makes or replaces a file in one step. A device or pipe, such as `/dev/null`, stays what it is and gets the content.
///
/// # Errors
/// When it can't be written; what stood there is then still there.
#[cfg(feature = "data")]
pub(super) fn put(path: &Path, content: &str) -> Result<(), WriteError> {
    interrupt::tidy();
    if let Ok(found) = path.metadata() {
        return at(
            path,
            match found.is_file() || found.is_dir() {
                true => rewrite(path, content),
                // No turn to write: a pipe may wait for its reader for ever, and Ctrl-C does not wait along.
                false => pour(path, content),
            },
        );
    }
    let _turn = interrupt::turn();
    let new = beside(path, "new");
    let written = fs::write(&new, content).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        _ = fs::remove_file(&new);
    }
    at(path, written)
}

#[cfg(feature = "data")]
fn pour(path: &Path, content: &str) -> io::Result<()> {
    use std::io::Write;
    let mut there = fs::OpenOptions::new().write(true).open(path)?;
    there.write_all(content.as_bytes())
}

/// Replaces the content of a file in one step; its permissions stay, and a link still points where it did.
///
/// # Errors
/// When it can't be written; the old content is then still there.
pub(super) fn rewrite(path: &Path, content: &str) -> io::Result<()> {
    interrupt::tidy();
    let _turn = interrupt::turn();
    let path = path.canonicalize()?;
    let permissions = fs::metadata(&path)?.permissions();
    let new = beside(&path, "new");
    let written = fs::write(&new, content)
        .and_then(|()| fs::set_permissions(&new, permissions))
        .and_then(|()| fs::rename(&new, &path));
    if written.is_err() {
        _ = fs::remove_file(&new);
    }
    written
}

#[cfg(all(test, unix, feature = "data"))]
mod tests {
    use super::*;
    use std::os::unix::fs::FileTypeExt;

    #[test]
    fn a_pipe_gets_the_content_and_stays_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("page.html");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let from = pipe.clone();
        let reader = std::thread::spawn(move || fs::read_to_string(from));
        put(&pipe, "a page").unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(reader.join().unwrap().unwrap(), "a page");
    }

    #[test]
    fn a_file_is_replaced_and_a_folder_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.html");
        fs::write(&file, "a longer page").unwrap();
        put(&file, "a page").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "a page");
        assert!(put(folder.path(), "a page").is_err());
        assert!(folder.path().is_dir());
    }
}

//! Which files a source names: one, those of a folder, or those that fit a pattern such as `meldingen/2026-*.csv`.

use super::{Kind, Place};
use crate::data::errors;
use crate::diag::{Diagnostic, nearest};
use std::io;
use std::path::{Path, PathBuf};

/// A file of a source.
#[derive(Clone, Debug)]
pub(in crate::data) struct Found {
    /// Where it is.
    pub(in crate::data) path: PathBuf,
    /// How findings name it.
    pub(in crate::data) place: Place,
}

/// Finds the files of a source, in the order of their names, and what kind they are. A path is relative to the folder of
/// the case; `*` and `?` in it stand for any letters, `**` for any folders.
pub(in crate::data) fn find(
    folder: &Path,
    place: &Place,
) -> Result<(Kind, Vec<Found>), Box<Diagnostic>> {
    let found = there(folder, &place.file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            let near = neighbour(&folder.join(&place.file));
            errors::not_there(place, near.as_deref())
        }
        _ => errors::unreadable(place, &error),
    })?;
    let found: Vec<Found> = found
        .into_iter()
        .map(|path| named(path, folder, place))
        .collect();
    let Some(first) = found.first() else {
        return Err(errors::no_files(place).into());
    };
    let Some(kind) = Kind::of(&first.place.file) else {
        return Err(errors::unknown_kind(&first.place).into());
    };
    match found.iter().find(|f| Kind::of(&f.place.file) != Some(kind)) {
        Some(other) => {
            Err(errors::several_kinds(place, &first.place.file, &other.place.file).into())
        }
        None => Ok((kind, found)),
    }
}

/// The files that are there of what a source names, in the order of their names.
///
/// # Errors
/// When it names one file that is not there, or something that can't be looked at.
pub(crate) fn there(folder: &Path, file: &str) -> io::Result<Vec<PathBuf>> {
    let path = folder.join(file);
    match path.metadata() {
        Ok(meta) if meta.is_dir() => {
            let all = format!("{}/*", file.trim_end_matches(['/', '\\']));
            let all = matching(folder, &all).into_iter();
            Ok(all.filter(|path| kind_of(path).is_some()).collect())
        }
        Ok(_) => Ok(vec![path]),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(error) if !file.contains(['*', '?']) => Err(error),
        Err(_) => Ok(matching(folder, file)),
    }
}

/// The files that fit a pattern. Hidden ones don't count, nor do the marks that a spreadsheet leaves beside what it has open.
fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    // Only `*` and `?` are signs of a pattern: brackets are common in the names of downloaded files.
    let pattern = pattern.replace('[', "[[]");
    let pattern = Path::new(&glob::Pattern::escape(&folder.to_string_lossy())).join(pattern);
    let options = glob::MatchOptions {
        require_literal_leading_dot: true,
        require_literal_separator: true,
        ..glob::MatchOptions::default()
    };
    let found = glob::glob_with(&pattern.to_string_lossy(), options);
    let paths = found.into_iter().flatten().filter_map(Result::ok);
    let is_mark = |path: &Path| {
        let name = path.file_name();
        name.is_some_and(|n| n.to_string_lossy().starts_with("~$"))
    };
    let mut paths: Vec<PathBuf> = paths.filter(|p| p.is_file() && !is_mark(p)).collect();
    paths.sort();
    paths
}

fn kind_of(path: &Path) -> Option<Kind> {
    Kind::of(&path.to_string_lossy())
}

/// A file with its path as the author would write it.
fn named(path: PathBuf, folder: &Path, place: &Place) -> Found {
    let short = path.strip_prefix(folder).unwrap_or(&path);
    let file = short.to_string_lossy().replace('\\', "/");
    let place = Place {
        span: place.span,
        file,
    };
    Found { path, place }
}

/// The file in the same folder whose name is most like it.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let entries = path.parent()?.read_dir().ok()?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

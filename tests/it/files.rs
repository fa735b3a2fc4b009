//! Reads the repository's own files for the tests that look at them.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository, in order; paths are relative to the root, with `/`. Empty when there is no such folder.
pub(crate) fn below(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![root().join(folder)];
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.push(relative(path));
            }
        }
    }
    found.sort();
    found
}

/// The files below a folder with this ending.
pub(crate) fn ending(folder: &str, ending: &str) -> Vec<String> {
    let mut files = below(folder);
    files.retain(|f| f.ends_with(ending));
    files
}

/// The text of a file; the path is relative to the root.
pub(crate) fn read(path: &str) -> String {
    let text = std::fs::read_to_string(root().join(path));
    text.unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub(crate) fn relative(path: PathBuf) -> String {
    let path = path.strip_prefix(root()).unwrap().to_path_buf();
    let parts: Vec<_> = path.iter().map(|p| p.to_string_lossy()).collect();
    parts.join("/")
}

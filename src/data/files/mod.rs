//! The files that a source can be: what stands in them, before any type.
//!
//! A text file is streamed; a workbook or a JSON file is read as a whole. Parquet is read by the engine itself.

mod excel;
mod json;
mod text;

pub(super) use excel::sheets;
use text::CsvFile;
pub(super) use text::{RowError, Rows};

use super::cell::Cell;
use super::errors;
use crate::diag::{Diagnostic, Span, nearest};
use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

/// Where a source stands: for findings about its file.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The author's `file` field.
    pub(super) span: Span,
    /// The path as the author wrote it.
    pub(super) file: String,
}

/// The kinds of files, by their ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Excel,
    Json,
    Parquet,
}

impl Kind {
    /// The kind of a file; `.gz` behind a text file's ending does not matter.
    pub(super) fn of(path: &str) -> Option<Kind> {
        let path = path.to_lowercase();
        let path = path.strip_suffix(".gz").unwrap_or(&path);
        match path.rsplit_once('.')?.1 {
            "csv" | "tsv" | "txt" => Some(Kind::Csv),
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Kind::Excel),
            "json" | "jsonl" | "ndjson" => Some(Kind::Json),
            "parquet" => Some(Kind::Parquet),
            _ => None,
        }
    }
}

/// Finds the file of a source: its path, which is relative to the folder of the case.
pub(super) fn find(folder: &Path, place: &Place) -> Result<PathBuf, Box<Diagnostic>> {
    let path = folder.join(&place.file);
    match path.metadata() {
        Ok(meta) if meta.is_dir() => Err(errors::is_a_folder(place).into()),
        Ok(_) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(errors::not_there(place, neighbour(&path).as_deref()).into())
        }
        Err(error) => Err(errors::unreadable(place, &error).into()),
    }
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

/// What stands in a file.
#[derive(Debug)]
pub(super) enum Contents {
    Streamed(CsvFile),
    Loaded(Loaded),
}

/// A file that was read as a whole.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The names of the columns, tidied.
    pub(super) header: Vec<String>,
    /// As many cells as the header has, in each.
    pub(super) rows: Vec<Vec<Cell<'static>>>,
    /// The line on which the first row stands.
    pub(super) first_line: u64,
}

impl Contents {
    /// Opens a file of one of the kinds that casus reads itself.
    pub(super) fn open(
        kind: Kind,
        path: &Path,
        sheet: Option<(&str, Span)>,
        wanted: &[&str],
        place: &Place,
    ) -> Result<Contents, Box<Diagnostic>> {
        Ok(match kind {
            Kind::Excel => Contents::Loaded(excel::load(path, sheet, wanted, place)?),
            Kind::Json => Contents::Loaded(json::load(path, place)?),
            Kind::Csv | Kind::Parquet => Contents::Streamed(CsvFile::open(path, wanted, place)?),
        })
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        match self {
            Contents::Streamed(file) => &file.header,
            Contents::Loaded(loaded) => &loaded.header,
        }
    }

    /// All rows, in order.
    pub(super) fn rows(&self) -> io::Result<AllRows<'_>> {
        Ok(match self {
            Contents::Streamed(file) => AllRows::Streamed(file.all_rows()?),
            Contents::Loaded(loaded) => AllRows::Loaded(loaded, 0),
        })
    }
}

/// The rows of a file, one after the other.
pub(super) enum AllRows<'a> {
    Streamed(Rows),
    /// The file, and the number of rows that were given.
    Loaded(&'a Loaded, usize),
}

impl AllRows<'_> {
    /// The next row.
    pub(super) fn next_row(&mut self) -> Result<Option<Row<'_>>, RowError> {
        match self {
            AllRows::Streamed(rows) => rows.next_row(),
            AllRows::Loaded(loaded, given) => {
                *given += 1;
                Ok(loaded.rows.get(*given - 1).map(|row| Row::Cells(row)))
            }
        }
    }

    /// The line of the last row.
    pub(super) fn line(&self) -> u64 {
        match self {
            AllRows::Streamed(rows) => rows.line(),
            AllRows::Loaded(loaded, given) => loaded.first_line + (*given as u64).saturating_sub(1),
        }
    }
}

/// A row of any file.
pub(super) enum Row<'a> {
    Csv(&'a csv::ByteRecord),
    Cells(&'a [Cell<'static>]),
}

impl Row<'_> {
    /// A cell; empty where there is none.
    pub(super) fn cell(&self, at: usize) -> Cell<'_> {
        match self {
            Row::Csv(record) => match record.get(at) {
                None => Cell::Empty,
                Some(bytes) => Cell::Text(match std::str::from_utf8(bytes) {
                    Ok(text) => Cow::Borrowed(text),
                    Err(_) => String::from_utf8_lossy(bytes),
                }),
            },
            Row::Cells(cells) => match cells.get(at) {
                Some(Cell::Text(text)) => Cell::Text(Cow::Borrowed(text)),
                Some(other) => other.clone(),
                None => Cell::Empty,
            },
        }
    }
}

/// Lines with fewer or more cells than the header.
#[derive(Debug, Default)]
pub(super) struct RaggedLines {
    /// How many.
    pub(super) count: u64,
    /// Of how many rows.
    pub(super) rows: u64,
    /// The first few, with the number of their cells.
    pub(super) first: Vec<(u64, usize)>,
    /// The number of cells that they should have.
    pub(super) width: usize,
}

impl RaggedLines {
    fn add(&mut self, line: u64, cells: usize, width: usize) {
        self.count += 1;
        self.width = width;
        if self.first.len() < 3 {
            self.first.push((line, cells));
        }
    }
}

/// A name of a column as people read it: one blank for each run of blanks and ends of lines.
fn tidy(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ")
}

/// Whether the header has the name that the case says.
pub(super) fn same_name(header: &str, wanted: &str) -> bool {
    header == wanted || header == tidy(wanted)
}

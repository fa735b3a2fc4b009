//! The files that a source can be: what stands in them, before any type.
//!
//! A text file is streamed; a workbook or a JSON file is read as a whole. Parquet is read by the engine itself. Several files
//! of one kind are one table: the columns are those of the first, and the others may have them in another order.

mod excel;
mod json;
mod paths;
mod text;

pub(super) use excel::sheets;
pub(crate) use paths::there;
pub(super) use paths::{Found, find};
pub(super) use text::RowError;
use text::{ALL, CsvFile, Rows};

use super::cell::Cell;
use super::errors;
use crate::diag::{Diagnostic, Span};
use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// Lines that a finding names.
pub(super) const NAMED_LINES: usize = 3;

/// Rows among which the header is looked for: many files open with a title, or with `sep=;`.
const BEFORE_HEADER: usize = 20;

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
    /// The kind of a file; `.gz` behind the ending of text or JSON does not matter.
    pub(super) fn of(path: &str) -> Option<Kind> {
        let path = path.to_lowercase();
        let unpacked = path.strip_suffix(".gz");
        match unpacked.unwrap_or(&path).rsplit_once('.')?.1 {
            "csv" | "tsv" | "txt" => Some(Kind::Csv),
            "json" | "jsonl" | "ndjson" => Some(Kind::Json),
            _ if unpacked.is_some() => None,
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Some(Kind::Excel),
            "parquet" => Some(Kind::Parquet),
            _ => None,
        }
    }
}

/// What stands in the files of a source, as one table with the columns of the first.
#[derive(Debug)]
pub(super) struct Contents {
    /// At least one, of one kind.
    pub(super) files: Vec<Arc<FileContents>>,
}

/// What stands in one file.
#[derive(Debug)]
pub(super) struct FileContents {
    /// How findings name it.
    pub(super) place: Place,
    pub(super) body: Body,
    /// Which of the files it is, from 0.
    at: usize,
    /// Where the columns of the first file stand in this one, when they stand elsewhere.
    places: Option<Vec<Option<usize>>>,
}

/// The rows of a file, still to be read or read already.
#[derive(Debug)]
pub(super) enum Body {
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
    /// The line on which each row stands.
    pub(super) lines: Vec<u64>,
}

impl Contents {
    /// Opens files of one of the kinds that casus reads itself. `wanted` are names that a header should have.
    pub(super) fn open(
        kind: Kind,
        found: &[Found],
        sheet: Option<(&str, Span)>,
        wanted: &[&str],
    ) -> Result<Contents, Box<Diagnostic>> {
        let mut files: Vec<Arc<FileContents>> = Vec::new();
        for Found { path, place } in found {
            let body = match kind {
                Kind::Excel => Body::Loaded(excel::load(path, sheet, wanted, place)?),
                Kind::Json => Body::Loaded(json::load(path, place)?),
                Kind::Csv | Kind::Parquet => Body::Streamed(CsvFile::open(path, wanted, place)?),
            };
            let first = files.first().map(|f| f.body.header());
            let places = first.and_then(|first| places(first, body.header()));
            let place = place.clone();
            files.push(Arc::new(FileContents {
                place,
                body,
                at: files.len(),
                places,
            }));
        }
        Ok(Contents { files })
    }

    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        self.files.first().map_or(&[], |file| file.body.header())
    }

    /// What stands between the cells of the first file, where that is a text.
    pub(super) fn separator(&self) -> Option<u8> {
        match &self.files.first()?.body {
            Body::Streamed(file) => Some(file.separator),
            Body::Loaded(_) => None,
        }
    }

    /// The bytes of those files that are read anew for each query.
    pub(super) fn streamed(&self) -> u64 {
        let sizes = self.files.iter().map(|file| match &file.body {
            Body::Streamed(file) => file.size,
            Body::Loaded(_) => 0,
        });
        sizes.sum()
    }

    /// A finding for each encoding that is not UTF-8. `place` is that of all files.
    pub(super) fn encodings(&self, place: &Place) -> Vec<Diagnostic> {
        let mut found: Vec<(&'static str, Vec<&Place>)> = Vec::new();
        for file in &self.files {
            let Body::Streamed(text) = &file.body else {
                continue;
            };
            let Some(name) = text.encoding.map(encoding_rs::Encoding::name) else {
                continue;
            };
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(&file.place),
                None => found.push((name, vec![&file.place])),
            }
        }
        let told = found.iter().map(|(name, places)| match places.as_slice() {
            [one] => errors::encoding(one, name),
            several => errors::encodings(place, several, name),
        });
        told.collect()
    }

    /// All rows, in order.
    pub(super) fn rows(&self) -> AllRows {
        let whole = |file| Part {
            file: Arc::clone(file),
            bytes: ALL,
        };
        self.rows_of(self.files.iter().map(whole).collect())
    }

    /// The lines with fewer or more cells than the header.
    pub(super) fn ragged(&self) -> io::Result<RaggedLines> {
        let mut found = RaggedLines::default();
        let mut rows = self.rows();
        loop {
            match rows.next_row() {
                Ok(None) => return Ok(found),
                Ok(Some(_)) => {}
                Err(RowError::Ragged) => {
                    let (cells, width) = rows.cells();
                    found.count += 1;
                    found.width = width;
                    if found.first.len() < NAMED_LINES {
                        found.first.push((rows.at(), cells));
                    }
                }
                Err(RowError::Io(error)) => return Err(error),
            }
            found.rows += 1;
        }
    }

    /// The rows of some parts, one after the other.
    pub(super) fn rows_of(&self, parts: Vec<Part>) -> AllRows {
        AllRows {
            waiting: parts.into_iter(),
            several: self.files.len() > 1,
            now: None,
        }
    }

    /// All rows in at most so many shares, each of parts of files, that can be read side by side.
    pub(super) fn shares(&self, most: usize) -> io::Result<Vec<Vec<Part>>> {
        let mut parts = Vec::new();
        // A file has as many parts as are its due by its size.
        let total = self.streamed().max(1);
        let due = |size: u64| (most as u64).saturating_mul(size).div_ceil(total) as usize;
        for file in &self.files {
            let bytes = match &file.body {
                Body::Streamed(text) => text.parts(due(text.size))?,
                Body::Loaded(_) => vec![ALL],
            };
            let file = || Arc::clone(file);
            parts.extend(bytes.into_iter().map(|bytes| Part {
                file: file(),
                bytes,
            }));
        }
        let mut shares = vec![Vec::new(); most.clamp(1, parts.len())];
        let count = shares.len();
        for (at, part) in parts.into_iter().enumerate() {
            if let Some(share) = shares.get_mut(at % count) {
                share.push(part);
            }
        }
        Ok(shares)
    }
}

/// Where the columns of one header stand in another; nothing where they are the same.
fn places(first: &[String], other: &[String]) -> Option<Vec<Option<usize>>> {
    let find = |name: &String| other.iter().position(|o| o == name);
    (first != other).then(|| first.iter().map(find).collect())
}

impl Body {
    /// The names of the columns.
    pub(super) fn header(&self) -> &[String] {
        match self {
            Body::Streamed(file) => &file.header,
            Body::Loaded(loaded) => &loaded.header,
        }
    }
}

/// A part of a text file, in bytes; any other file as a whole.
#[derive(Clone, Debug)]
pub(super) struct Part {
    file: Arc<FileContents>,
    bytes: Range<u64>,
}

/// The rows of one file, one after the other.
struct FileRows {
    file: Arc<FileContents>,
    rows: BodyRows,
}

enum BodyRows {
    Streamed(Rows),
    /// The number of rows that were given.
    Loaded(usize),
}

impl FileRows {
    fn open(Part { file, bytes }: Part) -> io::Result<FileRows> {
        let rows = match &file.body {
            Body::Streamed(text) => BodyRows::Streamed(text.rows(bytes)?),
            Body::Loaded(_) => BodyRows::Loaded(0),
        };
        Ok(FileRows { file, rows })
    }

    /// Goes to the next row; whether there is one.
    fn advance(&mut self) -> Result<bool, RowError> {
        match (&mut self.rows, &self.file.body) {
            (BodyRows::Streamed(rows), _) => rows.advance(),
            (BodyRows::Loaded(given), Body::Loaded(loaded)) => {
                *given += 1;
                Ok(*given <= loaded.rows.len())
            }
            (BodyRows::Loaded(_), Body::Streamed(_)) => Ok(false),
        }
    }

    /// The row that it stands at.
    fn row(&self) -> Row<'_> {
        let cells = match (&self.rows, &self.file.body) {
            (BodyRows::Streamed(rows), _) => Cells::Text(rows),
            (BodyRows::Loaded(given), Body::Loaded(loaded)) => {
                let row = loaded.rows.get(given.wrapping_sub(1));
                Cells::Typed(row.map_or(&[], Vec::as_slice))
            }
            (BodyRows::Loaded(_), Body::Streamed(_)) => Cells::Typed(&[]),
        };
        Row {
            cells,
            line: self.line(),
            places: self.file.places.as_deref(),
        }
    }

    /// The line of that row.
    fn line(&self) -> u64 {
        match (&self.rows, &self.file.body) {
            (BodyRows::Streamed(rows), _) => rows.line(),
            (BodyRows::Loaded(given), Body::Loaded(loaded)) => {
                let line = loaded.lines.get(given.wrapping_sub(1));
                line.copied().unwrap_or_default()
            }
            (BodyRows::Loaded(_), Body::Streamed(_)) => 0,
        }
    }
}

/// The rows of a source, one after the other.
pub(super) struct AllRows {
    waiting: std::vec::IntoIter<Part>,
    several: bool,
    now: Option<FileRows>,
}

impl AllRows {
    /// The next row.
    pub(super) fn next_row(&mut self) -> Result<Option<Row<'_>>, RowError> {
        loop {
            if let Some(rows) = &mut self.now
                && rows.advance()?
            {
                break;
            }
            let Some(part) = self.waiting.next() else {
                return Ok(None);
            };
            self.now = Some(FileRows::open(part).map_err(RowError::Io)?);
        }
        Ok(self.now.as_ref().map(FileRows::row))
    }

    /// The line of the last row, in its file.
    pub(super) fn line(&self) -> u64 {
        self.now.as_ref().map_or(0, FileRows::line)
    }

    /// Which file the last row is in, from 0.
    pub(super) fn file(&self) -> usize {
        self.now.as_ref().map_or(0, |rows| rows.file.at)
    }

    /// How many cells the last row has, and how many it should have.
    pub(super) fn cells(&self) -> (usize, usize) {
        let Some(rows) = &self.now else {
            return (0, 0);
        };
        let width = rows.file.body.header().len();
        match &rows.rows {
            BodyRows::Streamed(rows) => (rows.cells(), width),
            BodyRows::Loaded(_) => (width, width),
        }
    }

    /// Where the last row stands, as findings say it: the line, after the name of its file where there are several.
    pub(super) fn at(&self) -> String {
        match &self.now {
            Some(rows) if self.several => format!("{}:{}", rows.file.place.file, rows.line()),
            _ => self.line().to_string(),
        }
    }
}

/// A row of any file.
pub(super) struct Row<'a> {
    cells: Cells<'a>,
    line: u64,
    places: Option<&'a [Option<usize>]>,
}

enum Cells<'a> {
    Text(&'a Rows),
    Typed(&'a [Cell<'static>]),
}

impl Row<'_> {
    /// Its line, in its file.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The cell of a column, by its position in the header of the first file; empty where there is none.
    pub(super) fn cell(&self, at: usize) -> Cell<'_> {
        let at = match self.places {
            None => Some(at),
            Some(places) => places.get(at).copied().flatten(),
        };
        match (at, &self.cells) {
            (None, _) => Cell::Empty,
            (Some(at), Cells::Text(rows)) => rows.cell(at).map_or(Cell::Empty, Cell::Text),
            (Some(at), Cells::Typed(cells)) => match cells.get(at) {
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
    /// Where the first few are, with the number of their cells.
    pub(super) first: Vec<(String, usize)>,
    /// The number of cells that they should have.
    pub(super) width: usize,
}

/// How many of the names wanted are there.
fn known(names: &[String], wanted: &[&str]) -> usize {
    let is_there = |w: &&&str| names.iter().any(|n| same_name(n, w));
    wanted.iter().filter(is_there).count()
}

/// The row with the titles where nobody named any, by how many cells of each are filled: the first that is nearly as full as the
/// fullest near it.
fn titles_at(filled: impl Iterator<Item = usize>) -> Option<usize> {
    let near: Vec<usize> = filled.take(BEFORE_HEADER).collect();
    let most = near.iter().max()?;
    near.iter().position(|filled| filled * 3 >= most * 2)
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

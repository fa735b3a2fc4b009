//! A source whose file was opened: where its columns stand, how they are read, and what does not fit.

use super::cell::{self, Reading};
use super::errors::{self, UnfitCells};
use super::files::{self, Contents, NAMED_LINES, Place, RowError};
use super::notation::{DateNotation, NumberNotation};
use crate::diag::{Diagnostic, Span};
use crate::formula::term::Type;
use crate::model::Source;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Rows from which notations are found out in a file that is not kept in memory.
const SAMPLE: usize = 20_000;

/// A source whose file was opened.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) place: Place,
    pub(super) contents: Contents,
    pub(super) columns: Vec<Opening>,
    /// Whether its rows are kept in memory.
    pub(super) kept: bool,
    /// What was told of columns whose cells don't fit, and of the lines: to find it, all of the file is read.
    unfit: Mutex<BTreeMap<usize, Diagnostic>>,
    ragged: OnceLock<Diagnostic>,
}

/// A column on its way.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// Its name in the case.
    pub(super) name: String,
    /// Its row in the case.
    pub(super) span: Span,
    /// Where it stands in the file.
    pub(super) at: usize,
    pub(super) reading: Reading,
}

/// Where the columns of the case stand in the first file, and those that are not in every file.
pub(super) fn find_columns(
    source: &Source,
    contents: &Contents,
) -> (Vec<Opening>, Vec<Diagnostic>) {
    let header = contents.header();
    let mut columns = Vec::new();
    let mut gone = Vec::new();
    let place_in = |header: &[String], name: &str| {
        let mut names = header.iter();
        names.position(|h| files::same_name(h, name))
    };
    for column in &source.columns {
        columns.extend(place_in(header, &column.from).map(|at| Opening {
            name: column.name.value.clone(),
            span: column.row,
            at,
            reading: Reading::of(source, column.ty.value),
        }));
        // One finding for a column that several files lack.
        let mut files = contents.files.iter();
        let lacking = files.find(|f| place_in(f.body.header(), &column.from).is_none());
        gone.extend(
            lacking.map(|f| errors::no_column(&f.place, column.row, &column.from, f.body.header())),
        );
    }
    (columns, gone)
}

impl Opened {
    pub(super) fn new(
        place: Place,
        contents: Contents,
        columns: Vec<Opening>,
        kept: bool,
    ) -> Opened {
        Opened {
            place,
            contents,
            columns,
            kept,
            unfit: Mutex::default(),
            ragged: OnceLock::new(),
        }
    }

    /// Finds the notations that the case does not say.
    pub(super) fn find_notations(&mut self, source: &Source, findings: &mut Vec<Diagnostic>) {
        let unsaid = |ty: Type| match ty {
            Type::Date | Type::Moment => source.dates.is_none(),
            Type::Number | Type::Whole => source.numbers.is_none(),
            Type::Text | Type::Bool => false,
        };
        let looked: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.columns.get(*at).is_some_and(|c| unsaid(c.reading.ty)))
            .collect();
        let texts = self.texts(&looked);
        for (at, texts) in looked.into_iter().zip(texts) {
            let Some(column) = self.columns.get_mut(at) else {
                continue;
            };
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            if column.reading.ty.is_time() {
                let found = DateNotation::find(&texts);
                if let Some(other) = &found.other {
                    let (read, other) = (found.notation.date_text(), other.date_text());
                    findings.push(errors::two_ways(
                        &self.place,
                        column.span,
                        &column.name,
                        (read, other),
                        true,
                    ));
                }
                column.reading.dates = found.notation;
            } else {
                let (notation, other) = NumberNotation::find(&texts);
                if let Some(other) = other {
                    let (read, other) = (notation.text(), other.text());
                    findings.push(errors::two_ways(
                        &self.place,
                        column.span,
                        &column.name,
                        (&read, &other),
                        false,
                    ));
                }
                column.reading.numbers = notation;
            }
        }
    }

    /// The different texts of some columns, as many as are looked at.
    fn texts(&self, columns: &[usize]) -> Vec<Vec<String>> {
        let mut texts: Vec<BTreeSet<String>> = vec![BTreeSet::new(); columns.len()];
        if columns.is_empty() {
            return Vec::new();
        }
        let most = if self.kept { usize::MAX } else { SAMPLE };
        let mut rows = self.contents.rows();
        for _ in 0..most {
            let row = match rows.next_row() {
                Ok(Some(row)) => row,
                // What is wrong with the lines is told when they are read.
                Ok(None) | Err(_) => break,
            };
            for (seen, at) in texts.iter_mut().zip(columns) {
                let Some(column) = self.columns.get(*at) else {
                    continue;
                };
                if let cell::Cell::Text(text) = row.cell(column.at)
                    && let Some(clean) = column.reading.clean(&text)
                    && !seen.contains(clean)
                {
                    seen.insert(clean.to_owned());
                }
            }
        }
        texts.into_iter().map(|t| t.into_iter().collect()).collect()
    }

    /// The cells of a column that don't fit.
    pub(super) fn unfit(&self, column: usize) -> Diagnostic {
        let mut told = self.unfit.lock().unwrap_or_else(PoisonError::into_inner);
        let told = told.entry(column);
        told.or_insert_with(|| self.find_unfit(column)).clone()
    }

    fn find_unfit(&self, column: usize) -> Diagnostic {
        let Some(column) = self.columns.get(column) else {
            return errors::no_rows(&self.place);
        };
        let mut cells = UnfitCells::default();
        let mut rows = self.contents.rows();
        loop {
            let fits = match rows.next_row() {
                Ok(Some(row)) => column
                    .reading
                    .read(row.cell(column.at))
                    .map(|v| v.is_some()),
                Err(RowError::Ragged) => continue,
                Ok(None) | Err(RowError::Io(_)) => break,
            };
            cells.filled += u64::from(fits != Ok(false));
            if fits.is_err() {
                cells.count += 1;
                if cells.lines.len() < NAMED_LINES {
                    cells.lines.push(rows.at());
                }
            }
        }
        let notation = column
            .reading
            .ty
            .is_time()
            .then(|| column.reading.dates.text());
        errors::unfit(
            &self.place,
            column.span,
            &column.name,
            column.reading.ty,
            notation,
            &cells,
        )
    }

    /// The lines that are too short or too long.
    pub(super) fn ragged(&self) -> Diagnostic {
        let find = || match self.contents.ragged() {
            Ok(found) => errors::ragged(&self.place, &found),
            Err(error) => errors::unreadable(&self.place, &error),
        };
        self.ragged.get_or_init(find).clone()
    }

    pub(super) fn schema(&self) -> SchemaRef {
        let field = |c: &Opening| Field::new(&c.name, cell::kept(c.reading.ty), true);
        Arc::new(Schema::new(
            self.columns.iter().map(field).collect::<Vec<_>>(),
        ))
    }
}

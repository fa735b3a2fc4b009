//! The quality of data: what a case expects of its sources, and where the data is otherwise.
//!
//! `table` makes a source checkable, `sheet` opens it and counts all rows that break an expectation in one scan; a file for
//! each kind of expectation says which rows those are and words the finding (codes D050 to D069). A finding names row numbers, and
//! a value only where the author says that the column holds no personal data.

mod columns;
mod copies;
mod dates;
mod first_rows;
mod links;
mod rules;
mod sentinels;
mod sheet;
mod spelling;
mod swapped;
mod table;

use super::Embedded;
use super::Memory;
use super::errors;
use crate::diag::{Code, Diagnostic, Span, Words};
use crate::formula::term::SourceId;
use crate::model::Case;
use crate::say;
use first_rows::NAMED;
use jiff::civil::Date;
use sheet::Sheet;
use std::path::Path;

/// What the data of a case is like.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// The sources whose files could be read, in the author's order.
    pub sources: Vec<SourceQuality>,
    /// Everything that is not as expected, by source and by place in the case.
    pub findings: Vec<Finding>,
}

/// A source that was checked.
#[derive(Clone, Debug)]
pub struct SourceQuality {
    /// Which.
    pub source: SourceId,
    /// The file, as the author wrote it.
    pub file: String,
    /// What people call a row of such a file, in English and Dutch.
    pub row_word: (&'static str, &'static str),
    /// How many rows it has.
    pub rows: u64,
    /// The columns of the case that it has.
    pub columns: Vec<ColumnQuality>,
}

/// How a column is filled.
#[derive(Clone, Debug)]
pub struct ColumnQuality {
    /// Its name in the file.
    pub name: String,
    /// Cells that hold a value of its type.
    pub filled: u64,
    /// How many different values.
    pub distinct: u64,
    /// Cells that hold something else.
    pub unfit: u64,
}

/// Something in the data that is not as expected.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What to tell the author of the case.
    pub told: Diagnostic,
    /// The source that it is about.
    pub source: SourceId,
    /// The column, as the file calls it.
    pub column: Option<String>,
    /// The rows that it is about.
    pub found: Found,
    /// How many rows or cells were looked at.
    pub of: u64,
    /// Values that it is about, where these may be told; also among the help of what is told.
    pub shown: Option<Words>,
    /// What to tell the owner of the source.
    pub advice: Option<Advice>,
}

/// Rows that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many.
    pub count: u64,
    /// The numbers of the first few, as the owner of the file sees them.
    pub rows: Vec<u64>,
    /// The files that these are in, one for each; nothing where the source is one file.
    pub files: Vec<String>,
}

impl Found {
    fn add(&mut self, row: u64) {
        self.count += 1;
        if self.rows.len() < NAMED {
            self.rows.push(row);
        }
    }

    /// The same, where each row still has the number of its file with it, as [`table::numbered`] gives it.
    fn in_files(self, files: &[String]) -> Found {
        let parts = self.rows.into_iter().map(table::parted);
        let (at, rows): (Vec<usize>, Vec<u64>) = parts.unzip();
        let named = at.iter().filter_map(|at| files.get(*at).cloned());
        Found {
            count: self.count,
            rows,
            files: if files.len() > 1 {
                named.collect()
            } else {
                Vec::new()
            },
        }
    }

    /// The numbers of the rows, with what people call a row of such a file in English and Dutch; nothing where none is known.
    pub fn said(&self, (en, nl): (&str, &str)) -> Option<Words> {
        let plural = if self.rows.len() > 1 { "s" } else { "" };
        let row = |(at, row): (usize, &u64)| match self.files.get(at) {
            Some(file) => format!("{file}:{row}"),
            None => row.to_string(),
        };
        let rows: Vec<String> = self.rows.iter().enumerate().map(row).collect();
        let rows = rows.join(", ");
        match self.count.saturating_sub(self.rows.len() as u64) {
            _ if rows.is_empty() => None,
            0 => Some(say!(en "{en}{plural} {rows}", nl "{nl} {rows}")),
            more => Some(say!(
                en "{en}{plural} {rows}, and {more} more",
                nl "{nl} {rows} en nog {more}",
            )),
        }
    }
}

/// What the owner of a source is told about a finding: whole sentences without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What is expected of the data.
    pub rule: Words,
    /// Why that matters.
    pub why: Words,
    /// What the owner can do.
    pub act: Words,
}

/// A source is asked for that the case does not have.
pub fn no_such_source(span: Span, name: &str, there: &[&str]) -> Diagnostic {
    let list = there.join(", ");
    let message = say!(
        en "the case has no source `{name}`",
        nl "de casus heeft geen bron `{name}`",
    );
    Diagnostic::error(Code("D008"), span, message).help(say!(
        en "its sources: {list}",
        nl "de bronnen: {list}",
    ))
}

/// Checks the sources of a case against their data. Paths start at `folder`; the future begins after `as_of`.
pub fn check(case: &Case, folder: &Path, as_of: Date) -> Quality {
    check_keeping(case, folder, as_of, Memory::default())
}

/// The same, where so much is kept in memory.
pub fn check_keeping(case: &Case, folder: &Path, as_of: Date, memory: Memory) -> Quality {
    let mut quality = Quality::default();
    let engine = match Embedded::in_order(&[first_rows::first_rows()], memory) {
        Ok(engine) => engine,
        Err(error) => {
            quality.findings = vec![Finding::about_file(
                SourceId(0),
                errors::engine(case.name.span, &error),
            )];
            return quality;
        }
    };
    let mut sheets = Vec::new();
    for at in 0..case.sources.len() {
        sheets.extend(Sheet::open(
            &engine,
            case,
            SourceId(at),
            folder,
            &mut quality.findings,
        ));
    }
    for sheet in &mut sheets {
        if let Err(finding) = check_sheet(sheet, as_of, &mut quality.findings) {
            quality
                .findings
                .push(Finding::about_file(sheet.id, *finding));
        }
    }
    quality.findings.extend(links::check(case, &sheets));
    quality.findings.sort_by_key(|f| (f.source, f.told.order()));
    quality.sources = sheets.into_iter().map(Sheet::quality).collect();
    quality
}

fn check_sheet(
    sheet: &mut Sheet<'_>,
    as_of: Date,
    findings: &mut Vec<Finding>,
) -> Result<(), Box<Diagnostic>> {
    let asked = rules::expectations(sheet)
        .into_iter()
        .chain(dates::expectations(sheet, as_of));
    findings.extend(sheet.scan(asked.collect())?);
    findings.extend(rules::check(sheet)?);
    findings.extend(columns::check(sheet));
    findings.extend(copies::check(sheet)?);
    findings.extend(spelling::check(sheet)?);
    findings.extend(swapped::check(sheet)?);
    findings.extend(sentinels::check(sheet)?);
    Ok(())
}

impl Finding {
    /// A finding about a file as a whole.
    fn about_file(source: SourceId, told: Diagnostic) -> Finding {
        Finding {
            told,
            source,
            column: None,
            found: Found::default(),
            of: 0,
            shown: None,
            advice: None,
        }
    }

    /// Adds values that may be told.
    fn showing(mut self, shown: Option<Words>) -> Finding {
        let after_rows = usize::from(!self.found.rows.is_empty());
        if let Some(words) = &shown {
            self.told.help.insert(after_rows, words.clone());
        }
        self.shown = shown;
        self
    }

    /// Adds what to tell the owner of the source.
    fn advising(mut self, advice: Advice) -> Finding {
        self.advice = Some(advice);
        self
    }
}

//! A source that is being checked: its table, its columns, and one scan that counts every row that breaks an expectation.

use super::table::{self, COPY, ROW, SeenColumn};
use super::{Advice, ColumnQuality, Finding, Found, SourceQuality, columns, first_rows};
use crate::data::embedded::{ParquetFile, place_of};
use crate::data::files::{self, Contents, Kind, Place};
use crate::data::opened::{Opened, find_columns};
use crate::data::{Answer, Embedded, Engine, Value, errors};
use crate::diag::Diagnostic;
use crate::formula::sql::Dialect;
use crate::formula::term::{ColumnId, FieldRef, SourceId, Type};
use crate::model::{Case, Column, Personal, Source};
use crate::phrases;
use std::path::Path;
use std::sync::Arc;

/// A source that is being checked.
pub(super) struct Sheet<'a> {
    pub(super) engine: &'a Embedded,
    pub(super) case: &'a Case,
    pub(super) id: SourceId,
    pub(super) source: &'a Source,
    pub(super) place: Place,
    kind: Kind,
    /// Its files, as findings name them.
    files: Vec<String>,
    /// Those that the engine reads itself.
    parquet: Vec<ParquetFile>,
    /// The columns that the file has.
    pub(super) columns: Vec<SheetColumn<'a>>,
    /// The names of all columns in the file.
    pub(super) header: Vec<String>,
    /// How many rows it has; known after the scan, as what is known of the columns.
    pub(super) rows: u64,
}

/// A column of the case, as it is checked.
pub(super) struct SheetColumn<'a> {
    pub(super) id: ColumnId,
    pub(super) column: &'a Column,
    /// Its name in SQL.
    pub(super) sql: String,
    /// Cells that hold a value of its type.
    pub(super) filled: u64,
    /// How many different values.
    pub(super) distinct: u64,
    /// What the first pass saw; nothing in a file with types of its own.
    pub(super) seen: SeenColumn,
}

/// Something that the rows of a column are expected not to be.
pub(super) struct Expectation<'a> {
    /// Position in [`Sheet::columns`].
    pub(super) column: usize,
    /// What holds for a row that breaks it, as SQL.
    pub(super) broken: String,
    /// Makes the finding, once there are such rows.
    pub(super) tell: Tell<'a>,
}

type Tell<'a> = Box<dyn FnOnce(&Sheet<'a>, &SheetColumn<'a>, Found) -> Option<Finding> + 'a>;

impl SheetColumn<'_> {
    /// What the owner of the file calls it.
    pub(super) fn name(&self) -> &str {
        &self.column.from
    }

    pub(super) fn ty(&self) -> Type {
        self.column.ty.value
    }
}

impl<'a> Sheet<'a> {
    /// Opens the file of a source. Nothing when it can't be read; findings tell what is wrong with it.
    pub(super) fn open(
        engine: &'a Embedded,
        case: &'a Case,
        id: SourceId,
        folder: &Path,
        findings: &mut Vec<Finding>,
    ) -> Option<Sheet<'a>> {
        let source = case.sources.get(id.0)?;
        let opened = Opening {
            engine,
            case,
            id,
            source,
            findings,
        }
        .open(folder);
        match opened {
            Ok(sheet) => Some(sheet),
            Err(finding) => {
                findings.push(Finding::about_file(id, *finding));
                None
            }
        }
    }

    /// The table, as SQL.
    pub(super) fn table(&self) -> String {
        self.engine.table(self.id)
    }

    /// The table with what tells rows that are equal in every cell of the file: these columns.
    pub(super) fn whole_rows(&self) -> (String, String) {
        match self.kind {
            Kind::Parquet => {
                let names: Vec<String> = self.header.iter().map(|h| quoted(h)).collect();
                let select = |file: &ParquetFile| {
                    let there = file.header();
                    let column = |(name, sql): (&String, &String)| match there.contains(name) {
                        true => sql.clone(),
                        false => format!("null as {sql}"),
                    };
                    self.header.iter().zip(&names).map(column).collect()
                };
                let rows = numbered(&self.parquet, select);
                (format!("({rows})"), names.join(", "))
            }
            _ => (self.table(), quoted(COPY)),
        }
    }

    /// The column behind a field, when the file has it.
    pub(super) fn column(&self, field: FieldRef) -> Option<&SheetColumn<'a>> {
        match field {
            FieldRef::Column(source, id) if source == self.id => {
                self.columns.iter().find(|c| c.id == id)
            }
            _ => None,
        }
    }

    pub(super) fn ask(&self, sql: &str) -> Result<Answer, Box<Diagnostic>> {
        self.engine.query(sql, self.place.span)
    }

    /// The rows of which something holds.
    pub(super) fn found(&self, condition: &str) -> Result<Found, Box<Diagnostic>> {
        let (table, counted) = (self.table(), counted());
        let answer = self.ask(&format!("select {counted} from {table} where {condition}"))?;
        Ok(self.found_in(&answer, 0, "n", "rows"))
    }

    /// The rows of a table that repeat an earlier row in each of these columns, and how often there is more than one row with
    /// the same values. Only of rows on which the condition holds.
    pub(super) fn repeats(
        &self,
        table: &str,
        each: &str,
        condition: &str,
    ) -> Result<(Found, u64), Box<Diagnostic>> {
        let (row, counted) = (quoted(ROW), counted());
        let nth = format!(
            "select {row}, row_number() over (partition by {each} order by {row}) as nth from {table} where {condition}"
        );
        let answer = self.ask(&format!(
            "select {counted}, count(*) filter (where nth = 2) as several from ({nth}) where nth > 1"
        ))?;
        let found = self.found_in(&answer, 0, "n", "rows");
        Ok((found, count(answer.value(0, "several"))))
    }

    /// The rows that an answer counts and names.
    pub(super) fn found_in(
        &self,
        answer: &Answer,
        row: usize,
        count_in: &str,
        rows_in: &str,
    ) -> Found {
        let rows = match answer.value(row, rows_in) {
            Value::Text(text) => first_rows::numbers(text),
            _ => Vec::new(),
        };
        let found = Found {
            count: count(answer.value(row, count_in)),
            rows,
            files: Vec::new(),
        };
        found.in_files(&self.files)
    }

    /// Goes through all rows once: counts them, the values of each column, and what breaks an expectation.
    pub(super) fn scan(
        &mut self,
        expectations: Vec<Expectation<'a>>,
    ) -> Result<Vec<Finding>, Box<Diagnostic>> {
        let row = quoted(ROW);
        let mut asked = vec!["count(*) as n".to_owned()];
        for (at, column) in self.columns.iter().enumerate() {
            let sql = &column.sql;
            asked.push(format!("count({sql}) as filled_{at}"));
            asked.push(format!("count(distinct {sql}) as distinct_{at}"));
        }
        for (at, expectation) in expectations.iter().enumerate() {
            let (broken, name) = (&expectation.broken, first_rows::NAME);
            asked.push(format!("count(*) filter (where {broken}) as n_{at}"));
            asked.push(format!(
                "{name}({row}) filter (where {broken}) as rows_{at}"
            ));
        }
        let answer = self.ask(&format!(
            "select {} from {}",
            asked.join(", "),
            self.table()
        ))?;
        self.rows = count(answer.value(0, "n"));
        for (at, column) in self.columns.iter_mut().enumerate() {
            column.filled = count(answer.value(0, &format!("filled_{at}")));
            column.distinct = count(answer.value(0, &format!("distinct_{at}")));
        }
        let told = expectations
            .into_iter()
            .enumerate()
            .map(|(at, expectation)| {
                let found = self.found_in(&answer, 0, &format!("n_{at}"), &format!("rows_{at}"));
                let column = self.columns.get(expectation.column)?;
                (expectation.tell)(self, column, Some(found).filter(|f| f.count > 0)?)
            });
        Ok(told.flatten().collect())
    }

    /// A finding about rows; the numbers of these come before the other advice.
    pub(super) fn finding(
        &self,
        mut told: Diagnostic,
        column: Option<&SheetColumn<'_>>,
        found: Found,
        of: u64,
        advice: Advice,
    ) -> Finding {
        if let Some(rows) = found.said(row_word(self.kind)) {
            told.help.insert(0, rows);
        }
        Finding {
            told,
            source: self.id,
            column: column.map(|c| c.name().to_owned()),
            found,
            of,
            shown: None,
            advice: Some(advice),
        }
    }

    /// Whether values of a column may be told: its author says that they are about nobody, and its name does not say otherwise.
    pub(super) fn may_be_told(&self, column: &Column) -> bool {
        let sounds = || {
            let lang = self.case.lang;
            phrases::title(&column.name, lang).or_else(|| phrases::title(&column.from, lang))
        };
        let none = self.case.privacy.as_ref().and_then(|p| p.facts.none);
        let declared = column.personal.as_ref().map(|p| p.value);
        let free = declared == Some(Personal::No) || declared.is_none() && none.is_some();
        free && sounds().is_none()
    }

    /// What is told of the source as a whole.
    pub(super) fn quality(self) -> SourceQuality {
        let columns = self.columns.iter().map(|column| ColumnQuality {
            name: column.name().to_owned(),
            filled: column.filled,
            distinct: column.distinct,
            unfit: column.seen.unfit.count,
        });
        SourceQuality {
            source: self.id,
            file: self.place.file.clone(),
            row_word: row_word(self.kind),
            rows: self.rows,
            columns: columns.collect(),
        }
    }
}

/// A file on its way to be a sheet.
struct Opening<'a, 'f> {
    engine: &'a Embedded,
    case: &'a Case,
    id: SourceId,
    source: &'a Source,
    findings: &'f mut Vec<Finding>,
}

impl<'a> Opening<'a, '_> {
    fn open(self, folder: &Path) -> Result<Sheet<'a>, Box<Diagnostic>> {
        let place = place_of(self.source)?;
        let (kind, found) = files::find(folder, &place)?;
        let files: Vec<String> = found.iter().map(|f| f.place.file.clone()).collect();
        if kind == Kind::Parquet {
            return self.open_parquet(&found, files, place);
        }
        let source = self.source;
        let wanted: Vec<&str> = source.columns.iter().map(|c| c.from.as_str()).collect();
        let sheet = source.sheet.as_ref().map(|s| (s.value.as_str(), s.span));
        let contents = Contents::open(kind, &found, sheet, &wanted)?;
        for told in contents.encodings(&place) {
            self.findings.push(columns::encoding(self.id, told));
        }
        let kept = contents.streamed() <= self.engine.memory.small;
        let (columns, gone) = find_columns(source, &contents);
        for told in gone {
            self.findings.push(columns::gone(self.id, told));
        }
        let mut opened = Opened::new(place, contents, columns, kept);
        let mut read_in_two_ways = Vec::new();
        opened.find_notations(source, &mut read_in_two_ways);
        for told in read_in_two_ways {
            self.findings.push(columns::two_ways(self.id, told));
        }
        let opened = Arc::new(opened);
        let (table, seen) =
            table::read(&opened, &files).map_err(|e| errors::unreadable(&opened.place, &e))?;
        self.engine.register(self.id, table, source.head)?;
        if seen.ragged.count > 0 {
            let of = seen.rows + seen.ragged.count;
            let told = columns::short_lines(self.id, opened.ragged(), seen.ragged, of);
            self.findings.push(told);
        }
        let seen = opened.columns.iter().zip(seen.columns);
        let columns: Vec<_> = seen
            .filter_map(|(opening, seen)| self.column(&opening.name, seen))
            .collect();
        let sheet = Sheet {
            engine: self.engine,
            case: self.case,
            id: self.id,
            source,
            place: opened.place.clone(),
            kind,
            files,
            parquet: Vec::new(),
            columns,
            header: opened.contents.header().to_vec(),
            rows: 0,
        };
        for (column, opening) in sheet.columns.iter().zip(&opened.columns) {
            if column.seen.unfit.count > 0 {
                let dates = opening.reading.dates.text();
                self.findings.push(columns::unfit(&sheet, column, dates));
            }
        }
        Ok(sheet)
    }

    /// A Parquet file has no lines: its rows are numbered as they come.
    fn open_parquet(
        self,
        found: &[files::Found],
        files: Vec<String>,
        place: Place,
    ) -> Result<Sheet<'a>, Box<Diagnostic>> {
        let source = self.source;
        let parquet = self.engine.parquet_files(self.id, source, found)?;
        let mut there: Vec<&Column> = Vec::new();
        for column in &source.columns {
            match parquet.iter().find_map(|f| f.column(source, column).err()) {
                None => there.push(column),
                Some(told) => self.findings.push(columns::gone(self.id, *told)),
            }
        }
        let select = |file: &ParquetFile| {
            let column = |column: &&Column| {
                let sql = file.column(source, column).ok()?;
                Some(format!("{sql} as {}", quoted(&column.name)))
            };
            there.iter().filter_map(column).collect()
        };
        let view = numbered(&parquet, select);
        self.engine.view(self.id, &view, place.span)?;
        let columns = there.iter();
        let columns = columns.filter_map(|c| self.column(&c.name, SeenColumn::default()));
        Ok(Sheet {
            engine: self.engine,
            case: self.case,
            id: self.id,
            source,
            place,
            kind: Kind::Parquet,
            files,
            columns: columns.collect(),
            header: parquet.first().map(ParquetFile::header).unwrap_or_default(),
            parquet,
            rows: 0,
        })
    }

    fn column(&self, name: &str, seen: SeenColumn) -> Option<SheetColumn<'a>> {
        let all = &self.source.columns;
        let at = all.iter().position(|c| c.name.value == name)?;
        Some(SheetColumn {
            id: ColumnId(at),
            column: all.get(at)?,
            sql: quoted(name),
            filled: 0,
            distinct: 0,
            seen,
        })
    }
}

/// The rows of Parquet files as SQL, with some columns of each and the number of each row.
fn numbered(files: &[ParquetFile], columns: impl Fn(&ParquetFile) -> Vec<String>) -> String {
    let select = |(at, file): (usize, &ParquetFile)| {
        let mut columns = columns(file);
        let (row, before) = (quoted(ROW), table::numbered(at, 0));
        columns.push(format!(
            "cast(row_number() over () as bigint) + {before} as {row}"
        ));
        format!("select {} from {}", columns.join(", "), file.table)
    };
    let selects: Vec<String> = files.iter().enumerate().map(select).collect();
    selects.join(" union all ")
}

/// What the owner of a kind of file calls a row.
fn row_word(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Csv => ("line", "regel"),
        Kind::Excel => ("row", "rij"),
        Kind::Json | Kind::Parquet => ("record", "record"),
    }
}

/// Counts rows as `n` and names the first of them as `rows`, as SQL.
pub(super) fn counted() -> String {
    format!(
        "count(*) as n, {}({}) as rows",
        first_rows::NAME,
        quoted(ROW)
    )
}

/// A count in an answer.
pub(super) fn count(value: &Value) -> u64 {
    match value {
        Value::Whole(n) => n.unsigned_abs(),
        _ => 0,
    }
}

pub(super) fn quoted(name: &str) -> String {
    Dialect::Datafusion.name(name)
}

pub(super) fn text(text: &str) -> String {
    Dialect::Datafusion.text(text)
}

//! The embedded engine: DataFusion over the files of a case.
//!
//! Each source is a table whose columns have the names and the types of the case, so that nothing above has to know how a
//! file writes them. A small file is kept in memory, already typed; a large text file is read anew for each query, in
//! batches, and only the columns that the query needs.

use super::cell::{self, Column, Reading};
use super::errors::{self, UnfitCells};
use super::files::{self, AllRows, Contents, CsvFile, Kind, Place, RowError, Rows};
use super::notation::{DateNotation, NumberNotation};
use super::percentile::percentile;
use super::{Answer, Engine, Value};
use crate::diag::{Diagnostic, Span};
use crate::formula::sql::Dialect;
use crate::formula::term::{SourceId, Type};
use crate::model::{Case, Origin, Source};
use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Field, Float64Type, Int64Type, Schema, SchemaRef, TimeUnit,
    TimestampMicrosecondType,
};
use datafusion::arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::catalog::{Session, TableProvider};
use datafusion::datasource::TableType;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::{DataFusionError, Result as EngineResult};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::TaskContext;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Text files up to this size are kept in memory.
const SMALL: u64 = 32 << 20;

/// Rows that are handed over at once.
const BATCH: usize = 8192;

/// Rows from which notations are found out in a file that is not kept in memory.
const SAMPLE: usize = 20_000;

/// Lines that a finding names.
const NAMED_LINES: usize = 3;

/// The engine, with the sources of one case.
pub struct Embedded {
    runtime: tokio::runtime::Runtime,
    context: SessionContext,
    /// Text files up to this size are kept in memory.
    small: u64,
}

/// A source whose file was opened.
#[derive(Debug)]
struct Opened {
    place: Place,
    contents: Contents,
    columns: Vec<Opening>,
    /// Whether its rows are kept in memory.
    kept: bool,
}

/// A column on its way.
#[derive(Clone, Debug)]
struct Opening {
    /// Its name in the case.
    name: String,
    /// Its row in the case.
    span: Span,
    /// Where it stands in the file.
    at: usize,
    reading: Reading,
}

impl Embedded {
    /// Opens the files of the sources that `needed` names; paths start at `folder`. The findings tell what is wrong with
    /// them; with an error among them there is no engine.
    pub fn open(
        case: &Case,
        folder: &Path,
        needed: &BTreeSet<SourceId>,
    ) -> (Option<Embedded>, Vec<Diagnostic>) {
        Embedded::open_keeping(case, folder, needed, SMALL)
    }

    /// The same, where text files up to a number of bytes are kept in memory.
    pub fn open_keeping(
        case: &Case,
        folder: &Path,
        needed: &BTreeSet<SourceId>,
        small: u64,
    ) -> (Option<Embedded>, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => return (None, vec![errors::engine(case.name.span, &error)]),
        };
        // Text is kept as it is written: another kind of it would only be turned back.
        let mut config = SessionConfig::new().with_information_schema(false);
        config.options_mut().sql_parser.map_string_types_to_utf8view = false;
        config
            .options_mut()
            .execution
            .parquet
            .schema_force_view_types = false;
        let engine = Embedded {
            runtime,
            context: context(),
            small,
        };
        let mut whole = true;
        for (at, source) in case.sources.iter().enumerate() {
            let id = SourceId(at);
            if !needed.contains(&id) {
                continue;
            }
            if let Err(errors) = engine.open_source(id, source, folder, &mut findings) {
                whole = false;
                findings.extend(errors);
            }
        }
        (whole.then_some(engine), findings)
    }

    fn open_source(
        &self,
        id: SourceId,
        source: &Source,
        folder: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
        let one = |finding: Diagnostic| vec![finding];
        let place = match &source.origin {
            None => return Err(one(errors::no_origin(source.head, &source.name))),
            Some(origin) => match &origin.value {
                Origin::File(file) => Place {
                    span: origin.span,
                    file: file.clone(),
                },
                Origin::Table(name) => return Err(one(errors::not_a_file(origin.span, name))),
                Origin::Query(_) => {
                    return Err(one(errors::not_a_file(origin.span, &source.name)));
                }
            },
        };
        let path = files::find(folder, &place).map_err(|e| vec![*e])?;
        let kind = Kind::of(&place.file).ok_or_else(|| one(errors::unknown_kind(&place)))?;
        if kind == Kind::Parquet {
            return self.open_parquet(id, source, &path, &place);
        }
        let wanted: Vec<&str> = source.columns.iter().map(|c| c.from.as_str()).collect();
        let sheet = source.sheet.as_ref().map(|s| (s.value.as_str(), s.span));
        let contents = Contents::open(kind, &path, sheet, &wanted, &place).map_err(|e| vec![*e])?;
        if let Contents::Streamed(file) = &contents {
            findings.extend(file.encoding.map(|e| errors::encoding(&place, e.name())));
        }
        let columns = find_columns(source, &contents, &place)?;
        let kept = match &contents {
            Contents::Streamed(file) => file.size <= self.small,
            Contents::Loaded(_) => true,
        };
        let mut opened = Opened {
            kept,
            place,
            contents,
            columns,
        };
        opened.find_notations(source, findings).map_err(one)?;
        let table = Table::of(Arc::new(opened)).map_err(one)?;
        let registered = self
            .context
            .register_table(quoted(&name(id)), Arc::new(table));
        registered.map_err(|e| one(errors::engine(source.head, &e.strip_backtrace())))?;
        Ok(())
    }

    /// A Parquet file is a table of its own; a view gives its columns their names and types in the case.
    fn open_parquet(
        &self,
        id: SourceId,
        source: &Source,
        path: &Path,
        place: &Place,
    ) -> Result<(), Vec<Diagnostic>> {
        let file = format!("{} file", name(id));
        let path = path.display().to_string();
        let ending = path.rsplit_once('.').map_or("", |(_, e)| e).to_owned();
        let options = ParquetReadOptions::default().file_extension(&ending);
        let broken = |error: DataFusionError| {
            vec![errors::broken(place, "Parquet", &error.strip_backtrace())]
        };
        let registered = self.context.register_parquet(quoted(&file), &path, options);
        self.runtime.block_on(registered).map_err(broken)?;
        let table = self
            .runtime
            .block_on(self.context.table_provider(quoted(&file)));
        let schema = table.map_err(broken)?.schema();
        let header: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
        let mut wrong = Vec::new();
        let mut columns = Vec::new();
        for column in &source.columns {
            let Ok(field) = schema.field_with_name(&column.from) else {
                wrong.push(errors::no_column(place, column.row, &column.from, &header));
                continue;
            };
            let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
            let reading = Reading::new(column.ty.value, &missing);
            match from_parquet(&column.from, field.data_type(), &reading) {
                Some(sql) => columns.push(format!("{sql} as {}", quoted(&column.name))),
                None => wrong.push(errors::other_type(
                    place,
                    column.row,
                    &column.from,
                    column.ty.value,
                )),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let view = format!(
            "create view {} as select {} from {}",
            quoted(&name(id)),
            columns.join(", "),
            quoted(&file)
        );
        let made = self.runtime.block_on(self.context.sql(&view));
        made.map_err(|e| vec![errors::engine(place.span, &e.strip_backtrace())])?;
        Ok(())
    }

    /// What to tell of an error inside the engine.
    fn told(error: &DataFusionError, span: Span) -> Diagnostic {
        match error.find_root() {
            DataFusionError::External(cause) => match cause.downcast_ref::<BadRows>() {
                Some(bad) => bad.told(),
                None => errors::engine(span, &cause),
            },
            other => errors::engine(span, &other.strip_backtrace()),
        }
    }
}

/// DataFusion without tables, with what the SQL that casus prints for it needs.
pub fn context() -> SessionContext {
    let mut config = SessionConfig::new();
    // Text is kept as it is written: another kind of it would only be turned back.
    config.options_mut().sql_parser.map_string_types_to_utf8view = false;
    config.options_mut().execution.parquet.schema_force_view_types = false;
    let context = SessionContext::new_with_config(config);
    context.register_udaf(percentile());
    context
}

/// The table of a source.
fn name(id: SourceId) -> String {
    format!("source {}", id.0)
}

fn quoted(name: &str) -> String {
    Dialect::Datafusion.name(name)
}

/// Where the columns of the case stand in the file.
fn find_columns(
    source: &Source,
    contents: &Contents,
    place: &Place,
) -> Result<Vec<Opening>, Vec<Diagnostic>> {
    let header = contents.header();
    let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
    let mut columns = Vec::new();
    let mut gone = Vec::new();
    for column in &source.columns {
        match header
            .iter()
            .position(|h| files::same_name(h, &column.from))
        {
            Some(at) => columns.push(Opening {
                name: column.name.value.clone(),
                span: column.row,
                at,
                reading: Reading::new(column.ty.value, &missing),
            }),
            None => gone.push(errors::no_column(place, column.row, &column.from, header)),
        }
    }
    if gone.is_empty() {
        Ok(columns)
    } else {
        Err(gone)
    }
}

impl Opened {
    /// Takes the notations of the case, and finds those that it does not say.
    fn find_notations(
        &mut self,
        source: &Source,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let dates = source.dates.as_ref().map(|d| DateNotation::of(&d.value));
        let numbers = source
            .numbers
            .as_ref()
            .map(|n| NumberNotation::of(&n.value));
        let unsaid = |ty: Type| match ty {
            Type::Date | Type::Moment => dates.is_none(),
            Type::Number | Type::Whole => numbers.is_none(),
            Type::Text | Type::Bool => false,
        };
        let looked: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.columns.get(*at).is_some_and(|c| unsaid(c.reading.ty)))
            .collect();
        let texts = self.texts(&looked)?;
        for column in &mut self.columns {
            column.reading.dates = dates.clone().unwrap_or_else(DateNotation::iso);
            column.reading.numbers = numbers.unwrap_or_else(NumberNotation::plain);
        }
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
                    findings.push(errors::two_ways(&self.place, column.span, &column.name, (&read, &other), false));
                }
                column.reading.numbers = notation;
            }
        }
        Ok(())
    }

    /// The different texts of some columns, as many as are looked at.
    fn texts(&self, columns: &[usize]) -> Result<Vec<Vec<String>>, Diagnostic> {
        let mut texts: Vec<BTreeSet<String>> = vec![BTreeSet::new(); columns.len()];
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let most = if self.kept { usize::MAX } else { SAMPLE };
        let mut rows = self.rows()?;
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
        Ok(texts.into_iter().map(|t| t.into_iter().collect()).collect())
    }

    fn rows(&self) -> Result<AllRows<'_>, Diagnostic> {
        self.contents
            .rows()
            .map_err(|e| errors::unreadable(&self.place, &e))
    }

    /// The cells of a column that don't fit.
    fn unfit(&self, column: usize) -> Diagnostic {
        let Some(column) = self.columns.get(column) else {
            return errors::no_rows(&self.place);
        };
        let mut cells = UnfitCells::default();
        let mut rows = match self.rows() {
            Ok(rows) => rows,
            Err(finding) => return finding,
        };
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
                    cells.lines.push(rows.line());
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
    fn ragged(&self) -> Diagnostic {
        match &self.contents {
            Contents::Streamed(file) => match file.ragged() {
                Ok(lines) => errors::ragged(&self.place, &lines),
                Err(error) => errors::unreadable(&self.place, &error),
            },
            Contents::Loaded(_) => errors::no_rows(&self.place),
        }
    }

    fn schema(&self) -> SchemaRef {
        let field = |c: &Opening| Field::new(&c.name, cell::kept(c.reading.ty), true);
        Arc::new(Schema::new(
            self.columns.iter().map(field).collect::<Vec<_>>(),
        ))
    }
}

/// Rows that the engine can't be given; which ones is found out when somebody is told.
#[derive(Debug)]
struct BadRows {
    opened: Arc<Opened>,
    what: Bad,
}

#[derive(Debug)]
enum Bad {
    /// Cells of this column don't fit.
    Unfit(usize),
    /// Lines have too few or too many cells.
    Ragged,
    Io(std::io::Error),
}

impl BadRows {
    fn told(&self) -> Diagnostic {
        match &self.what {
            Bad::Unfit(column) => self.opened.unfit(*column),
            Bad::Ragged => self.opened.ragged(),
            Bad::Io(error) => errors::unreadable(&self.opened.place, error),
        }
    }
}

impl fmt::Display for BadRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told().message.en)
    }
}

impl std::error::Error for BadRows {}

/// A source as a table of the engine.
#[derive(Debug)]
struct Table {
    opened: Arc<Opened>,
    schema: SchemaRef,
    /// All rows, where they are kept in memory, and the columns with cells that don't fit.
    kept: Option<(Vec<RecordBatch>, Vec<bool>)>,
}

impl Table {
    fn of(opened: Arc<Opened>) -> Result<Table, Diagnostic> {
        let schema = opened.schema();
        let mut table = Table {
            opened,
            schema,
            kept: None,
        };
        if table.opened.kept {
            table.kept = Some(table.keep()?);
        }
        Ok(table)
    }

    /// Reads all rows; a cell that does not fit is empty here, and its column may not be asked for.
    fn keep(&self) -> Result<(Vec<RecordBatch>, Vec<bool>), Diagnostic> {
        let all: Vec<usize> = (0..self.opened.columns.len()).collect();
        let rows = self.opened.rows()?;
        let mut batches = Batches::new(&self.opened, &all, rows);
        batches.tolerant = true;
        let mut kept = Vec::new();
        while let Some(batch) = batches.next_batch() {
            match batch {
                Ok(batch) => kept.push(batch),
                Err(Bad::Ragged) => return Err(self.opened.ragged()),
                Err(Bad::Io(error)) => return Err(errors::unreadable(&self.opened.place, &error)),
                Err(Bad::Unfit(column)) => return Err(self.opened.unfit(column)),
            }
        }
        Ok((kept, batches.unfit))
    }
}

#[async_trait::async_trait]
impl TableProvider for Table {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _filters: &[Expr],
        _limit: Option<usize>,
    ) -> EngineResult<Arc<dyn ExecutionPlan>> {
        let all: Vec<usize> = (0..self.opened.columns.len()).collect();
        let columns = projection.cloned().unwrap_or(all);
        let bad = |what| {
            let opened = Arc::clone(&self.opened);
            DataFusionError::External(Box::new(BadRows { opened, what }))
        };
        if let Some((batches, unfit)) = &self.kept {
            let broken = columns
                .iter()
                .find(|at| unfit.get(**at).copied().unwrap_or_default());
            if let Some(column) = broken {
                return Err(bad(Bad::Unfit(*column)));
            }
            let schema = self.schema();
            let plan = MemorySourceConfig::try_new_exec(
                std::slice::from_ref(batches),
                schema,
                projection.cloned(),
            )?;
            return Ok(plan);
        }
        let Contents::Streamed(file) = &self.opened.contents else {
            return Err(bad(Bad::Ragged));
        };
        let most = state.config().target_partitions();
        let parts = file.parts(most).map_err(|e| bad(Bad::Io(e)))?;
        let schema = Arc::new(self.schema.project(&columns)?);
        let stream = |part| -> Arc<dyn PartitionStream> {
            Arc::new(Part {
                opened: Arc::clone(&self.opened),
                schema: Arc::clone(&schema),
                columns: columns.clone(),
                part,
            })
        };
        let parts = parts.into_iter().map(stream).collect();
        let plan = StreamingTableExec::try_new(Arc::clone(&schema), parts, None, [], false, None)?;
        Ok(Arc::new(plan))
    }
}

/// A part of a large text file.
#[derive(Debug)]
struct Part {
    opened: Arc<Opened>,
    schema: SchemaRef,
    columns: Vec<usize>,
    part: (u64, u64),
}

impl Part {
    fn rows(&self) -> std::io::Result<Rows> {
        match &self.opened.contents {
            Contents::Streamed(file) => CsvFile::rows(file, self.part),
            Contents::Loaded(_) => Err(std::io::ErrorKind::Unsupported.into()),
        }
    }
}

impl PartitionStream for Part {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let opened = Arc::clone(&self.opened);
        let bad = move |what| {
            let opened = Arc::clone(&opened);
            DataFusionError::External(Box::new(BadRows { opened, what }))
        };
        let schema = Arc::clone(&self.schema);
        let batches: Box<dyn Iterator<Item = EngineResult<RecordBatch>> + Send> = match self.rows()
        {
            Err(error) => Box::new(std::iter::once(Err(bad(Bad::Io(error))))),
            Ok(rows) => {
                let mut batches =
                    Batches::new(&self.opened, &self.columns, AllRows::Streamed(rows));
                Box::new(std::iter::from_fn(move || {
                    batches.next_batch().map(|b| b.map_err(&bad))
                }))
            }
        };
        let stream = futures_util::stream::iter(batches);
        Box::pin(RecordBatchStreamAdapter::new(schema, stream))
    }
}

/// Rows as batches of typed columns.
struct Batches<R> {
    rows: R,
    schema: SchemaRef,
    /// Position among all columns, in the file, and how it is read.
    columns: Vec<(usize, usize, Reading)>,
    built: Vec<Column>,
    /// Whether cells that don't fit are empty, and remembered in `unfit`.
    tolerant: bool,
    unfit: Vec<bool>,
    ended: bool,
}

impl<'a> Batches<AllRows<'a>> {
    fn new(opened: &Opened, columns: &[usize], rows: AllRows<'a>) -> Batches<AllRows<'a>> {
        let found = columns
            .iter()
            .filter_map(|at| Some((*at, opened.columns.get(*at)?)));
        let columns: Vec<_> = found.map(|(at, c)| (at, c.at, c.reading.clone())).collect();
        let indices: Vec<usize> = columns.iter().map(|(at, ..)| *at).collect();
        let schema = opened.schema();
        Batches {
            rows,
            schema: schema.project(&indices).map_or(schema, Arc::new),
            built: columns.iter().map(|(.., r)| Column::new(r.ty)).collect(),
            columns,
            tolerant: false,
            unfit: vec![false; opened.columns.len()],
            ended: false,
        }
    }

    fn next_batch(&mut self) -> Option<Result<RecordBatch, Bad>> {
        if self.ended {
            return None;
        }
        match self.batch() {
            Ok(batch) => batch.map(Ok),
            Err(bad) => {
                self.ended = true;
                Some(Err(bad))
            }
        }
    }

    fn batch(&mut self) -> Result<Option<RecordBatch>, Bad> {
        let mut count = 0;
        while count < BATCH {
            let row = match self.rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.ended = true;
                    break;
                }
                Err(RowError::Ragged) => return Err(Bad::Ragged),
                Err(RowError::Io(error)) => return Err(Bad::Io(error)),
            };
            for ((at, place, reading), built) in self.columns.iter().zip(&mut self.built) {
                let value = match reading.read(row.cell(*place)) {
                    Ok(value) => value,
                    Err(_) if self.tolerant => {
                        if let Some(unfit) = self.unfit.get_mut(*at) {
                            *unfit = true;
                        }
                        None
                    }
                    Err(_) => return Err(Bad::Unfit(*at)),
                };
                built.push(value);
            }
            count += 1;
        }
        if count == 0 {
            return Ok(None);
        }
        let arrays = self.built.iter_mut().map(Column::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options);
        let batch = batch.map_err(|e| Bad::Io(std::io::Error::other(e)))?;
        Ok(Some(batch))
    }
}

/// A column of a Parquet file as its type in the case; nothing where the file has another type.
fn from_parquet(name: &str, ty: &DataType, reading: &Reading) -> Option<String> {
    let column = quoted(name);
    let is_text = matches!(
        ty,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    );
    let is_time = matches!(
        ty,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)
    );
    let number = || {
        let values = reading.missing_numbers.iter();
        let numbers: Vec<String> = values.map(f64::to_string).collect();
        (!numbers.is_empty()).then(|| numbers.join(", "))
    };
    let value = match reading.ty {
        Type::Text if is_text => {
            let trimmed =
                format!("btrim({column}, ' ' || chr(9) || chr(10) || chr(13) || chr(160))");
            let texts = std::iter::once("").chain(reading.missing.iter().map(String::as_str));
            texts.fold(trimmed, |value, text| {
                format!("nullif({value}, {})", Dialect::Datafusion.text(text))
            })
        }
        Type::Text => format!("cast({column} as varchar)"),
        Type::Number if ty.is_numeric() => {
            let value = format!("cast({column} as double precision)");
            match number() {
                Some(missing) => format!("case when {value} not in ({missing}) then {value} end"),
                None => value,
            }
        }
        Type::Whole if ty.is_integer() => {
            let value = format!("cast({column} as bigint)");
            match number() {
                Some(missing) => format!("case when {value} not in ({missing}) then {value} end"),
                None => value,
            }
        }
        Type::Date if is_time => format!("cast({column} as date)"),
        Type::Moment if is_time => format!("cast({column} as timestamp(6))"),
        Type::Bool if *ty == DataType::Boolean => column,
        _ => return None,
    };
    Some(value)
}

impl Engine for Embedded {
    fn dialect(&self) -> Dialect {
        Dialect::Datafusion
    }

    fn table(&self, source: SourceId) -> String {
        quoted(&name(source))
    }

    fn query(&self, sql: &str, span: Span) -> Result<Answer, Box<Diagnostic>> {
        let told = |error: DataFusionError| Box::new(Self::told(&error, span));
        let batches = self.runtime.block_on(async {
            let frame = self.context.sql(sql).await?;
            let schema = Arc::clone(frame.schema().inner());
            Ok((schema, frame.collect().await?))
        });
        let (schema, batches) = batches.map_err(told)?;
        let columns = schema.fields().iter().map(|f| f.name().clone()).collect();
        let mut rows = Vec::new();
        for batch in &batches {
            let arrays: Result<Vec<_>, _> = batch.columns().iter().map(readable).collect();
            let arrays = arrays.map_err(|e| told(e.into()))?;
            for row in 0..batch.num_rows() {
                rows.push(
                    arrays
                        .iter()
                        .map(|array| value(array.as_ref(), row))
                        .collect(),
                );
            }
        }
        Ok(Answer { columns, rows })
    }
}

/// An array as one of the types that [`value`] knows.
fn readable(
    array: &Arc<dyn Array>,
) -> Result<Arc<dyn Array>, datafusion::arrow::error::ArrowError> {
    let ty = array.data_type();
    let to = match ty {
        DataType::Boolean => DataType::Boolean,
        ty if ty.is_integer() => DataType::Int64,
        ty if ty.is_numeric() => DataType::Float64,
        DataType::Date32 | DataType::Date64 => DataType::Date32,
        DataType::Timestamp(..) => DataType::Timestamp(TimeUnit::Microsecond, None),
        _ => DataType::Utf8,
    };
    datafusion::arrow::compute::cast(array, &to)
}

fn value(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Empty;
    }
    match array.data_type() {
        DataType::Boolean => Value::Bool(array.as_boolean().value(row)),
        DataType::Int64 => Value::Whole(array.as_primitive::<Int64Type>().value(row)),
        DataType::Float64 => match array.as_primitive::<Float64Type>().value(row) {
            n if n.is_finite() => Value::Number(n),
            _ => Value::Empty,
        },
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().value(row);
            cell::date_of(days).map_or(Value::Empty, Value::Date)
        }
        DataType::Timestamp(..) => {
            let micros = array.as_primitive::<TimestampMicrosecondType>().value(row);
            cell::moment_of(micros).map_or(Value::Empty, Value::Moment)
        }
        _ => Value::Text(array.as_string::<i32>().value(row).to_owned()),
    }
}

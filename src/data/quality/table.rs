//! A source as a table that can be checked: a cell that doesn't fit is empty, and each row has its number.
//!
//! The number is the one that the owner of the file sees: the line of a text file, the row of a sheet, the place among the
//! objects of a JSON file. A first pass counts what no longer shows in typed columns: cells that don't fit, and blanks around
//! a text. A small file is kept in memory then; a large one is read anew for each query.

use super::Found;
use crate::data::cell::{Cell, Column};
use crate::data::files::{AllRows, RowError};
use crate::data::opened::Opened;
use datafusion::arrow::array::{ArrayRef, Int64Builder};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::{RecordBatch, RecordBatchOptions};
use datafusion::catalog::{MemTable, Session, TableProvider};
use datafusion::datasource::TableType;
use datafusion::error::{DataFusionError, Result as EngineResult};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::TaskContext;
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::sync::Arc;

/// The column with the number of the row.
pub(super) const ROW: &str = "casus row";

/// The column that is equal for rows that are equal in every cell of the file.
pub(super) const COPY: &str = "casus copy";

/// Rows that are handed over at once.
const BATCH: usize = 8192;

/// What the first pass over a file saw.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// For each opened column, in their order.
    pub(super) columns: Vec<SeenColumn>,
    /// Lines with too few or too many cells, which were passed over.
    pub(super) ragged: Found,
    /// The other rows.
    pub(super) rows: u64,
}

/// What the first pass saw in a column.
#[derive(Clone, Debug, Default)]
pub(super) struct SeenColumn {
    /// Cells that are not empty, those that don't fit included.
    pub(super) filled: u64,
    /// Cells that are empty.
    pub(super) empty: Found,
    /// Cells that don't fit the type.
    pub(super) unfit: Found,
    /// Texts with blanks around them.
    pub(super) padded: Found,
}

impl Seen {
    /// The same, with the names of the files in which rows are.
    fn in_files(mut self, files: &[String]) -> Seen {
        let named = |found: &mut Found| *found = std::mem::take(found).in_files(files);
        named(&mut self.ragged);
        for column in &mut self.columns {
            named(&mut column.empty);
            named(&mut column.unfit);
            named(&mut column.padded);
        }
        self
    }
}

/// Bits for the number of a row in its file.
const ROW_BITS: u32 = 40;

/// A row of one of several files as a single number, in the order of files and rows. In the first file it is that of the row.
pub(super) fn numbered(file: usize, row: u64) -> u64 {
    (file as u64) << ROW_BITS | row
}

/// The file and the row of a number that [`numbered`] gave.
pub(super) fn parted(number: u64) -> (usize, u64) {
    let file = usize::try_from(number >> ROW_BITS).unwrap_or_default();
    (file, number & ((1 << ROW_BITS) - 1))
}

/// Reads a file once, and makes the table that later queries read.
pub(super) fn read(
    opened: &Arc<Opened>,
    files: &[String],
) -> io::Result<(Arc<dyn TableProvider>, Seen)> {
    let schema = schema(opened);
    let all: Vec<usize> = (0..schema.fields().len()).collect();
    let mut batches = Batches::new(opened, Arc::clone(&schema), &all);
    let mut kept = Vec::new();
    while let Some(batch) = batches.next_batch()? {
        if opened.kept {
            kept.push(batch);
        }
    }
    let seen = batches.seen.in_files(files);
    let table: Arc<dyn TableProvider> = if opened.kept {
        let table = MemTable::try_new(schema, vec![kept]);
        Arc::new(table.map_err(io::Error::other)?)
    } else {
        let opened = Arc::clone(opened);
        Arc::new(Streamed { opened, schema })
    };
    Ok((table, seen))
}

/// The columns of the case, then the number of the row and what tells copies.
fn schema(opened: &Opened) -> SchemaRef {
    let typed = opened.schema();
    let mut fields: Vec<Arc<Field>> = typed.fields().iter().cloned().collect();
    for own in [ROW, COPY] {
        fields.push(Arc::new(Field::new(own, DataType::Int64, false)));
    }
    Arc::new(Schema::new(fields))
}

/// A large text file, read anew for each query.
#[derive(Debug)]
struct Streamed {
    opened: Arc<Opened>,
    schema: SchemaRef,
}

#[async_trait::async_trait]
impl TableProvider for Streamed {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        _: Option<usize>,
    ) -> EngineResult<Arc<dyn ExecutionPlan>> {
        let all = || (0..self.schema.fields().len()).collect();
        let columns: Vec<usize> = projection.cloned().unwrap_or_else(all);
        let schema = Arc::new(self.schema.project(&columns)?);
        let part: Arc<dyn PartitionStream> = Arc::new(Part {
            opened: Arc::clone(&self.opened),
            schema: Arc::clone(&schema),
            columns,
        });
        let plan = StreamingTableExec::try_new(schema, vec![part], None, [], false, None)?;
        Ok(Arc::new(plan))
    }
}

/// The rows of a large text file.
#[derive(Debug)]
struct Part {
    opened: Arc<Opened>,
    schema: SchemaRef,
    columns: Vec<usize>,
}

impl PartitionStream for Part {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let failed = |error: io::Error| DataFusionError::External(Box::new(error));
        let schema = Arc::clone(&self.schema);
        let mut batches = Batches::new(&self.opened, Arc::clone(&schema), &self.columns);
        let batches = std::iter::from_fn(move || batches.next_batch().map_err(failed).transpose());
        let stream = futures_util::stream::iter(batches);
        Box::pin(RecordBatchStreamAdapter::new(schema, stream))
    }
}

/// A column of a batch that is being built.
enum Built {
    /// A column of the case: its position among the opened ones.
    Typed(usize, Column),
    Row(Int64Builder),
    Copy(Int64Builder),
}

/// Rows as batches of typed columns.
struct Batches {
    opened: Arc<Opened>,
    rows: AllRows,
    schema: SchemaRef,
    built: Vec<Built>,
    seen: Seen,
    /// What the row at hand has that is to be remembered, until its number is known.
    marked: Vec<(usize, Mark)>,
    ended: bool,
}

impl Batches {
    fn new(opened: &Arc<Opened>, schema: SchemaRef, columns: &[usize]) -> Batches {
        let typed = opened.columns.len();
        let built = columns.iter().map(|at| match opened.columns.get(*at) {
            Some(column) => Built::Typed(*at, Column::new(column.reading.ty)),
            None if *at == typed => Built::Row(Int64Builder::new()),
            None => Built::Copy(Int64Builder::new()),
        });
        Batches {
            built: built.collect(),
            rows: opened.contents.rows(),
            opened: Arc::clone(opened),
            schema,
            seen: Seen {
                columns: vec![SeenColumn::default(); typed],
                ..Seen::default()
            },
            marked: Vec::new(),
            ended: false,
        }
    }

    fn next_batch(&mut self) -> io::Result<Option<RecordBatch>> {
        let mut count = 0;
        while count < BATCH && !self.ended {
            match self.next_row() {
                Ok(true) => count += 1,
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Err(error);
                }
            }
        }
        if count == 0 {
            return Ok(None);
        }
        let arrays = self.built.iter_mut().map(|column| match column {
            Built::Typed(_, column) => column.finish(),
            Built::Row(rows) | Built::Copy(rows) => Arc::new(rows.finish()) as ArrayRef,
        });
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        let schema = Arc::clone(&self.schema);
        let batch = RecordBatch::try_new_with_options(schema, arrays.collect(), &options);
        batch.map(Some).map_err(io::Error::other)
    }

    /// Reads a row; whether there was one.
    fn next_row(&mut self) -> io::Result<bool> {
        let width = self.opened.contents.header().len();
        // The number is asked after the row, and the row can't be kept that long: its cells come first.
        loop {
            let row = match self.rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(false),
                Err(RowError::Ragged) => {
                    let number = numbered(self.rows.file(), self.rows.line());
                    self.seen.ragged.add(number);
                    continue;
                }
                Err(RowError::Io(error)) => return Err(error),
            };
            for column in &mut self.built {
                match column {
                    Built::Typed(at, built) => {
                        let (Some(opened), Some(seen)) =
                            (self.opened.columns.get(*at), self.seen.columns.get_mut(*at))
                        else {
                            continue;
                        };
                        let cell = row.cell(opened.at);
                        let padded = is_padded(&cell);
                        let value = opened.reading.read(cell);
                        seen.filled += u64::from(value != Ok(None));
                        match &value {
                            Ok(Some(_)) if padded => self.marked.push((*at, Mark::Padded)),
                            Ok(Some(_)) => {}
                            Ok(None) => self.marked.push((*at, Mark::Empty)),
                            Err(_) => self.marked.push((*at, Mark::Unfit)),
                        }
                        built.push(value.unwrap_or_default());
                    }
                    Built::Copy(copies) => {
                        let mut hasher = DefaultHasher::new();
                        (0..width).for_each(|at| row.cell(at).hash(&mut hasher));
                        copies.append_value(hasher.finish() as i64);
                    }
                    Built::Row(_) => {}
                }
            }
            self.seen.rows += 1;
            let number = numbered(self.rows.file(), self.rows.line());
            for column in &mut self.built {
                if let Built::Row(rows) = column {
                    rows.append_value(number as i64);
                }
            }
            for (at, mark) in self.marked.drain(..) {
                let Some(seen) = self.seen.columns.get_mut(at) else {
                    continue;
                };
                match mark {
                    Mark::Empty => seen.empty.add(number),
                    Mark::Unfit => seen.unfit.add(number),
                    Mark::Padded => seen.padded.add(number),
                }
            }
            return Ok(true);
        }
    }
}

/// What is to be remembered of a cell.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Empty,
    Unfit,
    Padded,
}

/// Whether a text has blanks around it.
fn is_padded(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Text(text) => {
            let trimmed = text.trim();
            !trimmed.is_empty() && trimmed.len() != text.len()
        }
        _ => false,
    }
}

//! A source as a table of the engine: kept in memory, or read from its files in batches of typed columns.
//!
//! What a query needs of a large file is read once and kept while there is room for it: typed, with texts that come back in a
//! batch written once, that is far less than the file. Beyond that, each query reads the file anew.

use super::cell::{Column, Reading};
use super::files::{AllRows, Part, RowError};
use super::opened::Opened;
use super::{errors, progress};
use crate::diag::Diagnostic;
use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
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
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

/// Rows that are handed over at once.
const BATCH: usize = 8192;

/// Rows that the engine can't be given; which ones is found out when somebody is told.
#[derive(Debug)]
pub(super) struct BadRows {
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
    pub(super) fn told(&self) -> Diagnostic {
        match &self.what {
            Bad::Unfit(column) => self.opened.unfit(*column),
            Bad::Ragged => self.opened.ragged(),
            Bad::Io(error) => errors::unreadable(&self.opened.place, error),
        }
    }
}

impl fmt::Display for BadRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rows that don't fit")
    }
}

impl std::error::Error for BadRows {}

/// A source as a table of the engine.
#[derive(Debug)]
pub(super) struct Table {
    opened: Arc<Opened>,
    schema: SchemaRef,
    /// All rows of a small file, and the columns with cells that don't fit.
    small: Option<(Vec<RecordBatch>, Vec<bool>)>,
    /// What queries needed of a large one.
    large: Mutex<Large>,
}

/// What is kept of a large file.
#[derive(Debug, Default)]
struct Large {
    /// The columns that were read; of each share, its batches.
    columns: BTreeMap<usize, Vec<Vec<ArrayRef>>>,
    /// The rows of each batch of each share.
    rows: Vec<Vec<usize>>,
    /// Bytes for which there is room yet.
    room: usize,
    /// Whether the columns that are needed don't fit in memory.
    too_large: bool,
}

impl Table {
    pub(super) fn of(opened: Arc<Opened>, room: usize) -> Result<Table, Box<Diagnostic>> {
        let schema = opened.schema();
        let mut table = Table {
            opened,
            schema,
            small: None,
            large: Mutex::new(Large {
                room,
                ..Large::default()
            }),
        };
        if table.opened.kept {
            table.small = Some(table.keep()?);
        }
        Ok(table)
    }

    /// Reads all rows; a cell that does not fit is empty here, and its column may not be asked for.
    fn keep(&self) -> Result<(Vec<RecordBatch>, Vec<bool>), Box<Diagnostic>> {
        let all: Vec<usize> = (0..self.opened.columns.len()).collect();
        let rows = self.opened.contents.rows();
        let mut batches = Batches::new(&self.opened, &all, rows);
        batches.tolerant = true;
        let mut kept = Vec::new();
        while let Some(batch) = batches.next_batch() {
            match batch {
                Ok(batch) => kept.push(batch),
                Err(Bad::Ragged) => return Err(self.opened.ragged().into()),
                Err(Bad::Io(error)) => {
                    return Err(errors::unreadable(&self.opened.place, &error).into());
                }
                Err(Bad::Unfit(column)) => return Err(self.opened.unfit(column).into()),
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
        if let Some((batches, unfit)) = &self.small {
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
        let most = state.config().target_partitions();
        let schema = Arc::new(self.schema.project(&columns)?);
        let kept = self.kept_of(&columns, most).map_err(bad)?;
        let streams: Vec<Arc<dyn PartitionStream>> = match kept {
            Some(kept) => {
                let stream = |batches| -> Arc<dyn PartitionStream> {
                    let schema = Arc::clone(&schema);
                    Arc::new(Kept { schema, batches })
                };
                kept.into_iter().map(stream).collect()
            }
            None => {
                progress::expect(self.opened.contents.streamed());
                let stream = |parts| -> Arc<dyn PartitionStream> {
                    Arc::new(Share {
                        opened: Arc::clone(&self.opened),
                        schema: Arc::clone(&schema),
                        columns: columns.clone(),
                        parts,
                    })
                };
                let shares = self.opened.contents.shares(most);
                let shares = shares.map_err(|e| bad(Bad::Io(e)))?;
                shares.into_iter().map(stream).collect()
            }
        };
        let plan =
            StreamingTableExec::try_new(Arc::clone(&schema), streams, None, [], false, None)?;
        Ok(Arc::new(plan))
    }
}

/// The batches of one share: how many rows, and the columns.
type Batched = Vec<(usize, Vec<ArrayRef>)>;

impl Table {
    /// Some columns of a large file, in at most so many shares, from memory; nothing when they don't fit there.
    fn kept_of(&self, columns: &[usize], most: usize) -> Result<Option<Vec<Batched>>, Bad> {
        let mut large = self.large.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = columns.iter().filter(|c| !large.columns.contains_key(c));
        let fresh: Vec<usize> = fresh.copied().collect();
        if large.too_large && !fresh.is_empty() {
            return Ok(None);
        }
        if !fresh.is_empty() || large.rows.is_empty() {
            progress::expect(self.opened.contents.streamed());
            let room = AtomicUsize::new(large.room);
            let shares = self.opened.contents.shares(most).map_err(Bad::Io)?;
            let read = |share: &Vec<Part>| self.read(&fresh, share.clone(), &room);
            let read: Vec<_> = std::thread::scope(|scope| {
                let readers = shares.iter().map(|share| scope.spawn(|| read(share)));
                let readers: Vec<_> = readers.collect();
                readers.into_iter().map(|r| r.join()).collect()
            });
            let mut all = Vec::new();
            for share in read {
                let share =
                    share.map_err(|_| Bad::Io(std::io::Error::other("a reader stopped")))?;
                match share? {
                    Some(share) => all.push(share),
                    None => {
                        large.too_large = true;
                        return Ok(None);
                    }
                }
            }
            large.room = room.into_inner();
            let rows = |share: &Batched| share.iter().map(|(rows, _)| *rows).collect();
            large.rows = all.iter().map(rows).collect();
            for (place, column) in fresh.iter().enumerate() {
                let of = |share: &Batched| {
                    let arrays = share.iter().filter_map(|(_, arrays)| arrays.get(place));
                    arrays.cloned().collect()
                };
                large.columns.insert(*column, all.iter().map(of).collect());
            }
        }
        let share = |(at, rows): (usize, &Vec<usize>)| {
            let batch = |(number, rows): (usize, &usize)| {
                let arrays = columns.iter().filter_map(|column| {
                    let column = large.columns.get(column)?;
                    column.get(at)?.get(number).cloned()
                });
                (*rows, arrays.collect())
            };
            rows.iter().enumerate().map(batch).collect()
        };
        Ok(Some(large.rows.iter().enumerate().map(share).collect()))
    }

    /// Some columns of a share, packed; nothing when there is no room for them.
    fn read(
        &self,
        columns: &[usize],
        share: Vec<Part>,
        room: &AtomicUsize,
    ) -> Result<Option<Batched>, Bad> {
        let rows = self.opened.contents.rows_of(share);
        let mut batches = Batches::new(&self.opened, columns, rows);
        let mut read = Vec::new();
        while let Some(batch) = batches.next_batch() {
            let batch = batch?;
            let arrays: Vec<ArrayRef> = batch.columns().iter().map(packed).collect();
            let bytes: usize = arrays.iter().map(|a| a.get_array_memory_size()).sum();
            let take = |room: usize| room.checked_sub(bytes);
            if room.fetch_update(Relaxed, Relaxed, take).is_err() {
                return Ok(None);
            }
            read.push((batch.num_rows(), arrays));
        }
        Ok(Some(read))
    }
}

/// A column in less memory: texts that come back are written once.
fn packed(array: &ArrayRef) -> ArrayRef {
    if array.data_type() != &DataType::Utf8 {
        return Arc::clone(array);
    }
    let key = Box::new(DataType::UInt16);
    let dictionary = cast(array, &DataType::Dictionary(key, Box::new(DataType::Utf8)));
    match dictionary {
        Ok(packed) if packed.get_array_memory_size() < array.get_array_memory_size() => packed,
        _ => Arc::clone(array),
    }
}

/// A share of a large file that is in memory.
#[derive(Debug)]
struct Kept {
    schema: SchemaRef,
    batches: Batched,
}

impl PartitionStream for Kept {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let schema = Arc::clone(&self.schema);
        let batch = move |(rows, arrays): (usize, Vec<ArrayRef>)| -> EngineResult<RecordBatch> {
            let unpacked = arrays.iter().zip(schema.fields());
            let unpacked = unpacked.map(|(array, field)| cast(array, field.data_type()));
            let unpacked = unpacked.collect::<Result<_, _>>()?;
            let options = RecordBatchOptions::new().with_row_count(Some(rows));
            let schema = Arc::clone(&schema);
            Ok(RecordBatch::try_new_with_options(
                schema, unpacked, &options,
            )?)
        };
        let batches = self.batches.clone().into_iter().map(batch);
        Box::pin(RecordBatchStreamAdapter::new(
            Arc::clone(&self.schema),
            futures_util::stream::iter(batches),
        ))
    }
}

/// The parts of large text files that are read one after the other.
#[derive(Debug)]
struct Share {
    opened: Arc<Opened>,
    schema: SchemaRef,
    columns: Vec<usize>,
    parts: Vec<Part>,
}

impl PartitionStream for Share {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let opened = Arc::clone(&self.opened);
        let rows = self.opened.contents.rows_of(self.parts.clone());
        let mut batches = Batches::new(&self.opened, &self.columns, rows);
        let batches = std::iter::from_fn(move || {
            let batch = batches.next_batch()?;
            Some(batch.map_err(|what| {
                let opened = Arc::clone(&opened);
                DataFusionError::External(Box::new(BadRows { opened, what }))
            }))
        });
        let stream = futures_util::stream::iter(batches);
        Box::pin(RecordBatchStreamAdapter::new(
            Arc::clone(&self.schema),
            stream,
        ))
    }
}

/// Rows as batches of typed columns.
struct Batches {
    rows: AllRows,
    schema: SchemaRef,
    /// Position among all columns, in the file, and how it is read.
    columns: Vec<(usize, usize, Reading)>,
    built: Vec<Column>,
    /// Whether cells that don't fit are empty, and remembered in `unfit`.
    tolerant: bool,
    unfit: Vec<bool>,
    ended: bool,
}

impl Batches {
    fn new(opened: &Opened, columns: &[usize], rows: AllRows) -> Batches {
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

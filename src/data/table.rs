//! A source as a table of the engine: kept in memory, or streamed in batches of typed columns.

use super::cell::{Column, Reading};
use super::files::{AllRows, Part, RowError};
use super::opened::Opened;
use super::{errors, progress};
use crate::diag::Diagnostic;
use datafusion::arrow::datatypes::SchemaRef;
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
use std::fmt;
use std::sync::Arc;

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
    /// All rows, where they are kept in memory, and the columns with cells that don't fit.
    kept: Option<(Vec<RecordBatch>, Vec<bool>)>,
}

impl Table {
    pub(super) fn of(opened: Arc<Opened>) -> Result<Table, Box<Diagnostic>> {
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
        let most = state.config().target_partitions();
        let shares = self.opened.contents.shares(most);
        let shares = shares.map_err(|e| bad(Bad::Io(e)))?;
        progress::expect(self.opened.contents.streamed());
        let schema = Arc::new(self.schema.project(&columns)?);
        let stream = |parts| -> Arc<dyn PartitionStream> {
            Arc::new(Share {
                opened: Arc::clone(&self.opened),
                schema: Arc::clone(&schema),
                columns: columns.clone(),
                parts,
            })
        };
        let parts = shares.into_iter().map(stream).collect();
        let plan = StreamingTableExec::try_new(Arc::clone(&schema), parts, None, [], false, None)?;
        Ok(Arc::new(plan))
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

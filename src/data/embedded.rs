//! The embedded engine: DataFusion over the files of a case.
//!
//! Each source is a table whose columns have the names and the types of the case, so that nothing above has to know how a
//! file writes them. A small file is kept in memory, already typed; a large text file is read anew for each query, in
//! batches, and only the columns that the query needs.

use super::cell::{self, Reading};
use super::files::{self, Contents, Found, Kind, Place};
use super::listed::listed_up_to;
use super::opened::{Opened, find_columns};
use super::percentile::percentile;
use super::table::{BadRows, Table};
use super::{Answer, Engine, Value, errors, progress};
use crate::diag::{Diagnostic, Span};
use crate::formula::sql::Dialect;
use crate::formula::term::{SourceId, Type};
use crate::model::{Case, Column, Origin, Source};
use datafusion::arrow::array::{Array, AsArray, StringArray};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float64Type, Int64Type, SchemaRef, TimeUnit, TimestampMicrosecondType,
};
use datafusion::catalog::TableProvider;
use datafusion::common::exec_err;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{AggregateUDF, ColumnarValue, ScalarUDF, Volatility, create_udf};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use futures_util::StreamExt;
use jiff::civil::DateTime;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The engine, with the sources of one case.
pub struct Embedded {
    runtime: tokio::runtime::Runtime,
    context: SessionContext,
    pub(super) memory: Memory,
    /// The tables of Parquet files, and where these stand.
    parquet: Mutex<Vec<(String, Place)>>,
}

/// What is kept in memory.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Text files up to so many bytes, as a whole.
    pub small: u64,
    /// Up to so many bytes of the columns that queries need of a larger one.
    pub large: usize,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory {
            small: 32 << 20,
            large: 512 << 20,
        }
    }
}

impl Embedded {
    /// Opens the files of the sources that `needed` names; paths start at `folder`. The findings tell what is wrong with
    /// them; with an error among them there is no engine.
    pub fn open(
        case: &Case,
        folder: &Path,
        needed: &BTreeSet<SourceId>,
    ) -> (Option<Embedded>, Vec<Diagnostic>) {
        Embedded::open_keeping(case, folder, needed, Memory::default())
    }

    /// The same, where so much is kept in memory.
    pub fn open_keeping(
        case: &Case,
        folder: &Path,
        needed: &BTreeSet<SourceId>,
        memory: Memory,
    ) -> (Option<Embedded>, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        let runtime = match runtime {
            Ok(runtime) => runtime,
            Err(error) => return (None, vec![errors::engine(case.name.span, &error)]),
        };
        let engine = Embedded {
            runtime,
            context: context(),
            memory,
            parquet: Mutex::default(),
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

    /// The engine without sources, with functions of its own. It goes through a file in order, so that rows can be numbered.
    pub(super) fn in_order(
        functions: &[AggregateUDF],
        memory: Memory,
    ) -> std::io::Result<Embedded> {
        let context = context_of(SessionConfig::new().with_target_partitions(1));
        functions
            .iter()
            .for_each(|f| context.register_udaf(f.clone()));
        Ok(Embedded {
            runtime: tokio::runtime::Builder::new_multi_thread().build()?,
            context,
            memory,
            parquet: Mutex::default(),
        })
    }

    fn open_source(
        &self,
        id: SourceId,
        source: &Source,
        folder: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
        let place = place_of(source).map_err(|e| vec![*e])?;
        let (kind, found) = files::find(folder, &place).map_err(|e| vec![*e])?;
        if kind == Kind::Parquet {
            return self.open_parquet(id, source, &found);
        }
        let wanted: Vec<&str> = source.columns.iter().map(|c| c.from.as_str()).collect();
        let sheet = source.sheet.as_ref().map(|s| (s.value.as_str(), s.span));
        let contents = Contents::open(kind, &found, sheet, &wanted).map_err(|e| vec![*e])?;
        findings.extend(contents.encodings(&place));
        let (columns, gone) = find_columns(source, &contents);
        if !gone.is_empty() {
            return Err(gone);
        }
        let kept = contents.streamed() <= self.memory.small;
        let mut opened = Opened::new(place, contents, columns, kept);
        opened.find_notations(source, findings);
        let table = Table::of(Arc::new(opened), self.memory.large).map_err(|e| vec![*e])?;
        self.register(id, Arc::new(table), source.head)
            .map_err(|e| vec![*e])
    }

    /// Makes a table that of a source.
    pub(super) fn register(
        &self,
        id: SourceId,
        table: Arc<dyn TableProvider>,
        span: Span,
    ) -> Result<(), Box<Diagnostic>> {
        let registered = self.context.register_table(self.table(id), table);
        registered.map_err(|e| errors::engine(span, &e.strip_backtrace()))?;
        Ok(())
    }

    /// A Parquet file is a table of its own; a view gives its columns their names and types in the case.
    fn open_parquet(
        &self,
        id: SourceId,
        source: &Source,
        found: &[Found],
    ) -> Result<(), Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let mut selects = Vec::new();
        for file in self
            .parquet_files(id, source, found)
            .map_err(|e| vec![*e])?
        {
            let mut columns = Vec::new();
            for column in &source.columns {
                match file.column(source, column) {
                    Ok(sql) => columns.push(format!("{sql} as {}", quoted(&column.name))),
                    Err(finding) => wrong.push(*finding),
                }
            }
            selects.push(format!("select {} from {}", columns.join(", "), file.table));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        self.view(id, &selects.join(" union all "), source.head)
            .map_err(|e| vec![*e])
    }

    /// Makes the Parquet files of a source tables, as they are written.
    pub(super) fn parquet_files(
        &self,
        id: SourceId,
        source: &Source,
        found: &[Found],
    ) -> Result<Vec<ParquetFile>, Box<Diagnostic>> {
        let clean = format!("casus_clean_{}", id.0);
        let reading = Reading::of(source, Type::Text);
        self.context.register_udf(cleaner(&clean, reading));
        let mut files = Vec::new();
        for (at, Found { path, place }) in found.iter().enumerate() {
            let table = format!("{} file {at}", name(id));
            let path = path.display().to_string();
            let ending = path.rsplit_once('.').map_or("", |(_, e)| e).to_owned();
            let options = ParquetReadOptions::default().file_extension(&ending);
            let broken = |error| Box::new(errors::broken_parquet(place, &error));
            let registered = self
                .context
                .register_parquet(quoted(&table), &path, options);
            self.runtime.block_on(registered).map_err(broken)?;
            let provider = self.context.table_provider(quoted(&table));
            let schema = self.runtime.block_on(provider).map_err(broken)?.schema();
            files.push(ParquetFile {
                table: quoted(&table),
                schema,
                place: place.clone(),
                clean: clean.clone(),
            });
            self.parquet_tables().push((table, place.clone()));
        }
        Ok(files)
    }

    /// Makes a query the table of a source.
    pub(super) fn view(
        &self,
        id: SourceId,
        query: &str,
        span: Span,
    ) -> Result<(), Box<Diagnostic>> {
        let view = format!("create view {} as {query}", self.table(id));
        let made = self.runtime.block_on(self.context.sql(&view));
        made.map_err(|e| errors::engine(span, &e.strip_backtrace()))?;
        Ok(())
    }

    /// What to tell of an error inside the engine.
    fn told(&self, error: &DataFusionError, span: Span) -> Diagnostic {
        let root = error.find_root();
        if let DataFusionError::External(cause) = root
            && let Some(bad) = cause.downcast_ref::<BadRows>()
        {
            return bad.told();
        }
        // The engine does not say which file is damaged, so each is read by itself.
        let damaged = self.parquet_tables().iter().find_map(|(table, place)| {
            let error = self.runtime.block_on(self.read_all(table)).err()?;
            Some(errors::broken_parquet(place, &error))
        });
        damaged.unwrap_or_else(|| match root {
            DataFusionError::ArrowError(error, _) => errors::values(span, Some(error)),
            DataFusionError::Execution(_) => errors::values(span, None),
            root => errors::engine(span, &root.strip_backtrace()),
        })
    }

    fn parquet_tables(&self) -> MutexGuard<'_, Vec<(String, Place)>> {
        self.parquet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads all of a table.
    async fn read_all(&self, table: &str) -> Result<(), DataFusionError> {
        let mut rows = self
            .context
            .table(quoted(table))
            .await?
            .execute_stream()
            .await?;
        while let Some(batch) = rows.next().await {
            batch?;
        }
        Ok(())
    }
}

/// DataFusion without tables, with what the SQL that casus prints for it needs.
pub fn context() -> SessionContext {
    context_of(SessionConfig::new())
}

fn context_of(mut config: SessionConfig) -> SessionContext {
    // Text is kept as it is written: another kind of it would only be turned back.
    config.options_mut().sql_parser.map_string_types_to_utf8view = false;
    config
        .options_mut()
        .execution
        .parquet
        .schema_force_view_types = false;
    let context = SessionContext::new_with_config(config);
    context.register_udaf(percentile());
    context.register_udf(listed_up_to());
    context
}

/// The function that trims the texts of a source, and empties those that mean that.
fn cleaner(name: &str, reading: Reading) -> ScalarUDF {
    let is_clean = |reading: &Reading, text: &str| {
        let clean = reading.clean(text);
        clean.is_some_and(|clean| clean.len() == text.len())
    };
    let call = move |args: &[ColumnarValue]| {
        let args = ColumnarValue::values_to_arrays(args)?;
        let [texts] = args.as_slice() else {
            return exec_err!("one column of texts");
        };
        let all = texts.as_string::<i32>();
        // Most files need nothing: then the column stays as it is.
        if all.iter().flatten().all(|text| is_clean(&reading, text)) {
            return Ok(ColumnarValue::Array(Arc::clone(texts)));
        }
        let texts = all.iter().map(|text| reading.clean(text?));
        Ok(ColumnarValue::Array(Arc::new(
            texts.collect::<StringArray>(),
        )))
    };
    create_udf(
        name,
        vec![DataType::Utf8],
        DataType::Utf8,
        Volatility::Immutable,
        Arc::new(call),
    )
}

/// The table of a source.
fn name(id: SourceId) -> String {
    format!("source {}", id.0)
}

/// Where the rows of a source are.
pub(super) fn place_of(source: &Source) -> Result<Place, Box<Diagnostic>> {
    let origin = source.origin.as_ref();
    let origin = origin.ok_or_else(|| errors::no_origin(source.head, &source.name))?;
    match &origin.value {
        Origin::File(file) => Ok(Place {
            span: origin.span,
            file: file.clone(),
        }),
        Origin::Table(name) => Err(errors::not_a_file(origin.span, name).into()),
        Origin::Query(_) => Err(errors::not_a_file(origin.span, &source.name).into()),
    }
}

fn quoted(name: &str) -> String {
    Dialect::Datafusion.name(name)
}

/// A Parquet file, as a table of its own.
#[derive(Debug)]
pub(super) struct ParquetFile {
    /// The table, as SQL.
    pub(super) table: String,
    /// The columns that it has.
    pub(super) schema: SchemaRef,
    place: Place,
    /// The function that trims and empties texts.
    clean: String,
}

impl ParquetFile {
    /// A column of the case, read from this file, as SQL.
    pub(super) fn column(
        &self,
        source: &Source,
        column: &Column,
    ) -> Result<String, Box<Diagnostic>> {
        let (place, from) = (&self.place, &column.from);
        let Ok(field) = self.schema.field_with_name(from) else {
            return Err(errors::no_column(place, column.row, from, &self.header()).into());
        };
        let reading = Reading::of(source, column.ty.value);
        from_parquet(from, field.data_type(), &reading, &self.clean)
            .ok_or_else(|| errors::other_type(place, column.row, from, column.ty.value).into())
    }

    /// The names of its columns.
    pub(super) fn header(&self) -> Vec<String> {
        let fields = self.schema.fields().iter();
        fields.map(|f| f.name().clone()).collect()
    }
}

/// A column of a Parquet file as its type in the case; nothing where the file has another type. `clean` is the function that
/// trims and empties texts.
fn from_parquet(name: &str, ty: &DataType, reading: &Reading, clean: &str) -> Option<String> {
    let column = quoted(name);
    let of_text = |ty: &DataType| {
        matches!(
            ty,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
        )
    };
    let is_text = match ty {
        DataType::Dictionary(_, ty) => of_text(ty),
        ty => of_text(ty),
    };
    let is_time = matches!(
        ty,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)
    );
    // A value, unless what it is compared by is one of those that mean "empty".
    let unless = |value: String, by: &str, missing: Vec<String>| match missing.is_empty() {
        true => value,
        false => {
            let missing = missing.join(", ");
            format!("case when {by} not in ({missing}) then {value} end")
        }
    };
    let numbers = || reading.missing_numbers.iter().map(f64::to_string).collect();
    let cast = |to: &str| format!("cast({column} as {to})");
    let by_day = reading.ty == Type::Date || matches!(ty, DataType::Date32 | DataType::Date64);
    let unless_missing = |value: String| {
        let moments = reading.missing_moments();
        match by_day {
            true => {
                let day = |m: DateTime| format!("cast('{}' as date)", m.date());
                unless(value, &cast("date"), moments.map(day).collect())
            }
            false => {
                let moment = |m: DateTime| format!("cast('{m}' as timestamp(6))");
                unless(value, &cast("timestamp(6)"), moments.map(moment).collect())
            }
        }
    };
    let value = match reading.ty {
        Type::Text if is_text => format!("{}({})", quoted(clean), cast("varchar")),
        Type::Text if ty.is_numeric() => {
            unless(cast("varchar"), &cast("double precision"), numbers())
        }
        Type::Text if is_time => unless_missing(cast("varchar")),
        Type::Text => cast("varchar"),
        Type::Number if ty.is_numeric() => {
            let value = cast("double precision");
            unless(value.clone(), &value, numbers())
        }
        Type::Whole if ty.is_integer() => {
            let value = cast("bigint");
            unless(value.clone(), &value, numbers())
        }
        Type::Date if is_time => unless_missing(cast("date")),
        Type::Moment if is_time => unless_missing(cast("timestamp(6)")),
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
        let _doing = progress::asking();
        let told = |error: DataFusionError| Box::new(self.told(&error, span));
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
pub(super) fn readable(
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

/// A value of an array that [`readable`] gave.
pub(super) fn value(array: &dyn Array, row: usize) -> Value {
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

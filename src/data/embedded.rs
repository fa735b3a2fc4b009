//! The embedded engine: DataFusion over the files of a case.
//!
//! Each source is a table whose columns have the names and the types of the case, so that nothing above has to know how a
//! file writes them. A small file is kept in memory, already typed; a large text file is read anew for each query, in
//! batches, and only the columns that the query needs.

use super::cell::{self, Reading};
use super::files::{self, Contents, Kind, Place};
use super::listed::listed_up_to;
use super::opened::{Opened, find_columns};
use super::percentile::percentile;
use super::table::{BadRows, Table};
use super::{Answer, Engine, Value, errors};
use crate::diag::{Diagnostic, Span};
use crate::formula::sql::Dialect;
use crate::formula::term::{SourceId, Type};
use crate::model::{Case, Column, Origin, Source};
use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float64Type, Int64Type, SchemaRef, TimeUnit, TimestampMicrosecondType,
};
use datafusion::catalog::TableProvider;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::AggregateUDF;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Text files up to this size are kept in memory.
pub(super) const SMALL: u64 = 32 << 20;

/// The engine, with the sources of one case.
pub struct Embedded {
    runtime: tokio::runtime::Runtime,
    context: SessionContext,
    /// Text files up to this size are kept in memory.
    pub(super) small: u64,
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

    /// The engine without sources, with functions of its own. It goes through a file in order, so that rows can be numbered.
    pub(super) fn in_order(functions: &[AggregateUDF], small: u64) -> std::io::Result<Embedded> {
        let context = context_of(SessionConfig::new().with_target_partitions(1));
        functions
            .iter()
            .for_each(|f| context.register_udaf(f.clone()));
        Ok(Embedded {
            runtime: tokio::runtime::Builder::new_multi_thread().build()?,
            context,
            small,
        })
    }

    fn open_source(
        &self,
        id: SourceId,
        source: &Source,
        folder: &Path,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
        let one = |finding: Diagnostic| vec![finding];
        let place = place_of(source).map_err(one)?;
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
        let (columns, gone) = find_columns(source, &contents, &place);
        if !gone.is_empty() {
            return Err(gone);
        }
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
        opened
            .find_notations(source, findings)
            .map_err(|e| vec![*e])?;
        let table = Table::of(Arc::new(opened)).map_err(|e| vec![*e])?;
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
        path: &Path,
        place: &Place,
    ) -> Result<(), Vec<Diagnostic>> {
        let schema = self.parquet_file(id, path, place).map_err(|e| vec![*e])?;
        let mut wrong = Vec::new();
        let mut columns = Vec::new();
        for column in &source.columns {
            match parquet_column(source, column, &schema, place) {
                Ok(sql) => columns.push(format!("{sql} as {}", quoted(&column.name))),
                Err(finding) => wrong.push(*finding),
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let (columns, file) = (columns.join(", "), file_table(id));
        self.view(id, &format!("select {columns} from {file}"), place.span)
            .map_err(|e| vec![*e])
    }

    /// Makes a Parquet file a table, as it is written; the columns that it has.
    pub(super) fn parquet_file(
        &self,
        id: SourceId,
        path: &Path,
        place: &Place,
    ) -> Result<SchemaRef, Box<Diagnostic>> {
        let path = path.display().to_string();
        let ending = path.rsplit_once('.').map_or("", |(_, e)| e).to_owned();
        let options = ParquetReadOptions::default().file_extension(&ending);
        let broken = |error: DataFusionError| {
            Box::new(errors::broken(place, "Parquet", &error.strip_backtrace()))
        };
        let file = file_table(id);
        let registered = self.context.register_parquet(&file, &path, options);
        self.runtime.block_on(registered).map_err(broken)?;
        let table = self.context.table_provider(&file);
        Ok(self.runtime.block_on(table).map_err(broken)?.schema())
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

/// The table of a source.
fn name(id: SourceId) -> String {
    format!("source {}", id.0)
}

/// The table of a Parquet file as it is written.
pub(super) fn file_table(id: SourceId) -> String {
    quoted(&format!("{} file", name(id)))
}

/// Where the rows of a source are.
pub(super) fn place_of(source: &Source) -> Result<Place, Diagnostic> {
    let origin = source.origin.as_ref();
    let origin = origin.ok_or_else(|| errors::no_origin(source.head, &source.name))?;
    match &origin.value {
        Origin::File(file) => Ok(Place {
            span: origin.span,
            file: file.clone(),
        }),
        Origin::Table(name) => Err(errors::not_a_file(origin.span, name)),
        Origin::Query(_) => Err(errors::not_a_file(origin.span, &source.name)),
    }
}

fn quoted(name: &str) -> String {
    Dialect::Datafusion.name(name)
}

/// A column of the case, read from a Parquet file.
pub(super) fn parquet_column(
    source: &Source,
    column: &Column,
    schema: &SchemaRef,
    place: &Place,
) -> Result<String, Box<Diagnostic>> {
    let Ok(field) = schema.field_with_name(&column.from) else {
        let header: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
        return Err(errors::no_column(place, column.row, &column.from, &header).into());
    };
    let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
    let reading = Reading::new(column.ty.value, &missing);
    from_parquet(&column.from, field.data_type(), &reading)
        .ok_or_else(|| errors::other_type(place, column.row, &column.from, column.ty.value).into())
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

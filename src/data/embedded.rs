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
use crate::model::{Case, Origin, Source};
use datafusion::arrow::array::{Array, AsArray, StringArray};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
};
use datafusion::common::exec_err;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use futures_util::StreamExt;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The engine, with the sources of one case.
pub struct Embedded {
    runtime: tokio::runtime::Runtime,
    context: SessionContext,
    memory: Memory,
    /// The tables of Parquet files, and where these stand.
    parquet: Vec<(String, Place)>,
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
        let mut engine = Embedded {
            runtime,
            context: context(),
            memory,
            parquet: Vec::new(),
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
        &mut self,
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
        let (kind, found) = files::find(folder, &place).map_err(|e| vec![*e])?;
        if kind == Kind::Parquet {
            return self.open_parquet(id, source, &found);
        }
        let wanted: Vec<&str> = source.columns.iter().map(|c| c.from.as_str()).collect();
        let sheet = source.sheet.as_ref().map(|s| (s.value.as_str(), s.span));
        let contents = Contents::open(kind, &found, sheet, &wanted).map_err(|e| vec![*e])?;
        findings.extend(contents.encodings(&place));
        let columns = find_columns(source, &contents)?;
        let kept = contents.streamed() <= self.memory.small;
        let mut opened = Opened {
            kept,
            place,
            contents,
            columns,
        };
        opened.find_notations(source, findings);
        let table = Table::of(Arc::new(opened), self.memory.large).map_err(|e| vec![*e])?;
        let registered = self
            .context
            .register_table(quoted(&name(id)), Arc::new(table));
        registered.map_err(|e| one(errors::engine(source.head, &e.strip_backtrace())))?;
        Ok(())
    }

    /// A Parquet file is a table of its own; a view gives its columns their names and types in the case.
    fn open_parquet(
        &mut self,
        id: SourceId,
        source: &Source,
        found: &[Found],
    ) -> Result<(), Vec<Diagnostic>> {
        let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
        let clean = format!("casus_clean_{}", id.0);
        let reading = Reading::new(Type::Text, &missing);
        self.context.register_udf(cleaner(&clean, reading));
        let mut selects = Vec::new();
        for (at, file) in found.iter().enumerate() {
            let table = format!("{} file {at}", name(id));
            selects.push(self.select_parquet(&table, source, file, &clean)?);
        }
        let view = format!(
            "create view {} as {}",
            quoted(&name(id)),
            selects.join(" union all ")
        );
        let made = self.runtime.block_on(self.context.sql(&view));
        made.map_err(|e| vec![errors::engine(source.head, &e.strip_backtrace())])?;
        Ok(())
    }

    /// Opens a Parquet file as a table; the query that gives its columns their names and types in the case.
    fn select_parquet(
        &mut self,
        table: &str,
        source: &Source,
        Found { path, place }: &Found,
        clean: &str,
    ) -> Result<String, Vec<Diagnostic>> {
        let path = path.display().to_string();
        let ending = path.rsplit_once('.').map_or("", |(_, e)| e).to_owned();
        let options = ParquetReadOptions::default().file_extension(&ending);
        let broken = |error: DataFusionError| {
            vec![errors::broken(place, "Parquet", &error.strip_backtrace())]
        };
        let registered = self.context.register_parquet(quoted(table), &path, options);
        self.runtime.block_on(registered).map_err(broken)?;
        let provider = self
            .runtime
            .block_on(self.context.table_provider(quoted(table)));
        let schema = provider.map_err(broken)?.schema();
        self.parquet.push((table.to_owned(), place.clone()));
        let header: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
        let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
        let mut wrong = Vec::new();
        let mut columns = Vec::new();
        for column in &source.columns {
            let Ok(field) = schema.field_with_name(&column.from) else {
                wrong.push(errors::no_column(place, column.row, &column.from, &header));
                continue;
            };
            let reading = Reading::new(column.ty.value, &missing);
            match from_parquet(&column.from, field.data_type(), &reading, clean) {
                Some(sql) => columns.push(format!("{sql} as {}", quoted(&column.name))),
                None => wrong.push(errors::other_type(
                    place,
                    column.row,
                    &column.from,
                    column.ty.value,
                )),
            }
        }
        if wrong.is_empty() {
            Ok(format!(
                "select {} from {}",
                columns.join(", "),
                quoted(table)
            ))
        } else {
            Err(wrong)
        }
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
        let damaged = self.parquet.iter().find_map(|(table, place)| {
            let error = self.runtime.block_on(self.read_all(table)).err()?;
            Some(errors::broken(place, "Parquet", &error.strip_backtrace()))
        });
        damaged.unwrap_or_else(|| errors::engine(span, &root.strip_backtrace()))
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
    let mut config = SessionConfig::new();
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

fn quoted(name: &str) -> String {
    Dialect::Datafusion.name(name)
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
    let number = || {
        let values = reading.missing_numbers.iter();
        let numbers: Vec<String> = values.map(f64::to_string).collect();
        (!numbers.is_empty()).then(|| numbers.join(", "))
    };
    let value = match reading.ty {
        Type::Text if is_text => format!("{}(cast({column} as varchar))", quoted(clean)),
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

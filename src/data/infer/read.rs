//! A file of any kind, read row by row, and what its columns hold.

use super::Wish;
use crate::data::cell::{Cell, Reading, Value};
use crate::data::embedded::{context, readable, value};
use crate::data::errors;
use crate::data::files::{self, Contents, Found, Kind, Place, RowError};
use crate::data::profile::{Profile, Profiler};
use crate::diag::{Diagnostic, Span};
use crate::formula::term::Type;
use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::prelude::{DataFrame, ParquetReadOptions};
use futures_util::StreamExt;

/// A file whose rows can be read, again and again.
pub(super) struct Table {
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// The sheet that is read, where there are several, and the others that are seen.
    pub(super) sheet: Option<String>,
    pub(super) other_sheets: Vec<String>,
    /// The titles of the columns.
    pub(super) header: Vec<String>,
    /// The types that the file itself gives its columns; only Parquet does.
    pub(super) own_types: Vec<Option<Type>>,
    rows: Body,
}

enum Body {
    Contents(Contents),
    Parquet(tokio::runtime::Runtime, Box<DataFrame>),
}

impl Table {
    /// Opens a file.
    pub(super) fn open(wish: &Wish<'_>) -> Result<Table, Box<Diagnostic>> {
        let place = Place {
            span: Span::new(0, 0),
            file: wish.file.to_owned(),
        };
        let (kind, found) = files::find(wish.folder, &place)?;
        if kind == Kind::Parquet {
            return Table::open_parquet(&found, place);
        }
        let sheets = match found.first() {
            Some(first) if kind == Kind::Excel => files::sheets(&first.path, &first.place)?,
            _ => Vec::new(),
        };
        let wanted = wish.sheet.map(|sheet| (sheet, place.span));
        let sheet = wish.sheet.map(str::to_owned);
        let sheet = sheet.or_else(|| sheets.first().filter(|_| sheets.len() > 1).cloned());
        let contents = match (&sheet, wanted) {
            (Some(first), None) => Contents::open(kind, &found, Some((first, place.span)), &[])?,
            _ => Contents::open(kind, &found, wanted, &[])?,
        };
        let others = sheets.into_iter().filter(|s| sheet.as_ref() != Some(s));
        Ok(Table {
            kind,
            other_sheets: others.filter(|_| sheet.is_some()).collect(),
            sheet,
            header: contents.header().to_vec(),
            own_types: vec![None; contents.header().len()],
            rows: Body::Contents(contents),
            place,
        })
    }

    fn open_parquet(found: &[Found], place: Place) -> Result<Table, Box<Diagnostic>> {
        let broken = |error| Box::new(errors::broken_parquet(&place, &error));
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let runtime = runtime.map_err(|e| errors::engine(place.span, &e))?;
        let paths = found.iter().map(|f| f.path.display().to_string());
        let paths: Vec<String> = paths.collect();
        let ending = paths.first().and_then(|path| path.rsplit_once('.'));
        let ending = ending.map_or("", |(_, e)| e).to_owned();
        let options = ParquetReadOptions::default().file_extension(&ending);
        let frame = runtime.block_on(context().read_parquet(paths, options));
        let frame = frame.map_err(broken)?;
        let schema: SchemaRef = std::sync::Arc::clone(frame.schema().inner());
        let fields = schema.fields().iter();
        Ok(Table {
            kind: Kind::Parquet,
            sheet: None,
            other_sheets: Vec::new(),
            header: fields.clone().map(|f| f.name().clone()).collect(),
            own_types: fields.map(|f| Some(type_of(f.data_type()))).collect(),
            rows: Body::Parquet(runtime, Box::new(frame)),
            place,
        })
    }

    /// Whether it is a text file with semicolons between its cells, as Dutch spreadsheets write.
    pub(super) fn has_semicolons(&self) -> bool {
        self.separator() == Some(';')
    }

    /// What stands between the cells of a text file.
    pub(super) fn separator(&self) -> Option<char> {
        match &self.rows {
            Body::Contents(contents) => contents.separator().map(char::from),
            Body::Parquet(..) => None,
        }
    }

    /// What its columns hold, and what is wrong with the file as a whole.
    pub(super) fn profile(&self) -> Result<(Profile, Vec<Diagnostic>), Box<Diagnostic>> {
        let mut profiler = Profiler::new(self.header.len());
        let ragged = self.each(|line, cell| profiler.add(line, cell))?;
        let mut findings = Vec::new();
        if let Body::Contents(contents) = &self.rows {
            findings.extend(contents.encodings(&self.place));
            if ragged {
                let lines = contents.ragged();
                let lines = lines.map_err(|e| errors::unreadable(&self.place, &e))?;
                findings.push(errors::ragged(&self.place, &lines));
            }
        }
        Ok((profiler.finish(), findings))
    }

    /// Calls a function for the typed values of some columns, row by row; a value that does not fit is empty.
    pub(super) fn values(
        &self,
        columns: &[(usize, Reading)],
        mut told: impl FnMut(u64, &[Option<Value<'_>>]),
    ) -> Result<(), Box<Diagnostic>> {
        self.each(|line, cell| {
            let read = |(at, reading): &(usize, Reading)| reading.read(cell(*at)).ok().flatten();
            let row: Vec<_> = columns.iter().map(read).collect();
            told(line, &row);
        })?;
        Ok(())
    }

    /// Calls a function for each row, with its line and its cells. Whether there were lines with too few or too many cells;
    /// these are passed over.
    fn each<F>(&self, mut told: F) -> Result<bool, Box<Diagnostic>>
    where
        F: for<'c> FnMut(u64, &dyn Fn(usize) -> Cell<'c>),
    {
        let contents = match &self.rows {
            Body::Contents(contents) => contents,
            Body::Parquet(runtime, frame) => {
                return runtime.block_on(self.each_in_parquet(frame, told));
            }
        };
        let unreadable = |error| Box::new(errors::unreadable(&self.place, &error));
        let mut rows = contents.rows();
        let mut ragged = false;
        loop {
            match rows.next_row() {
                Ok(Some(row)) => told(row.line(), &|at| row.cell(at)),
                Ok(None) => return Ok(ragged),
                Err(RowError::Ragged) => ragged = true,
                Err(RowError::Io(error)) => return Err(unreadable(error)),
            }
        }
    }

    async fn each_in_parquet<F>(
        &self,
        frame: &DataFrame,
        mut told: F,
    ) -> Result<bool, Box<Diagnostic>>
    where
        F: for<'c> FnMut(u64, &dyn Fn(usize) -> Cell<'c>),
    {
        let broken = |error| Box::new(errors::broken_parquet(&self.place, &error));
        let mut stream = frame.clone().execute_stream().await.map_err(broken)?;
        let mut number = 0;
        while let Some(batch) = stream.next().await {
            let batch = batch.map_err(broken)?;
            let columns: Result<Vec<ArrayRef>, _> = batch.columns().iter().map(readable).collect();
            let columns = columns.map_err(|e| broken(e.into()))?;
            for row in 0..batch.num_rows() {
                number += 1;
                told(number, &|at| {
                    let column = columns.get(at);
                    column.map_or(Cell::Empty, |column| cell(value(column, row)))
                });
            }
        }
        Ok(false)
    }
}

fn cell(value: crate::data::Value) -> Cell<'static> {
    use crate::data::Value;
    match value {
        Value::Empty => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Whole(n) => Cell::Whole(n),
        Value::Number(n) => Cell::Number(n),
        Value::Text(text) => Cell::Text(text.into()),
        Value::Date(date) => Cell::Moment(date.to_datetime(jiff::civil::Time::midnight())),
        Value::Moment(at) => Cell::Moment(at),
    }
}

/// The type of a column of a Parquet file.
fn type_of(ty: &DataType) -> Type {
    match ty {
        DataType::Boolean => Type::Bool,
        DataType::Date32 | DataType::Date64 => Type::Date,
        DataType::Timestamp(..) => Type::Moment,
        ty if ty.is_integer() => Type::Whole,
        ty if ty.is_numeric() => Type::Number,
        _ => Type::Text,
    }
}

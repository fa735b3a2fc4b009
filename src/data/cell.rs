//! A cell of any file as a value of its column: trimmed, empty where the case says so, and of the type that it says.

use super::notation::{DateNotation, NumberNotation};
use crate::formula::term::Type;
use crate::model::Source;
use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use datafusion::arrow::datatypes::{DataType, TimeUnit};
use jiff::civil::{Date, DateTime, date};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A cell as a file holds it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    Number(f64),
    Bool(bool),
    Moment(DateTime),
}

impl Cell<'_> {
    /// Adds the cell to a hash. Only equal cells give the same, whatever their kind; a number without decimals is the whole one.
    pub(super) fn hash(&self, hasher: &mut impl Hasher) {
        match self {
            Cell::Empty => 0_u8.hash(hasher),
            Cell::Text(text) => (1_u8, text.as_bytes()).hash(hasher),
            Cell::Whole(n) => (2_u8, n).hash(hasher),
            Cell::Number(n) => match whole(*n) {
                Some(n) => (2_u8, n).hash(hasher),
                None => (3_u8, n.to_bits()).hash(hasher),
            },
            Cell::Bool(yes) => (4_u8, yes).hash(hasher),
            Cell::Moment(moment) => (5_u8, moment).hash(hasher),
        }
    }
}

/// A number without decimals, as long as it is exact.
fn whole(n: f64) -> Option<i64> {
    (n.fract() == 0.0 && n.abs() < 9e15).then_some(n as i64)
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Whole(i64),
    Date(Date),
    Moment(DateTime),
    Bool(bool),
}

/// A cell that is no value of the type of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unfit;

/// How the cells of a column are read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) ty: Type,
    /// Texts that mean "empty".
    pub(super) missing: Vec<String>,
    /// Numbers that do.
    pub(super) missing_numbers: Vec<f64>,
    pub(super) dates: DateNotation,
    pub(super) numbers: NumberNotation,
}

impl Reading {
    /// Reads a column of a source, in the notations that the case says, else as ISO writes it.
    pub(super) fn of(source: &Source, ty: Type) -> Reading {
        let missing: Vec<&str> = source.missing.iter().map(|m| m.value.as_str()).collect();
        let mut reading = Reading::new(ty, &missing);
        if let Some(dates) = &source.dates {
            reading.dates = DateNotation::of(dates);
        }
        if let Some(numbers) = &source.numbers {
            reading.numbers = NumberNotation::of(numbers);
        }
        reading
    }

    /// Reads a column of this type as ISO writes it.
    pub(super) fn new(ty: Type, missing: &[&str]) -> Reading {
        let number = |text: &&str| text.replace(',', ".").parse().ok();
        let number = |text: &&str| number(text).filter(|n: &f64| n.is_finite());
        Reading {
            ty,
            missing: missing.iter().map(|m| m.trim().to_owned()).collect(),
            missing_numbers: missing.iter().filter_map(number).collect(),
            dates: DateNotation::iso(),
            numbers: NumberNotation::plain(),
        }
    }

    /// The text of a cell without blanks around it; nothing where the cell is empty, or where the text means that.
    pub(super) fn clean<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim();
        let missing = text.is_empty() || self.missing.iter().any(|m| m == text);
        (!missing).then_some(text)
    }

    /// The value of a cell; nothing where it is empty.
    pub(super) fn read<'a>(&self, cell: Cell<'a>) -> Result<Option<Value<'a>>, Unfit> {
        let cell = match cell {
            Cell::Empty => return Ok(None),
            Cell::Text(Cow::Borrowed(text)) => match self.clean(text) {
                Some(text) => Cell::Text(Cow::Borrowed(text)),
                None => return Ok(None),
            },
            Cell::Text(Cow::Owned(text)) => match self.clean(&text) {
                Some(text) => Cell::Text(Cow::Owned(text.to_owned())),
                None => return Ok(None),
            },
            other if self.is_missing(&other) => return Ok(None),
            other => other,
        };
        let value = self.typed(cell).ok_or(Unfit)?;
        let number = match value {
            Value::Number(n) => n,
            Value::Whole(n) => n as f64,
            other => return Ok(Some(other)),
        };
        let missing = self.missing_numbers.contains(&number);
        Ok((!missing).then_some(value))
    }

    /// Whether a cell of which the file knows what it is means "empty".
    fn is_missing(&self, cell: &Cell<'_>) -> bool {
        match cell {
            Cell::Empty => true,
            Cell::Text(_) => false,
            Cell::Whole(n) => self.missing_numbers.contains(&(*n as f64)),
            Cell::Number(n) => self.missing_numbers.contains(n),
            Cell::Bool(_) => self.missing.iter().any(|m| *m == shown(cell.clone())),
            Cell::Moment(at) if self.ty == Type::Date => self
                .missing_moments()
                .any(|missing| missing.date() == at.date()),
            Cell::Moment(at) => self.missing_moments().any(|missing| missing == *at),
        }
    }

    /// Dates and moments that mean "empty", as the source or as ISO writes them.
    pub(super) fn missing_moments(&self) -> impl Iterator<Item = DateTime> {
        let iso = |text: &String| DateNotation::iso().read(text);
        let moment = move |text: &String| self.dates.read(text).or_else(|| iso(text));
        self.missing.iter().filter_map(moment)
    }

    fn typed<'a>(&self, cell: Cell<'a>) -> Option<Value<'a>> {
        Some(match self.ty {
            Type::Text => Value::Text(shown(cell)),
            Type::Number => Value::Number(match cell {
                Cell::Number(n) => Some(n).filter(|n| n.is_finite())?,
                Cell::Whole(n) => n as f64,
                Cell::Text(text) => self.numbers.read(&text)?,
                _ => return None,
            }),
            Type::Whole => Value::Whole(match cell {
                Cell::Whole(n) => n,
                Cell::Number(n) => whole(n)?,
                Cell::Text(text) => self.numbers.read_whole(&text)?,
                _ => return None,
            }),
            Type::Date => Value::Date(match cell {
                Cell::Text(text) => self.dates.read_date(&text)?,
                other => self.moment(other)?.date(),
            }),
            Type::Moment => Value::Moment(self.moment(cell)?),
            Type::Bool => Value::Bool(match cell {
                Cell::Bool(yes) => yes,
                Cell::Whole(n) => yes_or_no(&n.to_string())?,
                Cell::Number(n) => yes_or_no(&n.to_string())?,
                Cell::Text(text) => yes_or_no(&text)?,
                _ => return None,
            }),
        })
    }

    fn moment(&self, cell: Cell<'_>) -> Option<DateTime> {
        match cell {
            Cell::Moment(moment) => Some(moment),
            Cell::Text(text) => self.dates.read(&text),
            Cell::Whole(n) => self.dates.read(&n.to_string()),
            Cell::Number(n) => self.dates.read(&n.to_string()),
            _ => None,
        }
    }
}

/// A cell as text.
pub(super) fn shown(cell: Cell<'_>) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => text,
        Cell::Whole(n) => Cow::Owned(n.to_string()),
        Cell::Number(n) => Cow::Owned(n.to_string()),
        Cell::Bool(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
        Cell::Moment(m) if m.time() == jiff::civil::Time::midnight() => {
            Cow::Owned(m.date().to_string())
        }
        Cell::Moment(m) => Cow::Owned(m.strftime("%Y-%m-%d %H:%M:%S").to_string()),
    }
}

/// Yes or no, as the languages of our users write them.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    const YES: [&str; 7] = ["ja", "j", "yes", "y", "true", "waar", "1"];
    const NO: [&str; 6] = ["nee", "n", "no", "false", "onwaar", "0"];
    let is = |word: &&str| text.eq_ignore_ascii_case(word);
    if YES.iter().any(is) {
        return Some(true);
    }
    NO.iter().any(is).then_some(false)
}

/// The type that the engine keeps a column in.
pub(super) fn kept(ty: Type) -> DataType {
    match ty {
        Type::Text => DataType::Utf8,
        Type::Number => DataType::Float64,
        Type::Whole => DataType::Int64,
        Type::Date => DataType::Date32,
        Type::Moment => DataType::Timestamp(TimeUnit::Microsecond, None),
        Type::Bool => DataType::Boolean,
    }
}

/// The first day of the engine's calendar.
const EPOCH: Date = date(1970, 1, 1);

/// Days since the first day of the engine's calendar.
pub(super) fn days(date: Date) -> i32 {
    date.duration_since(EPOCH).as_hours() as i32 / 24
}

/// Microseconds since then.
fn micros(moment: DateTime) -> i64 {
    moment
        .duration_since(EPOCH.to_datetime(jiff::civil::Time::midnight()))
        .as_micros() as i64
}

/// The date so many days after the first; nothing beyond the calendar.
pub(super) fn date_of(days: i32) -> Option<Date> {
    EPOCH
        .checked_add(jiff::SignedDuration::from_hours(i64::from(days) * 24))
        .ok()
}

/// The moment so many microseconds after it.
pub(super) fn moment_of(micros: i64) -> Option<DateTime> {
    let start = EPOCH.to_datetime(jiff::civil::Time::midnight());
    start
        .checked_add(jiff::SignedDuration::from_micros(micros))
        .ok()
}

/// Values of a column on their way to the engine.
#[derive(Debug)]
pub(super) enum Column {
    Text(StringBuilder),
    Number(Float64Builder),
    Whole(Int64Builder),
    Date(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
    Bool(BooleanBuilder),
}

impl Column {
    pub(super) fn new(ty: Type) -> Column {
        match ty {
            Type::Text => Column::Text(StringBuilder::new()),
            Type::Number => Column::Number(Float64Builder::new()),
            Type::Whole => Column::Whole(Int64Builder::new()),
            Type::Date => Column::Date(Date32Builder::new()),
            Type::Moment => Column::Moment(TimestampMicrosecondBuilder::new()),
            Type::Bool => Column::Bool(BooleanBuilder::new()),
        }
    }

    /// Adds a value of the column's type; anything else is empty.
    pub(super) fn push(&mut self, value: Option<Value<'_>>) {
        match (self, value) {
            (Column::Text(all), Some(Value::Text(text))) => all.append_value(text),
            (Column::Number(all), Some(Value::Number(n))) => all.append_value(n),
            (Column::Whole(all), Some(Value::Whole(n))) => all.append_value(n),
            (Column::Date(all), Some(Value::Date(d))) => all.append_value(days(d)),
            (Column::Moment(all), Some(Value::Moment(m))) => all.append_value(micros(m)),
            (Column::Bool(all), Some(Value::Bool(b))) => all.append_value(b),
            (Column::Text(all), _) => all.append_null(),
            (Column::Number(all), _) => all.append_null(),
            (Column::Whole(all), _) => all.append_null(),
            (Column::Date(all), _) => all.append_null(),
            (Column::Moment(all), _) => all.append_null(),
            (Column::Bool(all), _) => all.append_null(),
        }
    }

    /// The values so far; the column is empty again.
    pub(super) fn finish(&mut self) -> ArrayRef {
        match self {
            Column::Text(all) => Arc::new(all.finish()),
            Column::Number(all) => Arc::new(all.finish()),
            Column::Whole(all) => Arc::new(all.finish()),
            Column::Date(all) => Arc::new(all.finish()),
            Column::Moment(all) => Arc::new(all.finish()),
            Column::Bool(all) => Arc::new(all.finish()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell<'_> {
        Cell::Text(Cow::Borrowed(text))
    }

    #[test]
    fn only_equal_cells_have_the_same_hash() {
        let hash = |cell: Cell<'_>| {
            let mut hasher = std::hash::DefaultHasher::new();
            cell.hash(&mut hasher);
            hasher.finish()
        };
        let long = 1 << 53;
        let cells = [
            Cell::Empty,
            Cell::Bool(false),
            Cell::Bool(true),
            Cell::Whole(0),
            Cell::Whole(1),
            Cell::Number(0.5),
            Cell::Number(1e300),
            Cell::Whole(long),
            Cell::Whole(long + 1),
            text(""),
            text("0"),
            text("1"),
        ];
        for (at, cell) in cells.iter().enumerate() {
            for other in cells.iter().skip(at + 1) {
                assert_ne!(
                    hash(cell.clone()),
                    hash(other.clone()),
                    "{cell:?}, {other:?}"
                );
            }
        }
        assert_eq!(hash(Cell::Whole(1)), hash(Cell::Number(1.0)));
        assert_eq!(hash(Cell::Whole(0)), hash(Cell::Number(-0.0)));
    }

    #[test]
    fn cells_are_trimmed_and_emptied_before_they_are_read() {
        let number = Reading::new(Type::Number, &["-99997", ".", "n.b."]);
        assert_eq!(
            number.read(text("\u{a0} 20.8 ")),
            Ok(Some(Value::Number(20.8)))
        );
        for empty in ["", "  ", "     .", "n.b.", "-99997", "-99997.0"] {
            assert_eq!(number.read(text(empty)), Ok(None), "{empty}");
        }
        assert_eq!(number.read(Cell::Whole(-99_997)), Ok(None));
        assert_eq!(number.read(text("twee")), Err(Unfit));
        assert_eq!(number.read(text("inf")), Err(Unfit));
        let words = Reading::new(Type::Text, &["-99997", "nan"]);
        assert_eq!(words.read(Cell::Number(-99_997.0)), Ok(None));
        assert_eq!(words.missing_numbers, [-99_997.0]);
        assert_eq!(
            words.read(text(" geel ")),
            Ok(Some(Value::Text("geel".into())))
        );
        assert_eq!(
            words.read(Cell::Number(12.0)),
            Ok(Some(Value::Text("12".into())))
        );
    }

    #[test]
    fn yes_and_no_in_both_languages() {
        let reading = Reading::new(Type::Bool, &[]);
        for yes in ["ja", "Ja", "J", "yes", "TRUE", "waar", "1"] {
            assert_eq!(
                reading.read(text(yes)),
                Ok(Some(Value::Bool(true))),
                "{yes}"
            );
        }
        for no in ["nee", "N", "no", "false", "onwaar", "0"] {
            assert_eq!(reading.read(text(no)), Ok(Some(Value::Bool(false))), "{no}");
        }
        assert_eq!(reading.read(text("misschien")), Err(Unfit));
        assert_eq!(reading.read(Cell::Number(2.0)), Err(Unfit));
    }

    #[test]
    fn a_date_has_no_time_and_a_moment_has_one() {
        let at = date(2016, 12, 5).at(7, 30, 0, 0);
        let day = Reading::new(Type::Date, &[]);
        assert_eq!(
            day.read(text("2016-12-05 07:30")),
            Ok(Some(Value::Date(at.date())))
        );
        let moment = Reading::new(Type::Moment, &[]);
        assert_eq!(
            moment.read(text("2016-12-05")),
            Ok(Some(Value::Moment(at.date().at(0, 0, 0, 0))))
        );
        assert_eq!(moment.read(Cell::Moment(at)), Ok(Some(Value::Moment(at))));
        let unknown = date(9999, 12, 31).at(0, 0, 0, 0);
        let mut day = Reading::new(Type::Date, &["31-12-9999", "9998-12-31"]);
        day.dates = DateNotation::of("dd-mm-yyyy");
        assert_eq!(day.read(Cell::Moment(unknown)), Ok(None));
        assert_eq!(
            day.read(Cell::Moment(date(9998, 12, 31).at(0, 0, 0, 0))),
            Ok(None)
        );
        assert_eq!(day.read(Cell::Moment(at)), Ok(Some(Value::Date(at.date()))));
    }

    #[test]
    fn the_calendar_of_the_engine_reaches_both_ends() {
        for day in [date(1, 1, 1), date(1969, 12, 31), EPOCH, date(9999, 12, 31)] {
            assert_eq!(date_of(days(day)), Some(day));
            let moment = day.at(23, 59, 59, 0);
            assert_eq!(moment_of(micros(moment)), Some(moment));
        }
    }
}

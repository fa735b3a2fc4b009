//! What stands in the columns of a file, measured over all its rows in one pass, before any type is known.
//!
//! A column keeps its different values, with how often and where first, up to a number; beyond that it keeps counts only, so
//! that a file of any size can be measured. What the values can be read as is counted for each notation that casus knows.
//! Whether a value stands there twice is remembered for as long as the column may be a key.

use super::cell::{Cell, shown, yes_or_no};
use super::files::NAMED_LINES;
use super::notation::{DateNotation, NumberNotation};
use jiff::civil::{DateTime, Weekday};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

/// Different values that a column keeps.
pub(super) const MOST_VALUES: usize = 10_000;

/// Patterns of empty cells that are kept.
const MOST_PATTERNS: usize = 4_096;

/// Rows among which is looked for rows that stand there twice.
const MOST_ROWS: u64 = 2_000_000;

/// Columns of which is remembered that they are empty together.
const MOST_COLUMNS: usize = 128;

/// All columns of a file.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// The rows that were read.
    pub(super) rows: u64,
    /// One for each column of the header.
    pub(super) columns: Vec<ColumnProfile>,
    /// Rows that repeat an earlier row in every cell, among the first [`Profile::compared`].
    pub(super) repeated: Lines,
    /// The rows that were compared with each other.
    pub(super) compared: u64,
    /// How many rows have exactly these columns empty: bit *n* is column *n*. Without the pattern 0; columns beyond 128 count as
    /// filled.
    pub(super) empty_together: BTreeMap<u128, u64>,
}

/// How many, and the first few lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lines {
    /// How many.
    pub(super) count: u64,
    /// Where the first few stand.
    pub(super) first: Vec<u64>,
}

impl Lines {
    /// One more.
    pub(super) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first.len() < NAMED_LINES {
            self.first.push(line);
        }
    }
}

/// A value of a column, without blanks at its ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    /// As text.
    pub(super) text: String,
    /// In how many rows.
    pub(super) count: u64,
    /// The line where it first stands.
    pub(super) line: u64,
}

/// What is known of a column.
#[derive(Debug, Default)]
pub(super) struct ColumnProfile {
    /// Cells that hold nothing, or blanks only.
    pub(super) empty: u64,
    /// All others.
    pub(super) filled: u64,
    /// Cells with blanks at an end.
    pub(super) padded: Lines,
    /// The different values, the most frequent first, then by text.
    pub(super) values: Vec<Seen>,
    /// Whether these are all; else they are those that came first, and of these only texts are counted to the end.
    pub(super) complete: bool,
    /// Cells whose value stood in an earlier row too; `None` when they are many, and not counted to the end.
    pub(super) repeats: Option<Lines>,
    /// What its cells can be read as.
    pub(super) reads: Reads,
}

impl ColumnProfile {
    /// How many different values there are, where that was counted.
    pub(super) fn distinct(&self) -> Option<u64> {
        match (&self.repeats, self.complete) {
            (_, true) => Some(self.values.len() as u64),
            (Some(repeats), false) => Some(self.filled - repeats.count),
            (None, false) => None,
        }
    }

    /// Whether every row has a value of its own.
    pub(super) fn is_key(&self) -> bool {
        self.filled > 0 && self.empty == 0 && self.repeats.as_ref().is_some_and(|r| r.count == 0)
    }
}

/// As what the filled cells of a column can be read. A cell can count for several.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// Cells that the file itself holds as a number, a yes or no, or a moment.
    pub(super) own_numbers: u64,
    pub(super) own_yes_no: u64,
    pub(super) own_moments: u64,
    /// Cells that say yes or no in words or as 1 or 0.
    pub(super) yes_no: u64,
    /// Whole numbers in the plain notation with a zero in front, such as `0358`: codes rather than numbers.
    pub(super) zero_led: u64,
    /// For each notation of [`NumberNotation::known`].
    pub(super) numbers: Vec<NumberReads>,
    /// For each notation of [`DateNotation::known`].
    pub(super) dates: Vec<DateReads>,
    /// The most letters in a cell.
    pub(super) longest: usize,
}

/// The cells that are numbers in one notation.
#[derive(Clone, Debug)]
pub(super) struct NumberReads {
    pub(super) notation: NumberNotation,
    /// Cells that are numbers, those of the file itself among them.
    pub(super) fits: u64,
    /// Of these, the ones without decimals.
    pub(super) whole: u64,
    pub(super) least: f64,
    pub(super) most: f64,
}

/// The cells that are dates in one notation.
#[derive(Clone, Debug)]
pub(super) struct DateReads {
    pub(super) notation: DateNotation,
    /// Cells that are dates, those of the file itself among them.
    pub(super) fits: u64,
    /// Of these, the ones with a time that is not midnight.
    pub(super) timed: u64,
    pub(super) first: Option<DateTime>,
    pub(super) last: Option<DateTime>,
    /// Weekends among the dates that would be another date with day and month swapped: as they stand, and swapped.
    pub(super) swappable: u64,
    pub(super) weekend: u64,
    pub(super) weekend_swapped: u64,
    /// Weekends among the dates whose day is above 12.
    pub(super) unswappable: u64,
    pub(super) unswappable_weekend: u64,
}

impl DateReads {
    fn new(notation: DateNotation) -> DateReads {
        DateReads {
            notation,
            fits: 0,
            timed: 0,
            first: None,
            last: None,
            swappable: 0,
            weekend: 0,
            weekend_swapped: 0,
            unswappable: 0,
            unswappable_weekend: 0,
        }
    }

    fn add(&mut self, at: DateTime, times: u64) {
        self.fits += times;
        if at.time() != jiff::civil::Time::midnight() {
            self.timed += times;
        }
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
        let date = at.date();
        let weekend = |d: jiff::civil::Date| {
            u64::from(matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday)) * times
        };
        if date.day() > 12 {
            self.unswappable += times;
            self.unswappable_weekend += weekend(date);
        } else if date.day() != date.month()
            && let Ok(swapped) = jiff::civil::Date::new(date.year(), date.day(), date.month())
        {
            self.swappable += times;
            self.weekend += weekend(date);
            self.weekend_swapped += weekend(swapped);
        }
    }
}

impl Reads {
    fn new() -> Reads {
        let number = |notation| NumberReads {
            notation,
            fits: 0,
            whole: 0,
            least: f64::INFINITY,
            most: f64::NEG_INFINITY,
        };
        let dates = DateNotation::known();
        Reads {
            numbers: NumberNotation::known().map(number).to_vec(),
            dates: dates.into_iter().map(DateReads::new).collect(),
            ..Reads::default()
        }
    }

    /// Counts a cell that is not empty; a text comes without blanks at its ends.
    fn add(&mut self, cell: &Cell<'_>, times: u64) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.add_text(text, times),
            Cell::Whole(n) => {
                self.own_numbers += times;
                self.yes_no += if matches!(n, 0 | 1) { times } else { 0 };
                self.add_number(*n as f64, times);
            }
            Cell::Number(n) => {
                self.own_numbers += times;
                self.add_number(*n, times);
            }
            Cell::Bool(_) => {
                self.own_yes_no += times;
                self.yes_no += times;
            }
            Cell::Moment(at) => {
                self.own_moments += times;
                for dates in &mut self.dates {
                    dates.add(*at, times);
                }
            }
        }
    }

    fn add_number(&mut self, n: f64, times: u64) {
        for numbers in &mut self.numbers {
            numbers.add(n, times);
        }
    }

    fn add_text(&mut self, text: &str, times: u64) {
        self.longest = self.longest.max(text.len());
        if text.len() <= 8 && yes_or_no(text).is_some() {
            self.yes_no += times;
        }
        if !text.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        if digits && text.len() > 1 && text.starts_with('0') {
            self.zero_led += times;
        }
        if !text.bytes().any(|b| b.is_ascii_alphabetic()) {
            for numbers in &mut self.numbers {
                if let Some(n) = numbers.notation.read(text) {
                    numbers.add(n, times);
                }
            }
        }
        if may_be_date(text) {
            self.add_date(text, times);
        }
    }

    /// Tries the notations that fitted before; when none does, the others.
    fn add_date(&mut self, text: &str, times: u64) {
        let mut fitted = false;
        for known in [true, false] {
            if fitted {
                return;
            }
            for dates in self.dates.iter_mut().filter(|d| (d.fits > 0) == known) {
                if let Some(at) = dates.notation.read(text) {
                    dates.add(at, times);
                    fitted = true;
                }
            }
        }
    }
}

impl NumberReads {
    fn add(&mut self, n: f64, times: u64) {
        self.fits += times;
        if n.fract() == 0.0 {
            self.whole += times;
        }
        self.least = self.least.min(n);
        self.most = self.most.max(n);
    }
}

/// Whether a text looks enough like a date to try: a date begins with a digit, and is neither short nor long.
fn may_be_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marks = || bytes.iter().filter(|b| matches!(b, b'-' | b'/' | b'.'));
    (6..=40).contains(&bytes.len())
        && bytes.first().is_some_and(u8::is_ascii_digit)
        && (marks().count() >= 2 || bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit))
}

/// Measures rows as they come by.
#[derive(Debug)]
pub(super) struct Profiler {
    columns: Vec<Counting>,
    rows: u64,
    seen_rows: HashSet<u64>,
    repeated: Lines,
    compared: u64,
    empty_together: BTreeMap<u128, u64>,
}

impl Profiler {
    /// For so many columns.
    pub(super) fn new(width: usize) -> Profiler {
        Profiler {
            columns: (0..width).map(|_| Counting::new()).collect(),
            rows: 0,
            seen_rows: HashSet::new(),
            repeated: Lines::default(),
            compared: 0,
            empty_together: BTreeMap::new(),
        }
    }

    /// Counts a row; `cell` gives its cells by their column.
    pub(super) fn add<'a>(&mut self, line: u64, cell: impl Fn(usize) -> Cell<'a>) {
        self.rows += 1;
        let mut row = (self.rows <= MOST_ROWS).then(DefaultHasher::new);
        let mut pattern = 0;
        for (at, column) in self.columns.iter_mut().enumerate() {
            let cell = cell(at);
            if let Some(row) = &mut row {
                cell.hash(row);
            }
            if !column.add(cell, line) && at < MOST_COLUMNS {
                pattern |= 1 << at;
            }
        }
        if let Some(row) = row {
            self.compared += 1;
            if !self.seen_rows.insert(row.finish()) {
                self.repeated.add(line);
            }
        }
        let is_known = self.empty_together.contains_key(&pattern);
        if pattern != 0 && (is_known || self.empty_together.len() < MOST_PATTERNS) {
            *self.empty_together.entry(pattern).or_default() += 1;
        }
    }

    /// What was found.
    pub(super) fn finish(self) -> Profile {
        Profile {
            rows: self.rows,
            columns: self.columns.into_iter().map(Counting::finish).collect(),
            repeated: self.repeated,
            compared: self.compared,
            empty_together: self.empty_together,
        }
    }
}

/// A column that is being counted.
#[derive(Debug)]
struct Counting {
    profile: ColumnProfile,
    /// The different values: how often, the first line, and a cell of each.
    values: HashMap<String, (u64, u64, Cell<'static>)>,
    /// Hashes of all values, once there are too many to keep themselves.
    hashes: HashSet<u64>,
    repeats: Option<Lines>,
}

impl Counting {
    fn new() -> Counting {
        Counting {
            profile: ColumnProfile {
                complete: true,
                reads: Reads::new(),
                ..ColumnProfile::default()
            },
            values: HashMap::new(),
            hashes: HashSet::new(),
            repeats: Some(Lines::default()),
        }
    }

    /// Counts a cell; whether it was filled.
    fn add(&mut self, cell: Cell<'_>, line: u64) -> bool {
        let cell = match &cell {
            Cell::Text(text) => {
                let clean = text.trim();
                if clean.len() != text.len() && !clean.is_empty() {
                    self.profile.padded.add(line);
                }
                if clean.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(clean.into())
                }
            }
            other => other.clone(),
        };
        if cell == Cell::Empty {
            self.profile.empty += 1;
            return false;
        }
        self.profile.filled += 1;
        if self.profile.complete {
            self.count_value(&cell, line);
        } else {
            self.profile.reads.add(&cell, 1);
            self.count_repeat(&cell, line);
            if let Cell::Text(text) = &cell
                && let Some((count, ..)) = self.values.get_mut(text.as_ref())
            {
                *count += 1;
            }
        }
        true
    }

    /// Counts a value of a column that still keeps all of them.
    fn count_value(&mut self, cell: &Cell<'_>, line: u64) {
        let owned;
        let key = match cell {
            Cell::Text(text) => text.as_ref(),
            other => {
                owned = shown(other.clone()).into_owned();
                &owned
            }
        };
        if let Some((count, ..)) = self.values.get_mut(key) {
            *count += 1;
            if let Some(repeats) = &mut self.repeats {
                repeats.add(line);
            }
            return;
        }
        if self.values.len() < MOST_VALUES {
            self.values
                .insert(key.to_owned(), (1, line, into_owned(cell)));
            return;
        }
        self.profile.complete = false;
        self.read_values();
        self.hashes
            .extend(self.values.values().map(|(_, _, cell)| hash(cell)));
        self.profile.reads.add(cell, 1);
        self.count_repeat(cell, line);
    }

    /// Counts a value that may have stood there before, as long as hardly any has.
    fn count_repeat(&mut self, cell: &Cell<'_>, line: u64) {
        let Some(repeats) = &mut self.repeats else {
            return;
        };
        if !self.hashes.insert(hash(cell)) {
            repeats.add(line);
        }
        if repeats.count * 50 > self.profile.filled {
            self.repeats = None;
            self.hashes = HashSet::new();
        }
    }

    /// Adds the kept values to what the cells read as. These are sums: the order does not matter.
    #[allow(clippy::iter_over_hash_type)]
    fn read_values(&mut self) {
        for (count, _, cell) in self.values.values() {
            self.profile.reads.add(cell, *count);
        }
    }

    fn finish(mut self) -> ColumnProfile {
        if self.profile.complete {
            self.read_values();
        }
        let seen = self.values.into_iter();
        let mut values: Vec<Seen> = seen
            .map(|(text, (count, line, _))| Seen { text, count, line })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        self.profile.values = values;
        self.profile.repeats = self.repeats;
        self.profile
    }
}

fn into_owned(cell: &Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Empty => Cell::Empty,
        Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
        Cell::Whole(n) => Cell::Whole(*n),
        Cell::Number(n) => Cell::Number(*n),
        Cell::Bool(yes) => Cell::Bool(*yes),
        Cell::Moment(at) => Cell::Moment(*at),
    }
}

/// The same for the same value in each run.
fn hash(cell: &Cell<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    cell.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn profile(rows: &[&[&'static str]]) -> Profile {
        let mut profiler = Profiler::new(rows[0].len());
        for (row, line) in rows.iter().zip(2..) {
            profiler.add(line, |at| Cell::Text(row[at].into()));
        }
        profiler.finish()
    }

    #[test]
    fn a_column_is_counted() {
        let found = profile(&[
            &["1", "Noord ", "", ""],
            &["2", "Noord", " ", "05-12-2016"],
            &["3", "", "", "13-12-2016"],
            &["2", "Noord", "", ""],
        ]);
        assert_eq!(found.rows, 4);
        let [id, area, nothing, date] = &found.columns[..] else {
            panic!("{found:?}");
        };
        let repeats = id.repeats.clone().unwrap();
        assert_eq!((repeats.count, repeats.first), (1, vec![5]));
        assert_eq!((area.filled, area.empty, area.padded.count), (3, 1, 1));
        assert_eq!((area.values[0].count, area.values[0].line), (3, 2));
        assert_eq!(nothing.filled, 0);
        assert_eq!(id.reads.numbers[0].whole, 4);
        let fits: Vec<_> = date.reads.dates.iter().filter(|d| d.fits == 2).collect();
        assert_eq!(fits.len(), 1);
        assert_eq!(fits[0].notation.date_text(), "dd-mm-yyyy");
        assert_eq!(found.empty_together[&0b1100], 2);
        assert_eq!(found.repeated.count, 0);
    }

    #[test]
    fn a_column_of_many_values_is_counted_all_the_same() {
        let most = MOST_VALUES as i64;
        let mut profiler = Profiler::new(2);
        for n in 0..3 * most {
            let cell = |at| match at {
                0 => Cell::Whole(n),
                _ => Cell::Text((n % (2 * most)).to_string().into()),
            };
            profiler.add(n as u64 + 2, cell);
        }
        let found = profiler.finish();
        assert!(found.columns[0].is_key());
        assert_eq!(found.columns[0].distinct(), Some(3 * most as u64));
        assert_eq!(found.columns[1].distinct(), None);
        for column in &found.columns {
            assert_eq!(column.reads.numbers[0].fits, 3 * most as u64);
            assert_eq!(column.values.len(), MOST_VALUES);
        }
    }

    #[test]
    fn rows_that_differ_in_kind_or_in_a_long_number_are_no_copies() {
        let long = 1_i64 << 53;
        let rows = [
            (Cell::Whole(long), Cell::Empty),
            (Cell::Whole(long + 1), Cell::Empty),
            (Cell::Whole(long), Cell::Bool(false)),
            (Cell::Number(1.0), Cell::Empty),
            (Cell::Whole(1), Cell::Empty),
        ];
        let mut profiler = Profiler::new(2);
        for ((one, two), line) in rows.iter().zip(2..) {
            profiler.add(line, |at| [one, two][at].clone());
        }
        let repeated = profiler.finish().repeated;
        assert_eq!((repeated.count, repeated.first), (1, vec![6]));
    }

    #[test]
    fn weekends_are_counted_both_ways() {
        // Monday 4 April 2016 is unsettled by a swap; 2 April is a Saturday, 4 February a Thursday; 13 April a Wednesday.
        let found = profile(&[&["4-4-16"], &["2-4-16"], &["13-4-16"]]);
        let dates = &found.columns[0].reads.dates;
        let dates = dates.iter().find(|d| d.fits == 3).unwrap();
        assert_eq!(
            (dates.swappable, dates.weekend, dates.weekend_swapped),
            (1, 1, 0)
        );
        assert_eq!((dates.unswappable, dates.unswappable_weekend), (1, 0));
    }
}

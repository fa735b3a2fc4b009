//! Values that mean "empty": words such as `onbekend`, numbers such as -99997, dates such as 9999-12-31.
//!
//! A source has one list of them, so a value that another column may well hold in earnest stays out.

use crate::data::notation::NumberNotation;
use crate::data::profile::ColumnProfile;
use jiff::civil::{Date, DateTime, date};

/// Words that mean "empty" in any column.
pub(in crate::data) const WORDS: [&str; 27] = [
    ".",
    "..",
    "-",
    "--",
    "?",
    "n.b.",
    "n.v.t.",
    "nvt",
    "n/a",
    "#n/a",
    "#n/b",
    "null",
    "nan",
    "none",
    "onbekend",
    "unknown",
    "niet bekend",
    "niet ingevuld",
    "not known",
    "not available",
    "geen gegevens",
    "no data",
    "(leeg)",
    "(empty)",
    "leeg",
    "ntb",
    "n.t.b.",
];

/// Words that do so among numbers or dates only.
const AMONG_NUMBERS: [&str; 8] = ["x", "*", "na", "nb", "geen", "geheim", "empty", "#div/0!"];

/// Numbers that mean "empty" when they stand far from all others.
pub(in crate::data) const NUMBERS: [i64; 16] = [
    -99_999,
    -99_998,
    -99_997,
    -99_996,
    -99_995,
    -99_994,
    -9_999_999,
    -999_999,
    -9_999,
    -9_998,
    -9_997,
    -999,
    -99,
    99_999,
    999_999,
    999_999_999,
];

/// Days that do so when they stand far from all others.
pub(in crate::data) const DAYS: [Date; 5] = [
    date(1, 1, 1),
    date(1753, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
];

/// Whether a text is a word for "empty".
pub(super) fn is_word(text: &str, among_numbers: bool) -> bool {
    let lower = text.to_lowercase();
    WORDS.contains(&lower.as_str()) || among_numbers && AMONG_NUMBERS.contains(&lower.as_str())
}

/// The values of a column that mean "empty", as they stand there.
pub(super) fn of(column: &ColumnProfile) -> Vec<String> {
    let numeric = numeric(column);
    let mut found: Vec<String> = column
        .values
        .iter()
        .filter(|v| is_word(&v.text, numeric))
        .map(|v| v.text.clone())
        .collect();
    found.extend(far_numbers(column));
    found.extend(far_days(column));
    found
}

/// Whether most of what a column holds, words for "empty" aside, is a number or a date.
fn numeric(column: &ColumnProfile) -> bool {
    let words = column.values.iter().filter(|v| is_word(&v.text, true));
    let words: u64 = words.map(|v| v.count).sum();
    let numbers = column.reads.numbers.iter().map(|n| n.fits);
    let dates = column.reads.dates.iter().map(|d| d.fits);
    numbers
        .chain(dates)
        .any(|fits| fits > 0 && (fits + words) * 20 >= column.filled * 19)
}

/// Numbers of the list that are negative among positive ones, or ten times as large as any other.
fn far_numbers(column: &ColumnProfile) -> Vec<String> {
    let plain = NumberNotation::plain();
    let known = |n: f64| NUMBERS.iter().any(|known| *known as f64 == n);
    let mut candidates = Vec::new();
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in &column.values {
        match read(&value.text, plain) {
            Some(n) if known(n) => candidates.push((n, &value.text)),
            Some(n) => (least, most) = (least.min(n), most.max(n)),
            None => {}
        }
    }
    if least > most {
        return Vec::new();
    }
    let largest = least.abs().max(most.abs());
    let is_far = |n: f64| n.abs() > 10.0 * largest || n < 0.0 && least >= 0.0;
    let far = candidates.into_iter().filter(|(n, _)| is_far(*n));
    far.map(|(_, text)| text.clone()).collect()
}

/// A number in any notation, for texts such as `-99997,0`.
fn read(text: &str, plain: NumberNotation) -> Option<f64> {
    plain
        .read(text)
        .or_else(|| NumberNotation::of("1234,5").read(text))
}

/// Days of the list, and days after the year 2900, when the nearest other day is twenty years away.
fn far_days(column: &ColumnProfile) -> Vec<String> {
    let best = column.reads.dates.iter().max_by_key(|d| d.fits);
    let Some(best) = best.filter(|d| d.fits > 0) else {
        return Vec::new();
    };
    let days: Vec<(DateTime, &str)> = column
        .values
        .iter()
        .filter_map(|v| {
            let at = best.notation.read(&v.text).or_else(|| v.text.parse().ok());
            Some((at?, v.text.as_str()))
        })
        .collect();
    let odd = |at: DateTime| at.year() >= 2900 || DAYS.contains(&at.date());
    let far = days.iter().filter(|(at, _)| {
        odd(*at)
            && days
                .iter()
                .filter(|(other, _)| !odd(*other))
                .all(|(other, _)| (other.year() - at.year()).abs() >= 20)
    });
    far.map(|(_, text)| (*text).to_owned()).collect()
}

/// The cells of a column that hold one of these values.
pub(super) fn count(column: &ColumnProfile, missing: &[String]) -> u64 {
    let of = column.values.iter().filter(|v| missing.contains(&v.text));
    of.map(|v| v.count).sum()
}

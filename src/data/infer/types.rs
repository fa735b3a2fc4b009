//! The types of the columns, and how the file writes dates and numbers.
//!
//! A source has one notation of dates and one of numbers: those that fit the most columns. A column that is written otherwise,
//! or that has cells that don't fit, becomes text, for a cell that doesn't fit would stop every figure.

use super::empties;
use crate::data::notation::{DateNotation, NumberNotation};
use crate::data::profile::{ColumnProfile, DateReads, NumberReads};
use crate::formula::term::Type;

/// Fewer weekends than this prove nothing about day and month.
const FEWEST_WEEKENDS: u64 = 10;

/// How the file writes dates and numbers.
#[derive(Debug, Default)]
pub(super) struct Notations {
    /// The notation of dates, where a column has dates as text.
    pub(super) dates: Option<DateNotation>,
    /// How that is written in the case: without a time when there is none.
    pub(super) dates_text: String,
    /// Another one that fits as well and gives other dates.
    pub(super) other_dates: Option<DateNotation>,
    /// The notation of numbers, where a column has numbers as text.
    pub(super) numbers: Option<NumberNotation>,
    /// Another one that fits as well and gives other numbers.
    pub(super) other_numbers: Option<NumberNotation>,
}

/// The type of a column, and what stood in the way of a better one.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) doubt: Option<Doubt>,
}

/// Why a column is text.
#[derive(Debug, PartialEq)]
pub(super) enum Doubt {
    /// All of it are dates in a notation that is not that of the source.
    OtherDates(String),
    /// All of it are numbers in such a notation.
    OtherNumbers(String),
    /// So many cells are no dates in the notation of the others.
    SomeDates(String, u64),
    /// So many cells are no numbers.
    SomeNumbers(u64),
    /// Whole numbers with a zero behind the point, which are codes by their title.
    SpoiltCodes,
}

/// A column with what was found out about it so far.
pub(super) struct Given<'a> {
    pub(super) title: &'a str,
    pub(super) profile: &'a ColumnProfile,
    /// The type that the file itself gives it.
    pub(super) own: Option<Type>,
}

/// Finds the notations and the types. `missing` are the values that mean "empty".
pub(super) fn find(
    columns: &[Given<'_>],
    missing: &[String],
    semicolons: bool,
) -> (Notations, Vec<Typed>) {
    let mut notations = Notations::default();
    let open: Vec<&Given<'_>> = columns.iter().filter(|c| c.own.is_none()).collect();
    find_dates(&mut notations, &open, missing);
    find_numbers(&mut notations, &open, missing, semicolons);
    let types = columns
        .iter()
        .map(|c| typed(c, missing, &notations))
        .collect();
    (notations, types)
}

fn find_dates(notations: &mut Notations, columns: &[&Given<'_>], missing: &[String]) {
    let dated: Vec<&Given<'_>> = columns
        .iter()
        .filter(|c| c.profile.reads.own_moments == 0 && is_dated(c, missing))
        .copied()
        .collect();
    let at = |column: &Given<'_>, n: usize| -> Option<DateReads> {
        let reads = column.profile.reads.dates.get(n)?;
        all_dates(column.profile, reads, missing).then(|| reads.clone())
    };
    let fitting = |n: usize| dated.iter().filter(|c| at(c, n).is_some()).count();
    let count = DateNotation::known().len();
    let scores: Vec<usize> = (0..count).map(fitting).collect();
    let most = scores.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let reads = |n: usize| -> Vec<Option<DateReads>> { dated.iter().map(|c| at(c, n)).collect() };
    let equal: Vec<usize> = (0..count)
        .filter(|n| scores.get(*n) == Some(&most))
        .collect();
    let Some(mut best) = equal.first().copied() else {
        return;
    };
    let differs = |n: &usize| {
        let pairs = reads(*n).into_iter().zip(reads(best));
        pairs.into_iter().any(|pair| match pair {
            (Some(a), Some(b)) => (a.first, a.last, a.weekend) != (b.first, b.last, b.weekend),
            _ => true,
        })
    };
    let mut other = equal.iter().skip(1).copied().find(differs);
    if let Some(second) = other
        && weekends(&reads(best)) >= FEWEST_WEEKENDS
        && weekends(&reads(second)) * 3 < weekends(&reads(best))
    {
        // Offices work on weekdays: the reading with hardly any weekend is the right one.
        (best, other) = (second, Some(best));
    }
    let known = DateNotation::known();
    notations.other_dates = other.and_then(|n| known.get(n).cloned());
    notations.dates = known.get(best).cloned();
    let texts = dated.iter().filter(|c| at(c, best).is_some());
    let texts = texts.flat_map(|c| c.profile.values.iter().map(|v| v.text.as_str()));
    notations.dates_text = known
        .get(best)
        .map_or_else(String::new, |n| as_written(n, texts));
}

/// Weekends among the dates.
fn weekends(reads: &[Option<DateReads>]) -> u64 {
    let known = reads.iter().flatten();
    known.map(|r| r.weekend + r.unswappable_weekend).sum()
}

/// The notation without the time that no text has, or without its seconds.
fn as_written<'t>(notation: &DateNotation, texts: impl Iterator<Item = &'t str>) -> String {
    let colons = texts.map(|t| t.matches(':').count()).max().unwrap_or(0);
    match colons {
        0 => notation.date_text().to_owned(),
        1 => notation.text().replacen(":ss", "", 1),
        _ => notation.text().to_owned(),
    }
}

/// Whether all filled cells are dates in a notation, words for "empty" aside.
fn all_dates(column: &ColumnProfile, reads: &DateReads, missing: &[String]) -> bool {
    reads.fits > 0
        && reads.fits + strangers(column, missing, |t| reads.notation.read(t).is_none())
            == column.filled
}

fn all_numbers(column: &ColumnProfile, reads: &NumberReads, missing: &[String]) -> bool {
    reads.fits > 0
        && reads.fits + strangers(column, missing, |t| reads.notation.read(t).is_none())
            == column.filled
}

/// The cells whose value means "empty" and can't be read.
fn strangers(column: &ColumnProfile, missing: &[String], unread: impl Fn(&str) -> bool) -> u64 {
    let strange = column
        .values
        .iter()
        .filter(|v| missing.contains(&v.text) && unread(&v.text));
    strange.map(|v| v.count).sum()
}

/// Whether a column holds dates rather than numbers: eight digits are a date only when the title says so.
fn is_dated(column: &Given<'_>, missing: &[String]) -> bool {
    let plain = column.profile.reads.numbers.first();
    let numbers = plain.is_some_and(|n| all_numbers(column.profile, n, missing));
    !numbers || sounds_dated(column.title)
}

fn sounds_dated(title: &str) -> bool {
    let title = title.to_lowercase();
    ["dat", "dag", "day", "_dt", "_op", "_on"]
        .iter()
        .any(|part| title.contains(part))
}

fn find_numbers(
    notations: &mut Notations,
    columns: &[&Given<'_>],
    missing: &[String],
    semicolons: bool,
) {
    let counted: Vec<&&Given<'_>> = columns
        .iter()
        .filter(|c| {
            let reads = &c.profile.reads;
            let text = reads.numbers.iter().any(|n| n.fits > reads.own_numbers);
            text && !is_code(c)
                && !(sounds_dated(c.title) && reads.dates.iter().any(|d| d.fits > 0))
        })
        .collect();
    let fits = |c: &Given<'_>, n: usize| {
        let reads = c.profile.reads.numbers.get(n);
        reads.is_some_and(|r| all_numbers(c.profile, r, missing))
    };
    let known = NumberNotation::known();
    let scores: Vec<usize> = (0..known.len())
        .map(|n| counted.iter().filter(|c| fits(c, n)).count())
        .collect();
    let most = scores.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let equal: Vec<usize> = (0..known.len())
        .filter(|n| scores.get(*n) == Some(&most))
        .collect();
    let ends = |n: usize| -> Vec<Option<(f64, f64)>> {
        let of = |c: &&&Given<'_>| c.profile.reads.numbers.get(n).map(|r| (r.least, r.most));
        counted.iter().filter(|c| fits(c, n)).map(of).collect()
    };
    let Some(mut best) = equal.first().copied() else {
        return;
    };
    let mut other = equal
        .iter()
        .skip(1)
        .copied()
        .find(|n| ends(*n) != ends(best));
    if let Some(second) = other {
        // Only three digits behind every mark: thousands, unless the comma is the decimal mark of a Dutch file.
        let decimal_comma = best == 1 && semicolons;
        if !decimal_comma {
            (best, other) = (second, Some(best));
        }
    }
    notations.numbers = known.get(best).copied();
    notations.other_numbers = other.and_then(|n| known.get(n).copied());
}

/// The type of one column.
fn typed(column: &Given<'_>, missing: &[String], notations: &Notations) -> Typed {
    let sure = |ty| Typed { ty, doubt: None };
    let reads = &column.profile.reads;
    let timed = reads
        .dates
        .iter()
        .filter(|d| d.fits > 0)
        .any(|d| d.timed > 0);
    match column.own {
        Some(Type::Moment | Type::Date) if timed => return sure(Type::Moment),
        Some(Type::Moment | Type::Date) => return sure(Type::Date),
        Some(own) => return sure(own),
        None => {}
    }
    let filled = column.profile.filled;
    if filled == 0 {
        return sure(Type::Text);
    }
    if says_yes_or_no(column.profile, missing) {
        return sure(Type::Bool);
    }
    let dates = &notations.dates;
    let chosen = reads
        .dates
        .iter()
        .find(|d| Some(&d.notation) == dates.as_ref());
    let own_dates = reads.own_moments + empties::count(column.profile, missing) >= filled
        && reads.own_moments > 0;
    if is_dated(column, missing) {
        if own_dates {
            return sure(if timed { Type::Moment } else { Type::Date });
        }
        if let Some(chosen) = chosen.filter(|d| all_dates(column.profile, d, missing)) {
            return sure(if chosen.timed > 0 {
                Type::Moment
            } else {
                Type::Date
            });
        }
        let best = reads.dates.iter().rev().max_by_key(|d| d.fits);
        if let Some(best) = best.filter(|d| d.fits * 5 >= filled * 4) {
            let text = as_written(
                &best.notation,
                column.profile.values.iter().map(|v| v.text.as_str()),
            );
            let doubt = if all_dates(column.profile, best, missing) {
                Doubt::OtherDates(text)
            } else {
                let strange =
                    strangers(column.profile, missing, |t| best.notation.read(t).is_none());
                Doubt::SomeDates(text, filled - best.fits - strange)
            };
            return Typed {
                ty: Type::Text,
                doubt: Some(doubt),
            };
        }
    }
    number(column, missing, notations)
}

fn number(column: &Given<'_>, missing: &[String], notations: &Notations) -> Typed {
    let reads = &column.profile.reads;
    let text = |doubt| Typed {
        ty: Type::Text,
        doubt,
    };
    let best = reads.numbers.iter().rev().max_by_key(|n| n.fits);
    let Some(best) = best.filter(|n| n.fits > 0) else {
        return text(None);
    };
    if is_code(column) {
        let spoilt = |text: &str| {
            text.strip_suffix(".0")
                .is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()))
        };
        let all = column
            .profile
            .values
            .iter()
            .all(|v| spoilt(&v.text) || missing.contains(&v.text));
        return text(all.then_some(Doubt::SpoiltCodes));
    }
    let chosen = notations.numbers.unwrap_or_else(NumberNotation::plain);
    let chosen = reads.numbers.iter().find(|n| n.notation == chosen);
    if let Some(chosen) = chosen.filter(|n| all_numbers(column.profile, n, missing)) {
        let whole = chosen.whole == chosen.fits;
        return Typed {
            ty: if whole { Type::Whole } else { Type::Number },
            doubt: None,
        };
    }
    if all_numbers(column.profile, best, missing) {
        return text(Some(Doubt::OtherNumbers(best.notation.text())));
    }
    let strange = strangers(column.profile, missing, |t| best.notation.read(t).is_none());
    let rest = column.profile.filled - best.fits - strange;
    text((best.fits * 5 >= column.profile.filled * 4).then_some(Doubt::SomeNumbers(rest)))
}

/// Both answers, in words; 1 and 0 may be counted, so they stay numbers.
fn says_yes_or_no(column: &ColumnProfile, missing: &[String]) -> bool {
    let reads = &column.reads;
    let words = column
        .values
        .iter()
        .filter(|v| !missing.contains(&v.text))
        .count();
    let numbers = reads.numbers.first().is_some_and(|n| n.fits > 0);
    let strange = strangers(column, missing, |t| {
        crate::data::cell::yes_or_no(t).is_none()
    });
    reads.yes_no > 0
        && !numbers
        && words >= 2
        && column.complete
        && reads.yes_no + strange == column.filled
}

/// Whether the digits of a column are a code: a leading zero, too long for a number, or by its title.
pub(super) fn is_code(column: &Given<'_>) -> bool {
    const CODES: [&str; 12] = [
        "code",
        "postcode",
        "zip",
        "zipcode",
        "bsn",
        "telefoon",
        "telefoonnummer",
        "phone",
        "kvk",
        "iban",
        "mobiel",
        "rekeningnummer",
    ];
    let title = super::names::name(column.title, "x");
    let says = title
        .split('_')
        .any(|w| CODES.contains(&w) || w.ends_with("code") || w.ends_with("zip"));
    let reads = &column.profile.reads;
    says || reads.zero_led > 0
        || reads.longest > 18
            && reads.own_numbers == 0
            && !title.is_empty()
            && reads.numbers.first().is_some_and(|n| n.most.abs() > 9e15)
}

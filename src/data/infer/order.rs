//! Dates that must follow each other: where nearly every row has one column before the other, the rows that don't are wrong.

use super::read::Table;
use crate::data::cell::{Reading, Value};
use crate::data::profile::Lines;
use crate::diag::Diagnostic;
use jiff::civil::DateTime;
use std::cmp::Ordering;

/// More columns with dates than this are not compared.
const MOST: usize = 6;

/// Rows that have a column before the one that it should follow.
#[derive(Debug)]
pub(super) struct Reversed {
    /// The column that comes first, and the one that follows.
    pub(super) first: usize,
    pub(super) then: usize,
    /// The rows in which it is the other way round.
    pub(super) rows: Lines,
    /// The rows that have both.
    pub(super) both: u64,
}

/// Finds them among columns with dates.
pub(super) fn find(
    table: &Table,
    columns: &[(usize, Reading)],
) -> Result<Vec<Reversed>, Box<Diagnostic>> {
    let columns = columns.get(..columns.len().min(MOST)).unwrap_or_default();
    let count = columns.len();
    let pairs: Vec<(usize, usize)> = (0..count)
        .flat_map(|a| (a + 1..count).map(move |b| (a, b)))
        .collect();
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let mut seen = vec![(Lines::default(), Lines::default(), 0_u64); pairs.len()];
    table.values(columns, |line, row| {
        for ((a, b), (less, greater, both)) in pairs.iter().zip(&mut seen) {
            let value = |at: &usize| row.get(*at).and_then(Option::as_ref);
            let order = match (value(a), value(b)) {
                (Some(a), Some(b)) => compare(a, b),
                _ => continue,
            };
            *both += 1;
            match order {
                Ordering::Less => less.add(line),
                Ordering::Greater => greater.add(line),
                Ordering::Equal => {}
            }
        }
    })?;
    let at = |n: &usize| columns.get(*n).map_or(0, |c| c.0);
    let mut found = Vec::new();
    for ((a, b), (less, greater, both)) in pairs.iter().zip(seen) {
        let (wrong, right, first, then) = if greater.count <= less.count {
            (greater, less, a, b)
        } else {
            (less, greater, b, a)
        };
        if wrong.count > 0 && wrong.count * 20 <= right.count {
            found.push(Reversed {
                first: at(first),
                then: at(then),
                rows: wrong,
                both,
            });
        }
    }
    Ok(found)
}

/// A date has no time, so beside a date a moment counts as its day.
fn compare(a: &Value<'_>, b: &Value<'_>) -> Ordering {
    let day = |value: &Value<'_>| match value {
        Value::Date(date) => Some((*date, None)),
        Value::Moment(at) => Some((at.date(), Some(*at))),
        _ => None,
    };
    match (day(a), day(b)) {
        (Some((_, Some(a))), Some((_, Some(b)))) => DateTime::cmp(&a, &b),
        (Some((a, _)), Some((b, _))) => a.cmp(&b),
        _ => Ordering::Equal,
    }
}

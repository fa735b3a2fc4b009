//! D058: day and month that changed places wherever that gives a date.
//!
//! A day above 12 can't be taken for a month, so these dates are right, and they tell on which days of the week things happen.
//! When the other dates follow that week better with day and month swapped than as they are written, they are swapped.

use super::sheet::{Sheet, SheetColumn, count};
use super::{Advice, Finding};
use crate::data::Value;
use crate::diag::{Code, Diagnostic};
use crate::say;
use jiff::civil::{Date, Weekday};

/// Fewer dates than this on either side show no week.
const LEAST: u64 = 30;

/// How much likelier swapped dates must be, as a natural logarithm: a chance of one in twenty thousand.
const SURE: f64 = 10.0;

/// How much worse than the dates above 12 the swapped ones may follow the week, on average for a date.
const AS_WELL: f64 = 0.25;

pub(super) fn check(sheet: &Sheet<'_>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    for column in sheet.columns.iter().filter(|c| c.ty().is_time()) {
        findings.extend(in_column(sheet, column)?);
    }
    Ok(findings)
}

fn in_column(
    sheet: &Sheet<'_>,
    column: &SheetColumn<'_>,
) -> Result<Option<Finding>, Box<Diagnostic>> {
    let (sql, table) = (&column.sql, sheet.table());
    let answer = sheet.ask(&format!(
        "select cast({sql} as date) as day, count(*) as n from {table} where {sql} is not null group by 1 order by 1"
    ))?;
    let dates = (0..answer.rows.len()).filter_map(|row| match answer.value(row, "day") {
        Value::Date(day) => Some((*day, count(answer.value(row, "n")))),
        _ => None,
    });
    let Some(weekends) = swapped(&dates.collect::<Vec<_>>()) else {
        return Ok(None);
    };
    let found = sheet.found(&format!("date_part('day', {sql}) <= 12"))?;
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let Weekends { written, swapped } = weekends;
    let message = say!(
        en "day and month of `{name}` in `{file}` seem swapped where the day is 12 or less: {count} of {of} dates",
        nl "dag en maand van `{name}` in `{file}` lijken verwisseld waar de dag 12 of lager is: {count} van de {of} datums",
    );
    let told = Diagnostic::warning(Code("D058"), column.column.row, message)
        .help(say!(
            en "as written {written} of these fall in a weekend, swapped {swapped}; the other dates follow the week of the swapped ones",
            nl "zoals geschreven vallen er {written} in een weekend, verwisseld {swapped}; de andere datums volgen de week van de verwisselde",
        ))
        .help(say!(
            en "years are right, months and days between dates are not; ask for a new export before you show these",
            nl "jaren kloppen, maanden en dagen tussen datums niet; vraag een nieuwe export voordat u die laat zien",
        ));
    let advice = Advice {
        rule: say!(
            en "the day and the month of `{name}` stand in the same order in every row",
            nl "de dag en de maand van `{name}` staan in elke rij in dezelfde volgorde",
        ),
        why: say!(
            en "As written {written} of these dates fall in a weekend, with day and month swapped {swapped}. A program once read them in American order. Figures per month, and days between dates, are wrong now.",
            nl "Zoals geschreven vallen {written} van deze datums in een weekend, met dag en maand verwisseld {swapped}. Een programma las ze ooit in Amerikaanse volgorde. Cijfers per maand, en dagen tussen datums, kloppen nu niet.",
        ),
        act: say!(
            en "Export the dates again from where they were entered, written as yyyy-mm-dd, and open the file in no spreadsheet on the way.",
            nl "Exporteer de datums opnieuw vanwaar ze zijn ingevoerd, geschreven als jjjj-mm-dd, en open het bestand onderweg niet in een rekenblad.",
        ),
    };
    Ok(Some(sheet.finding(told, Some(column), found, of, advice)))
}

/// How many of the dates with a day of 12 or less fall in a weekend.
#[derive(Debug, PartialEq, Eq)]
struct Weekends {
    written: u64,
    swapped: u64,
}

/// Looks whether dates, each with its number of rows, are swapped where the day is 12 or less.
fn swapped(dates: &[(Date, u64)]) -> Option<Weekends> {
    let turned = |day: Date| Date::new(day.year(), day.day(), day.month()).ok();
    let (low, high): (Vec<_>, Vec<_>) = dates.iter().partition(|(day, _)| day.day() <= 12);
    let low: Vec<(Date, Date, u64)> = low
        .into_iter()
        .filter_map(|(day, n)| Some((day, turned(day)?, n)))
        .collect();
    let rows = |n: &mut dyn Iterator<Item = u64>| n.sum::<u64>();
    let (below, above) = (
        rows(&mut low.iter().map(|(.., n)| *n)),
        rows(&mut high.iter().map(|(_, n)| *n)),
    );
    if below < LEAST || above < LEAST {
        return None;
    }
    // What the days of the week are worth, one more each so that none is impossible.
    let mut week = [1_u64; 7];
    for (day, n) in &high {
        if let Some(sum) = week.get_mut(place(*day)) {
            *sum += n;
        }
    }
    let total = (above + 7) as f64;
    let worth = |day: Date| {
        let n = week.get(place(day)).copied().unwrap_or(1);
        (n as f64 / total).ln()
    };
    let fit = |all: &mut dyn Iterator<Item = (Date, u64)>| {
        all.map(|(day, n)| worth(day) * n as f64).sum::<f64>()
    };
    let written = fit(&mut low.iter().map(|(day, _, n)| (*day, *n)));
    let turned = fit(&mut low.iter().map(|(_, day, n)| (*day, *n)));
    let sure = fit(&mut high.iter().copied()) / above as f64;
    let likelier = turned - written > SURE && turned / below as f64 > sure - AS_WELL;
    let weekend = |day: Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    likelier.then(|| Weekends {
        written: low
            .iter()
            .filter(|(day, ..)| weekend(*day))
            .map(|(.., n)| n)
            .sum(),
        swapped: low
            .iter()
            .filter(|(_, day, _)| weekend(*day))
            .map(|(.., n)| n)
            .sum(),
    })
}

fn place(day: Date) -> usize {
    day.weekday().to_monday_zero_offset().unsigned_abs().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    /// A year of days, of which only working days when asked.
    fn year(working: bool) -> Vec<(Date, u64)> {
        let days = date(2015, 1, 1).series(1.day()).take(365);
        let open = |day: &Date| !working || place(*day) < 5;
        days.filter(open).map(|day| (day, 1)).collect()
    }

    fn turn(dates: Vec<(Date, u64)>) -> Vec<(Date, u64)> {
        let turned = |day: Date| match day.day() {
            1..=12 => Date::new(day.year(), day.day(), day.month()).unwrap_or(day),
            _ => day,
        };
        dates.into_iter().map(|(day, n)| (turned(day), n)).collect()
    }

    #[test]
    fn the_working_week_tells() {
        assert_eq!(swapped(&year(true)), None);
        let found = swapped(&turn(year(true)));
        assert_eq!(found.as_ref().map(|w| w.swapped), Some(0));
        assert!(found.is_some_and(|w| w.written > 20));
    }

    #[test]
    fn without_a_week_nothing_is_said() {
        assert_eq!(swapped(&turn(year(false))), None);
        assert_eq!(
            swapped(&turn(year(true).into_iter().take(40).collect())),
            None
        );
    }
}

//! D067: values that stand for "unknown" or "no end", and that the case does not name.

use super::sheet::{Sheet, SheetColumn, counted, text};
use super::{Advice, Finding, Found};
use crate::data::Value;
use crate::data::infer::empties::{DAYS, NUMBERS, WORDS};
use crate::diag::{Code, Diagnostic};
use crate::formula::term::Type;
use crate::say;
use jiff::civil::{Date, date};

/// Numbers that stand for something else too, where they lie far from all others; a source has no list of these.
const MORE_NUMBERS: [i64; 3] = [999, 9_999, 9_999_999];

/// Days that do.
const MORE_DAYS: [Date; 6] = [
    date(1970, 1, 1),
    date(2099, 12, 31),
    date(2999, 12, 31),
    date(9999, 1, 1),
    date(9999, 12, 30),
    date(9999, 12, 31),
];

/// Years between a day that stands for something else and the first or last real one.
const YEARS: i16 = 10;

/// The days as SQL.
pub(super) fn dates() -> Vec<String> {
    let days = DAYS.iter().chain(&MORE_DAYS);
    days.map(|day| format!("date '{day}'")).collect()
}

pub(super) fn check(sheet: &Sheet<'_>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    for column in sheet.columns.iter().filter(|c| c.filled > 0) {
        let (value, list) = as_sql(column);
        if list.is_empty() {
            continue;
        }
        for (shown, found) in apart(sheet, &value, &list)? {
            findings.push(finding(sheet, column, &shown, found));
        }
    }
    Ok(findings)
}

/// The value of a column and the list that it is compared with, as SQL.
fn as_sql(column: &SheetColumn<'_>) -> (String, String) {
    let sql = &column.sql;
    match column.ty() {
        Type::Number | Type::Whole => {
            let numbers = NUMBERS.iter().chain(&MORE_NUMBERS);
            let list: Vec<String> = numbers.map(|n| format!("{n}.0")).collect();
            (format!("cast({sql} as double precision)"), list.join(", "))
        }
        Type::Date | Type::Moment => (format!("cast({sql} as date)"), dates().join(", ")),
        Type::Text => {
            let list: Vec<String> = WORDS.iter().map(|t| text(t)).collect();
            (format!("lower({sql})"), list.join(", "))
        }
        Type::Bool => (String::new(), String::new()),
    }
}

/// The values of the list that lie apart from all others, as they are told, with their rows.
fn apart(
    sheet: &Sheet<'_>,
    value: &str,
    list: &str,
) -> Result<Vec<(String, Found)>, Box<Diagnostic>> {
    let (table, counted) = (sheet.table(), counted());
    let answer = sheet.ask(&format!(
        "select case when {value} in ({list}) then {value} end as value, min({value}) as low, max({value}) as high, \
         {counted} from {table} where {value} is not null group by 1 order by 1"
    ))?;
    let rows = 0..answer.rows.len();
    let others = rows
        .clone()
        .find(|row| *answer.value(*row, "value") == Value::Empty);
    let Some(others) = others else {
        return Ok(Vec::new());
    };
    let (low, high) = (answer.value(others, "low"), answer.value(others, "high"));
    let told = rows.filter(|row| *row != others).filter_map(|row| {
        let value = answer.value(row, "value");
        lies_apart(value, low, high)
            .then(|| (shown(value), sheet.found_in(&answer, row, "n", "rows")))
    });
    Ok(told.collect())
}

/// Whether a value is far from what lies between `low` and `high`.
fn lies_apart(value: &Value, low: &Value, high: &Value) -> bool {
    match (value, low, high) {
        (Value::Number(n), Value::Number(low), Value::Number(high)) => {
            if *n < 0.0 {
                *low > n / 10.0
            } else {
                *high < n / 10.0
            }
        }
        (Value::Date(day), Value::Date(low), Value::Date(high)) => {
            low.year() - day.year() >= YEARS || day.year() - high.year() >= YEARS
        }
        (Value::Text(_), ..) => true,
        _ => false,
    }
}

/// The value as it stands in our own list, so that it tells nothing of the row.
fn shown(value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

fn finding(sheet: &Sheet<'_>, column: &SheetColumn<'_>, value: &str, found: Found) -> Finding {
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let message = say!(
        en "`{name}` in `{file}` is `{value}` in {count} of {of} filled cells, which likely stands for \"unknown\"",
        nl "`{name}` in `{file}` is in {count} van de {of} gevulde cellen `{value}`, wat waarschijnlijk \"onbekend\" betekent",
    );
    let told = Diagnostic::warning(Code("D067"), column.column.row, message).help(say!(
        en "if so, write `missing: {value}` in the source, as the file writes it; otherwise it counts as a value",
        nl "als dat zo is, schrijf dan `ontbreekt: {value}` in de bron, zoals het bestand het schrijft; anders telt het mee als waarde",
    ));
    let advice = Advice {
        rule: say!(
            en "`{name}` is empty where nothing is known",
            nl "`{name}` is leeg waar niets bekend is",
        ),
        why: say!(
            en "Taken for a real value, it moves sums and averages, or becomes a group of its own.",
            nl "Wie het voor een echte waarde houdt, krijgt andere sommen en gemiddelden, of een groep erbij.",
        ),
        act: say!(
            en "Tell us what this value means, or leave the cell empty.",
            nl "Laat ons weten wat deze waarde betekent, of laat de cel leeg.",
        ),
    };
    sheet.finding(told, Some(column), found, of, advice)
}

//! Workbooks: one sheet of them, with the values that formulas gave when the file was last saved.

use super::{Loaded, Place, same_name, tidy};
use crate::data::cell::Cell;
use crate::data::errors;
use crate::diag::{Diagnostic, Span};
use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, open_workbook_auto};
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;
use std::path::Path;

/// Rows among which the header is looked for: many sheets open with a title.
const BEFORE_HEADER: usize = 20;

/// The sheets that a workbook shows, in order.
pub(in crate::data) fn sheets(path: &Path, place: &Place) -> Result<Vec<String>, Box<Diagnostic>> {
    let broken = |error: calamine::Error| Box::new(errors::broken(place, "Excel", &error));
    let book = open_workbook_auto(path).map_err(broken)?;
    let sheets = book.sheets_metadata().iter();
    let seen =
        sheets.filter(|s| s.visible == SheetVisible::Visible && s.typ == SheetType::WorkSheet);
    Ok(seen.map(|s| s.name.clone()).collect())
}

/// Reads a sheet: the one that the case names, else the first. `wanted` are names that its header should have.
pub(super) fn load(
    path: &Path,
    sheet: Option<(&str, Span)>,
    wanted: &[&str],
    place: &Place,
) -> Result<Loaded, Box<Diagnostic>> {
    let broken = |error: calamine::Error| Box::new(errors::broken(place, "Excel", &error));
    let mut book = open_workbook_auto(path).map_err(broken)?;
    let names = book.sheet_names();
    let name = match sheet {
        None => names.first().cloned().unwrap_or_default(),
        Some((name, span)) => match names.iter().find(|n| n.trim() == name.trim()) {
            Some(name) => name.clone(),
            None => return Err(errors::no_sheet(place, span, name, &names).into()),
        },
    };
    let range = book.worksheet_range(&name).map_err(broken)?;
    let rows: Vec<&[Data]> = range.rows().collect();
    let names =
        |row: &[Data]| -> Vec<String> { row.iter().map(|c| tidy(&c.to_string())).collect() };
    let known = |row: &[Data]| {
        let names = names(row);
        let known = wanted
            .iter()
            .filter(|w| names.iter().any(|n| same_name(n, w)));
        known.count()
    };
    let filled = |row: &[Data]| row.iter().any(|c| *c != Data::Empty);
    let first = rows.iter().position(|row| filled(row)).unwrap_or(0);
    let candidates = rows.iter().enumerate().skip(first).take(BEFORE_HEADER);
    let header_at = candidates
        .map(|(at, row)| (at, known(row)))
        .fold(
            (first, 0),
            |best, (at, count)| if count > best.1 { (at, count) } else { best },
        )
        .0;
    let header_at = match wanted {
        [] => titles_at(&rows, first),
        _ => header_at,
    };
    let Some(header) = rows.get(header_at) else {
        return Err(errors::no_rows(place).into());
    };
    let below = rows.get(header_at + 1..).unwrap_or_default();
    // Cells that once held something make a sheet longer than what is in it.
    let end = below
        .iter()
        .rposition(|row| filled(row))
        .map_or(0, |at| at + 1);
    let below = below.iter().take(end);
    Ok(Loaded {
        header: names(header),
        rows: below.map(|row| row.iter().map(cell).collect()).collect(),
        first_line: u64::from(range.start().map_or(0, |s| s.0)) + header_at as u64 + 2,
    })
}

/// The row with the titles where nobody named any: the first that is nearly as full as the fullest near it.
fn titles_at(rows: &[&[Data]], first: usize) -> usize {
    let filled = |row: &[Data]| row.iter().filter(|c| **c != Data::Empty).count();
    let near = || rows.iter().enumerate().skip(first).take(BEFORE_HEADER);
    let most = near().map(|(_, row)| filled(row)).max().unwrap_or(0);
    let full = near().find(|(_, row)| filled(row) * 3 >= most * 2);
    full.map_or(first, |(at, _)| at)
}

fn cell(data: &Data) -> Cell<'static> {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(n) => Cell::Whole(*n),
        Data::Float(n) => Cell::Number(*n),
        Data::Bool(yes) => Cell::Bool(*yes),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cell::Text(Cow::Owned(text.clone()))
        }
        Data::DateTime(at) => match moment(at) {
            Some(moment) if at.is_datetime() => Cell::Moment(moment),
            _ => Cell::Number(at.as_f64()),
        },
        // Such as #N/A, which `missing` may name.
        Data::Error(error) => Cell::Text(Cow::Owned(error.to_string())),
    }
}

fn moment(at: &ExcelDateTime) -> Option<DateTime> {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let date = Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()?;
    let nanos = i32::from(milli) * 1_000_000;
    let parts = (
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
    );
    Some(date.to_datetime(jiff::civil::Time::new(parts.0, parts.1, parts.2, nanos).ok()?))
}

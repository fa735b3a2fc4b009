//! Workbooks: one sheet of them, with the values that formulas gave when the file was last saved.

use super::{BEFORE_HEADER, Loaded, Place, known, same_name, tidy, titles_at};
use crate::data::cell::Cell;
use crate::data::errors;
use crate::diag::{Diagnostic, Span};
use calamine::{
    Data, Dimensions, ExcelDateTime, Range, Reader, SheetType, SheetVisible, Sheets,
    open_workbook_auto,
};
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;
use std::io::{Read, Seek};
use std::path::Path;

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
    let sheets = book.sheet_names();
    let name = match sheet {
        None => sheets.first().cloned().unwrap_or_default(),
        Some((name, span)) => match sheets.iter().find(|n| n.trim() == name.trim()) {
            Some(name) => name.clone(),
            None => return Err(errors::no_sheet(place, span, name, &sheets).into()),
        },
    };
    let range = book.worksheet_range(&name).map_err(broken)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
    for region in merged(&mut book, &name) {
        spread(&mut rows, region, (top, left));
    }
    let filled = |row: &Vec<Data>| row.iter().any(|c| *c != Data::Empty);
    let first = rows.iter().position(filled).unwrap_or(0);
    let near = rows.iter().skip(first);
    let at = if wanted.is_empty() {
        titles_at(near.map(|row| row.iter().filter(|c| **c != Data::Empty).count()))
    } else {
        let near = near.take(BEFORE_HEADER).enumerate();
        let counts = near.map(|(at, row)| (known(&names(row), wanted), at));
        // The first of those with most of the names.
        counts
            .rev()
            .max_by_key(|(count, _)| *count)
            .map(|(_, at)| at)
    };
    let mut header_at = first + at.unwrap_or(0);
    // A header whose cells are merged over several rows.
    while rows.get(header_at).is_some() && rows.get(header_at) == rows.get(header_at + 1) {
        header_at += 1;
    }
    let Some(row) = rows.get(header_at) else {
        return Err(errors::no_rows(place).into());
    };
    let above = header_at.checked_sub(1).and_then(|at| rows.get(at));
    let header = grouped(names(row), above.map(|row| names(row)));
    let mut loaded = Loaded {
        header,
        ..Loaded::default()
    };
    // Empty rows are room between tables, or cells that once held something.
    let below = rows.iter().enumerate().skip(header_at + 1);
    for (at, row) in below.filter(|(_, row)| filled(row)) {
        loaded.rows.push(row.iter().map(cell).collect());
        loaded.lines.push(u64::from(top) + at as u64 + 1);
    }
    let formulas = book.worksheet_formula(&name).map_err(broken)?;
    match without_value(&formulas, &loaded, wanted, left) {
        Some((count, line)) => Err(errors::no_stored_value(place, count, line).into()),
        None => Ok(loaded),
    }
}

fn names(row: &[Data]) -> Vec<String> {
    row.iter().map(|c| tidy(&c.to_string())).collect()
}

/// The cells of a sheet that are merged.
fn merged<R: Read + Seek>(book: &mut Sheets<R>, sheet: &str) -> Vec<Dimensions> {
    let regions = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).ok(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).ok(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => None,
    };
    regions.unwrap_or_default()
}

/// Writes the value of a merged cell, which stands in its first place, in all its places.
fn spread(rows: &mut [Vec<Data>], region: Dimensions, (top, left): (u32, u32)) {
    let place = |row: u32, column: u32| {
        let row = usize::try_from(row.checked_sub(top)?).ok()?;
        Some((row, usize::try_from(column.checked_sub(left)?).ok()?))
    };
    let (start, end) = (region.start, region.end);
    let value =
        place(start.0, start.1).and_then(|(row, column)| rows.get(row)?.get(column).cloned());
    let Some(value) = value else {
        return;
    };
    let (rows_there, first) = (rows.len(), start.0.saturating_sub(top) as usize);
    let last = (end.0.saturating_sub(top) as usize).min(rows_there.saturating_sub(1));
    for row in rows.get_mut(first..=last).unwrap_or_default() {
        let columns = start.1.saturating_sub(left) as usize..=end.1.saturating_sub(left) as usize;
        for cell in row
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| columns.contains(at))
        {
            *cell.1 = value.clone();
        }
    }
}

/// The names of the columns; a name that several have, after the name of the group above it.
fn grouped(names: Vec<String>, above: Option<Vec<String>>) -> Vec<String> {
    let Some(above) = above else {
        return names;
    };
    let of = |(at, name): (usize, &String)| {
        let several = names.iter().filter(|n| *n == name).count() > 1;
        match above
            .get(at)
            .filter(|group| several && !group.is_empty() && *group != name)
        {
            Some(group) => format!("{group} {name}"),
            None => name.clone(),
        }
    };
    names.iter().enumerate().map(of).collect()
}

/// How many formulas in the columns wanted have no value, because the program that wrote the workbook didn't compute them; and
/// the line of the first.
fn without_value(
    formulas: &Range<String>,
    loaded: &Loaded,
    wanted: &[&str],
    left: u32,
) -> Option<(usize, u64)> {
    let is_wanted = |name: &String| wanted.iter().any(|w| same_name(name, w));
    let columns: Vec<bool> = loaded.header.iter().map(is_wanted).collect();
    let mut found = None;
    for (row, line) in loaded.rows.iter().zip(&loaded.lines) {
        let cells = row.iter().zip(&columns).enumerate();
        let empty = cells.filter(|(_, (cell, wanted))| **wanted && **cell == Cell::Empty);
        for (at, _) in empty {
            let place = (
                u32::try_from(line - 1).ok()?,
                left + u32::try_from(at).ok()?,
            );
            if formulas.get_value(place).is_some_and(|f| !f.is_empty()) {
                let (count, first) = found.unwrap_or((0, *line));
                found = Some((count + 1, first));
            }
        }
    }
    found
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

//! How Power Query loads a source: from the case's notations to typed columns, in M.
//!
//! The functions in `templates/functions.m` do the work; here is decided which are called, on what. Empty text becomes
//! null, sentinels become null, texts are trimmed (LANGUAGE.md §6). The engine of Power BI would make texts one that differ in
//! case only; `casusOrder` puts an invisible mark behind all but the first of them, and gives their order by code points.

use super::names::{Names, m_text};
use super::options::{Connection, Options};
use super::templates::value;
use crate::dashboard::{Dashboard, Origin, Source};
use crate::diag::Words;
use crate::formula::term::{ColumnId, FieldRef, SourceId, Type};
use crate::say;
use minijinja::context;
use serde::Serialize;
use std::collections::BTreeSet;

/// The parameter that holds the folder of the files.
pub(super) fn folder_parameter(dashboard: &Dashboard) -> &'static str {
    dashboard.lang.pick("DataFolder", "Gegevensmap")
}

/// The M of a source, and the shared functions that it calls.
pub(super) struct Query {
    /// The lines of the `let` expression.
    pub(super) lines: Vec<String>,
    /// What could not be loaded, and why.
    pub(super) notice: Option<Words>,
}

/// A step that the template writes.
#[derive(Serialize)]
struct Cell {
    name: String,
    from: String,
    call: &'static str,
    ty: &'static str,
}

#[derive(Serialize)]
struct Ordered {
    name: String,
    order: String,
}

/// Writes the query of a source, with only the columns in `used`; texts in `ordered` get a column with their order.
pub(super) fn query(
    dashboard: &Dashboard,
    names: &Names,
    options: &Options,
    id: SourceId,
    used: &BTreeSet<FieldRef>,
    ordered: &BTreeSet<FieldRef>,
) -> Result<Query, minijinja::Error> {
    let Some(source) = dashboard.source(id) else {
        return Ok(Query {
            lines: Vec::new(),
            notice: None,
        });
    };
    let columns = source.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| (FieldRef::Column(id, ColumnId(at)), column));
    let columns: Vec<_> = columns.filter(|(field, _)| used.contains(field)).collect();
    let cells = columns.iter().filter_map(|(field, column)| {
        let (call, ty) = reader(column.ty);
        let (name, from) = (m_text(&names.field(*field)?.raw), m_text(&column.from));
        Some(Cell {
            name,
            from,
            call,
            ty,
        })
    });
    let cells: Vec<Cell> = cells.collect();
    let texts = columns.iter().filter(|(_, column)| column.ty == Type::Text);
    let texts = texts.filter_map(|(field, _)| {
        let names = names.field(*field)?;
        let order = if ordered.contains(field) {
            m_text(&names.order)
        } else {
            "null".to_owned()
        };
        Some(Ordered {
            name: m_text(&names.raw),
            order,
        })
    });
    let texts: Vec<Ordered> = texts.collect();
    let load = match load(dashboard, options, source) {
        Ok(load) => load,
        Err(why) => {
            return Ok(Query {
                lines: vec![empty_table(&cells, &texts)],
                notice: Some(why),
            });
        }
    };
    let text = super::templates::render(
        "query.m",
        context! {
            load => load,
            missing => list(source.missing.iter().map(|value| m_text(value))),
            formats => list(date_formats(source.dates.as_deref()).iter().map(|format| m_text(format))),
            culture => m_text(number_culture(source.numbers.as_deref())),
            cells => value(&cells),
            texts => value(&texts),
        },
    )?;
    Ok(Query {
        lines: text.lines().map(str::to_owned).collect(),
        notice: None,
    })
}

/// A table with the columns of a source that can't be loaded, so that the project opens and refreshes all the same.
fn empty_table(cells: &[Cell], texts: &[Ordered]) -> String {
    let columns = cells.iter().map(|cell| (&cell.name, cell.ty));
    let orders = texts.iter().filter(|text| text.order != "null");
    let columns = columns.chain(orders.map(|text| (&text.order, "Int64.Type")));
    let columns = columns.map(|(name, ty)| format!("#{name} = {}", ty.trim_start_matches("type ")));
    format!(
        "#table(type table [{}], {{}})",
        columns.collect::<Vec<_>>().join(", ")
    )
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", items.collect::<Vec<_>>().join(", "))
}

/// The call that reads a cell of this type, and the type it gives.
fn reader(ty: Type) -> (&'static str, &'static str) {
    match ty {
        Type::Text => ("casusText(_, missing)", "type nullable text"),
        Type::Number => ("casusNumber(_, missing, culture)", "type nullable number"),
        Type::Whole => ("Int64.From(casusNumber(_, missing, culture))", "Int64.Type"),
        Type::Date => ("casusDate(_, missing, formats)", "type nullable date"),
        Type::Moment => ("casusMoment(_, missing, formats)", "type nullable datetime"),
        Type::Bool => ("casusYesNo(_, missing)", "type nullable logical"),
    }
}

/// The expression that gives the table as the source holds it.
fn load(dashboard: &Dashboard, options: &Options, source: &Source) -> Result<String, Words> {
    match &source.origin {
        Some(origin) if origin.names_several() => {
            let name = &source.name;
            Err(say!(
                en "source `{name}` is several files, which Power BI is not told how to join; it gets an empty table",
                nl "bron `{name}` bestaat uit meer bestanden, en hoe die samen één tabel zijn krijgt Power BI niet mee; het krijgt een lege tabel",
            ))
        }
        Some(Origin::File(path)) => file(dashboard, source, path),
        Some(Origin::Table(table)) => database(options, source, |c| c.table(table)),
        Some(Origin::Query(query)) => database(options, source, |c| c.query(query)),
        None => {
            let name = &source.name;
            Err(say!(
                en "source `{name}` doesn't say where its rows come from; Power BI gets an empty table",
                nl "bron `{name}` zegt niet waar de rijen vandaan komen; Power BI krijgt een lege tabel",
            ))
        }
    }
}

fn file(dashboard: &Dashboard, source: &Source, path: &str) -> Result<String, Words> {
    let path = format!(
        "{} & {}",
        folder_parameter(dashboard),
        m_text(&format!("\\{}", file_name(path)))
    );
    let extension = path
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .trim_end_matches('"')
        .to_lowercase();
    let load = match extension.as_str() {
        "csv" | "tsv" | "txt" => format!("casusCsv({path})"),
        "parquet" => format!("Parquet.Document(File.Contents({path}))"),
        "json" => format!("casusJson({path})"),
        "xlsx" | "xlsm" | "xls" | "xlsb" => {
            let sheet = source.sheet.as_deref().map_or("null".to_owned(), m_text);
            format!("casusExcel({path}, {sheet})")
        }
        _ => {
            return Err(say!(
                en "Power BI can't be told how to load a file `.{extension}`; it gets an empty table",
                nl "Power BI kan niet weten hoe een bestand `.{extension}` geladen wordt; het krijgt een lege tabel",
            ));
        }
    };
    Ok(load)
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn database(
    options: &Options,
    source: &Source,
    load: impl Fn(&Connection) -> String,
) -> Result<String, Words> {
    let name = source.connection.as_deref().unwrap_or_default();
    match options.connections.get(name) {
        Some(connection) => Ok(load(connection)),
        None => Err(say!(
            en "Power BI doesn't know the connection `{name}`: write its kind, server and database in casus.toml under `[target.powerbi.connections.{name}]`; until then the table is empty",
            nl "Power BI kent de verbinding `{name}` niet: schrijf kind, server en database in casus.toml onder `[target.powerbi.connections.{name}]`; tot dan is de tabel leeg",
        )),
    }
}

/// Functions of `functions.m` that these queries call, with those that they call in turn.
pub(super) fn functions_used(queries: &[Query]) -> Vec<&'static str> {
    const ALL: &[&str] = &[
        "casusCsv",
        "casusExcel",
        "casusJson",
        "casusColumns",
        "casusText",
        "casusNumber",
        "casusMoment",
        "casusDate",
        "casusYesNo",
        "casusOrder",
    ];
    let called = |name: &str| {
        let call = format!("{name}(");
        queries
            .iter()
            .any(|query| query.lines.iter().any(|line| line.contains(&call)))
    };
    let mut used: Vec<&str> = ALL.iter().copied().filter(|name| called(name)).collect();
    let depends = |used: &[&str], names: &[&str]| used.iter().any(|name| names.contains(name));
    if depends(
        &used,
        &["casusNumber", "casusMoment", "casusDate", "casusYesNo"],
    ) && !used.contains(&"casusText")
    {
        used.push("casusText");
    }
    if used.contains(&"casusDate") && !used.contains(&"casusMoment") {
        used.push("casusMoment");
    }
    used
}

/// The culture whose numbers are written like this sample, such as `1.234,5`.
fn number_culture(sample: Option<&str>) -> &'static str {
    let decimal = sample.and_then(|sample| sample.chars().rfind(|c| matches!(c, '.' | ',')));
    if decimal == Some(',') {
        "nl-NL"
    } else {
        "en-US"
    }
}

/// The .NET formats for a notation such as `dd-mm-yyyy hh:mm`: with the time, and without it. Without a notation, ISO 8601.
fn date_formats(notation: Option<&str>) -> Vec<String> {
    let Some(notation) = notation else {
        let iso = [
            "yyyy-M-d'T'H:m:s.FFFFFFF",
            "yyyy-M-d H:m:s.FFFFFFF",
            "yyyy-M-d H:m",
            "yyyy-M-d",
        ];
        return iso.map(str::to_owned).to_vec();
    };
    let whole = net_format(notation);
    let date = notation.split_whitespace().next().map(net_format);
    let mut formats = vec![whole];
    formats.extend(date.filter(|date| Some(date) != formats.first()));
    formats
}

/// A notation in .NET's letters. Single letters read one digit or two, so `1-2-2027` is read as well as `01-02-2027`.
fn net_format(notation: &str) -> String {
    let lower = notation.to_lowercase();
    let twelve = lower.contains("am") || lower.contains("pm");
    let mut out = String::new();
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|c| *c == first).count();
        let length = if rest.starts_with("am") || rest.starts_with("pm") {
            2
        } else {
            run * first.len_utf8()
        };
        let minutes = out.contains(['H', 'h']) && !out.ends_with(' ');
        match (first, run) {
            ('a' | 'p', _) if length == 2 => out.push_str("tt"),
            ('y' | 'j', 2) => out.push_str("yy"),
            ('y' | 'j', _) => out.push_str("yyyy"),
            ('d', _) => out.push('d'),
            ('m', 3) => out.push_str("MMM"),
            ('m', 4..) => out.push_str("MMMM"),
            ('m', _) => out.push(if minutes { 'm' } else { 'M' }),
            ('h' | 'u', _) => out.push(if twelve { 'h' } else { 'H' }),
            ('s', _) => out.push('s'),
            ('t', 1) => out.push_str("'T'"),
            (other, _) => out.extend(std::iter::repeat_n(other, run)),
        }
        rest = &rest[length..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_become_dot_net_formats() {
        assert_eq!(date_formats(Some("dd-mm-yyyy")), ["d-M-yyyy"]);
        assert_eq!(
            date_formats(Some("dd-mm-jjjj uu:mm")),
            ["d-M-yyyy H:m", "d-M-yyyy"]
        );
        assert_eq!(
            date_formats(Some("dd-mm-yyyy hh:mm")),
            ["d-M-yyyy H:m", "d-M-yyyy"]
        );
        assert_eq!(
            date_formats(Some("mm/dd/yyyy hh:mm:ss am")),
            ["M/d/yyyy h:m:s tt", "M/d/yyyy"]
        );
        assert_eq!(
            date_formats(Some("yyyy-mm-ddThh:mm:ss")),
            ["yyyy-M-d'T'H:m:s"]
        );
    }

    #[test]
    fn the_last_separator_is_the_decimal_one() {
        assert_eq!(number_culture(Some("1.234,5")), "nl-NL");
        assert_eq!(number_culture(Some("1,234.5")), "en-US");
        assert_eq!(number_culture(None), "en-US");
    }
}

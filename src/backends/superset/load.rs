//! The scripts that load the rows of file sources into the database that Superset reads, and the README with the commands.
//!
//! Decisions are made here; the templates loop and print. Every script cleans in the same order: trim, sentinels of
//! `missing`, empty text, then the type in the notation of the source. A value that does not fit stops the whole load.

use super::super::File;
use super::names;
use super::options::Target;
use crate::dashboard::{Column, Dashboard, Origin, Source};
use crate::diag::Lang;
use crate::formula::sql::Dialect;
use crate::formula::term::Type;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, context};
use serde::Serialize;

const POSTGRESQL: &str = include_str!("templates/postgresql.sh");
const DUCKDB: &str = include_str!("templates/duckdb.sql");
const SQLITE: &str = include_str!("templates/sqlite.py");
const IMPORT: &str = include_str!("templates/import.sh");
const README_EN: &str = include_str!("templates/README.en.md");
const README_NL: &str = include_str!("templates/README.nl.md");

/// A file source as a template sees it.
#[derive(Serialize)]
struct Rows {
    label: String,
    path: String,
    parquet: bool,
    table: String,
    columns: Vec<Cell>,
}

/// A column as a template sees it.
#[derive(Serialize)]
struct Cell {
    /// Its name in the file.
    from: String,
    /// Its name in the table, quoted.
    name: String,
    /// Its type in the database.
    ddl: &'static str,
    /// Its kind for a script that converts by itself.
    kind: &'static str,
    /// Texts that mean "empty".
    missing: Vec<String>,
    /// Numbers that mean "empty".
    missing_numbers: Vec<f64>,
    /// Trimmed text, empty where the cell is.
    clean: String,
    /// The cleaned text as its type.
    typed: String,
    /// The notation of dates as `strptime` writes it; none for ISO.
    strptime: Option<String>,
    /// What separates thousands, and what decimals.
    thousands: Vec<char>,
    decimal: char,
}

/// The scripts and the README.
pub(super) fn files(board: &Dashboard, target: &Target, bundle: &str) -> Vec<File> {
    let readme = if board.lang == Lang::Nl {
        README_NL
    } else {
        README_EN
    };
    let scripts = [
        ("load/postgresql.sh", POSTGRESQL, Dialect::Postgres),
        ("load/duckdb.sql", DUCKDB, Dialect::Duckdb),
        ("load/sqlite.py", SQLITE, Dialect::Sqlite),
        ("import.sh", IMPORT, target.dialect),
        ("README.md", readme, target.dialect),
    ];
    let files = scripts.into_iter().map(|(path, template, dialect)| File {
        path: path.to_owned(),
        bytes: render(template, board, target, dialect, bundle).into_bytes(),
    });
    files.collect()
}

fn render(
    template: &str,
    board: &Dashboard,
    target: &Target,
    dialect: Dialect,
    bundle: &str,
) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_filter("shell", shell);
    environment.add_filter("text", |text: String| Dialect::Duckdb.text(&text));
    environment.add_filter("quote", |text: String| Dialect::Duckdb.name(&text));
    environment.add_filter("python", |text: String| {
        serde_json::Value::from(text).to_string()
    });
    let sources: Vec<Rows> = board
        .sources
        .iter()
        .filter_map(|s| rows(board, target, dialect, s))
        .collect();
    let values = context! {
        title => board.title.clone(), case => board.name.clone(), bundle,
        sources => Serde(&sources),
        uri => target.uri.clone(), engine => target.engine(), asks_password => target.asks_password(),
        connection => target.name.clone(), schema => target.schema.clone(), slug => names::plain(&board.name),
        hide_below => board.small_numbers.hide_below, footer => board.footer.iter().map(|l| format!("{}: {}", l.label, l.text)).collect::<Vec<_>>(),
    };
    // Templates are part of the program and rendered by a test; there is no input that makes them fail.
    let text = environment.render_str(template, values).unwrap_or_default();
    format!("{}\n", text.trim_end())
}

/// A text as one word of a shell.
fn shell(text: String) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn rows(board: &Dashboard, target: &Target, dialect: Dialect, source: &Source) -> Option<Rows> {
    let origin = source.origin.as_ref().filter(|o| !o.names_several());
    let Some(Origin::File(path)) = origin else {
        return None;
    };
    let ending = path
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase())
        .unwrap_or_default();
    if !matches!(ending.as_str(), "csv" | "tsv" | "txt" | "parquet") {
        return None;
    }
    let parquet = ending == "parquet";
    let schema = match dialect {
        Dialect::Sqlite => None,
        _ if dialect == target.dialect => target.schema.clone(),
        _ => None,
    };
    let table = dialect.name(&names::table(&board.name, &source.name));
    Some(Rows {
        label: source.label.clone(),
        path: path.clone(),
        parquet,
        table: schema
            .map(|s| format!("{}.{table}", dialect.name(&s)))
            .unwrap_or(table),
        columns: source
            .columns
            .iter()
            .map(|c| cell(source, c, dialect, parquet))
            .collect(),
    })
}

fn cell(source: &Source, column: &Column, dialect: Dialect, parquet: bool) -> Cell {
    // A Parquet file knows its types: notations are for text.
    let dates = source.dates.as_deref().filter(|_| !parquet);
    let (thousands, decimal) = separators(source.numbers.as_deref().filter(|_| !parquet));
    let missing_numbers: Vec<f64> = source
        .missing
        .iter()
        .filter_map(|m| m.trim().replace(',', ".").parse().ok())
        .collect();
    let name = dialect.name(&column.name);
    Cell {
        from: column.from.clone(),
        ddl: ddl(column.ty, dialect),
        kind: kind(column.ty),
        clean: clean(&dialect.name(&column.from), &source.missing, dialect),
        typed: typed(
            &name,
            column.ty,
            dialect,
            dates,
            (&thousands, decimal),
            &missing_numbers,
        ),
        strptime: dates.map(|d| pattern(d, STRPTIME)),
        missing: source.missing.clone(),
        missing_numbers,
        thousands,
        decimal,
        name,
    }
}

fn ddl(ty: Type, dialect: Dialect) -> &'static str {
    match (ty, dialect) {
        (Type::Text, _) => "TEXT",
        (Type::Number, Dialect::Sqlite) => "REAL",
        (Type::Number, _) => "DOUBLE PRECISION",
        (Type::Whole, Dialect::Sqlite) => "INTEGER",
        (Type::Whole, _) => "BIGINT",
        (Type::Date, _) => "DATE",
        (Type::Moment, _) => "TIMESTAMP",
        (Type::Bool, _) => "BOOLEAN",
    }
}

fn kind(ty: Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Number => "number",
        Type::Whole => "whole",
        Type::Date => "date",
        Type::Moment => "moment",
        Type::Bool => "yes_no",
    }
}

/// A cell without blanks around it; empty where nothing is left or where the text stands for "empty".
fn clean(cell: &str, missing: &[String], dialect: Dialect) -> String {
    let trimmed = format!("TRIM(CAST({cell} AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160))");
    let nothing = std::iter::once("");
    let texts = nothing.chain(missing.iter().map(|m| m.trim()));
    texts.fold(trimmed, |value, text| {
        format!("NULLIF({value}, {})", dialect.text(text))
    })
}

fn typed(
    name: &str,
    ty: Type,
    dialect: Dialect,
    dates: Option<&str>,
    numbers: (&[char], char),
    missing: &[f64],
) -> String {
    match ty {
        Type::Text => name.to_owned(),
        Type::Number => without(
            missing,
            format!("CAST({} AS DOUBLE PRECISION)", plain_number(name, numbers)),
        ),
        Type::Whole => without(
            missing,
            format!("CAST({} AS BIGINT)", plain_number(name, numbers)),
        ),
        Type::Bool => format!(
            "CASE WHEN LOWER({name}) IN ('ja', 'j', 'yes', 'y', 'true', 'waar', '1') THEN TRUE \
             WHEN LOWER({name}) IN ('nee', 'n', 'no', 'false', 'onwaar', '0') THEN FALSE ELSE CAST({name} AS BOOLEAN) END"
        ),
        Type::Date | Type::Moment => {
            let target = ddl(ty, dialect);
            match (dates, dialect) {
                (None, _) => format!("CAST({name} AS {target})"),
                (Some(d), Dialect::Postgres) => {
                    format!(
                        "CAST(TO_TIMESTAMP({name}, {}) AS {target})",
                        dialect.text(&pattern(d, TO_TIMESTAMP))
                    )
                }
                (Some(d), _) => format!(
                    "CAST(STRPTIME({name}, {}) AS {target})",
                    dialect.text(&pattern(d, STRPTIME))
                ),
            }
        }
    }
}

fn without(missing: &[f64], value: String) -> String {
    missing
        .iter()
        .fold(value, |value, m| format!("NULLIF({value}, {m})"))
}

fn plain_number(name: &str, (thousands, decimal): (&[char], char)) -> String {
    let mut text = name.to_owned();
    for separator in thousands {
        text = format!("REPLACE({text}, '{separator}', '')");
    }
    if decimal != '.' {
        text = format!("REPLACE({text}, '{decimal}', '.')");
    }
    text
}

/// What separates thousands and decimals in a notation such as `1.234,5`: the last mark is the decimal one.
fn separators(notation: Option<&str>) -> (Vec<char>, char) {
    let marks = notation
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_ascii_digit() && *c != '-');
    let mut marks: Vec<char> = marks.collect();
    let decimal = marks.pop().unwrap_or('.');
    marks.dedup();
    marks.retain(|c| *c != decimal && *c != '\'');
    (marks, decimal)
}

/// The words of a notation of dates in a language of formats.
struct Tokens {
    year: &'static str,
    month: &'static str,
    day: &'static str,
    hour: &'static str,
    hour12: &'static str,
    minute: &'static str,
    second: &'static str,
    half: &'static str,
}

const STRPTIME: Tokens = Tokens {
    year: "%Y",
    month: "%m",
    day: "%d",
    hour: "%H",
    hour12: "%I",
    minute: "%M",
    second: "%S",
    half: "%p",
};
const TO_TIMESTAMP: Tokens = Tokens {
    year: "YYYY",
    month: "MM",
    day: "DD",
    hour: "HH24",
    hour12: "HH12",
    minute: "MI",
    second: "SS",
    half: "AM",
};

/// A notation such as `mm/dd/yyyy hh:mm:ss am` in a language of formats. `mm` after an hour is a minute.
fn pattern(notation: &str, tokens: Tokens) -> String {
    let notation = notation.trim().to_lowercase();
    let halves = notation.contains("am") || notation.contains("pm");
    let (mut out, mut after_hour) = (String::new(), false);
    let letters: Vec<char> = notation.chars().collect();
    for run in letters.chunk_by(|a, b| a == b || (*a == 'a' || *a == 'p') && *b == 'm') {
        let text: String = run.iter().collect();
        let token = match run.first() {
            Some('y' | 'j') => tokens.year,
            Some('m') if after_hour => tokens.minute,
            Some('m') => tokens.month,
            Some('d') => tokens.day,
            Some('h' | 'u') if halves => tokens.hour12,
            Some('h' | 'u') => tokens.hour,
            Some('s') => tokens.second,
            Some('a' | 'p') => tokens.half,
            _ => &text,
        };
        after_hour |= matches!(run.first(), Some('h' | 'u'));
        out.push_str(token);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_languages_of_formats() {
        let us = "mm/dd/yyyy hh:mm:ss am";
        assert_eq!(pattern(us, STRPTIME), "%m/%d/%Y %I:%M:%S %p");
        assert_eq!(pattern(us, TO_TIMESTAMP), "MM/DD/YYYY HH12:MI:SS AM");
        assert_eq!(pattern("dd-mm-jjjj uu:mm", STRPTIME), "%d-%m-%Y %H:%M");
    }

    #[test]
    fn numbers_as_a_notation_writes_them() {
        assert_eq!(separators(Some("1.234,5")), (vec!['.'], ','));
        assert_eq!(separators(Some("1234,5")), (vec![], ','));
        assert_eq!(separators(Some("1 234 567,5")), (vec![' '], ','));
        assert_eq!(separators(None), (vec![], '.'));
    }
}

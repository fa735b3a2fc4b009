//! Every query that `run.py` has to put to a database: for each folder of `cases` and each dialect the tables to load and
//! the query behind each line of `expected.tsv`. Shared by `print.rs` and the tests.

#[path = "formulas.rs"]
mod formulas;

use casus::dashboard::sql::Queries;
use casus::dashboard::{self, Clock, Column, Dashboard, Origin};
use casus::formula::sql::{Dialect, Unsupported};
use casus::formula::term::{AttributeId, MeasureId, SourceId, Type};
use casus::model::{self, Policy};
use casus::syntax;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// The folders of cases, in order of name.
pub(crate) fn folders() -> Outcome<Vec<PathBuf>> {
    within("cases")
}

/// Everything that is asked of a database: the cases, and the tables of formulas.
pub(crate) fn all(dialect: Dialect) -> Outcome<Vec<Value>> {
    let cases = folders()?.into_iter().map(|folder| case(&folder, dialect));
    let tables = within("formulas")?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .map(|path| formulas::formulas(&path, dialect));
    cases.chain(tables).collect()
}

fn within(folder: &str) -> Outcome<Vec<PathBuf>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/sql");
    let found: Result<Vec<_>, _> = fs::read_dir(here.join(folder))?
        .map(|f| f.map(|f| f.path()))
        .collect();
    let mut found = found?;
    found.sort();
    Ok(found)
}

/// The tables and queries of a folder in one dialect: `tables` with their rows, `queries` with what is expected of each.
pub(crate) fn case(folder: &Path, dialect: Dialect) -> Outcome<Value> {
    let text = fs::read_to_string(folder.join("expected.tsv"))?;
    let (head, lines) = text.split_once('\n').ok_or("no first line")?;
    let as_of = head
        .strip_prefix("# as of ")
        .ok_or("the first line is '# as of DATE'")?;
    let mut expected: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for line in lines.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        expected.entry(cells[0]).or_default().push(cells);
    }
    let usual = board(folder, as_of.parse()?)?;
    let mut queries = Vec::new();
    for (what, lines) in expected {
        let (subject, day) = what.split_once(" on ").unwrap_or((what, as_of));
        let board = Dashboard {
            as_of: day.parse()?,
            ..usual.clone()
        };
        let made = query(&board, dialect, subject)?;
        let values = lines.iter().map(|l| json!([l[1], l[2]])).collect();
        let notes = lines.iter().filter_map(|l| l.get(3).copied());
        queries.push(asked(what, made, values, notes, dialect));
    }
    let tables: Outcome<Vec<Value>> = usual
        .sources
        .iter()
        .map(|source| table(source, read(folder, &source.name)?))
        .collect();
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned());
    Ok(json!({ "case": name, "dialect": dialect.product(), "tables": tables?, "queries": queries }))
}

/// A query with what is expected of it. A note `not in SQLite` expects a refusal for that database.
fn asked<'a>(
    what: &str,
    made: Result<String, Unsupported>,
    expected: Vec<Value>,
    mut notes: impl Iterator<Item = &'a str>,
    dialect: Dialect,
) -> Value {
    let refused = notes.any(|note| note.contains(&format!("not in {}", dialect.product())));
    let (key, text) = match made {
        Ok(sql) => ("sql", sql),
        Err(unsupported) => ("unsupported", unsupported.reason.en),
    };
    json!({ "what": what, key: text, "expected": expected, "refused": refused })
}

/// The rows of a table; an empty cell is null.
fn read(folder: &Path, name: &str) -> Outcome<Vec<Value>> {
    let text = fs::read_to_string(folder.join(format!("{name}.tsv")))?;
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rows = text.lines().skip(1);
    Ok(rows
        .map(|line| line.split('\t').map(cell).collect())
        .collect())
}

/// The case of a folder as a dashboard; an `organisation.case` beside it is its policy.
pub(crate) fn board(folder: &Path, as_of: Date) -> Outcome<Dashboard> {
    let (tree, mut findings) = syntax::parse(&fs::read_to_string(folder.join("input.case"))?);
    let policy = match fs::read_to_string(folder.join("organisation.case")) {
        Ok(text) => {
            let (policy, wrong) = casus::analyse_policy(&syntax::parse(&text).0);
            findings.extend(wrong);
            policy
        }
        Err(_) => Policy::default(),
    };
    if !findings.is_empty() {
        return Err(format!("{findings:#?}").into());
    }
    lower(&tree, &policy, as_of)
}

/// A case as a dashboard, where nothing is wrong with it.
pub(crate) fn lowered(text: &str, policy: &Policy, as_of: Date) -> Result<Dashboard, String> {
    let (tree, findings) = syntax::parse(text);
    if !findings.is_empty() {
        return Err(format!("{findings:#?}"));
    }
    lower(&tree, policy, as_of).map_err(|e| e.to_string())
}

fn lower(tree: &syntax::Tree, policy: &Policy, as_of: Date) -> Outcome<Dashboard> {
    let (case, findings) = model::resolve(tree);
    if !findings.is_empty() {
        let told: Vec<_> = findings.iter().map(|f| &f.message.en).collect();
        return Err(format!("{told:?}").into());
    }
    let case = case.ok_or("no case")?;
    let clock = Clock {
        as_of,
        freeze_today: true,
    };
    let (board, _) = dashboard::lower_for_figures(&case, policy, clock).ok_or("not understood")?;
    Ok(board)
}

fn table(source: &dashboard::Source, rows: Vec<Value>) -> Outcome<Value> {
    let of_casus = matches!(source.origin, None | Some(Origin::File(_)));
    let kind = |ty| match ty {
        Type::Text => "text",
        Type::Number if !of_casus => "decimal",
        Type::Number => "number",
        Type::Whole => "whole",
        Type::Date => "date",
        Type::Moment => "moment",
        Type::Bool => "bool",
    };
    let name = |c: &Column| {
        if of_casus {
            c.name.clone()
        } else {
            c.from.clone()
        }
    };
    let columns = source.columns.iter();
    let columns: Vec<Value> = columns
        .map(|c| json!({ "name": name(c), "type": kind(c.ty) }))
        .collect();
    Ok(json!({ "name": source.name, "columns": columns, "rows": rows }))
}

/// The query for `attribute NAME`, `measure NAME`, `measure NAME by FIELD`, `tile NAME` or `status ACTION`: two columns, a
/// whole table, or one row.
fn query(
    board: &Dashboard,
    dialect: Dialect,
    subject: &str,
) -> Outcome<Result<String, Unsupported>> {
    let table = |id: SourceId| dialect.name(board.source(id).map_or("", |s| &s.name));
    let queries = Queries {
        dashboard: board,
        dialect,
        table: &table,
    };
    let words: Vec<&str> = subject.split(' ').collect();
    Ok(match words.as_slice() {
        ["attribute", name] => attribute(&queries, name)?,
        ["measure", name] => measure(&queries, name, None)?,
        ["measure", name, "by", field] => measure(&queries, name, Some(field))?,
        ["tile", name] => {
            let mut tiles = board.pages.iter().flat_map(|p| &p.tiles);
            let tile = tiles
                .find(|t| t.id == *name)
                .ok_or_else(|| format!("no {name}"))?;
            queries.tile(&tile.query, tile.span)
        }
        ["status", action] => {
            let card = board
                .cards
                .iter()
                .find(|c| c.id == *action)
                .ok_or("no such action")?;
            queries.status(card).map(Option::unwrap_or_default)
        }
        _ => return Err(format!("can't ask for {subject}").into()),
    })
}

fn attribute(queries: &Queries<'_>, name: &str) -> Outcome<Result<String, Unsupported>> {
    let all = &queries.dashboard.attributes;
    let at = all
        .iter()
        .position(|a| a.name == name)
        .ok_or_else(|| format!("no {name}"))?;
    let source = all[at].source;
    let mut rows = queries.rows(source);
    if let Some(place) = rows
        .missing
        .iter()
        .position(|(id, _)| *id == AttributeId(at))
    {
        return Ok(Err(rows.missing.swap_remove(place).1));
    }
    let key = &queries.dashboard.sources[source.0].columns[0].name;
    let (key, value) = (queries.dialect.name(key), queries.dialect.name(name));
    Ok(Ok(format!(
        "select {key}, {value} from (\n{}\n) as r",
        rows.sql
    )))
}

fn measure(
    queries: &Queries<'_>,
    name: &str,
    by: Option<&str>,
) -> Outcome<Result<String, Unsupported>> {
    let all = &queries.dashboard.measures;
    let at = all
        .iter()
        .position(|m| m.name == name)
        .ok_or_else(|| format!("no {name}"))?;
    let source = all[at].source.unwrap_or(SourceId(0));
    let rows = queries.rows(source).sql;
    let value = match queries.measure(MeasureId(at)) {
        Ok(value) => value,
        Err(unsupported) => return Ok(Err(unsupported)),
    };
    Ok(Ok(match by {
        None => format!("select null, {value} from (\n{rows}\n) as r"),
        Some(field) => {
            let field = queries.dialect.name(field);
            format!("select {field}, {value} from (\n{rows}\n) as r group by {field}")
        }
    }))
}

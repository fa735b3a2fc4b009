//! The SQL for the embedded engine means what it should: every value of the conformance cases, as for the databases that
//! `tests/conformance/sql/run` asks.

use crate::sql::PRINTED;
use casus::formula::sql::Dialect;
use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::prelude::SessionContext;
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::runtime::Runtime;

#[test]
fn every_value_is_as_in_the_databases() {
    let runtime = Runtime::new().unwrap();
    let (mut compared, mut wrong) = (0, String::new());
    for printed in &PRINTED[&Dialect::Datafusion] {
        compared += hold_case(&runtime, printed, &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(compared > 1000, "{compared}");
}

/// How many values of a case are as expected; tells what isn't.
fn hold_case(runtime: &Runtime, printed: &Value, wrong: &mut String) -> usize {
    let context = casus::data::context();
    for table in printed["tables"].as_array().unwrap() {
        let sql = load(table);
        let made = runtime.block_on(async { context.sql(&sql).await?.collect().await });
        made.unwrap_or_else(|e| panic!("{e}\n{sql}"));
    }
    let mut compared = 0;
    for query in printed["queries"].as_array().unwrap() {
        let (what, refused) = (query["what"].as_str().unwrap(), query["refused"] == true);
        let expected: Vec<(String, String)> =
            serde_json::from_value(query["expected"].clone()).unwrap();
        let outcome = match query["sql"].as_str() {
            Some(_) if refused => Err("is printed, where a refusal was expected".to_owned()),
            None if refused => continue,
            None => Err(format!("is not printed: {}", query["unsupported"])),
            Some(sql) => runtime
                .block_on(ask(&context, sql))
                .map_err(|e| format!("{e}\n{sql}"))
                .and_then(|answer| {
                    hold(what, &answer, &expected).map_err(|e| format!("{e}\n{sql}"))
                }),
        };
        match outcome {
            Ok(()) => compared += expected.len(),
            Err(why) => *wrong += &format!("{}: {what}: {why}\n\n", printed["case"]),
        }
    }
    compared
}

/// Makes a table of its rows.
fn load(table: &Value) -> String {
    let columns = table["columns"].as_array().unwrap();
    let quote = |name: &Value| Dialect::Datafusion.name(name.as_str().unwrap());
    let typed = columns.iter().enumerate().map(|(at, column)| {
        let ty = match column["type"].as_str().unwrap() {
            "text" => "varchar",
            "number" => "double precision",
            "decimal" => "decimal(18, 2)",
            "whole" => "bigint",
            "date" => "date",
            "moment" => "timestamp(6)",
            _ => "boolean",
        };
        format!(
            "cast(column{} as {ty}) as {}",
            at + 1,
            quote(&column["name"])
        )
    });
    let typed: Vec<String> = typed.collect();
    let cell = |cell: &Value| match cell.as_str() {
        None => "cast(null as varchar)".to_owned(),
        Some(text) => format!("cast({} as varchar)", Dialect::Datafusion.text(text)),
    };
    let rows = table["rows"].as_array().unwrap().iter().map(|row| {
        let cells: Vec<String> = row.as_array().unwrap().iter().map(cell).collect();
        format!("({})", cells.join(", "))
    });
    let rows: Vec<String> = rows.collect();
    format!(
        "create table {} as select {} from (values {}) as r",
        quote(&table["name"]),
        typed.join(", "),
        rows.join(", ")
    )
}

/// The names of the columns, and the rows as texts.
type Answer = (Vec<String>, Vec<Vec<Option<String>>>);

async fn ask(context: &SessionContext, sql: &str) -> datafusion::error::Result<Answer> {
    let frame = context.sql(sql).await?;
    let names = frame
        .schema()
        .fields()
        .iter()
        .map(|f| f.name().clone())
        .collect();
    let mut rows = Vec::new();
    for batch in frame.collect().await? {
        for row in 0..batch.num_rows() {
            rows.push(
                batch
                    .columns()
                    .iter()
                    .map(|column| text(column, row))
                    .collect(),
            );
        }
    }
    Ok((names, rows))
}

/// Whether an answer is as expected. A tile has its rows in this order; of a status, which is one row, some columns are told;
/// of anything else the first column is the key.
fn hold(what: &str, (names, rows): &Answer, expected: &[(String, String)]) -> Result<(), String> {
    if what.starts_with("tile") {
        let wanted = expected.iter().map(|(key, value)| {
            [key, value]
                .map(|t| t.split(" / ").collect::<Vec<_>>())
                .concat()
        });
        let mut wanted: Vec<Vec<&str>> = wanted.collect();
        for row in &mut wanted {
            if row[0].is_empty() && row.len() > names.len() {
                row.remove(0);
            }
        }
        let as_wanted = rows.len() == wanted.len()
            && rows.iter().zip(&wanted).all(|(row, wanted)| {
                row.len() == wanted.len()
                    && row.iter().zip(wanted).all(|(a, b)| same(a.as_deref(), b))
            });
        return as_wanted
            .then_some(())
            .ok_or_else(|| format!("{rows:?}, expected {wanted:?}"));
    }
    let found: BTreeMap<String, Option<String>> =
        match (what.starts_with("status"), rows.as_slice()) {
            (true, [row]) => names.iter().cloned().zip(row.iter().cloned()).collect(),
            (true, _) => return Err(format!("{} rows", rows.len())),
            (false, rows) if rows.len() != expected.len() => return Err(format!("{rows:?}")),
            (false, rows) => rows
                .iter()
                .map(|r| (r[0].clone().unwrap_or_default(), r[1].clone()))
                .collect(),
        };
    for (key, wanted) in expected {
        let value = found.get(key).ok_or_else(|| format!("nothing for {key}"))?;
        if !same(value.as_deref(), wanted) {
            return Err(format!("{key}: {value:?}, expected {wanted}"));
        }
    }
    Ok(())
}

fn text(column: &ArrayRef, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    if matches!(column.data_type(), DataType::Timestamp(..)) {
        let text = cast(column, &DataType::Utf8).unwrap();
        return Some(array_value_to_string(&text, row).unwrap().replace('T', " "));
    }
    Some(array_value_to_string(column, row).unwrap())
}

fn same(found: Option<&str>, expected: &str) -> bool {
    let Some(found) = found else {
        return expected.is_empty();
    };
    match (found, found.parse::<f64>(), expected.parse::<f64>()) {
        ("true", ..) => expected == "yes" || expected == "true",
        ("false", ..) => expected == "no" || expected == "false",
        (_, Ok(a), Ok(b)) => (a - b).abs() <= 1e-12 * b.abs().max(1.0),
        _ => found == expected,
    }
}

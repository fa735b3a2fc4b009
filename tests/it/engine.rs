//! The SQL for the embedded engine means what it should: every value of the conformance cases, as for the databases that
//! `tests/conformance/sql/run` asks.

use crate::sql::queries::{case, folders};
use casus::formula::sql::Dialect;
use datafusion::arrow::array::{Array, ArrayRef};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::prelude::SessionContext;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tokio::runtime::Runtime;

#[test]
fn every_value_is_as_in_the_databases() {
    let runtime = Runtime::new().unwrap();
    let (mut compared, mut wrong) = (0, String::new());
    for folder in folders().unwrap() {
        let printed = case(&folder, Dialect::Datafusion).unwrap();
        let context = SessionContext::new();
        for table in printed["tables"].as_array().unwrap() {
            let sql = load(&folder, table);
            let made = runtime.block_on(async { context.sql(&sql).await?.collect().await });
            made.unwrap_or_else(|e| panic!("{e}\n{sql}"));
        }
        let expected = fs::read_to_string(folder.join("expected.tsv")).unwrap();
        for query in printed["queries"].as_array().unwrap() {
            let what = query["what"].as_str().unwrap();
            let Some(sql) = query["sql"].as_str() else {
                wrong += &format!(
                    "{}: {what} is not printed: {}\n",
                    folder.display(),
                    query["unsupported"]
                );
                continue;
            };
            let found = runtime.block_on(ask(&context, sql, what.starts_with("status")));
            let found = match found {
                Ok(found) => found,
                Err(e) => {
                    wrong += &format!("{}: {what}: {e}\n{sql}\n\n", folder.display());
                    continue;
                }
            };
            for line in expected
                .lines()
                .skip(1)
                .filter(|l| l.split('\t').next() == Some(what))
            {
                let cells: Vec<&str> = line.split('\t').collect();
                compared += 1;
                match found.get(cells[1]) {
                    Some(value) if same(value.as_deref(), cells[2]) => {}
                    other => {
                        let (at, key, wanted) = (folder.display(), cells[1], cells[2]);
                        wrong += &format!(
                            "{at}: {what}, {key}: {other:?}, expected {wanted}\n{sql}\n\n"
                        );
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(compared > 1000, "{compared}");
}

/// Makes a table of the rows in its file.
fn load(folder: &Path, table: &Value) -> String {
    let name = table["name"].as_str().unwrap();
    let text = fs::read_to_string(folder.join(format!("{name}.tsv"))).unwrap();
    let columns = table["columns"].as_array().unwrap();
    let quote = |name: &str| Dialect::Datafusion.name(name);
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
        let name = quote(column["name"].as_str().unwrap());
        format!("cast(column{} as {ty}) as {name}", at + 1)
    });
    let typed: Vec<String> = typed.collect();
    let cell = |text: &str| match text {
        "" => "cast(null as varchar)".to_owned(),
        text => format!("cast({} as varchar)", Dialect::Datafusion.text(text)),
    };
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<String> = line.split('\t').map(cell).collect();
        format!("({})", cells.join(", "))
    });
    let rows: Vec<String> = rows.collect();
    format!(
        "create table {} as select {} from (values {}) as r",
        quote(name),
        typed.join(", "),
        rows.join(", ")
    )
}

/// The answer by key: the first column of a table; the columns of a status, which must be one row.
async fn ask(
    context: &SessionContext,
    sql: &str,
    status: bool,
) -> datafusion::error::Result<BTreeMap<String, Option<String>>> {
    let batches = context.sql(sql).await?.collect().await?;
    let mut found = BTreeMap::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let texts = batch.columns().iter().map(|column| text(column, row));
            let texts: Vec<Option<String>> = texts.collect();
            if status {
                let names = batch
                    .schema()
                    .fields()
                    .iter()
                    .map(|f| f.name().clone())
                    .collect::<Vec<_>>();
                found.extend(names.into_iter().zip(texts));
            } else {
                found.insert(texts[0].clone().unwrap_or_default(), texts[1].clone());
            }
        }
    }
    Ok(found)
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

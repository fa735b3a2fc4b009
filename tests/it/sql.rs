//! Printed SQL: every query of the conformance cases parses in its own dialect, and what is printed is as accepted.
//!
//! Whether it also *means* what it should, `tests/conformance/sql/run` asks the databases. `UPDATE=1` accepts what is
//! printed now, in a plain file beside each case.

#[path = "../conformance/sql/queries.rs"]
pub(crate) mod queries;

use casus::dashboard::Dashboard;
use casus::dashboard::sql::Queries;
use casus::formula::sql::{Dialect, Unsupported};
use casus::formula::term::{MeasureId, SourceId};
use queries::{all, board, folders};
use serde_json::Value;
use sqlparser::dialect::{
    DatabricksDialect, DuckDbDialect, GenericDialect, MsSqlDialect, MySqlDialect,
    PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::parser::Parser;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

/// Everything that is asked of the databases, in each dialect: printed once for all tests.
pub(crate) static PRINTED: LazyLock<BTreeMap<Dialect, Vec<Value>>> = LazyLock::new(|| {
    let printed = Dialect::ALL.into_iter().map(|d| (d, all(d).unwrap()));
    printed.collect()
});

/// Each query of each case in each dialect.
fn each_query(mut visit: impl FnMut(Dialect, &str, &Value)) {
    for (dialect, cases) in PRINTED.iter() {
        for case in cases {
            let name = case["case"].as_str().unwrap();
            let queries = case["queries"].as_array().unwrap();
            queries.iter().for_each(|q| visit(*dialect, name, q));
        }
    }
}

#[test]
fn every_query_parses() {
    let mut parsed = 0;
    each_query(|dialect, case, query| {
        if let Some(sql) = query["sql"].as_str() {
            parse(dialect, sql);
            assert!(!sql.contains('%') || case.contains("texts"), "{sql}");
            parsed += 1;
        }
    });
    assert!(parsed > 2000, "{parsed}");
}

/// Where a dialect can't keep the meaning of a formula, its line says so, and nowhere else.
#[test]
fn refusals_are_those_that_are_expected() {
    let (mut lines, mut wrong) = (0, String::new());
    each_query(|dialect, case, query| {
        if !case.starts_with("formulas/") {
            return;
        }
        lines += usize::from(dialect == Dialect::Datafusion);
        if query["refused"].as_bool().unwrap() != query["sql"].is_null() {
            let (what, why) = (&query["what"], &query["unsupported"]);
            wrong += &format!("{case}, {}: {what}: {why}\n", dialect.product());
        }
    });
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(lines > 200, "{lines}");
}

fn parse(dialect: Dialect, sql: &str) {
    let parsed = match dialect {
        Dialect::Datafusion => Parser::parse_sql(&GenericDialect {}, sql),
        Dialect::Duckdb => Parser::parse_sql(&DuckDbDialect {}, sql),
        Dialect::Postgres => Parser::parse_sql(&PostgreSqlDialect {}, sql),
        Dialect::Mysql => Parser::parse_sql(&MySqlDialect {}, sql),
        Dialect::SqlServer => Parser::parse_sql(&MsSqlDialect {}, sql),
        Dialect::Spark => Parser::parse_sql(&DatabricksDialect {}, sql),
        Dialect::Sqlite => Parser::parse_sql(&SQLiteDialect {}, sql),
    };
    let one = parsed
        .as_ref()
        .is_ok_and(|statements| statements.len() == 1);
    assert!(one, "{}: {parsed:?}\n{sql}", dialect.product());
}

#[test]
fn printed_sql_is_as_accepted() {
    for folder in folders().unwrap() {
        let mut board = board(&folder, jiff::civil::date(2016, 1, 20)).unwrap();
        board.freeze_today = false;
        for dialect in Dialect::ALL {
            let file = folder.join(format!(
                "{}.sql",
                dialect.product().to_lowercase().replace(' ', "")
            ));
            let now = printed(&board, dialect);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&file, &now).unwrap();
            }
            let accepted = fs::read_to_string(&file).unwrap_or_default();
            assert_eq!(accepted, now, "{}: UPDATE=1 accepts it", file.display());
        }
    }
}

/// The rows of each source, each measure, tile and status.
fn printed(board: &Dashboard, dialect: Dialect) -> String {
    let table = |id: SourceId| dialect.name(&board.sources[id.0].name);
    let queries = Queries {
        dashboard: board,
        dialect,
        table: &table,
    };
    let mut out = String::new();
    let mut add = |what: &str, name: &str, sql: &str| {
        let _ = write!(out, "-- {what} {name}\n{sql}\n\n");
    };
    for (at, source) in board.sources.iter().enumerate() {
        let rows = queries.rows(SourceId(at));
        add("rows", &source.name, &rows.sql);
        for (id, why) in rows.missing {
            add("attribute", &board.attributes[id.0].name, &refusal(&why));
        }
    }
    for (at, measure) in board.measures.iter().enumerate() {
        let sql = queries
            .measure(MeasureId(at))
            .unwrap_or_else(|why| refusal(&why));
        add("measure", &measure.name, &sql);
    }
    for tile in board.pages.iter().flat_map(|p| &p.tiles) {
        let sql = queries
            .tile(&tile.query, tile.span)
            .unwrap_or_else(|why| refusal(&why));
        add("tile", &tile.id, &sql);
    }
    for card in &board.cards {
        let status = queries.status(card).map(Option::unwrap_or_default);
        add(
            "status",
            &card.id,
            &status.unwrap_or_else(|why| refusal(&why)),
        );
    }
    out.trim_end().to_owned() + "\n"
}

fn refusal(why: &Unsupported) -> String {
    format!("-- {}\n-- {}", why.reason.en, why.reason.nl)
}

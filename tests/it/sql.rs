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
use sqlparser::dialect::{
    DatabricksDialect, DuckDbDialect, GenericDialect, MsSqlDialect, MySqlDialect,
    PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::parser::Parser;
use std::fmt::Write as _;
use std::fs;

#[test]
fn every_query_parses() {
    let mut parsed = 0;
    for dialect in Dialect::ALL {
        for printed in all(dialect).unwrap() {
            let about_texts = printed["case"].as_str().unwrap().contains("texts");
            let queries = printed["queries"].as_array().unwrap().iter();
            for sql in queries.filter_map(|q| q["sql"].as_str()) {
                parse(dialect, sql);
                assert!(!sql.contains('%') || about_texts, "{sql}");
                parsed += 1;
            }
        }
    }
    assert!(parsed > 2000, "{parsed}");
}

/// Where a dialect can't keep the meaning of a formula, its line says so, and nowhere else.
#[test]
fn refusals_are_those_that_are_expected() {
    let (mut lines, mut wrong) = (0, String::new());
    for dialect in Dialect::ALL {
        for printed in all(dialect).unwrap() {
            let case = printed["case"].as_str().unwrap();
            for query in printed["queries"].as_array().unwrap() {
                if !case.starts_with("formulas/") {
                    continue;
                }
                lines += usize::from(dialect == Dialect::Datafusion);
                if query["refused"].as_bool().unwrap() != query["sql"].is_null() {
                    let (what, why) = (&query["what"], &query["unsupported"]);
                    wrong += &format!("{case}, {}: {what}: {why}\n", dialect.product());
                }
            }
        }
    }
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

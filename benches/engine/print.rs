//! Prints as JSON the queries that `casus data figures` asks of a case, as DuckDB speaks: for `run`.

use casus::dashboard::{self, Clock};
use casus::data::{Answer, Engine, Value, figures};
use casus::diag::{Diagnostic, Span};
use casus::formula::sql::Dialect;
use casus::formula::term::SourceId;
use casus::model::{self, Policy};
use casus::syntax;
use std::cell::RefCell;
use std::error::Error;

/// An engine that answers nothing but that each act is due, and remembers what it was asked.
#[derive(Default)]
struct Asked(RefCell<Vec<String>>);

impl Engine for Asked {
    fn dialect(&self) -> Dialect {
        Dialect::Duckdb
    }

    fn table(&self, source: SourceId) -> String {
        Dialect::Duckdb.name(&format!("source {}", source.0))
    }

    fn query(&self, sql: &str, _: Span) -> Result<Answer, Box<Diagnostic>> {
        self.0.borrow_mut().push(sql.to_owned());
        Ok(Answer {
            columns: vec!["fires".to_owned()],
            rows: vec![vec![Value::Bool(true)]],
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(as_of)) = (args.next(), args.next()) else {
        return Err("usage: engine_queries CASE DATE".into());
    };
    let (tree, _) = syntax::parse(&std::fs::read_to_string(path)?);
    let case = model::resolve(&tree).0.ok_or("no case")?;
    let clock = Clock {
        as_of: as_of.parse()?,
        freeze_today: true,
    };
    let board = dashboard::lower_for_figures(&case, &Policy::default(), clock);
    let (board, _) = board.ok_or("not understood")?;
    let asked = Asked::default();
    let _ = figures(&board, &asked);
    serde_json::to_writer_pretty(std::io::stdout().lock(), &asked.0.into_inner())?;
    Ok(())
}

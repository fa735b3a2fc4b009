//! Prints the queries of all folders in all dialects as JSON, for `run.py`.

mod queries;

use casus::formula::sql::Dialect;
use queries::{Outcome, all};

fn main() -> Outcome<()> {
    let mut printed = Vec::new();
    // The embedded engine is asked by the project's own tests.
    let others = Dialect::ALL
        .into_iter()
        .filter(|d| *d != Dialect::Datafusion);
    for dialect in others {
        printed.extend(all(dialect)?);
    }
    serde_json::to_writer_pretty(std::io::stdout().lock(), &printed)?;
    Ok(())
}

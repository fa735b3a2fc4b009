//! Prints the queries of all folders in all dialects as JSON, for `run.py`.

mod queries;

use casus::formula::sql::Dialect;
use queries::{Outcome, case, folders};

fn main() -> Outcome<()> {
    let mut printed = Vec::new();
    for folder in folders()? {
        for dialect in Dialect::ALL {
            printed.push(case(&folder, dialect)?);
        }
    }
    serde_json::to_writer_pretty(std::io::stdout().lock(), &printed)?;
    Ok(())
}

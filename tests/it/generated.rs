//! What is generated for the documentation is current; `UPDATE=1` writes it again.

use crate::files::root;
use casus::checks::strictness;
use casus::cli::targets;
use casus::diag::Lang;
use casus::formula::sql;

#[test]
fn the_matrix_of_targets() {
    is_current("docs/targets.md", targets::markdown(Lang::En));
    is_current("docs/targets.nl.md", targets::markdown(Lang::Nl));
}

#[test]
fn the_table_of_strictness() {
    is_current("docs/en/strictness.md", strictness::markdown(Lang::En));
    is_current("docs/nl/strictness.md", strictness::markdown(Lang::Nl));
}

#[test]
fn the_table_of_databases() {
    is_current("docs/en/databases.md", sql::markdown(Lang::En));
    is_current("docs/nl/databases.md", sql::markdown(Lang::Nl));
}

fn is_current(path: &str, now: String) {
    let path = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(there, now, "{}: run with UPDATE=1", path.display());
}

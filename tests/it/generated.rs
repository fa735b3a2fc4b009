//! What is generated for the documentation is current; `UPDATE=1` writes it again.

use crate::files::root;
use casus::cli::targets;
use casus::diag::Lang;

#[test]
fn the_matrix_of_targets() {
    for (lang, path) in [
        (Lang::En, "docs/targets.md"),
        (Lang::Nl, "docs/targets.nl.md"),
    ] {
        let path = root().join(path);
        let now = targets::markdown(lang);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(there, now, "{}: run with UPDATE=1", path.display());
    }
}

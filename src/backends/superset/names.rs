//! Identifiers: uuids, slugs, tables, columns.

use uuid::Uuid;

/// The root of all uuids; never change it, or every rebuilt dashboard becomes a new one.
const ROOT: Uuid = Uuid::from_u128(0x6d1b_9f5e_3c52_5b0a_9a53_1f0c_a505_0001);

/// PostgreSQL cuts names at this many bytes, in silence.
const LONGEST: usize = 63;

/// The uuid of a thing: the same in every build. `parts` are names that people don't change lightly.
pub(super) fn uuid(parts: &[&str]) -> String {
    Uuid::new_v5(&ROOT, parts.join("\u{1f}").as_bytes()).to_string()
}

/// A name for files, addresses and tables: lower case, `_` for anything but letters and digits of ASCII, and then a mark
/// that keeps names apart which differ only there.
pub(super) fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let letters = lower.chars().map(|c| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '_'
        }
    });
    let letters: String = letters.collect();
    if letters == lower {
        letters
    } else {
        format!("{letters}_{}", mark(&lower))
    }
}

/// The table that the rows of a file are loaded into.
pub(super) fn table(case: &str, source: &str) -> String {
    short(&format!("casus_{}__{}", plain(case), plain(source)))
}

/// The files of a card's status; no visual can be called so.
pub(super) fn status(card: &str) -> String {
    format!("status-{}", plain(card))
}

/// The dataset of a source or status in Superset's list.
pub(super) fn dataset(case: &str, what: &str) -> String {
    format!("{case}: {what}")
}

/// The column that shows a dimension: its text, with a name for the empty group.
pub(super) fn shown(field: &str) -> String {
    format!("{field}__shown")
}

/// The column that is 1 in the rows that a tile shows.
pub(super) fn kept(tile: &str) -> String {
    format!("{tile}__rows")
}

/// The column that is 1 in the rows of the cells that a tile hides.
pub(super) fn small(tile: &str) -> String {
    format!("{tile}__small")
}

/// The column with the number of rows of all cells of a tile together, when the reader has chosen nothing.
pub(super) fn all(tile: &str) -> String {
    format!("{tile}__all")
}

/// The cells of a tile, inside a dataset.
pub(super) fn cells(tile: &str) -> String {
    format!("{tile}__cells")
}

/// The metric that is a measure as one tile shows it.
pub(super) fn guarded(tile: &str, measure: &str) -> String {
    format!("{tile}__{measure}")
}

/// The metric that gives each row of a tile its place in the order.
pub(super) fn order(tile: &str) -> String {
    format!("{tile}__order")
}

/// Keeps a long name unique within [`LONGEST`] bytes.
fn short(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 9).collect();
    format!("{kept}_{}", mark(name))
}

/// Eight letters that stand for a name.
fn mark(name: &str) -> String {
    uuid(&["name", name]).chars().take(8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_unique_and_short() {
        let long = "a".repeat(80);
        assert_eq!(table("Wmo", "Bron_1"), "casus_wmo__bron_1");
        assert_ne!(plain("wmo-2"), plain("wmo_2"));
        assert_eq!(table(&long, "x").len(), LONGEST);
        assert_ne!(table(&long, "x"), table(&long, "y"));
    }

    #[test]
    fn uuids_do_not_change() {
        assert_eq!(uuid(&["case", "chart", "x"]), uuid(&["case", "chart", "x"]));
        assert_ne!(uuid(&["a", "bc"]), uuid(&["ab", "c"]));
    }
}

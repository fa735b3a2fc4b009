//! Which columns say where something is, by the words of their names (`places.txt`).

use crate::formula::term::{FieldRef, TermKind};
use crate::model::{Case, Column};

const PLACES: &str = include_str!("places.txt");

/// Whether a field says where something is. An attribute does too when it is computed from such a column.
pub(super) fn is_place_of(case: &Case, field: FieldRef) -> bool {
    if let Some(column) = case.column(field) {
        return is_place(column);
    }
    let Some(attribute) = case.attribute(field) else {
        return false;
    };
    let mut from_place = false;
    if let Some(term) = &attribute.term {
        term.walk(&mut |part| {
            if let TermKind::Field(field) = part.kind {
                from_place |= case.column(field).is_some_and(is_place);
            }
        });
    }
    from_place || names_place(&attribute.name) || names_place(&attribute.label)
}

/// Whether a column says where something is.
pub(super) fn is_place(column: &Column) -> bool {
    [&column.name.value, &column.label, &column.from]
        .iter()
        .any(|name| names_place(name))
}

fn names_place(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = name.split(|c: char| !c.is_alphanumeric());
    let whole = std::iter::once(name.as_str());
    words
        .chain(whole)
        .filter(|w| !w.is_empty())
        .any(|word| patterns().any(|pattern| fits(word, pattern)))
}

fn patterns() -> impl Iterator<Item = &'static str> {
    let lines = PLACES.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a word fits a pattern with at most one `*`.
fn fits(word: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => {
            word.len() >= start.len() + end.len() && word.starts_with(start) && word.ends_with(end)
        }
        None => word == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::names_place;

    #[test]
    fn places_are_known_by_their_words() {
        for name in [
            "wijk",
            "Wijknaam",
            "WIJK_CODE",
            "buurt",
            "postcode4",
            "pc6",
            "lat",
            "longitude",
            "neighbourhood",
            "council district",
            "street",
            "Dorpsstraat",
            "gemeentenaam",
            "ward",
        ] {
            assert!(names_place(name), "{name} is a place");
        }
        for name in [
            "kind",
            "soort",
            "status",
            "latest",
            "lonely",
            "reward",
            "statement",
            "begeleider",
            "category",
            "operator",
        ] {
            assert!(!names_place(name), "{name} is no place");
        }
    }
}

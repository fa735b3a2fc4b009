//! Values of one column that are likely the same: written with other capitals or marks, in another order, with a slip, or as a
//! part of another value.

use crate::data::profile::{ColumnProfile, Seen};
use std::collections::BTreeMap;

/// Above so many values a slip can't be told from another name.
const FEW: usize = 300;

/// How two values are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// But for capitals, blanks and marks.
    Spelling,
    /// The same words in another order, a year aside.
    Order,
    /// But for one letter, and one of them is rare.
    Slip,
    /// One is a part of the other: `Allston / Brighton`.
    Part,
    /// Cells hold several values with commas between them.
    List,
}

/// Pairs of values that are alike in one way, by the lines where they first stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alike {
    pub(super) how: How,
    pub(super) pairs: Vec<(u64, u64)>,
}

/// What is alike in a column of text.
pub(super) fn find(column: &ColumnProfile) -> Vec<Alike> {
    let mut found: BTreeMap<How, Vec<(u64, u64)>> = BTreeMap::new();
    let values: Vec<&Seen> = column.values.iter().collect();
    let mut told = |how, a: &Seen, b: &Seen| {
        found.entry(how).or_default().push((a.line, b.line));
    };
    let same = groups(&values, spelling);
    for group in same.values() {
        each_with_first(group, |a, b| told(How::Spelling, a, b));
    }
    let kept: Vec<&Seen> = same.values().filter_map(|g| g.first().copied()).collect();
    for group in groups(&kept, order).values() {
        each_with_first(group, |a, b| told(How::Order, a, b));
    }
    if kept.len() <= FEW {
        for (at, a) in kept.iter().enumerate() {
            for b in kept.iter().skip(at + 1).filter(|b| is_slip(a, b)) {
                told(How::Slip, a, b);
            }
        }
    }
    match parts(&kept) {
        Parts::Lists(pairs) => found.insert(How::List, pairs),
        Parts::Pairs(pairs) if !pairs.is_empty() => found.insert(How::Part, pairs),
        Parts::Pairs(_) => None,
    };
    found
        .into_iter()
        .map(|(how, pairs)| Alike { how, pairs })
        .collect()
}

fn each_with_first<'v>(group: &[&'v Seen], mut told: impl FnMut(&'v Seen, &'v Seen)) {
    if let Some((first, rest)) = group.split_first() {
        rest.iter().for_each(|other| told(first, other));
    }
}

fn groups<'v>(
    values: &[&'v Seen],
    key: fn(&str) -> Option<String>,
) -> BTreeMap<String, Vec<&'v Seen>> {
    let mut groups: BTreeMap<String, Vec<&Seen>> = BTreeMap::new();
    for value in values {
        if let Some(key) = key(&value.text) {
            groups.entry(key).or_default().push(value);
        }
    }
    groups
}

/// The letters and digits, in lower case; where there are none, the text. A mark between digits counts: `1.5` is not `15`.
pub(in crate::data) fn spelling(text: &str) -> Option<String> {
    if text.bytes().all(|b| !b.is_ascii_alphabetic()) && text.is_ascii() {
        return Some(text.to_owned());
    }
    let letters: String = text
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    Some(if letters.is_empty() {
        text.to_owned()
    } else {
        letters
    })
}

/// The words in alphabetical order without years; nothing for fewer than three words, or with other digits.
fn order(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let is_year =
        |w: &&str| w.len() == 4 && w.starts_with("20") && w.bytes().all(|b| b.is_ascii_digit());
    let mut words: Vec<&str> = words.filter(|w| !is_year(w)).collect();
    if words.len() < 3
        || words
            .iter()
            .any(|w| w.contains(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    words.sort_unstable();
    Some(words.join(" "))
}

/// One letter more, less or other, in words of some length without digits, one of which is rare.
pub(in crate::data) fn is_slip(a: &Seen, b: &Seen) -> bool {
    let long = a.text.chars().count().min(b.text.chars().count()) >= 6;
    let digits = |t: &str| t.contains(|c: char| c.is_ascii_digit());
    let rare = a.count.min(b.count) * 10 <= a.count.max(b.count);
    // Noord and Noord A differ on purpose.
    let words = |t: &str| t.split_whitespace().count();
    long && rare
        && !digits(&a.text)
        && !digits(&b.text)
        && words(&a.text) == words(&b.text)
        && strsim::damerau_levenshtein(&a.text.to_lowercase(), &b.text.to_lowercase()) == 1
}

enum Parts {
    /// Values that stand beside a value that holds them.
    Pairs(Vec<(u64, u64)>),
    /// Most cells with a comma are lists of values that stand alone elsewhere.
    Lists(Vec<(u64, u64)>),
}

fn parts(values: &[&Seen]) -> Parts {
    let mut pairs = Vec::new();
    let (mut listed, mut lists) = (0, Vec::new());
    let by_text: BTreeMap<&str, &Seen> = values.iter().map(|v| (v.text.as_str(), *v)).collect();
    let few = values.len() <= FEW;
    for value in values {
        let commas: Vec<&str> = value.text.split(',').map(str::trim).collect();
        let known = commas
            .iter()
            .filter(|part| by_text.contains_key(*part))
            .count();
        if commas.len() > 1 && known == commas.len() {
            listed += 1;
            lists.push((value.line, value.line));
        }
        if !few {
            continue;
        }
        let sides: Vec<&str> = value.text.split(" / ").map(str::trim).collect();
        for part in sides.iter().filter(|_| sides.len() > 1) {
            if let Some(other) = by_text.get(part) {
                pairs.push((value.line, other.line));
            }
        }
        let qualified = values
            .iter()
            .filter(|other| is_qualified(&other.text, &value.text));
        pairs.extend(qualified.map(|other| (other.line, value.line)));
    }
    if listed >= 5 {
        Parts::Lists(lists)
    } else {
        Parts::Pairs(pairs)
    }
}

/// `Greater Mattapan` beside `Mattapan`: the same with a word of size or place before it.
fn is_qualified(long: &str, short: &str) -> bool {
    const BEFORE: [&str; 4] = ["Greater ", "Groot ", "Groot-", "Regio "];
    BEFORE
        .iter()
        .any(|word| long.strip_prefix(word) == Some(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, count: u64, line: u64) -> Seen {
        Seen {
            text: text.to_owned(),
            count,
            line,
        }
    }

    fn found(values: &[(&str, u64)]) -> Vec<(How, usize)> {
        let values = values
            .iter()
            .zip(2..)
            .map(|((text, count), line)| seen(text, *count, line))
            .collect();
        let column = ColumnProfile {
            values,
            complete: true,
            ..ColumnProfile::default()
        };
        find(&column)
            .into_iter()
            .map(|a| (a.how, a.pairs.len()))
            .collect()
    }

    #[test]
    fn values_that_are_likely_the_same() {
        assert_eq!(
            found(&[("Centrum", 90), ("centrum", 2), ("Noord", 5)]),
            [(How::Spelling, 1)]
        );
        assert_eq!(
            found(&[("Centrum", 90), ("Centrm", 2), ("Noord", 5)]),
            [(How::Slip, 1)]
        );
        assert_eq!(
            found(&[
                ("regeling sport en spel 2016", 9),
                ("regeling spel en sport", 2)
            ]),
            [(How::Order, 1)]
        );
        assert_eq!(
            found(&[("Allston / Brighton", 9), ("Allston", 2), ("Brighton", 3)]),
            [(How::Part, 2)]
        );
        assert_eq!(
            found(&[("1.5", 9), ("15", 2), ("Wijk 1", 2), ("Wijk 2", 90)]),
            []
        );
    }
}

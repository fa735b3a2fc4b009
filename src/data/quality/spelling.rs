//! D059: one value in more than one spelling: capitals, blanks, accents, or one letter.

use super::rules::SHOWN;
use super::sheet::{Sheet, SheetColumn, count, text};
use super::{Advice, Finding};
use crate::data::Value;
use crate::diag::{Code, Diagnostic};
use crate::formula::term::Type;
use crate::model::{Rule, Use};
use crate::say;
use std::collections::{BTreeMap, BTreeSet};

/// A column with more different values than this holds names or remarks, not categories.
const MOST_VALUES: u64 = 50_000;

/// Beyond so many different values, words that differ in one letter are likely different words.
const MOST_CATEGORIES: usize = 500;

/// Shorter words differ in one letter too easily.
const SHORTEST: usize = 5;

/// A spelling counts as the right one of two that differ in a letter when it occurs so often …
const OFTEN: u64 = 10;

/// … and so many times as often as the other.
const TIMES: u64 = 5;

/// A value and in how many rows it stands.
type Counted = (String, u64);

pub(super) fn check(sheet: &Sheet<'_>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    for column in &sheet.columns {
        let telling_apart = column.column.used_for.iter().any(|u| u.value == Use::Key)
            || column.column.rules.iter().any(|r| r.value == Rule::Unique);
        let several = (2..=MOST_VALUES).contains(&column.distinct);
        if column.ty() == Type::Text && several && !telling_apart {
            findings.extend(in_column(sheet, column)?);
        }
    }
    Ok(findings)
}

fn in_column(
    sheet: &Sheet<'_>,
    column: &SheetColumn<'_>,
) -> Result<Option<Finding>, Box<Diagnostic>> {
    let (sql, table) = (&column.sql, sheet.table());
    let answer = sheet.ask(&format!(
        "select {sql} as value, count(*) as n from {table} where {sql} is not null group by 1 order by 1"
    ))?;
    let values = (0..answer.rows.len()).filter_map(|row| match answer.value(row, "value") {
        Value::Text(value) => Some((value.clone(), count(answer.value(row, "n")))),
        _ => None,
    });
    let pairs = spellings(values.collect());
    if pairs.is_empty() {
        return Ok(None);
    }
    let odd: Vec<String> = pairs.iter().map(|(odd, _)| text(&odd.0)).collect();
    let found = sheet.found(&format!("{sql} in ({})", odd.join(", ")))?;
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let several: BTreeSet<&str> = pairs.iter().map(|(_, usual)| usual.0.as_str()).collect();
    let several = several.len();
    let message = say!(
        en "`{name}` in `{file}` seems to spell {several} values in more than one way; {count} of {of} filled cells have a rarer spelling",
        nl "`{name}` in `{file}` lijkt {several} waarden op meer dan één manier te spellen; {count} van de {of} gevulde cellen hebben een zeldzamere spelling",
    );
    let shown = sheet.may_be_told(column.column).then(|| {
        let pairs = pairs.iter().take(SHOWN);
        let shown: Vec<String> = pairs
            .map(|(odd, usual)| format!("`{}` ({}) – `{}` ({})", odd.0, odd.1, usual.0, usual.1))
            .collect();
        let shown = shown.join(", ");
        say!(
            en "the rarer and the usual spelling: {shown}",
            nl "de zeldzamere en de gewone spelling: {shown}",
        )
    });
    let told = Diagnostic::warning(Code("D059"), column.column.row, message).help(say!(
        en "have one spelling chosen; until then, an attribute with `lower` or `if` can bring them together",
        nl "laat één spelling kiezen; tot dan kan een kenmerk met `kleine_letters` of `als` ze samenvoegen",
    ));
    let advice = Advice {
        rule: say!(
            en "each value of `{name}` has one spelling",
            nl "elke waarde van `{name}` heeft één spelling",
        ),
        why: say!(
            en "Each spelling becomes a group of its own: bars that belong together stand apart, and both look too small.",
            nl "Elke spelling wordt een eigen groep: staven die bij elkaar horen staan apart, en lijken allebei te klein.",
        ),
        act: say!(
            en "Choose one spelling, correct these rows, and let people choose from a list where they enter it.",
            nl "Kies één spelling, verbeter deze rijen, en laat mensen uit een lijst kiezen waar ze het invullen.",
        ),
    };
    let finding = sheet.finding(told, Some(column), found, of, advice);
    Ok(Some(finding.showing(shown)))
}

/// The odd spellings, each with the usual one.
fn spellings(values: Vec<Counted>) -> Vec<(Counted, Counted)> {
    let mut groups: BTreeMap<String, Vec<Counted>> = BTreeMap::new();
    for value in values {
        groups.entry(plain(&value.0)).or_default().push(value);
    }
    let mut pairs = Vec::new();
    let mut usual: Vec<(String, Counted)> = Vec::new();
    for (plain, mut group) in groups {
        group.sort_by_key(|(value, n)| (std::cmp::Reverse(*n), value.clone()));
        let mut group = group.into_iter();
        let Some(first) = group.next() else {
            continue;
        };
        pairs.extend(group.map(|odd| (odd, first.clone())));
        usual.push((plain, first));
    }
    pairs.extend(one_letter_apart(&usual));
    pairs
}

/// Spellings that differ in one letter from one that is much more frequent.
fn one_letter_apart(usual: &[(String, Counted)]) -> Vec<(Counted, Counted)> {
    if usual.len() > MOST_CATEGORIES {
        return Vec::new();
    }
    // With a digit in it, one sign makes another code, street or year.
    let is_word = |plain: &str| {
        plain.chars().count() >= SHORTEST && !plain.contains(|c: char| c.is_numeric())
    };
    let words: Vec<&(String, Counted)> = usual.iter().filter(|(plain, _)| is_word(plain)).collect();
    let frequent: Vec<_> = words.iter().filter(|(_, (_, n))| *n >= OFTEN).collect();
    let mut pairs = Vec::new();
    for (plain, odd) in &words {
        let near = frequent.iter().find(|(other, (_, n))| {
            *n >= odd.1.saturating_mul(TIMES)
                && other.len().abs_diff(plain.len()) <= 4
                && strsim::osa_distance(plain, other) == 1
        });
        pairs.extend(near.map(|(_, usual)| (odd.clone(), usual.clone())));
    }
    pairs
}

/// A text without what spelling varies in: small letters, no accents, no blanks.
fn plain(value: &str) -> String {
    let letters = value.chars().flat_map(char::to_lowercase);
    letters
        .filter(|c| !c.is_whitespace() && !('\u{300}'..='\u{36f}').contains(c))
        .map(bare)
        .collect()
}

/// A letter without its accent, for the letters of Western Europe.
fn bare(letter: char) -> char {
    const ACCENTED: [(&str, char); 8] = [
        ("àáâãäå", 'a'),
        ("ç", 'c'),
        ("èéêë", 'e'),
        ("ìíîï", 'i'),
        ("ñ", 'n'),
        ("òóôõöø", 'o'),
        ("ùúûü", 'u'),
        ("ýÿ", 'y'),
    ];
    let found = ACCENTED.iter().find(|(all, _)| all.contains(letter));
    found.map_or(letter, |(_, bare)| *bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd(values: &[(&str, u64)]) -> Vec<(String, String)> {
        let values = values.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect();
        let pairs = spellings(values).into_iter();
        pairs.map(|(odd, usual)| (odd.0, usual.0)).collect()
    }

    fn pair(odd: &str, usual: &str) -> (String, String) {
        (odd.to_owned(), usual.to_owned())
    }

    #[test]
    fn capitals_blanks_accents_and_one_letter() {
        assert_eq!(
            odd(&[("Noord", 20), ("noord", 3), ("Noo rd", 1), ("Zuid", 4)]),
            [pair("noord", "Noord"), pair("Noo rd", "Noord")]
        );
        assert_eq!(odd(&[("café", 1), ("cafe", 2)]), [pair("café", "cafe")]);
        assert_eq!(
            odd(&[("graffitti", 2), ("graffiti", 40)]),
            [pair("graffitti", "graffiti")]
        );
    }

    #[test]
    fn what_is_likely_another_value_stays() {
        for values in [
            [("Buurt 1", 40), ("Buurt 2", 2)],
            [("geel", 40), ("heel", 1)],
            [("Laren", 12), ("Haren", 10)],
            [("graffiti", 4), ("graffitti", 1)],
        ] {
            assert_eq!(odd(&values), []);
        }
    }
}

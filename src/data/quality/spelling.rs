//! D059: one value in more than one spelling: capitals, blanks, marks, accents, or one letter.

use super::rules::SHOWN;
use super::sheet::{Sheet, SheetColumn, count, quoted, text};
use super::table::ROW;
use super::{Advice, Finding};
use crate::data::Value;
use crate::data::infer::alike::{is_slip, spelling};
use crate::data::profile::Seen;
use crate::diag::{Code, Diagnostic};
use crate::formula::term::Type;
use crate::say;
use std::collections::{BTreeMap, BTreeSet};

/// A column with more different values than this holds names or remarks, not categories.
const MOST_VALUES: u64 = 50_000;

/// Beyond so many different values, words that differ in one letter are likely different words.
const MOST_CATEGORIES: usize = 500;

pub(super) fn check(sheet: &Sheet<'_>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    for column in &sheet.columns {
        let telling_apart = column.column.is_key() || column.column.is_unique();
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
    let (sql, table, row) = (&column.sql, sheet.table(), quoted(ROW));
    let answer = sheet.ask(&format!(
        "select {sql} as value, count(*) as n, min({row}) as row from {table} where {sql} is not null group by 1 order by 1"
    ))?;
    let values = (0..answer.rows.len()).filter_map(|at| match answer.value(at, "value") {
        Value::Text(text) => Some(Seen {
            text: text.clone(),
            count: count(answer.value(at, "n")),
            line: count(answer.value(at, "row")),
        }),
        _ => None,
    });
    let pairs = spellings(values.collect());
    if pairs.is_empty() {
        return Ok(None);
    }
    let odd: Vec<String> = pairs.iter().map(|(odd, _)| text(&odd.text)).collect();
    let found = sheet.found(&format!("{sql} in ({})", odd.join(", ")))?;
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let several: BTreeSet<&str> = pairs.iter().map(|(_, usual)| usual.text.as_str()).collect();
    let several = several.len();
    let message = say!(
        en "`{name}` in `{file}` has a rarer spelling of another value in {count} of {of} filled cells",
        nl "`{name}` in `{file}` heeft in {count} van de {of} gevulde cellen een zeldzamere spelling van een andere waarde",
    );
    let shown = sheet.may_be_told(column.column).then(|| {
        let pairs = pairs.iter().take(SHOWN);
        let shown: Vec<String> = pairs
            .map(|(odd, usual)| {
                let (a, b) = (&odd.text, &usual.text);
                format!("`{a}` ({}) – `{b}` ({})", odd.count, usual.count)
            })
            .collect();
        let shown = shown.join(", ");
        say!(
            en "the rarer and the usual spelling: {shown}",
            nl "de zeldzamere en de gewone spelling: {shown}",
        )
    });
    let told = Diagnostic::warning(Code("D059"), column.column.row, message).help(say!(
        en "values with several spellings: {several}",
        nl "waarden met meer spellingen: {several}",
    ));
    let told = told.help(say!(
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
fn spellings(values: Vec<Seen>) -> Vec<(Seen, Seen)> {
    let mut groups: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for value in values {
        groups.entry(plain(&value.text)).or_default().push(value);
    }
    let mut pairs = Vec::new();
    let mut usual: Vec<Seen> = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|seen| (std::cmp::Reverse(seen.count), seen.text.clone()));
        let mut group = group.into_iter();
        if let Some(first) = group.next() {
            pairs.extend(group.map(|odd| (odd, first.clone())));
            usual.push(first);
        }
    }
    if usual.len() <= MOST_CATEGORIES {
        for odd in &usual {
            let mut others = usual.iter().filter(|other| other.count > odd.count);
            let near = others.find(|other| is_slip(odd, other));
            pairs.extend(near.map(|usual| (odd.clone(), usual.clone())));
        }
    }
    pairs
}

/// A text without what spelling varies in: capitals, blanks, marks and accents.
fn plain(text: &str) -> String {
    let letters = spelling(text).unwrap_or_default();
    let letters = letters.chars();
    letters
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
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
        let seen = |(text, count): &(&str, u64)| Seen {
            text: (*text).to_owned(),
            count: *count,
            line: 1,
        };
        let pairs = spellings(values.iter().map(seen).collect()).into_iter();
        pairs.map(|(odd, usual)| (odd.text, usual.text)).collect()
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

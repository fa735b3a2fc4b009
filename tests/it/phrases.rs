//! The phrase engine on the sentences of `tests/phrases/`.

use casus::diag::Lang;
use casus::phrases::{Act, Class, Reading, hedge, is_blank, mailbox, nobody, person, said, title};

/// The rows of a table; lines with `#` are comments.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn lang(code: &str) -> Lang {
    if code == "nl" { Lang::Nl } else { Lang::En }
}

fn class_name(class: Class) -> String {
    format!("{class:?}").to_lowercase()
}

fn act(text: &str, lang: Lang) -> String {
    let act = Act::read(text, lang);
    if act.is_one() {
        return "act".to_owned();
    }
    let named = act.clauses.into_iter().find_map(|reading| match reading {
        Reading::Phrase(hit) => Some(class_name(hit.phrase.class)),
        Reading::Negated(_) => Some("negated".to_owned()),
        Reading::Act | Reading::Fragment => None,
    });
    named.unwrap_or_else(|| "nothing said".to_owned())
}

/// The classes that are criteria for a DPIA.
const CRITERIA: [Class; 6] = [
    Class::Scoring,
    Class::Automatic,
    Class::Monitoring,
    Class::Scale,
    Class::Vulnerable,
    Class::Technology,
];

fn field(name: &str, text: &str, lang: Lang) -> String {
    let none = "none".to_owned();
    match name {
        "who" => {
            let nobody = is_blank(text, lang) || nobody(text, lang).is_some();
            if nobody { "nobody" } else { "role" }.to_owned()
        }
        "within" => hedge(text, lang).map_or("term", |_| "hedge").to_owned(),
        "column" => title(text, lang).map_or(none, |hit| class_name(hit.phrase.class)),
        "criterion" => {
            let met = CRITERIA
                .iter()
                .find(|class| said(text, **class, lang).is_some());
            met.map_or(none, |class| class_name(*class))
        }
        "listed" => said(text, Class::Listed, lang).map_or(none, |hit| hit.phrase.name.to_owned()),
        "name" => person(text, lang).map_or(none, |range| text[range].to_owned()),
        "mailbox" => mailbox(text, lang).map_or(none, |range| text[range].to_owned()),
        _ => match Act::read(text, lang).persons.first() {
            Some(hit) => class_name(hit.phrase.class),
            None => "none".to_owned(),
        },
    }
}

#[test]
fn acts_are_read_as_expected() {
    let table = include_str!("../phrases/acts.tsv");
    let wrong: Vec<String> = rows(table)
        .filter_map(|row| {
            let [code, expected, text] = row[..] else {
                panic!("three columns: {row:?}")
            };
            let found = act(text, lang(code));
            (found != expected).then(|| format!("{expected} expected, {found} found: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn acts_are_told_from_other_words() {
    let table = include_str!("../phrases/act_or_not.tsv");
    let wrong: Vec<String> = rows(table)
        .filter_map(|row| {
            let [code, expected, text] = row[..] else {
                panic!("three columns: {row:?}")
            };
            let found = act(text, lang(code));
            ((found == "act") != (expected == "act"))
                .then(|| format!("{expected} expected, {found} found: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fields_are_read_as_expected() {
    let table = include_str!("../phrases/fields.tsv");
    let wrong: Vec<String> = rows(table)
        .filter_map(|row| {
            let [code, name, expected, text] = row[..] else {
                panic!("four columns: {row:?}")
            };
            let found = field(name, text, lang(code));
            (found != expected)
                .then(|| format!("{name}: {expected} expected, {found} found: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What is understood of each line of a privacy block: the table `tests/privacy/lines.tsv`.

use crate::files::read;
use casus::diag::Lang;
use casus::model::{Dpia, PrivacyFacts, Retention};
use casus::{model, syntax};
use std::fmt::Debug;

/// The Dutch word of a field.
const DUTCH: [(&str, &str); 8] = [
    ("personal data", "persoonsgegevens"),
    ("legal basis", "grondslag"),
    ("public", "openbaar"),
    ("security", "beveiliging"),
    ("processing", "verwerking"),
    ("retention", "bewaren"),
    ("dpia", "dpia"),
    ("compatible with", "verenigbaar met"),
];

#[test]
fn lines_are_understood_as_expected() {
    let table = read("tests/privacy/lines.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    let mut wrong = String::new();
    for row in rows {
        count += 1;
        let cells: Vec<&str> = row.split('\t').collect();
        let [code, field, expected, text] = cells[..] else {
            panic!("four columns: {row}")
        };
        let found = understood(code, field, text);
        if found != expected {
            wrong +=
                &format!("{code} {field}: {text}\n  expected: {expected}\n  found:    {found}\n");
        }
    }
    assert!(count > 80, "{count} rows");
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn understood(code: &str, field: &str, text: &str) -> String {
    let lang = if code == "nl" { Lang::Nl } else { Lang::En };
    let dutch = DUTCH.iter().find(|(en, _)| *en == field).unwrap().1;
    let (head, key) = lang.pick(("case", field), ("casus", dutch));
    let file = format!("{head} x\nprivacy\n  {key}: {text}\n");
    let (tree, mut findings) = syntax::parse(&file);
    let (case, unresolved) = model::resolve(&tree);
    findings.extend(unresolved);
    let facts = case.unwrap().privacy.unwrap().facts;
    let mut said = told(field, &facts);
    if !findings.is_empty() {
        // A foreign word is understood all the same.
        said.retain(|word| matches!(word.as_str(), "yes" | "no"));
        said.push("reported".to_owned());
    }
    said.join(if field == "personal data" { ", " } else { " " })
}

fn told(field: &str, facts: &PrivacyFacts) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |word: &str| said.push(word.to_owned());
    match field {
        "personal data" => {
            facts.none.iter().for_each(|_| say("none"));
            facts.classes.iter().for_each(|c| say(&name(c.value)));
        }
        "legal basis" => {
            facts.bases.iter().for_each(|b| say(&name(b.value)));
            facts
                .exceptions
                .iter()
                .for_each(|e| say(&format!("9({})", e.value)));
            facts.criminal.iter().for_each(|_| say("10"));
            if facts.british {
                say("british");
            }
        }
        "public" => {
            let public = facts.public.as_ref();
            public
                .into_iter()
                .for_each(|p| say(if p.value { "yes" } else { "no" }));
            facts.licence.iter().for_each(|_| say("licence"));
            facts.woo.iter().for_each(|w| say(&name(w.value)));
        }
        "security" => facts.security.iter().for_each(|l| say(&name(l.value))),
        "processing" => facts.number.iter().for_each(|_| say("number")),
        "retention" => match facts.retention.as_ref().map(|r| r.value) {
            Some(Retention::For(count, unit)) => {
                say(&format!("{count} {}", unit.word(2.0, Lang::En)))
            }
            Some(Retention::Until(date)) => say(&format!("until {date}")),
            Some(Retention::Listed) => say("listed"),
            Some(Retention::NotKept) => say("not kept"),
            None => {}
        },
        "dpia" => match facts.dpia.as_ref().map(|d| d.value) {
            Some(Dpia::Done(date)) => say(format!("done {}", or_nothing(date)).trim()),
            Some(Dpia::NotNeeded(date)) => say(format!("not needed {}", or_nothing(date)).trim()),
            Some(Dpia::Pending) => say("pending"),
            None => {}
        },
        _ => facts.incompatible.iter().for_each(|_| say("incompatible")),
    }
    said
}

fn name(value: impl Debug) -> String {
    format!("{value:?}")
}

fn or_nothing(date: Option<jiff::civil::Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

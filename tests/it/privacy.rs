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

/// A case whose privacy is in order; each row of the table spoils it.
const SOUND: &str = "\
case help \"Help\"
question waiting_time: In which areas do people wait too long?
action extra_hours answers waiting_time
  when: waiting > 20 per area for 3 months
  then: opens two extra surgeries a week in that area for 6 weeks
source requests: requests for help
  file: requests.csv
  | column  | type | personal data | used for | rule      |
  | request | text | pseudonym     | key      | not empty |
  | asked   | date | no            | compute  | not empty |
  | area    | text | no            | split    | not empty |
measure waiting
  is: count()
visual by_area: bar of waiting by area, last 12 months
privacy
  personal data: pseudonym, case numbers
  legal basis: GDPR article 6(1)(e); Social Support Act
  purpose: helping people in time
  compatible with: handling of requests (the same purpose)
  processing: record of processing activities, number 112
  retention: 24 months
  dpia: no, criteria not met; data protection officer, 2026-03-12
  small numbers: hide below 5
  security: BBN2, team leaders only
  public: no, Woo 5.1(2)(e)
";

/// The sound case with the changes of a row: `FIELD = VALUE` in the privacy block (no value takes the line away), `+ LINE` at
/// its end, `OLD -> NEW` anywhere; separated by ` / `.
fn spoilt(changes: &str) -> String {
    let mut text = SOUND.to_owned();
    for change in changes.split(" / ").filter(|c| !c.is_empty()) {
        if let Some(line) = change.strip_prefix("+ ") {
            text += &format!("{line}\n");
        } else if let Some((old, new)) = change.split_once(" -> ") {
            assert!(text.contains(old), "{changes}: `{old}` is not there");
            text = text.replace(old, &new.replace("\\n", "\n"));
        } else {
            let (field, value) = change.split_once(" =").unwrap();
            let head = format!("  {field}:");
            let value = value.trim();
            let lines = text
                .lines()
                .filter_map(|line| match line.starts_with(&head) {
                    true => (!value.is_empty()).then(|| format!("{head} {value}\n")),
                    false => Some(format!("{line}\n")),
                });
            text = lines.collect();
        }
    }
    text
}

/// The findings on privacy, each with the text at its place and at the places that explain it.
fn judged(text: &str, policy: &str) -> String {
    let policy = model::Policy::read(&syntax::parse(policy).0).0;
    let as_of = jiff::civil::date(2026, 11, 24);
    let findings = casus::analyse(text, &policy, as_of).findings;
    let own = findings
        .iter()
        .filter(|f| f.code.0.starts_with('P') || f.code.0.starts_with('S'));
    let told = own.map(|f| {
        let others = f.related.iter().map(|r| format!(" ~ {}", r.span.of(text)));
        let severity = f.severity.id();
        format!(
            "{severity} {} {}{}",
            f.code,
            f.span.of(text),
            others.collect::<String>()
        )
    });
    told.collect::<Vec<_>>().join(" / ")
}

#[test]
fn what_is_spoilt_is_found_at_both_places() {
    let table = read("tests/privacy/spoilt.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    let mut wrong = String::new();
    for row in rows {
        count += 1;
        let (changes, expected) = row.split_once('\t').unwrap();
        let found = judged(&spoilt(changes), "");
        if found != expected {
            wrong += &format!("{changes}\n  expected: {expected}\n  found:    {found}\n");
        }
    }
    assert!(count > 50, "{count} rows");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The organisation's small-number rule stands in for the case's.
#[test]
fn the_organisation_may_lay_down_the_rule() {
    let text = spoilt("small numbers =");
    assert_eq!(
        judged(&text, "organisation town\n  small numbers: hide below 5\n"),
        ""
    );
    assert_eq!(
        judged(&text, "organisation town\n  roles: team leader\n"),
        "error P004 pseudonym"
    );
}

/// In a first look at a case the DPIA may still be to come; nothing else is forgiven for a preview.
#[test]
fn a_preview_in_the_first_cycle_only_warns_of_the_dpia() {
    for rule in casus::checks::Rule::ALL {
        for cycle in 1..=3 {
            let (build, preview) = (rule.row().severity(cycle), rule.in_preview(cycle));
            let forgiven = rule.row().name == "Dpia" && cycle == 1;
            assert_eq!(
                build != preview,
                forgiven,
                "{} in cycle {cycle}",
                rule.row().name
            );
        }
    }
}

//! The verdicts beyond words: logic of triggers, roles, persons in visuals, severities that grow with the cycle.

use casus::diag::{Diagnostic, Severity};
use casus::model::Policy;
use jiff::civil::date;

const DATA: &str = "
source s: made
  file: s.csv
  | column  | type   | personal data | used for | rule      |
  | made    | date   | no            | compute  | not empty |
  | closed  | date   | no            | compute  |           |
  | score   | number | no            | compute  | 0 to 10   |
  | adviser | text   | direct        | split    |           |
measure n
  is: count()
measure n2
  is: count(score > 5)
measure p
  is: percentage(score > 5)
measure a
  is: average(score)
measure d
  is: average(days(made, closed))
  empty: closed counts as today
measure r
  is: n / n2
";

/// A case of the given cycle whose only action has these fields.
fn case(cycle: u32, fields: &str) -> String {
    format!(
        "case c\n  cycle: {cycle}\nquestion q: Is it so?\naction act answers q\n{fields}\n{DATA}"
    )
}

fn findings(text: &str, policy: &Policy) -> Vec<Diagnostic> {
    casus::analyse(text, policy, date(2026, 11, 24)).findings
}

/// The finding with this code; `None` when there is none.
fn found(text: &str, code: &str) -> Option<Diagnostic> {
    let all = findings(text, &Policy::default());
    all.into_iter().find(|f| f.code.0 == code)
}

#[test]
fn logic_tells_which_triggers_are_hollow() {
    let table = include_str!("../triggers/triggers.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let wrong = rows.filter_map(|row| {
        let (expected, trigger) = row.split_once('\t').unwrap();
        let text = case(1, &format!("  when: {trigger}\n  then: opens a desk"));
        let broken = findings(&text, &Policy::default());
        let broken = broken.iter().find(|f| f.code.0.starts_with(['S', 'F']));
        assert!(broken.is_none(), "{trigger}: {broken:?}");
        let says = match found(&text, "N008") {
            Some(f) if f.message.en.contains("always") => "always",
            Some(_) => "never",
            None => "open",
        };
        (says != expected).then(|| format!("{expected} expected, {says} found: {trigger}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_one_of_the_roles_where_they_are_listed() {
    let policy = Policy {
        roles: vec!["Area manager".to_owned(), "head of Maintenance".to_owned()],
        ..Policy::default()
    };
    let outside = |who: &str| {
        let text = case(
            1,
            &format!("  when: n > 5\n  then: opens a desk\n  who: {who}"),
        );
        findings(&text, &policy).iter().any(|f| f.code.0 == "N007")
    };
    assert!(!outside("area manager"));
    assert!(!outside("area manager (deputy: planner)"));
    assert!(outside("area managers' union"));
    assert!(outside("contract manager"));
    // Nobody is N006's business.
    assert!(!outside("we"));
    let text = case(
        1,
        "  when: n > 5\n  then: opens a desk\n  who: contract manager",
    );
    assert!(found(&text, "N007").is_none(), "no roles are listed");
}

#[test]
fn slots_grow_stricter_with_the_cycle() {
    let severity = |cycle: u32, fields: &str, code: &str| {
        found(&case(cycle, fields), code).map(|f| f.severity)
    };
    let weak = "  when: n >= 0\n  then: opens a desk\n  who: we\n  within: soon";
    for code in ["N006", "N008", "N010"] {
        assert_eq!(severity(1, weak, code), Some(Severity::Warning), "{code}");
        assert_eq!(severity(2, weak, code), Some(Severity::Error), "{code}");
        assert_eq!(severity(3, weak, code), Some(Severity::Error), "{code}");
    }
    let undated = "  then: opens a desk\n  who: team lead\n  within: 5 days";
    assert_eq!(severity(1, undated, "N005"), Some(Severity::Warning));
    assert_eq!(severity(2, undated, "N005"), Some(Severity::Error));
    let no_act = "  when: n > 5\n  then: monitors the queue\n  who: team lead";
    assert_eq!(severity(1, no_act, "N002"), Some(Severity::Error));
}

#[test]
fn empty_slots_decide() {
    let codes = |fields: &str| -> Vec<&str> {
        let all = findings(&case(1, fields), &Policy::default());
        let codes = all.iter().map(|f| f.code.0);
        codes.filter(|code| code.starts_with('N')).collect()
    };
    assert_eq!(
        codes("  then: TBD\n  when: n > 5\n  who: team lead\n  within: 5 days"),
        ["N001"]
    );
    assert_eq!(
        codes("  when: n > 5\n  then: opens a desk\n  who: team lead"),
        ["N010"]
    );
    assert_eq!(
        codes("  when: n > 5\n  then: opens a desk\n  within: 5 days"),
        ["N006"]
    );
    assert_eq!(
        codes("  then: opens a desk\n  who: team lead\n  within: 5 days"),
        ["N005"]
    );
    let dated = "  on date: 2027-06-01\n  then: opens a desk\n  who: team lead";
    assert!(codes(dated).is_empty(), "a date is a term");
}

#[test]
fn otherwise_must_differ() {
    let fields = |otherwise: &str| {
        format!("  when: n > 5\n  then: Opens a second desk.\n  otherwise: {otherwise}")
    };
    assert!(found(&case(1, &fields("opens a second desk")), "N009").is_some());
    assert!(found(&case(1, &fields("opens a third desk")), "N009").is_none());
}

#[test]
fn visuals_compare_no_persons() {
    let visual = |form: &str| {
        let act = "  when: n > 5\n  then: opens a desk";
        format!("{}visual v: {form}\n  serves: act\n", case(1, act))
    };
    assert!(found(&visual("bar of n by adviser"), "P001").is_some());
    assert!(found(&visual("list of adviser"), "P001").is_none());
}

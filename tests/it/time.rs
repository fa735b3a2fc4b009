//! What the calendar does to a case: findings that come with the day, and the list of what falls due.

use casus::checks::due::{self, What};
use casus::diag::Severity::{self, Error, Info, Warning};
use casus::model::Policy;
use jiff::civil::{Date, date};

const CASE: &str = "case c
  maintainer: data team
  review before: 2027-06-01
  stage: in use
question q: Is it so?
  kind: exploration
action decide answers q
  on date: 2027-03-01
  then: opens a desk
  who: team lead
action report answers q
  on date: every year before 29 February
  then: sends the report to the council
  who: team lead
privacy
  dpia: yes, 2024-02-29, looked at again (2024-05-10).
";

/// The time codes found on a day.
fn found(text: &str, as_of: Date) -> Vec<(&'static str, Severity)> {
    let findings = casus::analyse(text, &Policy::default(), as_of).findings;
    let time = findings
        .iter()
        .filter(|f| ["M007", "M008", "M009"].contains(&f.code.0));
    time.map(|f| (f.code.0, f.severity)).collect()
}

#[test]
fn each_finding_comes_on_its_day() {
    let review = |severity| ("M007", severity);
    let (act, dpia) = (("M008", Warning), ("M009", Warning));
    let table = [
        (date(2027, 3, 1), vec![]),
        (date(2027, 3, 2), vec![act]),
        (date(2027, 5, 1), vec![act]),
        (date(2027, 5, 2), vec![review(Info), act]),
        (date(2027, 5, 10), vec![review(Info), act]),
        (date(2027, 5, 11), vec![review(Info), act, dpia]),
        (date(2027, 5, 31), vec![review(Info), act, dpia]),
        (date(2027, 6, 1), vec![review(Error), act, dpia]),
    ];
    for (day, wanted) in table {
        assert_eq!(found(CASE, day), wanted, "{day}");
    }
}

#[test]
fn a_retired_case_is_left_alone() {
    let retired = CASE.replace("in use", "retired");
    assert!(found(&retired, date(2030, 1, 1)).is_empty());
}

#[test]
fn what_falls_due_is_found_with_its_day() {
    let as_of = date(2026, 11, 24);
    let case = casus::analyse(CASE, &Policy::default(), as_of)
        .case
        .unwrap();
    let due: Vec<_> = due::of(&case, as_of)
        .into_iter()
        .map(|due| (due.date, matches!(due.what, What::Action { .. })))
        .collect();
    let wanted = [
        (date(2027, 6, 1), false),
        (date(2027, 3, 1), true),
        (date(2027, 2, 28), true),
        (date(2027, 5, 10), false),
    ];
    assert_eq!(due, wanted);
}

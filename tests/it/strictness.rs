//! Every cell of the table of strictness: `tests/strictness/RULE-CODE.case` breaks one rule, once, and `CYCLE` in it stands for
//! the cycle. What is found with that code has exactly the severity of the table.

use crate::files::{below, root};
use casus::checks::Rule;
use casus::diag::Lang;
use casus::model::Policy;
use casus::syntax;
use jiff::civil::{Date, date};

const AS_OF: Date = date(2026, 11, 24);

/// Where each rule and code has its case.
fn cases() -> impl Iterator<Item = (Rule, &'static str, String)> {
    Rule::ALL.iter().flat_map(|rule| {
        let row = rule.row();
        row.codes().map(move |code| {
            let path = format!("tests/strictness/{}-{code}.case", row.name);
            (*rule, code.0, path)
        })
    })
}

/// The policy of every case; it lists roles, so that N007 can be shown.
fn policy() -> Policy {
    let text = "organisation town\n  roles: area manager, planner\n";
    Policy::read(&syntax::parse(text).0).0
}

#[test]
fn every_cell_is_what_is_found() {
    let mut wrong = String::new();
    for (rule, code, path) in cases() {
        let text = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
        assert!(text.contains("CYCLE"), "{path} does not say CYCLE");
        for cycle in 1..=4 {
            let text = text.replace("CYCLE", &cycle.to_string());
            let findings = casus::analyse(&text, &policy(), AS_OF).findings;
            let own = findings.iter().filter(|f| f.code.0 == code);
            let found: Vec<_> = own.map(|f| f.severity).collect();
            if found != [rule.row().severity(cycle)] {
                wrong += &format!("{path}, cycle {cycle}: {found:?}\n");
            }
            let others = findings.iter().filter(|f| f.code.0 != code);
            let others: Vec<_> = others.map(|f| f.code.0).collect();
            if !others.is_empty() {
                wrong += &format!("{path}, cycle {cycle}: {others:?} besides\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_case_belongs_to_a_cell() {
    let known: Vec<_> = cases().map(|(_, _, path)| path).collect();
    for file in below("tests/strictness") {
        assert!(known.contains(&file), "{file}: no such rule and code");
    }
}

/// The law is as strict in the first cycle as in the last.
#[test]
fn the_law_does_not_wait() {
    for rule in Rule::ALL.iter().filter(|rule| rule.row().law) {
        let row = rule.row();
        assert_eq!(row.severity(1), row.severity(3), "{}", row.name);
    }
}

#[test]
fn strictness_never_falls() {
    for rule in Rule::ALL {
        let row = rule.row();
        assert!(row.severity(1) <= row.severity(2) && row.severity(2) <= row.severity(3));
        assert_ne!(row.wording(Lang::En), "");
    }
}

/// What an action must say differs by the kind of its question.
#[test]
fn each_kind_asks_its_own_lines() {
    let asked = [
        (
            "steering",
            "`meeting`, `mandate`, `done when` or `otherwise`",
        ),
        (
            "selection",
            "`meeting`, `mandate`, `done when` or `otherwise`",
        ),
        ("accountability", "`meeting`, `mandate` or `duty`"),
        ("exploration", "`meeting`, `mandate` or `otherwise`"),
    ];
    for (kind, lines) in asked {
        let text = format!(
            "case town\n  cycle: 3\nquestion q: What now?\n  kind: {kind}\naction a answers q\n  \
             then: moves one crew to that area for 3 weeks\n  who: planner\n  within: 2 weeks\n"
        );
        let findings = casus::analyse(&text, &policy(), AS_OF).findings;
        let own = findings.iter().filter(|f| f.code.0 == "M002");
        let said: Vec<_> = own.map(|f| f.message.en.as_str()).collect();
        assert_eq!(said, [format!("action `a` has no {lines}")], "{kind}");
    }
}

//! Every cell of the table of strictness: `tests/strictness/RULE-CODE.case` breaks one rule, once, and `CYCLE` in it stands for
//! the cycle. What is found with that code has exactly the severity of the table.

use crate::files::{below, root};
use casus::checks::Rule;
use casus::diag::{Lang, Severity};
use casus::model::Policy;
use casus::syntax;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

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

/// An organisation that is stricter about a rule, in a language.
fn stricter(rule: Rule, how: &str, lang: Lang) -> (Policy, Vec<&'static str>) {
    let (head, roles, strictness) = lang.pick(
        ("organisation", "roles", "strictness"),
        ("organisatie", "rollen", "strengheid"),
    );
    let word = rule.row().word(lang);
    let text =
        format!("{head} town\n  {roles}: area manager, planner\n  {strictness}: {word} {how}\n");
    let (tree, mut findings) = syntax::parse(&text);
    let (policy, more) = casus::analyse_policy(&tree);
    findings.extend(more);
    (policy, findings.iter().map(|f| f.code.0).collect())
}

#[test]
fn an_organisation_can_tighten_every_rule() {
    let wordings = [
        (Lang::En, "error from cycle 2"),
        (Lang::Nl, "fout vanaf cyclus 2"),
    ];
    for (rule, code, path) in cases() {
        let text = std::fs::read_to_string(root().join(&path)).unwrap();
        for (lang, how) in wordings {
            let (policy, wrong) = stricter(rule, how, lang);
            assert!(wrong.is_empty(), "{path}: {wrong:?}");
            for cycle in 1..=4 {
                let text = text.replace("CYCLE", &cycle.to_string());
                let findings = casus::analyse(&text, &policy, AS_OF).findings;
                let own = findings.iter().filter(|f| f.code.0 == code);
                let found: Vec<_> = own.map(|f| f.severity).collect();
                let table = rule.row().severity(cycle);
                let wanted = if cycle < 2 { table } else { Severity::Error };
                assert_eq!(found, [wanted], "{path}, cycle {cycle}");
            }
        }
    }
}

/// Nothing in the table is lighter than information in every cycle, so asking for that can only be meant to loosen.
#[test]
fn an_organisation_can_loosen_no_rule() {
    for rule in Rule::ALL {
        for lang in [Lang::En, Lang::Nl] {
            let (_, wrong) = stricter(*rule, "info", lang);
            assert_eq!(wrong, ["S025"], "{}", rule.row().word(lang));
        }
        let (lightened, _) = stricter(*rule, "info", Lang::En);
        let path = cases().find(|(of, ..)| of == rule).unwrap();
        let text = std::fs::read_to_string(root().join(&path.2)).unwrap();
        let text = text.replace("CYCLE", "3");
        let findings = casus::analyse(&text, &lightened, AS_OF).findings;
        assert!(
            findings
                .iter()
                .any(|f| f.code.0 == path.1 && f.severity == rule.row().severity(3))
        );
    }
}

#[test]
fn every_rule_has_a_word_of_its_own() {
    for lang in [Lang::En, Lang::Nl] {
        let words: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.row().word(lang)).collect();
        assert_eq!(words.len(), Rule::ALL.len(), "{words:?}");
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

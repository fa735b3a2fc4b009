//! `casus translate`: a case in the other language means the same, and comes back as `fmt` writes it.
//!
//! A folder `tests/translate/NAME/` holds one case in both languages, `nl.case` and `en.case`; each is what the other is
//! translated to.

use crate::files::{ending, read, root};
use crate::format::change;
use crate::{generate, pairs};
use casus::diag::{Lang, Severity};
use casus::format::format;
use casus::model::{Case, Policy};
use casus::syntax::{LineKind, parse};
use casus::translate::translate;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const AS_OF: Date = date(2026, 11, 24);

#[test]
fn fixtures() {
    let files = ending("tests/translate", "/nl.case");
    assert!(!files.is_empty());
    for dutch in files {
        let english = dutch.replace("/nl.case", "/en.case");
        for (file, other, to) in [(&dutch, &english, Lang::En), (&english, &dutch, Lang::Nl)] {
            let translation = translate(&read(file), to);
            assert_eq!(translation.findings, [], "{file}");
            if std::env::var_os("UPDATE").is_some() && to == Lang::En {
                std::fs::write(root().join(other), &translation.text).expect("a fixture");
            }
            assert_eq!(difference(file, &read(other), &translation.text), "");
        }
        assert_eq!(same_meaning(&read(&dutch), &dutch), "");
    }
}

/// What a case becomes, and the codes of what could not be read in it.
fn become_in(to: Lang, text: &str) -> (String, Vec<&'static str>) {
    let translation = translate(text, to);
    let codes = translation.findings.iter().map(|f| f.code.0).collect();
    (translation.text, codes)
}

#[test]
fn a_line_that_would_become_another_thing_is_joined() {
    let dutch = "casus a\n\nactie x bij q\n  dan:  vraagt\n        who: is het?\n        source systems\n        en meer\n  wie:  ik\n";
    let english = "case a\n\naction x answers q\n  then:  vraagt who: is het? source systems\n         en meer\n  who:   ik\n";
    assert_eq!(become_in(Lang::En, dutch), (english.to_owned(), vec![]));
}

#[test]
fn names_that_would_become_words_get_backticks() {
    let dutch = "casus a\n\nmaat m\n  is: aantal(no = ja en leeg en `x-y` > 1,5)\n";
    let english = "case a\n\nmeasure m\n  is: count(`no` = yes and leeg and `x-y` > 1.5)\n";
    assert_eq!(become_in(Lang::En, dutch), (english.to_owned(), vec![]));
    let english = "case a\n\nvisual v: bar of m by week and category and per week of date\n";
    let dutch = "casus a\n\nbeeld v: staaf van m per `week` en category en week van date\n";
    assert_eq!(become_in(Lang::Nl, english), (dutch.to_owned(), vec![]));
}

#[test]
fn what_can_not_be_read_stays_and_is_told() {
    let dutch = "casus a\n  herzien voor:  06/01/2027\n  fase:          bouwen\n\nmaat m\n  is:      som(x; 1.234 gedurende\n  leeg:    x telt soms\n  norm:    1.234,5, bron: ik\n\nvraagt u dit?\n";
    let english = "case a\n  review before:  06/01/2027\n  stage:          bouwen\n\nmeasure m\n  is:       som(x; 1.234 gedurende\n  empty:    x telt soms\n  norm:     1.234,5, bron: ik\n\n  vraagt u dit?\n";
    let codes = vec!["S100", "S100", "S100", "S100", "S100", "S001"];
    assert_eq!(become_in(Lang::En, dutch), (english.to_owned(), codes));
    let rule = "casus a\n\nbron s\n  | kolom | soort | regel              |\n  | x     | tekst | een van a; unique  |\n  | y     | getal | een van a; 1,5     |\n";
    let (text, codes) = become_in(Lang::En, rule);
    assert!(text.contains("| een van a; unique  |"), "{text}");
    assert!(text.contains("| een van a; 1,5     |"), "{text}");
    assert_eq!(codes, ["S100", "S100"]);
}

#[test]
fn what_was_meant_is_written() {
    let mixed = "casus a\n  domain: x\n  cyclus 2\nquestion q: x?\n  soort: steering\n";
    let english = "case a\n  domain: x\n  cycle:  2\n\nquestion q: x?\n  kind: steering\n";
    let (text, codes) = become_in(Lang::En, mixed);
    assert_eq!(text, english);
    assert_eq!(codes, ["S003", "S004", "S003"]);
}

#[test]
fn the_own_language_is_what_fmt_writes() {
    let text = "casus  a\n  fase:bouw\n";
    let (own, codes) = become_in(Lang::Nl, text);
    assert_eq!(
        (own.as_str(), codes.as_slice()),
        ("casus a\n  fase:  bouw\n", [].as_slice())
    );
}

/// Every case of the repository that can be read.
fn cases() -> Vec<(String, String)> {
    let folders = ["examples", "tests"];
    let files = folders.iter().flat_map(|folder| ending(folder, ".case"));
    // One case holds waivers of the wrong language, on purpose.
    let files = files.filter(|file| !file.contains("/uitzonderingen/"));
    let files = files.map(|file| (file.clone(), read(&file).replace("CYCLE", "2")));
    let pairs = pairs::pairs().into_iter();
    let pairs = pairs.map(|pair| (format!("pair {}", pair.id), pair.as_case()));
    let made = (0..4).map(|n| (format!("generated {n}"), generate::case(n)));
    files.chain(pairs).chain(made).collect()
}

/// Whether all words and formulas are understood: a slip is put right or stays as it is, so that its translation differs.
fn can_be_read(text: &str) -> bool {
    let findings = casus::analyse(text, &Policy::default(), AS_OF).findings;
    let mut slips = findings.iter().filter(|f| f.severity == Severity::Error);
    slips.all(|f| !f.code.0.starts_with(['S', 'F']))
}

#[test]
fn there_and_back_is_what_fmt_makes_of_it() {
    let mut seen = 0;
    let mut faults = String::new();
    for (name, text) in cases() {
        let (tree, findings) = parse(&text);
        let there = translate(&text, tree.lang.other());
        let mut back = translate(&there.text, tree.lang);
        if findings.is_empty() && can_be_read(&text) {
            // Dutch has several ways to write a row of days.
            let wanted = format(&text, &tree).replace(" tot en met ", " t/m ");
            back.text = back.text.replace(" tot en met ", " t/m ");
            faults += &difference(&name, &wanted, &back.text);
            seen += 1;
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    assert!(seen > 300, "{seen} cases");
}

#[test]
fn the_translation_means_the_same() {
    let mut seen = 0;
    let mut faults = String::new();
    for (name, text) in cases() {
        let there = translate(&text, parse(&text).0.lang.other());
        if there.findings.is_empty() && can_be_read(&text) {
            faults += &same_meaning(&text, &name);
            seen += 1;
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    assert!(seen > 300, "{seen} cases");
}

/// How the model or the findings of a translation differ. Free text stays, and is judged by the phrases of the new language;
/// so the pairs, which try out such phrases, may be judged otherwise.
fn same_meaning(text: &str, name: &str) -> String {
    let judged = |text: &str| casus::analyse(text, &Policy::default(), AS_OF);
    let there = translate(text, parse(text).0.lang.other());
    let (one, other) = (judged(text), judged(&there.text));
    let meaning =
        |analysis: &casus::Analysis| analysis.case.as_ref().map_or(String::new(), meaning);
    let by_words = |code: &&str| match name.starts_with("pair") {
        true => code.starts_with(['N', 'M', 'P']),
        false => BY_WORDS.contains(code),
    };
    let codes = |findings: &[casus::diag::Diagnostic]| {
        let codes = findings.iter().map(|f| f.code.0);
        let mut codes: Vec<_> = codes.filter(|code| !by_words(code)).collect();
        codes.sort_unstable();
        codes.join("\n")
    };
    difference(name, &meaning(&one), &meaning(&other))
        + &difference(name, &codes(&one.findings), &codes(&other.findings))
}

/// The findings that follow from phrases.
const BY_WORDS: [&str; 12] = [
    "N002", "N003", "N004", "N006", "N009", "N010", "P001", "P005", "P006", "P007", "P010", "P015",
];

/// The first line in which two texts differ, if there is one.
fn difference(name: &str, wanted: &str, found: &str) -> String {
    let lines = |text: &str| {
        text.lines()
            .map(str::to_owned)
            .chain([String::new()])
            .collect::<Vec<_>>()
    };
    let (wanted, found) = (lines(wanted), lines(found));
    let mut both = wanted.iter().zip(&found);
    match both.position(|(a, b)| a != b) {
        Some(at) => format!(
            "{name}, line {}:\n  {}\n  {}\n",
            at + 1,
            wanted[at],
            found[at]
        ),
        None if wanted.len() != found.len() => format!("{name}: lines are missing\n"),
        None => String::new(),
    }
}

/// What a case means, without the places and the words of the language.
fn meaning(case: &Case) -> String {
    let mut parts = vec![format!(
        "{} {:?} {:?}",
        case.title, case.facts.cycle, case.facts.stage
    )];
    let facts = &case.facts;
    parts.push(format!("{:?} {:?}", facts.workshop, facts.review_before));
    parts.push(format!("{:?} {:?}", facts.tooling, facts.may_inspire));
    for q in &case.questions {
        parts.push(format!(
            "{:?} {:?} {:?} {:?}",
            q.name, q.text, q.kind, q.actions
        ));
    }
    for a in &case.actions {
        let trigger =
            |t: &casus::model::Trigger| format!("{:?} {:?} {:?}", t.condition, t.per, t.lasting);
        let occasion = match &a.occasion {
            Some(casus::model::Occasion::When(t)) => trigger(t),
            Some(casus::model::Occasion::Choose(c)) => {
                format!("{} {} {:?} {:?}", c.top, c.count, c.dimension, c.measure)
            }
            Some(casus::model::Occasion::On(d)) => format!("{:?}", d.when),
            Some(casus::model::Occasion::Broken(_)) => "broken".to_owned(),
            None => "none".to_owned(),
        };
        let done = a.done_when.as_ref().map(trigger);
        parts.push(format!("{:?} {:?} {occasion} {done:?}", a.name, a.question));
        parts.push(format!(
            "{:?} {:?} {:?} {:?}",
            a.then, a.who, a.meeting, a.otherwise
        ));
    }
    for s in &case.sources {
        parts.push(format!(
            "{:?} {:?} {:?} {:?}",
            s.name, s.origin, s.missing, s.dates
        ));
        // The values of `one of` are texts, also where they are numbers.
        parts.extend(s.columns.iter().map(|c| format!("{c:?}").replace(',', ".")));
        parts.push(format!("{:?} {:?}", s.links, s.numbers));
    }
    for a in &case.attributes {
        parts.push(format!(
            "{:?} {:?} {:?} {:?}",
            a.name, a.source, a.term, a.ty
        ));
    }
    for m in &case.measures {
        parts.push(format!(
            "{:?} {} {:?} {:?}",
            m.name, m.label, m.term, m.date
        ));
        parts.push(format!(
            "{:?} {:?} {:?} {}",
            m.unit, m.norm, m.better, m.percent
        ));
    }
    for v in &case.visuals {
        parts.push(format!(
            "{:?} {:?} {:?} {:?}",
            v.name, v.serves, v.sentence, v.title
        ));
    }
    for e in &case.examples {
        parts.push(format!("{:?} {:?}", e.name, e.expects));
    }
    parts.push(format!("{:?}", case.filters));
    parts.push(format!(
        "{:?}",
        case.privacy.as_ref().and_then(|p| p.small_numbers.clone())
    ));
    without_places(&parts.join("\n"))
}

/// `Span { start: 1, end: 2 }` says where, not what.
fn without_places(text: &str) -> String {
    let mut pieces = text.split("Span { start: ");
    let first = pieces.next().unwrap_or_default().to_owned();
    let after = |piece: &str| {
        piece
            .split_once('}')
            .map_or("", |(_, rest)| rest)
            .to_owned()
    };
    first + &pieces.map(after).collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is spoilt: nothing panics, and what could be read comes back as it was.
    #[test]
    fn spoilt_cases_keep_their_words(changes in prop::collection::vec(change(), 1..12)) {
        let text = changes.iter().fold(REAL.to_owned(), |text, change| change.apply(&text));
        let (tree, findings) = parse(&text);
        let there = translate(&text, tree.lang.other());
        let lines = lines(&text).cmp(&lines(&there.text));
        prop_assert!(lines.is_ge(), "{}\n{}", text, there.text);
        // A line that the other language would take for a field is joined to the one above it, and stays so.
        if findings.is_empty() && there.findings.is_empty() && lines.is_eq() {
            let back = translate(&there.text, tree.lang);
            let (wanted, found) = (single(&format(&text, &tree)), single(&back.text));
            prop_assert_eq!(difference("", &wanted, &found), "", "{}", there.text);
        }
    }
}

const REAL: &str = include_str!("../translate/everything/nl.case");

/// A unit as it stands after several.
fn plural(word: &str) -> &str {
    match word {
        "werkdag" => "werkdagen",
        "dag" => "dagen",
        "week" => "weken",
        "maand" => "maanden",
        "kwartaal" => "kwartalen",
        "jaren" => "jaar",
        "uren" => "uur",
        _ => word,
    }
}

/// The text with single blanks and one number for units: between the words of one expression other blanks do not come back,
/// and `5 werkdag` comes back as `5 werkdagen`.
fn single(text: &str) -> String {
    let line = |line: &str| {
        line.split_whitespace()
            .map(plural)
            .collect::<Vec<_>>()
            .join(" ")
            + "\n"
    };
    text.lines().map(line).collect()
}

/// How many lines are not blank.
fn lines(text: &str) -> usize {
    let lines = parse(text).0.lines.into_iter();
    lines.filter(|line| line.kind != LineKind::Blank).count()
}

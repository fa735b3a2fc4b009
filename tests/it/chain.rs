//! Who serves whom, beyond what the manual pages show: the ways round, and what must stay silent.

use casus::diag::Severity;
use casus::model::Policy;
use jiff::civil::date;

/// The chain findings (R010 and up, V001, F050, F051) as `CODE severity place`.
fn chain(text: &str) -> Vec<String> {
    let analysis = casus::analyse(text, &Policy::default(), date(2026, 11, 24));
    let own = analysis.findings.iter().filter(|f| {
        ("R010".."R090").contains(&f.code.0) || ["V001", "F050", "F051"].contains(&f.code.0)
    });
    own.map(|f| {
        format!("{} {} {}", f.code, f.severity.id(), f.span.of(text))
            .trim_end()
            .to_owned()
    })
    .collect()
}

/// A case in which everything serves; `more` is added at the end.
fn case(more: &str) -> String {
    format!(
        "case a\n\
         question q: Which?\n\
         action act answers q\n\
         \x20 when: late > 3 for 2 weeks\n\
         source s: rows\n\
         | column | type | used for | rule | personal data |\n\
         | id | whole number | key | | direct |\n\
         | made | date | compute | not empty | no |\n\
         | due | date | compute | | no |\n\
         | kind | text | split | | no |\n\
         measure late \"Late\"\n\
         \x20 is: count(due is empty)\n\
         \x20 date: made\n\
         visual trend: line of late by kind per week\n\
         \x20 serves: act\n\
         {more}"
    )
}

#[test]
fn a_whole_chain_is_silent() {
    assert_eq!(chain(&case("")), [""; 0]);
}

#[test]
fn a_measure_serves_by_way_of_another() {
    let text = case("measure rate\n  is: late / all\nmeasure all\n  is: count()\n  date: made\n");
    assert_eq!(chain(&text), ["R011 error rate", "R011 error all"]);
    let shown = format!("{text}visual rates: number of rate\n  serves: act\n");
    assert_eq!(chain(&shown), [""; 0]);
}

#[test]
fn done_when_uses_a_measure_and_need_not_be_shown() {
    let text = case("").replace("for 2 weeks\n", "for 2 weeks\n  done when: all > 1\n");
    let text = format!("{text}measure all\n  is: count()\n  date: made\n");
    assert_eq!(chain(&text), [""; 0]);
}

#[test]
fn each_measure_of_a_trigger_has_to_be_seen() {
    let text = case("measure all\n  is: count()\n  date: made\n");
    let text = text.replace("late > 3 for", "late > 3 and all > 5 and all < 9 for");
    assert_eq!(chain(&text), ["R015 error all"]);
}

#[test]
fn columns_are_used_in_many_ways() {
    let columns =
        |row: &str, more: &str| chain(&case(more).replace("| kind |", &format!("{row}\n| kind |")));
    let plain = "| where | text | | | no |";
    assert_eq!(columns(plain, ""), ["R013 warning where"]);
    assert_eq!(
        columns("| where | text | | | indirect |", ""),
        ["R013 error where"]
    );
    assert_eq!(
        columns("| where | text | | | |", ""),
        ["R013 warning where"]
    );
    assert_eq!(columns(plain, "filter: where\n"), [""; 0]);
    let attribute = "attribute far of s\n  is: where = \"x\"\nfilter: far\n";
    assert_eq!(columns(plain, attribute), [""; 0]);
    let condition = "visual v: number of late, where `where` = \"x\"\n  serves: act\n";
    assert_eq!(columns(plain, condition), [""; 0]);
    let link = "source t: others\n| column | type | used for |\n| where | text | link |\n";
    let linked = columns(plain, link);
    assert_eq!(linked, ["R013 warning where", "R013 warning where"]);
    let text = case(link).replace("| kind |", &format!("{plain}\n| kind |"));
    let text = text.replace(
        "source s: rows\n",
        "source s: rows\n  link: where -> t.where\n",
    );
    assert_eq!(chain(&text), [""; 0]);
}

#[test]
fn used_for_is_held_against_the_uses_found() {
    let told = |word: &str, more: &str| {
        let row = format!("| place | text | {word} | | no |");
        chain(&case(more).replace("| kind |", &format!("{row}\n| kind |")))
    };
    let filter = "filter: place\n";
    assert_eq!(told("filter", filter), [""; 0]);
    assert_eq!(told("key and filter", filter), [""; 0]);
    assert_eq!(told("", filter), [""; 0]);
    assert_eq!(told("split", filter), ["R014 info split"]);
    assert_eq!(
        told("split and filter", filter),
        ["R014 info split and filter"]
    );
    let condition = "measure some\n  is: count(due is empty where place = \"x\")\n  date: made\n\
                     visual v: number of some\n  serves: act\n";
    assert_eq!(told("filter", condition), [""; 0]);
    assert_eq!(told("compute", condition), [""; 0]);
}

/// One slip gives one finding: what a broken part names counts as used.
#[test]
fn what_could_not_be_read_uses_what_it_names() {
    let broken = case("").replace("is: count(due is empty)", "is: count(due is emty");
    assert_eq!(chain(&broken), [""; 0]);
    let broken = case("").replace(
        "line of late by kind per week",
        "lime of late by kind per week",
    );
    assert_eq!(chain(&broken), [""; 0]);
    let broken = case("").replace("serves: act", "serves: akt");
    assert_eq!(chain(&broken), [""; 0]);
    let broken = case("").replace("late > 3 for", "late > for");
    assert_eq!(chain(&broken), [""; 0]);
}

#[test]
fn empty_dates_grow_with_the_cycle() {
    let measure = "measure wait\n  is: median(days(made, due))\n  date: made\n\
                   visual w: number of wait\n  serves: act\n";
    assert_eq!(chain(&case(measure)), ["F050 warning due"]);
    let second = case(measure).replace("case a\n", "case a\n  cycle: 2\n");
    assert_eq!(chain(&second), ["F050 error due"]);
}

#[test]
fn ten_thousands_of_blocks_are_judged_in_linear_time() {
    use std::fmt::Write;
    let mut text = case("");
    for n in 0..5_000 {
        let _ = write!(
            text,
            "action a{n} answers q\n  when: m{n} > 1\n  then: moves one crew\nmeasure m{n}\n  is: count()\n  date: made\n\
             visual v{n}: number of late\n"
        );
    }
    let started = std::time::Instant::now();
    let found = chain(&text);
    assert!(found.len() >= 10_000, "{}", found.len());
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    assert!(found.iter().all(|f| f.contains(Severity::Error.id())));
}

//! A folder is a conversation: `tests/interviews/NAME/answers.txt` holds the lines that somebody types, with an `organisation.case`
//! beside it where policy matters. The first line says the language and the name of the case: `nl wmo`, or `nl` alone.
//!
//! `transcript.txt` is what stands on the terminal, `result.case` what was kept, and `findings.txt` what is still open in it.
//! `UPDATE=1` writes what comes out now.

use crate::files::{below, read, root};
use casus::checks::Verdict;
use casus::diag::{Lang, Severity};
use casus::interview::{Interview, template};
use casus::model::Policy;
use casus::{format, syntax};
use jiff::civil::{Date, date};
use std::fmt::Write;
use std::fs;

const TODAY: Date = date(2026, 11, 24);

/// The folders.
fn folders() -> Vec<String> {
    let answers = below("tests/interviews").into_iter();
    let folders = answers.filter_map(|f| Some(f.strip_suffix("/answers.txt")?.to_owned()));
    folders.collect()
}

fn policy(folder: &str) -> Policy {
    let path = root().join(folder).join("organisation.case");
    let text = fs::read_to_string(path).unwrap_or_default();
    Policy::read(&syntax::parse(&text).0).0
}

/// What a conversation gives.
struct Talk {
    transcript: String,
    result: Option<String>,
    lang: Lang,
}

fn talk(folder: &str) -> Talk {
    let answers = read(&format!("{folder}/answers.txt"));
    let (first, answers) = answers.split_once('\n').unwrap();
    let (code, name) = first.split_once(' ').unwrap_or((first, ""));
    let lang = if code == "nl" { Lang::Nl } else { Lang::En };
    let name = Some(name.to_owned()).filter(|n| !n.is_empty());
    let policy = policy(folder);
    let mut interview = Interview::new(lang, name, &policy, TODAY);
    let mut transcript = interview.opening();
    for line in answers.lines() {
        assert!(
            !interview.is_over(),
            "{folder}: `{line}` comes after the end"
        );
        _ = write!(transcript, "> {line}\n{}", interview.hear(line));
        assert_well_formed(folder, &interview);
    }
    if !interview.is_over() {
        _ = write!(transcript, "> \n{}", interview.closing());
    }
    Talk {
        transcript: anstream::adapter::strip_str(&transcript).to_string(),
        result: interview.case_text(),
        lang,
    }
}

/// Whatever was answered, the case so far is in the canonical layout and can be read: only names and gaps may be open.
fn assert_well_formed(folder: &str, interview: &Interview<'_>) {
    let Some(text) = interview.case_text() else {
        return;
    };
    let (tree, errors) = syntax::parse(&text);
    assert!(errors.is_empty(), "{folder}: {errors:?} in\n{text}");
    assert_eq!(format::format(&text, &tree), text, "{folder}");
    let known = ["N", "P", "M", "V", "R", "F0"];
    let analysis = casus::analyse(&text, &policy(folder), TODAY);
    for found in &analysis.findings {
        let is_known = known.iter().any(|family| found.code.0.starts_with(family));
        assert!(
            is_known || found.code.0 == "S020",
            "{folder}: {} in\n{text}",
            found.code
        );
    }
}

/// The findings in a result, a line each.
fn findings(talk: &Talk, folder: &str) -> String {
    let text = talk.result.as_deref().unwrap_or_default();
    let analysis = casus::analyse(text, &policy(folder), TODAY);
    let lines = analysis.findings.iter().map(|f| {
        let (line, code) = (
            text[..f.span.start as usize].matches('\n').count() + 1,
            f.code,
        );
        let (severity, message) = (f.severity.id(), f.message.get(talk.lang));
        format!("{line}: {severity} {code} {message}\n")
    });
    lines.collect()
}

#[test]
fn every_conversation_goes_as_accepted() {
    let folders = folders();
    assert!(folders.len() >= 8, "{folders:?}");
    let mut wrong = String::new();
    for folder in &folders {
        let talk = talk(folder);
        let found = findings(&talk, folder);
        let result = talk.result.unwrap_or_default();
        for (file, now) in [
            ("transcript.txt", &talk.transcript),
            ("result.case", &result),
            ("findings.txt", &found),
        ] {
            wrong += &compare(&format!("{folder}/{file}"), now);
        }
    }
    assert!(wrong.is_empty(), "run with UPDATE=1 to accept:\n{wrong}");
}

/// The difference between a file and what should be in it; an empty text has no file.
fn compare(path: &str, now: &str) -> String {
    let file = root().join(path);
    let accepted = fs::read_to_string(&file).unwrap_or_default();
    if accepted == now {
        return String::new();
    }
    if std::env::var_os("UPDATE").is_some() {
        match now {
            "" => fs::remove_file(file).unwrap(),
            now => fs::write(file, now).unwrap(),
        }
        return String::new();
    }
    let diff = similar::TextDiff::from_lines(accepted.as_str(), now);
    let diff = diff.unified_diff().header("accepted", "now").to_string();
    format!("{path}\n{diff}\n")
}

/// Lines in any order never break anything, and what is kept can always be read.
#[test]
fn any_line_may_come_at_any_time() {
    let lines = [
        "terug",
        "skip",
        "1",
        "2",
        "3",
        "",
        "park",
        "parkeer: later",
        "?",
        "yes",
        "nee",
        "onder 85%",
        "top 3 wijk op aantal",
        "a < 1 and b > 2",
        "4 weken",
        "2027-01-01",
        "zaak (pseudoniem), dag (datum), dag2 (datum)",
        "count()",
        "dagen(dag; dag2)",
        "\"|#:",
        "???",
        "verplaatst een ploeg naar die wijk",
        "Waar duurt het te lang?",
        "# sta N001 toe",
        "| a |",
        "geen",
    ];
    for lang in [Lang::Nl, Lang::En] {
        for seed in 0..12_usize {
            let policy = Policy::default();
            let mut interview = Interview::new(lang, None, &policy, TODAY);
            let mut at = seed;
            for turn in 0..50 {
                at = (at * 31 + turn * 7 + seed) % lines.len();
                interview.hear(lines[at]);
                let Some(text) = interview.case_text() else {
                    continue;
                };
                let (tree, errors) = syntax::parse(&text);
                assert!(
                    errors.is_empty(),
                    "{errors:?} after `{}` in\n{text}",
                    lines[at]
                );
                assert_eq!(format::format(&text, &tree), text);
            }
        }
    }
}

/// The template is laid out, can be read, and asks for nothing but what only people know.
#[test]
fn templates_lack_only_what_people_know() {
    for lang in [Lang::Nl, Lang::En] {
        for name in [None, Some("a_much_longer_name_for_a_case")] {
            let text = template::text(lang, name);
            let (tree, errors) = syntax::parse(&text);
            assert!(errors.is_empty(), "{errors:?}");
            assert_eq!(format::format(&text, &tree), text);
            let analysis = casus::analyse(&text, &Policy::default(), TODAY);
            let found = analysis.findings.iter();
            let found: Vec<_> = found.map(|f| (f.severity, f.code.0)).collect();
            let (error, warning, info) = (Severity::Error, Severity::Warning, Severity::Info);
            let expected = [
                (error, "M001"),
                (warning, "M001"),
                (info, "M001"),
                (error, "N001"),
                (warning, "N006"),
                (warning, "N010"),
                (info, "M006"),
                (error, "S020"),
                (warning, "V020"),
            ];
            assert_eq!(found, expected, "{lang:?}");
            assert_eq!(analysis.verdicts[0].verdict, Verdict::NiceToKnow);
        }
    }
}

/// With every blank of a template filled in as its comments say, nothing but advice is left.
#[test]
fn a_template_that_is_filled_in_is_accepted() {
    for (lang, answers) in [(Lang::En, EN), (Lang::Nl, NL)] {
        let mut text = template::text(lang, Some("filled"));
        for answer in answers {
            assert!(text.contains("???"), "{lang:?}: too many answers");
            text = text.replacen("???", answer, 1);
        }
        // The first comment speaks of the blanks.
        assert!(
            !text.contains("???"),
            "{lang:?}: too few answers in\n{text}"
        );
        let row = lang.pick(
            "| column | type | personal data | used for |",
            "| kolom | soort | persoonsgegeven | waarvoor |",
        );
        let column = lang.pick(
            "| reported_on | date | no | compute |",
            "| gemeld | datum | nee | rekenen |",
        );
        text = text.replace(row, &format!("{row}\n  {column}"));
        let analysis = casus::analyse(&text, &Policy::default(), TODAY);
        let grave: Vec<_> = analysis
            .findings
            .iter()
            .filter(|f| f.severity > Severity::Info)
            .collect();
        assert!(grave.is_empty(), "{grave:#?}");
        assert_eq!(analysis.verdicts[0].verdict, Verdict::Accepted);
    }
}

const EN: &[&str] = &[
    "the blanks",
    "Open reports",
    "data team",
    "2027-09-01",
    "Where do reports pile up?",
    "which area gets a crew",
    "my_measure > 40 for 2 weeks",
    "moves one crew to that area for 3 weeks",
    "area manager",
    "5 working days",
    "Monday start",
    "crew planning is delegated",
    "my_measure < 20",
    "head of Maintenance hires a contractor",
    "reports from the case system",
    "service desk",
    "nothing is known",
    "Open reports",
    "count()\n  date: reported_on\n  unit: reports",
    "Number of open reports",
    "none",
];
const NL: &[&str] = &[
    "de open plekken",
    "Openstaande meldingen",
    "datateam",
    "01-09-2027",
    "Waar lopen meldingen op?",
    "welke wijk een ploeg krijgt",
    "mijn_maat > 40 gedurende 2 weken",
    "verplaatst één ploeg naar die wijk voor 3 weken",
    "wijkbeheerder",
    "5 werkdagen",
    "weekstart",
    "de planning is gemandateerd",
    "mijn_maat < 20",
    "hoofd Onderhoud huurt een aannemer in",
    "meldingen uit het zaaksysteem",
    "servicedesk",
    "niets bekend",
    "Openstaande meldingen",
    "aantal()\n  datum: gemeld\n  eenheid: meldingen",
    "Aantal openstaande meldingen",
    "geen",
];

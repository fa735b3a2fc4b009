//! Nothing that a person or a program can write makes casus panic, or work longer than in proportion to its length.

use crate::generate;
use casus::format::format;
use casus::model::Policy;
use casus::{Analysis, Clock, analyse, backends, compile, syntax};
use jiff::civil::{Date, date};
use proptest::prelude::*;

const AS_OF: Date = date(2026, 11, 24);

/// Real cases to break, in both languages, and files of organisations.
const CASES: [&str; 7] = [
    include_str!("../../examples/wmo/wmo.case"),
    include_str!("../../examples/afval/afval.case"),
    include_str!("../../examples/road_safety/road_safety.case"),
    include_str!("../../examples/school_transport/school_transport.case"),
    include_str!("../../examples/library_refused/library_refused.case"),
    include_str!("../../examples/wmo/organisatie.case"),
    include_str!("../../examples/school_transport/organisation.case"),
];

/// Goes the whole way, also where findings would have stopped the command line.
fn whole_way(text: &str) {
    if let Some(case) = judge(text).case {
        let clock = Clock {
            as_of: AS_OF,
            freeze_today: false,
        };
        for backend in backends::all() {
            let options = serde_json::Value::Null;
            let _ = compile(&case, &Policy::default(), clock, *backend, &options);
        }
    }
}

/// Judges and lays out, and looks at what holds for every text.
fn judge(text: &str) -> Analysis {
    let analysis = analyse(text, &Policy::default(), AS_OF);
    let covered: String = analysis
        .tree
        .lines
        .iter()
        .map(|l| l.span.of(text))
        .collect();
    assert!(covered == text, "the lines of the tree cover the text");
    let laid_out = format(text, &analysis.tree);
    let (again, _) = syntax::parse(&laid_out);
    assert!(format(&laid_out, &again) == laid_out, "layout is stable");
    for finding in &analysis.findings {
        let related = finding.related.iter().map(|r| r.span);
        let edits = finding.fixes.iter().flat_map(|f| &f.edits);
        let spans = related.chain(edits.map(|e| e.span));
        for span in spans.chain([finding.span]) {
            let piece = text.get(span.start as usize..span.end as usize);
            assert!(piece.is_some(), "{}: {span:?} is in the text", finding.code);
        }
    }
    analysis
}

/// Words that mean something here or there, in both languages.
const WORDS: &str = "case casus question vraag action actie answers bij source bron measure maat visual beeld privacy filter \
    example voorbeeld parked page attribute kenmerk when: zodra: then: choose: is: leeg: empty: serves: expect: norm: rule column \
    count( percentage( if( days( in ( where waar per for gedurende of van and en not yes top limit bar number line 2027-06-01 \
    organisation holidays: feestdagen: strictness: strengheid: dutch to tot 24 december sponsor error fout from cycle \
    2027-13-45 06/01/2027 31-02-2027 1e999 85% 1,5 1.234.567 - -> <= = <> ( ) ; , : :: ` | # \u{feff} é 𝄞 \u{200d} \0";

/// Signs that begin, end or break something.
const SIGNS: [&str; 8] = ["\n", "\n  ", "\n    ", "\r\n", "\t", "\"", "\\", "\n| "];

fn soup() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split(' ').filter(|w| !w.is_empty()).collect();
    let word = prop_oneof![
        4 => prop::sample::select(words).prop_map(str::to_owned),
        2 => prop::sample::select(&SIGNS[..]).prop_map(str::to_owned),
        1 => "[a-zà-ž_-]{1,6}",
        1 => "[0-9.,]{1,9}",
    ];
    prop::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
}

/// A real case with pieces cut out, doubled, moved and overwritten.
fn broken_case() -> impl Strategy<Value = String> {
    let cut = (any::<prop::sample::Index>(), 0..80_usize, soup(), 0..4_u8);
    (0..CASES.len(), prop::collection::vec(cut, 1..6)).prop_map(|(which, cuts)| {
        let mut chars: Vec<char> = CASES[which].chars().collect();
        for (at, length, words, how) in cuts {
            let start = at.index(chars.len() + 1);
            let end = (start + length).min(chars.len());
            let piece: Vec<char> = chars[start..end].to_vec();
            match how {
                0 => drop(chars.drain(start..end)),
                1 => drop(chars.splice(start..start, piece)),
                2 => drop(chars.splice(start..end, words.chars())),
                _ => drop(chars.splice(start..end, piece.into_iter().rev())),
            }
        }
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>()) {
        whole_way(&text);
    }

    #[test]
    fn word_soup(text in soup()) {
        whole_way(&text);
        whole_way(&format!("case x\n{text}"));
    }

    #[test]
    fn broken_cases(text in broken_case()) {
        whole_way(&text);
    }

    #[test]
    fn formulas(formula in soup()) {
        let text = CASES[2].replace("sum(over_limit)", &formula.replace(['\n', '\r'], " "));
        whole_way(&text);
    }

    #[test]
    fn sentences(sentence in soup()) {
        let text = CASES[2].replace("bar of share_over by street", &sentence.replace(['\n', '\r'], " "));
        whole_way(&text);
    }
}

#[test]
fn prefixes_of_a_case() {
    for (at, _) in CASES[1].char_indices().step_by(37) {
        whole_way(&CASES[1][..at]);
    }
}

#[test]
fn nothing_and_odd_bytes() {
    for text in [
        "",
        "\n",
        "\u{feff}",
        "\0",
        "case",
        "case \0 \"\0\"",
        "\u{feff}case x\r\n",
        "|",
        ":",
        "\"",
        "# ",
        "casus x y z: :",
    ] {
        whole_way(text);
    }
    whole_way(&CASES[0].replace(' ', "\0"));
    whole_way(&CASES[0].replace('\n', "\r\n"));
    whole_way(&CASES[0].replace('\n', "\r"));
}

#[test]
fn a_line_of_a_mebibyte() {
    let long = "lorem ipsum ".repeat(1 << 20 >> 3);
    let long = &long[..1 << 20];
    for start in [
        "",
        "case x ",
        "case x \"",
        "case x\nquestion q: ",
        "case x\n  domain: ",
        "# ",
        "| ",
        "case x\nfilter: ",
    ] {
        whole_way(&format!("{start}{long}"));
    }
    let listed = "name, ".repeat(1 << 17);
    whole_way(&format!("case x\nfilter: {listed}"));
}

#[test]
fn a_hundred_thousand_blocks() {
    let text = generate::wide(100_000);
    let analysis = judge(&text);
    assert!(analysis.case.is_some());
    // Each block misses the same few things; findings stay in proportion to the file.
    let lines = text.lines().count();
    assert!(
        analysis.findings.len() < lines,
        "{}",
        analysis.findings.len()
    );
}

#[test]
fn a_dashboard_of_five_hundred_tiles() {
    whole_way(&generate::wide(1_000));
}

#[test]
fn five_thousand_questions() {
    let analysis = judge(&generate::many_questions(5_000));
    assert_eq!(analysis.verdicts.len(), 5_001);
}

#[test]
fn a_hundred_thousand_blocks_with_one_name() {
    let text = format!("case x\n{}", "measure m\n  is: m + m\n".repeat(100_000));
    whole_way(&text);
}

#[test]
fn a_hundred_thousand_rows() {
    let row = "| a | text | no | key | not empty |\n".repeat(100_000);
    whole_way(&format!(
        "case x\nsource s\n| column | type | personal data | used for | rule |\n{row}"
    ));
}

/// Each of these would overflow the stack of a parser, checker, printer or destructor that follows nesting with its own calls.
#[test]
fn deep_nesting() {
    let deep = 30_000;
    let formulas = [
        format!("{}1{}", "(".repeat(deep), ")".repeat(deep)),
        "(".repeat(deep),
        format!("{}1", "-".repeat(deep)),
        format!("{}yes", "not ".repeat(deep)),
        format!("{}1{}", "if(yes, ".repeat(deep), ", 2)".repeat(deep)),
        format!("sum({}1{})", "abs(".repeat(deep), ")".repeat(deep)),
        format!("1{}", " + 1".repeat(deep)),
        format!("count(over_limit = 1{})", " or over_limit = 1".repeat(deep)),
        format!("count(over_limit in (1{}))", ", 1".repeat(deep)),
        format!("count(1{})", " = 1".repeat(deep)),
        format!("1{}", " is empty".repeat(deep)),
        format!("sum(over_limit{})", " where yes".repeat(deep)),
    ];
    for formula in formulas {
        whole_way(&CASES[2].replace("sum(over_limit)", &formula));
        whole_way(&CASES[2].replace("share_over > 15%", &formula));
        whole_way(&CASES[2].replace(
            "by street, highest first, limit 15%",
            &format!("by street, where {formula}"),
        ));
    }
}

/// Measures that use each other in a row: not nested in the text, but deep all the same.
#[test]
fn a_long_chain_of_measures() {
    let mut text = CASES[2].replace("sum(over_limit)", "m0 + 1");
    let length = 5_000;
    for i in 0..length {
        let next = i + 1;
        text += &format!("measure m{i}\n  is: m{next} + 1\n");
    }
    whole_way(&format!("{text}measure m{length}\n  is: sum(over_limit)\n"));
    whole_way(&format!("{text}measure m{length}\n  is: m0\n"));
}

#[test]
fn generated_cases_are_without_errors() {
    for n in 0..40 {
        let text = generate::case(n);
        whole_way(&text);
        let errors: Vec<_> = judge(&text)
            .findings
            .into_iter()
            .filter(|f| f.severity == casus::diag::Severity::Error)
            .map(|f| (f.code, f.message.en))
            .collect();
        assert!(errors.is_empty(), "case {n}: {errors:?}");
        let lines = text.lines().count();
        assert!((55..=75).contains(&lines), "case {n} has {lines} lines");
    }
}

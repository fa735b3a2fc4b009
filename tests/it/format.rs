//! The formatter: fixtures in `tests/format/NAME/{input,output}.case`, and what holds for every text.

use casus::format::format;
use casus::syntax::{LineKind, parse};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

#[test]
fn fixtures() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let entries = std::fs::read_dir(&folder).expect("the fixtures are there");
    let mut folders: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    folders.sort();
    for fixture in folders {
        let input = std::fs::read_to_string(fixture.join("input.case")).expect("an input");
        let output = formatted(&input);
        let path = fixture.join("output.case");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &output).expect("the output can be written");
        }
        let expected = std::fs::read_to_string(&path).expect("an output");
        assert_eq!(output, expected, "{}", fixture.display());
        holds(&input).unwrap_or_else(|why| panic!("{}: {why}", fixture.display()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_cases_keep_their_words(changes in prop::collection::vec(change(), 1..12)) {
        let text = changes.iter().fold(REAL.to_owned(), |text, change| change.apply(&text));
        prop_assert!(holds(&text).is_ok(), "{}\n{text}", holds(&text).unwrap_err());
    }

    #[test]
    fn any_text_keeps_its_words(text in "(case a\n)?([ \t]{0,4}(question|who:|when|[|]| |\"|:|#|-|[a-c]|é|\u{feff}|\r|\\\\|\n){0,6}\n){0,12}") {
        prop_assert!(holds(&text).is_ok(), "{}\n{text:?}", holds(&text).unwrap_err());
    }
}

const REAL: &str = include_str!("../format/meldingen/input.case");

fn formatted(text: &str) -> String {
    format(text, &parse(text).0)
}

/// What holds for every text: formatting twice is formatting once, no word is lost, and no line becomes another thing.
fn holds(text: &str) -> Result<(), String> {
    let once = formatted(text);
    let twice = formatted(&once);
    if once != twice {
        return Err(format!("not stable:\n{once}\n---- becomes\n{twice}"));
    }
    if words(text) != words(&once) {
        return Err(format!("words are lost:\n{once}"));
    }
    let (before, after) = (kinds(text), kinds(&once));
    if before != after {
        return Err(format!(
            "lines become other things:\n{once}\n{before:?}\n{after:?}"
        ));
    }
    Ok(())
}

/// All but white space, the case of letters, the bars of tables and their rulers.
fn words(text: &str) -> String {
    let tree = parse(text).0;
    let lines = tree.lines.iter().filter(|l| l.kind != LineKind::Ruler);
    let text: String = lines.map(|l| l.text.of(text)).collect();
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '|');
    kept.flat_map(char::to_lowercase).collect()
}

fn kinds(text: &str) -> Vec<LineKind> {
    let lines = parse(text).0.lines.into_iter().map(|l| l.kind);
    lines.filter(|k| *k != LineKind::Blank).collect()
}

/// A change to one line of a text.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    line: prop::sample::Index,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Indent(usize),
    Tab,
    Drop,
    Double,
    Upper,
    Comment(usize),
    Blank,
    CarriageReturn,
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, &'static str),
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let piece = prop::sample::select(vec![
        ":", "  ", "|", "\"", "x", "é", " \t", "\n", "\n   ", "#", "-",
    ]);
    let kind = prop_oneof![
        (0..9usize).prop_map(Kind::Indent),
        Just(Kind::Tab),
        Just(Kind::Drop),
        Just(Kind::Double),
        Just(Kind::Upper),
        (0..6usize).prop_map(Kind::Comment),
        Just(Kind::Blank),
        Just(Kind::CarriageReturn),
        any::<prop::sample::Index>().prop_map(Kind::Cut),
        (any::<prop::sample::Index>(), piece).prop_map(|(at, piece)| Kind::Insert(at, piece)),
    ];
    (any::<prop::sample::Index>(), kind).prop_map(|(line, kind)| Change { line, kind })
}

impl Change {
    pub(crate) fn apply(&self, text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').collect();
        let at = self.line.index(lines.len());
        let line = lines[at];
        let place = |index: &prop::sample::Index| {
            let places: Vec<usize> = line
                .char_indices()
                .map(|(i, _)| i)
                .chain([line.len()])
                .collect();
            *index.get(&places)
        };
        let changed = match &self.kind {
            Kind::Indent(n) => format!("{}{}", " ".repeat(*n), line.trim_start()),
            Kind::Tab => format!("\t{line}"),
            Kind::Drop => String::new(),
            Kind::Double => format!("{line}\n{line}"),
            Kind::Upper => line.to_uppercase(),
            Kind::Comment(n) => format!("{}# note\n{line}", " ".repeat(*n)),
            Kind::Blank => format!("\n\n{line}"),
            Kind::CarriageReturn => format!("{line} \r"),
            Kind::Cut(index) => line[..place(index)].to_owned(),
            Kind::Insert(index, piece) => {
                let (before, after) = line.split_at(place(index));
                format!("{before}{piece}{after}")
            }
        };
        let mut out: Vec<&str> = lines;
        out[at] = &changed;
        out.join("\n")
    }
}

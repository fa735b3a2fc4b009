//! `grammar/case.ebnf` hangs together, agrees with the table of keywords, and every snippet in it is read by casus.

#![allow(clippy::expect_used, clippy::panic)]

use casus::diag::{Diagnostic, Lang};
use casus::model::resolve;
use casus::syntax::{BlockKind, FieldKey, parse};
use std::collections::{BTreeMap, BTreeSet};

const GRAMMAR: &str = include_str!("../../grammar/case.ebnf");

#[test]
fn every_production_is_defined_once_and_used() {
    let productions = read(GRAMMAR);
    let mut defined = BTreeSet::new();
    for p in &productions {
        assert!(
            defined.insert(p.name.as_str()),
            "`{}` is defined twice",
            p.name
        );
    }
    let used: BTreeSet<_> = productions.iter().flat_map(|p| p.names()).collect();
    let undefined: Vec<_> = used.difference(&defined).collect();
    assert!(undefined.is_empty(), "used but not defined: {undefined:?}");
    let unused: Vec<_> = defined.difference(&used).collect();
    assert_eq!(unused, [&"file"], "defined but not used");
}

#[test]
fn every_production_has_a_snippet() {
    for p in read(GRAMMAR) {
        assert!(
            !p.snippets.is_empty(),
            "no snippet stands before `{}`",
            p.name
        );
    }
}

#[test]
fn the_fields_are_those_of_the_table() {
    let productions: BTreeMap<_, _> = read(GRAMMAR)
        .into_iter()
        .map(|p| (p.name.clone(), p))
        .collect();
    for kind in BlockKind::ALL.iter().filter(|k| !k.fields().is_empty()) {
        let name = format!("{}_field", kind.word(Lang::En));
        let written = productions[&name].fields();
        let mut known: Vec<_> = kind.fields().iter().map(|f| spelling(*f)).collect();
        known.sort();
        assert_eq!(written, known, "in `{name}`");
    }
}

#[test]
fn every_snippet_is_read_without_complaint() {
    let mut complaints = Vec::new();
    for production in read(GRAMMAR) {
        for snippet in &production.snippets {
            let text = snippet.file();
            for d in findings(&text) {
                complaints.push(format!(
                    "{} ({}): {} {}\n    at `{}` in\n{}",
                    production.name,
                    snippet.kind,
                    d.code,
                    d.message.en,
                    d.span.of(&text),
                    snippet.text
                ));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn a_broken_snippet_is_noticed() {
    for (kind, text) in [
        ("block", "question where Where is the litter?"),
        ("trigger", "on_time <"),
        ("sentence", "bar of"),
        ("formula", "count("),
    ] {
        let snippet = Snippet {
            lang: Lang::En,
            kind: kind.into(),
            text: text.into(),
        };
        assert!(!findings(&snippet.file()).is_empty(), "{kind}: {text}");
    }
}

/// What casus says of a text up to and including the resolved case.
fn findings(text: &str) -> Vec<Diagnostic> {
    let (tree, mut all) = parse(text);
    all.extend(resolve(&tree).1);
    all
}

fn spelling(field: FieldKey) -> String {
    let (en, nl) = (field.word(Lang::En), field.word(Lang::Nl));
    if en == nl {
        en.to_owned()
    } else {
        format!("{en}|{nl}")
    }
}

/// A production: its name, what it says, and the snippets in the comments before it.
#[derive(Default)]
struct Production {
    name: String,
    body: Vec<Token>,
    snippets: Vec<Snippet>,
}

impl Production {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.body.iter().filter_map(|t| match t {
            Token::Name(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The words before each `":"`, as `english|dutch`, or the one word of both.
    fn fields(&self) -> Vec<String> {
        let colon = Token::Word(":".to_owned());
        let mut found = Vec::new();
        for (at, _) in self.body.iter().enumerate().filter(|(_, t)| **t == colon) {
            found.push(match &self.body[..at] {
                [
                    ..,
                    Token::Word(en),
                    Token::Mark('|'),
                    Token::Word(nl),
                    Token::Mark(')'),
                    _,
                ] => {
                    format!("{en}|{nl}")
                }
                [.., Token::Word(both), Token::Mark(',')] => both.clone(),
                before => panic!("no word before a colon in `{}`: {before:?}", self.name),
            });
        }
        found.sort();
        found
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Word(String),
    InWords,
    Mark(char),
}

/// Reads the notation that the head of the grammar explains.
fn read(grammar: &str) -> Vec<Production> {
    let mut productions = Vec::new();
    let mut current = Production::default();
    let mut rest = grammar.trim_start();
    while let Some(first) = rest.chars().next() {
        rest = if let Some(comment) = rest.strip_prefix("(*") {
            let (comment, after) = comment.split_once("*)").expect("a comment ends");
            current.snippets.extend(Snippet::read(comment));
            after
        } else if let Some(quoted) = rest.strip_prefix(['"', '\'', '?']) {
            let (word, after) = quoted.split_once(first).expect("what is quoted ends");
            let token = if first == '?' {
                Token::InWords
            } else {
                Token::Word(word.to_owned())
            };
            current.body.push(token);
            after
        } else if first.is_alphabetic() {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            current.body.push(Token::Name(rest[..end].to_owned()));
            &rest[end..]
        } else if first == ';' {
            productions.push(std::mem::take(&mut current).named());
            &rest[1..]
        } else {
            assert!(
                "=,|[]{}()".contains(first),
                "`{first}` is no part of the notation"
            );
            current.body.push(Token::Mark(first));
            &rest[1..]
        }
        .trim_start();
    }
    assert!(current.body.is_empty(), "the last production has no end");
    productions
}

impl Production {
    /// Takes `name =` off the front of the body.
    fn named(mut self) -> Production {
        let body = self.body.split_off(2.min(self.body.len()));
        match &self.body[..] {
            [Token::Name(name), Token::Mark('=')] => self.name = name.clone(),
            other => panic!("a production begins with `name =`, not {other:?}"),
        }
        self.body = body;
        self
    }
}

/// A piece of a case file: its language, what kind of thing it is, and the text.
struct Snippet {
    lang: Lang,
    kind: String,
    text: String,
}

impl Snippet {
    /// Reads `snippet en KIND: TEXT`; `None` for any other comment.
    fn read(comment: &str) -> Option<Snippet> {
        let (head, text) = comment.trim().strip_prefix("snippet ")?.split_once(':')?;
        let (lang, kind) = head.split_once(' ').expect("a language and a kind");
        let lang = match lang {
            "en" => Lang::En,
            "nl" => Lang::Nl,
            other => panic!("`{other}` is neither en nor nl"),
        };
        let text = text.trim_start_matches(['\n', ' ']);
        Some(Snippet {
            lang,
            kind: kind.to_owned(),
            text: text.trim_end().to_owned(),
        })
    }

    /// A whole file around the snippet.
    fn file(&self) -> String {
        let lang = self.lang;
        let text = &self.text;
        let world = lang.pick(WORLD_EN, WORLD_NL);
        let field =
            |block, key: FieldKey| fields_of(block, lang, &format!("{}: {text}", key.word(lang)));
        match self.kind.as_str() {
            "file" => text.clone(),
            "block" => format!("{world}{text}\n"),
            "rows" => format!("{world}{} z\n  {text}\n", BlockKind::Source.word(lang)),
            "sentence" => format!("{world}{} z: {text}\n", BlockKind::Visual.word(lang)),
            "trigger" => field(BlockKind::Action, FieldKey::When),
            "choose" => field(BlockKind::Action, FieldKey::Choose),
            "formula" => {
                let date = lang.pick("date: reported_on", "datum: gemeld");
                fields_of(BlockKind::Measure, lang, &format!("is: {text}\n  {date}"))
            }
            "row formula" => field(BlockKind::Attribute, FieldKey::Is),
            kind => {
                let word = kind.strip_prefix("field ").unwrap_or(kind);
                let block = BlockKind::named(word, lang).unwrap_or_else(|| panic!("kind `{kind}`"));
                fields_of(block, lang, text)
            }
        }
    }
}

/// A file in which a block of this kind has these fields.
fn fields_of(block: BlockKind, lang: Lang, fields: &str) -> String {
    let world = lang.pick(WORLD_EN, WORLD_NL);
    let word = block.word(lang);
    let head = match block {
        BlockKind::Case => {
            let (first, rest) = world.split_once('\n').expect("more than a head");
            return format!("{first}\n  {fields}\n{rest}\n");
        }
        BlockKind::Organisation => return format!("{word} z\n  {fields}\n"),
        BlockKind::Question => format!("{word} z: ?"),
        BlockKind::Parked => format!("{word}: ?"),
        BlockKind::Action => format!("{word} z {} q", lang.pick("answers", "bij")),
        BlockKind::Attribute => format!("{word} z {}", lang.pick("of calls", "van meldingen")),
        BlockKind::Visual => {
            format!(
                "{word} z: {}",
                lang.pick("number of backlog", "getal van openstaand")
            )
        }
        BlockKind::Privacy => word.to_owned(),
        _ => format!("{word} z"),
    };
    let table = match block {
        BlockKind::Source => lang.pick(
            "  | column | type |\n  | neighbourhood | text |\n",
            "  | kolom | soort |\n  | buurt | tekst |\n",
        ),
        _ => "",
    };
    format!("{world}{head}\n  {fields}\n{table}")
}

const WORLD_EN: &str = r#"case world "World"
question q: Which?
action extra_crew answers q
  when: on_time < 85%
action round answers q
  choose: top 10 neighbourhood by backlog
source calls: all calls
  file: calls.csv
  | column        | type         | rule      |
  | id            | whole number | not empty |
  | reported_on   | moment       | not empty |
  | due_on        | moment       |           |
  | closed_on     | moment       |           |
  | started       | date         | not empty |
  | ended         | date         | not empty |
  | category      | text         |           |
  | neighbourhood | text         |           |
  | channel       | text         |           |
  | weight        | number       |           |
  | urgent        | yes/no       |           |
source residents: residents
  file: residents.csv
  | column        | type         |
  | neighbourhood | text         |
attribute lead_time of calls
  is: days(reported_on, closed_on)
  empty: closed_on counts as today
measure on_time
  is: percentage(closed_on <= due_on)
  date: reported_on
  empty: closed_on counts as today; due_on left out
measure backlog
  is: count(closed_on is empty)
  date: reported_on
measure volume
  is: count()
  date: reported_on
visual by_category: bar of on_time by category
visual trend: line of on_time per week
"#;

const WORLD_NL: &str = r#"casus wereld "Wereld"
vraag q: Welke?
actie extra_ploeg bij q
  zodra: op_tijd < 85%
actie ronde bij q
  kies: top 10 buurt op openstaand
bron meldingen: alle meldingen
  bestand: meldingen.csv
  | kolom       | soort        | regel     |
  | zaak        | geheel getal | niet leeg |
  | gemeld      | moment       | niet leeg |
  | uiterlijk   | moment       |           |
  | afgehandeld | moment       |           |
  | begin       | datum        | niet leeg |
  | einde       | datum        | niet leeg |
  | soort       | tekst        |           |
  | buurt       | tekst        |           |
  | kanaal      | tekst        |           |
  | gewicht     | getal        |           |
  | spoed       | ja/nee       |           |
bron inwoners: inwoners
  bestand: inwoners.csv
  | kolom       | soort        |
  | buurt       | tekst        |
kenmerk doorlooptijd van meldingen
  is: dagen(gemeld; afgehandeld)
  leeg: afgehandeld telt als vandaag
maat op_tijd
  is: percentage(afgehandeld <= uiterlijk)
  datum: gemeld
  leeg: afgehandeld telt als vandaag; uiterlijk telt niet mee
maat openstaand
  is: aantal(afgehandeld is leeg)
  datum: gemeld
maat volume
  is: aantal()
  datum: gemeld
beeld per_soort: staaf van op_tijd per soort
beeld verloop: lijn van op_tijd per week
"#;

//! References to articles of law in plain text: `AVG artikel 6 lid 1e en 9 lid 2h`, `GDPR article 6(1)(e)`, `Woo 5.1.2e`.

use std::ops::Range;

/// An article with what follows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    /// The law that it is of.
    pub(super) law: Law,
    /// The numbers in a row: `6`, `6.1`, `5.1`, `5.1.2`; a paragraph (`lid 2`, `(2)`) is the last of them.
    pub(super) numbers: Vec<u32>,
    /// Letters of the paragraph; none when it names none.
    pub(super) letters: Vec<char>,
    /// Where, in bytes.
    pub(super) range: Range<usize>,
}

/// The laws that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Law {
    /// The General Data Protection Regulation (AVG).
    Gdpr,
    /// Its Dutch implementation act (UAVG).
    Implementation,
    /// The Dutch Open Government Act.
    Woo,
    Other,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Number(u32),
    Letter(char),
    Word(String),
    Mark(char),
}

struct Token {
    kind: Kind,
    range: Range<usize>,
}

/// Words that stand between an article, its paragraph and its letter.
const FILLERS: [&str; 18] = [
    "artikel",
    "art",
    "article",
    "lid",
    "leden",
    "paragraph",
    "para",
    "par",
    "sub",
    "onder",
    "onderdeel",
    "aanhef",
    "punt",
    "point",
    "letter",
    "subsection",
    "ten",
    "onderdelen",
];

/// Words that join letters: `onder c en e`.
const JOINERS: [&str; 4] = ["en", "of", "and", "or"];

const ORDINALS: [(&str, u32); 10] = [
    ("eerste", 1),
    ("tweede", 2),
    ("derde", 3),
    ("vierde", 4),
    ("vijfde", 5),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
];

/// Every reference in a text; `law` is what is meant where no law is named.
pub(super) fn references(text: &str, law: Law) -> Vec<Reference> {
    let tokens = tokens(text);
    let mut current = law;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match &token.kind {
            Kind::Mark(';') => current = law,
            Kind::Word(word) => current = law_of(word).unwrap_or(current),
            Kind::Number(number) if !is_year(*number) => {
                let (reference, after) = reference(&tokens, at, *number, current);
                found.push(reference);
                at = after;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn is_year(number: u32) -> bool {
    (1800..=2200).contains(&number)
}

/// The law that a word names; a word that ends like one names another.
fn law_of(word: &str) -> Option<Law> {
    match word {
        "avg" | "gdpr" | "gegevensbescherming" => Some(Law::Gdpr),
        "uavg" => Some(Law::Implementation),
        "woo" => Some(Law::Woo),
        "wmo" | "act" | "dpa" | "code" | "decreet" | "awb" | "brp" | "wbrp" | "pw" | "wpg" => {
            Some(Law::Other)
        }
        _ => {
            let other =
                word.ends_with("wet") || word.starts_with("wet") || word.ends_with("besluit");
            other.then_some(Law::Other)
        }
    }
}

/// Reads the reference that begins with the number at `at`; comes back with the place after it.
fn reference(tokens: &[Token], at: usize, first: u32, law: Law) -> (Reference, usize) {
    let mut numbers = vec![first];
    let mut letters = Vec::new();
    let (mut next, mut after) = (at + 1, at + 1);
    let is_number =
        |at: usize| matches!(tokens.get(at), Some(t) if matches!(t.kind, Kind::Number(_)));
    while let Some(token) = tokens.get(next) {
        match &token.kind {
            // A number behind the letters is another article, and so is one behind `and`.
            Kind::Number(number) if letters.is_empty() && numbers.len() < 3 => {
                numbers.push(*number);
                after = next + 1;
            }
            Kind::Letter(letter) => {
                letters.push(*letter);
                after = next + 1;
            }
            Kind::Word(word) if FILLERS.contains(&word.as_str()) => {}
            Kind::Word(word) if JOINERS.contains(&word.as_str()) && !is_number(next + 1) => {}
            Kind::Mark('.' | ',' | '(' | ')' | '-' | '–' | ':') => {}
            _ => break,
        }
        next += 1;
    }
    // The bracket that closes behind the last number or letter.
    if matches!(tokens.get(after), Some(t) if t.kind == Kind::Mark(')')) {
        after += 1;
    }
    let place = |at: usize| tokens.get(at).map(|t| t.range.clone()).unwrap_or_default();
    let range = place(at).start..place(after - 1).end;
    let reference = Reference {
        law,
        numbers,
        letters,
        range,
    };
    (reference, after)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let same = |other: char| match c {
            c if c.is_ascii_digit() => other.is_ascii_digit(),
            c => c.is_alphabetic() && other.is_alphabetic(),
        };
        let mut end = start + c.len_utf8();
        while let Some((at, other)) = rest.next_if(|(_, other)| same(*other)) {
            end = at + other.len_utf8();
        }
        let piece = text.get(start..end).unwrap_or_default().to_lowercase();
        found.push(Token {
            kind: kind(&piece, c),
            range: start..end,
        });
    }
    ordinals(&mut found);
    found
}

fn kind(piece: &str, first: char) -> Kind {
    if let Ok(number) = piece.parse() {
        return Kind::Number(number);
    }
    if !first.is_alphabetic() {
        return Kind::Mark(first);
    }
    let ordinal = ORDINALS.iter().find(|(word, _)| *word == piece);
    let mut letters = piece.chars();
    match (ordinal, letters.next(), letters.next()) {
        (Some((_, number)), ..) => Kind::Number(*number),
        (None, Some(letter), None) => Kind::Letter(letter),
        _ => Kind::Word(piece.to_owned()),
    }
}

/// `2e lid` is paragraph 2, not letter e.
fn ordinals(tokens: &mut Vec<Token>) {
    let is_ordinal = |tokens: &[Token], at: usize| {
        let Some([number, letter, word]) = tokens.get(at..at + 3) else {
            return false;
        };
        let is_lid = matches!(&word.kind, Kind::Word(w) if w == "lid");
        matches!(number.kind, Kind::Number(_)) && letter.kind == Kind::Letter('e') && is_lid
    };
    let mut at = 0;
    while at < tokens.len() {
        if is_ordinal(tokens, at) {
            tokens.remove(at + 1);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, law: Law) -> Vec<(Law, Vec<u32>, String)> {
        let all = references(text, law).into_iter();
        all.map(|r| (r.law, r.numbers, r.letters.into_iter().collect()))
            .collect()
    }

    #[test]
    fn the_ways_in_which_article_6_is_written() {
        for text in [
            "AVG artikel 6 lid 1e",
            "AVG art. 6, lid 1, onder e",
            "artikel 6, eerste lid, aanhef en onder e, AVG",
            "art. 6 1e lid sub e",
            "6(1) point (e)",
            "6.1.e AVG",
            "GDPR article 6(1)(e)",
            "UK GDPR art. 6 paragraph 1 point (e)",
        ] {
            assert_eq!(
                read(text, Law::Gdpr),
                [(Law::Gdpr, vec![6, 1], "e".to_owned())],
                "{text}"
            );
        }
    }

    #[test]
    fn other_laws_are_told_apart() {
        let text = "AVG artikel 6 lid 1e en 9 lid 2h; Wmo 2015 artikel 5.1.1";
        let expected = [
            (Law::Gdpr, vec![6, 1], "e".to_owned()),
            (Law::Gdpr, vec![9, 2], "h".to_owned()),
            (Law::Other, vec![5, 1, 1], String::new()),
        ];
        assert_eq!(read(text, Law::Gdpr), expected);
        let text = "article 6(1)(c) and (e); Education Act 1996 section 508B";
        let first = read(text, Law::Gdpr).into_iter().next();
        assert_eq!(first, Some((Law::Gdpr, vec![6, 1], "ce".to_owned())));
    }

    #[test]
    fn the_ways_in_which_the_woo_is_written() {
        for text in [
            "Woo 5.1 lid 2e",
            "art. 5.1, tweede lid, onder e, Woo",
            "5.1.2.e",
            "Woo 5.1(2)(e)",
        ] {
            assert_eq!(
                read(text, Law::Woo),
                [(Law::Woo, vec![5, 1, 2], "e".to_owned())],
                "{text}"
            );
        }
    }
}

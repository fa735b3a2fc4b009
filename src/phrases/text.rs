//! Plain text as words: what the phrase patterns are laid upon.

use std::ops::Range;

use super::lexicon::{List, Lists, Verb, WordId};

/// What stands between a word and the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// A blank, a slash, a dash.
    None,
    /// A comma or a bracket: a clause may begin here.
    Comma,
    /// `.` `;` `:` `!` `?`: a sentence begins here.
    Full,
}

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Lower case, without the dots of an abbreviation and without diaereses (`z.s.m.` is `zsm`).
    pub(super) text: String,
    /// Place in the text, in bytes.
    pub(super) span: Range<usize>,
    pub(super) before: Break,
    /// Part of a proper name: capitalised inside a sentence, or between quotes. Names match nothing.
    pub(super) name: bool,
    /// The number of `text`.
    pub(super) id: WordId,
    /// What the lexicon knows of it; filled in by `Lexicon::mark`.
    pub(super) lists: Lists,
    pub(super) verb: Option<Verb>,
}

impl Word {
    pub(super) fn is(&self, list: List) -> bool {
        self.lists.has(list)
    }

    /// Digits, perhaps with a unit or an ordinal ending: `90%`, `2x`, `1e`; but not `V85`.
    pub(super) fn is_numeral(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// No act takes more words than this; what follows is not read, so that noise costs no time.
const MOST_WORDS: usize = 400;

/// Cuts `text` into words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut before = Break::Full;
    let mut quoted = false;
    let mut rest = 0;
    while let Some(c) = text[rest..]
        .chars()
        .next()
        .filter(|_| found.len() < MOST_WORDS)
    {
        if c.is_alphanumeric() {
            let end = word_end(text, rest);
            found.push(word(text, rest..end, before, quoted));
            before = Break::None;
            // The last dot of `n.t.b.` belongs to the abbreviation; it ends no sentence.
            let abbreviation = text[rest..end].contains('.');
            rest = end + usize::from(abbreviation && text[end..].starts_with('.'));
            continue;
        }
        match c {
            '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => quoted = !quoted,
            ',' | '(' | ')' => before = before.max(Break::Comma),
            '.' | ';' | ':' | '!' | '?' => before = Break::Full,
            _ => {}
        }
        rest += c.len_utf8();
    }
    // Where every word is a name (a heading, capitals throughout), none is.
    if found.iter().skip(1).all(|w| w.name) {
        found.iter_mut().for_each(|w| w.name = false);
    }
    found
}

/// Where the word that begins at `start` ends. Joiners count only between two letters or digits.
fn word_end(text: &str, start: usize) -> usize {
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        let joins = matches!(c, '-' | '\'' | '\u{2019}' | '.') && next_is_word;
        let decimal = matches!(c, ',' | ':')
            && next_is_word
            && text[..start + at].ends_with(|p: char| p.is_ascii_digit());
        if !(c.is_alphanumeric() || c == '%' || joins || decimal) {
            return start + at;
        }
    }
    text.len()
}

fn word(text: &str, span: Range<usize>, before: Break, quoted: bool) -> Word {
    let raw = &text[span.clone()];
    let capital = raw.starts_with(char::is_uppercase);
    let acronym = raw.len() > 1 && !raw.contains(char::is_lowercase);
    let folded = fold(raw);
    Word {
        id: WordId::of(&folded),
        text: folded,
        name: quoted || (capital && !acronym && before != Break::Full),
        span,
        before,
        lists: Lists::default(),
        verb: None,
    }
}

/// Lower case without diaereses; `één` keeps its accents, for it differs from `een`.
pub(super) fn fold(raw: &str) -> String {
    if raw.bytes().all(|b| b.is_ascii_alphabetic()) {
        return raw.to_ascii_lowercase();
    }
    let numeral = raw.starts_with(|c: char| c.is_ascii_digit());
    raw.chars()
        .filter(|&c| numeral || c != '.')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ï' => 'i',
            'ë' => 'e',
            'ö' => 'o',
            'ü' => 'u',
            'ä' => 'a',
            '\u{2019}' => '\'',
            c => c,
        })
        .collect()
}

/// The words of a name in data apart: `BirthDate`, `birth_date` and `birth-date` are `birth date`.
pub(super) fn spaced(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars() {
        if c.is_uppercase() && lower {
            spaced.push(' ');
        }
        lower = c.is_lowercase();
        match c {
            '_' | '-' | '.' => spaced.push(' '),
            c => spaced.extend(c.to_lowercase()),
        }
    }
    spaced
}

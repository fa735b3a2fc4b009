//! Persons in a field that wants a role: a name, or a mail address that is somebody's own.
//!
//! Names are told by what stands before them (`mw. De Wit`, `J. Jansen`) or by a given name that is no other word. A street or
//! a team that bears a name is none.

use std::ops::Range;

use super::book::Book;
use super::lexicon::List;
use super::text::{Break, Word};
use crate::diag::Lang;

/// The first name of a person in a text.
pub fn person(text: &str, lang: Lang) -> Option<Range<usize>> {
    let book = Book::of(lang);
    let words = book.plain_words(text);
    let field = Field {
        text,
        words: &words,
    };
    (0..words.len()).find_map(|at| field.name(at))
}

struct Field<'a> {
    text: &'a str,
    words: &'a [Word],
}

impl Field<'_> {
    /// The name that begins with the word at `at`.
    fn name(&self, at: usize) -> Option<Range<usize>> {
        let first = self.words.get(at)?;
        let raw = self.raw(first);
        let begins = first.is(List::Honorific) || self.is_initials(first);
        let given = first.is(List::Given) && is_capitalised(raw);
        if !begins && !given {
            return None;
        }
        let before = at.checked_sub(1).and_then(|at| self.words.get(at));
        if before.is_some_and(|w| w.is(List::Landmark) && first.before == Break::None) {
            return None;
        }
        match self.surname(at + 1, begins) {
            Some(last) => Some(first.span.start..last.span.end),
            None => (given && self.is_alone(at)).then(|| first.span.clone()),
        }
    }

    /// The family name at or after `at`, past particles such as `van de`.
    fn surname(&self, at: usize, after_dot: bool) -> Option<&Word> {
        let rest = self.words.get(at..)?;
        let end = rest.iter().position(|w| !w.is(List::Particle)).unwrap_or(0);
        let last = rest.get(end)?;
        // `J. Jansen`: the dot of an abbreviation ends no sentence.
        let close = |w: &Word| w.before == Break::None || (after_dot && w.before == Break::Full);
        let joined = rest.iter().take(1).all(close)
            && rest
                .iter()
                .take(end + 1)
                .skip(1)
                .all(|w| w.before == Break::None);
        let raw = self.raw(last);
        let after = rest.get(end + 1).filter(|w| w.before == Break::None);
        let is_place = last.is(List::Landmark) || after.is_some_and(|w| w.is(List::Landmark));
        let is_name = is_capitalised(raw) && raw.chars().count() > 1 && !is_acronym(raw);
        (joined && is_name && !is_place).then_some(last)
    }

    /// `J.`, `A.B.`
    fn is_initials(&self, word: &Word) -> bool {
        let raw = self.raw(word);
        let single = raw
            .split('.')
            .all(|p| p.chars().count() == 1 && is_capitalised(p));
        let dot = self
            .text
            .get(word.span.end..)
            .is_some_and(|rest| rest.starts_with('.'));
        single && dot
    }

    /// Whether the word is all that stands between two marks.
    fn is_alone(&self, at: usize) -> bool {
        let joins = |w: &Word| matches!(w.text.as_str(), "en" | "and" | "of" | "or");
        let starts = |at: usize| {
            let before = at.checked_sub(1).and_then(|at| self.words.get(at));
            let here = self.words.get(at);
            before.is_none_or(joins) || here.is_some_and(|w| w.before != Break::None)
        };
        let next = self.words.get(at + 1);
        starts(at) && next.is_none_or(|w| w.before != Break::None || joins(w))
    }

    fn raw(&self, word: &Word) -> &str {
        self.text.get(word.span.clone()).unwrap_or_default()
    }
}

fn is_capitalised(raw: &str) -> bool {
    raw.starts_with(char::is_uppercase)
}

fn is_acronym(raw: &str) -> bool {
    !raw.contains(char::is_lowercase)
}

/// Providers at whom people have mail of their own.
const PRIVATE: [&str; 14] = [
    "gmail",
    "hotmail",
    "outlook",
    "live",
    "yahoo",
    "icloud",
    "me",
    "proton",
    "protonmail",
    "ziggo",
    "kpnmail",
    "xs4all",
    "planet",
    "telenet",
];

/// The first mail address in a text that is somebody's own: `j.jansen@…`, `jan.jansen@…`, or at a provider of private mail.
pub fn mailbox(text: &str, lang: Lang) -> Option<Range<usize>> {
    let book = Book::of(lang);
    text.match_indices('@').find_map(|(at, _)| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        let start = text.get(..at)?.trim_end_matches(is_part).len();
        let after = text.get(at + 1..)?;
        let end = at + 1 + after.find(|c| !is_part(c)).unwrap_or(after.len());
        let (local, domain) = (text.get(start..at)?, text.get(at + 1..end)?);
        let pieces: Vec<&str> = local.split(['.', '_', '-']).collect();
        let words = book.plain_words(pieces.first()?);
        let given = words.first().is_some_and(|w| w.is(List::Given));
        let letter = |piece: &&str| piece.chars().count() == 1;
        let own = match pieces.as_slice() {
            [first, .., last] => (given || letter(first)) && !letter(last),
            _ => given,
        };
        let provider = domain.split('.').next().unwrap_or_default().to_lowercase();
        let private = PRIVATE.contains(&provider.as_str()) && !local.is_empty();
        (own || private).then_some(start..text.get(..end)?.trim_end_matches('.').len())
    })
}

//! Whether words are an act: clauses, the phrases in them, and what those phrases are worth.
//!
//! Pure and self-contained: text in, readings out. The data are tables that a colleague who doesn't program
//! can extend: `phrases.tsv` (notation at its head), `words.tsv` and `verbs.tsv`. Acceptance is the default: a
//! clause that no phrase spoils is an act. Which code and severity a reading gets is up to `checks`.

mod book;
mod clause;
mod lexicon;
mod names;
mod pattern;
mod text;
mod verbs;

use std::ops::Range;

use crate::diag::Lang;
use book::Book;
use clause::Sentence;
use lexicon::List;
pub use names::{mailbox, person};

/// What kind of phrase it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Looks at a number: "monitor".
    Observe,
    /// Wants to know: "insight".
    Know,
    /// Tells somebody: "inform".
    Inform,
    /// Talks: "discuss".
    Talk,
    /// Studies: "analyse".
    Study,
    /// Wishes: "improve".
    Aspire,
    /// A measure named in general: "appropriate action".
    General,
    /// Changes nothing: "carries on as before".
    Nothing,
    /// Hedges a term: "as soon as possible".
    Hedge,
    /// No role: "we", "TBD".
    Actor,
    /// A concrete object, which makes a soft phrase an act.
    Concrete,
    /// A decision, which does so too.
    Decision,
    /// Ranks, appraises, sanctions or exposes persons.
    Appraise,
    /// Serves each person: a work list.
    Serve,
    /// Titles a national number.
    National,
    /// Titles what points at one person: a name, an address.
    Direct,
    /// Titles what falls under article 9 of the GDPR.
    Special,
    /// Titles free text, in which anything may stand.
    Prose,
    /// Evaluates people or gives them a score.
    Scoring,
    /// Decides on people by itself.
    Automatic,
    /// Follows people.
    Monitoring,
    /// On a large scale.
    Scale,
    /// About people who can't well defend themselves.
    Vulnerable,
    /// New technology.
    Technology,
    /// On the list of processing for which a DPIA is always needed.
    Listed,
}

/// What a phrase is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Never an act.
    Hard,
    /// An act only with a concrete object or a decision.
    Soft,
    /// Warns.
    Warn,
}

/// A row of `phrases.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The phrase as people know it, in its own language.
    pub name: &'static str,
    /// Its kind.
    pub class: Class,
    /// Its worth.
    pub weight: Weight,
    /// The question to ask back in the workshop, in the phrase's language.
    pub ask_back: &'static str,
}

/// A phrase found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which phrase.
    pub phrase: &'static Phrase,
    /// Where in the text, in bytes.
    pub span: Range<usize>,
}

/// What a clause of an act comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Somebody does something.
    Act,
    /// No act, because of this phrase.
    Phrase(Hit),
    /// No act, because of the negation at this place.
    Negated(Range<usize>),
    /// No verb: an addition to the clause before.
    Fragment,
}

/// What somebody is to do, as its words say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Each clause, in order.
    pub clauses: Vec<Reading>,
    /// What is done to persons: phrases of class [`Class::Appraise`] and [`Class::Serve`], at most one of each a clause.
    pub persons: Vec<Hit>,
}

impl Act {
    /// Reads `text`.
    pub fn read(text: &str, lang: Lang) -> Act {
        let mut act = Act {
            clauses: Vec::new(),
            persons: Vec::new(),
        };
        for clause in Sentence::read(text, Book::of(lang)).clauses() {
            act.persons.extend(clause.persons());
            act.clauses.push(clause.reading());
        }
        act
    }

    /// Whether anything is done: one clause that is an act makes the whole an act.
    pub fn is_one(&self) -> bool {
        self.clauses.contains(&Reading::Act)
    }
}

/// Why a `who` is nobody: a phrase of class [`Class::Actor`], when the whole field is one.
pub fn nobody(text: &str, lang: Lang) -> Option<Hit> {
    let book = Book::of(lang);
    book.find_in(&book.plain_words(text), Class::Actor)
}

/// More words than this say something, whatever they are.
const MOST_BLANK_WORDS: usize = 8;

/// Whether the field says only that it is still to be filled in: empty, "TBD", "n.t.b.", "???".
pub fn is_blank(text: &str, lang: Lang) -> bool {
    if text.split_whitespace().nth(MOST_BLANK_WORDS).is_some() {
        return false;
    }
    let book = Book::of(lang);
    let words = book.plain_words(text);
    let placeholder = || {
        book.find_in(&words, Class::Actor)
            .map(|hit| hit.phrase.weight)
    };
    words.is_empty() || placeholder() == Some(Weight::Hard)
}

/// The hedge in a term that names no number, date, weekday, month or other day.
pub fn hedge(text: &str, lang: Lang) -> Option<Hit> {
    let book = Book::of(lang);
    let words = book.plain_words(text);
    let hit = book.find_in(&words, Class::Hedge)?;
    let dated = words
        .iter()
        .any(|word| word.is(List::Number) || word.is(List::NamedDay));
    (!dated).then_some(hit)
}

/// The first phrase of a class in a text, a hard one before a soft one; for the classes that are about data.
pub fn said(text: &str, class: Class, lang: Lang) -> Option<Hit> {
    let book = Book::of(lang);
    book.find_in(&book.plain_words(text), class)
}

/// What the title of a column says that it holds, when it sounds like personal data: `e_mail`, `BirthDate`, `klant-naam`.
pub fn title(name: &str, lang: Lang) -> Option<Hit> {
    let book = Book::of(lang);
    let spaced = text::spaced(name);
    let words = book.plain_words(&spaced);
    let classes = [Class::National, Class::Special, Class::Direct, Class::Prose];
    classes
        .into_iter()
        .find_map(|class| book.find_in(&words, class))
}

/// Whether two texts have the same words.
pub fn same(a: &str, b: &str) -> bool {
    let bare = |text| {
        text::words(text)
            .into_iter()
            .map(|word| word.text)
            .collect::<Vec<_>>()
    };
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_can_be_read() {
        for lang in [Lang::Nl, Lang::En] {
            let faults = Book::of(lang).faults();
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }
}

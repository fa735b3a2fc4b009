//! Sentences cut into clauses, and what one clause comes to.

use std::ops::Range;

use super::book::Book;
use super::lexicon::{Lexicon, List, begins_object};
use super::text::{Break, Word};
use super::{Class, Hit, Reading, Weight};
use crate::diag::Lang;

/// A field's text, cut into clauses.
pub(super) struct Sentence {
    book: &'static Book,
    words: Vec<Word>,
    cuts: Vec<Range<usize>>,
}

/// One clause.
pub(super) struct Clause<'a> {
    book: &'static Book,
    words: &'a [Word],
    /// The phrases in it, each with the word at which it begins.
    hits: Vec<(usize, Hit)>,
    first: bool,
}

impl Sentence {
    pub(super) fn read(text: &str, book: &'static Book) -> Sentence {
        let words = book.words(text);
        let cuts = Cutter {
            words: &words,
            lexicon: &book.lexicon,
        }
        .cuts();
        Sentence { book, words, cuts }
    }

    pub(super) fn clauses(&self) -> impl Iterator<Item = Clause<'_>> {
        self.cuts.iter().enumerate().map(|(i, cut)| {
            let words = &self.words[cut.clone()];
            Clause {
                book: self.book,
                words,
                hits: self.book.find(words, Class::is_about_acts),
                first: i == 0,
            }
        })
    }
}

/// Finds where clauses begin: after a full stop, and at a comma or "and" where a verb follows.
struct Cutter<'a> {
    words: &'a [Word],
    lexicon: &'a Lexicon,
}

impl Cutter<'_> {
    fn cuts(&self) -> Vec<Range<usize>> {
        let mut cuts = Vec::new();
        let mut start = 0;
        for at in 1..self.words.len() {
            if let Some(begin) = self.begins(at) {
                cuts.push(start..at);
                start = begin;
            }
        }
        cuts.push(start..self.words.len());
        cuts.retain(|cut| !cut.is_empty());
        cuts
    }

    /// Where the clause begins that the word `at` announces.
    fn begins(&self, at: usize) -> Option<usize> {
        let word = self.words.get(at)?;
        if word.before == Break::Full {
            return Some(at);
        }
        if word.is(List::Joiner) && self.opens_clause(at + 1) {
            return Some(at + 1);
        }
        if word.is(List::Or) && self.is_opening_verb(at + 1) {
            return Some(at + 1);
        }
        if self.by_doing(at) || (word.before == Break::Comma && self.opens_clause(at)) {
            return Some(at);
        }
        None
    }

    /// Whether a clause of its own begins here: a verb first, a finite verb further on, or an infinitive last.
    fn opens_clause(&self, at: usize) -> bool {
        let start = (at..self.words.len())
            .find(|&i| !self.words[i].is(List::Filler))
            .unwrap_or(at);
        let end = self.end_of_stretch(start);
        self.is_opening_verb(start)
            || (start + 1..end).any(|i| self.is_finite_inside(i))
            || (start..end).any(|i| self.is_last_infinitive(i, end))
    }

    /// Up to the next break, joiner or subordinate clause.
    fn end_of_stretch(&self, start: usize) -> usize {
        let stops = |i: usize| {
            let word = &self.words[i];
            (i > start && word.before != Break::None)
                || word.is(List::Joiner)
                || word.is(List::Or)
                || word.is(List::Subordinate)
        };
        (start..self.words.len())
            .find(|&i| stops(i))
            .unwrap_or(self.words.len())
    }

    /// `plaatst een bord`, `moves staff`, `monitoren`; a word that may be a noun needs an object behind it.
    fn is_opening_verb(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else {
            return false;
        };
        let next = self.words.get(at + 1);
        match word.verb {
            Some(verb) if verb.opens => {
                !verb.noun
                    || next.is_some_and(|n| n.before == Break::None && !n.is(List::Preposition))
            }
            Some(_) => self.is_last_infinitive(at, self.end_of_stretch(at)),
            None => looks_finite(word, self.lexicon) && self.has_object(next),
        }
    }

    fn has_object(&self, next: Option<&Word>) -> bool {
        next.is_some_and(|n| n.before == Break::None && begins_object(n))
    }

    /// `de raad stelt … vast`: the subject first, then the verb.
    fn is_finite_inside(&self, at: usize) -> bool {
        let known = self.words[at].verb.is_some_and(|v| v.opens && !v.noun);
        known && !self.lexicon.makes_noun(&self.words[at - 1])
    }

    fn is_last_infinitive(&self, at: usize, end: usize) -> bool {
        let known = self.words[at].verb.is_some_and(|v| v.infinitive);
        let noun = at
            .checked_sub(1)
            .is_some_and(|i| self.lexicon.makes_noun(&self.words[i]));
        known && !noun && at + 1 == end
    }

    /// `verbetert de doorstroom door twee consulenten te verplaatsen`: the means is a clause.
    fn by_doing(&self, at: usize) -> bool {
        let word = &self.words[at].text;
        match self.lexicon.lang() {
            Lang::En => {
                let next = self.words.get(at + 1);
                word == "by" && next.is_some_and(|n| n.text.ends_with("ing"))
            }
            Lang::Nl => {
                let end = self.end_of_stretch(at + 1);
                let mut rest = self.words[at + 1..end.max(at + 1)].iter();
                word == "door" && rest.any(|w| w.text == "te")
            }
        }
    }
}

/// Whether an unknown word is built like a finite verb.
fn looks_finite(word: &Word, lexicon: &Lexicon) -> bool {
    let long = word.text.len() > 3 && !word.name;
    match lexicon.lang() {
        Lang::Nl => long && word.text.ends_with('t'),
        Lang::En => long && (word.text.ends_with("ing") || is_third_person(&word.text)),
    }
}

fn is_third_person(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

impl Clause<'_> {
    /// What the clause comes to: a hard phrase or a negation spoils it, a soft phrase unless something is concrete.
    pub(super) fn reading(&self) -> Reading {
        let main = self.main();
        let spoils = |(at, hit): &&(usize, Hit)| {
            hit.phrase.class.spoils() && *at < main && !self.is_aside(*at, hit)
        };
        let hits = || self.hits.iter().filter(spoils).map(|(_, hit)| hit);
        if let Some(hard) = hits().find(|hit| hit.phrase.weight == Weight::Hard) {
            return Reading::Phrase(hard.clone());
        }
        if let Some(negation) = self.negation(main) {
            return Reading::Negated(negation);
        }
        match hits().next() {
            Some(soft) if !self.is_concrete() => Reading::Phrase(soft.clone()),
            Some(_) => Reading::Act,
            None if self.first || self.has_verb() => Reading::Act,
            None => Reading::Fragment,
        }
    }

    /// Whether a phrase is an aside to another verb: `plaatst een bord` met extra aandacht voor schoolkinderen.
    fn is_aside(&self, at: usize, hit: &Hit) -> bool {
        let acts = |word: &Word| word.verb.is_some_and(|verb| verb.opens && !verb.light);
        let Some(verb) = self.words.iter().take(at).position(acts) else {
            return false;
        };
        let covered = hit.span.start <= self.words[verb].span.start;
        let before = self.words[verb + 1..at].iter().rev();
        let mut before =
            before.skip_while(|word| word.is(List::Determiner) || word.is(List::Clitic));
        !covered && before.next().is_some_and(|word| word.is(List::Preposition))
    }

    /// What the clause does to persons; a negated clause does nothing.
    pub(super) fn persons(&self) -> Vec<Hit> {
        let of = |class| self.hits_of(class).next().cloned();
        let hits = [Class::Appraise, Class::Serve].into_iter().filter_map(of);
        let hits: Vec<Hit> = hits.collect();
        if hits.is_empty() || self.negation(self.main()).is_some() {
            return Vec::new();
        }
        hits
    }

    fn hits_of(&self, class: Class) -> impl Iterator<Item = &Hit> {
        let hits = self.hits.iter().map(|(_, hit)| hit);
        hits.filter(move |hit| hit.phrase.class == class)
    }

    /// How many words the main clause has: a purpose or a condition behind the verb is no part of the act.
    fn main(&self) -> usize {
        let acts = |word: &Word| word.verb.is_some_and(|verb| !verb.light);
        let mut acted = self.begins_with_unknown_verb();
        for (at, word) in self.words.iter().enumerate() {
            if at > 0 && acted && self.is_subordinate(at) {
                return at;
            }
            acted |= acts(word);
        }
        self.words.len()
    }

    fn begins_with_unknown_verb(&self) -> bool {
        let first = self.words.first();
        first.is_some_and(|word| word.verb.is_none() && looks_finite(word, &self.book.lexicon))
    }

    fn has_verb(&self) -> bool {
        self.begins_with_unknown_verb() || self.words.iter().any(|word| word.verb.is_some())
    }

    fn is_subordinate(&self, at: usize) -> bool {
        let (before, word) = (&self.words[at - 1], &self.words[at]);
        let next = self.words.get(at + 1);
        match word.text.as_str() {
            "to" => next.is_some_and(|n| n.verb.is_some_and(|verb| verb.opens)),
            "for" => next.is_some_and(|n| n.text.ends_with("ing")),
            "om" => self.words[at..].iter().any(|w| w.text == "te"),
            _ if word.is(List::Relative) => {
                let determiner = before.verb.is_some() || before.is(List::Preposition);
                !determiner || (before.verb.is_none() && self.ends_in_verb(at))
            }
            _ => word.is(List::Subordinate),
        }
    }

    /// `die niet levert`, not `die categorie`.
    fn ends_in_verb(&self, at: usize) -> bool {
        let last = self.words.last().filter(|_| at + 1 < self.words.len());
        last.and_then(|word| word.verb)
            .is_some_and(|verb| verb.opens)
    }

    /// Where the main clause is negated.
    fn negation(&self, main: usize) -> Option<Range<usize>> {
        let negating = (0..main).find(|&at| self.negates(at))?;
        Some(self.words[negating].span.clone())
    }

    fn negates(&self, at: usize) -> bool {
        let word = &self.words[at];
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        let inside = before.is_some_and(|b| b.is(List::Preposition));
        if word.is(List::No) {
            // "with no place", "no later than Friday"
            return !inside && !matches!(self.text(at + 1), "more" | "later" | "less");
        }
        // "de nog niet afgehandelde zaken": the negation is the noun's.
        let attributive = before.is_some_and(|b| b.is(List::Determiner) || b.text == "nog");
        word.is(List::Not) && !inside && !attributive && !self.is_limited(at)
    }

    /// "niet alleen …", "niet later dan …"; but "voert het niet meer uit" negates.
    fn is_limited(&self, at: usize) -> bool {
        match self.text(at + 1) {
            "alleen" | "slechts" | "only" | "just" | "yet" => true,
            "meer" | "later" | "more" | "langer" | "longer" => {
                matches!(self.text(at + 2), "dan" | "than")
            }
            _ => false,
        }
    }

    /// The word at `at`; nothing beyond the end.
    fn text(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    /// A decision, a concrete object, or an amount.
    fn is_concrete(&self) -> bool {
        let mut concrete = self
            .hits_of(Class::Concrete)
            .chain(self.hits_of(Class::Decision));
        concrete.next().is_some() || (0..self.words.len()).any(|at| self.is_amount(at))
    }

    /// A number that is no year, clock time, frequency ("elke 2 weken") or limit ("meer dan 10%");
    /// "met 2 uur" is one, for it says how much.
    fn is_amount(&self, at: usize) -> bool {
        let word = &self.words[at];
        if !word.is(List::Number) || is_year(&word.text) || word.text.contains([':', '-']) {
            return false;
        }
        let before = at.checked_sub(1).and_then(|i| self.words.get(i));
        let before_is = |list| before.is_some_and(|word| word.is(list));
        let timed = self
            .words
            .get(at + 1)
            .is_some_and(|next| next.is(List::Time));
        // "voor 8 uur per week" is an amount of work.
        let rate = timed && matches!(self.text(at + 2), "per" | "a");
        before_is(List::Change)
            || (rate && matches!(before.map(|b| b.text.as_str()), Some("voor" | "for")))
            || !(timed || before_is(List::Limit))
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

//! The phrases of one language, compiled on first use and found by the words they begin with.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, List, rows};
use super::pattern::{First, Pattern};
use super::text::{Word, words};
use super::{Class, Hit, Phrase, Weight};
use crate::diag::Lang;

const PHRASES: &str = include_str!("phrases.tsv");

static DUTCH: LazyLock<Book> = LazyLock::new(|| Book::load(Lang::Nl));
static ENGLISH: LazyLock<Book> = LazyLock::new(|| Book::load(Lang::En));

/// All phrases of a language.
pub(super) struct Book {
    pub(super) lexicon: Lexicon,
    entries: Vec<Entry>,
    patterns: Vec<(usize, Pattern)>,
    /// Which patterns a word can begin, by its number.
    by_word: Vec<Vec<usize>>,
    /// Which patterns a word of a list can begin, or a word with this first or last byte.
    by_list: Vec<(List, usize)>,
    by_first_byte: Vec<(u8, usize)>,
    by_last_byte: Vec<(u8, usize)>,
    /// Patterns that any word might begin.
    anywhere: Vec<usize>,
    /// What `phrases.tsv` holds that can't be read; a test demands that it be empty.
    pub(super) faults: Vec<String>,
}

struct Entry {
    phrase: Phrase,
    unless: Vec<Pattern>,
}

impl Book {
    /// The phrases of `lang`.
    pub(super) fn of(lang: Lang) -> &'static Book {
        // Only the language asked for is compiled.
        match lang {
            Lang::En => &ENGLISH,
            Lang::Nl => &DUTCH,
        }
    }

    fn load(lang: Lang) -> Book {
        let mut lexicon = Lexicon::load(lang);
        let rows: Vec<_> = rows(PHRASES, lang).collect();
        let patterns = rows.iter().filter_map(|cells| cells.get(1));
        for verb in patterns.flat_map(|cell| verbs_in(cell)) {
            lexicon.learn_new(verb);
        }
        let mut book = Book {
            lexicon,
            entries: Vec::new(),
            patterns: Vec::new(),
            by_word: Vec::new(),
            by_list: Vec::new(),
            by_first_byte: Vec::new(),
            by_last_byte: Vec::new(),
            anywhere: Vec::new(),
            faults: Vec::new(),
        };
        for cells in rows {
            if let Err(fault) = book.add(&cells) {
                book.faults.push(format!("{}: {fault}", cells.join(" | ")));
            }
        }
        book.index();
        book
    }

    fn add(&mut self, cells: &[&'static str]) -> Result<(), String> {
        let [name, pattern, class, weight, ask_back, unless @ ..] = cells else {
            return Err("too few columns".to_owned());
        };
        let phrase = Phrase {
            name,
            class: Class::named(class).ok_or_else(|| format!("no class `{class}`"))?,
            weight: Weight::named(weight).ok_or_else(|| format!("no weight `{weight}`"))?,
            ask_back,
        };
        let unless = unless.first().copied().unwrap_or_default();
        let unless = Pattern::parse(unless, &mut self.lexicon)?;
        let patterns = Pattern::parse(pattern, &mut self.lexicon)?;
        let entry = self.entries.len();
        self.entries.push(Entry { phrase, unless });
        self.patterns
            .extend(patterns.into_iter().map(|pattern| (entry, pattern)));
        Ok(())
    }

    fn index(&mut self) {
        self.by_word = vec![Vec::new(); self.lexicon.len()];
        for (i, (_, pattern)) in self.patterns.iter().enumerate() {
            for first in pattern.firsts() {
                match first {
                    First::Word(id) => self.by_word[id.index()].push(i),
                    First::Listed(list) => self.by_list.push((list, i)),
                    First::Begins(byte) => self.by_first_byte.push((byte, i)),
                    First::Ends(byte) => self.by_last_byte.push((byte, i)),
                    First::Anything => self.anywhere.push(i),
                }
            }
        }
    }

    /// The words of `text`, with what is known of them.
    pub(super) fn words(&self, text: &str) -> Vec<Word> {
        let mut words = words(text);
        self.lexicon.mark(&mut words);
        words
    }

    /// Words of a short field, where a capital makes no name ("De Gemeente").
    pub(super) fn plain_words(&self, text: &str) -> Vec<Word> {
        let mut words = words(text);
        words.iter_mut().for_each(|word| word.name = false);
        self.lexicon.mark(&mut words);
        words
    }

    /// Every phrase in `words`, in the order of the text, the longest first; `allowed` chooses the classes.
    pub(super) fn find(
        &'static self,
        words: &[Word],
        allowed: impl Fn(Class) -> bool,
    ) -> Vec<(usize, Hit)> {
        let mut hits: Vec<(usize, Hit)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for &i in self.candidates(word) {
                let (entry, pattern) = &self.patterns[i];
                let entry = &self.entries[*entry];
                if !allowed(entry.phrase.class) {
                    continue;
                }
                let Some(end) = pattern.fit(words, at, &self.lexicon) else {
                    continue;
                };
                let last = words.get(end.saturating_sub(1)).unwrap_or(word);
                let span = word.span.start..last.span.end.max(word.span.end);
                if !self.is_taken_away(entry, words) {
                    hits.push((
                        at,
                        Hit {
                            phrase: &entry.phrase,
                            span,
                        },
                    ));
                }
            }
        }
        hits.sort_by_key(|(at, hit)| (*at, Reverse(hit.span.end)));
        hits
    }

    /// The patterns that may begin with `word`.
    fn candidates<'a>(&'a self, word: &'a Word) -> impl Iterator<Item = &'a usize> {
        let known = word.id.and_then(|id| self.by_word.get(id.index()));
        let listed = self.by_list.iter().filter(|(list, _)| word.is(*list));
        let (first, last) = (word.text.bytes().next(), word.text.bytes().last());
        let begun = self
            .by_first_byte
            .iter()
            .filter(move |(b, _)| Some(*b) == first);
        let ended = self
            .by_last_byte
            .iter()
            .filter(move |(b, _)| Some(*b) == last);
        let parts = begun.chain(ended).map(|(_, i)| i);
        let known = known.into_iter().flatten();
        let told = known.chain(listed.map(|(_, i)| i)).chain(parts);
        told.chain(&self.anywhere)
    }

    /// The first phrase of `class` in `words`; a hard one before a soft one.
    pub(super) fn find_in(&'static self, words: &[Word], class: Class) -> Option<Hit> {
        let hits = self.find(words, |c| c == class);
        hits.into_iter()
            .map(|(_, hit)| hit)
            .min_by_key(|hit| hit.phrase.weight)
    }

    fn is_taken_away(&self, entry: &Entry, words: &[Word]) -> bool {
        let mut places = 0..words.len();
        places.any(|at| {
            entry
                .unless
                .iter()
                .any(|p| p.fit(words, at, &self.lexicon).is_some())
        })
    }
}

/// The verbs that a pattern names: `monitoren` in `~monitoren of`.
fn verbs_in(cell: &'static str) -> impl Iterator<Item = &'static str> {
    let items = cell.split([' ', '|', ';', '(', ')']);
    items
        .filter_map(|item| item.strip_prefix('~'))
        .filter(|verb| !verb.is_empty())
}

impl Class {
    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "observe" => Class::Observe,
            "know" => Class::Know,
            "inform" => Class::Inform,
            "talk" => Class::Talk,
            "study" => Class::Study,
            "aspire" => Class::Aspire,
            "general" => Class::General,
            "nothing" => Class::Nothing,
            "hedge" => Class::Hedge,
            "actor" => Class::Actor,
            "concrete" => Class::Concrete,
            "decision" => Class::Decision,
            "appraise" => Class::Appraise,
            "serve" => Class::Serve,
            "national" => Class::National,
            "direct" => Class::Direct,
            "special" => Class::Special,
            "prose" => Class::Prose,
            "scoring" => Class::Scoring,
            "automatic" => Class::Automatic,
            "monitoring" => Class::Monitoring,
            "scale" => Class::Scale,
            "vulnerable" => Class::Vulnerable,
            "technology" => Class::Technology,
            "listed" => Class::Listed,
            _ => return None,
        })
    }

    /// Whether it is looked for in an act, rather than in who does it, within which term, or with which data.
    pub(super) fn is_about_acts(self) -> bool {
        !matches!(self, Class::Hedge | Class::Actor) && self <= Class::Serve
    }

    /// Whether a phrase of this class keeps a clause from being an act.
    pub(super) fn spoils(self) -> bool {
        matches!(
            self,
            Class::Observe
                | Class::Know
                | Class::Inform
                | Class::Talk
                | Class::Study
                | Class::Aspire
                | Class::General
                | Class::Nothing
        )
    }
}

impl Weight {
    fn named(name: &str) -> Option<Weight> {
        match name {
            "hard" => Some(Weight::Hard),
            "soft" => Some(Weight::Soft),
            "warn" => Some(Weight::Warn),
            _ => None,
        }
    }
}

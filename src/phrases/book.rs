//! The phrases of one language, found by a word that they can't do without, and compiled when a text has that word.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use super::lexicon::{Lexicon, WordId, rows};
use super::pattern::{Anchors, Part, Pattern, Way, texts};
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
    /// Each pattern of `phrases.tsv`, with its entry.
    patterns: Vec<(usize, Uncompiled)>,
    /// Where to look for the patterns of a class: most texts are asked for one class only.
    by_class: BTreeMap<Class, Index>,
    /// Rows of `phrases.tsv` that can't be read; a test demands that there be none.
    faults: Vec<String>,
}

/// What a text must have for a pattern to be in it.
#[derive(Default)]
struct Index {
    /// Which patterns a word may be a sign of; sorted.
    by_word: Vec<(WordId, usize)>,
    /// Which patterns a word of a list, or with this beginning or ending, may be a sign of.
    by_part: Vec<(Part, usize)>,
    /// Patterns that may be in any text.
    anywhere: Vec<usize>,
}

/// A pattern as it is written, and in every word order once a text may hold it.
struct Uncompiled {
    text: &'static str,
    orders: OnceLock<Result<Vec<Pattern>, String>>,
}

impl Uncompiled {
    fn new(text: &'static str) -> Uncompiled {
        Uncompiled {
            text,
            orders: OnceLock::new(),
        }
    }

    /// None for a pattern that can't be read.
    fn orders(&self, lexicon: &Lexicon) -> &[Pattern] {
        self.compile(lexicon).as_deref().unwrap_or_default()
    }

    fn compile(&self, lexicon: &Lexicon) -> &Result<Vec<Pattern>, String> {
        let compile = || Pattern::parse(self.text, lexicon);
        self.orders.get_or_init(compile)
    }
}

struct Entry {
    phrase: Phrase,
    unless: Vec<Uncompiled>,
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
            by_class: BTreeMap::new(),
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
        let entry = self.entries.len();
        let unless = texts(unless).map(Uncompiled::new).collect();
        self.entries.push(Entry { phrase, unless });
        let patterns = texts(pattern).map(|text| (entry, Uncompiled::new(text)));
        self.patterns.extend(patterns);
        Ok(())
    }

    fn index(&mut self) {
        for (i, (entry, pattern)) in self.patterns.iter().enumerate() {
            let class = self.entries[*entry].phrase.class;
            let index = self.by_class.entry(class).or_default();
            match Anchors::of(pattern.text, &self.lexicon) {
                Some(Anchors { words, parts }) => {
                    index.by_word.extend(words.into_iter().map(|id| (id, i)));
                    index
                        .by_part
                        .extend(parts.into_iter().map(|part| (part, i)));
                }
                None => index.anywhere.push(i),
            }
        }
        for index in self.by_class.values_mut() {
            index.by_word.sort_unstable();
        }
    }

    /// What `phrases.tsv` holds that can't be read.
    #[cfg(test)]
    pub(super) fn faults(&self) -> Vec<String> {
        let patterns = self.patterns.iter().map(|(_, pattern)| pattern);
        let unless = self.entries.iter().flat_map(|entry| &entry.unless);
        let compiled = patterns.chain(unless).filter_map(|pattern| {
            let fault = pattern.compile(&self.lexicon).as_ref().err()?;
            Some(format!("{}: {fault}", pattern.text))
        });
        self.faults.iter().cloned().chain(compiled).collect()
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
        let mut hits: Vec<(usize, Way, Hit)> = Vec::new();
        for i in self.candidates(words, allowed) {
            let (entry, pattern) = &self.patterns[i];
            let entry = &self.entries[*entry];
            for pattern in pattern.orders(&self.lexicon) {
                for (at, word) in words.iter().enumerate() {
                    let Some(end) = pattern.fit(words, at, &self.lexicon) else {
                        continue;
                    };
                    let last = words.get(end.saturating_sub(1)).unwrap_or(word);
                    let span = word.span.start..last.span.end.max(word.span.end);
                    if !self.is_taken_away(entry, words) {
                        let phrase = &entry.phrase;
                        hits.push((at, pattern.way(word), Hit { phrase, span }));
                    }
                }
            }
        }
        hits.sort_by_key(|(at, way, hit)| (*at, Reverse(hit.span.end), *way));
        hits.into_iter().map(|(at, _, hit)| (at, hit)).collect()
    }

    /// The patterns of the allowed classes that may be in `words`, in the order of the table.
    fn candidates(&self, words: &[Word], allowed: impl Fn(Class) -> bool) -> Vec<usize> {
        let indexes = self.by_class.iter().filter(|(class, _)| allowed(**class));
        let mut found: Vec<usize> = indexes.flat_map(|(_, i)| i.candidates(words)).collect();
        found.sort_unstable();
        found.dedup();
        found
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
                .flat_map(|unless| unless.orders(&self.lexicon))
                .any(|p| p.fit(words, at, &self.lexicon).is_some())
        })
    }
}

impl Index {
    /// The patterns that may be in `words`, some more than once.
    fn candidates(&self, words: &[Word]) -> Vec<usize> {
        let mut found = self.anywhere.clone();
        for word in words {
            let first = self.by_word.partition_point(|(id, _)| *id < word.id);
            let known = self.by_word.iter().skip(first);
            let known = known.take_while(|(id, _)| *id == word.id);
            let parts = self.by_part.iter().filter(|(part, _)| part.fits(word));
            found.extend(known.map(|(_, i)| *i).chain(parts.map(|(_, i)| *i)));
        }
        found
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

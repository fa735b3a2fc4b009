//! What casus knows of the words of a language: lists (`words.tsv`) and verbs (`verbs.tsv`).
//!
//! Every word has a number that follows from its letters, so that patterns compare numbers, and one can be read without the others.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use super::text::{Break, Word};
use super::verbs::Forms;
use crate::diag::Lang;

const WORDS: &str = include_str!("words.tsv");
const VERBS: &str = include_str!("verbs.tsv");

/// The number of a word: FNV-1a over its bytes. A test sees to it that no two words of the tables share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(u64);

impl WordId {
    pub(super) fn of(word: &str) -> WordId {
        WordId::joined(&[word])
    }

    /// The number of a word that is written in pieces: `bij` and `houden`.
    pub(super) fn joined(pieces: &[&str]) -> WordId {
        let bytes = pieces.iter().flat_map(|piece| piece.bytes());
        WordId(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }
}

/// Takes a [`WordId`] as it is, for it is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

type ByWord<T> = HashMap<WordId, T, BuildHasherDefault<AsItIs>>;

/// The lists of `words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Determiner,
    Clitic,
    Number,
    Preposition,
    Subordinate,
    Relative,
    Joiner,
    Or,
    Filler,
    Not,
    No,
    Time,
    Limit,
    Change,
    NamedDay,
    Person,
    Organisation,
    Knowledge,
    Virtue,
    Remedy,
    LeadIn,
    Given,
    Landmark,
    Honorific,
    Particle,
}

const LISTS: [(&str, List); 25] = [
    ("determiner", List::Determiner),
    ("clitic", List::Clitic),
    ("number", List::Number),
    ("preposition", List::Preposition),
    ("subordinate", List::Subordinate),
    ("relative", List::Relative),
    ("joiner", List::Joiner),
    ("or", List::Or),
    ("filler", List::Filler),
    ("not", List::Not),
    ("no", List::No),
    ("time", List::Time),
    ("limit", List::Limit),
    ("change", List::Change),
    ("named_day", List::NamedDay),
    ("person", List::Person),
    ("organisation", List::Organisation),
    ("knowledge", List::Knowledge),
    ("virtue", List::Virtue),
    ("remedy", List::Remedy),
    ("lead_in", List::LeadIn),
    ("given", List::Given),
    ("landmark", List::Landmark),
    ("honorific", List::Honorific),
    ("particle", List::Particle),
];

impl List {
    /// The list that a table or a pattern names.
    pub(super) fn named(name: &str) -> Option<List> {
        LISTS
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, list)| *list)
    }
}

/// A set of lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lists(u32);

impl Lists {
    pub(super) fn has(self, list: List) -> bool {
        self.0 & (1 << list as u32) != 0
    }

    fn add(&mut self, list: List) {
        self.0 |= 1 << list as u32;
    }
}

/// What a word can be, as a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verb {
    /// `verplaatst`, `moves`, `moving`, and the English base form.
    pub(super) opens: bool,
    /// A Dutch infinitive, which stands last.
    pub(super) infinitive: bool,
    /// Carries another verb, or no act of its own: `probeert`, `starts`.
    pub(super) light: bool,
    /// May be a noun as well.
    pub(super) noun: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    lists: Lists,
    verb: Option<Verb>,
}

/// The words of one language.
pub(super) struct Lexicon {
    lang: Lang,
    facts: ByWord<Facts>,
    /// Words of a list by their beginning, under its first byte, or by their ending, under its last.
    beginnings: BTreeMap<u8, Vec<(&'static str, List)>>,
    endings: BTreeMap<u8, Vec<(&'static str, List)>>,
    /// Forms by infinitive, for verbs that spelling rules get wrong; separable ones by `aan+gaan`.
    irregular: ByWord<Forms>,
}

impl Lexicon {
    /// Reads the tables for `lang`.
    pub(super) fn load(lang: Lang) -> Lexicon {
        let mut lexicon = Lexicon {
            lang,
            facts: ByWord::with_capacity_and_hasher(4096, BuildHasherDefault::default()),
            beginnings: BTreeMap::new(),
            endings: BTreeMap::new(),
            irregular: ByWord::default(),
        };
        for cells in rows(WORDS, lang) {
            if let [name, words, ..] = cells.as_slice()
                && let Some(list) = List::named(name)
            {
                words
                    .split_whitespace()
                    .for_each(|word| lexicon.enlist(word, list));
            }
        }
        for cells in rows(VERBS, lang) {
            let [verb, present, participle, ..] = cells.as_slice() else {
                continue;
            };
            if !present.is_empty() {
                let forms = listed(verb, present, participle, lang);
                lexicon.irregular.insert(WordId::of(verb), forms);
            }
        }
        for cells in rows(VERBS, lang) {
            let kind = cells.get(3).copied().unwrap_or_default();
            let verbs = cells.first().copied().unwrap_or_default();
            verbs
                .split_whitespace()
                .for_each(|verb| lexicon.learn(verb, kind));
        }
        lexicon
    }

    fn enlist(&mut self, word: &'static str, list: List) {
        if let Some(ending) = word.strip_prefix('*') {
            let last = ending.bytes().last().unwrap_or_default();
            let same = self.endings.entry(last).or_default();
            same.push((ending, list));
        } else if let Some(beginning) = word.strip_suffix('*') {
            let first = beginning.bytes().next().unwrap_or_default();
            let same = self.beginnings.entry(first).or_default();
            same.push((beginning, list));
        } else {
            let facts = self.facts.entry(WordId::of(word)).or_default();
            facts.lists.add(list);
        }
    }

    /// Adds the forms of `verb` (`in+huren` where separable) to the known verbs.
    fn learn(&mut self, verb: &str, kind: &str) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = self.forms(particle, base);
        let (light, noun) = (kind == "light", kind == "noun");
        let dutch = self.lang == Lang::Nl;
        let infinitive = WordId::joined(&[particle, &forms.infinitive]);
        let others = forms.finite.iter().chain(&forms.gerunds);
        let others: Vec<WordId> = others.map(|form| WordId::of(form)).collect();
        self.learn_form(infinitive, dutch, light, noun);
        for form in others {
            self.learn_form(form, false, light, noun);
        }
    }

    fn learn_form(&mut self, form: WordId, infinitive: bool, light: bool, noun: bool) {
        let facts = self.facts.entry(form).or_default();
        let verb = facts.verb.get_or_insert(Verb {
            light,
            ..Verb::default()
        });
        verb.opens |= !infinitive;
        verb.infinitive |= infinitive;
        verb.light &= light;
        verb.noun |= noun;
    }

    /// Adds a verb that only the phrases name; a verb of the table keeps its kind.
    pub(super) fn learn_new(&mut self, verb: &str) {
        let pieces: Vec<&str> = verb.split('+').collect();
        let known = self.facts.get(&WordId::joined(&pieces));
        if known.is_none_or(|facts| facts.verb.is_none()) {
            self.learn(verb, "");
        }
    }

    /// The forms of `base`; a particle matters only where the table says so.
    pub(super) fn forms(&self, particle: &str, base: &str) -> Cow<'_, Forms> {
        let whole = || self.irregular.get(&WordId::joined(&[particle, "+", base]));
        let separable = if particle.is_empty() { None } else { whole() };
        match separable.or_else(|| self.irregular.get(&WordId::of(base))) {
            Some(forms) => Cow::Borrowed(forms),
            None => Cow::Owned(Forms::regular(base, self.lang)),
        }
    }

    /// Fills in what is known of `words`.
    pub(super) fn mark(&self, words: &mut [Word]) {
        for word in words {
            let text = word.text.as_str();
            let facts = self.facts.get(&word.id).copied().unwrap_or_default();
            word.lists = facts.lists;
            word.verb = facts.verb.filter(|_| !word.name);
            let (first, last) = (text.bytes().next(), text.bytes().last());
            let begun = first.and_then(|b| self.beginnings.get(&b));
            let begun = begun.into_iter().flatten();
            let begun = begun.filter(|(beginning, _)| text.starts_with(beginning));
            let ended = last.and_then(|b| self.endings.get(&b));
            let ended = ended.into_iter().flatten();
            let ended = ended.filter(|(ending, _)| text.ends_with(ending));
            let lists = begun.chain(ended).map(|(_, list)| *list);
            lists.for_each(|list| word.lists.add(list));
            if word.is_numeral() {
                word.lists.add(List::Number);
            }
        }
    }

    /// Whether `word` makes a noun of what follows: `twee overwegen`, `the review`, `installs monitors`.
    pub(super) fn makes_noun(&self, word: &Word) -> bool {
        let object = self.lang == Lang::En
            && word.verb.is_some_and(|verb| !verb.light && !verb.noun)
            && !word.text.ends_with("ing");
        object || word.is(List::Determiner) || word.is(List::Number)
    }

    /// Whether `word` makes a subject of what precedes it: `records are …`. Dutch verbs look like no plural.
    pub(super) fn makes_subject(&self, word: &Word) -> bool {
        self.lang == Lang::En && matches!(word.text.as_str(), "is" | "are" | "was" | "were")
    }

    /// The verbs that make a passive with a participle.
    pub(super) fn passive_auxiliaries(&self) -> &'static [&'static str] {
        self.lang.pick(
            &["is", "are", "be", "being", "been", "gets", "get"],
            &["wordt", "worden", "is", "zijn", "geworden"],
        )
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }
}

/// Whether `word` begins a noun phrase, so that the word before it may be a verb.
pub(super) fn begins_object(word: &Word) -> bool {
    [List::Determiner, List::Clitic, List::Number]
        .iter()
        .any(|&list| word.is(list))
}

/// Whether the loose part of a separable verb may be followed by `next`; before an article it is a preposition.
pub(super) fn particle_may_end(next: Option<&Word>) -> bool {
    let lists = [
        List::Preposition,
        List::Subordinate,
        List::Joiner,
        List::Or,
        List::Filler,
    ];
    next.is_none_or(|word| {
        word.before != Break::None || word.text == "zo" || lists.iter().any(|&list| word.is(list))
    })
}

/// The rows of a table for `lang`, without its first column and without comments.
pub(super) fn rows(table: &'static str, lang: Lang) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter_map(move |line| {
        let rest = line.strip_prefix(lang.code())?.strip_prefix('\t')?;
        Some(rest.split('\t').map(str::trim).collect())
    })
}

/// Forms as a row of `verbs.tsv` lists them; a Dutch stem is a present form that isn't the last.
fn listed(verb: &str, present: &str, participle: &str, lang: Lang) -> Forms {
    let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
    let mut present: Vec<String> = present.split_whitespace().map(str::to_owned).collect();
    let finite: Vec<String> = present.pop().into_iter().collect();
    let (stems, finite) = match lang {
        Lang::Nl => (present, finite),
        Lang::En => (Vec::new(), [present, finite].concat()),
    };
    let bare = |word: &str| word.strip_prefix(particle).unwrap_or(word).to_owned();
    Forms {
        infinitive: base.to_owned(),
        stems,
        finite,
        gerunds: Forms::regular(base, lang).gerunds,
        participles: participle.split_whitespace().map(bare).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_words_share_a_number() {
        let is_between = |c: char| !c.is_alphanumeric() && c != '-' && c != '\'';
        let tables = [WORDS, VERBS, include_str!("phrases.tsv")];
        let written = tables.iter().flat_map(|table| table.split(is_between));
        let mut words: BTreeSet<String> = written.map(super::super::text::fold).collect();
        for lang in [Lang::Nl, Lang::En] {
            let forms = words.iter().map(|word| Forms::regular(word, lang));
            let forms = forms.flat_map(|f| [f.stems, f.finite, f.gerunds, f.participles].concat());
            words = forms.chain(words.iter().cloned()).collect();
        }
        let numbers: BTreeSet<WordId> = words.iter().map(|word| WordId::of(word)).collect();
        assert!(words.len() > 10_000);
        assert_eq!(numbers.len(), words.len());
    }
}

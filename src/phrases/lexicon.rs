//! What casus knows of the words of a language: lists (`words.tsv`) and verbs (`verbs.tsv`).
//!
//! Every known word has a number, so that reading a text costs one look-up a word and patterns compare numbers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::text::{Break, Word};
use super::verbs::Forms;
use crate::diag::Lang;

const WORDS: &str = include_str!("words.tsv");
const VERBS: &str = include_str!("verbs.tsv");

/// The number of a known word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordId(u32);

impl WordId {
    /// Position in a table with a row for each word.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

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
    ids: HashMap<String, WordId>,
    facts: Vec<Facts>,
    /// Words of a list by their beginning, under its first byte, or by their ending, under its last.
    beginnings: BTreeMap<u8, Vec<(&'static str, List)>>,
    endings: BTreeMap<u8, Vec<(&'static str, List)>>,
    /// Forms by infinitive, for verbs that spelling rules get wrong; separable ones by `aan+gaan`.
    irregular: BTreeMap<&'static str, Arc<Forms>>,
    /// Forms that were asked for, by particle and verb where the table names both.
    regular: HashMap<String, Arc<Forms>>,
}

impl Lexicon {
    /// Reads the tables for `lang`.
    pub(super) fn load(lang: Lang) -> Lexicon {
        let mut lexicon = Lexicon {
            lang,
            ids: HashMap::with_capacity(8192),
            facts: Vec::with_capacity(8192),
            beginnings: BTreeMap::new(),
            endings: BTreeMap::new(),
            irregular: BTreeMap::new(),
            regular: HashMap::with_capacity(1024),
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
                lexicon
                    .irregular
                    .insert(verb, Arc::new(listed(verb, present, participle, lang)));
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
            let id = self.number(word);
            self.facts[id.index()].lists.add(list);
        }
    }

    /// The number of `word`; a new one when it is not known yet.
    pub(super) fn number(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId(self.facts.len() as u32);
        self.ids.insert(word.to_owned(), id);
        self.facts.push(Facts::default());
        id
    }

    /// How many words have a number.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Adds the forms of `verb` (`in+huren` where separable) to the known verbs.
    fn learn(&mut self, verb: &str, kind: &str) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = self.forms(particle, base);
        let (light, noun) = (kind == "light", kind == "noun");
        let dutch = self.lang == Lang::Nl;
        self.learn_form(
            &format!("{particle}{}", forms.infinitive),
            dutch,
            light,
            noun,
        );
        for form in forms.finite.iter().chain(&forms.gerunds) {
            self.learn_form(form, false, light, noun);
        }
    }

    fn learn_form(&mut self, form: &str, infinitive: bool, light: bool, noun: bool) {
        let id = self.number(form);
        let verb = self.facts[id.index()].verb.get_or_insert(Verb {
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
        let infinitive = verb.replace('+', "");
        let known = self
            .ids
            .get(&infinitive)
            .is_some_and(|id| self.facts[id.index()].verb.is_some());
        if !known {
            self.learn(verb, "");
        }
    }

    /// The forms of `base`; a particle matters only where the table says so.
    pub(super) fn forms(&mut self, particle: &str, base: &str) -> Arc<Forms> {
        let whole = || self.irregular.get(format!("{particle}+{base}").as_str());
        let separable = if particle.is_empty() { None } else { whole() };
        if let Some(forms) = separable.or_else(|| self.irregular.get(base)) {
            return forms.clone();
        }
        if let Some(forms) = self.regular.get(base) {
            return forms.clone();
        }
        let forms = Arc::new(Forms::regular(base, self.lang));
        self.regular.insert(base.to_owned(), forms.clone());
        forms
    }

    /// The number of a word with its particle in front: `bijhouden`.
    pub(super) fn joined(&mut self, particle: &str, word: &str) -> WordId {
        if particle.is_empty() {
            self.number(word)
        } else {
            self.number(&[particle, word].concat())
        }
    }

    /// Fills in what is known of `words`.
    pub(super) fn mark(&self, words: &mut [Word]) {
        for word in words {
            let text = word.text.as_str();
            word.id = self.ids.get(text).copied();
            let facts = word
                .id
                .map_or(Facts::default(), |id| self.facts[id.index()]);
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

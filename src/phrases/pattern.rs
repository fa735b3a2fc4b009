//! The pattern notation of `phrases.tsv`: how a pattern is read, and how it is laid upon words.

use std::sync::Arc;

use super::lexicon::{Lexicon, List, WordId, particle_may_end};
use super::text::{Break, Word, fold};
use super::verbs::Forms;
use crate::diag::Lang;

/// A gap reaches no further than this many words.
const GAP: usize = 12;
const SHORT_GAP: usize = 4;

/// One pattern in one word order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    /// One of these words.
    Slot(Arc<Slot>),
    /// The loose part of a separable verb, where it can't be a preposition.
    Particle(WordId),
    Gap,
    /// A gap without prepositions, so that what follows is the object of what went before.
    ShortGap,
    Start,
    End,
}

/// The words that may stand in one place.
#[derive(Debug, Default, PartialEq)]
struct Slot {
    /// Sorted, so that a word is found fast.
    words: Vec<(WordId, Form)>,
    parts: Vec<Part>,
}

/// What a word demands of its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Nothing.
    Word,
    /// A form of a verb: not straight after a determiner or a number, where it is a noun.
    Verb,
    /// Dutch `volg`: only beside `ik`, or first.
    Stem,
    /// English `track`: only first, behind a word such as `to`, or behind a plural; else it is a noun.
    Base,
}

/// Words told by a part of them, or by a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    Begins(String),
    Ends(String),
    Listed(List),
}

/// What tells, at a glance, that a text may hold a pattern: one of these must be in it, in whatever order the pattern is written.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    pub(super) words: Vec<WordId>,
    pub(super) parts: Vec<Part>,
}

/// How a pattern was found at a word; of phrases in the same place the first way comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Word,
    Listed,
    /// By the first letter.
    Begins,
    /// By the last letter.
    Ends,
    Anything,
}

impl Pattern {
    /// Reads one pattern, in every word order. `Err` says what can't be read.
    pub(super) fn parse(text: &str, lexicon: &Lexicon) -> Result<Vec<Pattern>, String> {
        let mut orders = sequence(text.split_whitespace(), lexicon)?;
        orders.extend(verb_last(text, lexicon)?);
        Ok(orders.into_iter().map(|steps| Pattern { steps }).collect())
    }

    /// How this pattern, which fits from `word` on, begins with it.
    pub(super) fn way(&self, word: &Word) -> Way {
        let mut steps = self.steps.iter().skip_while(|step| **step == Step::Start);
        let Some(Step::Slot(slot)) = steps.next() else {
            return Way::Anything;
        };
        if slot.words.iter().any(|(id, _)| *id == word.id) {
            return Way::Word;
        }
        let (first, last) = (word.text.bytes().next(), word.text.bytes().last());
        let ways = slot.parts.iter().filter_map(|part| match part {
            Part::Listed(list) => word.is(*list).then_some(Way::Listed),
            Part::Begins(text) => (text.bytes().next() == first).then_some(Way::Begins),
            Part::Ends(text) => (text.bytes().last() == last).then_some(Way::Ends),
        });
        ways.min().unwrap_or(Way::Anything)
    }

    /// Lays the pattern upon `words` from `at`; where it ends, if it fits.
    pub(super) fn fit(&self, words: &[Word], at: usize, lexicon: &Lexicon) -> Option<usize> {
        Fitting { words, lexicon }.fit(&self.steps, at)
    }
}

/// Words with a pattern being laid upon them.
struct Fitting<'a> {
    words: &'a [Word],
    lexicon: &'a Lexicon,
}

impl Fitting<'_> {
    fn fit(&self, steps: &[Step], at: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(at);
        };
        let next = match step {
            Step::Gap => return self.gap(GAP, rest, at, |_| true),
            Step::ShortGap => {
                let no_preposition =
                    |word: &Word| !word.is(List::Preposition) && word.before != Break::Full;
                return self.gap(SHORT_GAP, rest, at, no_preposition);
            }
            Step::Start => (at == 0).then_some(at)?,
            Step::End => (at == self.words.len()).then_some(at)?,
            Step::Slot(slot) => self.holds(slot, at).then_some(at + 1)?,
            Step::Particle(id) => {
                let loose = self.is_word(*id, at) && particle_may_end(self.words.get(at + 1));
                loose.then_some(at + 1)?
            }
        };
        self.fit(rest, next)
    }

    fn gap(
        &self,
        longest: usize,
        rest: &[Step],
        at: usize,
        may_skip: impl Fn(&Word) -> bool,
    ) -> Option<usize> {
        for next in at..=(at + longest).min(self.words.len()) {
            if let Some(end) = self.fit(rest, next) {
                return Some(end);
            }
            if !self.words.get(next).is_some_and(&may_skip) {
                return None;
            }
        }
        None
    }

    fn holds(&self, slot: &Slot, at: usize) -> bool {
        let Some(word) = self.words.get(at) else {
            return false;
        };
        slot.parts.iter().any(|part| part.fits(word)) || self.is_one_of(&slot.words, word, at)
    }

    /// Names match no word.
    fn is_one_of(&self, words: &[(WordId, Form)], word: &Word, at: usize) -> bool {
        if word.name {
            return false;
        }
        let first = words.partition_point(|(other, _)| *other < word.id);
        let same = words[first..]
            .iter()
            .take_while(|(other, _)| *other == word.id);
        same.map(|(_, form)| form).any(|form| match form {
            Form::Word => true,
            Form::Verb => self.is_no_noun(at),
            Form::Stem => self.is_mine(at),
            Form::Base => self.is_led_in(at),
        })
    }

    fn is_word(&self, id: WordId, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| word.id == id && !word.name)
    }

    fn before(&self, at: usize) -> Option<&Word> {
        at.checked_sub(1).and_then(|i| self.words.get(i))
    }

    /// Not behind an article or a number, nor the subject of a passive (`records are moved`).
    fn is_no_noun(&self, at: usize) -> bool {
        let object = self
            .before(at)
            .is_some_and(|word| self.lexicon.makes_noun(word));
        let subject = self
            .words
            .get(at + 1)
            .is_some_and(|word| self.lexicon.makes_subject(word));
        !object && !subject
    }

    fn is_led_in(&self, at: usize) -> bool {
        let leads = |word: &Word| {
            word.is(List::LeadIn) || ["s", "ly"].iter().any(|end| word.text.ends_with(end))
        };
        let here = self
            .words
            .get(at)
            .is_some_and(|word| word.before != Break::None);
        here || (self.before(at).is_none_or(leads) && self.is_no_noun(at))
    }

    fn is_mine(&self, at: usize) -> bool {
        let is_me = |word: Option<&Word>| word.is_some_and(|w| w.text == "ik");
        at == 0 || is_me(self.before(at)) || is_me(self.words.get(at + 1))
    }
}

impl Part {
    pub(super) fn fits(&self, word: &Word) -> bool {
        match self {
            Part::Begins(beginning) => !word.name && word.text.starts_with(beginning),
            Part::Ends(ending) => !word.name && word.text.ends_with(ending),
            Part::Listed(list) => word.is(*list),
        }
    }
}

/// The patterns of one cell.
pub(super) fn texts(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|t| !t.is_empty())
}

impl Anchors {
    /// The item of a pattern that tells most; `None` where none does, so that any text may hold it.
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> Option<Anchors> {
        let items = text.split_whitespace();
        let items = items.filter(|item| !matches!(*item, "…" | ".." | "^" | "$"));
        let needed = items.filter(|item| !item.starts_with('('));
        let best = needed.filter_map(|item| Some((worth(item)?, item)));
        let (_, item) = best.max_by_key(|(worth, _)| *worth)?;
        let mut anchors = Anchors::default();
        for alternative in item.split('|') {
            match alternative.strip_prefix('~') {
                Some(verb) => anchors.add_verb(verb, lexicon),
                None => anchors.add_plain(alternative)?,
            }
        }
        Some(anchors)
    }

    fn add_plain(&mut self, text: &str) -> Option<()> {
        let mut slot = Slot::default();
        add_plain(text, &mut slot).ok()?;
        self.words.extend(slot.words.iter().map(|(id, _)| *id));
        self.parts.extend(slot.parts);
        Some(())
    }

    /// A form of the verb stands in each order; where its particle is loose, beside it.
    fn add_verb(&mut self, verb: &str, lexicon: &Lexicon) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = lexicon.forms(particle, base);
        let joined = forms.participles.iter().chain([&forms.infinitive]);
        self.words
            .extend(joined.map(|form| WordId::joined(&[particle, form])));
        let loose = forms.stems.iter().chain(&forms.finite);
        let loose = loose.chain(&forms.gerunds).chain([&forms.infinitive]);
        self.words.extend(loose.map(|form| WordId::of(form)));
    }
}

/// How much an item tells: long words most, then verbs, then parts of words. An item that mixes verbs and words tells nothing, for
/// a Dutch verb that stands last takes all of them for verbs.
fn worth(item: &str) -> Option<usize> {
    let (mut all, mut verbs, mut least) = (0, 0, usize::MAX);
    for alternative in item.split('|') {
        all += 1;
        verbs += usize::from(alternative.starts_with('~'));
        least = least.min(alternative.len());
    }
    match verbs {
        0 if item.contains(['*', '@']) => Some(0),
        0 => Some(least + 1),
        _ => (verbs == all).then_some(1),
    }
}

/// Items one after another, in every way they can be written.
fn sequence<'a>(
    items: impl Iterator<Item = &'a str>,
    lexicon: &Lexicon,
) -> Result<Vec<Vec<Step>>, String> {
    let mut orders = vec![Vec::new()];
    for text in items {
        let ways = item(text, lexicon)?;
        let pairs = orders
            .iter()
            .flat_map(|head| ways.iter().map(move |way| (head, way)));
        orders = pairs
            .map(|(head, way)| [head.as_slice(), way.as_slice()].concat())
            .collect();
    }
    Ok(orders)
}

/// One item of a pattern as the step sequences it stands for.
fn item(text: &str, lexicon: &Lexicon) -> Result<Vec<Vec<Step>>, String> {
    let single = match text {
        "…" => Some(Step::Gap),
        ".." => Some(Step::ShortGap),
        "^" => Some(Step::Start),
        "$" => Some(Step::End),
        _ => None,
    };
    if let Some(step) = single {
        return Ok(vec![vec![step]]);
    }
    if let Some(inner) = text.strip_prefix('(') {
        let inner = inner
            .strip_suffix(')')
            .ok_or_else(|| format!("`{text}` is not closed"))?;
        let mut ways = item(inner, lexicon)?;
        ways.push(Vec::new());
        return Ok(ways);
    }
    let mut ways = Ways::default();
    for alternative in text.split('|') {
        match alternative.strip_prefix('~') {
            Some(verb) => ways.add_verb(verb, lexicon),
            None => add_plain(alternative, &mut ways.one_word)?,
        }
    }
    Ok(ways.finish(lexicon))
}

fn add_plain(text: &str, slot: &mut Slot) -> Result<(), String> {
    if let Some(name) = text.strip_prefix('@') {
        let list = List::named(name).ok_or_else(|| format!("no list `{name}` in words.tsv"))?;
        slot.parts.push(Part::Listed(list));
        return Ok(());
    }
    let bare = fold(text.trim_matches('*'));
    if bare.is_empty() || bare.contains(['*', '(', ')', '~', '^', '$', '@']) {
        return Err(format!("`{text}` is no word"));
    }
    let (ends, begins) = (text.starts_with('*'), text.ends_with('*'));
    if begins {
        slot.parts.push(Part::Begins(bare.clone()));
    }
    if ends {
        slot.parts.push(Part::Ends(bare.clone()));
    }
    if !(ends || begins) {
        slot.words.push((WordId::of(&bare), Form::Word));
    }
    Ok(())
}

/// The ways to write one item: in one word, as a passive, or with a loose particle.
#[derive(Default)]
struct Ways {
    one_word: Slot,
    participles: Vec<(WordId, Form)>,
    loose: Vec<Vec<Step>>,
}

impl Ways {
    fn add_verb(&mut self, verb: &str, lexicon: &Lexicon) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = lexicon.forms(particle, base);
        let whole = match lexicon.lang() {
            Lang::Nl => Form::Verb,
            Lang::En => Form::Base,
        };
        let joined = WordId::joined(&[particle, &forms.infinitive]);
        self.one_word.words.push((joined, whole));
        for participle in &forms.participles {
            self.participles
                .push((WordId::joined(&[particle, participle]), Form::Word));
        }
        let present = present(&forms);
        if particle.is_empty() {
            self.one_word.words.extend(present);
            return;
        }
        let loose = Step::Particle(WordId::of(particle));
        self.loose.push(vec![slot(present), Step::Gap, loose]);
        let before_te = [particle, "te", &forms.infinitive];
        let before_te = before_te.map(|word| slot(vec![(WordId::of(word), Form::Word)]));
        self.loose.push(before_te.to_vec());
    }

    fn finish(mut self, lexicon: &Lexicon) -> Vec<Vec<Step>> {
        let mut ways = self.loose;
        self.one_word.words.sort_unstable();
        ways.push(vec![Step::Slot(Arc::new(self.one_word))]);
        if !self.participles.is_empty() {
            let auxiliaries = lexicon.passive_auxiliaries().iter();
            let auxiliaries = auxiliaries.map(|word| (WordId::of(word), Form::Word));
            let auxiliaries = slot(auxiliaries.collect());
            ways.push(vec![auxiliaries, Step::Gap, slot(self.participles)]);
        }
        ways
    }
}

fn slot(mut words: Vec<(WordId, Form)>) -> Step {
    words.sort_unstable();
    Step::Slot(Arc::new(Slot {
        words,
        parts: Vec::new(),
    }))
}

fn present(forms: &Forms) -> Vec<(WordId, Form)> {
    let stems = forms.stems.iter().map(|word| (word, Form::Stem));
    let full = forms.finite.iter().chain(&forms.gerunds);
    let all = stems.chain(full.map(|word| (word, Form::Verb)));
    all.map(|(word, form)| (WordId::of(word), form)).collect()
}

/// Dutch puts an infinitive or a participle last: `~kijken naar` is also `naar de cijfers kijken`.
fn verb_last(text: &str, lexicon: &Lexicon) -> Result<Vec<Vec<Step>>, String> {
    let mut items = text.split_whitespace();
    let verbs = match items.next().and_then(|first| first.strip_prefix('~')) {
        Some(verbs) if lexicon.lang() == Lang::Nl => verbs,
        _ => return Ok(Vec::new()),
    };
    let items = items.skip_while(|item| matches!(*item, "…" | ".."));
    let mut orders = sequence(items, lexicon)?;
    orders.retain(|steps| matches!(steps.first(), Some(Step::Slot(_))));
    if orders.is_empty() {
        return Ok(orders);
    }
    let mut last = Vec::new();
    for verb in verbs.split('|').map(|verb| verb.trim_start_matches('~')) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        last.push((WordId::joined(&[particle, base]), Form::Verb));
        for participle in &lexicon.forms(particle, base).participles {
            last.push((WordId::joined(&[particle, participle]), Form::Word));
        }
    }
    let last = slot(last);
    for steps in &mut orders {
        steps.extend([Step::Gap, last.clone()]);
    }
    Ok(orders)
}

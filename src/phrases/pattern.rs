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
    Slot(Arc<[Choice]>),
    /// The loose part of a separable verb, where it can't be a preposition.
    Particle(WordId),
    Gap,
    /// A gap without prepositions, so that what follows is the object of what went before.
    ShortGap,
    Start,
    End,
}

#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Word(WordId),
    /// A form of a verb: not straight after a determiner or a number, where it is a noun.
    Verb(WordId),
    /// Dutch `volg`: only beside `ik`, or first.
    Stem(WordId),
    /// English `track`: only first, behind a word such as `to`, or behind a plural; else it is a noun.
    Base(WordId),
    Begins(String),
    Ends(String),
    Listed(List),
}

/// What a pattern can begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum First {
    Word(WordId),
    Listed(List),
    Anything,
}

impl Pattern {
    /// Reads one cell: patterns separated by `;`. `Err` says what can't be read.
    pub(super) fn parse(cell: &str, lexicon: &mut Lexicon) -> Result<Vec<Pattern>, String> {
        let mut patterns = Vec::new();
        for text in cell.split(';').map(str::trim).filter(|t| !t.is_empty()) {
            let mut orders = sequence(text.split_whitespace(), lexicon)?;
            orders.extend(verb_last(text, lexicon)?);
            patterns.extend(orders.into_iter().map(|steps| Pattern { steps }));
        }
        Ok(patterns)
    }

    /// The words and lists that can begin this pattern.
    pub(super) fn firsts(&self) -> Vec<First> {
        let mut steps = self.steps.iter().skip_while(|step| **step == Step::Start);
        let Some(Step::Slot(choices)) = steps.next() else {
            return vec![First::Anything];
        };
        let first = |choice: &Choice| match choice {
            Choice::Word(id) | Choice::Verb(id) | Choice::Stem(id) | Choice::Base(id) => {
                First::Word(*id)
            }
            Choice::Listed(list) => First::Listed(*list),
            Choice::Begins(_) | Choice::Ends(_) => First::Anything,
        };
        choices.iter().map(first).collect()
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
            Step::Slot(choices) => {
                let chosen = choices.iter().any(|choice| self.chosen(choice, at));
                chosen.then_some(at + 1)?
            }
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

    fn chosen(&self, choice: &Choice, at: usize) -> bool {
        let text = |test: &dyn Fn(&str) -> bool| {
            self.words
                .get(at)
                .is_some_and(|word| !word.name && test(&word.text))
        };
        match choice {
            Choice::Word(id) => self.is_word(*id, at),
            Choice::Verb(id) => self.is_word(*id, at) && self.is_no_noun(at),
            Choice::Stem(id) => self.is_word(*id, at) && self.is_mine(at),
            Choice::Base(id) => self.is_word(*id, at) && self.is_led_in(at),
            Choice::Begins(beginning) => text(&|word| word.starts_with(beginning)),
            Choice::Ends(ending) => text(&|word| word.ends_with(ending)),
            Choice::Listed(list) => self.words.get(at).is_some_and(|word| word.is(*list)),
        }
    }

    /// Names match no word.
    fn is_word(&self, id: WordId, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.id == Some(id) && !word.name)
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

/// Items one after another, in every way they can be written.
fn sequence<'a>(
    items: impl Iterator<Item = &'a str>,
    lexicon: &mut Lexicon,
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
fn item(text: &str, lexicon: &mut Lexicon) -> Result<Vec<Vec<Step>>, String> {
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
            None => ways.one_word.extend(plain(alternative, lexicon)?),
        }
    }
    Ok(ways.finish(lexicon))
}

fn plain(text: &str, lexicon: &mut Lexicon) -> Result<Vec<Choice>, String> {
    if let Some(name) = text.strip_prefix('@') {
        let list = List::named(name).ok_or_else(|| format!("no list `{name}` in words.tsv"))?;
        return Ok(vec![Choice::Listed(list)]);
    }
    let bare = fold(text.trim_matches('*'));
    if bare.is_empty() || bare.contains(['*', '(', ')', '~', '^', '$', '@']) {
        return Err(format!("`{text}` is no word"));
    }
    let ends = text.starts_with('*').then(|| Choice::Ends(bare.clone()));
    let begins = text.ends_with('*').then(|| Choice::Begins(bare.clone()));
    let choices: Vec<Choice> = ends.into_iter().chain(begins).collect();
    Ok(if choices.is_empty() {
        vec![Choice::Word(lexicon.number(&bare))]
    } else {
        choices
    })
}

/// The ways to write one item: in one word, as a passive, or with a loose particle.
#[derive(Default)]
struct Ways {
    one_word: Vec<Choice>,
    participles: Vec<Choice>,
    loose: Vec<Vec<Step>>,
}

impl Ways {
    fn add_verb(&mut self, verb: &str, lexicon: &mut Lexicon) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = lexicon.forms(particle, base);
        let joined = lexicon.number(&format!("{particle}{}", forms.infinitive));
        self.one_word.push(match lexicon.lang() {
            Lang::Nl => Choice::Verb(joined),
            Lang::En => Choice::Base(joined),
        });
        for participle in &forms.participles {
            let id = lexicon.number(&format!("{particle}{participle}"));
            self.participles.push(Choice::Word(id));
        }
        let present = present(&forms, lexicon);
        if particle.is_empty() {
            self.one_word.extend(present);
            return;
        }
        let loose = Step::Particle(lexicon.number(particle));
        self.loose.push(vec![slot(present), Step::Gap, loose]);
        let before_te = [particle, "te", &forms.infinitive];
        self.loose.push(
            before_te
                .map(|word| slot([Choice::Word(lexicon.number(word))]))
                .to_vec(),
        );
    }

    fn finish(self, lexicon: &mut Lexicon) -> Vec<Vec<Step>> {
        let mut ways = self.loose;
        ways.push(vec![slot(self.one_word)]);
        if !self.participles.is_empty() {
            let auxiliaries = lexicon.passive_auxiliaries().iter();
            let auxiliaries = slot(auxiliaries.map(|word| Choice::Word(lexicon.number(word))));
            ways.push(vec![auxiliaries, Step::Gap, slot(self.participles)]);
        }
        ways
    }
}

fn slot(choices: impl IntoIterator<Item = Choice>) -> Step {
    Step::Slot(choices.into_iter().collect())
}

fn present(forms: &Forms, lexicon: &mut Lexicon) -> Vec<Choice> {
    let stems = forms.stems.iter().map(|word| (word, true));
    let full = forms
        .finite
        .iter()
        .chain(&forms.gerunds)
        .map(|word| (word, false));
    let mut choices = Vec::new();
    for (word, stem) in stems.chain(full) {
        let id = lexicon.number(word);
        choices.push(if stem {
            Choice::Stem(id)
        } else {
            Choice::Verb(id)
        });
    }
    choices
}

/// Dutch puts an infinitive or a participle last: `~kijken naar` is also `naar de cijfers kijken`.
fn verb_last(text: &str, lexicon: &mut Lexicon) -> Result<Vec<Vec<Step>>, String> {
    let mut items = text.split_whitespace();
    let verbs = match items.next().and_then(|first| first.strip_prefix('~')) {
        Some(verbs) if lexicon.lang() == Lang::Nl => verbs,
        _ => return Ok(Vec::new()),
    };
    let mut last = Vec::new();
    for verb in verbs.split('|').map(|verb| verb.trim_start_matches('~')) {
        let (particle, base) = verb.split_once('+').unwrap_or(("", verb));
        let forms = lexicon.forms(particle, base);
        last.push(Choice::Verb(lexicon.number(&format!("{particle}{base}"))));
        for participle in &forms.participles {
            last.push(Choice::Word(
                lexicon.number(&format!("{particle}{participle}")),
            ));
        }
    }
    let last = [Step::Gap, slot(last)];
    let mut orders = sequence(
        items.skip_while(|item| matches!(*item, "…" | "..")),
        lexicon,
    )?;
    orders.retain(|steps| matches!(steps.first(), Some(Step::Slot(_))));
    for steps in &mut orders {
        steps.extend(last.iter().cloned());
    }
    Ok(orders)
}

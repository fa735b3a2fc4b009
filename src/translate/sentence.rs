//! The sentence of a visual: `KIND of MEASURES [by DIMENSIONS] [per GRAIN [of DATE]] [, options]`.
//!
//! Dutch writes `per` for both `by` and `per`, and goes on with `en` after either; English then writes `and by` or
//! `and per`, so that nothing is lost on the way back.

use super::draft::{Draft, Understood};
use crate::diag::Lang;
use crate::syntax::keywords::{Form, Grain, OptionWord, Order, SentenceWord, Spelled, cased};
use crate::syntax::values;
use std::ops::Range;

pub(super) fn sentence(draft: &mut Draft<'_>) -> Understood {
    let ranges = values::list(draft.text);
    let Some((main, options)) = ranges.split_first() else {
        return Ok(());
    };
    let words = values::words(draft.text, main.clone());
    let mut words = Words { words, next: 0 };
    let form = form(draft, &mut words)?;
    subjects(draft, &mut words, form)?;
    splits(draft, &mut words)?;
    if let Some(word) = words.peek() {
        return Err(word.start..main.end);
    }
    options.iter().try_for_each(|range| option(draft, range))
}

/// The words of a sentence, still to be read.
struct Words {
    words: Vec<Range<usize>>,
    next: usize,
}

impl Words {
    fn peek(&self) -> Option<Range<usize>> {
        self.words.get(self.next).cloned()
    }

    /// The next word, which must be there.
    fn take(&mut self) -> Result<Range<usize>, Range<usize>> {
        let last = self.words.last().cloned().unwrap_or(0..0);
        let word = self.peek().ok_or(last)?;
        self.next += 1;
        Ok(word)
    }

    /// Takes the next word when it is this one.
    fn eat(&mut self, draft: &Draft<'_>, wanted: &str) -> Option<Range<usize>> {
        let word = self.peek()?;
        let found = draft.part(&word).to_lowercase() == wanted;
        self.next += usize::from(found);
        found.then_some(word)
    }
}

/// The longest form that the sentence begins with.
fn form(draft: &mut Draft<'_>, words: &mut Words) -> Result<Form, Range<usize>> {
    let first = words.take()?;
    let two = words.peek().map_or(first.clone(), |w| first.start..w.end);
    for (range, more) in [(two, 1), (first.clone(), 0)] {
        if let Some(form) = super::draft::spelled::<Form>(draft.part(&range), draft.from) {
            words.next += if range == first { 0 } else { more };
            draft.reword(range, form.word(draft.to));
            return Ok(form);
        }
    }
    Err(first)
}

/// `of a and b`.
fn subjects(draft: &mut Draft<'_>, words: &mut Words, form: Form) -> Understood {
    let Some(of) = words.eat(draft, SentenceWord::Of.word(draft.from)) else {
        let rest = words.peek();
        return match (form, rest) {
            (Form::Text, _) => Ok(()),
            (_, Some(word)) => Err(word),
            (_, None) => Err(draft.whole()),
        };
    };
    draft.reword(of, SentenceWord::Of.word(draft.to));
    loop {
        words.take()?;
        match words.eat(draft, SentenceWord::And.word(draft.from)) {
            Some(and) => draft.reword(and, SentenceWord::And.word(draft.to)),
            None => return Ok(()),
        }
    }
}

/// What stands between two names: the word itself, and after `and` the `by` or `per` that English may put there.
struct Joint {
    word: Range<usize>,
    /// Whether it is `and`.
    is_and: bool,
    /// The `by` or `per` after `and`.
    again: Option<Range<usize>>,
}

/// `by dimension and dimension`, `per grain of date`.
fn splits(draft: &mut Draft<'_>, words: &mut Words) -> Understood {
    // Whether the names are those of grains; English says so by its word, Dutch by the name.
    let mut grains = false;
    while let Some(joint) = joint(draft, words) {
        let name = words.take()?;
        let grain = Grain::spelled(draft.part(&name), draft.from);
        let before = grains;
        let says = joint.again.as_ref().unwrap_or(&joint.word);
        match draft.from {
            Lang::Nl => grains = grain.is_some(),
            Lang::En if joint.is_and && joint.again.is_none() => {}
            Lang::En => grains = draft.part(says).eq_ignore_ascii_case("per"),
        }
        if grains {
            let grain = grain.ok_or(name.clone())?;
            draft.reword(name.clone(), grain.word(draft.to));
        } else if draft.to == Lang::Nl && Grain::spelled(draft.part(&name), Lang::Nl).is_some() {
            draft.put(name.clone(), format!("`{}`", draft.part(&name)));
        }
        draft_joint(draft, joint, before, grains);
        if grains && let Some(of) = words.eat(draft, SentenceWord::Of.word(draft.from)) {
            draft.reword(of, SentenceWord::Of.word(draft.to));
            words.take()?;
        }
    }
    Ok(())
}

/// The next word between two names, when there is one.
fn joint(draft: &Draft<'_>, words: &mut Words) -> Option<Joint> {
    let by = SentenceWord::By.word(draft.from);
    let opens = |words: &mut Words| words.eat(draft, by).or_else(|| words.eat(draft, "per"));
    if let Some(word) = opens(words) {
        return Some(Joint {
            word,
            is_and: false,
            again: None,
        });
    }
    // `and` goes on with what went before, so something must have.
    let word = words.eat(draft, SentenceWord::And.word(draft.from))?;
    let again = match draft.from {
        Lang::En => opens(words),
        Lang::Nl => None,
    };
    Some(Joint {
        word,
        is_and: true,
        again,
    })
}

/// Writes what stands before a name, in the words that tell whether the name is a grain.
fn draft_joint(draft: &mut Draft<'_>, joint: Joint, before: bool, grains: bool) {
    let to = draft.to;
    let says = if grains {
        "per"
    } else {
        SentenceWord::By.word(to)
    };
    if !joint.is_and {
        return draft.reword(joint.word, says);
    }
    let and = SentenceWord::And.word(to);
    let written = draft.part(&joint.word);
    match to {
        Lang::En if before != grains => {
            draft.put(joint.word, cased(written, &format!("{and} {says}")))
        }
        Lang::En => draft.reword(joint.word, and),
        Lang::Nl => {
            let end = joint.again.map_or(joint.word.end, |again| again.end);
            draft.put(joint.word.start..end, cased(written, and));
        }
    }
}

fn option(draft: &mut Draft<'_>, range: &Range<usize>) -> Understood {
    if let Some(order) = Order::spelled(draft.part(range), draft.from) {
        draft.reword(range.clone(), order.word(draft.to));
        return Ok(());
    }
    let alone = [OptionWord::Wide, OptionWord::Compared];
    if alone.into_iter().any(|word| draft.is(range, word)) {
        return Ok(());
    }
    if let Some(count) = draft.after(range, OptionWord::Top) {
        return draft.number(count);
    }
    if let Some(limit) = draft.after(range, OptionWord::Limit) {
        return draft.number(limit);
    }
    if let Some(window) = draft.after(range, OptionWord::Last) {
        return draft.duration(window);
    }
    match draft.after(range, OptionWord::Where) {
        Some(condition) => draft.formula(condition),
        None => Err(range.clone()),
    }
}

//! Simple values of fields: text, words, numbers, dates, lists.

use super::Resolver;
use crate::diag::{Spanned, nearest};
use crate::model::{Slot, errors};
use crate::syntax::keywords::{Answer, Spelled, normal};
use crate::syntax::values::BLANK;
use crate::syntax::{Block, FieldKey, Value, values};
use jiff::civil::Date;

impl Resolver<'_> {
    /// The value of a field that is there and not empty.
    pub(super) fn value<'b>(&self, block: &'b Block, key: FieldKey) -> Option<&'b Value> {
        let field = block.field(key)?;
        Some(&field.value).filter(|v| !v.text.is_empty())
    }

    /// The value of a field that somebody will ask for, unless it is still to be filled in; so that a gap is told once.
    pub(super) fn filled<'b>(&self, block: &'b Block, key: FieldKey) -> Option<&'b Value> {
        self.value(block, key).filter(|v| v.text != BLANK)
    }

    pub(super) fn slot(&self, block: &Block, key: FieldKey) -> Slot {
        self.value(block, key).map(Value::spanned)
    }

    /// The parts of a list.
    pub(super) fn list(&self, block: &Block, key: FieldKey) -> Vec<Spanned<String>> {
        let Some(value) = self.value(block, key) else {
            return Vec::new();
        };
        self.parts(value)
    }

    /// The comma-separated parts of a value.
    pub(super) fn parts(&self, value: &Value) -> Vec<Spanned<String>> {
        let ranges = values::list(&value.text).into_iter();
        ranges.map(|r| part(value, r)).collect()
    }

    pub(super) fn date(&mut self, block: &Block, key: FieldKey) -> Option<Spanned<Date>> {
        let value = self.value(block, key)?;
        match values::date(&value.text, self.lang) {
            Ok(date) => Some(Spanned::new(date, value.span())),
            Err(error) => {
                if let Some(date) = self.date_and_more(value) {
                    return Some(date);
                }
                let found = crate::syntax::errors::bad_date(value.span(), error, self.lang);
                self.findings.push(found);
                None
            }
        }
    }

    /// A date with words behind it, which are reported.
    fn date_and_more(&mut self, value: &Value) -> Option<Spanned<Date>> {
        let (first, rest) = value.text.split_once(char::is_whitespace)?;
        let date = values::date(first, self.lang).ok()?;
        let end = value.text.len();
        let written = values::trim(&value.text, end - rest.len()..end);
        let (span, rest) = (
            value.locate(written.start, end),
            value.locate(first.len(), end),
        );
        self.findings
            .push(crate::syntax::errors::words_after_date(span, rest));
        Some(Spanned::new(date, value.locate(0, first.len())))
    }

    /// A number at a place of the text.
    pub(super) fn number(&mut self, text: &Spanned<String>) -> Option<Spanned<f64>> {
        match values::number(text, self.lang) {
            Ok(number) => Some(Spanned::new(number.value, text.span)),
            Err(error) => {
                let found = crate::syntax::errors::bad_number(text.span, error, self.lang);
                self.findings.push(found);
                None
            }
        }
    }

    pub(super) fn whole(&mut self, block: &Block, key: FieldKey) -> Option<Spanned<u32>> {
        let value = self.value(block, key)?;
        self.whole_number(&value.spanned())
    }

    /// A whole number of at least 1.
    pub(super) fn whole_number(&mut self, text: &Spanned<String>) -> Option<Spanned<u32>> {
        let whole = match values::number(text, self.lang) {
            Ok(number) => Some(number.value as u32).filter(|n| f64::from(*n) == number.value),
            // Thousands separators have a finding of their own.
            Err(values::NumberError::Thousands(_)) => return self.number(text).and(None),
            Err(_) => None,
        };
        let whole = whole.filter(|n| *n > 0);
        if whole.is_none() {
            self.findings
                .push(crate::syntax::errors::no_whole_number(text.span));
        }
        whole.map(|n| Spanned::new(n, text.span))
    }

    pub(super) fn word<W: Spelled>(&mut self, block: &Block, key: FieldKey) -> Option<Spanned<W>> {
        let value = self.value(block, key)?;
        self.one_of(&value.spanned())
    }

    /// The word that a text is, or a finding.
    pub(super) fn one_of<W: Spelled>(&mut self, text: &Spanned<String>) -> Option<Spanned<W>> {
        let lang = self.lang;
        if let Some(word) = W::spelled(text, lang) {
            return Some(Spanned::new(word, text.span));
        }
        if let Some(word) = W::spelled(text, lang.other()) {
            let meant = word.spelling(lang);
            let found = crate::syntax::errors::wrong_language(text.span, text, meant, lang);
            self.findings.push(found);
            return Some(Spanned::new(word, text.span));
        }
        let words: Vec<&'static str> = W::ALL.iter().map(|w| w.spelling(lang)).collect();
        let near = nearest(&normal(text), words.iter().copied());
        let found = crate::syntax::errors::unknown_value(text.span, text, &words, near);
        self.findings.push(found);
        None
    }

    pub(super) fn yes_or_no(&mut self, block: &Block, key: FieldKey) -> Option<Spanned<bool>> {
        let answer: Spanned<Answer> = self.word(block, key)?;
        Some(Spanned::new(answer.value == Answer::Yes, answer.span))
    }

    /// Reports a part that the block can't do without.
    pub(super) fn missing(&mut self, block: &Block, part: &str, example: &str) {
        let word = block.kind.word(self.lang);
        self.findings
            .push(errors::missing_part(block.head, word, part, example));
    }
}

/// A part of a value, with its place.
pub(in crate::model) fn part(value: &Value, range: std::ops::Range<usize>) -> Spanned<String> {
    let span = value.locate(range.start, range.end);
    Spanned::new(value.text[range].to_string(), span)
}

//! One text on its way to the other language: its edits, and the parts that every value is made of.

use crate::diag::{Edit, Lang};
use crate::formula::words::Word;
use crate::formula::{self, Mark};
use crate::syntax::Value;
use crate::syntax::errors::WRONG_LANGUAGE;
use crate::syntax::keywords::{Answer, Spelled, cased};
use crate::syntax::values::{self, Unit};
use std::ops::Range;

/// Whether a value could be read; else the part of it that can't.
pub(super) type Understood = Result<(), Range<usize>>;

/// A value and the edits that translate it.
pub(super) struct Draft<'v> {
    value: &'v Value,
    pub(super) text: &'v str,
    pub(super) from: Lang,
    pub(super) to: Lang,
    edits: Vec<(Range<usize>, String)>,
}

impl<'v> Draft<'v> {
    pub(super) fn new(value: &'v Value, from: Lang, to: Lang) -> Draft<'v> {
        let text = &value.text;
        let edits = Vec::new();
        Draft {
            value,
            text,
            from,
            to,
            edits,
        }
    }

    pub(super) fn whole(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// A part of the text.
    pub(super) fn part(&self, range: &Range<usize>) -> &'v str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The edits in the file, in order of place.
    pub(super) fn edits(mut self) -> Vec<Edit> {
        self.edits.sort_by_key(|(range, _)| range.start);
        let edits = self.edits.into_iter();
        let placed = edits.map(|(range, text)| Edit {
            span: self.value.locate(range.start, range.end),
            text,
        });
        placed.collect()
    }

    /// The whole text in the other language.
    pub(super) fn written(mut self) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let mut out = String::new();
        let mut at = 0;
        for (range, new) in self.edits {
            out.push_str(self.text.get(at..range.start).unwrap_or_default());
            out.push_str(&new);
            at = range.end;
        }
        out + self.text.get(at..).unwrap_or_default()
    }

    /// Writes something else in a place.
    pub(super) fn put(&mut self, range: Range<usize>, new: impl Into<String>) {
        let new = new.into();
        if self.part(&range) != new {
            self.edits.push((range, new));
        }
    }

    /// Writes words for words, capitals where the author put them. As many words stay on their own lines.
    pub(super) fn reword(&mut self, range: Range<usize>, new: &str) {
        let words = values::words(self.text, range.clone());
        let news: Vec<&str> = new.split(' ').collect();
        if words.len() != news.len() {
            self.put(range.clone(), cased(self.part(&range), new));
            return;
        }
        for (word, new) in words.into_iter().zip(news) {
            self.put(word.clone(), cased(self.part(&word), new));
        }
    }

    /// A word of a set; one of the other language is as good, since that is where it goes.
    pub(super) fn one_of<W: Spelled>(&mut self, range: Range<usize>) -> Understood {
        match spelled::<W>(self.part(&range), self.from) {
            Some(word) => {
                self.reword(range, word.spelling(self.to));
                Ok(())
            }
            None => Err(range),
        }
    }

    /// Rewords the whole of a range when it is this word.
    pub(super) fn is<W: Spelled>(&mut self, range: &Range<usize>, word: W) -> bool {
        let found = W::spelled(self.part(range), self.from) == Some(word);
        if found {
            self.reword(range.clone(), word.spelling(self.to));
        }
        found
    }

    /// Rewords what a range begins with when it is this word, and tells what follows it.
    pub(super) fn after<W: Spelled>(
        &mut self,
        range: &Range<usize>,
        word: W,
    ) -> Option<Range<usize>> {
        let words = values::words(self.text, range.clone());
        let count = word.spelling(self.from).split(' ').count();
        let (first, last) = (words.first()?, words.get(count - 1)?);
        let opening = first.start..last.end;
        let rest = values::trim(self.text, opening.end..range.end);
        self.is(&opening, word).then_some(rest)
    }

    /// Rewords what a range ends with when it is this word, and tells what stands before it.
    pub(super) fn before<W: Spelled>(
        &mut self,
        range: &Range<usize>,
        word: W,
    ) -> Option<Range<usize>> {
        let words = values::words(self.text, range.clone());
        let count = word.spelling(self.from).split(' ').count();
        let (first, last) = (words.get(words.len().checked_sub(count)?)?, words.last()?);
        let ending = first.start..last.end;
        let rest = values::trim(self.text, range.start..ending.start);
        self.is(&ending, word).then_some(rest)
    }

    pub(super) fn number(&mut self, range: Range<usize>) -> Understood {
        let written = self.part(&range);
        match values::number(written, self.from) {
            Ok(_) => {
                let marks = (self.from.pick('.', ','), self.to.pick(".", ","));
                self.put(range, written.replace(marks.0, marks.1));
                Ok(())
            }
            Err(_) => Err(range),
        }
    }

    pub(super) fn date(&mut self, range: Range<usize>) -> Understood {
        match values::date(self.part(&range), self.from) {
            Ok(date) => {
                self.put(range, values::written_date(date, self.to));
                Ok(())
            }
            Err(_) => Err(range),
        }
    }

    /// `5 working days`.
    pub(super) fn duration(&mut self, range: Range<usize>) -> Understood {
        let words = values::words(self.text, range.clone());
        let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else {
            return Err(range);
        };
        let unit = values::trim(self.text, first.end..last.end);
        let count = values::number(self.part(&first), self.from).map_err(|_| range.clone())?;
        let known = Unit::named(self.part(&unit), self.from).ok_or(range)?;
        self.number(first)?;
        self.reword(unit, known.word(count.value, self.to));
        Ok(())
    }

    /// A value, a condition, an aggregate. One that can't be read stays as it is, whole.
    pub(super) fn formula(&mut self, range: Range<usize>) -> Understood {
        let mut findings = Vec::new();
        let marks = formula::marks(self.value, range.clone(), self.from, &mut findings);
        if findings.iter().any(|found| found.code != WRONG_LANGUAGE) {
            return Err(range);
        }
        for (place, mark) in marks {
            match mark {
                Mark::Word(word) => self.reword(place, word.word(self.to)),
                Mark::Function(function) => self.reword(place, function.name(self.to)),
                Mark::Number => self.number(place)?,
                Mark::Date(date) => self.put(place, values::written_date(date, self.to)),
                Mark::Unit(count, unit) => self.reword(place, unit.word(count, self.to)),
                Mark::Separator => self.put(place, self.to.pick(",", ";")),
                Mark::Name => {
                    // A column called `no` would be an answer in English.
                    let name = self.part(&place);
                    let word = Word::spelled(name, self.to);
                    if matches!(word, Some(Word::Yes | Word::No)) {
                        self.put(place, format!("`{name}`"));
                    }
                }
            }
        }
        Ok(())
    }

    /// `yes`, `no`.
    pub(super) fn answer(&mut self, range: Range<usize>) -> Understood {
        self.one_of::<Answer>(range)
    }
}

/// A word of the file's language, else of the other one.
pub(super) fn spelled<W: Spelled>(written: &str, lang: Lang) -> Option<W> {
    W::spelled(written, lang).or_else(|| W::spelled(written, lang.other()))
}

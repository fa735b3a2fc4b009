//! Organisation file → policy: reads each field, and says what can't be understood.

use super::holidays::{Days, Item};
use super::{Holidays, POLICY_NAMES, Policy, Tightening, YEARS};
use crate::diag::{Diagnostic, Lang, Severity, Spanned, nearest};
use crate::model::errors;
use crate::model::resolve::{part, read_level, read_small_numbers, unknown_level};
use crate::model::{Level, SmallNumbers};
use crate::syntax::keywords::{Holiday, PolicyWord, Weight};
use crate::syntax::values::{self, DateError};
use crate::syntax::{Block, BlockKind, FieldKey, Tree, Value};
use jiff::civil::Date;
use std::ops::Range;

impl Policy {
    /// Reads the policy from a parsed organisation file; the default when the file is none.
    pub fn read(tree: &Tree) -> (Policy, Vec<Diagnostic>) {
        let first = tree.blocks.first();
        let Some(block) = first.filter(|b| b.kind == BlockKind::Organisation) else {
            return (Policy::default(), Vec::new());
        };
        let mut reader = Reader {
            block,
            lang: tree.lang,
            findings: Vec::new(),
        };
        let lines = block
            .fields
            .iter()
            .map(|f| (f.key, line_of(tree, f.key_span.start)));
        let [english, dutch] = POLICY_NAMES;
        let policy = Policy {
            file: tree.lang.pick(english, dutch).to_owned(),
            roles: reader.texts(FieldKey::Roles),
            meetings: reader.texts(FieldKey::Meetings),
            domains: reader.texts(FieldKey::Domains),
            tooling: reader.list(FieldKey::Tooling),
            small_numbers: reader.small_numbers(),
            security: reader.security(),
            holidays: reader.holidays(),
            strictness: reader.strictness(),
            // The first of a field that stands twice is the one that holds.
            lines: lines.rev().collect(),
        };
        (policy, reader.findings)
    }
}

/// The number of the line at a place, from 1.
fn line_of(tree: &Tree, at: u32) -> usize {
    tree.lines.partition_point(|line| line.span.start <= at)
}

/// The work in progress.
struct Reader<'t> {
    block: &'t Block,
    lang: Lang,
    findings: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    fn value(&self, key: FieldKey) -> Option<&'t Value> {
        let field = self.block.field(key)?;
        Some(&field.value).filter(|v| !v.text.is_empty())
    }

    fn list(&self, key: FieldKey) -> Vec<Spanned<String>> {
        let value = self.value(key).into_iter();
        value
            .flat_map(|v| parts(v, values::list(&v.text)))
            .collect()
    }

    fn texts(&self, key: FieldKey) -> Vec<String> {
        self.list(key).into_iter().map(|item| item.value).collect()
    }

    fn small_numbers(&mut self) -> Option<SmallNumbers> {
        let value = self.value(FieldKey::SmallNumbers)?;
        let (rule, wrong) = read_small_numbers(&value.text, self.lang);
        if wrong {
            self.findings
                .push(errors::bad_small_numbers(value.span(), self.lang));
        }
        (!wrong).then_some(rule)
    }

    fn security(&mut self) -> Option<Level> {
        let value = self.value(FieldKey::Security)?;
        let (place, level) = read_level(value).unwrap_or_else(|| (value.spanned(), None));
        if level.is_none() {
            self.findings.push(unknown_level(&place));
        }
        level
    }

    fn holidays(&mut self) -> Holidays {
        let Some(value) = self.value(FieldKey::Holidays) else {
            return Holidays::default();
        };
        let items = values::list(&value.text);
        let alone = items.len() == 1;
        let mut read = Vec::new();
        for range in items {
            let place = part(value, range.clone()).span;
            match self.holiday(value, range) {
                Ok(one) if one.days == Days::Named(Holiday::None) && !alone => {
                    self.findings.push(errors::none_beside_holidays(place));
                }
                Ok(one) => read.push(one),
                Err(finding) => self.findings.push(*finding),
            }
        }
        Holidays(read)
    }

    /// `Dutch`, `not liberation day`, `2026-05-15`, `24 December`, `24 December to 31 December`.
    fn holiday(&mut self, value: &Value, range: Range<usize>) -> Result<Item, Box<Diagnostic>> {
        let item = part(value, range.clone());
        let not = PolicyWord::Not.word(self.lang);
        let (first, rest) = item.split_once(char::is_whitespace).unwrap_or(("", &item));
        let worked = first.to_lowercase() == not;
        let days = if worked {
            let rest = rest.trim_start();
            part(value, range.end - rest.len()..range.end)
        } else {
            item
        };
        let days = self.days(&days)?;
        Ok(Item { days, worked })
    }

    fn days(&mut self, item: &Spanned<String>) -> Result<Days, Box<Diagnostic>> {
        let lang = self.lang;
        let written = words(&item.value).replace('’', "'");
        if let Some(holiday) = Holiday::named(&written, lang) {
            return Ok(Days::Named(holiday));
        }
        if let Some(holiday) = Holiday::named(&written, lang.other()) {
            let meant = holiday.word(lang);
            let found = crate::syntax::errors::wrong_language(item.span, &item.value, meant, lang);
            self.findings.push(found);
            return Ok(Days::Named(holiday));
        }
        let unread = || {
            let names = Holiday::ALL.iter().map(|h| h.word(lang));
            errors::bad_holiday(item.span, &item.value, nearest(&written, names), lang)
        };
        let mark = PolicyWord::To.word(lang);
        let others: &[&str] = lang.pick(&[], &["tot en met", "tot"]);
        let mut marks = [mark].into_iter().chain(others.iter().copied());
        let cut = marks.find_map(|mark| written.split_once(&format!(" {mark} ")));
        let (first, last) = cut.unwrap_or((&written, &written));
        if let (Some(first), Some(last)) = (
            values::day_of_year(first, lang),
            values::day_of_year(last, lang),
        ) {
            return Ok(Days::Yearly(first, last));
        }
        let date = |text: &str| -> Result<Date, Box<Diagnostic>> {
            values::date(text, lang).map_err(|error| {
                Box::new(match error {
                    DateError::NoDate => unread(),
                    // The fix would replace both ends.
                    _ if cut.is_some() => unread(),
                    error => crate::syntax::errors::bad_date(item.span, error, lang),
                })
            })
        };
        let (first, last) = (date(first)?, date(last)?);
        if last < first {
            return Err(errors::holidays_backward(item.span).into());
        }
        if !YEARS.contains(&first.year()) || !YEARS.contains(&last.year()) {
            return Err(errors::holiday_outside(item.span, &YEARS).into());
        }
        Ok(Days::Once(first, last))
    }

    fn strictness(&mut self) -> Vec<Tightening> {
        let Some(value) = self.value(FieldKey::Strictness) else {
            return Vec::new();
        };
        // Both marks are read: the names hold neither.
        let items = values::list(&value.text).into_iter().flat_map(|range| {
            let start = range.start;
            let parts = values::parts(&value.text[range]).into_iter();
            parts.map(move |r| start + r.start..start + r.end)
        });
        let mut read = Vec::new();
        for range in items {
            match tightening(value, range.clone(), self.lang) {
                Some(one) => read.push(one),
                None => {
                    let place = part(value, range).span;
                    self.findings.push(errors::bad_strictness(place, self.lang));
                }
            }
        }
        read
    }
}

/// `sponsor error from cycle 2`.
fn tightening(value: &Value, range: Range<usize>, lang: Lang) -> Option<Tightening> {
    let item = part(value, range.clone());
    let written = words(&item.value);
    let mark = format!(" {} ", PolicyWord::FromCycle.word(lang));
    let (asked, from) = match written.split_once(&mark) {
        Some((asked, from)) => (asked, from.parse().ok().filter(|n| *n > 0)?),
        None => (written.as_str(), 1),
    };
    let (rule, weight) = asked.rsplit_once(' ')?;
    let severity = match Weight::named(weight, lang)? {
        Weight::Error => Severity::Error,
        Weight::Warning => Severity::Warning,
        Weight::Info => Severity::Info,
    };
    let place = part(
        value,
        range.start..range.start + end_of_words(&item, rule.split(' ').count()),
    );
    Some(Tightening {
        rule: Spanned::new(rule.to_owned(), place.span),
        lang,
        severity,
        from,
        span: item.span,
    })
}

/// Where the first `count` words of a text end.
fn end_of_words(text: &str, count: usize) -> usize {
    let mut end = 0;
    for word in text.split_whitespace().take(count) {
        end += text[end..].find(word).unwrap_or_default() + word.len();
    }
    end
}

/// In lower case with single blanks.
fn words(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn parts(value: &Value, ranges: Vec<Range<usize>>) -> Vec<Spanned<String>> {
    let ranges = ranges.into_iter();
    ranges.map(|range| part(value, range)).collect()
}

//! The sentence of a visual: `KIND of MEASURES [by DIMENSIONS] [per GRAIN [of DATE]] [, options]`.

use super::actions::words_in;
use super::fields::part;
use super::{Resolver, own_name};
use crate::diag::{Span, Spanned, nearest};
use crate::formula::term::{FieldRef, SourceId, Term};
use crate::formula::{self, Scope};
use crate::model::errors::{self, Sort};
use crate::model::{ActionId, Case, Form, Grain, Order, Sentence, Subject, Visual, Window};
use crate::syntax::keywords::{OptionWord, SentenceWord as S};
use crate::syntax::values::{self, Unit};
use crate::syntax::{Block, BlockKind, FieldKey, Value};
use std::ops::Range;

/// The words of a sentence, still to be read.
struct Words {
    words: Vec<Spanned<String>>,
    next: usize,
}

impl Words {
    fn peek(&self) -> Option<&Spanned<String>> {
        self.words.get(self.next)
    }

    fn take(&mut self) -> Option<Spanned<String>> {
        let word = self.words.get(self.next).cloned();
        self.next += usize::from(word.is_some());
        word
    }

    /// Takes the next word when it is this one.
    fn eat(&mut self, wanted: &str) -> Option<Spanned<String>> {
        self.peek()?
            .to_lowercase()
            .eq(wanted)
            .then(|| self.take())?
    }
}

impl<'t> Resolver<'t> {
    pub(super) fn visuals(&mut self, case: &mut Case) {
        let blocks: Vec<&'t Block> = self.blocks(BlockKind::Visual).collect();
        for block in blocks {
            let visual = self.visual(block, case);
            case.visuals.push(visual);
        }
    }

    fn visual(&mut self, block: &Block, case: &Case) -> Visual {
        let text = block.text.as_ref().filter(|t| !t.text.is_empty());
        if text.is_none() {
            let (part, example) = self.lang.pick(
                ("sentence", "visual trend: line of on_time per week"),
                ("de zin", "beeld verloop: lijn van op_tijd per week"),
            );
            self.missing(block, part, example);
        }
        let serves = self.list(block, FieldKey::Serves);
        let serves = serves.iter().filter_map(|name| {
            let at = self.lookup(name, name.span, Sort::Action)?;
            Some(Spanned::new(ActionId(at), name.span))
        });
        Visual {
            serves: serves.collect(),
            serves_written: self.slot(block, FieldKey::Serves),
            name: own_name(block),
            title: self.slot(block, FieldKey::Title),
            read: self.slot(block, FieldKey::Read),
            alt: self.slot(block, FieldKey::Alt),
            sentence: text.and_then(|t| self.sentence(t, case)),
            text: text.map_or_else(|| Spanned::new(String::new(), block.head), Value::spanned),
            head: block.head,
            block: block.span,
        }
    }

    fn sentence(&mut self, value: &Value, case: &Case) -> Option<Sentence> {
        let ranges = values::list(&value.text);
        let (main, options) = ranges.split_first()?;
        let mut words = Words {
            words: words_in(value, main.clone()),
            next: 0,
        };
        let form = self.form(&mut words)?;
        let mut sentence = Sentence {
            form,
            subjects: Vec::new(),
            dimensions: Vec::new(),
            period: None,
            date: None,
            order: None,
            top: None,
            limit: None,
            last: None,
            compared: None,
            filter: None,
            wide: false,
        };
        self.subjects(&mut words, &mut sentence)?;
        let source = subject_source(&sentence, case);
        self.splits(&mut words, &mut sentence, source, case)?;
        if let Some(word) = words.peek() {
            let rest = words
                .words
                .last()
                .map_or(word.span, |last| word.span.to(last.span));
            self.findings.push(errors::bad_sentence(rest, self.lang));
            return None;
        }
        for range in options {
            self.option(value, range.clone(), &mut sentence, case)?;
        }
        self.time_axis(&mut sentence, case);
        Some(sentence)
    }

    /// The longest form that the sentence begins with.
    fn form(&mut self, words: &mut Words) -> Option<Spanned<Form>> {
        let lang = self.lang;
        let first = words.take()?;
        let two = words
            .peek()
            .map(|second| format!("{} {}", first.value, second.value).to_lowercase());
        let named = |text: &str| Form::named(text, lang);
        if let (Some(form), Some(second)) = (two.as_deref().and_then(named), words.peek().cloned())
        {
            words.take();
            return Some(Spanned::new(form, first.span.to(second.span)));
        }
        let lower = first.to_lowercase();
        if let Some(form) = named(&lower) {
            return Some(Spanned::new(form, first.span));
        }
        if let Some(form) = Form::named(&lower, lang.other()) {
            let meant = form.word(lang);
            let found = crate::syntax::errors::wrong_language(first.span, &first, meant, lang);
            self.findings.push(found);
            return Some(Spanned::new(form, first.span));
        }
        let forms: Vec<&str> = Form::ALL.iter().map(|f| f.word(lang)).collect();
        let near = nearest(&lower, forms.iter().copied());
        self.findings
            .push(errors::unknown_form(first.span, &forms.join(", "), near));
        None
    }

    /// `of a and b`.
    fn subjects(&mut self, words: &mut Words, sentence: &mut Sentence) -> Option<()> {
        let (of, and) = (S::Of.word(self.lang), S::And.word(self.lang));
        let other = self.lang.other();
        let (of_other, and_other) = (S::Of.word(other), S::And.word(other));
        let Some(mut before) = self.joiner(words, of, of_other) else {
            let optional = sentence.form.value == Form::Text;
            return optional
                .then_some(())
                .or_else(|| self.sentence_ends(words, sentence.form.span, of));
        };
        loop {
            let Some(name) = words.take() else {
                self.findings
                    .push(errors::sentence_ends(before.span, &before));
                return None;
            };
            let subject = self.subject(&name, sentence.form.value)?;
            sentence.subjects.push(subject);
            match self.joiner(words, and, and_other) {
                Some(word) => before = word,
                None => return Some(()),
            }
        }
    }

    /// Takes a joining word; that of the other language is reported and taken too.
    fn joiner(&mut self, words: &mut Words, own: &str, other: &str) -> Option<Spanned<String>> {
        words.eat(own).or_else(|| {
            let word = words.eat(other)?;
            let found = crate::syntax::errors::wrong_language(word.span, &word, own, self.lang);
            self.findings.push(found);
            Some(word)
        })
    }

    /// Reports a sentence that has something else than `of` after its form.
    fn sentence_ends(&mut self, words: &Words, form: Span, of: &str) -> Option<()> {
        let finding = match words.peek() {
            Some(word) => {
                let rest = words
                    .words
                    .last()
                    .map_or(word.span, |last| word.span.to(last.span));
                errors::bad_sentence(rest, self.lang)
            }
            None => {
                let shown = format!("… {of}");
                errors::sentence_ends(form, &shown)
            }
        };
        self.findings.push(finding);
        None
    }

    /// A measure; for forms that show rows also a column or attribute.
    fn subject(&mut self, name: &Spanned<String>, form: Form) -> Option<Spanned<Subject>> {
        let rows = matches!(
            form,
            Form::List | Form::Histogram | Form::Scatter | Form::Map
        );
        let bare = name.trim_matches('`');
        if rows
            && self.names.measures.get(bare).is_none()
            && let Some(info) = self.names.field(bare, None)
        {
            return Some(Spanned::new(Subject::Field(info.field), name.span));
        }
        let measure = self.lookup_measure(name)?;
        Some(Spanned::new(Subject::Measure(measure.value), name.span))
    }

    /// `by dimension and dimension`, `per grain of date`; Dutch writes `per` for both.
    fn splits(
        &mut self,
        words: &mut Words,
        sentence: &mut Sentence,
        source: Option<SourceId>,
        case: &Case,
    ) -> Option<()> {
        let lang = self.lang;
        let (by, and, of) = (S::By.word(lang), S::And.word(lang), S::Of.word(lang));
        loop {
            let by_other = S::By.word(lang.other());
            let Some(before) = words
                .eat("per")
                .or_else(|| self.joiner(words, by, by_other))
            else {
                return Some(());
            };
            let mut may_be_grain = before.to_lowercase() == "per";
            let mut joined = Some(before);
            while let Some(before) = joined {
                let Some(name) = words.take() else {
                    self.findings
                        .push(errors::sentence_ends(before.span, &before));
                    return None;
                };
                let grain = Grain::named(&name.to_lowercase(), lang).filter(|_| may_be_grain);
                match grain {
                    Some(grain) => {
                        sentence.period = Some(Spanned::new(grain, name.span));
                        if let Some(of) = words.eat(of) {
                            sentence.date = Some(self.axis_date(words, &of, source)?);
                        }
                    }
                    None if may_be_grain && by != "per" => {
                        self.findings.push(errors::per_for_by(name.span, &name));
                        return None;
                    }
                    None => {
                        let field = self.dimension(&name, source, case)?;
                        sentence.dimensions.push(field);
                    }
                }
                joined = words.eat(and);
                // English may say again which of the two follows: `by category and per week`.
                if joined.is_some() && by != "per" {
                    let again = words.eat(by).or_else(|| words.eat("per"));
                    may_be_grain = again.map_or(may_be_grain, |w| w.to_lowercase() == "per");
                }
            }
        }
    }

    fn dimension(
        &mut self,
        name: &Spanned<String>,
        source: Option<SourceId>,
        case: &Case,
    ) -> Option<Spanned<FieldRef>> {
        let bare = name.trim_matches('`');
        let info = self.lookup_field(bare, name.span, source)?;
        self.same_source(info.field, bare, name.span, source, case);
        Some(Spanned::new(info.field, name.span))
    }

    fn axis_date(
        &mut self,
        words: &mut Words,
        of: &Spanned<String>,
        source: Option<SourceId>,
    ) -> Option<FieldRef> {
        let Some(name) = words.take() else {
            self.findings.push(errors::sentence_ends(of.span, of));
            return None;
        };
        let date = self.lookup_date(name.trim_matches('`'), name.span, source)?;
        Some(date.value)
    }

    fn option(
        &mut self,
        value: &Value,
        range: Range<usize>,
        sentence: &mut Sentence,
        case: &Case,
    ) -> Option<()> {
        let lang = self.lang;
        let source = subject_source(sentence, case);
        let text = part(value, range.clone());
        let lower = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if let Some(order) = Order::named(&lower, lang) {
            sentence.order = Some(Spanned::new(order, text.span));
        } else if let Some(order) = Order::named(&lower, lang.other()) {
            let meant = order.word(lang);
            let found = crate::syntax::errors::wrong_language(text.span, &text, meant, lang);
            self.findings.push(found);
            sentence.order = Some(Spanned::new(order, text.span));
        } else if lower == OptionWord::Wide.word(lang) {
            sentence.wide = true;
        } else if lower == OptionWord::Compared.word(lang) {
            sentence.compared = Some(text.span);
        } else if let Some(number) = after(value, &range, OptionWord::Top.word(lang)) {
            sentence.top = Some(self.whole_number(&number)?);
        } else if let Some(number) = after(value, &range, OptionWord::Limit.word(lang)) {
            sentence.limit = Some(self.number(&number)?);
            self.share_limit(sentence, &number, case);
        } else if let Some(window) = after(value, &range, OptionWord::Last.word(lang)) {
            sentence.last = Some(self.last(&window)?);
        } else if after(value, &range, OptionWord::Where.word(lang)).is_some() {
            let start = range.start + OptionWord::Where.word(lang).len();
            let range = values::trim(&value.text, start..range.end);
            sentence.filter = Some(self.filter(value, range, source)?);
        } else if self.is_shown(&text) {
            let and = S::And.word(lang);
            let subject = value.text.get(..range.start).unwrap_or_default();
            let comma = subject.rfind(',').unwrap_or(range.start);
            let span = value.locate(comma, range.end);
            self.findings
                .push(errors::comma_between_names(span, &text, and));
            return None;
        } else {
            let options = lang.pick(
                "`lowest first`, `highest first`, `top N`, `limit X`, `last 12 months`, `compared with previous year`, `where …`, `wide`",
                "`laagste eerst`, `hoogste eerst`, `top N`, `grens X`, `laatste 12 maanden`, `vergeleken met vorig jaar`, `waar …`, `breed`",
            );
            self.findings
                .push(errors::unknown_option(text.span, options));
            return None;
        }
        Some(())
    }

    /// Whether this is the name of something that a visual can show.
    fn is_shown(&self, text: &str) -> bool {
        let bare = text.trim_matches('`');
        self.names.measures.get(bare).is_some() || self.names.field(bare, None).is_some()
    }

    /// Reports `limit 85` on a percentage, which means 8500%.
    fn share_limit(&mut self, sentence: &mut Sentence, written: &Spanned<String>, case: &Case) {
        let mut subjects = sentence.subjects.iter();
        let is_share = subjects.any(|subject| match subject.value {
            Subject::Measure(id) => case.measure(id).is_some_and(|m| m.percent),
            Subject::Field(_) => false,
        });
        let limit = sentence.limit.as_mut().filter(|limit| limit.value > 1.0);
        if let Some(limit) = limit.filter(|_| is_share && !written.contains('%')) {
            // What was plainly meant, so that nothing else is told about it.
            limit.value /= 100.0;
            let found = crate::syntax::errors::percent_sign(written.span, written);
            self.findings.push(found);
        }
    }

    /// `12 months` of `last 12 months`.
    fn last(&mut self, text: &Spanned<String>) -> Option<Spanned<Window>> {
        let (count, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let Some(grain) = Unit::named(unit, self.lang).and_then(Grain::of) else {
            self.findings.push(errors::bad_phrase(
                text.span,
                self.lang.pick("`last 12 months`", "`laatste 12 maanden`"),
            ));
            return None;
        };
        let count = Spanned::new(count.to_string(), text.span);
        let count = self.whole_number(&count)?.value;
        Some(Spanned::new(Window { count, grain }, text.span))
    }

    fn filter(
        &mut self,
        value: &Value,
        range: Range<usize>,
        source: Option<SourceId>,
    ) -> Option<Term> {
        let expr = formula::parse(value, range, self.lang, &mut self.findings);
        let scope = Scope {
            names: &self.names,
            lang: self.lang,
            source,
            empties: &[],
        };
        formula::check_filter(&expr, &scope, &mut self.findings).term
    }

    /// The date of the time axis, or of `last`: `of DATE`, else that of the first measure.
    fn time_axis(&mut self, sentence: &mut Sentence, case: &Case) {
        if sentence.date.is_some() {
            return;
        }
        let needs = sentence
            .period
            .as_ref()
            .map(|p| p.span)
            .or(sentence.last.as_ref().map(|l| l.span));
        let Some(Subject::Measure(id)) = sentence.subjects.first().map(|s| s.value) else {
            return;
        };
        if let Some(span) = needs {
            self.need_date(id, case, span);
        }
        let date = case.measure(id).and_then(|m| m.date.as_ref());
        sentence.date = date.map(|d| d.value);
    }
}

/// The source of what a sentence shows.
fn subject_source(sentence: &Sentence, case: &Case) -> Option<SourceId> {
    sentence.subjects.iter().find_map(|s| match s.value {
        Subject::Measure(id) => case.measure(id)?.source,
        Subject::Field(field) => Some(field.source()),
    })
}

/// What follows a word at the start of an option.
fn after(value: &Value, range: &Range<usize>, word: &str) -> Option<Spanned<String>> {
    let text = &value.text[range.clone()];
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    if !head.eq_ignore_ascii_case(word) || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let range = values::trim(&value.text, range.start + word.len()..range.end);
    Some(part(value, range))
}

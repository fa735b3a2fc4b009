//! Actions and their occasions: a limit, a choice, a date.

use super::fields::part;
use super::formulas::source_of;
use super::{Resolver, own_name};
use crate::diag::{Span, Spanned};
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, TermKind};
use crate::formula::{self, Scope};
use crate::model::errors::{self, Sort};
use crate::model::{
    Action, ActionId, Case, Choose, Grain, Occasion, OnDate, QuestionId, Recurrence, Trigger,
    Window,
};
use crate::syntax::keywords::{OccasionWord, Spelled};
use crate::syntax::values::{self, Unit};
use crate::syntax::{Block, BlockKind, FieldKey, Value};
use std::collections::BTreeSet;
use std::ops::Range;

/// The fields that say when an act is due.
const OCCASIONS: [FieldKey; 3] = [FieldKey::When, FieldKey::Choose, FieldKey::OnDate];

impl<'t> Resolver<'t> {
    pub(super) fn actions(&mut self, case: &mut Case) {
        let blocks: Vec<&'t Block> = self.blocks(BlockKind::Action).collect();
        let mut left = self.unanswered(&blocks, case.questions.len());
        for block in blocks {
            let action = self.action(block, case, &mut left);
            let question = action.question.and_then(|q| case.questions.get_mut(q.0));
            if let Some(question) = question {
                question.actions.push(ActionId(case.actions.len()));
            }
            case.actions.push(action);
        }
    }

    /// The questions that no action names.
    fn unanswered(&self, actions: &[&Block], questions: usize) -> BTreeSet<usize> {
        let named = |of: &Spanned<String>| self.names.questions.get(of);
        let named: BTreeSet<usize> = actions
            .iter()
            .filter_map(|block| block.of.as_ref().and_then(named))
            .collect();
        (0..questions).filter(|at| !named.contains(at)).collect()
    }

    fn action(&mut self, block: &Block, case: &Case, left: &mut BTreeSet<usize>) -> Action {
        use FieldKey as F;
        let question = match &block.of {
            Some(of) => self.answered(of, case, left).map(QuestionId),
            None => {
                if block.name.is_some() {
                    let (part, example) = self.lang.pick(
                        ("question that it answers", "action extra_crew answers term"),
                        (
                            "de vraag waar ze bij hoort",
                            "actie extra_ploeg bij termijn",
                        ),
                    );
                    self.missing(block, part, example);
                }
                None
            }
        };
        Action {
            name: own_name(block),
            question,
            occasion: self.occasion(block, case),
            occasion_blank: OCCASIONS
                .into_iter()
                .filter(|key| self.filled(block, *key).is_none())
                .find_map(|key| self.slot(block, key)),
            then: self.slot(block, F::Then),
            who: self.slot(block, F::Who),
            within: self.slot(block, F::Within),
            meeting: self.slot(block, F::Meeting),
            mandate: self.slot(block, F::Mandate),
            done_when: self
                .filled(block, F::DoneWhen)
                .and_then(|v| self.trigger(v, case)),
            done_when_written: self.slot(block, F::DoneWhen),
            otherwise: self.slot(block, F::Otherwise),
            duty: self.slot(block, F::Duty),
            head: block.head,
            block: block.span,
        }
    }

    /// The question of a name. A name that nothing has is reported, and taken for a question that waits for an action, so
    /// that a question with a new name isn't refused as well.
    fn answered(
        &mut self,
        of: &Spanned<String>,
        case: &Case,
        left: &mut BTreeSet<usize>,
    ) -> Option<usize> {
        if let Some(at) = self.names.questions.get(of) {
            return Some(at);
        }
        let name_of = |at: usize| case.questions.get(at).map(|q| q.name.value.as_str());
        let only = left.first().filter(|_| left.len() == 1);
        let only = only
            .and_then(|at| name_of(*at))
            .filter(|name| !name.is_empty());
        let near = self.report_unknown(of, of.span, Sort::Question, only);
        let near = near.and_then(|name| self.names.questions.get(&name));
        let meant = near.or(left.first().copied())?;
        left.remove(&meant);
        Some(meant)
    }

    fn occasion(&mut self, block: &Block, case: &Case) -> Option<Occasion> {
        let written: Vec<(FieldKey, &Value)> = OCCASIONS
            .into_iter()
            .filter_map(|key| Some((key, self.filled(block, key)?)))
            .collect();
        if let [(_, first), (_, second), ..] = written.as_slice() {
            self.findings
                .push(errors::two_occasions(second.span(), first.span()));
        }
        let (key, value) = written.first()?;
        let occasion = match key {
            FieldKey::When => self.trigger(value, case).map(Occasion::When),
            FieldKey::Choose => self.choose(value, case).map(Occasion::Choose),
            _ => self.on_date(value).map(Occasion::On),
        };
        Some(occasion.unwrap_or(Occasion::Broken(value.span())))
    }

    /// `condition [per dimension] [for N unit]`.
    pub(super) fn trigger(&mut self, value: &Value, case: &Case) -> Option<Trigger> {
        let (rest, first) = self.window_first(value);
        let (rest, lasting) = match first {
            None => self.take_window(value, rest)?,
            first => (rest, first),
        };
        let (rest, per) = self.take_per(value, rest);
        // English writers may also put the window first: `… for 4 weeks per category`.
        let (rest, lasting) = match lasting {
            None if per.is_some() => self.take_window(value, rest)?,
            lasting => (rest, lasting),
        };
        let errors_before = self.findings.len();
        let expr = formula::parse(value, rest, self.lang, &mut self.findings);
        let scope = Scope {
            names: &self.names,
            lang: self.lang,
            source: None,
            empties: &[],
        };
        let checked = formula::check_condition(&expr, &scope, &mut self.findings);
        let condition = checked
            .term
            .filter(|_| self.findings.len() == errors_before)?;
        let source = source_of(&condition, case);
        let per = match per {
            Some(name) => {
                let info = self.lookup_field(&name, name.span, source)?;
                self.same_source(info.field, &name, name.span, source, case);
                Some(Spanned::new(info.field, name.span))
            }
            None => None,
        };
        if lasting.is_some() {
            self.need_dates(&condition, case, value.span());
        }
        Some(Trigger {
            text: value.spanned(),
            condition,
            per,
            lasting,
        })
    }

    /// Takes `for N unit` off the front, where it does not belong, and reports it.
    fn window_first(&mut self, value: &Value) -> (Range<usize>, Option<Spanned<Window>>) {
        let text = value.text.as_str();
        let all = 0..text.len();
        let mut words = text.split(' ');
        let (word, written, unit) = (words.next(), words.next(), words.next());
        let Some(((word, written), unit)) = word.zip(written).zip(unit) else {
            return (all, None);
        };
        let grain = Unit::named(unit.trim_end_matches(','), self.lang).and_then(Grain::of);
        let window = written.parse().ok().zip(grain);
        let begins = word.to_lowercase() == self.lang.pick("for", "gedurende");
        let Some((count, grain)) = window.filter(|(count, _)| begins && *count > 0) else {
            return (all, None);
        };
        let end = [word, written, unit].map(str::len).iter().sum::<usize>() + 2;
        let rest = values::trim(text, end..text.len());
        let lasting = part(value, 0..end);
        let moved = lasting.trim_end_matches(',').to_owned();
        let before = value.locate(0, rest.start);
        let found = errors::window_first(lasting.span, before, value.span().end, &moved);
        self.findings.push(found);
        let window = Spanned::new(Window { count, grain }, lasting.span);
        (rest, Some(window))
    }

    /// Takes `for N unit` off the end. `None` when it is there and wrong (reported).
    fn take_window(
        &mut self,
        value: &Value,
        range: Range<usize>,
    ) -> Option<(Range<usize>, Option<Spanned<Window>>)> {
        let word = format!(" {} ", OccasionWord::For.word(self.lang));
        let Some(at) = values::rfind_word(&value.text[range.clone()], &word) else {
            return Some((range, None));
        };
        let at = range.start + at;
        let tail = part(value, values::trim(&value.text, at + word.len()..range.end));
        let Some((count, unit)) = tail.split_once(char::is_whitespace) else {
            return Some((range, None));
        };
        let Some(unit) = Unit::named(unit, self.lang) else {
            let is_count = count.chars().all(|c| c.is_ascii_digit());
            if is_count && !unit.contains(char::is_whitespace) {
                self.findings.push(errors::unknown_unit(tail.span, unit));
                return None;
            }
            return Some((range, None));
        };
        let count = Spanned::new(count.to_string(), tail.span);
        let count = self.whole_number(&count)?.value;
        let Some(grain) = Grain::of(unit) else {
            self.findings.push(errors::no_grain(tail.span));
            return None;
        };
        let window = Spanned::new(Window { count, grain }, tail.span);
        Some((range.start..at, Some(window)))
    }

    /// Takes `per dimension` off the end.
    fn take_per(
        &self,
        value: &Value,
        range: Range<usize>,
    ) -> (Range<usize>, Option<Spanned<String>>) {
        let Some(at) = values::rfind_word(&value.text[range.clone()], " per ") else {
            return (range, None);
        };
        let at = range.start + at;
        let tail = part(
            value,
            values::trim(&value.text, at + " per ".len()..range.end),
        );
        let name = Spanned::new(tail.trim_matches('`').to_string(), tail.span);
        (range.start..at, Some(name))
    }

    /// `top 10 neighbourhood by litter`.
    fn choose(&mut self, value: &Value, case: &Case) -> Option<Choose> {
        let lang = self.lang;
        let words: Vec<Spanned<String>> = words(value);
        let [order, count, dimension, by, measure] = words.as_slice() else {
            return self.bad_choice(value);
        };
        let top = match OccasionWord::spelled(order, lang) {
            Some(OccasionWord::Top) => true,
            Some(OccasionWord::Bottom) => false,
            _ => {
                let word = order.to_lowercase();
                let found = errors::unknown_order(order.span, &word, lang);
                self.findings.push(found);
                return None;
            }
        };
        if OccasionWord::spelled(by, lang) != Some(OccasionWord::By) {
            return self.bad_choice(value);
        }
        let count = self.whole_number(count)?.value;
        let measure = self.lookup_measure(measure)?;
        let source = case.measure(measure.value).and_then(|m| m.source);
        let field = self.lookup_field(dimension.trim_matches('`'), dimension.span, source)?;
        self.same_source(field.field, dimension, dimension.span, source, case);
        Some(Choose {
            text: value.spanned(),
            top,
            count,
            dimension: Spanned::new(field.field, dimension.span),
            measure,
        })
    }

    fn bad_choice(&mut self, value: &Value) -> Option<Choose> {
        let example = self.lang.pick(
            "top 10 neighbourhood by litter_per_1000",
            "top 10 buurt op zwerfafval_per_1000",
        );
        self.findings
            .push(errors::bad_choice(value.span(), example));
        None
    }

    /// `2027-06-01`, `every year before 1 September`.
    fn on_date(&mut self, value: &Value) -> Option<OnDate> {
        let lang = self.lang;
        let text = value.spanned();
        let lower = text.to_lowercase();
        let yearly = OccasionWord::EveryYearBefore.word(lang);
        if let Some(day) = lower.strip_prefix(yearly).and_then(|d| d.strip_prefix(' '))
            && let Some((month, day)) = values::day_of_year(day, lang)
        {
            return Some(OnDate {
                text,
                when: Recurrence::Yearly { month, day },
            });
        }
        match values::date(&text, lang) {
            Ok(date) => Some(OnDate {
                text,
                when: Recurrence::Once(date),
            }),
            Err(values::DateError::NoDate) => {
                let example = lang.pick(
                    "2027-06-01` or `every year before 1 September",
                    "01-06-2027` of `elk jaar voor 1 september",
                );
                self.findings
                    .push(errors::bad_occasion(value.span(), example));
                None
            }
            Err(error) => {
                let found = crate::syntax::errors::bad_date(value.span(), error, lang);
                self.findings.push(found);
                None
            }
        }
    }

    /// The measure of a name, or a finding; a column by that name gets advice of its own.
    pub(super) fn lookup_measure(&mut self, name: &Spanned<String>) -> Option<Spanned<MeasureId>> {
        let bare = name.trim_matches('`');
        if self.names.measures.get(bare).is_none() && self.names.field(bare, None).is_some() {
            self.findings
                .push(errors::field_for_measure(name.span, bare, self.lang));
            return None;
        }
        let at = self.lookup(bare, name.span, Sort::Measure)?;
        Some(Spanned::new(MeasureId(at), name.span))
    }

    /// Demands that a field is of the source whose rows are counted.
    pub(super) fn same_source(
        &mut self,
        field: FieldRef,
        name: &str,
        span: Span,
        source: Option<SourceId>,
        case: &Case,
    ) {
        let Some(source) = source.filter(|s| *s != field.source()) else {
            return;
        };
        let linked = case
            .sources
            .get(source.0)
            .is_some_and(|s| s.links.iter().any(|l| l.to.source() == field.source()));
        if linked {
            return;
        }
        let name_of = |id: SourceId| case.sources.get(id.0).map_or("", |s| s.name.as_str());
        let found = errors::other_source(span, name, name_of(field.source()), name_of(source));
        self.findings.push(found);
    }

    /// Demands that every measure of a condition has a date, since its rows are put in periods.
    fn need_dates(&mut self, condition: &Term, case: &Case, span: Span) {
        let mut ids = Vec::new();
        condition.walk(&mut |t| {
            if let TermKind::Measure(id) = t.kind {
                ids.push(id);
            }
        });
        for id in ids {
            self.need_date(id, case, span);
        }
    }

    pub(super) fn need_date(&mut self, id: MeasureId, case: &Case, span: Span) {
        let Some(measure) = case
            .measure(id)
            .filter(|m| m.term.is_some() && m.date.is_none())
        else {
            return;
        };
        let source = measure.source.and_then(|s| case.sources.get(s.0));
        let columns = source.map(|s| s.columns.as_slice()).unwrap_or_default();
        let dates: Vec<&str> = columns
            .iter()
            .filter(|c| c.ty.is_time())
            .map(|c| c.name.as_str())
            .collect();
        self.findings
            .push(errors::no_date(span, &measure.name, &dates, self.lang));
    }
}

/// The words of a value, with their places.
pub(super) fn words(value: &Value) -> Vec<Spanned<String>> {
    words_in(value, 0..value.text.len())
}

/// The words in a range of a value; what stands between backticks is one word.
pub(super) fn words_in(value: &Value, range: Range<usize>) -> Vec<Spanned<String>> {
    let words = values::words(&value.text, range).into_iter();
    words.map(|word| part(value, word)).collect()
}

//! Who serves whom: column → attribute → measure → visual → action → question (LANGUAGE.md §1).
//!
//! Collected in one walk over the case, so in linear time.

use super::{Case, Occasion, Subject, Trigger, Use, Visual};
use crate::diag::{Span, Spanned};
use crate::formula::term::{FieldRef, MeasureId, Term, TermKind};
use std::collections::{BTreeMap, BTreeSet};

/// What every column, attribute and measure of a case is used for.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    fields: BTreeMap<FieldRef, Vec<FieldUse>>,
    measures: Vec<MeasureUses>,
    /// The words of parts that could not be understood: what they name counts as used.
    mentioned: BTreeSet<String>,
    /// Whether an occasion could not be understood: any measure may be the one that it is about.
    acts_unclear: bool,
}

/// A place that uses a column or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// For what.
    pub purpose: Purpose,
    /// Where.
    pub span: Span,
}

/// For what a place uses a column or attribute; finer than what an author declares under `used for`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Each value apart: a visual's dimension, `per` of a trigger, `choose`.
    Split,
    /// A value shown row by row.
    Show,
    /// Part of a formula.
    Compute,
    /// Puts rows in periods.
    Date,
    /// In a condition that leaves rows out: `where`.
    Where,
    /// Offered to readers to filter on.
    Filter,
    /// Links two sources.
    Link,
}

impl Purpose {
    /// The words under `used for` that tell this use, the best first.
    pub fn told_by(self) -> &'static [Use] {
        match self {
            Purpose::Split => &[Use::Split],
            Purpose::Show => &[Use::Split, Use::Compute],
            Purpose::Compute => &[Use::Compute],
            Purpose::Date => &[Use::Compute, Use::Split],
            Purpose::Where => &[Use::Filter, Use::Compute],
            Purpose::Filter => &[Use::Filter],
            Purpose::Link => &[Use::Link],
        }
    }
}

/// The places that use a measure.
#[derive(Clone, Debug, Default)]
struct MeasureUses {
    /// Visuals that show it.
    shown: Vec<Span>,
    /// Whether an occasion or the end of an act names it.
    acts: bool,
    /// Other measures.
    measures: Vec<MeasureId>,
    /// Whether a visual or an act rests on it, perhaps by way of other measures.
    serves: bool,
}

impl Chain {
    /// The chain of a case.
    pub fn of(case: &Case) -> Chain {
        let mut chain = Chain {
            measures: vec![MeasureUses::default(); case.measures.len()],
            ..Chain::default()
        };
        chain.sources(case);
        chain.formulas(case);
        chain.acts(case);
        case.visuals.iter().for_each(|v| chain.visual(v));
        for filter in &case.filters {
            chain.field(filter.value, Purpose::Filter, filter.span);
        }
        chain.reach(case);
        chain
    }

    /// The places that use a column or attribute.
    pub fn uses(&self, field: FieldRef) -> &[FieldUse] {
        self.fields.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Whether a part that could not be understood mentions the name.
    pub fn is_mentioned(&self, name: &str) -> bool {
        !self.mentioned.is_empty() && self.mentioned.contains(&name.to_lowercase())
    }

    /// The visuals that show a measure.
    pub fn shown(&self, id: MeasureId) -> &[Span] {
        self.measures.get(id.0).map_or(&[], |m| &m.shown)
    }

    /// The measures that are computed from a measure.
    pub fn built_on(&self, id: MeasureId) -> &[MeasureId] {
        self.measures.get(id.0).map_or(&[], |m| &m.measures)
    }

    /// Whether a visual or an act rests on a measure, perhaps by way of other measures.
    pub fn serves(&self, id: MeasureId) -> bool {
        self.measures.get(id.0).is_some_and(|m| m.serves)
    }

    fn sources(&mut self, case: &Case) {
        for link in case.sources.iter().flat_map(|s| &s.links) {
            self.field(link.from, Purpose::Link, link.span);
            self.field(link.to, Purpose::Link, link.span);
        }
    }

    fn formulas(&mut self, case: &Case) {
        for attribute in &case.attributes {
            match (&attribute.term, &attribute.formula) {
                (Some(term), _) => self.term(term, Purpose::Compute),
                (None, Some(formula)) => self.mentions(&formula.text),
                (None, None) => {}
            }
        }
        for (at, measure) in case.measures.iter().enumerate() {
            match (&measure.term, &measure.formula) {
                (Some(term), _) => {
                    self.term(term, Purpose::Compute);
                    for id in measures_in(term) {
                        if let Some(used) = self.measures.get_mut(id.value.0) {
                            used.measures.push(MeasureId(at));
                        }
                    }
                }
                (None, Some(formula)) => self.mentions(&formula.text),
                (None, None) => {}
            }
            if let Some(date) = &measure.date {
                self.field(date.value, Purpose::Date, date.span);
            }
        }
    }

    fn acts(&mut self, case: &Case) {
        for action in &case.actions {
            match &action.occasion {
                Some(Occasion::When(trigger)) => self.trigger(trigger),
                Some(Occasion::Choose(choose)) => {
                    self.field(
                        choose.dimension.value,
                        Purpose::Split,
                        choose.dimension.span,
                    );
                    self.act(choose.measure.value);
                }
                Some(Occasion::Broken(_)) => self.acts_unclear = true,
                Some(Occasion::On(_)) | None => {}
            }
            action.done_when.iter().for_each(|t| self.trigger(t));
        }
    }

    fn trigger(&mut self, trigger: &Trigger) {
        for id in measures_in(&trigger.condition) {
            self.act(id.value);
        }
        if let Some(per) = &trigger.per {
            self.field(per.value, Purpose::Split, per.span);
        }
    }

    fn visual(&mut self, visual: &Visual) {
        let Some(sentence) = &visual.sentence else {
            return self.mentions(&visual.text);
        };
        for subject in &sentence.subjects {
            match subject.value {
                Subject::Measure(id) => {
                    if let Some(used) = self.measures.get_mut(id.0) {
                        used.shown.push(subject.span);
                    }
                }
                Subject::Field(field) => self.field(field, Purpose::Show, subject.span),
            }
        }
        for dimension in &sentence.dimensions {
            self.field(dimension.value, Purpose::Split, dimension.span);
        }
        let axis = sentence.period.as_ref().map(|p| p.span);
        let axis = axis.or(sentence.last.as_ref().map(|l| l.span));
        if let (Some(date), Some(span)) = (sentence.date, axis) {
            self.field(date, Purpose::Date, span);
        }
        sentence
            .filter
            .iter()
            .for_each(|f| self.term(f, Purpose::Where));
    }

    fn field(&mut self, field: FieldRef, purpose: Purpose, span: Span) {
        self.fields
            .entry(field)
            .or_default()
            .push(FieldUse { purpose, span });
    }

    fn act(&mut self, id: MeasureId) {
        if let Some(used) = self.measures.get_mut(id.0) {
            used.acts = true;
        }
    }

    /// The fields that a formula names; those behind a `where` are told apart.
    fn term(&mut self, term: &Term, purpose: Purpose) {
        // The walk meets an aggregate before the fields inside it, and aggregates don't nest.
        let mut condition = Span::default();
        term.walk(&mut |t| match &t.kind {
            TermKind::Aggregate { filter, .. } => {
                condition = filter.as_ref().map(|f| f.span).unwrap_or_default();
            }
            TermKind::Field(field) => {
                let inside = condition.start <= t.span.start && t.span.end <= condition.end;
                let purpose = if inside { Purpose::Where } else { purpose };
                self.field(*field, purpose, t.span);
            }
            _ => {}
        });
    }

    fn mentions(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'));
        self.mentioned.extend(words.map(str::to_lowercase));
    }

    /// Marks the measures that a visual or an act rests on.
    fn reach(&mut self, case: &Case) {
        let all = case.measures.iter().zip(&self.measures).enumerate();
        let roots = all.filter(|(_, (measure, uses))| {
            uses.acts
                || !uses.shown.is_empty()
                || self.acts_unclear
                || self.is_mentioned(&measure.name)
        });
        let mut ahead: Vec<usize> = roots.map(|(at, _)| at).collect();
        while let Some(at) = ahead.pop() {
            let Some(uses) = self.measures.get_mut(at).filter(|m| !m.serves) else {
                continue;
            };
            uses.serves = true;
            let term = case.measures.get(at).and_then(|m| m.term.as_ref());
            ahead.extend(term.into_iter().flat_map(measures_in).map(|id| id.value.0));
        }
    }
}

/// The measures that a term names, each with its place.
pub fn measures_in(term: &Term) -> Vec<Spanned<MeasureId>> {
    let mut found = Vec::new();
    term.walk(&mut |t| match t.kind {
        TermKind::Measure(id) | TermKind::Over { measure: id, .. } => {
            found.push(Spanned::new(id, t.span))
        }
        _ => {}
    });
    found
}

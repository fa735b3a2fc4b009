//! What a reader comes to see of a case: which visuals share a page, and which limits are drawn in them.

use super::{Case, Occasion, QuestionId, Sentence, Subject, Trigger, Visual, VisualId};
use crate::diag::Span;
use crate::formula::ast::Op;
use crate::formula::term::{FieldRef, MeasureId, Term, TermKind};
use std::collections::BTreeSet;

/// A page of the dashboard.
#[derive(Clone, Debug)]
pub struct LaidOut {
    /// Its name: the author's, or that of the question.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The visuals, in order.
    pub visuals: Vec<VisualId>,
    /// The question it is for, when the author laid out no pages.
    pub question: Option<QuestionId>,
    /// Where the author named it.
    pub span: Span,
}

impl Case {
    /// The author's pages, else a page per question. A visual that serves actions of several questions stands with the first
    /// of these; what the author put nowhere comes on the first page.
    pub fn laid_out(&self) -> Vec<LaidOut> {
        let mut pages = match self.pages.is_empty() {
            true => self.page_per_question(),
            false => self.authors_pages(),
        };
        if pages.is_empty() {
            pages.push(LaidOut {
                id: "overview".to_owned(),
                title: self.title.clone(),
                visuals: Vec::new(),
                question: None,
                span: self.name.span,
            });
        }
        let shown: BTreeSet<VisualId> = pages.iter().flat_map(|p| p.visuals.clone()).collect();
        let all = (0..self.visuals.len()).map(VisualId);
        if let Some(first) = pages.first_mut() {
            first.visuals.extend(all.filter(|v| !shown.contains(v)));
        }
        pages
    }

    fn page_per_question(&self) -> Vec<LaidOut> {
        let questions = self.questions.iter().enumerate();
        let pages = questions.map(|(at, question)| LaidOut {
            id: question.name.value.clone(),
            title: super::readable(&question.name),
            visuals: Vec::new(),
            question: Some(QuestionId(at)),
            span: question.name.span,
        });
        let mut pages: Vec<LaidOut> = pages.collect();
        for (at, visual) in self.visuals.iter().enumerate() {
            let actions = visual
                .serves
                .iter()
                .filter_map(|a| self.actions.get(a.value.0));
            let first = actions.filter_map(|a| a.question).min();
            let page = first.and_then(|q| pages.get_mut(q.0));
            page.into_iter().for_each(|p| p.visuals.push(VisualId(at)));
        }
        pages
    }

    fn authors_pages(&self) -> Vec<LaidOut> {
        let pages = self.pages.iter().map(|page| LaidOut {
            id: page.name.value.clone(),
            title: page.title.clone(),
            visuals: page.shows.iter().map(|v| v.value).collect(),
            question: None,
            span: page.name.span,
        });
        pages.collect()
    }

    /// The limits that a visual draws: the written one, else that of a trigger whose dimension and grain are the visual's own.
    pub fn limits(&self, visual: &Visual, sentence: &Sentence) -> Vec<f64> {
        if let Some(limit) = &sentence.limit {
            return vec![limit.value];
        }
        let Some(Subject::Measure(shown)) = sentence.subjects.first().map(|s| s.value) else {
            return Vec::new();
        };
        let actions = visual
            .serves
            .iter()
            .filter_map(|a| self.actions.get(a.value.0));
        let triggers = actions.filter_map(|a| match &a.occasion {
            Some(Occasion::When(trigger)) => Some(trigger),
            _ => None,
        });
        let same = triggers.filter(|t| same_axes(t, sentence));
        same.flat_map(|t| limits_of(&t.condition, shown)).collect()
    }
}

/// Whether a trigger is judged over the same dimension and grain as a visual shows.
fn same_axes(trigger: &Trigger, sentence: &Sentence) -> bool {
    let per: Vec<FieldRef> = trigger.per.iter().map(|p| p.value).collect();
    let shown: Vec<FieldRef> = sentence.dimensions.iter().map(|d| d.value).collect();
    let grain = trigger.lasting.as_ref().map(|w| w.value.grain);
    per == shown && grain == sentence.period.as_ref().map(|p| p.value)
}

/// The numbers that a condition compares a measure with.
fn limits_of(condition: &Term, measure: MeasureId) -> Vec<f64> {
    let mut limits = Vec::new();
    condition.walk(&mut |term| {
        if let TermKind::Binary(op, a, b) = &term.kind
            && op.compares()
            && !matches!(op, Op::NotEqual)
        {
            match (&a.kind, &b.kind) {
                (TermKind::Measure(m), TermKind::Number(n))
                | (TermKind::Number(n), TermKind::Measure(m))
                    if *m == measure =>
                {
                    limits.push(*n);
                }
                _ => {}
            }
        }
    });
    limits
}

//! The verdict on each question (LANGUAGE.md §5): the worst of what the N codes and P001 say about its actions.

use super::{Code, Diagnostic};
use crate::diag::{Span, Spanned};
use crate::model::{Case, QuestionId};
use std::collections::BTreeSet;

/// What a question is worth, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It leads to an act.
    Accepted,
    /// It leads to an act that is not worked out yet.
    Weak,
    /// Nobody acts on the answer.
    NiceToKnow,
    /// The act may not be done.
    NotAllowed,
}

impl Verdict {
    /// The word in the machine formats.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Accepted => "accepted",
            Verdict::Weak => "weak",
            Verdict::NiceToKnow => "nice_to_know",
            Verdict::NotAllowed => "not_allowed",
        }
    }

    /// The verdict that a finding with this code brings about, when it brings one.
    pub fn of(code: Code) -> Option<Verdict> {
        match code.0 {
            "N001" | "N002" | "N003" | "N004" | "N007" | "N009" => Some(Verdict::NiceToKnow),
            "N005" | "N006" | "N008" | "N010" => Some(Verdict::Weak),
            "P001" => Some(Verdict::NotAllowed),
            _ => None,
        }
    }
}

/// A question with its verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionVerdict {
    /// The question's name.
    pub question: Spanned<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// The codes that made it so, sorted, each once; empty when it is accepted.
    pub codes: Vec<Code>,
    /// Where the findings with these codes are.
    places: Vec<Span>,
}

impl QuestionVerdict {
    /// Whether this finding is one of those that made the verdict.
    pub fn rests_on(&self, finding: &Diagnostic) -> bool {
        self.codes.contains(&finding.code) && self.places.contains(&finding.span)
    }
}

/// The verdict on each question of the case, given all findings about it.
pub fn verdicts(case: &Case, findings: &[Diagnostic]) -> Vec<QuestionVerdict> {
    let blocks = blocks(case);
    let mut reasons = vec![BTreeSet::new(); case.questions.len()];
    for finding in findings.iter().filter(|f| Verdict::of(f.code).is_some()) {
        for question in owners(&blocks, finding.span) {
            if let Some(reasons) = reasons.get_mut(question.0) {
                reasons.insert((finding.code, finding.span));
            }
        }
    }
    let questions = case.questions.iter().zip(reasons);
    questions
        .map(|(question, reasons)| {
            let mut codes: Vec<_> = reasons.iter().map(|(code, _)| *code).collect();
            codes.dedup();
            let worst = codes.iter().filter_map(|c| Verdict::of(*c)).max();
            QuestionVerdict {
                question: question.name.clone(),
                verdict: worst.unwrap_or(Verdict::Accepted),
                codes,
                places: reasons.into_iter().map(|(_, place)| place).collect(),
            }
        })
        .collect()
}

/// The blocks that a question is judged by, in order: its own, its actions', and those of the visuals that serve them.
fn blocks(case: &Case) -> Vec<(Span, QuestionId)> {
    let questions = case.questions.iter().enumerate();
    let questions = questions.map(|(i, q)| (q.block, QuestionId(i)));
    let actions = case.actions.iter();
    let actions = actions.filter_map(|a| Some((a.block, a.question?)));
    let visuals = case.visuals.iter().flat_map(|visual| {
        let actions = visual.serves.iter();
        let actions = actions.filter_map(|s| case.actions.get(s.value.0)?.question);
        actions.map(|question| (visual.block, question))
    });
    let mut blocks: Vec<_> = questions.chain(actions).chain(visuals).collect();
    blocks.sort();
    blocks
}

/// The questions whose block holds a place; blocks never overlap.
fn owners(blocks: &[(Span, QuestionId)], place: Span) -> impl Iterator<Item = QuestionId> {
    let after = blocks.partition_point(|(block, _)| block.start <= place.start);
    let before = blocks.get(..after).unwrap_or_default();
    let block = before.last().map(|(block, _)| *block);
    let same = before
        .iter()
        .rev()
        .take_while(move |(b, _)| Some(*b) == block);
    same.filter(move |(b, _)| place.end <= b.end)
        .map(|(_, q)| *q)
}

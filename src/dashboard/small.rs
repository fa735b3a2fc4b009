//! What the small-number rule means for a measure, before any tool.
//!
//! Which cells of a tile go with a hidden one is in `sql::hiding`, and for other languages in their backends.

use super::{Dashboard, SmallNumbers};
use crate::formula::functions::Function;
use crate::formula::term::{MeasureId, Term, TermKind, Type};

impl Dashboard {
    /// The fewest rows that a percentage, average, median, percentile, minimum or maximum may be computed from: as many as a
    /// cell must have, and no fewer than counts are rounded to, or it would tell what these hide.
    pub fn fewest(&self) -> Option<u32> {
        fewest(self.small_numbers)
    }

    /// For each such part of a measure, in the measures that it names too: a term that counts the rows behind it.
    pub fn bases(&self, measure: MeasureId) -> Vec<Term> {
        let measure = self.measure(measure);
        measure.map_or_else(Vec::new, |m| self.bases_of(&m.term))
    }

    /// The same for a term.
    pub fn bases_of(&self, term: &Term) -> Vec<Term> {
        let mut bases = Vec::new();
        let mut seen: Vec<MeasureId> = Vec::new();
        let mut next = Some(term);
        let mut at = 0;
        while let Some(term) = next {
            term.walk(&mut |part| match &part.kind {
                TermKind::Aggregate { .. } => bases.extend(base(part)),
                TermKind::Measure(id) | TermKind::Over { measure: id, .. }
                    if !seen.contains(id) =>
                {
                    seen.push(*id);
                }
                _ => {}
            });
            next = seen
                .get(at)
                .and_then(|id| self.measure(*id))
                .map(|m| &m.term);
            at += 1;
        }
        let mut once: Vec<Term> = Vec::new();
        for base in bases {
            if !once.iter().any(|other| other.kind == base.kind) {
                once.push(base);
            }
        }
        once
    }
}

pub(super) fn fewest(rule: SmallNumbers) -> Option<u32> {
    rule.hide_below.max(rule.round_to).filter(|n| *n > 1)
}

/// Counts the rows behind an aggregate that is neither a count nor a sum: those where its argument is not empty.
fn base(aggregate: &Term) -> Option<Term> {
    let TermKind::Aggregate {
        function,
        source,
        of: Some(of),
        filter,
        ..
    } = &aggregate.kind
    else {
        return None;
    };
    if matches!(
        function,
        Function::Count | Function::Distinct | Function::Sum
    ) {
        return None;
    }
    let term = |kind, ty| Term {
        kind,
        ty,
        span: aggregate.span,
    };
    let empty = term(TermKind::IsEmpty(of.clone()), Type::Bool);
    let filled = term(TermKind::Not(Box::new(empty)), Type::Bool);
    let count = TermKind::Aggregate {
        function: Function::Count,
        source: *source,
        of: Some(Box::new(filled)),
        percentile: None,
        filter: filter.clone(),
    };
    Some(term(count, Type::Whole))
}

//! What the rules on privacy share: which columns hold personal data, and whether the case has any.
//!
//! Where `personal data` says `none` there is nothing to ask of the case but whether that is true (P003).

use super::Context;
use crate::diag::{Span, Spanned};
use crate::formula::term::{ColumnId, FieldRef, MeasureId, SourceId};
use crate::model::{Case, Column, Personal, Privacy};

/// A column that holds personal data, as its author declared.
#[derive(Clone, Copy)]
pub(super) struct Held<'a> {
    /// Where it is in the case.
    pub(super) field: FieldRef,
    /// The column.
    pub(super) column: &'a Column,
    /// Its class, heavier than `no`.
    pub(super) class: &'a Spanned<Personal>,
}

/// Every column of the case, with where it is.
pub(super) fn columns(case: &Case) -> impl Iterator<Item = (FieldRef, &Column)> {
    let sources = case.sources.iter().enumerate();
    sources.flat_map(|(at, source)| {
        let columns = source.columns.iter().enumerate();
        columns.map(move |(column_at, column)| {
            let field = FieldRef::Column(SourceId(at), ColumnId(column_at));
            (field, column)
        })
    })
}

/// The columns that hold personal data.
pub(super) fn held(case: &Case) -> impl Iterator<Item = Held<'_>> {
    columns(case).filter_map(|(field, column)| {
        let class = column.personal.as_ref()?;
        (class.value > Personal::No).then_some(Held {
            field,
            column,
            class,
        })
    })
}

/// The heaviest class that a column has or the block names, with its place; `None` where the case has no personal data.
pub(super) fn heaviest(case: &Case) -> Option<Spanned<Personal>> {
    let facts = case.privacy.as_ref().map(|p| &p.facts);
    if facts.is_some_and(|f| f.none.is_some()) {
        return None;
    }
    let named = facts.into_iter().flat_map(|f| &f.classes);
    let all = held(case).map(|h| h.class).chain(named);
    // The first of equals, so that a column comes before the block.
    let all: Vec<_> = all.collect();
    all.into_iter().rev().max_by_key(|c| c.value).cloned()
}

/// The block of a case with personal data.
pub(super) fn block<'a>(ctx: &Context<'a>) -> Option<&'a Privacy> {
    let privacy = ctx.case.privacy.as_ref()?;
    heaviest(ctx.case).map(|_| privacy)
}

/// The place of the first column or word with this class.
pub(super) fn place_of(case: &Case, class: Personal) -> Option<Span> {
    let column = held(case).find(|h| h.class.value == class);
    let named = || {
        let mut classes = case.privacy.iter().flat_map(|p| &p.facts.classes);
        classes.find(|c| c.value == class).map(|c| c.span)
    };
    column.map(|h| h.class.span).or_else(named)
}

/// Where to say that a line is missing: at what the block says of the data, else at its head.
pub(super) fn place(privacy: &Privacy) -> Span {
    let named = privacy.facts.classes.iter().map(|c| c.span);
    named.reduce(Span::to).unwrap_or(privacy.head)
}

/// Tells whether a measure is about people: it counts rows of a source with personal data, or of several sources. Where no
/// column says so, the block says it of all sources.
pub(super) fn about_people(case: &Case) -> impl Fn(MeasureId) -> bool {
    let sources: Vec<SourceId> = held(case).map(|h| h.field.source()).collect();
    move |id| {
        let source = case.measure(id).and_then(|m| m.source);
        sources.is_empty() || source.is_none_or(|source| sources.contains(&source))
    }
}

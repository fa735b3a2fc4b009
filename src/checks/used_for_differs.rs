//! R014: a column whose `used for` differs from the use found.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Lang, Span};
use crate::formula::term::{ColumnId, FieldRef, SourceId};
use crate::model::chain::FieldUse;
use crate::model::{Column, Use};
use crate::say;

const CODE: Code = Code("R014");

pub(super) struct UsedForDiffers;

impl Check for UsedForDiffers {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("used_for_differs.md"),
            nl: include_str!("used_for_differs.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let chain = &ctx.chain;
        for (at, source) in ctx.case.sources.iter().enumerate() {
            for (column_at, column) in source.columns.iter().enumerate() {
                let field = FieldRef::Column(SourceId(at), ColumnId(column_at));
                let uses = chain.uses(field);
                // Without any use the column itself is the matter, and an unread part may hold another use.
                if uses.is_empty() || column.used_for.is_empty() || chain.is_mentioned(&column.name)
                {
                    continue;
                }
                sink.extend(compare(column, uses, ctx.case.lang));
            }
        }
    }
}

/// Reports words that no use bears out, and uses that no word tells.
fn compare(column: &Column, uses: &[FieldUse], lang: Lang) -> Option<Diagnostic> {
    let told: Vec<Use> = column.used_for.iter().map(|u| u.value).collect();
    let borne_out =
        |word: &Use| *word == Use::Key || uses.iter().any(|u| u.purpose.told_by().contains(word));
    let untold: Vec<&FieldUse> = uses
        .iter()
        .filter(|u| !u.purpose.told_by().iter().any(|w| told.contains(w)))
        .collect();
    if untold.is_empty() && told.iter().all(borne_out) {
        return None;
    }
    let mut right: Vec<Use> = told.iter().copied().filter(borne_out).collect();
    right.extend(untold.iter().filter_map(|u| u.purpose.told_by().first()));
    right.sort();
    right.dedup();
    let words: Vec<&str> = right.iter().map(|u| u.word(lang)).collect();
    let words = words.join(lang.pick(" and ", " en "));
    let name = &column.name.value;
    let places = column.used_for.iter().map(|u| u.span);
    let place = places.reduce(Span::to).unwrap_or(column.row);
    let found = Diagnostic::info(
        CODE,
        place,
        say!(
            en "column `{name}` is used otherwise: {words}",
            nl "kolom `{name}` wordt anders gebruikt: {words}",
        ),
    );
    let found = untold.first().into_iter().fold(found, |found, used| {
        found.related(
            used.span,
            say!(en "it is used here", nl "hier wordt ze gebruikt"),
        )
    });
    Some(found.replace(say!(en "write `{words}`", nl "schrijf `{words}`"), words))
}

//! R013: a column that nothing uses; an error when it holds personal data.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Edit, Severity};
use crate::formula::term::{ColumnId, FieldRef, SourceId};
use crate::model::{Case, Column, Personal};
use crate::say;

const CODE: Code = Code("R013");

pub(super) struct ColumnUnused;

impl Check for ColumnUnused {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("column_unused.md"),
            nl: include_str!("column_unused.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let chain = &ctx.chain;
        if is_unfinished(ctx.case) {
            return;
        }
        for (at, source) in ctx.case.sources.iter().enumerate() {
            for (column_at, column) in source.columns.iter().enumerate() {
                let field = FieldRef::Column(SourceId(at), ColumnId(column_at));
                let is_used = column.is_key() || !chain.uses(field).is_empty();
                if !is_used && !chain.is_mentioned(&column.name) {
                    sink.push(unused(column));
                }
            }
        }
    }
}

/// Whether something is still to be written that may use any column.
fn is_unfinished(case: &Case) -> bool {
    case.measures.iter().any(|m| m.formula.is_none())
        || case.attributes.iter().any(|a| a.formula.is_none())
        || case.actions.iter().any(|a| a.occasion_blank.is_some())
}

fn unused(column: &Column) -> Diagnostic {
    let name = &column.name.value;
    let class = column.personal.as_ref().filter(|p| p.value > Personal::No);
    let severity = if class.is_some() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let found = Diagnostic::new(
        CODE,
        severity,
        column.name.span,
        say!(en "nothing uses column `{name}`", nl "kolom `{name}` wordt nergens gebruikt"),
    )
    .help(say!(
        en "use it in a formula, a visual or a filter, write `key` under `used for`, or leave it out",
        nl "gebruik haar in een formule, een beeld of een filter, schrijf `sleutel` onder `waarvoor`, of laat haar weg",
    ));
    let found = match class {
        Some(class) => found.related(
            class.span,
            say!(
                en "it holds personal data, which may only be taken for a purpose",
                nl "ze bevat persoonsgegevens, en die mogen alleen met een doel worden verwerkt",
            ),
        ),
        None => found,
    };
    let edit = Edit {
        span: column.row,
        text: String::new(),
    };
    found.unsafe_fix(say!(en "leave it out", nl "laat de kolom weg"), vec![edit])
}

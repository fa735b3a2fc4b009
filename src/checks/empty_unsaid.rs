//! F050: a formula over dates that may be empty, and nothing says what that means.

use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Edit, Lang, Severity, Span};
use crate::formula::term::FieldRef;
use crate::model::{Case, Emptiness};
use crate::say;
use crate::syntax::FieldKey;
use std::collections::BTreeSet;

const CODE: Code = Code("F050");

pub(super) struct EmptyUnsaid;

impl Check for EmptyUnsaid {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("empty_unsaid.md"),
            nl: include_str!("empty_unsaid.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let severity = ctx.severity(Rule::Empty);
        for (emptiness, block) in ctx.case.emptinesses() {
            let mut told = BTreeSet::new();
            for date in &emptiness.unsaid {
                if told.insert(date.value) {
                    sink.push(unsaid(
                        ctx.case, severity, date.value, date.span, emptiness, block,
                    ));
                }
            }
        }
    }
}

fn unsaid(
    case: &Case,
    severity: Severity,
    date: FieldRef,
    place: Span,
    emptiness: &Emptiness,
    block: Span,
) -> Diagnostic {
    let name = case.field_name(date);
    let field = FieldKey::Empty.word(case.lang);
    let found = Diagnostic::new(
        CODE,
        severity,
        place,
        say!(
            en "`{name}` may be empty, and nothing says what that means",
            nl "`{name}` kan leeg zijn, en er staat niet wat dat betekent",
        ),
    )
    .help(say!(
        en "what happened to a row without `{name}`: is it still going on, or does it not count? say so with `{field}:`",
        nl "wat is er met een rij zonder `{name}`: loopt die nog, of telt ze niet mee? zeg het met `{field}:`",
    ));
    let found = match case.column(date) {
        Some(column) => found.related(
            column.name.span,
            say!(en "it has no rule `not empty`", nl "de regel `niet leeg` ontbreekt hier"),
        ),
        None => found,
    };
    treatments(case.lang)
        .iter()
        .fold(found, |found, treatment| {
            let rule = format!("{name} {treatment}");
            let edit = match emptiness.written {
                Some(written) => Edit {
                    span: Span::at(written.end),
                    text: format!("; {rule}"),
                },
                None => Edit {
                    span: Span::at(block.end),
                    text: format!("\n  {field}: {rule}"),
                },
            };
            found.unsafe_fix(say!(en "write `{rule}`", nl "schrijf `{rule}`"), vec![edit])
        })
}

fn treatments(lang: Lang) -> [&'static str; 2] {
    lang.pick(
        ["counts as today", "left out"],
        ["telt als vandaag", "telt niet mee"],
    )
}

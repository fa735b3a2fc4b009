//! M004: a number, and nothing says of what.

use super::fixes::{add_slot, filled};
use super::{Check, Context, Measure, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic};
use crate::formula::term::Type;
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M004");

/// M004. Percentages, dates and what could not be understood need no unit.
pub(super) struct UnitUnsaid;

impl Check for UnitUnsaid {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("unit_unsaid.md"),
            nl: include_str!("unit_unsaid.nl.md"),
        }]
    }

    fn measure(&self, ctx: &Context<'_>, measure: &Measure, sink: &mut Sink) {
        let term = measure.term.as_ref();
        let is_number = term.is_some_and(|t| matches!(t.ty, Type::Number | Type::Whole));
        if !is_number || measure.percent || filled(&measure.unit, ctx.case.lang).is_some() {
            return;
        }
        let name = &measure.name.value;
        let message = say!(
            en "measure `{name}` has no unit: a number of what?",
            nl "maat `{name}` heeft geen eenheid: een getal van wat?"
        );
        let severity = ctx.severity(Rule::Unit);
        let found = Diagnostic::new(CODE, severity, measure.name.span, message).help(say!(
            en "write `unit: days`, `unit: reports`, or `unit: %` for a share between 0 and 1",
            nl "schrijf `eenheid: dagen`, `eenheid: meldingen`, of `eenheid: %` bij een aandeel tussen 0 en 1"
        ));
        sink.push(match measure.unit {
            Some(_) => found,
            None => {
                let (title, edits) = add_slot(ctx.case, FieldKey::Unit, measure.block);
                found.unsafe_fix(title, edits)
            }
        });
    }
}

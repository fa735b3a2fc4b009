//! V007: a list, which shows rows, of values over rows.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::{Form, Subject};
use crate::say;

const CODE: Code = Code("V007");

pub(super) struct ListOfMeasures;

impl Check for ListOfMeasures {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("list_of_measures.md"),
            nl: include_str!("list_of_measures.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        if drawing.form() != Form::List {
            return None;
        }
        let list = drawing.form_word();
        if let Some((measure, span)) = drawing.measures().next() {
            let name = &measure.name.value;
            let table = drawing.word(Form::Table);
            let message = say!(
                en "a `{list}` shows one row for each case, and `{name}` is a figure over many",
                nl "een `{list}` toont één rij per geval, en `{name}` is een cijfer over vele"
            );
            let found = Diagnostic::warning(CODE, span, message).help(say!(
                en "name the columns of the cases that need work, or make it a `{table}`",
                nl "noem de kolommen van de gevallen waar werk aan is, of maak er een `{table}` van"
            ));
            let only_measures = drawing.sentence.subjects.iter();
            let only_measures = only_measures
                .clone()
                .all(|s| matches!(s.value, Subject::Measure(_)));
            if !only_measures {
                return Some(found);
            }
            let (title, edits) = drawing.instead(Form::Table);
            return Some(found.fix(title, edits));
        }
        if drawing.splits() == 0 {
            return None;
        }
        let message = say!(
            en "a `{list}` shows rows, so there is nothing to split",
            nl "een `{list}` toont rijen, dus er valt niets uit te splitsen"
        );
        Some(
            Diagnostic::warning(CODE, drawing.split_span(), message).help(say!(
                en "name the column among the others: `{list} of number and district`",
                nl "noem de kolom bij de andere: `{list} van nummer en wijk`"
            )),
        )
    }
}

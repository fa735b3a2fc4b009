//! V001: a line or area without a time axis.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic, Edit, Span};
use crate::model::{Form, Grain};
use crate::say;

const CODE: Code = Code("V001");

pub(super) struct LineWithoutTime;

impl Check for LineWithoutTime {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("line_without_time.md"),
            nl: include_str!("line_without_time.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let lang = drawing.case.lang;
        let sentence = drawing.sentence;
        let form = drawing.form();
        if !matches!(form, Form::Line | Form::Area) || sentence.period.is_some() {
            return None;
        }
        let form = form.word(lang);
        let bar = Form::Bar.word(lang);
        let mut found = Diagnostic::error(
            CODE,
            sentence.form.span,
            say!(en "a `{form}` needs time", nl "een `{form}` heeft tijd nodig"),
        )
        .help(say!(
            en "a line says that something went on between two points: add `per week` or `per month`, or make it a `{bar}`",
            nl "een lijn zegt dat er tussen twee punten iets doorliep: voeg `per week` of `per maand` toe, of maak er een `{bar}` van",
        ));
        let subjects = sentence.subjects.iter().map(|s| s.span);
        let dimensions = sentence.dimensions.iter().map(|d| d.span);
        if let Some(last) = subjects.chain(dimensions).last() {
            for grain in [Grain::Week, Grain::Month].map(|g| g.word(lang)) {
                let edit = Edit {
                    span: Span::at(last.end),
                    text: format!(" per {grain}"),
                };
                let title = say!(en "add `per {grain}`", nl "voeg `per {grain}` toe");
                found = found.unsafe_fix(title, vec![edit]);
            }
        }
        Some(found)
    }
}

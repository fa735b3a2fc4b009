//! V004: a histogram or scatter of something that is no number.

use super::drawing::type_of;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic, Span};
use crate::formula::term::Type;
use crate::model::{Form, Subject};
use crate::say;

const CODE: Code = Code("V004");

pub(super) struct NumberNeeded;

impl Check for NumberNeeded {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("number_needed.md"),
            nl: include_str!("number_needed.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let form = drawing.form();
        if !matches!(form, Form::Histogram | Form::Scatter) {
            return None;
        }
        let word = drawing.form_word();
        for subject in &drawing.sentence.subjects {
            match subject.value {
                Subject::Measure(_) if form == Form::Histogram => {
                    let message = say!(
                        en "a `{word}` counts rows by a number that each row has, and this is a figure over all of them",
                        nl "een `{word}` telt rijen naar een getal dat elke rij heeft, en dit is een cijfer over alle rijen"
                    );
                    return Some(Diagnostic::warning(CODE, subject.span, message).help(say!(
                        en "name the column or attribute that the measure is computed from, such as the days of each case",
                        nl "noem de kolom of het kenmerk waar de maat mee rekent, zoals de dagen van elk geval"
                    )));
                }
                Subject::Measure(_) => {}
                Subject::Field(field) => {
                    let ty = type_of(drawing.case, field)?;
                    if !ty.is_number() {
                        return Some(no_number(drawing, word, subject.span, ty));
                    }
                }
            }
        }
        if form == Form::Scatter && drawing.sentence.subjects.len() < 2 {
            let message = say!(
                en "a `{word}` sets two numbers against each other, and here is one",
                nl "een `{word}` zet twee getallen tegen elkaar uit, en hier staat er één"
            );
            return Some(
                Diagnostic::warning(CODE, drawing.subject_span(), message).help(say!(
                    en "name both with `and`, or make it a `histogram` of the one",
                    nl "noem ze allebei met `en`, of maak een `histogram` van dit ene"
                )),
            );
        }
        None
    }
}

fn no_number(drawing: &Drawing<'_>, word: &str, span: Span, ty: Type) -> Diagnostic {
    let bar = drawing.word(Form::Bar);
    let label = drawing.written(span).unwrap_or_default();
    let message = say!(
        en "a `{word}` needs numbers, and `{label}` holds none",
        nl "een `{word}` heeft getallen nodig, en in `{label}` staan er geen"
    );
    let help = match ty.is_time() {
        true => say!(
            en "count per month with a `column`, or take the days between two dates in an attribute",
            nl "tel per maand met een `kolom`, of neem de dagen tussen twee datums in een kenmerk"
        ),
        false => say!(
            en "to count groups, use a `{bar}` of a `count()` measure by this column",
            nl "gebruik om groepen te tellen een `{bar}` van een maat met `aantal()` per deze kolom"
        ),
    };
    Diagnostic::warning(CODE, span, message).help(help)
}

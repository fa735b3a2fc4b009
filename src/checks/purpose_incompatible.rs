//! P009: the data were collected for a purpose with which this one can't go together.

use super::{Check, Context, Page, Rule, Sink, gate};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("P009");

/// P009.
pub(super) struct PurposeIncompatible;

impl Check for PurposeIncompatible {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("purpose_incompatible.md"),
            nl: include_str!("purpose_incompatible.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = gate::block(ctx) else {
            return;
        };
        let Some(place) = privacy.facts.incompatible else {
            return;
        };
        let message = say!(
            en "these data were collected for a purpose that this one is not compatible with, so they may not be used here",
            nl "deze gegevens zijn verzameld voor een doel waarmee dit doel niet verenigbaar is, en mogen hier dus niet worden gebruikt"
        );
        let severity = ctx.severity(Rule::Compatible);
        let found = Diagnostic::new(CODE, severity, place, message).help(say!(
            en "ask for a law or for consent that carries this use, take other data, or park the question",
            nl "zoek een wet of toestemming die dit gebruik draagt, neem andere gegevens, of parkeer de vraag"
        ));
        sink.push(match &privacy.purpose {
            Some(purpose) => found.related(
                purpose.span,
                say!(en "the purpose here", nl "het doel hier"),
            ),
            None => found,
        });
    }
}

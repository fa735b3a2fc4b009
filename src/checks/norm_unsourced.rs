//! M003: a norm, and nothing says where it comes from.

use super::fixes::filled;
use super::{Check, Context, Measure, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Edit, Span};
use crate::say;

const CODE: Code = Code("M003");

/// M003.
pub(super) struct NormUnsourced;

impl Check for NormUnsourced {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("norm_unsourced.md"),
            nl: include_str!("norm_unsourced.nl.md"),
        }]
    }

    fn measure(&self, ctx: &Context<'_>, measure: &Measure, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let Some(norm) = &measure.norm else {
            return;
        };
        if filled(&norm.from, lang).is_some() {
            return;
        }
        let message = say!(
            en "this norm does not say where it comes from",
            nl "deze norm zegt niet waar ze vandaan komt"
        );
        let found = Diagnostic::new(CODE, ctx.severity(Rule::Norm), norm.value.span, message);
        let found = found.help(say!(
            en "ask: which law, council decision or agreement laid it down? write `norm: 85%, from: council decision of 2014-11-04`",
            nl "vraag terug: welke wet, welk besluit of welke afspraak legt haar vast? schrijf `norm: 85%, bron: collegebesluit 04-11-2014`"
        ));
        sink.push(match norm.from {
            Some(_) => found,
            None => found.unsafe_fix(
                say!(en "add where it comes from", nl "voeg toe waar ze vandaan komt"),
                vec![Edit {
                    span: Span::at(norm.value.span.end),
                    text: lang.pick(", from: ???", ", bron: ???").to_owned(),
                }],
            ),
        });
    }
}

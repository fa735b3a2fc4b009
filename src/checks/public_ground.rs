//! P014: `public` without the ground for a no, or without a licence for a yes.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::model::PrivacyFacts;
use crate::say;

const CODE: Code = Code("P014");

/// P014.
pub(super) struct PublicGround;

impl Check for PublicGround {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("public_ground.md"),
            nl: include_str!("public_ground.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let facts = ctx.case.privacy.as_ref().map(|p| &p.facts);
        sink.extend(facts.and_then(found));
    }
}

fn found(facts: &PrivacyFacts) -> Option<Diagnostic> {
    let public = facts.public.as_ref()?;
    let Some(ground) = &facts.ground else {
        return Some(match public.value {
            true => Diagnostic::warning(CODE, public.span, say!(
                en "this is public, and nobody knows what they may do with it",
                nl "dit is openbaar, en niemand weet wat ermee mag"
            ))
            .help(say!(en "add the licence, such as `yes, CC0`", nl "zet de licentie erbij, zoals `ja, CC0`")),
            false => Diagnostic::warning(CODE, public.span, say!(
                en "this is not public, and no ground says why",
                nl "dit is niet openbaar, en er staat geen grond bij"
            ))
            .help(grounds()),
        });
    };
    // A law by number is taken as it is written: other countries have their own.
    let cites_a_law = ground.contains(|c: char| c.is_ascii_digit()) || facts.british;
    if public.value || !facts.woo.is_empty() || cites_a_law || facts.licence.is_some() {
        return None;
    }
    let message = say!(
        en "this names no ground of the Woo",
        nl "dit noemt geen grond van de Woo"
    );
    Some(Diagnostic::info(CODE, ground.span, message).help(grounds()))
}

fn grounds() -> crate::diag::Words {
    say!(
        en "write the ground, such as `no, Woo 5.1(2)(e)` for private life, 5.1(1)(d) for special data, 5.1(1)(c) or 5.1(2)(f) for data of companies, 5.1(2)(b) for financial interests, 5.1(2)(d) for inspections; or write `yes` with a licence",
        nl "schrijf de grond, zoals `nee, Woo 5.1 lid 2e` voor de persoonlijke levenssfeer, 5.1 lid 1d voor bijzondere gegevens, 5.1 lid 1c of 5.1 lid 2f voor bedrijfsgegevens, 5.1 lid 2b voor financiële belangen, 5.1 lid 2d voor toezicht; of schrijf `ja` met een licentie"
    )
}

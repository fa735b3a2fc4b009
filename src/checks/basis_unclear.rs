//! P007 and P008: a legal basis that names no ground of the GDPR, or lacks the exception that heavy data need.

use super::fixes::filled;
use super::gate::{self, place_of};
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Spanned};
use crate::model::{Basis, Personal, PrivacyFacts};
use crate::say;

const UNCLEAR: Code = Code("P007");
const HEAVY: Code = Code("P008");

/// P007 and P008. A missing line is P004.
pub(super) struct BasisUnclear;

impl Check for BasisUnclear {
    fn pages(&self) -> &'static [Page] {
        &[
            Page {
                code: UNCLEAR,
                en: include_str!("basis_unclear.md"),
                nl: include_str!("basis_unclear.nl.md"),
            },
            Page {
                code: HEAVY,
                en: include_str!("basis_for_heavy.md"),
                nl: include_str!("basis_for_heavy.nl.md"),
            },
        ]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = gate::block(ctx) else {
            return;
        };
        let Some(line) = filled(&privacy.legal_basis, ctx.case.lang) else {
            return;
        };
        let facts = &privacy.facts;
        if facts.basis_unread {
            return;
        }
        sink.extend(unclear(line, facts));
        let special = facts.exceptions.is_empty();
        let criminal = facts.criminal.is_none();
        let heavy = [(Personal::Special, special), (Personal::Criminal, criminal)];
        for (class, lacks) in heavy {
            if let Some(place) = place_of(ctx.case, class).filter(|_| lacks) {
                let found = lacking(ctx, line, class);
                sink.push(found.related(
                    place,
                    say!(en "these data need it", nl "deze gegevens vragen erom"),
                ));
            }
        }
    }
}

fn unclear(line: &Spanned<String>, facts: &PrivacyFacts) -> Option<Diagnostic> {
    if facts.bases.is_empty() {
        let message = say!(
            en "this names none of the six grounds of GDPR article 6(1)",
            nl "dit noemt geen van de zes grondslagen van AVG artikel 6 lid 1"
        );
        return Some(Diagnostic::warning(UNCLEAR, line.span, message).help(say!(
            en "a law alone is no ground: add `GDPR article 6(1)(e)` for a public task, (c) for a legal obligation, or (a) consent, (b) contract, (d) vital interests, (f) legitimate interests",
            nl "een wet alleen is geen grondslag: zet erbij `AVG artikel 6 lid 1e` voor een publieke taak, 1c voor een wettelijke verplichting, of 1a toestemming, 1b overeenkomst, 1d vitale belangen, 1f gerechtvaardigd belang"
        )));
    }
    let only = facts
        .bases
        .iter()
        .all(|b| b.value == Basis::LegitimateInterests);
    let place = facts.bases.first().filter(|_| only)?.span;
    let message = say!(
        en "a public authority can't rely on legitimate interests for its tasks",
        nl "een overheid kan zich voor haar taken niet beroepen op een gerechtvaardigd belang"
    );
    Some(Diagnostic::warning(UNCLEAR, place, message).help(say!(
        en "GDPR article 6(1), last sentence; look for the task in a law, and write `GDPR article 6(1)(e)` with that law",
        nl "AVG artikel 6 lid 1, laatste zin; zoek de taak in een wet, en schrijf `AVG artikel 6 lid 1e` met die wet"
    )))
}

fn lacking(ctx: &Context<'_>, line: &Spanned<String>, class: Personal) -> Diagnostic {
    let severity = ctx.severity(Rule::HeavyData);
    let (message, help) = match class {
        Personal::Special => (
            say!(
                en "special personal data are forbidden, unless an exception of GDPR article 9(2) is named here",
                nl "bijzondere persoonsgegevens zijn verboden, tenzij hier een uitzondering van AVG artikel 9 lid 2 staat"
            ),
            say!(
                en "ask the data protection officer which one holds, and add it, such as `and 9(2)(h)` for care and social support",
                nl "vraag de functionaris gegevensbescherming welke geldt, en zet haar erbij, zoals `en 9 lid 2h` voor zorg en ondersteuning"
            ),
        ),
        _ => (
            say!(
                en "data on crimes may only be used under GDPR article 10, and it is not named here",
                nl "strafrechtelijke gegevens mogen alleen onder AVG artikel 10 worden gebruikt, en dat staat hier niet"
            ),
            say!(
                en "add `GDPR article 10` with the law that allows it, such as article 32 or 33 of the Dutch implementation act (UAVG)",
                nl "zet erbij `AVG artikel 10` met de wet die het toestaat, zoals UAVG artikel 32 of 33"
            ),
        ),
    };
    Diagnostic::new(HEAVY, severity, line.span, message).help(help)
}

//! M001: the case does not say who keeps it alive: maintainer, deputy, review date, sponsor.

use super::gaps::{self, Asked};
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::Code;
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M001");

/// M001.
pub(super) struct KeeperMissing;

impl Check for KeeperMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("keeper_missing.md"),
            nl: include_str!("keeper_missing.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let case = ctx.case;
        let asked = asked(ctx);
        for gap in gaps::find(ctx, &asked) {
            let names = gap.names();
            let (en, nl) = (names.en, names.nl);
            let message = say!(en "this case has no {en}", nl "deze casus heeft geen {nl}");
            sink.push(gap.told(ctx, CODE, case.name.span, message, case.head));
        }
    }
}

fn asked<'a>(ctx: &Context<'a>) -> [Asked<'a>; 4] {
    let facts = &ctx.case.facts;
    [
        Asked {
            key: FieldKey::Maintainer,
            rule: Rule::Maintainer,
            slot: &facts.maintainer,
            ask: say!(
                en "ask: which team mends it when the data change? a team with a shared address, not a person",
                nl "vraag terug: welk team herstelt het als de gegevens veranderen? een team met een gedeeld adres, geen persoon"
            ),
        },
        Asked {
            key: FieldKey::Deputy,
            rule: Rule::Deputy,
            slot: &facts.deputy,
            ask: say!(
                en "ask: which team takes over when the maintainer is away?",
                nl "vraag terug: welk team neemt het over als de beheerder er niet is?"
            ),
        },
        Asked {
            key: FieldKey::ReviewBefore,
            rule: Rule::Review,
            slot: &facts.review_written,
            ask: say!(
                en "ask: before which date does somebody see whether it still leads to acts?",
                nl "vraag terug: voor welke datum kijkt iemand of het nog tot handelen leidt?"
            ),
        },
        Asked {
            key: FieldKey::Sponsor,
            rule: Rule::Sponsor,
            slot: &facts.sponsor,
            ask: say!(
                en "ask: who clears the way when a department does not join in? name the role",
                nl "vraag terug: wie ruimt de weg als een afdeling niet meedoet? noem de rol"
            ),
        },
    ]
}

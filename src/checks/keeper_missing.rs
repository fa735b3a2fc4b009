//! M001: the case does not say who keeps it alive: maintainer, deputy, review date, sponsor.

use super::gaps::{self, Asked};
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Words};
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
        let facts = &case.facts;
        let asked = [
            (FieldKey::Maintainer, Rule::Maintainer, &facts.maintainer),
            (FieldKey::Deputy, Rule::Deputy, &facts.deputy),
            (FieldKey::ReviewBefore, Rule::Review, &facts.review_written),
            (FieldKey::Sponsor, Rule::Sponsor, &facts.sponsor),
        ];
        let asked = asked.map(|(key, rule, slot)| Asked { key, rule, slot });
        for gap in gaps::find(ctx, &asked) {
            let names = gap.names();
            let (en, nl) = (names.en, names.nl);
            let message = say!(en "this case has no {en}", nl "deze casus heeft geen {nl}");
            sink.push(gap.told(ctx, CODE, case.name.span, message, case.head, ask));
        }
    }
}

fn ask(key: FieldKey) -> Words {
    match key {
        FieldKey::Maintainer => say!(
            en "ask: which team mends it when the data change? a team with a shared address, not a person",
            nl "vraag terug: welk team herstelt het als de gegevens veranderen? een team met een gedeeld adres, geen persoon"
        ),
        FieldKey::Deputy => say!(
            en "ask: which team takes over when the maintainer is away?",
            nl "vraag terug: welk team neemt het over als de beheerder er niet is?"
        ),
        FieldKey::ReviewBefore => say!(
            en "ask: before which date does somebody see whether it still leads to acts?",
            nl "vraag terug: voor welke datum kijkt iemand of het nog tot handelen leidt?"
        ),
        _ => say!(
            en "ask: who clears the way when a department does not join in? name the role",
            nl "vraag terug: wie ruimt de weg als een afdeling niet meedoet? noem de rol"
        ),
    }
}

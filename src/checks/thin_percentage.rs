//! V017: a percentage split so finely that few rows are left, with no floor for small numbers.

use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::{Grain, Personal};
use crate::say;

const CODE: Code = Code("V017");

pub(super) struct ThinPercentage;

impl Check for ThinPercentage {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("thin_percentage.md"),
            nl: include_str!("thin_percentage.nl.md"),
        }]
    }

    fn drawing(&self, ctx: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let sentence = drawing.sentence;
        let case = drawing.case;
        let daily = sentence
            .period
            .as_ref()
            .is_some_and(|p| p.value == Grain::Day);
        let fine = drawing.splits() > 2 || (daily && !sentence.dimensions.is_empty());
        if !fine || has_floor(ctx) || has_persons(ctx) {
            return None;
        }
        let (measure, _) = drawing.measures().find(|(m, _)| m.percent)?;
        let name = &measure.name.value;
        let message = say!(
            en "`{name}` is a percentage, and this split leaves few rows in each group: one case more or less makes it jump",
            nl "`{name}` is een percentage, en deze uitsplitsing laat weinig rijen per groep over: één geval meer of minder laat het springen"
        );
        let rule = case.lang.pick(
            "small numbers: hide below 5",
            "kleine aantallen: verberg onder 5",
        );
        Some(
            Diagnostic::warning(CODE, drawing.split_span(), message).help(say!(
                en "split less finely, or write `{rule}` under `privacy`",
                nl "splits minder fijn uit, of schrijf `{rule}` onder `privacy`"
            )),
        )
    }
}

/// Whether values over few rows are hidden already.
fn has_floor(ctx: &Context<'_>) -> bool {
    let own = ctx
        .case
        .privacy
        .as_ref()
        .and_then(|p| p.small_numbers.as_ref());
    let rule = own.map(|s| s.value).or(ctx.policy.small_numbers);
    rule.is_some_and(|rule| rule.hide_below.is_some())
}

/// With personal data a floor is asked for by law, and told there.
fn has_persons(ctx: &Context<'_>) -> bool {
    let columns = ctx.case.sources.iter().flat_map(|s| &s.columns);
    let mut classes = columns.filter_map(|c| c.personal.as_ref());
    classes.any(|class| class.value != Personal::No)
}

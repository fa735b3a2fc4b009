//! M002: an act that has no end and no backing: meeting, mandate, `done when`, `otherwise`, `duty`.

use super::fixes::{filled, kind_of, slot, slots};
use super::gaps::{self, Asked};
use super::no_action::is_bare_wish;
use super::{Action, ActionId, Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Words};
use crate::model::Kind;
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M002");

/// M002. Silent where there is no act yet: N001 offers all lines then.
pub(super) struct SlotsMissing;

impl Check for SlotsMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("slots_missing.md"),
            nl: include_str!("slots_missing.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        if filled(&action.then, ctx.case.lang).is_none() || is_bare_wish(ctx, action) {
            return;
        }
        let kind = kind_of(ctx.case, action);
        let asked = slots(kind).iter().filter_map(|&key| {
            Some(Asked {
                key,
                rule: rule(key, kind)?,
                slot: slot(action, key),
            })
        });
        let asked: Vec<_> = asked.collect();
        for gap in gaps::find(ctx, &asked) {
            let (name, names) = (&action.name.value, gap.names());
            let (en, nl) = (names.en, names.nl);
            let message = say!(
                en "action `{name}` has no {en}",
                nl "actie `{name}` heeft geen {nl}"
            );
            let (place, after) = (action.name.span, action.block);
            sink.push(gap.told(ctx, CODE, place, message, after, |key| ask(key, kind)));
        }
    }
}

/// By which rule a slot is asked; `None` for the slots that make the verdict.
fn rule(key: FieldKey, kind: Kind) -> Option<Rule> {
    match key {
        FieldKey::Meeting => Some(Rule::Meeting),
        FieldKey::Duty => Some(Rule::Duty),
        FieldKey::Otherwise if kind == Kind::Exploration => Some(Rule::SecondOutcome),
        FieldKey::Mandate | FieldKey::DoneWhen | FieldKey::Otherwise => Some(Rule::FollowUp),
        _ => None,
    }
}

fn ask(key: FieldKey, kind: Kind) -> Words {
    match key {
        FieldKey::Meeting => say!(
            en "ask: in which regular meeting is it on the table?",
            nl "vraag terug: in welk vast overleg komt dit op tafel?"
        ),
        FieldKey::Mandate => say!(
            en "ask: who gave this role the power to decide it?",
            nl "vraag terug: wie gaf deze rol de bevoegdheid om dit te besluiten?"
        ),
        FieldKey::DoneWhen => say!(
            en "ask: at which value may the act stop?",
            nl "vraag terug: bij welke waarde mag de handeling stoppen?"
        ),
        FieldKey::Duty => say!(
            en "ask: which law or council decision asks for it, who receives it, and what can they decide?",
            nl "vraag terug: welke wet of welk raadsbesluit vraagt dit, wie krijgt het, en wat kan die besluiten?"
        ),
        _ if kind == Kind::Exploration => say!(
            en "ask: what is decided, when it comes out the other way?",
            nl "vraag terug: wat wordt er besloten, als het anders uitpakt?"
        ),
        _ => say!(
            en "ask: who does what, when the act has not helped?",
            nl "vraag terug: wie doet wat, als de handeling niet heeft geholpen?"
        ),
    }
}

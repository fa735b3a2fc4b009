//! V020: a visual without a text for those who can't see it.

use super::gaps::{self, Asked};
use super::{Check, Context, Page, Rule, Sink, Visual, VisualId};
use crate::diag::Code;
use crate::model::{Case, Form};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("V020");

/// V020. A `text` speaks for itself.
pub(super) struct AltMissing;

impl Check for AltMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("alt_missing.md"),
            nl: include_str!("alt_missing.nl.md"),
        }]
    }

    fn visual(&self, ctx: &Context<'_>, _: VisualId, visual: &Visual, sink: &mut Sink) {
        let sentence = visual.sentence.as_ref();
        if sentence.is_some_and(|s| s.form.value == Form::Text) {
            return;
        }
        let rule = match is_public(ctx.case) {
            true => Rule::AltInPublic,
            false => Rule::Alt,
        };
        let asked = [Asked {
            key: FieldKey::Alt,
            rule,
            slot: &visual.alt,
        }];
        let name = &visual.name.value;
        for gap in gaps::find(ctx, &asked) {
            let message = say!(
                en "visual `{name}` has no `alt`: who can't see it gets nothing",
                nl "beeld `{name}` heeft geen `alt`: wie het niet kan zien heeft er niets aan"
            );
            let ask = |_| {
                say!(
                    en "say in one sentence what it shows, such as `alt: Bar chart of the share in time by category, lowest first`",
                    nl "zeg in één zin wat erop staat, zoals `alt: Staafdiagram van het aandeel op tijd per soort, laagste eerst`"
                )
            };
            sink.push(gap.told(ctx, CODE, visual.name.span, message, visual.block, ask));
        }
    }
}

/// Whether `public` says yes.
pub(super) fn is_public(case: &Case) -> bool {
    let privacy = case.privacy.as_ref();
    let public = privacy.and_then(|p| p.facts.public.as_ref());
    public.is_some_and(|public| public.value)
}

//! M006: a source, and nobody answers for it, or nothing is said of how good it is.

use super::gaps::{self, Asked};
use super::{Check, Context, Page, Rule, Sink, Source};
use crate::diag::{Code, Words};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M006");

/// M006.
pub(super) struct SourceUnkept;

impl Check for SourceUnkept {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("source_unkept.md"),
            nl: include_str!("source_unkept.nl.md"),
        }]
    }

    fn source(&self, ctx: &Context<'_>, source: &Source, sink: &mut Sink) {
        let slots = [
            (FieldKey::Owner, &source.owner),
            (FieldKey::Quality, &source.quality),
        ];
        let asked = slots.map(|(key, slot)| Asked {
            key,
            rule: Rule::Source,
            slot,
        });
        for gap in gaps::find(ctx, &asked) {
            let (name, names) = (&source.name.value, gap.names());
            let (en, nl) = (names.en, names.nl);
            let message = say!(
                en "source `{name}` has no {en}",
                nl "bron `{name}` heeft geen {nl}"
            );
            sink.push(gap.told(ctx, CODE, source.name.span, message, source.head, ask));
        }
    }
}

fn ask(key: FieldKey) -> Words {
    match key {
        FieldKey::Owner => say!(
            en "ask: which role answers for these data, and mends what is wrong in them?",
            nl "vraag terug: welke rol staat in voor deze gegevens, en herstelt wat erin fout is?"
        ),
        _ => say!(
            en "ask: what do people who work with it distrust in it? say so, or that nothing is known",
            nl "vraag terug: wat vertrouwen de mensen die ermee werken er niet aan? schrijf het op, of dat er niets bekend is"
        ),
    }
}

//! R012: an attribute that nothing uses.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Edit};
use crate::formula::term::{AttributeId, FieldRef};
use crate::say;

const CODE: Code = Code("R012");

pub(super) struct AttributeUnused;

impl Check for AttributeUnused {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("attribute_unused.md"),
            nl: include_str!("attribute_unused.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let chain = &ctx.chain;
        for (at, attribute) in ctx.case.attributes.iter().enumerate() {
            // An attribute of an unknown source can be named by nothing; that source is reported.
            let Some(source) = attribute.source else {
                continue;
            };
            let field = FieldRef::Attribute(source, AttributeId(at));
            if !chain.uses(field).is_empty() || chain.is_mentioned(&attribute.name) {
                continue;
            }
            let name = &attribute.name.value;
            let edit = Edit {
                span: attribute.block,
                text: String::new(),
            };
            sink.push(
                Diagnostic::error(
                    CODE,
                    attribute.name.span,
                    say!(en "nothing uses attribute `{name}`", nl "kenmerk `{name}` wordt nergens gebruikt"),
                )
                .help(say!(
                    en "name it in a measure, a visual or a filter, or leave it out",
                    nl "noem het in een maat, een beeld of een filter, of laat het weg",
                ))
                .unsafe_fix(say!(en "remove it", nl "verwijder het kenmerk"), vec![edit]),
            );
        }
    }
}

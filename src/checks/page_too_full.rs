//! V016: more than seven visuals on one page.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("V016");

pub(super) struct PageTooFull;

impl Check for PageTooFull {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("page_too_full.md"),
            nl: include_str!("page_too_full.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        for page in ctx.case.laid_out() {
            let count = page.visuals.len();
            if count <= MOST {
                continue;
            }
            let message = say!(
                en "{count} visuals on one page: beyond {MOST} nobody sees which of them asks for an act",
                nl "{count} beelden op één pagina: boven de {MOST} ziet niemand welk om een handeling vraagt"
            );
            let page_word = ctx.case.lang.pick("page", "pagina");
            sink.push(Diagnostic::warning(CODE, page.span, message).help(say!(
                en "keep those by which somebody acts, and give the others a `{page_word}` of their own",
                nl "houd de beelden waarop iemand iets doet, en geef de andere een eigen `{page_word}`"
            )));
        }
    }
}

/// The most visuals on one page.
const MOST: usize = 7;

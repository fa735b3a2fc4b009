//! F051: a duration that leaves out what has not ended.

use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic};
use crate::say;

const CODE: Code = Code("F051");

pub(super) struct LeftOutEnd;

impl Check for LeftOutEnd {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("left_out_end.md"),
            nl: include_str!("left_out_end.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        for (emptiness, _) in ctx.case.emptinesses() {
            for end in &emptiness.left_out_ends {
                let name = ctx.case.field_name(end.value);
                let found = Diagnostic::warning(
                    CODE,
                    end.span,
                    say!(
                        en "this leaves out every row without `{name}`, so the time looks shorter than it is",
                        nl "dit laat elke rij zonder `{name}` weg, en dan lijkt de tijd korter dan ze is",
                    ),
                )
                .help(say!(
                    en "those who still wait have waited too: let an empty `{name}` count as today, or show next to it how many are open",
                    nl "wie nog wacht heeft ook gewacht: laat een lege `{name}` als vandaag tellen, of toon ernaast hoeveel er openstaan",
                ));
                sink.push(match emptiness.written {
                    Some(written) => found.related(
                        written,
                        say!(en "it is left out here", nl "hier telt die niet mee"),
                    ),
                    None => found,
                });
            }
        }
    }
}

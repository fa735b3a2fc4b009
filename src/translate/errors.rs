//! The wording of what translating has to say, both languages side by side.

use crate::diag::{Code, Diagnostic, Lang, Page, Span};
use crate::{manual_page, say};

/// A value that stays as it was written.
const KEPT: Code = Code("S100");

/// The manual page of this code.
pub const PAGES: &[Page] = &[manual_page!("S100")];

/// A value that can't be read.
pub(super) fn kept(span: Span) -> Diagnostic {
    Diagnostic::error(
        KEPT,
        span,
        say!(
            en "this can't be understood, so it was not translated",
            nl "dit is niet te begrijpen en daarom niet vertaald",
        ),
    )
    .help(say!(
        en "it stays as you wrote it; `casus check` says what is wrong with it",
        nl "het blijft staan zoals u het schreef; `casus check` zegt wat er mis mee is",
    ))
}

/// A value that the other language would read as something else.
pub(super) fn misread(span: Span, to: Lang) -> Diagnostic {
    let message = match to {
        Lang::En => say!(
            en "in English one of these values would be read as a rule, so this was not translated",
            nl "in het Engels zou een van deze waarden als regel worden gelezen; daarom is dit niet vertaald",
        ),
        Lang::Nl => say!(
            en "in Dutch one of these values would be read as a rule, so this was not translated",
            nl "in het Nederlands zou een van deze waarden als regel worden gelezen; daarom is dit niet vertaald",
        ),
    };
    Diagnostic::error(KEPT, span, message).help(say!(
        en "put that value first in the list, and translate again",
        nl "zet die waarde vooraan in de lijst en vertaal opnieuw",
    ))
}

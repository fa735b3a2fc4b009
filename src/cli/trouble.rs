//! What can go wrong with files, both wordings side by side (codes S090 to S098, R090, D100).

use crate::diag::Page;
use crate::diag::{Code, Diagnostic, Span, Words};
use crate::{manual_page, say};
use std::io::{Error, ErrorKind};

/// The largest case that is read.
pub(super) const SIZE_LIMIT: u64 = 64 << 20;

/// The manual pages of these codes.
pub(super) const PAGES: &[Page] = &[
    manual_page!("D100"),
    manual_page!("R090"),
    manual_page!("S090"),
    manual_page!("S091"),
    manual_page!("S092"),
    manual_page!("S093"),
    manual_page!("S094"),
    manual_page!("S095"),
    manual_page!("S096"),
    manual_page!("S097"),
    manual_page!("S098"),
];

/// The path does not exist.
pub(super) fn not_found() -> Diagnostic {
    let message =
        say!(en "there is no such file or folder", nl "dit bestand of deze map bestaat niet");
    whole("S090", message).help(say!(
        en "check the spelling of the path; `casus check` without a path reads the current folder",
        nl "controleer de spelling van het pad; `casus check` zonder pad leest de huidige map",
    ))
}

/// The file exists but can't be read.
pub(super) fn unreadable(error: &Error) -> Diagnostic {
    if error.kind() == ErrorKind::PermissionDenied {
        let message = say!(en "you have no permission to read this", nl "u mag dit niet lezen");
        return whole("S091", message).help(say!(
            en "ask its owner for permission to read it",
            nl "vraag de eigenaar om leesrecht",
        ));
    }
    whole(
        "S091",
        say!(en "this can't be read: {error}", nl "dit is niet te lezen: {error}"),
    )
}

/// No cases below a folder.
pub(super) fn no_cases() -> Diagnostic {
    let message = say!(en "there is no case in this folder", nl "er staat geen casus in deze map");
    whole("S092", message).help(say!(
        en "a case is a file whose name ends in `.case`; hidden files and what `.gitignore` names are passed over",
        nl "een casus is een bestand waarvan de naam eindigt op `.case`; verborgen bestanden en wat in `.gitignore` staat tellen niet mee",
    ))
}

/// A preview of several cases at once, or of none.
#[cfg(feature = "data")]
pub(super) fn not_one_case() -> Diagnostic {
    let message = say!(
        en "this is not one case, and a preview is of one",
        nl "dit is niet één casus, en een voorbeeldweergave gaat over één",
    );
    whole("D100", message).help(say!(en "name its file", nl "noem haar bestand"))
}

/// Not UTF-8; `line` is where the first wrong byte stands.
pub(super) fn not_utf8(line: usize, bytes: &[u8]) -> Diagnostic {
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let message = if utf16 {
        say!(en "this file is UTF-16 and has to be UTF-8", nl "dit bestand is UTF-16 en moet UTF-8 zijn")
    } else {
        say!(
            en "this file is not UTF-8: line {line} holds a byte that is no character",
            nl "dit bestand is geen UTF-8: regel {line} bevat een byte die geen teken is",
        )
    };
    whole("S093", message).help(say!(
        en "open it in an editor and save it again with the encoding UTF-8",
        nl "open het in een tekstverwerker voor platte tekst en bewaar het opnieuw met de codering UTF-8",
    ))
}

/// Larger than [`SIZE_LIMIT`].
pub(super) fn too_large() -> Diagnostic {
    let limit = SIZE_LIMIT >> 20;
    let message = say!(
        en "this file is larger than {limit} MiB",
        nl "dit bestand is groter dan {limit} MiB",
    );
    whole("S094", message).help(say!(
        en "a case is one workshop's record and rarely takes 100 kB; is this the data itself?",
        nl "een casus is het verslag van één werksessie en is zelden meer dan 100 kB; zijn dit de gegevens zelf?",
    ))
}

/// Something is wrong in `casus.toml`.
pub(super) fn settings(span: Span, message: Words) -> Diagnostic {
    Diagnostic::error(Code("S095"), span, message)
}

/// A file or folder can't be written.
pub(super) fn unwritable(error: &Error) -> Diagnostic {
    let message = if error.kind() == ErrorKind::PermissionDenied {
        say!(en "you have no permission to write here", nl "u mag hier niet schrijven")
    } else {
        say!(en "this can't be written: {error}", nl "dit is niet te schrijven: {error}")
    };
    whole("S096", message).help(say!(
        en "nothing was changed; free the place, or choose another (`casus build --out`)",
        nl "er is niets veranderd; maak de plek vrij, of kies een andere (`casus build --out`)",
    ))
}

/// A new case would overwrite something.
pub(super) fn exists() -> Diagnostic {
    let message = say!(en "this exists already", nl "dit bestaat al");
    whole("S097", message).help(say!(
        en "nothing was changed; give the new case another name, or go on with this one in an editor",
        nl "er is niets veranderd; geef de nieuwe casus een andere naam, of ga met deze verder in een tekstverwerker",
    ))
}

/// What no case can be called; `near` is a name that is like it.
pub(super) fn no_case_name(name: &str, near: Option<&str>) -> Diagnostic {
    let message = say!(
        en "`{name}` is no name for a case",
        nl "`{name}` is geen naam voor een casus",
    );
    let found = whole("S098", message).help(say!(
        en "a name begins with a letter, followed by letters, digits, `_` or `-`; `organisation` is taken by policy",
        nl "een naam begint met een letter, gevolgd door letters, cijfers, `_` of `-`; `organisatie` is voor het beleid",
    ));
    match near {
        Some(near) => {
            found.help(say!(en "such as `casus new {near}`", nl "zoals `casus new {near}`"))
        }
        None => found,
    }
}

/// A second case with the same name; `first` is the path of the first.
pub(super) fn double_name(name: &str, at: Span, first: &str, second: &str) -> Diagnostic {
    let message = say!(
        en "two cases are called `{name}`: {first} and {second}",
        nl "twee casussen heten `{name}`: {first} en {second}",
    );
    Diagnostic::error(Code("R090"), at, message).help(say!(
        en "give one of them another name: it names the folder of the dashboard",
        nl "geef een van beide een andere naam: die wordt de naam van de map van het dashboard",
    ))
}

/// An error about a file as a whole.
fn whole(code: &'static str, message: Words) -> Diagnostic {
    Diagnostic::error(Code(code), Span::default(), message)
}

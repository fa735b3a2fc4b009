//! What can be wrong with data, both wordings side by side (codes D001 to D010).
//!
//! A finding names lines and columns, never a value: what stands in a cell may be about somebody.

use super::files::{Place, RaggedLines};
use crate::diag::{Code, Diagnostic, Lang, Span, Words, nearest};
use crate::formula::sql::Unsupported;
use crate::formula::term::Type;
use crate::say;
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use std::fmt::Display;
use std::io;

/// The codes after which a command has not been able to do its work at all.
pub const FATAL: &[Code] = &[Code("D001"), Code("D002"), Code("D008"), Code("D010")];

/// There is no such file.
pub(super) fn not_there(place: &Place, near: Option<&str>) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "there is no file `{file}`",
        nl "het bestand `{file}` is er niet",
    );
    let finding = Diagnostic::error(Code("D001"), place.span, message).help(say!(
        en "the path starts at the folder of the case; copy the file there, or correct the path",
        nl "het pad begint bij de map van de casus; zet het bestand daar neer, of verbeter het pad",
    ));
    match near {
        Some(near) => finding.help(say!(
            en "in that folder there is `{near}`; did you mean that?",
            nl "in die map staat wel `{near}`; bedoelt u dat?",
        )),
        None => finding,
    }
}

/// The folder or pattern names no file.
pub(super) fn no_files(place: &Place) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "no file fits `{file}`",
        nl "er is geen bestand dat past bij `{file}`",
    );
    Diagnostic::error(Code("D001"), place.span, message).help(say!(
        en "the path starts at the folder of the case; `*` stands for any letters, and of a folder the CSV, Excel, JSON and Parquet files are read",
        nl "het pad begint bij de map van de casus; `*` staat voor willekeurige letters, en van een map leest casus de CSV-, Excel-, JSON- en Parquet-bestanden",
    ))
}

/// The folder or pattern names files of more than one kind.
pub(super) fn several_kinds(place: &Place, one: &str, other: &str) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "`{file}` holds files of several kinds, such as `{one}` and `{other}`",
        nl "`{file}` heeft bestanden van verschillende soorten, zoals `{one}` en `{other}`",
    );
    Diagnostic::error(Code("D001"), place.span, message).help(say!(
        en "say which ones belong to this source, with a pattern such as `reports/*.csv`",
        nl "zeg welke bij deze bron horen, met een patroon zoals `meldingen/*.csv`",
    ))
}

/// The file is there but can't be read.
pub(super) fn unreadable(place: &Place, error: &io::Error) -> Diagnostic {
    let file = &place.file;
    if error.kind() == io::ErrorKind::PermissionDenied {
        let message = say!(
            en "you have no permission to read `{file}`",
            nl "u mag `{file}` niet lezen",
        );
        return Diagnostic::error(Code("D001"), place.span, message).help(say!(
            en "ask its owner for permission to read it",
            nl "vraag de eigenaar om leesrecht",
        ));
    }
    let message = say!(
        en "`{file}` can't be read: {error}",
        nl "`{file}` is niet te lezen: {error}",
    );
    Diagnostic::error(Code("D001"), place.span, message)
}

/// The ending of the file is none that casus knows.
pub(super) fn unknown_kind(place: &Place) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "casus can't tell from its name what kind of file `{file}` is",
        nl "aan de naam is niet te zien wat voor bestand `{file}` is",
    );
    Diagnostic::error(Code("D001"), place.span, message).help(say!(
        en "casus reads .csv, .tsv and .txt, .xlsx, .xlsm, .xlsb, .xls and .ods, .json and .jsonl, .parquet; text and JSON may be packed as .gz",
        nl "casus leest .csv, .tsv en .txt, .xlsx, .xlsm, .xlsb, .xls en .ods, .json en .jsonl, .parquet; tekst en JSON mogen zijn ingepakt als .gz",
    ))
}

/// The file is not what its name says, or not all of it.
pub(super) fn broken(place: &Place, kind: &str, error: &dyn Display) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "`{file}` is no whole {kind} file",
        nl "`{file}` is geen heel {kind}-bestand",
    );
    // What the library says comes in English, and often begins with the same words twice.
    let error = error.to_string();
    let error = error.rsplit("error: ").next().unwrap_or_default();
    Diagnostic::error(Code("D002"), place.span, message)
        .help(ask_again())
        .help(say!(
            en "for who made the file: {error}",
            nl "voor wie het bestand maakte: {error}",
        ))
}

/// The same of a Parquet file, as the engine says it.
pub(super) fn broken_parquet(place: &Place, error: &DataFusionError) -> Diagnostic {
    broken(place, "Parquet", &error.strip_backtrace())
}

/// JSON that is none from some place on.
pub(super) fn broken_json(place: &Place, error: &serde_json::Error) -> Diagnostic {
    let (file, line, column) = (&place.file, error.line(), error.column());
    let message = if error.is_eof() {
        say!(
            en "`{file}` stops in the middle of line {line}",
            nl "`{file}` houdt midden in regel {line} op",
        )
    } else {
        say!(
            en "`{file}` is no JSON from line {line}, sign {column} on",
            nl "`{file}` is geen JSON vanaf regel {line}, teken {column}",
        )
    };
    Diagnostic::error(Code("D002"), place.span, message).help(ask_again())
}

/// Formulas of a workbook whose values it does not hold.
pub(super) fn no_stored_value(place: &Place, count: usize, line: u64) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "{count} formulas in `{file}` have no value, the first on line {line}",
        nl "{count} formules in `{file}` hebben geen waarde, de eerste op regel {line}",
    );
    Diagnostic::error(Code("D002"), place.span, message).help(say!(
        en "open the workbook in Excel or LibreOffice and save it: then the values are computed and kept",
        nl "open de werkmap in Excel of LibreOffice en sla hem op: dan worden de waarden berekend en bewaard",
    ))
}

/// Reading stopped before the end of the file.
pub(super) fn stopped(place: &Place, packed: bool, line: u64, error: &io::Error) -> Diagnostic {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    if !packed || !matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof) {
        return unreadable(place, error);
    }
    let file = &place.file;
    let message = say!(
        en "`{file}` is cut off or damaged: it can be unpacked as far as line {line}",
        nl "`{file}` is afgekapt of beschadigd: het is uit te pakken tot en met regel {line}",
    );
    Diagnostic::error(Code("D002"), place.span, message).help(ask_again())
}

fn ask_again() -> Words {
    say!(
        en "was it copied or written completely? Ask for the file again, or open it in the program that made it",
        nl "is het bestand helemaal gekopieerd of weggeschreven? Vraag het opnieuw op, of open het in het programma dat het maakte",
    )
}

/// Bytes that are no text.
pub(super) fn no_text(place: &Place, line: u64) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "line {line} of `{file}` holds bytes that are no letters in UTF-8, UTF-16 or Windows-1252",
        nl "regel {line} van `{file}` heeft tekens die niet te lezen zijn als UTF-8, UTF-16 of Windows-1252",
    );
    Diagnostic::error(Code("D002"), place.span, message).help(say!(
        en "have the file written again as UTF-8; files with different encodings can't be joined in one, and a workbook must keep its own ending, such as .xlsx",
        nl "laat het bestand opnieuw wegschrijven als UTF-8; bestanden met verschillende tekensets zijn niet samen te voegen tot één, en een werkmap moet zijn eigen extensie houden, zoals .xlsx",
    ))
}

/// There is no header in the file.
pub(super) fn no_rows(place: &Place) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "there is nothing in `{file}`, not even the names of columns",
        nl "er staat niets in `{file}`, ook geen namen van kolommen",
    );
    Diagnostic::error(Code("D002"), place.span, message).help(say!(
        en "ask for the file again; casus needs a line with the names of the columns",
        nl "vraag het bestand opnieuw op; casus heeft een regel met de namen van de kolommen nodig",
    ))
}

/// The workbook has no such sheet.
pub(super) fn no_sheet(place: &Place, span: Span, sheet: &str, there: &[String]) -> Diagnostic {
    let file = &place.file;
    let list = there.join(", ");
    let message = say!(
        en "`{file}` has no sheet `{sheet}`",
        nl "`{file}` heeft geen blad `{sheet}`",
    );
    Diagnostic::error(Code("D002"), span, message).help(say!(
        en "its sheets: {list}",
        nl "de bladen: {list}",
    ))
}

/// A column of the case is not in the file.
pub(super) fn no_column(place: &Place, span: Span, name: &str, header: &[String]) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "`{file}` has no column `{name}`",
        nl "`{file}` heeft geen kolom `{name}`",
    );
    let finding = Diagnostic::error(Code("D003"), span, message);
    let exact = header
        .iter()
        .find(|h| h.to_lowercase() == name.to_lowercase());
    let near = exact
        .map(String::as_str)
        .or_else(|| nearest(name, header.iter().map(String::as_str)));
    match near {
        Some(near) => finding.help(say!(
            en "it does have `{near}`; if that is the one, write it in the column `from`, letter for letter",
            nl "wel `{near}`; als dat de kolom is, zet die naam dan letterlijk in de kolom `uit`",
        )),
        None => {
            let first: Vec<&str> = header.iter().take(12).map(String::as_str).collect();
            let (list, more) = (first.join(", "), header.len().saturating_sub(12));
            let rest = |text: String| if more > 0 { format!("{list} {text}") } else { list.clone() };
            let (en, nl) = (rest(format!("and {more} more")), rest(format!("en nog {more}")));
            finding.help(say!(
                en "its columns: {en}; write the right name in the column `from`",
                nl "de kolommen: {nl}; zet de juiste naam in de kolom `uit`",
            ))
        }
    }
}

/// What is known about the cells of a column that don't fit.
#[derive(Debug, Default)]
pub(super) struct UnfitCells {
    pub(super) count: u64,
    /// Of how many cells that are not empty.
    pub(super) filled: u64,
    /// The first few lines; after the name of their file where there are several.
    pub(super) lines: Vec<String>,
}

/// Cells that are no value of the type of their column. `notation` is how they were read.
pub(super) fn unfit(
    place: &Place,
    span: Span,
    name: &str,
    ty: Type,
    notation: Option<&str>,
    cells: &UnfitCells,
) -> Diagnostic {
    let (file, count, filled) = (&place.file, cells.count, cells.filled);
    let (en, nl) = words_of(ty);
    let message = match cells.count {
        1 => say!(
            en "one of the {filled} filled cells of `{name}` in `{file}` is no value of the type {en}",
            nl "een van de {filled} gevulde cellen van `{name}` in `{file}` is geen waarde van de soort {nl}",
        ),
        _ => say!(
            en "{count} of the {filled} filled cells of `{name}` in `{file}` are no values of the type {en}",
            nl "{count} van de {filled} gevulde cellen van `{name}` in `{file}` zijn geen waarden van de soort {nl}",
        ),
    };
    let mut finding = Diagnostic::error(Code("D004"), span, message);
    let (lines, more) = (
        cells.lines.join(", "),
        cells.count > cells.lines.len() as u64,
    );
    if !lines.is_empty() {
        let (en, nl) = if more {
            (", and further", ", en verder")
        } else {
            ("", "")
        };
        finding = finding.help(say!(
            en "they stand on line {lines}{en}",
            nl "ze staan op regel {lines}{nl}",
        ));
    }
    if let Some(notation) = notation {
        finding = finding.help(say!(
            en "the column was read as `{notation}`; when the file writes it in another way, say so with `dates:` or `numbers:`",
            nl "de kolom is gelezen als `{notation}`; schrijft het bestand het anders, zeg dat dan met `datumnotatie:` of `getalnotatie:`",
        ));
    }
    finding.help(say!(
        en "texts that mean \"empty\" go into `missing:`; else have the source corrected, or take the column as text",
        nl "teksten die \"leeg\" betekenen horen in `ontbreekt:`; laat anders de bron verbeteren, of neem de kolom als tekst",
    ))
}

/// A column that a file with types of its own holds as another type.
pub(super) fn other_type(place: &Place, span: Span, name: &str, ty: Type) -> Diagnostic {
    let file = &place.file;
    let (en, nl) = words_of(ty);
    let message = say!(
        en "`{name}` in `{file}` does not hold values of the type {en}",
        nl "`{name}` in `{file}` bevat geen waarden van de soort {nl}",
    );
    Diagnostic::error(Code("D004"), span, message).help(say!(
        en "a Parquet file knows its own types; take over the type of that column, or have the file written again",
        nl "een Parquet-bestand kent zijn eigen soorten; neem de soort van die kolom over, of laat het bestand opnieuw wegschrijven",
    ))
}

/// How a case writes a type, in both languages.
pub(super) fn words_of(ty: Type) -> (&'static str, &'static str) {
    let word = ty.word();
    (word.word(Lang::En), word.word(Lang::Nl))
}

/// Lines with fewer or more cells than the header.
pub(super) fn ragged(place: &Place, lines: &RaggedLines) -> Diagnostic {
    let (file, count, rows, width) = (&place.file, lines.count, lines.rows, lines.width);
    let told: Vec<String> = lines
        .first
        .iter()
        .map(|(line, cells)| format!("{line} ({cells})"))
        .collect();
    let told = told.join(", ");
    let message = match count {
        1 => say!(
            en "one of the {rows} lines of `{file}` does not have the {width} cells of the header",
            nl "een van de {rows} regels van `{file}` heeft niet de {width} cellen van de kopregel",
        ),
        _ => say!(
            en "{count} of the {rows} lines of `{file}` do not have the {width} cells of the header",
            nl "{count} van de {rows} regels van `{file}` hebben niet de {width} cellen van de kopregel",
        ),
    };
    Diagnostic::error(Code("D005"), place.span, message)
        .help(say!(
            en "first on line (with its number of cells): {told}",
            nl "als eerste op regel (met het aantal cellen): {told}",
        ))
        .help(say!(
            en "a separator or an end of line inside a text needs quotes around that text; ask the owner of the source to write the file again",
            nl "een scheidingsteken of regeleinde in een tekst vraagt aanhalingstekens om die tekst; laat de eigenaar van de bron het bestand opnieuw wegschrijven",
        ))
}

/// The text is not UTF-8, and is read nevertheless.
pub(super) fn encoding(place: &Place, encoding: &str) -> Diagnostic {
    let file = &place.file;
    let message = say!(
        en "`{file}` is not UTF-8; it is read as {encoding}",
        nl "`{file}` is geen UTF-8; het is gelezen als {encoding}",
    );
    Diagnostic::info(Code("D006"), place.span, message).help(read_as())
}

/// The same for some files of several.
pub(super) fn encodings(place: &Place, files: &[&Place], encoding: &str) -> Diagnostic {
    let (pattern, count) = (&place.file, files.len());
    let first: Vec<&str> = files.iter().take(3).map(|p| p.file.as_str()).collect();
    let dots = if count > first.len() { ", …" } else { "" };
    let first = first.join(", ");
    let message = say!(
        en "{count} files of `{pattern}` are not UTF-8; they are read as {encoding}: {first}{dots}",
        nl "{count} bestanden van `{pattern}` zijn geen UTF-8; ze zijn gelezen als {encoding}: {first}{dots}",
    );
    Diagnostic::info(Code("D006"), place.span, message).help(read_as())
}

fn read_as() -> Words {
    say!(
        en "look whether names with é or ë are right; BI tools may read it otherwise, so have it written as UTF-8 when you can",
        nl "kijk of namen met é of ë kloppen; BI-tools lezen het misschien anders, dus laat het als UTF-8 wegschrijven als dat kan",
    )
}

/// Dates or numbers that could be read in another way too.
pub(super) fn two_ways(
    place: &Place,
    span: Span,
    name: &str,
    (read, other): (&str, &str),
    dates: bool,
) -> Diagnostic {
    let file = &place.file;
    let (en, nl) = if dates {
        ("dates", "datums")
    } else {
        ("numbers", "getallen")
    };
    let message = say!(
        en "the {en} of `{name}` in `{file}` can be read in two ways: as `{read}`, and as `{other}`",
        nl "de {nl} van `{name}` in `{file}` zijn op twee manieren te lezen: als `{read}` en als `{other}`",
    );
    let field = if dates {
        "datumnotatie"
    } else {
        "getalnotatie"
    };
    Diagnostic::warning(Code("D007"), span, message).help(say!(
        en "they were read as `{read}`; say which it is with `{en}: {read}` in the source",
        nl "ze zijn gelezen als `{read}`; zeg hoe het is met `{field}: {read}` in de bron",
    ))
}

/// The rows are not in a file.
pub(super) fn not_a_file(span: Span, what: &str) -> Diagnostic {
    let message = say!(
        en "the rows of `{what}` stand in a database, and casus computes from files only",
        nl "de rijen van `{what}` staan in een database, en casus rekent alleen met bestanden",
    );
    Diagnostic::error(Code("D008"), span, message).help(say!(
        en "export the table to a CSV or Parquet file and name that with `file:`; the dashboard can read the database all the same",
        nl "zet de tabel in een CSV- of Parquet-bestand en noem dat met `bestand:`; het dashboard kan de database wel lezen",
    ))
}

/// The case does not say where the rows are.
pub(super) fn no_origin(span: Span, source: &str) -> Diagnostic {
    let message = say!(
        en "the case does not say where the rows of `{source}` are",
        nl "de casus zegt niet waar de rijen van `{source}` staan",
    );
    Diagnostic::error(Code("D008"), span, message).help(say!(
        en "write `file:` with the path of the file, seen from the folder of the case",
        nl "schrijf `bestand:` met het pad van het bestand, gezien vanaf de map van de casus",
    ))
}

/// A figure that can't be computed.
pub(super) fn not_computed(name: &str, why: &Unsupported) -> Diagnostic {
    let (en, nl) = (&why.reason.en, &why.reason.nl);
    let message = say!(
        en "`{name}` can't be computed: {en}",
        nl "`{name}` is niet te berekenen: {nl}",
    );
    Diagnostic::warning(Code("D009"), why.span, message)
}

/// The engine could not do it.
pub(super) fn engine(span: Span, error: &dyn Display) -> Diagnostic {
    not_answered(span, &say!(en "{error}", nl "{error}"))
}

/// The engine met values that it can't compute with. Its own words quote them, so only the kind of error is told, as far as it
/// has one.
pub(super) fn values(span: Span, error: Option<&ArrowError>) -> Diagnostic {
    let kind = match error {
        Some(ArrowError::CastError(_) | ArrowError::ParseError(_)) => say!(
            en "a value does not fit the type that it is computed with",
            nl "een waarde past niet in de soort waarmee wordt gerekend",
        ),
        Some(ArrowError::ArithmeticOverflow(_)) => say!(
            en "a number becomes too large to compute with",
            nl "een getal wordt te groot om mee te rekenen",
        ),
        Some(ArrowError::DivideByZero) => say!(
            en "a number is divided by zero",
            nl "een getal wordt door nul gedeeld",
        ),
        _ => say!(
            en "there is a value that the engine can't compute with",
            nl "er is een waarde waarmee de rekenmotor niet kan rekenen",
        ),
    };
    not_answered(span, &kind)
}

fn not_answered(span: Span, why: &Words) -> Diagnostic {
    let (en, nl) = (&why.en, &why.nl);
    let message = say!(
        en "the figures could not be computed: {en}",
        nl "de cijfers konden niet worden berekend: {nl}",
    );
    Diagnostic::error(Code("D010"), span, message).help(say!(
        en "this should not happen with a case that `casus check` understands; please report it",
        nl "dit hoort niet te gebeuren bij een casus die `casus check` begrijpt; meld het ons",
    ))
}

//! The wording of every finding of this layer (family S), both languages side by side.
//!
//! A function per way to be wrong; the manual pages lie in `manual/`.

use super::keywords::{BlockKind, FieldKey};
use super::values::{DateError, NumberError};
use crate::diag::{Code, Diagnostic, Edit, Lang, Page, Span};
use crate::{manual_page, say};

/// A line that is no field, no head and no continuation.
pub const UNPLACED: Code = Code("S001");
/// A field that the block does not know.
pub const UNKNOWN_FIELD: Code = Code("S002");
/// A word of the other language.
pub const WRONG_LANGUAGE: Code = Code("S003");
/// A field without its colon.
pub const MISSING_COLON: Code = Code("S004");
/// A block head that is not complete.
pub const BROKEN_HEAD: Code = Code("S005");
/// A file that does not begin with its case.
pub const NO_CASE: Code = Code("S006");
/// A date whose day and month can't be told apart.
pub const AMBIGUOUS_DATE: Code = Code("S007");
/// A number with thousands separators or the wrong decimal mark.
pub const NUMBER_NOTATION: Code = Code("S008");
/// A field that stands twice in one block.
pub const FIELD_TWICE: Code = Code("S009");
/// A block that may stand once and stands twice.
pub const BLOCK_TWICE: Code = Code("S010");
/// A table row that does not fit.
pub const BROKEN_ROW: Code = Code("S011");
/// A value that is none of the words that the field knows.
pub const UNKNOWN_VALUE: Code = Code("S012");
/// A text that should be a date and is none.
pub const NO_DATE: Code = Code("S013");
/// A text that should be a number and is none.
pub const NO_NUMBER: Code = Code("S014");
/// A file that is no text, or too large.
pub const NO_TEXT: Code = Code("S016");
/// More errors than anybody reads.
pub const TOO_MANY: Code = Code("S017");
/// A quote that is not closed.
pub const OPEN_QUOTE: Code = Code("S022");

/// The manual pages of these codes.
pub const PAGES: &[Page] = &[
    manual_page!("S001"),
    manual_page!("S002"),
    manual_page!("S003"),
    manual_page!("S004"),
    manual_page!("S005"),
    manual_page!("S006"),
    manual_page!("S007"),
    manual_page!("S008"),
    manual_page!("S009"),
    manual_page!("S010"),
    manual_page!("S011"),
    manual_page!("S012"),
    manual_page!("S013"),
    manual_page!("S014"),
    manual_page!("S016"),
    manual_page!("S017"),
    manual_page!("S022"),
];

/// A line that could not be placed, with the blocks or fields that could stand here.
pub(super) fn unplaced(span: Span, block: Option<BlockKind>, lang: Lang) -> Diagnostic {
    let found = Diagnostic::error(
        UNPLACED,
        span,
        say!(en "this line is no field, no block and no continuation", nl "deze regel is geen veld, geen blok en geen vervolg"),
    );
    let fields = block.map(|b| field_list(b, lang)).filter(|f| !f.is_empty());
    match fields {
        Some(fields) => found.help(say!(
            en "start it with a field of this block ({fields}), or indent it deeper than the field that it continues",
            nl "begin met een veld van dit blok ({fields}), of laat de regel dieper inspringen dan het veld dat hij vervolgt",
        )),
        None => found.help(say!(
            en "start with a block such as `question name: …`, or put `# ` in front to make it a comment",
            nl "begin met een blok zoals `vraag naam: …`, of zet er `# ` voor om er commentaar van te maken",
        )),
    }
}

/// A word that is nearly a block's keyword.
pub(super) fn near_block(span: Span, kind: BlockKind, lang: Lang) -> Diagnostic {
    let word = kind.word(lang);
    Diagnostic::error(
        UNPLACED,
        span,
        say!(en "no block is called this", nl "geen enkel blok heet zo"),
    )
    .help(say!(en "did you mean `{word}`?", nl "bedoelt u `{word}`?"))
    .replace(say!(en "write `{word}`", nl "schrijf `{word}`"), word)
}

/// A field that the block does not know. `near` is the one that was meant, `home` a block that does know it.
pub(super) fn unknown_field(
    span: Span,
    written: &str,
    block: BlockKind,
    near: Option<FieldKey>,
    home: Option<BlockKind>,
    lang: Lang,
) -> Diagnostic {
    let of = block.word(lang);
    let found = Diagnostic::error(
        UNKNOWN_FIELD,
        span,
        say!(en "`{of}` has no field `{written}`", nl "`{of}` heeft geen veld `{written}`"),
    );
    if let Some(near) = near {
        let word = near.word(lang);
        return found
            .help(say!(en "did you mean `{word}`?", nl "bedoelt u `{word}`?"))
            .replace(say!(en "write `{word}`", nl "schrijf `{word}`"), word);
    }
    if let Some(home) = home {
        let home = home.word(lang);
        return found.help(say!(
            en "it belongs to `{home}`; move it there",
            nl "het hoort bij `{home}`; verplaats het daarheen",
        ));
    }
    let fields = field_list(block, lang);
    if fields.is_empty() {
        return found.help(say!(en "`{of}` has no fields", nl "`{of}` heeft geen velden"));
    }
    found.help(say!(en "its fields are {fields}", nl "de velden zijn {fields}"))
}

/// A keyword or field of the other language.
pub fn wrong_language(span: Span, written: &str, meant: &str, lang: Lang) -> Diagnostic {
    let message = match lang {
        Lang::Nl => say!(
            en "`{written}` is English, and this file is Dutch",
            nl "`{written}` is Engels, en dit bestand is Nederlands",
        ),
        Lang::En => say!(
            en "`{written}` is Dutch, and this file is English",
            nl "`{written}` is Nederlands, en dit bestand is Engels",
        ),
    };
    Diagnostic::error(WRONG_LANGUAGE, span, message)
        .help(say!(
            en "the first word of the file fixes its language; write `{meant}`",
            nl "het eerste woord van het bestand bepaalt de taal; schrijf `{meant}`",
        ))
        .replace(say!(en "write `{meant}`", nl "schrijf `{meant}`"), meant)
}

/// A field without its colon.
pub(super) fn missing_colon(key: Span, word: &str) -> Diagnostic {
    let edit = Edit {
        span: Span::at(key.end),
        text: ":".into(),
    };
    Diagnostic::error(
        MISSING_COLON,
        key,
        say!(en "there is no `:` after `{word}`", nl "er staat geen `:` na `{word}`"),
    )
    .fix(
        say!(en "put a colon", nl "zet een dubbele punt"),
        vec![edit],
    )
}

/// `= formula` for `is: formula`.
pub(super) fn equals_for_is(span: Span, word: &str) -> Diagnostic {
    let meant = format!("{word}:");
    Diagnostic::error(
        MISSING_COLON,
        span,
        say!(en "a formula begins with `{meant}`", nl "een formule begint met `{meant}`"),
    )
    .replace(say!(en "write `{meant}`", nl "schrijf `{meant}`"), &meant)
}

/// Another word than `answers` or `of` before the second name of a head.
pub(super) fn odd_head_word(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_HEAD,
        span,
        say!(en "`{word}` belongs here", nl "hier hoort `{word}` te staan"),
    )
    .replace(say!(en "write `{word}`", nl "schrijf `{word}`"), word)
}

/// A head without a name.
pub(super) fn head_without_name(keyword: Span, kind: BlockKind, lang: Lang) -> Diagnostic {
    let word = kind.word(lang);
    let example = head_example(kind, lang);
    Diagnostic::error(
        BROKEN_HEAD,
        keyword,
        say!(en "this `{word}` has no name", nl "deze `{word}` heeft geen naam"),
    )
    .help(say!(
        en "give it a short name that others can refer to, such as `{example}`",
        nl "geef een korte naam waarnaar anderen kunnen verwijzen, zoals `{example}`",
    ))
}

/// A name of several words, or one that begins with something else than a letter.
pub(super) fn bad_name(span: Span, mended: Option<String>) -> Diagnostic {
    let found = Diagnostic::error(
        BROKEN_HEAD,
        span,
        say!(en "this is not one name", nl "dit is niet één naam"),
    )
    .help(say!(
        en "a name begins with a letter, followed by letters, digits, `_` or `-`; what people see goes in \"quotes\" after it",
        nl "een naam begint met een letter, gevolgd door letters, cijfers, `_` of `-`; wat mensen zien staat erachter tussen \"aanhalingstekens\"",
    ));
    match mended {
        Some(name) => found.replace(say!(en "write `{name}`", nl "schrijf `{name}`"), name),
        None => found,
    }
}

/// A label between the quotes that a word processor makes.
pub(super) fn odd_quotes(span: Span, label: &str) -> Diagnostic {
    let plain = format!("\"{label}\"");
    Diagnostic::error(
        BROKEN_HEAD,
        span,
        say!(
            en "these are the quotes of a word processor; a label stands between straight ones",
            nl "dit zijn de aanhalingstekens van een tekstverwerker; een label staat tussen rechte",
        ),
    )
    .replace(say!(en "write `{plain}`", nl "schrijf `{plain}`"), &plain)
}

/// A head whose end can't be read.
pub(super) fn bad_head_end(span: Span, kind: BlockKind, lang: Lang) -> Diagnostic {
    let example = head_example(kind, lang);
    Diagnostic::error(
        BROKEN_HEAD,
        span,
        say!(en "this does not belong in the head of a block", nl "dit hoort niet in de kop van een blok"),
    )
    .help(say!(en "write it like `{example}`", nl "schrijf het als `{example}`"))
}

/// A file that does not begin with its case.
pub(super) fn no_case(span: Span) -> Diagnostic {
    Diagnostic::error(
        NO_CASE,
        span,
        say!(en "the file does not begin with its case", nl "het bestand begint niet met de casus"),
    )
    .help(say!(
        en "begin with `case short_name \"Title\"`; for a Dutch file with `casus korte_naam \"Titel\"`",
        nl "begin met `casus korte_naam \"Titel\"`; voor een Engels bestand met `case short_name \"Title\"`",
    ))
}

/// A date that can't be read.
pub fn bad_date(span: Span, error: DateError, lang: Lang) -> Diagnostic {
    match error {
        DateError::Ambiguous(a, b) => {
            let found = Diagnostic::error(
                AMBIGUOUS_DATE,
                span,
                say!(
                    en "this date can be read in two ways: which part is the day, which the month?",
                    nl "deze datum is op twee manieren te lezen: wat is de dag, wat de maand?",
                ),
            )
            .help(say!(
                en "write year-month-day, such as 2027-06-01",
                nl "schrijf dag-maand-jaar of jaar-maand-dag, zoals 01-06-2027 of 2027-06-01",
            ));
            let ways: Vec<_> = a.into_iter().chain(b).collect();
            ways.into_iter().fold(found, |found, date| {
                let edit = Edit {
                    span,
                    text: date.to_string(),
                };
                found.unsafe_fix(say!(en "write {date}", nl "schrijf {date}"), vec![edit])
            })
        }
        DateError::Impossible => Diagnostic::error(
            NO_DATE,
            span,
            say!(en "there is no such day", nl "die dag bestaat niet"),
        )
        .help(say!(en "look it up in a calendar", nl "kijk het na in een kalender")),
        DateError::NoDate => {
            let example = lang.pick("2027-06-01", "01-06-2027");
            Diagnostic::error(
                NO_DATE,
                span,
                say!(en "this is no date", nl "dit is geen datum"),
            )
            .help(say!(en "write it like {example}", nl "schrijf het als {example}"))
        }
    }
}

/// Words behind a date that is right.
pub fn words_after_date(span: Span, rest: Span) -> Diagnostic {
    let edit = Edit {
        span: rest,
        text: String::new(),
    };
    Diagnostic::error(
        NO_DATE,
        span,
        say!(en "only a date can stand here", nl "hier kan alleen een datum staan"),
    )
    .help(say!(
        en "put what else there is to say in a comment: a line of its own that begins with `# `",
        nl "zet wat er nog meer te zeggen is in commentaar: een eigen regel die begint met `# `",
    ))
    .unsafe_fix(
        say!(en "leave only the date", nl "laat alleen de datum staan"),
        vec![edit],
    )
}

/// A share that is written without its sign: `85` for `85%`.
pub fn percent_sign(span: Span, written: &str) -> Diagnostic {
    let meant = format!("{written}%");
    Diagnostic::error(
        NUMBER_NOTATION,
        span,
        say!(
            en "the measure is a percentage, and this number has no `%`",
            nl "de maat is een percentage, en dit getal heeft geen `%`",
        ),
    )
    .help(say!(
        en "without the sign `{written}` means {written} times everything",
        nl "zonder het teken betekent `{written}`: {written} keer alles",
    ))
    .replace(say!(en "write `{meant}`", nl "schrijf `{meant}`"), &meant)
}

/// A number that can't be read.
pub fn bad_number(span: Span, error: NumberError, lang: Lang) -> Diagnostic {
    let example = lang.pick("1234.5", "1234,5");
    let (message, meant) = match error {
        NumberError::Thousands(meant) => (
            say!(
                en "numbers are written without thousands separators",
                nl "getallen schrijft u zonder punten of spaties tussen de duizendtallen",
            ),
            Some(meant),
        ),
        NumberError::DecimalMark(meant) => (
            say!(
                en "an English file writes a decimal point",
                nl "in een Nederlands bestand staat een decimale komma",
            ),
            Some(meant),
        ),
        NumberError::NoNumber => (say!(en "this is no number", nl "dit is geen getal"), None),
    };
    let code = match meant {
        Some(_) => NUMBER_NOTATION,
        None => NO_NUMBER,
    };
    let found = Diagnostic::error(code, span, message)
        .help(say!(en "write it like {example} or 85%", nl "schrijf het als {example} of 85%"));
    match meant {
        Some(meant) => found.replace(say!(en "write `{meant}`", nl "schrijf `{meant}`"), meant),
        None => found,
    }
}

/// A text that should be a whole number of at least 1 and is none.
pub fn no_whole_number(span: Span) -> Diagnostic {
    Diagnostic::error(
        NO_NUMBER,
        span,
        say!(en "this is no whole number", nl "dit is geen heel getal"),
    )
    .help(say!(
        en "write it in digits, 1 or more, such as 10",
        nl "schrijf het in cijfers, 1 of meer, zoals 10",
    ))
}

/// A field that stands twice.
pub(super) fn field_twice(span: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        FIELD_TWICE,
        span,
        say!(en "`{word}` stands here for the second time", nl "`{word}` staat hier voor de tweede keer"),
    )
    .related(first, say!(en "the first is here", nl "de eerste staat hier"))
    .help(say!(
        en "put everything in one field; a deeper line continues it",
        nl "zet alles in één veld; een dieper ingesprongen regel vervolgt het",
    ))
}

/// A block that may stand once and stands twice.
pub(super) fn block_twice(span: Span, first: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        BLOCK_TWICE,
        span,
        say!(en "there can be only one `{word}` in a file", nl "er kan maar één `{word}` in een bestand staan"),
    )
    .related(first, say!(en "the first is here", nl "de eerste staat hier"))
}

/// A table row where no table can stand.
pub(super) fn misplaced_row(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_ROW,
        span,
        say!(en "a table can't stand here", nl "hier kan geen tabel staan"),
    )
    .help(say!(
        en "tables belong to a `source` (its columns) or an `example` (its rows)",
        nl "tabellen horen bij een `bron` (de kolommen) of een `voorbeeld` (de rijen)",
    ))
}

/// A row with more or fewer cells than the first.
pub(super) fn uneven_row(span: Span, cells: usize, head: Span, columns: usize) -> Diagnostic {
    Diagnostic::error(
        BROKEN_ROW,
        span,
        say!(
            en "this row has {cells} cells, and the table has {columns} columns",
            nl "deze rij heeft {cells} cellen, en de tabel {columns} kolommen",
        ),
    )
    .related(
        head,
        say!(en "the columns are named here", nl "hier staan de kolommen"),
    )
    .help(say!(
        en "put a `|` between all cells, also around empty ones",
        nl "zet een `|` tussen alle cellen, ook om lege cellen",
    ))
}

/// A value that is none of the words that the field knows.
pub fn unknown_value(
    span: Span,
    written: &str,
    words: &[&'static str],
    near: Option<&str>,
) -> Diagnostic {
    let list = words.join(", ");
    let found = Diagnostic::error(
        UNKNOWN_VALUE,
        span,
        say!(en "`{written}` is not possible here", nl "`{written}` kan hier niet"),
    )
    .help(say!(en "choose one of: {list}", nl "kies uit: {list}"));
    match near {
        Some(near) => found.replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
        None => found,
    }
}

/// A file that is no text.
pub(super) fn no_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        NO_TEXT,
        span,
        say!(
            en "the file holds a NUL character, so it is no text",
            nl "het bestand bevat een NUL-teken en is dus geen tekst",
        ),
    )
    .help(say!(
        en "save it as plain text in UTF-8",
        nl "sla het op als platte tekst in UTF-8",
    ))
}

/// A file that is larger than any case.
pub(super) fn too_large(megabytes: usize) -> Diagnostic {
    Diagnostic::error(
        NO_TEXT,
        Span::at(0),
        say!(
            en "the file is larger than {megabytes} MiB, so it is no case file",
            nl "het bestand is groter dan {megabytes} MiB en is dus geen casusbestand",
        ),
    )
    .help(say!(
        en "a case file describes the data; the data itself stays in its own file",
        nl "een casusbestand beschrijft de gegevens; de gegevens zelf blijven in hun eigen bestand",
    ))
}

/// More errors than anybody reads.
pub(super) fn too_many(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        TOO_MANY,
        span,
        say!(
            en "more than {most} lines can't be read; the rest is not told",
            nl "meer dan {most} regels zijn niet te lezen; de rest wordt niet gemeld",
        ),
    )
    .help(say!(
        en "is this a case file at all? mend the first errors and check again",
        nl "is dit wel een casusbestand? herstel de eerste fouten en controleer opnieuw",
    ))
}

/// A quote that is not closed.
pub(super) fn open_quote(span: Span) -> Diagnostic {
    let edit = Edit {
        span: Span::at(span.end),
        text: "\"".into(),
    };
    Diagnostic::error(
        OPEN_QUOTE,
        span,
        say!(en "this quote is not closed", nl "dit aanhalingsteken wordt niet gesloten"),
    )
    .fix(
        say!(en "close it at the end", nl "sluit aan het eind"),
        vec![edit],
    )
}

fn field_list(block: BlockKind, lang: Lang) -> String {
    let words: Vec<String> = block
        .fields()
        .iter()
        .map(|f| format!("`{}`", f.word(lang)))
        .collect();
    words.join(", ")
}

/// How the head of a block is written.
fn head_example(kind: BlockKind, lang: Lang) -> &'static str {
    match kind {
        BlockKind::Case => lang.pick(
            "case litter \"Litter in the streets\"",
            "casus zwerfafval \"Zwerfafval op straat\"",
        ),
        BlockKind::Question => lang.pick(
            "question term: Do we keep the term?",
            "vraag termijn: Halen we de termijn?",
        ),
        BlockKind::Action => lang.pick(
            "action extra_crew answers term",
            "actie extra_ploeg bij termijn",
        ),
        BlockKind::Parked => lang.pick("parked: Why on Mondays?", "geparkeerd: Waarom op maandag?"),
        BlockKind::Source => lang.pick(
            "source reports: report system",
            "bron meldingen: meldsysteem",
        ),
        BlockKind::Attribute => lang.pick(
            "attribute duration of reports",
            "kenmerk duur van meldingen",
        ),
        BlockKind::Measure => lang.pick("measure on_time \"On time\"", "maat op_tijd \"Op tijd\""),
        BlockKind::Visual => lang.pick(
            "visual trend: line of on_time per week",
            "beeld verloop: lijn van op_tijd per week",
        ),
        BlockKind::Page => lang.pick("page overview: Overview", "pagina overzicht: Overzicht"),
        BlockKind::Filter => lang.pick("filter: category, reported", "filter: soort, gemeld"),
        BlockKind::Privacy => "privacy",
        BlockKind::Example => lang.pick("example two_late", "voorbeeld twee_te_laat"),
        BlockKind::Organisation => {
            lang.pick("organisation Exampletown", "organisatie Voorbeeldstad")
        }
    }
}

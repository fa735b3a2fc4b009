//! The wording of every finding of this layer (family F), both languages side by side.
//!
//! A function per way to be wrong; the manual pages lie in `manual/`.

use super::ast::{Op, Unit};
use super::functions::{FUNCTIONS, Function};
use super::term::{Term, TermKind, Type};
use super::words::Word;
use crate::diag::{Code, Diagnostic, Edit, Lang, Page, Span, Words, nearest};
use crate::syntax::values;
use crate::{manual_page, say};

/// A name that nothing has; shared by all layers.
pub const UNKNOWN_NAME: Code = Code("R001");
/// A formula that can't be read.
pub const UNREADABLE: Code = Code("F001");
/// A function that does not exist.
pub const UNKNOWN_FUNCTION: Code = Code("F002");
/// Too few or too many arguments.
pub const ARGUMENTS: Code = Code("F003");
/// Values whose types don't fit.
pub const TYPES: Code = Code("F004");
/// The other language's separator between arguments.
pub const SEPARATOR: Code = Code("F005");
/// A name that more than one source has.
pub const AMBIGUOUS_NAME: Code = Code("F006");
/// A calculation over rows inside one row.
pub const NESTED: Code = Code("F007");
/// A value of one row where all rows are meant.
pub const ROW_VALUE: Code = Code("F008");
/// A measure where the values of one row are meant.
pub const MEASURE_IN_ROW: Code = Code("F009");
/// A formula that is nested too deep.
pub const TOO_DEEP: Code = Code("F010");
/// A duration that can't be compared or added here.
pub const DURATION: Code = Code("F011");
/// Rows of two sources in one calculation, or of none.
pub const SOURCES: Code = Code("F012");
/// A calculation where only the name of a measure can stand.
pub const MEASURE_ONLY: Code = Code("F013");
/// A number outside what the function takes.
pub const OUT_OF_RANGE: Code = Code("F014");
/// An `empty` rule that does not tell which column it is about.
pub const UNCLEAR_EMPTY: Code = Code("F015");

/// The manual pages of this layer's codes.
pub const PAGES: &[Page] = &[
    manual_page!("R001"),
    manual_page!("F001"),
    manual_page!("F002"),
    manual_page!("F003"),
    manual_page!("F004"),
    manual_page!("F005"),
    manual_page!("F006"),
    manual_page!("F007"),
    manual_page!("F008"),
    manual_page!("F009"),
    manual_page!("F010"),
    manual_page!("F011"),
    manual_page!("F012"),
    manual_page!("F013"),
    manual_page!("F014"),
    manual_page!("F015"),
];

/// More findings in one formula than anybody reads; the rest is not told.
pub(super) const MOST_FINDINGS: usize = 50;

/// What the parser expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Value,
    Operator,
    Close,
    SeparatorOrClose,
    List,
    Empty,
}

impl Expected {
    fn words(self, lang: Lang) -> Words {
        let separator = separator(lang);
        match self {
            Expected::Value => say!(en "a value", nl "een waarde"),
            Expected::Operator => {
                say!(en "an operator or the end", nl "een bewerking of het einde")
            }
            Expected::Close => say!(en "`)`", nl "`)`"),
            Expected::SeparatorOrClose => {
                say!(en "`{separator}` or `)`", nl "`{separator}` of `)`")
            }
            Expected::List => {
                say!(en "a list between parentheses", nl "een lijst tussen haakjes")
            }
            Expected::Empty => say!(en "`empty`", nl "`leeg`"),
        }
    }

    fn help(self, lang: Lang) -> Words {
        let list = lang.pick("in (\"a\", \"b\")", "in (\"a\"; \"b\")");
        let empty = lang.pick("closed_on is empty", "afgehandeld is leeg");
        let and = Word::And.word(lang);
        match self {
            Expected::Value => say!(
                en "a value is a name, a number, a date, a \"text\" or a function",
                nl "een waarde is een naam, een getal, een datum, een \"tekst\" of een functie",
            ),
            Expected::Operator | Expected::Close | Expected::SeparatorOrClose => say!(
                en "between two values stands a sign such as `+` or `<=`, or a word such as `{and}`; text goes in \"quotes\", a name with blanks or `-` in `backticks`",
                nl "tussen twee waarden staat een teken zoals `+` of `<=`, of een woord zoals `{and}`; tekst staat tussen \"aanhalingstekens\", een naam met spaties of `-` tussen `backticks`",
            ),
            Expected::List => say!(en "write it like `{list}`", nl "schrijf het als `{list}`"),
            Expected::Empty => say!(en "write it like `{empty}`", nl "schrijf het als `{empty}`"),
        }
    }
}

/// The sign between arguments.
fn separator(lang: Lang) -> char {
    lang.pick(',', ';')
}

/// At most a few words of what the author wrote, to name it in a sentence.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn edit(span: Span, text: impl Into<String>) -> Edit {
    Edit {
        span,
        text: text.into(),
    }
}

fn did_you_mean(found: Diagnostic, span: Span, near: &str) -> Diagnostic {
    found
        .help(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"))
        .with_replacement(span, near)
}

trait Replace {
    fn with_replacement(self, span: Span, text: &str) -> Diagnostic;
}

impl Replace for Diagnostic {
    fn with_replacement(self, span: Span, text: &str) -> Diagnostic {
        let title = say!(en "write `{text}`", nl "schrijf `{text}`");
        self.fix(title, vec![edit(span, text)])
    }
}

// --- reading

/// Something stands where something else was expected; `found` is empty at the end of the formula.
pub(super) fn unexpected(span: Span, found: &str, expected: Expected, lang: Lang) -> Diagnostic {
    let Words { en, nl } = expected.words(lang);
    let found = excerpt(found);
    let message = match found.is_empty() {
        true => say!(
            en "the formula stops too early: {en} is missing",
            nl "de formule houdt te vroeg op: {nl} ontbreekt",
        ),
        false => say!(
            en "`{found}` can't stand here; {en} was expected",
            nl "`{found}` kan hier niet staan; {nl} werd verwacht",
        ),
    };
    Diagnostic::error(UNREADABLE, span, message).help(expected.help(lang))
}

/// Words after each other where one name can stand; `joined` is the name that they may have been.
pub(super) fn loose_name(span: Span, joined: &str, lang: Lang) -> Diagnostic {
    let and = Word::And.word(lang);
    Diagnostic::error(
        UNREADABLE,
        span,
        say!(en "this is not one name", nl "dit is niet één naam"),
    )
    .help(say!(
        en "is it one? then write `{joined}`; between two values stands a sign such as `<`, or a word such as `{and}`",
        nl "is het er wel een? schrijf dan `{joined}`; tussen twee waarden staat een teken zoals `<`, of een woord zoals `{and}`",
    ))
    .unsafe_fix(
        say!(en "write `{joined}`", nl "schrijf `{joined}`"),
        vec![edit(span, joined)],
    )
}

/// A parenthesis that is not closed.
pub(super) fn unclosed(open: Span, end: Span) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        open,
        say!(en "this parenthesis is not closed", nl "dit haakje wordt niet gesloten"),
    )
    .unsafe_fix(
        say!(en "close it at the end", nl "sluit het aan het eind"),
        vec![edit(end, ")")],
    )
}

/// A text or name that is not closed; it runs to the end.
pub(super) fn unclosed_quote(span: Span, quote: char) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        span,
        say!(en "there is no closing `{quote}`", nl "er is geen sluitende `{quote}`"),
    )
    .unsafe_fix(
        say!(en "close it at the end", nl "sluit aan het eind"),
        vec![edit(Span::at(span.end), quote)],
    )
}

/// Text between other quotes than `"`.
pub(super) fn odd_quotes(span: Span, inner: &str) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        span,
        say!(
            en "text stands between straight double quotes",
            nl "tekst staat tussen rechte dubbele aanhalingstekens",
        ),
    )
    .with_replacement(span, &format!("\"{inner}\""))
}

/// An operator as other languages write it.
pub(super) fn odd_operator(span: Span, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        span,
        say!(
            en "`{written}` is written as `{meant}` here",
            nl "`{written}` schrijft u hier als `{meant}`",
        ),
    )
    .with_replacement(span, meant)
}

/// The operator as it is written in the language.
pub(super) fn operator_word(op: Op, lang: Lang) -> &'static str {
    match op {
        Op::And => Word::And.word(lang),
        Op::Or => Word::Or.word(lang),
        _ => op.symbol(),
    }
}

/// `a is 5`.
pub(super) fn is_without_empty(words: Span, sign: &str, lang: Lang) -> Diagnostic {
    let empty = Word::Empty.word(lang);
    Diagnostic::error(
        UNREADABLE,
        words,
        say!(
            en "after `is` only `{empty}` can stand; values are compared with `{sign}`",
            nl "na `is` kan alleen `{empty}` staan; waarden vergelijkt u met `{sign}`",
        ),
    )
    .with_replacement(words, sign)
}

/// `in ()`.
pub(super) fn empty_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        span,
        say!(en "this list is empty, so nothing is in it", nl "deze lijst is leeg, dus er zit niets in"),
    )
}

/// `a < b < c`: `insert` is ` and b`.
pub(super) fn chained(sign: Span, after: Span, insert: String) -> Diagnostic {
    Diagnostic::error(
        UNREADABLE,
        sign,
        say!(
            en "one comparison has two sides; this is the third value",
            nl "een vergelijking heeft twee kanten; dit is de derde waarde",
        ),
    )
    .fix(
        say!(en "make it two comparisons", nl "maak er twee vergelijkingen van"),
        vec![edit(after, insert)],
    )
}

/// `median(x) where y > 0`.
pub(super) fn late_filter(clause: Span, call: Span) -> Diagnostic {
    let inside = Span::new(call.end.saturating_sub(1), call.end);
    Diagnostic::error(
        UNREADABLE,
        clause,
        say!(
            en "this condition belongs inside the parentheses of the function",
            nl "deze voorwaarde hoort binnen de haakjes van de functie",
        ),
    )
    .fix(
        say!(en "move the parenthesis", nl "verplaats het haakje"),
        vec![edit(inside, ""), edit(Span::at(clause.end), ")")],
    )
}

/// `median(x, where y > 0)`.
pub(super) fn separator_before_where(separator: Span, lang: Lang) -> Diagnostic {
    let word = Word::Where.word(lang);
    Diagnostic::error(
        UNREADABLE,
        separator,
        say!(
            en "no separator stands before `{word}`",
            nl "voor `{word}` staat geen scheidingsteken",
        ),
    )
    .fix(
        say!(en "take it away", nl "haal het weg"),
        vec![edit(separator, "")],
    )
}

/// More digits than a number can have.
pub(super) fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error(
        OUT_OF_RANGE,
        span,
        say!(en "this number is too large", nl "dit getal is te groot"),
    )
}

/// A formula that is nested deeper than `deepest`.
pub(super) fn too_deep(span: Span, deepest: usize) -> Diagnostic {
    Diagnostic::error(
        TOO_DEEP,
        span,
        say!(
            en "the formula has more than {deepest} steps inside each other",
            nl "de formule heeft meer dan {deepest} stappen in elkaar",
        ),
    )
    .help(say!(
        en "give a part of it a name as an attribute or a measure; many values of one column go in `in (…)`",
        nl "geef een deel een naam als kenmerk of maat; veel waarden van één kolom kunnen in `in (…)`",
    ))
}

/// A formula that is too large with all that it uses written out.
pub(super) fn too_large_together(span: Span) -> Diagnostic {
    Diagnostic::error(
        TOO_DEEP,
        span,
        say!(
            en "together with the measures and attributes that it uses, this formula is too large for any tool",
            nl "samen met de maten en kenmerken die ze gebruikt, is deze formule te groot voor elk programma",
        ),
    )
    .help(say!(
        en "write it out from columns, and use each measure once",
        nl "schrijf haar uit met kolommen, en gebruik elke maat één keer",
    ))
}

/// The other language's separator between arguments, everywhere in one list.
pub(super) fn wrong_separator(first: Span, all: &[Span], lang: Lang) -> Diagnostic {
    let sign = separator(lang);
    let edits = all.iter().map(|span| edit(*span, sign)).collect();
    Diagnostic::error(
        SEPARATOR,
        first,
        say!(
            en "in an English file `,` stands between arguments",
            nl "in een Nederlands bestand staat `;` tussen argumenten",
        ),
    )
    .help(match lang {
        Lang::Nl => say!(
            en "in Dutch the comma is the decimal mark: `4,5`",
            nl "de komma is in het Nederlands het decimaalteken: `4,5`",
        ),
        Lang::En => say!(
            en "the `;` belongs to Dutch files, where the comma is the decimal mark",
            nl "de `;` hoort bij Nederlandse bestanden, waar de komma het decimaalteken is",
        ),
    })
    .fix(say!(en "write `{sign}`", nl "schrijf `{sign}`"), edits)
}

/// A word before `(` that is no function.
pub(super) fn unknown_function(span: Span, written: &str, lang: Lang) -> Diagnostic {
    let written_words = excerpt(written);
    let found = Diagnostic::error(
        UNKNOWN_FUNCTION,
        span,
        say!(
            en "there is no function `{written_words}`",
            nl "er is geen functie `{written_words}`",
        ),
    );
    let names = FUNCTIONS.iter().map(|f| lang.pick(f.en, f.nl));
    match nearest(written, names).or_else(|| by_custom(written, lang)) {
        Some(near) => did_you_mean(found, span, near),
        None => found.help(say!(
            en "a name before `(` is a function; the manual lists them all",
            nl "een naam voor `(` is een functie; de handleiding noemt ze allemaal",
        )),
    }
}

/// The function that spreadsheets and databases call so.
fn by_custom(written: &str, lang: Lang) -> Option<&'static str> {
    let function = match written.to_lowercase().as_str() {
        "avg" | "mean" | "gem" => Function::Average,
        "max" => Function::Maximum,
        "min" => Function::Minimum,
        "iif" | "indien" | "case" => Function::If,
        "datediff" | "dagverschil" => Function::Days,
        "networkdays" | "netto_werkdagen" | "workdays" => Function::WorkingDays,
        "count_distinct" | "distinctcount" | "uniek" | "unique" => Function::Distinct,
        "ifnull" | "isnull" | "nvl" => Function::Coalesce,
        "now" | "nu" | "getdate" | "current_date" => Function::Today,
        "pct" | "percent" | "procent" => Function::Percentage,
        "tel" | "aantal_als" | "countif" => Function::Count,
        _ => return None,
    };
    Some(function.name(lang))
}

// --- names

/// A name that nothing has. `what` is the kind of thing that was looked for (`measure` / `maat`), `near` the name that was
/// probably meant.
pub fn unknown_name(span: Span, written: &str, what: Words, near: Option<&str>) -> Diagnostic {
    let name = excerpt(written);
    let Words { en, nl } = what;
    let found = Diagnostic::error(
        UNKNOWN_NAME,
        span,
        say!(en "there is no {en} `{name}`", nl "er is geen {nl} `{name}`"),
    );
    match near {
        Some(near) => did_you_mean(found, span, near),
        None => found.help(say!(
            en "use a name that this file defines, or add a {en} with this name",
            nl "gebruik een naam die in dit bestand staat, of voeg een {nl} met deze naam toe",
        )),
    }
}

/// What a name in a formula can be.
pub(super) fn field_or_measure() -> Words {
    say!(en "column, attribute or measure", nl "kolom, kenmerk of maat")
}

/// `op-tijd` without backticks, where a name with `-` exists.
pub(super) fn needs_backticks(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        UNKNOWN_NAME,
        span,
        say!(
            en "`{name}` is read as a subtraction",
            nl "`{name}` wordt gelezen als een aftrekking",
        ),
    )
    .help(say!(
        en "a name with `-` stands between backticks in a formula",
        nl "een naam met `-` staat in een formule tussen backticks",
    ))
    .with_replacement(span, &format!("`{name}`"))
}

/// A name that more than one source has.
pub(super) fn ambiguous(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        AMBIGUOUS_NAME,
        span,
        say!(
            en "more than one source has a `{name}`",
            nl "meer dan één bron heeft een `{name}`",
        ),
    )
    .help(say!(
        en "put the name of the source and a dot in front: `source.{name}`",
        nl "zet de naam van de bron en een punt ervoor: `bron.{name}`",
    ))
}

// --- levels

/// An aggregate where the values of one row are meant; `outer` is the aggregate around it, if any.
pub(super) fn nested(
    span: Span,
    function: Function,
    outer: Option<Span>,
    lang: Lang,
) -> Diagnostic {
    let name = function.name(lang);
    let found = Diagnostic::error(
        NESTED,
        span,
        say!(
            en "`{name}` looks at all rows, and here the values of one row are meant",
            nl "`{name}` kijkt naar alle rijen, en hier gaat het om de waarden van één rij",
        ),
    );
    match outer {
        Some(outer) => found
            .related(
                outer,
                say!(en "inside this calculation", nl "binnen deze berekening"),
            )
            .help(say!(
                en "make the inner one a measure of its own, and calculate with both measures",
                nl "maak van de binnenste een eigen maat, en reken met beide maten",
            )),
        None => found.help(say!(
            en "a calculation over rows belongs in a `measure`",
            nl "een berekening over rijen hoort in een `maat`",
        )),
    }
}

/// A column or attribute where a value over all rows is meant.
pub(super) fn row_value(span: Span, name: &str, lang: Lang) -> Diagnostic {
    let example = lang.pick("median", "mediaan");
    Diagnostic::error(
        ROW_VALUE,
        span,
        say!(
            en "`{name}` has a value for each row; which one is meant?",
            nl "`{name}` heeft een waarde per rij; welke is bedoeld?",
        ),
    )
    .help(say!(
        en "say what becomes of all rows together, such as `{example}({name})`",
        nl "zeg wat er van alle rijen samen wordt, zoals `{example}({name})`",
    ))
}

/// A column or attribute in a condition over measures.
pub(super) fn row_value_in_condition(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        ROW_VALUE,
        span,
        say!(
            en "`{name}` has a value for each row, and a condition here compares measures",
            nl "`{name}` heeft een waarde per rij, en een voorwaarde vergelijkt hier maten",
        ),
    )
    .help(say!(
        en "make a `measure` that says what becomes of all rows together, and use its name here",
        nl "maak een `maat` die zegt wat er van alle rijen samen wordt, en gebruik hier de naam daarvan",
    ))
}

/// A measure where the values of one row are meant.
pub(super) fn measure_in_row(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        MEASURE_IN_ROW,
        span,
        say!(
            en "`{name}` is a measure over all rows, and here the values of one row are meant",
            nl "`{name}` is een maat over alle rijen, en hier gaat het om de waarden van één rij",
        ),
    )
    .help(say!(
        en "use columns and attributes here; measures are combined outside: `a / b`",
        nl "gebruik hier kolommen en kenmerken; maten combineert u erbuiten: `a / b`",
    ))
}

/// A calculation where only the name of a measure can stand.
pub(super) fn measure_only(span: Span) -> Diagnostic {
    Diagnostic::error(
        MEASURE_ONLY,
        span,
        say!(
            en "here only the name of a measure can stand",
            nl "hier kan alleen de naam van een maat staan",
        ),
    )
    .help(say!(
        en "make this calculation a `measure` of its own, so that people can see it, and use its name",
        nl "maak van deze berekening een eigen `maat`, zodat mensen die kunnen zien, en gebruik de naam daarvan",
    ))
}

/// Two values of one row that belong to rows of different sources.
///
/// `other` is absent where the block itself says whose rows are meant.
pub(super) fn two_sources(span: Span, other: Option<Span>) -> Diagnostic {
    let found = Diagnostic::error(
        SOURCES,
        span,
        say!(
            en "this value belongs to the rows of another source",
            nl "deze waarde hoort bij de rijen van een andere bron",
        ),
    );
    let found = match other {
        Some(other) => found.related(other, say!(en "than this one", nl "dan deze")),
        None => found,
    };
    found.help(say!(
        en "make a measure of each source, and calculate with the measures",
        nl "maak een maat van elke bron, en reken met de maten",
    ))
}

/// An aggregate that names no column, where there is more than one source.
pub(super) fn which_source(span: Span) -> Diagnostic {
    Diagnostic::error(
        SOURCES,
        span,
        say!(
            en "the rows of which source are meant?",
            nl "de rijen van welke bron zijn bedoeld?",
        ),
    )
    .help(say!(
        en "give the measure a `date` of that source, or name one of its columns: `count(source.column is not empty)`",
        nl "geef de maat een `datum` van die bron, of noem een kolom ervan: `aantal(bron.kolom is niet leeg)`",
    ))
}

// --- types

/// The word for a type.
pub fn type_words(ty: Type) -> Words {
    match ty {
        Type::Text => say!(en "text", nl "tekst"),
        Type::Number => say!(en "a number", nl "een getal"),
        Type::Whole => say!(en "a whole number", nl "een geheel getal"),
        Type::Date => say!(en "a date", nl "een datum"),
        Type::Moment => say!(en "a moment", nl "een moment"),
        Type::Bool => say!(en "yes or no", nl "ja of nee"),
    }
}

/// Two sides that can't be compared or calculated with each other.
pub(super) fn sides(
    span: Span,
    op: &str,
    (left, left_span): (Words, Span),
    (right, right_span): (Words, Span),
) -> Diagnostic {
    let (l, r) = (left.clone(), right.clone());
    let Words { en: le, nl: ln } = left;
    let Words { en: re, nl: rn } = right;
    Diagnostic::error(
        TYPES,
        span,
        say!(
            en "`{op}` does not go between {le} and {re}",
            nl "`{op}` gaat niet tussen {ln} en {rn}",
        ),
    )
    .related(left_span, this_is(&l))
    .related(right_span, this_is(&r))
}

fn this_is(what: &Words) -> Words {
    let Words { en, nl } = what;
    say!(en "this is {en}", nl "dit is {nl}")
}

/// One value of another type than `wanted` by `by` (which stands at `by_span`).
pub(super) fn wrong_type(
    span: Span,
    is: &Words,
    wanted: &Words,
    by: &str,
    by_span: Span,
) -> Diagnostic {
    let Words { en: ie, nl: id } = is;
    let Words { en: we, nl: wd } = wanted;
    Diagnostic::error(
        TYPES,
        span,
        say!(
            en "this is {ie}, and `{by}` takes {we}",
            nl "dit is {id}, en `{by}` vraagt {wd}",
        ),
    )
    .related(
        by_span,
        say!(en "{we} is asked for here", nl "hier wordt {wd} gevraagd"),
    )
}

/// Adds what people mostly mean by two sides that don't fit.
pub(super) fn advise(
    found: Diagnostic,
    op: Op,
    left: &Term,
    right: &Term,
    lang: Lang,
) -> Diagnostic {
    let days = lang.pick("days(a, b)", "dagen(a; b)");
    let example = lang.pick("+ 5 days", "+ 5 dagen");
    let unquoted = |term: &Term| match &term.kind {
        TermKind::Text(text) => values::date(text, lang).is_ok().then(|| text.clone()),
        _ => None,
    };
    match (left.ty.is_time(), right.ty.is_time()) {
        (true, true) => found.help(say!(
            en "the time between two dates is `{days}`",
            nl "de tijd tussen twee datums is `{days}`",
        )),
        (true, false) if right.ty.is_number() && !op.compares() => found.help(say!(
            en "say of what, such as `{example}`",
            nl "zeg waarvan, zoals `{example}`",
        )),
        (true, false) if right.ty == Type::Text => match unquoted(right) {
            Some(date) => found.with_replacement(right.span, &date),
            None => found,
        },
        (false, false) if left.ty == Type::Text && right.ty.is_number() => {
            let TermKind::Number(number) = right.kind else {
                return found;
            };
            let meant = format!("\"{number}\"");
            found
                .help(say!(
                    en "the column holds text, also where it looks like a number; write `{meant}`, or make the column a `number`",
                    nl "de kolom bevat tekst, ook waar die op een getal lijkt; schrijf `{meant}`, of maak van de kolom een `getal`",
                ))
                .unsafe_fix(
                    say!(en "write `{meant}`", nl "schrijf `{meant}`"),
                    vec![edit(right.span, meant.as_str())],
                )
        }
        (false, false) if left.ty == right.ty => found.help(say!(
            en "use `=`, `<>` or `in (…)`: no order holds in every tool",
            nl "gebruik `=`, `<>` of `in (…)`: geen volgorde geldt in elk programma",
        )),
        _ => found,
    }
}

/// `count(column)`.
pub(super) fn count_of_values(of: &Term, name: Span, lang: Lang) -> Diagnostic {
    let count = Function::Count.name(lang);
    let filled = lang.pick("is not empty", "is niet leeg");
    let found = wrong_type(of.span, &type_words(of.ty), &condition(), count, name);
    found
        .help(say!(
            en "`{count}()` counts all rows, `{count}(… {filled})` those that have a value",
            nl "`{count}()` telt alle rijen, `{count}(… {filled})` de rijen die een waarde hebben",
        ))
        .fix(
            say!(en "count the rows that have a value", nl "tel de rijen die een waarde hebben"),
            vec![edit(Span::at(of.span.end), format!(" {filled}"))],
        )
}

/// A whole formula of another type than its place takes.
pub(super) fn wrong_result(span: Span, is: &Words, wanted: &Words) -> Diagnostic {
    let Words { en: ie, nl: id } = is;
    let Words { en: we, nl: wd } = wanted;
    Diagnostic::error(
        TYPES,
        span,
        say!(
            en "this is {ie}, and {we} is needed here",
            nl "dit is {id}, en hier is {wd} nodig",
        ),
    )
}

/// A condition: something that is true or not.
pub(super) fn condition() -> Words {
    say!(
        en "a condition (something that is true or not)",
        nl "een voorwaarde (iets wat waar is of niet)",
    )
}

/// Too few or too many arguments.
pub(super) fn arguments(span: Span, function: Function, given: usize, lang: Lang) -> Diagnostic {
    let facts = function.facts();
    let name = function.name(lang);
    let (least, most) = (facts.least, facts.most);
    let (few, many) = (
        say!(en "argument", nl "argument"),
        say!(en "arguments", nl "argumenten"),
    );
    // `coalesce` alone has no most, and takes at least one.
    let singular = matches!((least, most), (_, 1) | (1, usize::MAX));
    let Words { en, nl } = if singular { few } else { many };
    let takes = match (least, most) {
        (0, 0) => say!(en "no {en}", nl "geen {nl}"),
        (_, usize::MAX) => say!(en "at least {least} {en}", nl "minstens {least} {nl}"),
        _ if least == most => say!(en "{least} {en}", nl "{least} {nl}"),
        _ => say!(en "{least} or {most} {en}", nl "{least} of {most} {nl}"),
    };
    let Words { en, nl } = takes;
    let usage = usage(function, lang);
    let found = Diagnostic::error(
        ARGUMENTS,
        span,
        say!(en "`{name}` takes {en} and got {given}", nl "`{name}` vraagt {nl} en kreeg er {given}"),
    )
    .help(say!(en "write it like `{usage}`", nl "schrijf het als `{usage}`"));
    match lang {
        Lang::En if given > most => found.help(say!(
            en "a comma stands between arguments; numbers have no thousands separators",
            nl "een komma staat tussen argumenten; getallen hebben geen scheiding tussen duizendtallen",
        )),
        _ => found,
    }
}

/// How a function is used.
fn usage(function: Function, lang: Lang) -> String {
    use Function as F;
    let name = function.name(lang);
    let arguments = match function {
        F::Days | F::WorkingDays | F::Weeks | F::Months => {
            lang.pick("reported_on, closed_on", "gemeld; afgehandeld")
        }
        F::Year | F::Quarter | F::Month | F::Week | F::Weekday => {
            lang.pick("reported_on", "gemeld")
        }
        F::If => lang.pick("amount > 0, amount, 0", "bedrag > 0; bedrag; 0"),
        F::Today => "",
        F::Contains | F::StartsWith => lang.pick("category, \"tree\"", "soort; \"boom\""),
        F::Bin => lang.pick("age, 10", "leeftijd; 10"),
        F::Count | F::Percentage => lang.pick("closed_on <= due_on", "afgehandeld <= uiterlijk"),
        F::Percentile => lang.pick("duration, 90", "doorlooptijd; 90"),
        F::Previous | F::Change => lang.pick("on_time, 1 year", "op_tijd; 1 jaar"),
        F::Running | F::Share => lang.pick("on_time", "op_tijd"),
        F::Coalesce => lang.pick("closed_on, today()", "afgehandeld; vandaag()"),
        F::Lower | F::Upper => lang.pick("category", "soort"),
        _ => lang.pick("duration", "doorlooptijd"),
    };
    format!("{name}({arguments})")
}

/// `where` in a function that does not look at rows.
pub(super) fn filter_without_rows(span: Span, function: Function, lang: Lang) -> Diagnostic {
    let name = function.name(lang);
    let word = Word::Where.word(lang);
    Diagnostic::error(
        ARGUMENTS,
        span,
        say!(
            en "`{name}` does not look at rows, so `{word}` chooses nothing here",
            nl "`{name}` kijkt niet naar rijen, dus `{word}` kiest hier niets",
        ),
    )
    .help(say!(
        en "`{word}` stands in functions over rows, such as count, sum and median",
        nl "`{word}` staat in functies over rijen, zoals aantal, som en mediaan",
    ))
}

/// A number outside what the function takes.
pub(super) fn out_of_range(span: Span, wanted: Words) -> Diagnostic {
    let Words { en, nl } = wanted;
    Diagnostic::error(
        OUT_OF_RANGE,
        span,
        say!(en "{en} belongs here", nl "hier hoort {nl}"),
    )
}

// --- durations and empty dates

/// A duration of which the other side does not tell what it counts.
pub(super) fn duration_against_number(duration: Span, other: Span) -> Diagnostic {
    Diagnostic::error(
        DURATION,
        duration,
        say!(
            en "a duration can't be compared with a number that is no duration",
            nl "een duur is niet te vergelijken met een getal dat geen duur is",
        ),
    )
    .related(other, say!(en "this is a plain number", nl "dit is een gewoon getal"))
    .help(say!(
        en "write a number, or calculate the other side with `days`, `working_days`, `weeks` or `months`",
        nl "schrijf een getal, of bereken de andere kant met `dagen`, `werkdagen`, `weken` of `maanden`",
    ))
}

/// A duration in a unit that does not convert into what the other side counts.
pub(super) fn unit_mismatch(
    duration: Span,
    unit: Unit,
    other: Span,
    counts: Unit,
    lang: Lang,
) -> Diagnostic {
    let (unit_word, counted) = (unit.word(2.0, lang), counts.word(2.0, lang));
    let found = Diagnostic::error(
        DURATION,
        duration,
        say!(
            en "{unit_word} can't be compared with {counted}: they have no fixed length in each other",
            nl "{unit_word} zijn niet te vergelijken met {counted}: ze hebben in elkaar geen vaste lengte",
        ),
    )
    .related(other, say!(en "this counts {counted}", nl "dit telt {counted}"));
    let function = match unit {
        Unit::WorkingDays => Function::WorkingDays,
        Unit::Months | Unit::Quarters | Unit::Years => Function::Months,
        Unit::Hours | Unit::Days | Unit::Weeks => Function::Days,
    };
    let name = function.name(lang);
    found.help(say!(
        en "calculate the other side with `{name}`, or write the limit in {counted}",
        nl "bereken de andere kant met `{name}`, of schrijf de grens in {counted}",
    ))
}

/// The word for a duration.
pub(super) fn duration() -> Words {
    say!(en "a duration", nl "een duur")
}

/// A duration added to something that is no date.
pub(super) fn duration_beside(duration: Span, other: &Term) -> Diagnostic {
    let is = type_words(other.ty);
    lone_duration(duration).related(other.span, this_is(&is))
}

/// A duration that stands neither in a comparison nor beside a date.
pub(super) fn lone_duration(span: Span) -> Diagnostic {
    Diagnostic::error(
        DURATION,
        span,
        say!(
            en "a duration stands beside a date or in a comparison, not here",
            nl "een duur staat naast een datum of in een vergelijking, niet hier",
        ),
    )
}

/// A duration that is no whole number of units, beside a date.
pub(super) fn broken_duration(span: Span) -> Diagnostic {
    Diagnostic::error(
        DURATION,
        span,
        say!(
            en "a date moves by a whole number of units",
            nl "een datum verschuift met een geheel aantal",
        ),
    )
    .help(say!(
        en "use a smaller unit, such as 36 hours for one and a half day",
        nl "gebruik een kleinere eenheid, zoals 36 uur voor anderhalve dag",
    ))
}

/// `previous(m, 5 hours)`.
pub(super) fn not_a_period(span: Span, lang: Lang) -> Diagnostic {
    let example = lang.pick("1 year", "1 jaar");
    Diagnostic::error(
        DURATION,
        span,
        say!(
            en "a number of whole days, weeks, months, quarters or years belongs here",
            nl "hier hoort een aantal hele dagen, weken, maanden, kwartalen of jaren",
        ),
    )
    .help(say!(en "such as `{example}`", nl "zoals `{example}`"))
}

/// An `empty` rule without a column, where several dates can be empty.
pub(super) fn unclear_empty(rule: Span, first: Span, second: Span) -> Diagnostic {
    let may = || say!(en "this date may be empty", nl "deze datum kan leeg zijn");
    Diagnostic::error(
        UNCLEAR_EMPTY,
        rule,
        say!(
            en "which date is meant? more than one can be empty",
            nl "welke datum is bedoeld? er kunnen er meer leeg zijn",
        ),
    )
    .related(first, may())
    .related(second, may())
    .help(say!(
        en "name the column in front, and write a rule for each, with `;` in between",
        nl "zet de kolom ervoor, en schrijf voor elk een regel, met `;` ertussen",
    ))
}

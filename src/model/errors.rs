//! The wording of every finding of this layer: names (family R) and values that need the model to be read (family S).

use crate::diag::{Code, Diagnostic, Edit, Lang, Page, Span, Words};
use crate::formula;
use crate::{manual_page, say};

/// A name that two things of one kind have.
pub const DOUBLE_NAME: Code = Code("R002");
/// Formulas that need each other in a circle.
pub const CYCLE: Code = Code("R003");
/// A column where a measure belongs, or a field of another source.
pub const WRONG_KIND: Code = Code("R004");
/// Rows that no date puts in a period.
pub const NO_DATE: Code = Code("R005");
/// An occasion (`when`, `choose`, `on date`) that can't be read.
pub const BROKEN_OCCASION: Code = Code("S015");
/// A table of columns that lacks what each column needs.
pub const BROKEN_TABLE: Code = Code("S018");
/// A visual's sentence that can't be read.
pub const BROKEN_SENTENCE: Code = Code("S019");
/// A part that the block can't do without.
pub const MISSING_PART: Code = Code("S020");
/// A rule, `empty`, line of the privacy block or expectation that can't be read.
pub const BROKEN_PHRASE: Code = Code("S021");

/// A holiday that can't be read.
pub const BROKEN_HOLIDAY: Code = Code("S023");
/// A line of `strictness` that can't be read.
pub const BROKEN_STRICTNESS: Code = Code("S024");

/// The manual pages of these codes.
pub const PAGES: &[Page] = &[
    manual_page!("R002"),
    manual_page!("R003"),
    manual_page!("R004"),
    manual_page!("R005"),
    manual_page!("S015"),
    manual_page!("S018"),
    manual_page!("S019"),
    manual_page!("S020"),
    manual_page!("S021"),
    manual_page!("S023"),
    manual_page!("S024"),
];

/// What a name was looked up as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Question,
    Action,
    Source,
    Field,
    Measure,
    Visual,
}

impl Sort {
    fn en(self) -> &'static str {
        match self {
            Sort::Question => "question",
            Sort::Action => "action",
            Sort::Source => "source",
            Sort::Field => "column or attribute",
            Sort::Measure => "measure",
            Sort::Visual => "visual",
        }
    }

    fn nl(self) -> &'static str {
        match self {
            Sort::Question => "vraag",
            Sort::Action => "actie",
            Sort::Source => "bron",
            Sort::Field => "kolom of kenmerk",
            Sort::Measure => "maat",
            Sort::Visual => "beeld",
        }
    }
}

/// A name that nothing has; `near` is the one that was probably meant.
pub(super) fn unknown_name(span: Span, name: &str, sort: Sort, near: Option<&str>) -> Diagnostic {
    let (en, nl) = (sort.en().to_string(), sort.nl().to_string());
    formula::errors::unknown_name(span, name, Words { en, nl }, near)
}

/// A name that two things of one kind have.
pub(super) fn double_name(span: Span, first: Span, name: &str, sort: Sort) -> Diagnostic {
    let (en, nl) = (sort.en(), sort.nl());
    Diagnostic::error(
        DOUBLE_NAME,
        span,
        say!(en "there is already a {en} `{name}`", nl "er is al een {nl} `{name}`"),
    )
    .related(
        first,
        say!(en "the first is here", nl "de eerste staat hier"),
    )
    .help(say!(
        en "give one of the two another name; upper and lower case count as the same",
        nl "geef een van de twee een andere naam; hoofdletters en kleine letters tellen als gelijk",
    ))
}

/// Formulas that need each other in a circle.
pub(super) fn cycle(span: Span, path: &str, others: &[Span]) -> Diagnostic {
    let found = Diagnostic::error(
        CYCLE,
        span,
        say!(en "these formulas need each other in a circle: {path}", nl "deze formules hebben elkaar in een kring nodig: {path}"),
    )
    .help(say!(
        en "compute one of them from columns alone",
        nl "bereken een ervan uit kolommen alleen",
    ));
    others.iter().fold(found, |found, other| {
        found.related(
            *other,
            say!(en "this one is part of the circle", nl "deze hoort bij de kring"),
        )
    })
}

/// Measures stacked higher than any tool can take.
pub(super) fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        CYCLE,
        span,
        say!(
            en "this measure is built on more than {most} measures, one on top of the other",
            nl "deze maat rust op meer dan {most} maten, de een op de ander",
        ),
    )
    .help(say!(
        en "write the formula out from columns",
        nl "schrijf de formule uit met kolommen",
    ))
}

/// A column where a measure belongs.
pub(super) fn field_for_measure(span: Span, name: &str, lang: Lang) -> Diagnostic {
    let example = lang.pick(
        format!("measure total_{name}\n  is: sum({name})"),
        format!("maat totaal_{name}\n  is: som({name})"),
    );
    Diagnostic::error(
        WRONG_KIND,
        span,
        say!(
            en "`{name}` is a value per row; this needs a measure over all rows",
            nl "`{name}` is een waarde per rij; hier hoort een maat over alle rijen",
        ),
    )
    .help(say!(
        en "make a measure of it, such as\n{example}",
        nl "maak er een maat van, zoals\n{example}",
    ))
}

/// A measure where a column belongs.
pub(super) fn measure_for_field(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        WRONG_KIND,
        span,
        say!(
            en "`{name}` is a measure; this needs a column or attribute, a value per row",
            nl "`{name}` is een maat; hier hoort een kolom of kenmerk, een waarde per rij",
        ),
    )
}

/// A field of a source whose rows are not counted here.
pub(super) fn other_source(span: Span, name: &str, field: &str, measure: &str) -> Diagnostic {
    Diagnostic::error(
        WRONG_KIND,
        span,
        say!(
            en "`{name}` belongs to source `{field}`, and the measure counts rows of `{measure}`",
            nl "`{name}` hoort bij bron `{field}`, en de maat telt rijen van `{measure}`",
        ),
    )
    .help(say!(
        en "use a column of `{measure}`, or show the measure in a visual of its own",
        nl "gebruik een kolom van `{measure}`, of toon de maat in een eigen beeld",
    ))
}

/// A date is needed and the column is of another type.
pub(super) fn not_a_date(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        WRONG_KIND,
        span,
        say!(en "`{name}` is no date", nl "`{name}` is geen datum"),
    )
    .help(say!(
        en "name a column of type `date` or `moment`",
        nl "noem een kolom van de soort `datum` of `moment`",
    ))
}

/// Rows that no date puts in a period.
pub(super) fn no_date(span: Span, measure: &str, dates: &[&str], lang: Lang) -> Diagnostic {
    let found = Diagnostic::error(
        NO_DATE,
        span,
        say!(
            en "it is not clear which date puts the rows of `{measure}` in a period",
            nl "het is niet duidelijk welke datum de rijen van `{measure}` in een periode plaatst",
        ),
    );
    let field = lang.pick("date", "datum");
    match dates.first() {
        Some(first) => {
            let list = dates.join(", ");
            found.help(say!(
                en "the source has several dates ({list}); add `{field}: {first}` to the measure",
                nl "de bron heeft meer datums ({list}); zet `{field}: {first}` bij de maat",
            ))
        }
        None => found.help(say!(
            en "the source has no column of type `date` or `moment`",
            nl "de bron heeft geen kolom van de soort `datum` of `moment`",
        )),
    }
}

/// An occasion that can't be read.
pub(super) fn bad_occasion(span: Span, example: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(en "this can't be read", nl "dit is niet te lezen"),
    )
    .help(say!(en "write it like `{example}`", nl "schrijf het als `{example}`"))
}

/// A choice that lacks a part.
pub(super) fn bad_choice(span: Span, example: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(
            en "this choice does not say how many, of what, by which measure",
            nl "deze keuze zegt niet hoeveel, waarvan, op welke maat",
        ),
    )
    .help(say!(en "write it like `{example}`", nl "schrijf het als `{example}`"))
}

/// `for 4 weeks` before the condition; `before` is what stands before that, `end` the place where it belongs.
pub(super) fn window_first(span: Span, before: Span, end: u32, moved: &str) -> Diagnostic {
    let away = Edit {
        span: before,
        text: String::new(),
    };
    let behind = Edit {
        span: Span::at(end),
        text: format!(" {moved}"),
    };
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(
            en "`{moved}` comes after the condition",
            nl "`{moved}` komt na de voorwaarde",
        ),
    )
    .help(say!(
        en "first the limit, then for how long: `on_time < 85% for 4 weeks`",
        nl "eerst de grens, dan hoe lang: `op_tijd < 85% gedurende 4 weken`",
    ))
    .fix(
        say!(en "move it to the end", nl "zet het achteraan"),
        vec![away, behind],
    )
}

/// A unit of `for` that is no unit.
pub(super) fn unknown_unit(span: Span, unit: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(en "`{unit}` is no unit of time", nl "`{unit}` is geen eenheid van tijd"),
    )
    .help(say!(
        en "write days, weeks, months, quarters or years in full",
        nl "schrijf dagen, weken, maanden, kwartalen of jaren voluit",
    ))
}

/// A choice that begins with something else than `top` or `bottom`.
pub(super) fn unknown_order(span: Span, word: &str, lang: Lang) -> Diagnostic {
    let (top, bottom) = lang.pick(("top", "bottom"), ("top", "laagste"));
    let meant = match word {
        "highest" | "most" | "hoogste" | "meeste" => Some(top),
        "lowest" | "least" | "minste" => Some(bottom),
        _ => None,
    };
    let found = Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(
            en "a choice begins with `{top}` or `{bottom}`, not with `{word}`",
            nl "een keuze begint met `{top}` of `{bottom}`, niet met `{word}`",
        ),
    )
    .help(say!(
        en "`{top} 3` takes the three highest values of the measure, `{bottom} 3` the three lowest",
        nl "`{top} 3` neemt de drie hoogste waarden van de maat, `{bottom} 3` de drie laagste",
    ));
    match meant {
        Some(meant) => found.replace(say!(en "write `{meant}`", nl "schrijf `{meant}`"), meant),
        None => found,
    }
}

/// A unit of `for` that is no period.
pub(super) fn no_grain(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(
            en "a limit can hold for whole days, weeks, months, quarters or years",
            nl "een grens kan gelden gedurende hele dagen, weken, maanden, kwartalen of jaren",
        ),
    )
}

/// More than one of `when`, `choose` and `on date`.
pub(super) fn two_occasions(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_OCCASION,
        span,
        say!(
            en "an action has one occasion: a limit, a choice or a date",
            nl "een actie heeft één aanleiding: een grens, een keuze of een datum",
        ),
    )
    .related(
        first,
        say!(en "the first is here", nl "de eerste staat hier"),
    )
    .help(say!(en "make it two actions", nl "maak er twee acties van"))
}

/// A table of columns without the column that names or types them.
pub(super) fn table_without(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_TABLE,
        span,
        say!(
            en "the table of columns has no `{word}`",
            nl "de kolommentabel heeft geen `{word}`",
        ),
    )
    .help(say!(
        en "its first row names what the cells are, such as `| column | type | personal data | used for |`",
        nl "de eerste rij benoemt de cellen, zoals `| kolom | soort | persoonsgegeven | waarvoor |`",
    ))
}

/// A column of a table without name.
pub(super) fn bad_column_name(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_TABLE,
        span,
        say!(en "this is no name for a column", nl "dit is geen naam voor een kolom"),
    )
    .help(say!(
        en "a name begins with a letter, followed by letters, digits, `_` or `-`; put the name in the data under `from`",
        nl "een naam begint met een letter, gevolgd door letters, cijfers, `_` of `-`; zet de naam in de gegevens onder `uit`",
    ))
}

/// A sentence that can't be read from here.
pub(super) fn bad_sentence(span: Span, lang: Lang) -> Diagnostic {
    let example = lang.pick(
        "bar of on_time by category, lowest first, limit 85%",
        "staaf van op_tijd per soort, laagste eerst, grens 85%",
    );
    Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(
            en "this part of the sentence can't be read",
            nl "dit deel van de zin is niet te lezen",
        ),
    )
    .help(say!(en "write it like `{example}`", nl "schrijf het als `{example}`"))
}

/// A sentence that ends where a name should follow.
pub(super) fn sentence_ends(span: Span, after: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(en "a name must follow `{after}`", nl "na `{after}` moet een naam volgen"),
    )
}

/// A sentence whose first word is no form.
pub(super) fn unknown_form(span: Span, forms: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(
            en "a sentence begins with the form of the visual",
            nl "een zin begint met de vorm van het beeld",
        ),
    )
    .help(say!(
        en "first how it is shown, then what, then by what: `bar of on_time by category`",
        nl "eerst hoe het getoond wordt, dan wat, dan waarnaar: `staaf van op_tijd per soort`",
    ))
    .help(say!(en "choose one of: {forms}", nl "kies uit: {forms}"));
    match near {
        Some(near) => found.replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
        None => found,
    }
}

/// `per dimension` in English.
pub(super) fn per_for_by(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(
            en "`per` is for a period (day, week, month, quarter, year); `{name}` is none",
            nl "`per` is voor een periode (day, week, month, quarter, year); `{name}` is er geen",
        ),
    )
    .help(say!(en "split by a column with `by {name}`", nl "splits uit met `by {name}`"))
}

/// An option that is none.
pub(super) fn unknown_option(span: Span, options: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(en "this is no option of a visual", nl "dit is geen optie van een beeld"),
    )
    .help(say!(en "the options are {options}", nl "de opties zijn {options}"))
}

/// `list of name, area`: what is shown is joined by a word, since a comma begins an option.
pub(super) fn comma_between_names(span: Span, name: &str, and: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_SENTENCE,
        span,
        say!(
            en "behind a comma stands an option, and `{name}` is something to show",
            nl "achter een komma staat een optie, en `{name}` is iets om te tonen"
        ),
    )
    .replace(
        say!(en "write `{and} {name}`", nl "schrijf `{and} {name}`"),
        format!(" {and} {name}"),
    )
}

/// A part that the block can't do without.
pub(super) fn missing_part(span: Span, block: &str, part: &str, example: &str) -> Diagnostic {
    Diagnostic::error(
        MISSING_PART,
        span,
        say!(en "this `{block}` has no {part}", nl "in deze `{block}` ontbreekt {part}"),
    )
    .help(say!(en "write `{example}`", nl "schrijf `{example}`"))
}

/// A phrase that can't be read.
pub(super) fn bad_phrase(span: Span, examples: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_PHRASE,
        span,
        say!(en "this can't be read", nl "dit is niet te lezen"),
    )
    .help(say!(en "write it like {examples}", nl "schrijf het als {examples}"))
}

/// The source of a norm without the comma before it.
pub(super) fn norm_without_comma(behind: Span, words: Span, lang: Lang) -> Diagnostic {
    let mark = lang.pick("from:", "bron:");
    let edit = Edit {
        span: Span::at(behind.start),
        text: format!(", {mark}"),
    };
    Diagnostic::error(
        BROKEN_PHRASE,
        words,
        say!(
            en "where the norm comes from is written behind a comma",
            nl "waar de norm vandaan komt staat achter een komma",
        ),
    )
    .help(say!(
        en "write it like `norm: 85%, from: service promise of 2014`",
        nl "schrijf het als `norm: 85%, bron: servicebelofte 2014`",
    ))
    .unsafe_fix(
        say!(en "put `, {mark}` before it", nl "zet er `, {mark}` voor"),
        vec![edit],
    )
}

/// A small-number rule that can't be read.
pub(super) fn bad_small_numbers(span: Span, lang: Lang) -> Diagnostic {
    let examples = lang.pick(
        "`hide below 5`, `round to 5` or `hide below 5 and round to 5`",
        "`verberg onder 5`, `rond af op 5` of `verberg onder 5 en rond af op 5`",
    );
    bad_phrase(span, examples)
}

/// A holiday that can't be read; `near` is the name that was probably meant.
pub(super) fn bad_holiday(span: Span, written: &str, near: Option<&str>, lang: Lang) -> Diagnostic {
    let examples = lang.pick(
        "`Dutch`, `good friday`, `2026-05-15`, `24 December` or `24 December to 31 December`",
        "`Nederlandse`, `goede vrijdag`, `15-05-2026`, `24 december` of `24 december t/m 31 december`",
    );
    let found = Diagnostic::error(
        BROKEN_HOLIDAY,
        span,
        say!(en "`{written}` is no holiday and no date", nl "`{written}` is geen feestdag en geen datum"),
    )
    .help(say!(en "write it like {examples}", nl "schrijf het als {examples}"));
    match near {
        Some(near) => found.replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
        None => found,
    }
}

/// `none` in a list that names holidays too.
pub(super) fn none_beside_holidays(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_HOLIDAY,
        span,
        say!(
            en "this says that there are no holidays, and the same list names some",
            nl "hier staat dat er geen feestdagen zijn, en dezelfde lijst noemt er wel",
        ),
    )
    .help(say!(
        en "take it out, or leave it alone on the line",
        nl "haal het weg, of laat het alleen op de regel staan",
    ))
}

/// A last day before the first.
pub(super) fn holidays_backward(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_HOLIDAY,
        span,
        say!(
            en "the last of these days comes before the first",
            nl "de laatste van deze dagen komt vóór de eerste",
        ),
    )
    .help(say!(
        en "write the earlier date first",
        nl "schrijf de vroegste datum eerst",
    ))
}

/// A day in a year for which no holidays are counted.
pub(super) fn holiday_outside(span: Span, years: &std::ops::RangeInclusive<i16>) -> Diagnostic {
    let (first, last) = (years.start(), years.end());
    Diagnostic::error(
        BROKEN_HOLIDAY,
        span,
        say!(
            en "holidays are counted from {first} to {last}, and this lies outside",
            nl "feestdagen tellen mee van {first} tot en met {last}, en dit ligt erbuiten",
        ),
    )
    .help(say!(
        en "is the year right? else take it out: it would do nothing",
        nl "klopt het jaar? haal het anders weg: het zou niets doen",
    ))
}

/// An item of `strictness` that can't be read.
pub(super) fn bad_strictness(span: Span, lang: Lang) -> Diagnostic {
    let examples = lang.pick(
        "`sponsor error` or `example error from cycle 2`",
        "`sponsor fout` of `voorbeeld fout vanaf cyclus 2`",
    );
    let words = lang.pick("error, warning or info", "fout, waarschuwing of info");
    Diagnostic::error(
        BROKEN_STRICTNESS,
        span,
        say!(
            en "this doesn't say what is asked and how grave it is",
            nl "hier staat niet wat er gevraagd wordt en hoe zwaar het weegt",
        ),
    )
    .help(say!(
        en "write it like {examples}; how grave is {words}",
        nl "schrijf het als {examples}; hoe zwaar is {words}",
    ))
}

/// A letter that the paragraph of the GDPR does not have.
pub(super) fn no_such_ground(span: Span, letters: &str) -> Diagnostic {
    Diagnostic::error(
        BROKEN_PHRASE,
        span,
        say!(
            en "the GDPR has no such ground",
            nl "deze grond staat niet in de AVG",
        ),
    )
    .help(say!(
        en "this paragraph has the letters {letters}",
        nl "dit lid heeft de letters {letters}",
    ))
}

/// An article of the Woo that is no ground for not publishing.
pub(super) fn no_woo_ground(span: Span) -> Diagnostic {
    Diagnostic::error(
        BROKEN_PHRASE,
        span,
        say!(
            en "this is no ground of the Woo",
            nl "dit is geen grond van de Woo",
        ),
    )
    .help(say!(
        en "the grounds are 5.1 paragraph 1 (a – e), 5.1 paragraph 2 (a – i), 5.1 paragraph 5 and 5.2; write it like `Woo 5.1(2)(e)`",
        nl "de gronden zijn 5.1 lid 1 (a – e), 5.1 lid 2 (a – i), 5.1 lid 5 en 5.2; schrijf het als `Woo 5.1 lid 2e`",
    ))
}

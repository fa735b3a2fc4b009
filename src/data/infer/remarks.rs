//! What infer says about the data (codes D040 to D049): what it chose, and what it saw of the quality.
//!
//! A remark names columns, counts and lines, never a value: what stands in a cell may be about somebody.

use super::alike::{Alike, How};
use super::block::Block;
use super::read::Table;
use super::types::Doubt;
use super::words::{count, lines, share, titles};
use super::{Column, Found, LeftOut, Wish, empties};
use crate::data::profile::{ColumnProfile, DateReads};
use crate::diag::{Code, Diagnostic, Lang, Span, Words};
use crate::formula::term::Type;
use crate::model::Personal;
use crate::say;

/// All remarks.
pub(super) fn tell(
    table: &Table,
    found: &Found,
    block: &Block,
    wish: &Wish<'_>,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for ((column, profile), at) in found.all().zip(&block.rows) {
        told.extend(personal(column, *at));
        told.extend(doubt(column, profile, *at));
        told.extend(nothing_new(column, *at));
        told.extend(alike(column, *at));
        told.extend(future(column, profile, found, wish, *at));
        told.extend(swapped(column, profile, found, *at));
        told.extend(spike(column, profile, found, *at));
        told.extend(nearly_a_key(column, profile, *at));
        told.extend(levels(column, profile, *at));
        told.extend(rest_group(column, profile, *at));
        told.extend(zeros(column, profile, *at));
    }
    told.extend(padded(found, block.head));
    told.extend(two_ways(found, block));
    told.extend(empty(found, block.head));
    told.extend(missing(found, block.missing));
    told.extend(reversed(found, block));
    told.extend(repeated(found, block.head));
    told.extend(sheets(table, block));
    told.extend(nameless(found, block.head));
    told
}

/// D040.
fn personal(column: &Column, at: Span) -> Option<Diagnostic> {
    let likely = column
        .personal
        .as_ref()
        .filter(|_| column.left_out == Some(LeftOut::Personal))?;
    let title = &column.title;
    let (class_en, class_nl) = (likely.class.word(Lang::En), likely.class.word(Lang::Nl));
    let Words { en, nl } = &likely.what;
    let message = say!(
        en "`{title}` is likely personal data of the class {class_en}: {en}",
        nl "`{title}` is waarschijnlijk een persoonsgegeven van de klasse {class_nl}: {nl}",
    );
    let found = Diagnostic::warning(Code("D040"), at, message);
    Some(match likely.class {
        Personal::NationalNumber => found.help(say!(
            en "leave it out, unless a law allows this number here; to tell people apart, ask the source for a pseudonym",
            nl "laat de kolom weg, tenzij een wet dit nummer hier toestaat; vraag de bron om een pseudoniem als u mensen uit elkaar moet houden",
        )),
        _ => found.help(say!(
            en "it is left out; take it only when an act needs it, with a legal basis under `privacy`",
            nl "ze is weggelaten; neem haar alleen als een actie haar nodig heeft, met een grondslag onder `privacy`",
        )),
    })
}

/// D041.
fn two_ways(found: &Found, block: &Block) -> Vec<Diagnostic> {
    let notations = &found.notations;
    let mut told = Vec::new();
    if let Some(other) = &notations.other_dates {
        let (read, other) = (&notations.dates_text, other.date_text());
        let message = say!(
            en "the dates can be read as `{read}` and as `{other}`",
            nl "de datums zijn te lezen als `{read}` en als `{other}`",
        );
        told.push(Diagnostic::warning(Code("D041"), block.dates, message).help(say!(
            en "`{read}` was taken; ask the owner of the source, for the other one swaps day and month",
            nl "`{read}` is genomen; vraag het de eigenaar van de bron, want het andere verwisselt dag en maand",
        )));
    }
    if let Some(other) = notations.other_numbers {
        let read = notations.numbers.map(|n| n.text()).unwrap_or_default();
        let other = other.text();
        let message = say!(
            en "the numbers can be read as `{read}` and as `{other}`",
            nl "de getallen zijn te lezen als `{read}` en als `{other}`",
        );
        told.push(Diagnostic::warning(Code("D041"), block.numbers, message).help(say!(
            en "`{read}` was taken; ask the owner of the source, for the other one is a factor of a thousand away",
            nl "`{read}` is genomen; vraag het de eigenaar van de bron, want het andere scheelt een factor duizend",
        )));
    }
    told
}

/// D042.
fn doubt(column: &Column, profile: &ColumnProfile, at: Span) -> Option<Diagnostic> {
    let title = &column.title;
    let message = match column
        .doubt
        .as_ref()
        .filter(|_| column.left_out.is_none())?
    {
        Doubt::OtherDates(notation) => say!(
            en "`{title}` holds dates as `{notation}`, and another column writes them otherwise",
            nl "`{title}` bevat datums als `{notation}`, en een andere kolom schrijft ze anders",
        ),
        Doubt::OtherNumbers(notation) => say!(
            en "`{title}` holds numbers as `{notation}`, and another column writes them otherwise",
            nl "`{title}` bevat getallen als `{notation}`, en een andere kolom schrijft ze anders",
        ),
        Doubt::SomeDates(notation, n) => {
            let Words { en, nl } = share(*n, profile.filled);
            say!(
                en "`{title}` holds dates as `{notation}`, but {en} of its filled cells are none",
                nl "`{title}` bevat datums als `{notation}`, maar {nl} van de gevulde cellen zijn dat niet",
            )
        }
        Doubt::SomeNumbers(n) => {
            let Words { en, nl } = share(*n, profile.filled);
            say!(
                en "`{title}` holds numbers, but {en} of its filled cells are none",
                nl "`{title}` bevat getallen, maar {nl} van de gevulde cellen zijn dat niet",
            )
        }
        Doubt::SpoiltCodes => say!(
            en "`{title}` holds codes that some program turned into decimals (.0), so that zeros in front are lost",
            nl "`{title}` bevat codes die een programma in decimalen heeft veranderd (.0), zodat nullen vooraan weg zijn",
        ),
    };
    Some(Diagnostic::warning(Code("D042"), at, message).help(say!(
        en "it is text now, so that no cell is lost; have the source written in one way, then give the column its type",
        nl "ze is nu tekst, zodat geen cel verloren gaat; laat de bron op één manier schrijven, en geef de kolom dan haar soort",
    )))
}

/// D043: one for all columns, those that are empty in the same rows together.
fn empty(found: &Found, at: Span) -> Option<Diagnostic> {
    let rows = found.profile.rows;
    let partly: Vec<(usize, &Column)> = found
        .columns
        .iter()
        .enumerate()
        .filter(|(_, c)| c.empty > 0 && c.left_out != Some(LeftOut::Empty))
        .collect();
    if partly.is_empty() {
        return None;
    }
    let n = partly.len();
    let message = match n {
        1 => say!(en "one column has empty cells", nl "één kolom heeft lege cellen"),
        _ => say!(en "{n} columns have empty cells", nl "{n} kolommen hebben lege cellen"),
    };
    let mut told = Diagnostic::info(Code("D043"), at, message);
    let mut done: Vec<usize> = Vec::new();
    for (index, column) in &partly {
        if done.contains(index) {
            continue;
        }
        let group: Vec<(usize, &Column)> = partly
            .iter()
            .filter(|(other, c)| {
                other == index
                    || c.empty == column.empty
                        && (together(found, *index, *other) == column.empty
                            || same_words(found, *index, *other))
            })
            .copied()
            .collect();
        done.extend(group.iter().map(|(other, _)| *other));
        let names: Vec<&str> = group.iter().map(|(_, c)| c.title.as_str()).collect();
        let names = titles(&names);
        let share = share(column.empty, rows);
        let (en, nl, s_en, s_nl) = (names.en, names.nl, share.en, share.nl);
        told = told.help(if group.len() > 1 {
            say!(en "{en}: in the same {s_en} rows", nl "{nl}: in dezelfde {s_nl} rijen")
        } else {
            say!(en "{en}: {s_en}", nl "{nl}: {s_nl}")
        });
    }
    Some(told.help(say!(
        en "ask what an empty cell means: not yet, not asked, or not known; an empty date in a duration needs `empty:`",
        nl "vraag wat een lege cel betekent: nog niet, niet gevraagd of niet bekend; een lege datum in een duur vraagt om `leeg:`",
    )))
}

/// The rows in which two columns are both empty.
fn together(found: &Found, a: usize, b: usize) -> u64 {
    let bit = |n: usize| 1_u128.checked_shl(n as u32).unwrap_or_default();
    let both = bit(a) | bit(b);
    let patterns = found.profile.empty_together.iter();
    patterns
        .filter(|(pattern, _)| **pattern & both == both)
        .map(|(_, rows)| rows)
        .sum()
}

/// Whether two columns have a word for "empty" as often, and first on the same line.
fn same_words(found: &Found, a: usize, b: usize) -> bool {
    let words = |at: usize| -> Vec<(u64, u64)> {
        let values = found.profile.columns.get(at).map_or(&[][..], |c| &c.values);
        let words = values.iter().filter(|v| found.missing.contains(&v.text));
        words.map(|v| (v.count, v.line)).collect()
    };
    !words(a).is_empty() && words(a) == words(b)
}

/// D044.
fn missing(found: &Found, at: Span) -> Option<Diagnostic> {
    if found.missing.is_empty() {
        return None;
    }
    let holders: Vec<(&Column, u64)> = found
        .all()
        .map(|(column, profile)| (column, empties::count(profile, &found.missing)))
        .filter(|(_, n)| *n > 0)
        .collect();
    let cells: u64 = holders.iter().map(|(_, n)| n).sum();
    let cells = count(cells);
    let names: Vec<&str> = holders.iter().map(|(c, _)| c.title.as_str()).collect();
    let names = titles(&names);
    let (c_en, c_nl, en, nl) = (cells.en, cells.nl, names.en, names.nl);
    let message = say!(
        en "{c_en} cells hold a value that means \"empty\", in {en}",
        nl "{c_nl} cellen bevatten een waarde die \"leeg\" betekent, in {nl}",
    );
    Some(Diagnostic::info(Code("D044"), at, message).help(say!(
        en "these values count as empty in all columns; take one out of `missing` where it is an answer in its own right",
        nl "deze waarden tellen in alle kolommen als leeg; haal er een uit `ontbreekt` als hij een echt antwoord is",
    )))
}

/// D044: zeros among amounts may be "not known".
fn zeros(column: &Column, profile: &ColumnProfile, at: Span) -> Option<Diagnostic> {
    let numbers = profile.reads.numbers.iter().max_by_key(|n| n.fits)?;
    let zero = profile
        .values
        .iter()
        .filter(|v| matches!(v.text.as_str(), "0" | "0.0" | "0,0" | "0.00" | "0,00"));
    let zero: u64 = zero.map(|v| v.count).sum();
    let next = profile
        .values
        .iter()
        .find(|v| !v.text.starts_with('0'))
        .map_or(0, |v| v.count);
    let is_amount = matches!(column.ty, Type::Number | Type::Whole)
        && numbers.least >= 0.0
        && numbers.most >= 100.0;
    let many = zero * 20 >= profile.filled && zero > 2 * next && column.left_out.is_none();
    if !is_amount || !many {
        return None;
    }
    let (title, Words { en, nl }) = (&column.title, share(zero, profile.filled));
    let message = say!(en "`{title}` is 0 in {en} rows", nl "`{title}` is 0 in {nl} rijen");
    Some(Diagnostic::info(Code("D044"), at, message).help(say!(
        en "ask whether 0 is an amount, or stands for refused, not yet decided or not known",
        nl "vraag of 0 een bedrag is, of staat voor afgewezen, nog niet besloten of niet bekend",
    )))
}

/// D044: a group for the rest may be "not filled in".
fn rest_group(column: &Column, profile: &ColumnProfile, at: Span) -> Option<Diagnostic> {
    const REST: [&str; 12] = [
        "algemeen",
        "overig",
        "overige",
        "divers",
        "diversen",
        "anders",
        "other",
        "others",
        "general",
        "misc",
        "miscellaneous",
        "various",
    ];
    let rest = profile
        .values
        .iter()
        .filter(|v| REST.contains(&v.text.to_lowercase().as_str()));
    let rest: u64 = rest.map(|v| v.count).sum();
    let few = profile.complete && profile.values.len() <= 200 && column.left_out.is_none();
    if !few || rest * 10 < profile.filled || rest == 0 {
        return None;
    }
    let (title, Words { en, nl }) = (&column.title, share(rest, profile.filled));
    let message = say!(
        en "in `{title}` {en} rows belong to a group for the rest",
        nl "in `{title}` horen {nl} rijen bij een restgroep",
    );
    Some(Diagnostic::info(Code("D044"), at, message).help(say!(
        en "ask whether that is a group of its own, or where people end up who fill in nothing",
        nl "vraag of dat een echte groep is, of waar invullers belanden die niets kiezen",
    )))
}

/// D045.
fn nothing_new(column: &Column, at: Span) -> Option<Diagnostic> {
    let title = &column.title;
    let message = match column.left_out? {
        LeftOut::Constant => {
            say!(en "`{title}` says the same in each row", nl "`{title}` zegt in elke rij hetzelfde")
        }
        LeftOut::Empty => {
            say!(en "there is nothing in `{title}`", nl "er staat niets in `{title}`")
        }
        _ => return None,
    };
    Some(Diagnostic::info(Code("D045"), at, message).help(say!(
        en "it is left out; ask the owner of the source whether a selection was made or a part got lost",
        nl "ze is weggelaten; vraag de eigenaar van de bron of er een selectie is gemaakt of iets is weggevallen",
    )))
}

/// D046.
fn alike(column: &Column, at: Span) -> Vec<Diagnostic> {
    let title = &column.title;
    column.alike.iter().map(|Alike { how, pairs }| {
        let Words { en, nl } = count(pairs.len() as u64);
        let single = pairs.len() == 1;
        let message = match (how, single) {
            (How::Spelling, true) => say!(en "in `{title}` one value is written in two ways: other capitals, blanks or marks", nl "in `{title}` staat één waarde op twee manieren: andere hoofdletters, spaties of tekens"),
            (How::Spelling, _) => say!(en "in `{title}` {en} values are written in another way too: other capitals, blanks or marks", nl "in `{title}` staan {nl} waarden ook op een andere manier: andere hoofdletters, spaties of tekens"),
            (How::Order, true) => say!(en "in `{title}` two values have the same words in another order, or another year", nl "in `{title}` hebben twee waarden dezelfde woorden in een andere volgorde, of een ander jaar"),
            (How::Order, _) => say!(en "in `{title}` {en} values have the words of another value in another order, or another year", nl "in `{title}` hebben {nl} waarden de woorden van een andere waarde in een andere volgorde, of een ander jaar"),
            (How::Slip, true) => say!(en "in `{title}` a rare value differs by one letter from a common one", nl "in `{title}` verschilt een zeldzame waarde één letter van een gewone"),
            (How::Slip, _) => say!(en "in `{title}` {en} rare values differ by one letter from a common one", nl "in `{title}` verschillen {nl} zeldzame waarden één letter van een gewone"),
            (How::Part, _) => say!(en "in `{title}` values overlap: {en} times one stands there by itself and as a part of another", nl "in `{title}` overlappen waarden: {nl} keer staat er een alleen én als deel van een andere"),
            (How::List, _) => say!(en "`{title}` holds lists with commas: {en} combinations of values that also stand alone", nl "`{title}` bevat lijstjes met komma's: {nl} combinaties van waarden die ook alleen staan"),
        };
        let first: Vec<String> = pairs.iter().take(3).map(|(a, b)| if a == b { format!("{a}") } else { format!("{a}/{b}") }).collect();
        let first = first.join(", ");
        let found = Diagnostic::warning(Code("D046"), at, message);
        let found = found.help(say!(en "first on line {first}", nl "als eerste op regel {first}"));
        found.help(match how {
            How::List => say!(
                en "split by it, and each combination is a group of its own; use `contains` in a formula to count one value",
                nl "bij uitsplitsen is elke combinatie een eigen groep; gebruik `bevat` in een formule om één waarde te tellen",
            ),
            _ => say!(
                en "split by it, and they are groups of their own; have the source corrected, or bring them together in an attribute",
                nl "bij uitsplitsen zijn het eigen groepen; laat de bron verbeteren, of breng ze samen in een kenmerk",
            ),
        })
    }).collect()
}

/// D046: blanks at the ends, which casus takes away and other tools don't; one for all columns.
fn padded(found: &Found, at: Span) -> Option<Diagnostic> {
    let padded: Vec<(&Column, &ColumnProfile)> = found
        .all()
        .filter(|(c, p)| p.padded.count > 0 && c.left_out != Some(LeftOut::Empty))
        .collect();
    let n = padded.len();
    let message = match n {
        0 => return None,
        1 => {
            say!(en "one column has blanks at an end of its cells", nl "één kolom heeft spaties aan het begin of eind van cellen")
        }
        _ => {
            say!(en "{n} columns have blanks at an end of their cells", nl "{n} kolommen hebben spaties aan het begin of eind van cellen")
        }
    };
    let mut told = Diagnostic::info(Code("D046"), at, message);
    for (column, profile) in padded {
        let title = &column.title;
        let of = share(profile.padded.count, profile.filled);
        let at_lines = lines(&profile.padded.first, profile.padded.count);
        let (en, nl, l_en, l_nl) = (of.en, of.nl, at_lines.en, at_lines.nl);
        told = told.help(
            say!(en "`{title}`: {en}, on line {l_en}", nl "`{title}`: {nl}, op regel {l_nl}"),
        );
    }
    Some(told.help(say!(
        en "casus takes them away; a link in another tool fails on them, so have the source written without",
        nl "casus haalt ze weg; een koppeling in een ander programma loopt erop stuk, dus laat de bron zonder schrijven",
    )))
}

/// The dates of a column as they are read.
fn dates<'p>(column: &Column, profile: &'p ColumnProfile, found: &Found) -> Option<&'p DateReads> {
    if !column.ty.is_time() {
        return None;
    }
    let chosen = found.notations.dates.as_ref();
    let own = profile.reads.own_moments == profile.filled;
    profile
        .reads
        .dates
        .iter()
        .find(|d| d.fits > 0 && (own || Some(&d.notation) == chosen))
}

/// D047: dates after the day of the run.
fn future(
    column: &Column,
    profile: &ColumnProfile,
    found: &Found,
    wish: &Wish<'_>,
    at: Span,
) -> Option<Diagnostic> {
    let reads = dates(column, profile, found)?;
    let is_missing = |text: &str| found.missing.iter().any(|m| m == text);
    let is_future = |text: &str| {
        let read = reads.notation.read(text).or_else(|| text.parse().ok());
        read.is_some_and(|read| read.date() > wish.as_of)
    };
    let late = profile
        .values
        .iter()
        .filter(|v| !is_missing(&v.text) && is_future(&v.text));
    let late: Vec<_> = late.collect();
    let rows: u64 = late.iter().map(|v| v.count).sum();
    if rows == 0 {
        return None;
    }
    let mut first: Vec<u64> = late.iter().map(|v| v.line).collect();
    first.sort_unstable();
    first.truncate(3);
    let (title, of, at_lines) = (
        &column.title,
        share(rows, profile.filled),
        lines(&first, rows),
    );
    let (en, nl, l_en, l_nl) = (of.en, of.nl, at_lines.en, at_lines.nl);
    let message = say!(
        en "`{title}` lies in the future in {en} rows, on line {l_en}",
        nl "`{title}` ligt in de toekomst in {nl} rijen, op regel {l_nl}",
    );
    Some(Diagnostic::warning(Code("D047"), at, message).help(say!(
        en "a plan or a term may; of something that happened, day and month may be swapped or the year mistyped",
        nl "bij een plan of een termijn kan dat; bij iets wat gebeurd is, zijn dag en maand misschien verwisseld of is het jaar verkeerd getypt",
    )))
}

/// D047: dates that fall in weekends as they stand, and hardly when day and month are swapped.
fn swapped(
    column: &Column,
    profile: &ColumnProfile,
    found: &Found,
    at: Span,
) -> Option<Diagnostic> {
    let reads = dates(column, profile, found)?;
    let usual = reads.unswappable_weekend * reads.swappable;
    let odd = reads.weekend * reads.unswappable > 3 * usual.max(reads.swappable);
    let better = reads.weekend_swapped * 3 < reads.weekend
        && reads.weekend_swapped * reads.unswappable < 3 * usual.max(reads.unswappable);
    if reads.swappable < 30 || reads.unswappable < 30 || !odd || !better {
        return None;
    }
    let title = &column.title;
    let of = share(reads.swappable, profile.filled);
    let (en, nl) = (of.en, of.nl);
    let message = say!(
        en "in `{title}` day and month are likely swapped where the day is 12 or less: {en} rows",
        nl "in `{title}` zijn dag en maand waarschijnlijk verwisseld waar de dag 12 of lager is: {nl} rijen",
    );
    let (as_written, after) = (count(reads.weekend), count(reads.weekend_swapped));
    let (w_en, w_nl, a_en, a_nl) = (as_written.en, as_written.nl, after.en, after.nl);
    Some(Diagnostic::warning(Code("D047"), at, message).help(say!(
        en "as they stand {w_en} of these fall in a weekend, swapped {a_en}; have the source corrected, and until then trust the year only",
        nl "zoals ze er staan vallen er daarvan {w_nl} in een weekend, verwisseld {a_nl}; laat de bron verbeteren, en vertrouw tot die tijd alleen het jaar",
    )))
}

/// D047: one coordinate that stands out is a default place.
fn spike(column: &Column, profile: &ColumnProfile, found: &Found, at: Span) -> Option<Diagnostic> {
    const PLACES: [&str; 11] = [
        "lat",
        "latitude",
        "breedtegraad",
        "lon",
        "lng",
        "long",
        "longitude",
        "lengtegraad",
        "x",
        "y",
        "coordinaat",
    ];
    let is_place = column.name.split('_').any(|w| PLACES.contains(&w));
    let (top, next) = (profile.values.first()?, profile.values.get(1)?);
    let stands_out = top.count > 5 * next.count.max(2)
        || top.count * 50 > profile.filled && top.count > 2 * next.count;
    if !is_place
        || !matches!(column.ty, Type::Number | Type::Whole)
        || !stands_out
        || found.missing.contains(&top.text)
    {
        return None;
    }
    let (title, Words { en, nl }) = (&column.title, share(top.count, profile.filled));
    let line = top.line;
    let message = say!(
        en "in `{title}` one value stands in {en} rows, first on line {line}",
        nl "in `{title}` staat één waarde in {nl} rijen, als eerste op regel {line}",
    );
    Some(Diagnostic::warning(Code("D047"), at, message).help(say!(
        en "that is likely a default for an unknown place; a map would show a hotspot that does not exist",
        nl "dat is waarschijnlijk een standaardplek voor onbekend; een kaart zou een brandhaard tonen die er niet is",
    )))
}

/// D047: rows in which a date comes before the one that it follows.
fn reversed(found: &Found, block: &Block) -> Vec<Diagnostic> {
    let told = found.reversed.iter().filter_map(|r| {
        let (first, then) = (&found.columns.get(r.first)?.title, &found.columns.get(r.then)?.title);
        let (of, at_lines) = (share(r.rows.count, r.both), lines(&r.rows.first, r.rows.count));
        let (en, nl, l_en, l_nl) = (of.en, of.nl, at_lines.en, at_lines.nl);
        let message = say!(
            en "`{then}` comes before `{first}` in {en} rows, on line {l_en}",
            nl "`{then}` ligt voor `{first}` in {nl} rijen, op regel {l_nl}",
        );
        let at = block.rows.get(r.then).copied().unwrap_or(block.head);
        Some(Diagnostic::warning(Code("D047"), at, message).help(say!(
            en "in all other rows it is the other way round; leave these out of a duration with `where`, and have them looked at",
            nl "in alle andere rijen is het andersom; laat deze met `waar` buiten een duur, en laat ze nakijken",
        )))
    });
    told.collect()
}

/// D048: rows that stand there twice.
fn repeated(found: &Found, at: Span) -> Option<Diagnostic> {
    let repeated = &found.profile.repeated;
    if repeated.count == 0 {
        return None;
    }
    let (of, at_lines) = (
        share(repeated.count, found.profile.compared),
        lines(&repeated.first, repeated.count),
    );
    let (en, nl, l_en, l_nl) = (of.en, of.nl, at_lines.en, at_lines.nl);
    let message = say!(
        en "{en} rows repeat an earlier row in full, on line {l_en}",
        nl "{nl} rijen herhalen een eerdere rij helemaal, op regel {l_nl}",
    );
    Some(Diagnostic::warning(Code("D048"), at, message).help(say!(
        en "ask whether they are double, or real and equal; a count counts them all",
        nl "vraag of ze dubbel zijn, of echt en gelijk; een aantal telt ze allemaal",
    )))
}

/// D048: a column that tells nearly all rows apart, or a number of things that have several rows.
fn nearly_a_key(column: &Column, profile: &ColumnProfile, at: Span) -> Option<Diagnostic> {
    const KEYS: [&str; 8] = [
        "id", "nr", "nummer", "number", "code", "key", "sleutel", "naam",
    ];
    let says_so = column
        .name
        .split('_')
        .any(|w| KEYS.contains(&w) || w.ends_with("nummer"));
    let apart = matches!(column.ty, Type::Text | Type::Whole) && profile.reads.longest <= 60;
    let repeats = profile.repeats.as_ref().filter(|r| r.count > 0)?;
    let distinct = profile.distinct()?;
    let nearly = distinct * 20 >= profile.filled * 19
        && distinct > 20
        && (says_so || column.ty == Type::Text)
        && column.left_out.is_none();
    let several = says_so
        && !nearly
        && distinct > 20
        && distinct * 10 > profile.filled
        && profile.filled > distinct * 3 / 2;
    if !apart || !(nearly || several) || column.left_out == Some(LeftOut::Nameless) {
        return None;
    }
    let title = &column.title;
    let (different, rows) = (count(distinct), count(profile.filled));
    let (d_en, d_nl, r_en, r_nl) = (different.en, different.nl, rows.en, rows.nl);
    if nearly {
        let at_lines = lines(&repeats.first, repeats.count);
        let (of, l_en, l_nl) = (count(repeats.count), at_lines.en, at_lines.nl);
        let (en, nl) = (of.en, of.nl);
        let message = say!(
            en "`{title}` is different in nearly all rows: {en} repeat an earlier value, on line {l_en}",
            nl "`{title}` is in bijna alle rijen anders: {nl} herhalen een eerdere waarde, op regel {l_nl}",
        );
        return Some(Diagnostic::info(Code("D048"), at, message).help(say!(
            en "a link to this column would double rows; use another column as the key, or have these corrected",
            nl "een koppeling met deze kolom zou rijen verdubbelen; gebruik een andere kolom als sleutel, of laat deze verbeteren",
        )));
    }
    let message = say!(
        en "`{title}` has {d_en} different values in {r_en} rows: one thing, several rows",
        nl "`{title}` heeft {d_nl} verschillende waarden in {r_nl} rijen: één ding, meer rijen",
    );
    Some(Diagnostic::info(Code("D048"), at, message).help(say!(
        en "count with `distinct(…)` where things are meant; a sum counts what is repeated on each row several times",
        nl "tel met `verschillend(…)` als u dingen bedoelt; een som telt wat op elke rij herhaald wordt meermaals",
    )))
}

/// D048: codes that go on with other codes of the column: areas and the areas in them.
fn levels(column: &Column, profile: &ColumnProfile, at: Span) -> Option<Diagnostic> {
    if !column.unique || column.ty != Type::Text || !profile.complete {
        return None;
    }
    let digits = |text: &str| {
        text.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .to_owned()
    };
    let codes: Vec<String> = profile.values.iter().map(|v| digits(&v.text)).collect();
    if codes.len() < 10
        || codes
            .iter()
            .any(|c| c.is_empty() || !c.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let lengths: std::collections::BTreeSet<usize> = codes.iter().map(String::len).collect();
    let known: std::collections::BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    let shorter = |code: &String| {
        lengths.iter().any(|n| {
            code.get(..*n)
                .is_some_and(|start| start != code && known.contains(start))
        })
    };
    let under = codes.iter().filter(|c| shorter(c)).count();
    let levels = lengths.len();
    if levels < 2 || under * 10 < codes.len() * 9 {
        return None;
    }
    let title = &column.title;
    let message = say!(
        en "`{title}` has codes of {levels} levels, the longer ones within the shorter ones",
        nl "`{title}` heeft codes van {levels} niveaus, de langere binnen de kortere",
    );
    Some(Diagnostic::warning(Code("D048"), at, message).help(say!(
        en "a sum over all rows counts everything {levels} times; choose one level with `where starts_with(…)`",
        nl "een som over alle rijen telt alles {levels} keer; kies één niveau met `waar begint_met(…)`",
    )))
}

/// D049: other sheets.
fn sheets(table: &Table, block: &Block) -> Option<Diagnostic> {
    if table.other_sheets.is_empty() {
        return None;
    }
    let sheet = table.sheet.as_deref().unwrap_or_default();
    let others: Vec<&str> = table.other_sheets.iter().map(String::as_str).collect();
    let Words { en, nl } = titles(&others);
    let message = say!(
        en "the workbook has several sheets: `{sheet}` was read, and {en} not",
        nl "de werkmap heeft meer bladen: `{sheet}` is gelezen, en {nl} niet",
    );
    Some(
        Diagnostic::info(Code("D049"), block.sheet, message).help(say!(
            en "`--sheet NAME` reads another one; each sheet is a source of its own",
            nl "`--sheet NAAM` leest een ander; elk blad is een eigen bron",
        )),
    )
}

/// D049: columns that a case can't name.
fn nameless(found: &Found, at: Span) -> Option<Diagnostic> {
    let places: Vec<String> = found
        .columns
        .iter()
        .zip(1..)
        .filter(|(c, _)| c.left_out == Some(LeftOut::Nameless))
        .map(|(_, n): (_, u32)| n.to_string())
        .collect();
    if places.is_empty() {
        return None;
    }
    let list = places.join(", ");
    let message = say!(
        en "columns without a title of their own can't be taken: number {list}",
        nl "kolommen zonder eigen titel zijn niet te koppelen: nummer {list}",
    );
    Some(Diagnostic::warning(Code("D049"), at, message).help(say!(
        en "have the source give each column a title that no other column has",
        nl "laat de bron elke kolom een titel geven die geen andere kolom heeft",
    )))
}

//! D060, D061, D062 and D064: what a column is as a whole; and what the owner is told of files that don't fit (D003, D004, D005).

use super::sheet::{Sheet, SheetColumn};
use super::{Advice, Finding, Found};
use crate::data::errors::{self, UnfitCells};
use crate::data::files::same_name;
use crate::diag::{Code, Diagnostic};
use crate::formula::term::{SourceId, Type};
use crate::say;

/// Names of columns that a finding lists.
const LISTED: usize = 12;

/// What is odd about columns as a whole, after the scan.
pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    let columns = sheet.columns.iter();
    let odd = columns.flat_map(|column| {
        [
            constant(sheet, column),
            empty(sheet, column),
            padded(sheet, column),
        ]
    });
    odd.chain([unused(sheet)]).flatten().collect()
}

/// D060: the same value in every row.
fn constant(sheet: &Sheet<'_>, column: &SheetColumn<'_>) -> Option<Finding> {
    let (name, file, rows) = (column.name(), &sheet.place.file, sheet.rows);
    (rows > 1 && column.filled == rows && column.distinct == 1).then_some(())?;
    let message = say!(
        en "`{name}` has the same value in all {rows} rows of `{file}`",
        nl "`{name}` heeft in alle {rows} rijen van `{file}` dezelfde waarde",
    );
    let told = Diagnostic::info(Code("D060"), column.column.row, message).help(say!(
        en "a split or filter on it shows nothing; is the file a selection?",
        nl "uitsplitsen of filteren hierop laat niets zien; is het bestand een selectie?",
    ));
    let advice = Advice {
        rule: say!(
            en "`{name}` tells rows apart",
            nl "`{name}` onderscheidt rijen",
        ),
        why: say!(
            en "Perhaps the file is one year, one team or one area out of more, and the figures are about less than people think.",
            nl "Misschien is het bestand één jaar, één team of één gebied van meer, en gaan de cijfers over minder dan mensen denken.",
        ),
        act: say!(
            en "Tell us whether the file is complete, or which selection was made.",
            nl "Laat ons weten of het bestand volledig is, of welke selectie is gemaakt.",
        ),
    };
    Some(sheet.finding(told, Some(column), Found::default(), rows, advice))
}

/// D061: nothing in any row.
fn empty(sheet: &Sheet<'_>, column: &SheetColumn<'_>) -> Option<Finding> {
    let (name, file, rows) = (column.name(), &sheet.place.file, sheet.rows);
    (rows > 0 && column.filled == 0 && column.seen.unfit.count == 0).then_some(())?;
    let message = say!(
        en "`{name}` is empty in all {rows} rows of `{file}`",
        nl "`{name}` is leeg in alle {rows} rijen van `{file}`",
    );
    let told = Diagnostic::warning(Code("D061"), column.column.row, message).help(say!(
        en "whatever is computed from it is empty; ask for it, or leave the column out of the case",
        nl "alles wat hieruit berekend wordt is leeg; vraag ernaar, of laat de kolom weg uit de casus",
    ));
    let advice = Advice {
        rule: say!(
            en "`{name}` holds values",
            nl "`{name}` bevat waarden",
        ),
        why: say!(
            en "What we compute from this column is empty now.",
            nl "Wat wij uit deze kolom berekenen is nu leeg.",
        ),
        act: say!(
            en "Was the column left out of the export, or does nobody fill it in? Tell us which.",
            nl "Is de kolom niet meegekomen in de export, of vult niemand haar in? Laat ons weten wat het is.",
        ),
    };
    Some(sheet.finding(told, Some(column), Found::default(), rows, advice))
}

/// D064: texts with blanks around them.
fn padded(sheet: &Sheet<'_>, column: &SheetColumn<'_>) -> Option<Finding> {
    let found = column.seen.padded.clone();
    (column.ty() == Type::Text && found.count > 0).then_some(())?;
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let message = say!(
        en "`{name}` in `{file}` has blanks before or after the text in {count} of {of} filled cells",
        nl "`{name}` in `{file}` heeft in {count} van de {of} gevulde cellen spaties voor of achter de tekst",
    );
    let told = Diagnostic::info(Code("D064"), column.column.row, message).help(say!(
        en "casus trims them off; other programs may take such a text for another value",
        nl "casus haalt ze weg; andere programma's zien zo'n tekst misschien als een andere waarde",
    ));
    let advice = Advice {
        rule: say!(
            en "`{name}` has no blanks before or after the text",
            nl "`{name}` heeft geen spaties voor of achter de tekst",
        ),
        why: say!(
            en "Most programs take a text with a blank behind it for another value: a group falls apart, and a link fails.",
            nl "De meeste programma's zien een tekst met een spatie erachter als een andere waarde: een groep valt uiteen, en een koppeling mislukt.",
        ),
        act: say!(
            en "Trim the texts in the export, or where people enter them.",
            nl "Haal de spaties weg in de export, of bij het invullen.",
        ),
    };
    Some(sheet.finding(told, Some(column), found, of, advice))
}

/// D062: columns of the file that the case does not use.
fn unused(sheet: &Sheet<'_>) -> Option<Finding> {
    let used = |name: &str| {
        let columns = sheet.source.columns.iter();
        columns.into_iter().any(|c| same_name(name, &c.from))
    };
    let header = sheet.header.iter().map(String::as_str);
    let unused: Vec<&str> = header.filter(|h| !h.is_empty() && !used(h)).collect();
    let (file, count, all) = (&sheet.place.file, unused.len(), sheet.header.len());
    (count > 0).then_some(())?;
    let names: Vec<String> = unused
        .iter()
        .take(LISTED)
        .map(|n| format!("`{n}`"))
        .collect();
    let mut names = names.join(", ");
    if count > LISTED {
        names += ", …";
    }
    let message = say!(
        en "`{file}` has {all} columns, of which the case does not use {count}",
        nl "`{file}` heeft {all} kolommen; {count} daarvan gebruikt de casus niet",
    );
    let told = Diagnostic::info(Code("D062"), sheet.place.span, message).help(say!(
        en "{names}; ask the owner to leave out what nobody needs, personal data first",
        nl "{names}; vraag de eigenaar om weg te laten wat niemand nodig heeft, persoonsgegevens voorop",
    ));
    let advice = Advice {
        rule: say!(
            en "the file holds what we use, and nothing else; we do not use {names}",
            nl "het bestand bevat wat wij gebruiken, en niets anders; wij gebruiken niet: {names}",
        ),
        why: say!(
            en "What is not delivered can't leak. For personal data the law asks for no more than is needed.",
            nl "Wat niet geleverd wordt, kan niet uitlekken. Voor persoonsgegevens vraagt de wet om niet meer dan nodig is.",
        ),
        act: say!(
            en "Leave these columns out of the next delivery.",
            nl "Laat deze kolommen weg bij de volgende levering.",
        ),
    };
    Some(sheet.finding(told, None, Found::default(), all as u64, advice))
}

/// D004: cells that are no value of the type of their column. `dates` is how dates were read.
pub(super) fn unfit(sheet: &Sheet<'_>, column: &SheetColumn<'_>, dates: &str) -> Finding {
    let found = column.seen.unfit.clone();
    let (name, ty) = (column.name(), column.ty());
    let cells = UnfitCells {
        count: found.count,
        filled: column.seen.filled,
        lines: Vec::new(),
    };
    let dates = ty.is_time().then_some(dates);
    let told = errors::unfit(&sheet.place, column.column.row, name, ty, dates, &cells);
    let (en, nl) = errors::words_of(ty);
    let advice = Advice {
        rule: match dates {
            Some(dates) => say!(
                en "each filled cell of `{name}` is a {en}, written as `{dates}`",
                nl "elke gevulde cel van `{name}` is van de soort {nl}, geschreven als `{dates}`",
            ),
            None => say!(
                en "each filled cell of `{name}` is of the type {en}",
                nl "elke gevulde cel van `{name}` is van de soort {nl}",
            ),
        },
        why: say!(
            en "We give no figures over a column that we can only half read: they would look right and be wrong.",
            nl "Over een kolom die wij maar half kunnen lezen geven wij geen cijfers: ze zouden goed lijken en fout zijn.",
        ),
        act: say!(
            en "Write all cells in one way. Does a word stand for \"unknown\"? Then leave the cell empty, or tell us the word.",
            nl "Schrijf alle cellen op één manier. Betekent een woord \"onbekend\"? Laat de cel dan leeg, of laat ons het woord weten.",
        ),
    };
    sheet.finding(told, Some(column), found, column.seen.filled, advice)
}

/// D005: lines with too few or too many cells, as advice for the owner.
pub(super) fn short_lines(id: SourceId, told: Diagnostic, found: Found, of: u64) -> Finding {
    let advice = Advice {
        rule: say!(
            en "each line has as many cells as the header",
            nl "elke regel heeft evenveel cellen als de kopregel",
        ),
        why: say!(
            en "In such a line we can't tell which cell belongs to which column, so the row is not read.",
            nl "In zo'n regel is niet te zien welke cel bij welke kolom hoort, dus de rij is niet gelezen.",
        ),
        act: say!(
            en "Write the file again, with quotes around texts that hold a separator or the end of a line.",
            nl "Schrijf het bestand opnieuw weg, met aanhalingstekens om teksten met een scheidingsteken of regeleinde.",
        ),
    };
    let finding = Finding::about_file(id, told).advising(advice);
    Finding {
        found,
        of,
        ..finding
    }
}

/// D003: a column that is not there, as advice for the owner.
pub(super) fn gone(id: SourceId, told: Diagnostic) -> Finding {
    let advice = Advice {
        rule: say!(
            en "the file has the columns that we agreed on, under the same names",
            nl "het bestand heeft de kolommen die wij hebben afgesproken, met dezelfde namen",
        ),
        why: say!(
            en "A column that is gone or has another name stops every figure that needs it.",
            nl "Een kolom die weg is of anders heet, houdt elk cijfer tegen dat haar nodig heeft.",
        ),
        act: say!(
            en "Tell us whether the column has a new name, or put it back.",
            nl "Laat ons weten of de kolom een nieuwe naam heeft, of zet haar terug.",
        ),
    };
    Finding::about_file(id, told).advising(advice)
}

/// D006: an older encoding, as advice for the owner.
pub(super) fn encoding(id: SourceId, told: Diagnostic) -> Finding {
    let advice = Advice {
        rule: say!(
            en "the file is written as UTF-8",
            nl "het bestand is geschreven als UTF-8",
        ),
        why: say!(
            en "In other encodings each program guesses what é and ë are, and not all guess alike.",
            nl "Bij andere coderingen raadt elk programma wat é en ë zijn, en niet elk programma raadt hetzelfde.",
        ),
        act: say!(
            en "Choose UTF-8 when you export; in Excel it is called \"CSV UTF-8\".",
            nl "Kies UTF-8 bij het exporteren; in Excel heet dat \"CSV UTF-8\".",
        ),
    };
    Finding::about_file(id, told).advising(advice)
}

/// D007: dates or numbers that can be read in two ways, as advice for the owner.
pub(super) fn two_ways(id: SourceId, told: Diagnostic) -> Finding {
    let advice = Advice {
        rule: say!(
            en "dates and numbers can be read in one way only",
            nl "datums en getallen zijn maar op één manier te lezen",
        ),
        why: say!(
            en "Read the other way they are other dates or numbers, and nothing in the file tells which is meant.",
            nl "Anders gelezen zijn het andere datums of getallen, en niets in het bestand zegt wat bedoeld is.",
        ),
        act: say!(
            en "Tell us how you write them. Clear for every program: dates as yyyy-mm-dd, numbers without marks between thousands.",
            nl "Laat ons weten hoe u ze schrijft. Duidelijk voor elk programma: datums als jjjj-mm-dd, getallen zonder tekens tussen duizendtallen.",
        ),
    };
    Finding::about_file(id, told).advising(advice)
}

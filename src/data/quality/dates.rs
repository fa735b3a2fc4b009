//! D055 to D057: dates that can't be.

use super::sheet::{Expectation, Sheet, SheetColumn};
use super::{Advice, Found, sentinels};
use crate::diag::{Code, Diagnostic, Severity};
use crate::formula::functions::Function;
use crate::formula::term::{ColumnId, FieldRef, Term, TermKind, Type};
use crate::say;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The first day that a register of today can hold; whoever is older is in an archive.
const FIRST: &str = "1900-01-01";

/// What is expected of each date.
pub(super) fn expectations<'a>(sheet: &Sheet<'a>, as_of: Date) -> Vec<Expectation<'a>> {
    let happened = happened(sheet);
    let mut all = Vec::new();
    for (at, column) in sheet.columns.iter().enumerate() {
        if column.ty().is_time() {
            all.push(in_future(at, column, as_of, happened.contains(&column.id)));
            all.push(long_ago(at, column));
        }
    }
    for (begin, end) in spans(sheet) {
        all.extend(ends_before(sheet, begin, end));
    }
    all
}

fn day(column: &SheetColumn<'_>) -> String {
    format!("cast({} as date)", column.sql)
}

/// A condition on the days of a column, without those that stand for something else.
fn real_day(column: &SheetColumn<'_>, condition: &str) -> String {
    let day = day(column);
    let not_real = sentinels::dates().join(", ");
    format!("{day} {condition} and {day} not in ({not_real})")
}

/// D055: dates after the day on which is judged. A plan may lie ahead; what happened may not.
fn in_future<'a>(
    at: usize,
    column: &SheetColumn<'a>,
    as_of: Date,
    happened: bool,
) -> Expectation<'a> {
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) =
            (column.name(), &sheet.place.file, found.count, column.filled);
        let message = say!(
            en "`{name}` in `{file}` lies after {as_of} in {count} of {of} filled cells",
            nl "`{name}` in `{file}` ligt in {count} van de {of} gevulde cellen na {as_of}",
        );
        let severity = if happened {
            Severity::Warning
        } else {
            Severity::Info
        };
        let told = Diagnostic::new(Code("D055"), severity, column.column.row, message).help(say!(
            en "for a plan that is right; for something that happened, day and month may be swapped, or the year mistyped",
            nl "bij een planning klopt dat; bij iets wat gebeurd is zijn dag en maand misschien verwisseld, of is het jaar verkeerd getypt",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` does not lie after {as_of}, the day of this report",
                nl "`{name}` ligt niet na {as_of}, de dag van dit rapport",
            ),
            why: say!(
                en "What has yet to happen can't have been counted: such a row falls in a period that nobody looks at yet.",
                nl "Wat nog moet gebeuren kan niet geteld zijn: zo'n rij valt in een periode waar nog niemand naar kijkt.",
            ),
            act: say!(
                en "Look at these rows: are day and month swapped, or is the year mistyped? Is it a plan? Then tell us.",
                nl "Bekijk deze rijen: zijn dag en maand verwisseld, of is het jaar verkeerd getypt? Is het een planning? Laat ons dat dan weten.",
            ),
        };
        Some(sheet.finding(told, Some(column), found, of, advice))
    };
    Expectation {
        column: at,
        broken: real_day(column, &format!("> date '{as_of}'")),
        tell: Box::new(tell),
    }
}

/// D056: dates before 1900.
fn long_ago<'a>(at: usize, column: &SheetColumn<'a>) -> Expectation<'a> {
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) =
            (column.name(), &sheet.place.file, found.count, column.filled);
        let message = say!(
            en "`{name}` in `{file}` lies before 1900 in {count} of {of} filled cells",
            nl "`{name}` in `{file}` ligt in {count} van de {of} gevulde cellen voor 1900",
        );
        let told = Diagnostic::warning(Code("D056"), column.column.row, message).help(say!(
            en "often a year of two digits, or a day that stands for \"unknown\"; have them corrected, or name that day in `missing:` as the file writes it",
            nl "vaak een jaartal van twee cijfers, of een dag die \"onbekend\" betekent; laat ze verbeteren, of noem die dag bij `ontbreekt:` zoals het bestand hem schrijft",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` lies after 1900",
                nl "`{name}` ligt na 1900",
            ),
            why: say!(
                en "Such a day makes a duration of more than a century, and with it every average.",
                nl "Zo'n dag maakt een duur van meer dan een eeuw, en bederft daarmee elk gemiddelde.",
            ),
            act: say!(
                en "Correct the year, or leave the cell empty where the day is unknown.",
                nl "Verbeter het jaar, of laat de cel leeg als de dag onbekend is.",
            ),
        };
        Some(sheet.finding(told, Some(column), found, of, advice))
    };
    Expectation {
        column: at,
        broken: real_day(column, &format!("< date '{FIRST}'")),
        tell: Box::new(tell),
    }
}

/// D057: an end before its begin.
fn ends_before<'a>(sheet: &Sheet<'a>, begin: ColumnId, end: ColumnId) -> Option<Expectation<'a>> {
    let place = |id| sheet.columns.iter().position(|c| c.id == id);
    let at = place(end)?;
    let (first, last) = (sheet.columns.get(place(begin)?)?, sheet.columns.get(at)?);
    let broken = if first.ty() == Type::Moment && last.ty() == Type::Moment {
        format!("{} < {}", last.sql, first.sql)
    } else {
        format!("{} < {}", day(last), day(first))
    };
    let begin = first.name().to_owned();
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, sheet.rows);
        let message = say!(
            en "`{name}` lies before `{begin}` in {count} of {of} rows of `{file}`",
            nl "`{name}` ligt voor `{begin}` in {count} van de {of} rijen van `{file}`",
        );
        let told = Diagnostic::warning(Code("D057"), column.column.row, message).help(say!(
            en "the duration between them is negative there; have them corrected, or leave these rows out with `where`",
            nl "de duur ertussen is daar negatief; laat ze verbeteren, of laat deze rijen weg met `waar`",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` does not lie before `{begin}`",
                nl "`{name}` ligt niet voor `{begin}`",
            ),
            why: say!(
                en "A negative duration makes every average wait shorter than it was.",
                nl "Een negatieve duur maakt elke gemiddelde wachttijd korter dan ze was.",
            ),
            act: say!(
                en "Look at these rows: was one of the two filled in later, copied or mistyped?",
                nl "Bekijk deze rijen: is een van de twee later ingevuld, overgenomen of verkeerd getypt?",
            ),
        };
        Some(sheet.finding(told, Some(column), found, of, advice))
    };
    Some(Expectation {
        column: at,
        broken,
        tell: Box::new(tell),
    })
}

/// The columns that date what happened: those of the measures, and where durations begin.
fn happened(sheet: &Sheet<'_>) -> BTreeSet<ColumnId> {
    let dates = sheet.case.measures.iter().filter_map(|m| m.date.as_ref());
    let dates = dates
        .filter_map(|date| sheet.column(date.value))
        .map(|c| c.id);
    let begins = spans(sheet).into_iter().map(|(begin, _)| begin);
    dates.chain(begins).collect()
}

/// The begins and ends of what has a duration: as formulas have them, and as the names of columns say.
fn spans(sheet: &Sheet<'_>) -> BTreeSet<(ColumnId, ColumnId)> {
    let case = sheet.case;
    let attributes = case.attributes.iter().filter_map(|a| a.term.as_ref());
    let measures = case.measures.iter().filter_map(|m| m.term.as_ref());
    let mut spans = BTreeSet::new();
    for term in attributes.chain(measures) {
        term.walk(&mut |part| {
            if let TermKind::Call(function, args) = &part.kind
                && let [begin, end] = args.as_slice()
                && is_duration(*function)
                && let (Some(begin), Some(end)) = (field(begin), field(end))
                && let (Some(begin), Some(end)) = (sheet.column(begin), sheet.column(end))
            {
                spans.insert((begin.id, end.id));
            }
        });
    }
    let named = |words: &[&str]| {
        let times = sheet.columns.iter().filter(|c| c.ty().is_time());
        let mut named = times.filter(|c| says(&c.column.name, words) || says(c.name(), words));
        // Two of them would be a guess which one is meant.
        named.next().filter(|_| named.next().is_none())
    };
    if let (Some(begin), Some(end)) = (named(&BEGINS), named(&ENDS))
        && !spans.contains(&(end.id, begin.id))
    {
        spans.insert((begin.id, end.id));
    }
    spans
}

/// Words in the name of a column that holds when something began.
const BEGINS: [&str; 12] = [
    "open",
    "opened",
    "opent",
    "begin",
    "begins",
    "start",
    "starts",
    "geopend",
    "gestart",
    "opening",
    "openingstijd",
    "begindatum",
];

/// Words in the name of a column that holds when it ended.
const ENDS: [&str; 14] = [
    "close",
    "closed",
    "closes",
    "sluit",
    "end",
    "ended",
    "ends",
    "einde",
    "eind",
    "gesloten",
    "afgehandeld",
    "afgesloten",
    "sluitingstijd",
    "einddatum",
];

fn says(name: &str, words: &[&str]) -> bool {
    let name = name.to_lowercase();
    let mut parts = name.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| words.contains(&part))
}

fn is_duration(function: Function) -> bool {
    matches!(
        function,
        Function::Days | Function::WorkingDays | Function::Weeks | Function::Months
    )
}

/// The field that a term is, perhaps as a moment.
fn field(term: &Term) -> Option<FieldRef> {
    match &term.kind {
        TermKind::Field(field) => Some(*field),
        TermKind::ToMoment(inner) => field(inner),
        _ => None,
    }
}

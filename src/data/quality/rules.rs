//! D050 to D054: the rules that a case gives its columns, and its key.

use super::sheet::{Expectation, Sheet, SheetColumn, count, text};
use super::{Advice, Finding, Found};
use crate::data::Value;
use crate::diag::{Code, Diagnostic, Span};
use crate::formula::term::Type;
use crate::model::Rule;
use crate::say;

/// Values that a finding shows.
pub(super) const SHOWN: usize = 5;

/// What the rules expect of each row by itself.
pub(super) fn expectations<'a>(sheet: &Sheet<'a>) -> Vec<Expectation<'a>> {
    let mut all = Vec::new();
    for (at, column) in sheet.columns.iter().enumerate() {
        if column.column.is_key() && column.column.may_be_empty() {
            all.push(not_empty(at, column, column.column.row));
        }
        for rule in &column.column.rules {
            all.extend(match &rule.value {
                Rule::NotEmpty => Some(not_empty(at, column, rule.span)),
                Rule::Range(low, high) => within(at, column, rule.span, (*low, *high)),
                Rule::OneOf(values) => listed(at, column, rule.span, values),
                Rule::Matches(pattern) => matching(sheet, at, column, rule.span, pattern),
                // Not of one row; see `repeats`.
                Rule::Unique => None,
            });
        }
    }
    all
}

/// D050: empty cells where there should be none.
fn not_empty<'a>(at: usize, column: &SheetColumn<'a>, span: Span) -> Expectation<'a> {
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, mut found: Found| {
        if column.seen.unfit.count > 0 {
            // What does not fit is empty in the table, and told by itself.
            found = column.seen.empty.clone();
        }
        let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, sheet.rows);
        let message = say!(
            en "`{name}` in `{file}` is empty in {count} of {of} rows",
            nl "`{name}` in `{file}` is leeg in {count} van de {of} rijen",
        );
        let told = Diagnostic::error(Code("D050"), span, message).help(say!(
            en "have them filled in; where empty is right, take `not empty` away and say in `empty:` what it means",
            nl "laat ze invullen; is leeg goed, haal dan `niet leeg` weg en zeg bij `leeg:` wat het betekent",
        ));
        let advice = Advice {
            rule: say!(
                en "each row has a value in `{name}`",
                nl "elke rij heeft een waarde in `{name}`",
            ),
            why: say!(
                en "A row without it falls outside every figure that needs it, and nobody sees that.",
                nl "Een rij zonder die waarde valt buiten elk cijfer dat haar nodig heeft, en niemand ziet dat.",
            ),
            act: say!(
                en "Fill in what is known, and make the field compulsory where people enter it. May it be empty? Then tell us when.",
                nl "Vul in wat bekend is, en maak het veld verplicht waar mensen het invullen. Mag het leeg zijn? Laat ons dan weten wanneer.",
            ),
        };
        (count > 0).then(|| sheet.finding(told, Some(column), found, of, advice))
    };
    Expectation {
        column: at,
        broken: format!("{} is null", column.sql),
        tell: Box::new(tell),
    }
}

/// D052: numbers outside `0 to 100`.
fn within<'a>(
    at: usize,
    column: &SheetColumn<'a>,
    span: Span,
    (low, high): (f64, f64),
) -> Option<Expectation<'a>> {
    if !column.ty().is_number() {
        return None;
    }
    let sql = &column.sql;
    let number = |n: f64| format!("cast({n:?} as double precision)");
    let broken = format!("{sql} < {} or {sql} > {}", number(low), number(high));
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) =
            (column.name(), &sheet.place.file, found.count, column.filled);
        let message = say!(
            en "`{name}` in `{file}` is below {low} or above {high} in {count} of {of} filled cells",
            nl "`{name}` in `{file}` is lager dan {low} of hoger dan {high} in {count} van de {of} gevulde cellen",
        );
        let told = Diagnostic::error(Code("D052"), span, message).help(say!(
            en "have them corrected; a number that stands for \"unknown\" belongs in `missing:`, and a rule that is too narrow can be widened",
            nl "laat ze verbeteren; een getal dat \"onbekend\" betekent hoort in `ontbreekt:`, en een te krappe regel kan ruimer",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` lies between {low} and {high}",
                nl "`{name}` ligt tussen {low} en {high}",
            ),
            why: say!(
                en "One impossible number moves every sum and every average in which it counts.",
                nl "Eén onmogelijk getal verschuift elke som en elk gemiddelde waarin het meetelt.",
            ),
            act: say!(
                en "Look these rows up and correct them. Is the number right after all, or does it stand for \"unknown\"? Then tell us.",
                nl "Zoek deze rijen op en verbeter ze. Klopt het getal toch, of betekent het \"onbekend\"? Laat ons dat dan weten.",
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

/// D053: values other than those that a rule lists.
fn listed<'a>(
    at: usize,
    column: &SheetColumn<'a>,
    span: Span,
    values: &'a [String],
) -> Option<Expectation<'a>> {
    let literals: Option<Vec<String>> = values.iter().map(|v| literal(column.ty(), v)).collect();
    let broken = format!("{} not in ({})", column.sql, literals?.join(", "));
    let condition = broken.clone();
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) =
            (column.name(), &sheet.place.file, found.count, column.filled);
        let list = values.join("; ");
        let message = say!(
            en "`{name}` in `{file}` holds none of the listed values in {count} of {of} filled cells",
            nl "`{name}` in `{file}` heeft in {count} van de {of} gevulde cellen geen van de genoemde waarden",
        );
        let others = shown_values(sheet, column, &condition);
        let others = others.map(|others| say!(en "found: {others}", nl "gevonden: {others}"));
        let told = Diagnostic::error(Code("D053"), span, message).help(say!(
            en "have them corrected, or add what is missing to `one of`; values are compared letter by letter",
            nl "laat ze verbeteren, of vul `een van` aan; waarden worden letter voor letter vergeleken",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` is one of: {list}",
                nl "`{name}` is een van: {list}",
            ),
            why: say!(
                en "A value that is written otherwise becomes a group of its own, so that the group it belongs to looks smaller than it is.",
                nl "Een waarde die anders is geschreven wordt een eigen groep, en de groep waar ze bij hoort lijkt kleiner dan ze is.",
            ),
            act: say!(
                en "Correct these rows, and let people choose from a list where they enter it. Is there a new value? Then tell us what it means.",
                nl "Verbeter deze rijen, en laat mensen uit een lijst kiezen waar ze het invullen. Is er een waarde bijgekomen? Laat ons dan weten wat ze betekent.",
            ),
        };
        let finding = sheet.finding(told, Some(column), found, of, advice);
        Some(finding.showing(others))
    };
    Some(Expectation {
        column: at,
        broken,
        tell: Box::new(tell),
    })
}

/// A value of a rule as SQL of the type of its column.
fn literal(ty: Type, value: &str) -> Option<String> {
    match ty {
        Type::Text => Some(text(value.trim())),
        Type::Number | Type::Whole => {
            let number: f64 = value.trim().replace(',', ".").parse().ok()?;
            Some(format!("cast({number:?} as double precision)"))
        }
        Type::Date | Type::Moment | Type::Bool => None,
    }
}

/// The most frequent values of which something holds, each with its number of rows; nothing where they may not be told.
pub(super) fn shown_values(
    sheet: &Sheet<'_>,
    column: &SheetColumn<'_>,
    condition: &str,
) -> Option<String> {
    if !sheet.may_be_told(column.column) {
        return None;
    }
    let (sql, table) = (&column.sql, sheet.table());
    let answer = sheet.ask(&format!(
        "select cast({sql} as varchar) as value, count(*) as n from {table} where {condition} group by 1 order by 2 desc, 1"
    ));
    let answer = answer.ok()?;
    let shown = (0..answer.rows.len().min(SHOWN)).filter_map(|row| {
        let Value::Text(value) = answer.value(row, "value") else {
            return None;
        };
        Some(format!("`{value}` ({})", count(answer.value(row, "n"))))
    });
    let mut shown: Vec<String> = shown.collect();
    if answer.rows.len() > SHOWN {
        shown.push("…".to_owned());
    }
    Some(shown.join(", "))
}

/// D054: values that don't match a pattern as a whole.
fn matching<'a>(
    sheet: &Sheet<'a>,
    at: usize,
    column: &SheetColumn<'a>,
    span: Span,
    pattern: &'a str,
) -> Option<Expectation<'a>> {
    let whole = whole(pattern);
    is_readable(sheet, &whole).then_some(())?;
    let tell = move |sheet: &Sheet<'a>, column: &SheetColumn<'a>, found: Found| {
        let (name, file, count, of) =
            (column.name(), &sheet.place.file, found.count, column.filled);
        let message = say!(
            en "`{name}` in `{file}` does not match the pattern in {count} of {of} filled cells",
            nl "`{name}` in `{file}` past in {count} van de {of} gevulde cellen niet op het patroon",
        );
        let told = Diagnostic::error(Code("D054"), span, message).help(say!(
            en "the whole cell has to match; have the cells corrected, or widen the pattern",
            nl "de hele cel moet passen; laat de cellen verbeteren, of maak het patroon ruimer",
        ));
        let advice = Advice {
            rule: say!(
                en "`{name}` is written as `{pattern}`",
                nl "`{name}` is geschreven als `{pattern}`",
            ),
            why: say!(
                en "A code that is written otherwise finds no partner in other sources, and can't be looked up.",
                nl "Een code die anders is geschreven vindt geen partner in andere bronnen, en is niet op te zoeken.",
            ),
            act: say!(
                en "Correct these rows, and check the form where people enter it. A program that takes a code for a number drops its zeros in front.",
                nl "Verbeter deze rijen, en controleer de vorm waar mensen het invullen. Een programma dat een code voor een getal houdt, laat voorloopnullen vallen.",
            ),
        };
        Some(sheet.finding(told, Some(column), found, of, advice))
    };
    Some(Expectation {
        column: at,
        broken: format!(
            "not regexp_like(cast({} as varchar), {})",
            column.sql,
            text(&whole)
        ),
        tell: Box::new(tell),
    })
}

/// A pattern for the whole of a cell.
fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

fn is_readable(sheet: &Sheet<'_>, pattern: &str) -> bool {
    sheet
        .ask(&format!("select regexp_like('', {})", text(pattern)))
        .is_ok()
}

/// D054 for patterns that can't be read; D051 for values that should occur once, and for the key.
pub(super) fn check(sheet: &Sheet<'_>) -> Result<Vec<Finding>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    for column in &sheet.columns {
        for rule in &column.column.rules {
            match &rule.value {
                Rule::Matches(pattern) if !is_readable(sheet, &whole(pattern)) => {
                    let told = unreadable_pattern(rule.span);
                    findings.push(Finding::about_file(sheet.id, told));
                }
                Rule::Unique => findings.extend(repeats(sheet, &[column], rule.span)?),
                _ => {}
            }
        }
    }
    let key = sheet.columns.iter().filter(|c| c.column.is_key());
    let key: Vec<&SheetColumn<'_>> = key.collect();
    if let Some(first) = key.first()
        && !key.iter().any(|c| c.column.is_unique())
    {
        findings.extend(repeats(sheet, &key, first.column.row)?);
    }
    Ok(findings)
}

fn unreadable_pattern(span: Span) -> Diagnostic {
    let message = say!(
        en "this pattern can't be read, so nothing was compared with it",
        nl "dit patroon is niet te lezen, dus er is niets mee vergeleken",
    );
    Diagnostic::error(Code("D054"), span, message).help(say!(
        en "it is a regular expression: close every bracket, and write `\\` before a sign that stands for itself",
        nl "het is een reguliere expressie: sluit elk haakje, en schrijf `\\` voor een teken dat voor zichzelf staat",
    ))
}

/// The rows with the values of an earlier row, and how many values occur more than once. Rows where all of them are empty are
/// left out.
pub(super) fn twice(
    sheet: &Sheet<'_>,
    columns: &[&SheetColumn<'_>],
) -> Result<(Found, u64), Box<Diagnostic>> {
    let each: Vec<&str> = columns.iter().map(|c| c.sql.as_str()).collect();
    let filled: Vec<String> = each.iter().map(|c| format!("{c} is not null")).collect();
    sheet.repeats(&sheet.table(), &each.join(", "), &filled.join(" or "))
}

/// D051: rows with the values of an earlier row.
fn repeats(
    sheet: &Sheet<'_>,
    columns: &[&SheetColumn<'_>],
    span: Span,
) -> Result<Option<Finding>, Box<Diagnostic>> {
    let (found, several) = twice(sheet, columns)?;
    if found.count == 0 {
        return Ok(None);
    }
    let names: Vec<String> = columns.iter().map(|c| format!("`{}`", c.name())).collect();
    let name = names.join(" + ");
    let (file, count, of) = (&sheet.place.file, found.count, sheet.rows);
    let message = say!(
        en "{name} in `{file}` repeats the value of an earlier row in {count} of {of} rows",
        nl "{name} in `{file}` herhaalt in {count} van de {of} rijen de waarde van een eerdere rij",
    );
    let told = Diagnostic::error(Code("D051"), span, message)
        .help(say!(
            en "values that occur more than once: {several}",
            nl "waarden die vaker voorkomen: {several}",
        ))
        .help(say!(
            en "find out whether these rows are double or the key is another one; mark every column of the key with `key`",
            nl "zoek uit of deze rijen dubbel zijn of dat de sleutel een andere is; geef elke kolom van de sleutel `sleutel`",
        ));
    let advice = Advice {
        rule: say!(
            en "{name} is different in each row",
            nl "{name} is in elke rij anders",
        ),
        why: say!(
            en "What stands twice counts twice, and a link to it multiplies rows.",
            nl "Wat er twee keer staat telt twee keer, en een koppeling ermee vermenigvuldigt rijen.",
        ),
        act: say!(
            en "Take double rows out. Are both rows right? Then tell us what makes them differ.",
            nl "Haal dubbele rijen weg. Kloppen beide rijen? Laat ons dan weten waarin ze verschillen.",
        ),
    };
    let column = match columns {
        [one] => Some(*one),
        _ => None,
    };
    Ok(Some(sheet.finding(told, column, found, of, advice)))
}

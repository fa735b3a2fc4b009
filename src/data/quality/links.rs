//! D065 and D066: links between sources that find no partner, or more than one.

use super::rules::{shown_values, twice};
use super::sheet::{Sheet, SheetColumn, count, counted};
use super::{Advice, Finding};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::Case;
use crate::say;

/// Both sides of a link: a column of many rows, and the one that it points to.
struct Sides<'s, 'a> {
    span: Span,
    many: (&'s Sheet<'a>, &'s SheetColumn<'a>),
    one: (&'s Sheet<'a>, &'s SheetColumn<'a>),
}

/// What is wrong with the links of a case. Only those between columns of files that could be read.
pub(super) fn check(case: &Case, sheets: &[Sheet<'_>]) -> Vec<Finding> {
    let links = case.sources.iter().flat_map(|source| &source.links);
    let side = |field| sheets.iter().find_map(|s| Some((s, s.column(field)?)));
    let sides = links.filter_map(|link| {
        Some(Sides {
            span: link.span,
            many: side(link.from)?,
            one: side(link.to)?,
        })
    });
    let found = sides.flat_map(|sides| {
        let ((many, _), (one, _)) = (sides.many, sides.one);
        [(many.id, broken(&sides)), (one.id, repeated(&sides))]
    });
    let told = found.filter_map(|(about, found)| {
        found.unwrap_or_else(|failed| Some(Finding::about_file(about, *failed)))
    });
    told.collect()
}

/// D065: values without a partner.
fn broken(sides: &Sides<'_, '_>) -> Result<Option<Finding>, Box<Diagnostic>> {
    let ((sheet, column), (other, partner)) = (sides.many, sides.one);
    let as_text = |column: &SheetColumn<'_>| format!("cast({} as varchar)", column.sql);
    let (value, to) = (as_text(column), as_text(partner));
    let condition = format!(
        "{value} is not null and {value} not in (select {to} from {} where {to} is not null)",
        other.table()
    );
    let (table, counted) = (sheet.table(), counted());
    let answer = sheet.ask(&format!(
        "select {counted}, count(distinct {value}) as several from {table} where {condition}"
    ))?;
    let found = sheet.found_in(&answer, 0, "n", "rows");
    if found.count == 0 {
        return Ok(None);
    }
    let several = count(answer.value(0, "several"));
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, column.filled);
    let (their, there, all) = (partner.name(), &other.place.file, column.distinct);
    let message = say!(
        en "`{name}` in `{file}` finds no `{their}` in `{there}` in {count} of {of} filled cells, for {several} of {all} values",
        nl "`{name}` in `{file}` vindt in {count} van de {of} gevulde cellen geen `{their}` in `{there}`, voor {several} van de {all} waarden",
    );
    let mut told = Diagnostic::warning(Code("D065"), sides.span, message);
    if count == of {
        told = told.help(say!(
            en "none of them does: the two are likely written in different ways, such as `GM0363` and `0363`",
            nl "geen enkele: de twee zijn waarschijnlijk anders geschreven, zoals `GM0363` en `0363`",
        ));
    }
    let values = shown_values(sheet, column, &condition);
    let values = values.map(|values| {
        say!(
            en "without partner: {values}",
            nl "zonder partner: {values}",
        )
    });
    let told = told.help(say!(
        en "rows without a partner fall out of figures over both sources; link by a code where there is one",
        nl "rijen zonder partner vallen uit cijfers over beide bronnen; koppel op een code als die er is",
    ));
    let advice = Advice {
        rule: say!(
            en "each value of `{name}` stands in `{their}` of `{there}` too",
            nl "elke waarde van `{name}` staat ook in `{their}` van `{there}`",
        ),
        why: say!(
            en "Rows without a partner fall out of every figure over both sources.",
            nl "Rijen zonder partner vallen uit elk cijfer over beide bronnen.",
        ),
        act: say!(
            en "Compare the two: is a code new, gone or written in another way? Names change more often than codes, so use the code where there is one.",
            nl "Vergelijk de twee: is een code nieuw, vervallen of anders geschreven? Namen veranderen vaker dan codes, dus gebruik de code als die er is.",
        ),
    };
    let finding = sheet.finding(told, Some(column), found, of, advice);
    Ok(Some(finding.showing(values)))
}

/// D066: values that several rows have on the side where there should be one.
fn repeated(sides: &Sides<'_, '_>) -> Result<Option<Finding>, Box<Diagnostic>> {
    let (sheet, column) = sides.one;
    // Then D051 tells.
    if column.column.is_unique() || column.column.is_key() {
        return Ok(None);
    }
    let (found, several) = twice(sheet, &[column])?;
    if found.count == 0 {
        return Ok(None);
    }
    let (name, file, count, of) = (column.name(), &sheet.place.file, found.count, sheet.rows);
    let message = say!(
        en "`{name}` in `{file}`, to which a link points, repeats the value of an earlier row in {count} of {of} rows",
        nl "`{name}` in `{file}`, waar een koppeling naar wijst, herhaalt in {count} van de {of} rijen de waarde van een eerdere rij",
    );
    let told = Diagnostic::warning(Code("D066"), sides.span, message)
        .help(say!(
            en "values that occur more than once: {several}",
            nl "waarden die vaker voorkomen: {several}",
        ))
        .help(say!(
            en "each row finds several partners there, and what is taken from them is ambiguous; link to a column that tells rows apart",
            nl "elke rij vindt daar meer partners, en wat ervan overgenomen wordt is dubbelzinnig; koppel aan een kolom die rijen onderscheidt",
        ));
    let advice = Advice {
        rule: say!(
            en "`{name}` is different in each row",
            nl "`{name}` is in elke rij anders",
        ),
        why: say!(
            en "We look things up in this list. What stands in it twice gives two answers.",
            nl "Wij zoeken dingen op in deze lijst. Wat er twee keer in staat, geeft twee antwoorden.",
        ),
        act: say!(
            en "Keep one row for each value, or tell us what makes the rows differ.",
            nl "Houd per waarde één rij over, of laat ons weten waarin de rijen verschillen.",
        ),
    };
    Ok(Some(sheet.finding(told, Some(column), found, of, advice)))
}

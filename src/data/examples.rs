//! The examples of a case, computed: what its measures come to and whether its acts fire over the rows that people wrote down.
//!
//! The rows stand in the query itself, so nothing of the data is read. Columns that an example leaves out are empty, and the
//! small-number rule does not hold: the rows are made by hand.

use super::cell::{Reading, Unfit, Value as CellValue};
use super::notation::{DateNotation, NumberNotation};
use super::{Engine, Value, cell::Cell};
use crate::dashboard::sql::Queries;
use crate::dashboard::{Dashboard, SmallNumbers, number};
use crate::diag::{Code, Diagnostic, Lang, Span, Spanned, Words};
use crate::formula::sql::Dialect;
use crate::formula::term::{MeasureId, SourceId, Type};
use crate::model::{Case, Column, Example, Expectation, Origin, Source};
use crate::say;
use crate::syntax::values;
use std::borrow::Cow;

/// How far a computed value may lie from one that was written whole.
const SLACK: f64 = 1e-9;

/// What of the examples does not come true. `text` is that of the case.
pub fn examples(
    case: &Case,
    dashboard: &Dashboard,
    engine: &dyn Engine,
    text: &str,
) -> Vec<Diagnostic> {
    let mut plain = dashboard.clone();
    plain.small_numbers = SmallNumbers::default();
    let mut findings = Vec::new();
    for example in &case.examples {
        findings.extend(of_example(case, &plain, engine, example, text));
    }
    findings.sort_by_key(Diagnostic::order);
    findings
}

fn of_example(
    case: &Case,
    dashboard: &Dashboard,
    engine: &dyn Engine,
    example: &Example,
    text: &str,
) -> Vec<Diagnostic> {
    if example.expects.is_empty() {
        return Vec::new();
    }
    let own = match source_of(case, example) {
        Ok(own) => own,
        Err(finding) => return vec![*finding],
    };
    let mut tables = Vec::new();
    let mut unfit = Vec::new();
    for (at, source) in case.sources.iter().enumerate() {
        let given = (Some(at) == own).then_some(example);
        tables.push(table(
            source,
            given,
            case.lang,
            engine.dialect(),
            &mut unfit,
        ));
    }
    if !unfit.is_empty() {
        return unfit;
    }
    let table = |id: SourceId| tables.get(id.0).cloned().unwrap_or_default();
    let queries = Queries {
        dashboard,
        dialect: engine.dialect(),
        table: &table,
    };
    let mut findings = Vec::new();
    for expected in &example.expects {
        let found = match &expected.value {
            Expectation::Value(measure, value) => {
                let place = Spanned::new(*value, expected.span);
                measured(&queries, engine, example, *measure, &place, text)
            }
            Expectation::Fires(action, fires) => {
                let name = case.actions.get(action.0).map_or("", |a| &a.name.value);
                let place = Spanned::new(*fires, expected.span);
                fired(&queries, engine, example, name, &place)
            }
        };
        findings.extend(found.err().map(|finding| *finding));
    }
    findings
}

/// The source whose rows an example gives: the first that has all its columns.
fn source_of(case: &Case, example: &Example) -> Result<Option<usize>, Box<Diagnostic>> {
    let names: Vec<&Spanned<String>> = example.columns.iter().filter(|c| !c.is_empty()).collect();
    let lacks = |source: &Source| names.iter().find(|n| column(source, n).is_none()).copied();
    let whole = case.sources.iter().position(|s| lacks(s).is_none());
    // The most that a source has, for the finding.
    let nearest = case.sources.iter().filter_map(lacks).max_by_key(|n| n.span);
    match (whole, nearest) {
        (None, Some(name)) => Err(Box::new(no_column(name))),
        (whole, _) => Ok(whole),
    }
}

fn column<'s>(source: &'s Source, name: &str) -> Option<&'s Column> {
    let name = name.to_lowercase();
    source
        .columns
        .iter()
        .find(|c| c.name.to_lowercase() == name)
}

/// The rows of a source as a table in a query; none where the example is about another source.
fn table(
    source: &Source,
    example: Option<&Example>,
    lang: Lang,
    dialect: Dialect,
    unfit: &mut Vec<Diagnostic>,
) -> String {
    let from_file = matches!(source.origin.as_deref(), None | Some(Origin::File(_)));
    let row = |cells: &mut dyn FnMut(&Column) -> Option<String>| {
        let columns = source.columns.iter().map(|column| {
            let literal = cells(column).unwrap_or_else(|| "null".to_owned());
            let name = if from_file {
                &column.name.value
            } else {
                &column.from
            };
            format!(
                "cast({literal} as {}) as {}",
                sql_type(column.ty.value),
                dialect.name(name)
            )
        });
        format!("select {}", columns.collect::<Vec<_>>().join(", "))
    };
    let mut rows = Vec::new();
    if let Some(example) = example {
        for cells in &example.rows {
            rows.push(row(&mut |column| {
                let at = example
                    .columns
                    .iter()
                    .position(|c| c.to_lowercase() == column.name.to_lowercase())?;
                let cell = cells.get(at)?;
                literal(cell, column, source, lang, dialect).unwrap_or_else(|Unfit| {
                    unfit.push(unfit_cell(cell, column));
                    None
                })
            }));
        }
    }
    let rows = match rows.is_empty() {
        true => row(&mut |_| None) + " where 1 = 0",
        false => rows.join(" union all "),
    };
    format!("({rows}) as example_rows")
}

fn sql_type(ty: Type) -> &'static str {
    match ty {
        Type::Text => "varchar",
        Type::Number => "double precision",
        Type::Whole => "bigint",
        Type::Date => "date",
        Type::Moment => "timestamp(6)",
        Type::Bool => "boolean",
    }
}

/// A cell as a value in a query; nothing where it is empty. It is written as everywhere in the case, or as the source says.
fn literal(
    cell: &str,
    column: &Column,
    source: &Source,
    lang: Lang,
    dialect: Dialect,
) -> Result<Option<String>, Unfit> {
    let ty = column.ty.value;
    let mut reading = Reading::of(source, ty);
    if source.numbers.is_none() {
        if ty == Type::Number
            && reading.clean(cell).is_some()
            && let Ok(number) = values::number(cell, lang)
        {
            return Ok(Some(number.value.to_string()));
        }
        if lang == Lang::Nl {
            reading.numbers = NumberNotation::of("1234,5");
        }
    }
    let own = source.dates.as_ref().map(|d| DateNotation::of(d));
    let dutch = (lang == Lang::Nl).then(|| DateNotation::of("dd-mm-yyyy hh:mm:ss"));
    let notations = own.into_iter().chain([DateNotation::iso()]).chain(dutch);
    let mut found = Err(Unfit);
    for notation in notations {
        reading.dates = notation;
        let cell = Cell::Text(Cow::Borrowed(cell));
        if let Ok(value) = reading.read(cell) {
            found = Ok(value);
            break;
        }
    }
    Ok(found?.map(|value| match value {
        CellValue::Text(text) => dialect.text(&text),
        CellValue::Number(n) => n.to_string(),
        CellValue::Whole(n) => n.to_string(),
        CellValue::Date(day) => format!("'{day}'"),
        CellValue::Moment(moment) => format!("'{}'", moment.strftime("%Y-%m-%d %H:%M:%S")),
        CellValue::Bool(yes) => yes.to_string(),
    }))
}

/// Demands that a measure comes to a value.
fn measured(
    queries: &Queries<'_>,
    engine: &dyn Engine,
    example: &Example,
    id: MeasureId,
    expected: &Spanned<Option<f64>>,
    text: &str,
) -> Result<(), Box<Diagnostic>> {
    let (span, name) = (expected.span, &example.name.value);
    let Some(measure) = queries.dashboard.measure(id) else {
        return Ok(());
    };
    if measure.source.is_none() {
        return Err(Box::new(not_computed(span, name, &several_sources())));
    }
    let sql = queries
        .total(id)
        .map_err(|why| Box::new(not_computed(span, name, &why.reason)))?;
    let answer = engine.query(&sql, span)?;
    let computed = match answer.value(0, "value 1") {
        Value::Whole(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        Value::Bool(yes) => Some(f64::from(u8::from(*yes))),
        _ => None,
    };
    let written = text_after_sign(span.of(text));
    if comes_to(computed, expected.value, written) {
        return Ok(());
    }
    let lang = queries.dashboard.lang;
    let percent = measure.percent || written.ends_with('%');
    let computed = match computed {
        None => lang.pick("empty", "leeg").to_owned(),
        Some(value) => number(value, percent, lang),
    };
    Err(Box::new(other_value(
        span,
        name,
        (&measure.name, measure.span),
        written,
        &computed,
    )))
}

fn text_after_sign(expected: &str) -> &str {
    expected
        .rsplit_once('=')
        .map_or(expected, |(_, value)| value)
        .trim()
}

/// Whether a value is the one that was written; one with decimals is taken for rounded to so many.
fn comes_to(computed: Option<f64>, expected: Option<f64>, written: &str) -> bool {
    let (Some(computed), Some(expected)) = (computed, expected) else {
        return computed.is_none() && expected.is_none();
    };
    let digits = written.trim_end_matches('%').trim_end();
    let decimals = digits.rsplit_once(['.', ',']).map_or(0, |(_, d)| d.len());
    let scale = if written.ends_with('%') { 100.0 } else { 1.0 };
    let slack = match decimals {
        0 => 0.0,
        n => 0.5 * 10_f64.powi(-(n as i32)),
    };
    (computed - expected).abs() * scale <= slack + SLACK * expected.abs().max(1.0)
}

/// Demands that an act fires, or does not.
fn fired(
    queries: &Queries<'_>,
    engine: &dyn Engine,
    example: &Example,
    action: &str,
    expected: &Spanned<bool>,
) -> Result<(), Box<Diagnostic>> {
    let (span, name) = (expected.span, &example.name.value);
    let Some(card) = queries.dashboard.cards.iter().find(|c| c.id == action) else {
        return Ok(());
    };
    let sql = queries
        .status(card)
        .map_err(|why| Box::new(not_computed(span, name, &why.reason)))?
        .ok_or_else(|| Box::new(not_computed(span, name, &no_occasion(action))))?;
    let answer = engine.query(&sql, span)?;
    let fires = answer.value(0, "fires") == &Value::Bool(true);
    if fires == expected.value {
        return Ok(());
    }
    Err(Box::new(other_outcome(
        span,
        name,
        (action, card.span),
        fires,
    )))
}

fn other_value(
    span: Span,
    example: &str,
    (measure, formula): (&str, Span),
    expected: &str,
    computed: &str,
) -> Diagnostic {
    let message = say!(
        en "example `{example}` expects {expected} for `{measure}`, and its rows come to {computed}",
        nl "voorbeeld `{example}` verwacht {expected} voor `{measure}`, en de rijen komen uit op {computed}",
    );
    mismatch(span, message).related(
        formula,
        say!(en "how `{measure}` is computed", nl "hoe `{measure}` wordt berekend"),
    )
}

fn other_outcome(
    span: Span,
    example: &str,
    (action, head): (&str, Span),
    fires: bool,
) -> Diagnostic {
    let message = match fires {
        true => say!(
            en "example `{example}` expects that `{action}` does not fire, and over its rows it does",
            nl "voorbeeld `{example}` verwacht dat `{action}` niet afgaat, en bij deze rijen gaat ze af",
        ),
        false => say!(
            en "example `{example}` expects that `{action}` fires, and over its rows it does not",
            nl "voorbeeld `{example}` verwacht dat `{action}` afgaat, en bij deze rijen gaat ze niet af",
        ),
    };
    mismatch(span, message).related(head, say!(en "the act", nl "de actie"))
}

fn mismatch(span: Span, message: Words) -> Diagnostic {
    Diagnostic::error(Code("D095"), span, message).help(say!(
        en "work the rows out by hand once more, together: either the formula says something else than people meant, or the example was wrong",
        nl "reken de rijen samen nog eens met de hand na: de formule zegt iets anders dan bedoeld, of het voorbeeld klopt niet",
    ))
}

fn not_computed(span: Span, example: &str, why: &Words) -> Diagnostic {
    let (en, nl) = (&why.en, &why.nl);
    let message = say!(
        en "example `{example}` can't be computed: {en}",
        nl "voorbeeld `{example}` is niet te berekenen: {nl}",
    );
    Diagnostic::warning(Code("D096"), span, message)
}

fn several_sources() -> Words {
    say!(
        en "the measure takes rows of two sources, and an example gives those of one",
        nl "de maat neemt rijen uit twee bronnen, en een voorbeeld geeft die van één",
    )
}

fn no_occasion(action: &str) -> Words {
    say!(
        en "`{action}` has no trigger, choice or date that can be judged",
        nl "`{action}` heeft geen aanleiding, keuze of datum die te beoordelen is",
    )
}

fn no_column(name: &Spanned<String>) -> Diagnostic {
    let column = &name.value;
    let message = say!(
        en "no source has all columns of this example: `{column}` is not one of the others' source",
        nl "geen bron heeft alle kolommen van dit voorbeeld: `{column}` hoort niet bij de bron van de andere",
    );
    Diagnostic::warning(Code("D096"), name.span, message).help(say!(
        en "give the columns of one source; an attribute is computed, so give the columns that it is computed from",
        nl "geef de kolommen van één bron; een kenmerk wordt berekend, geef dus de kolommen waaruit het volgt",
    ))
}

fn unfit_cell(cell: &Spanned<String>, column: &Column) -> Diagnostic {
    let name = &column.name.value;
    let message = say!(
        en "this is no value for `{name}`, so the example can't be computed",
        nl "dit is geen waarde voor `{name}`, dus het voorbeeld is niet te berekenen",
    );
    Diagnostic::warning(Code("D096"), cell.span, message).help(say!(
        en "write it as elsewhere in the case, or as `dates` and `numbers` of the source say",
        nl "schrijf het als elders in de casus, of zoals `datumnotatie` en `getalnotatie` van de bron zeggen",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_decimals_is_taken_for_rounded() {
        let third = Some(1.0 / 3.0);
        assert!(comes_to(third, Some(0.333), "33.3%"));
        assert!(!comes_to(third, Some(0.33), "33%"));
        assert!(!comes_to(third, Some(0.334), "33.4%"));
        assert!(comes_to(Some(4.5), Some(4.5), "4,5"));
        assert!(!comes_to(Some(1.4), Some(1.0), "1"));
        assert!(comes_to(None, None, "empty") && !comes_to(None, Some(0.0), "0"));
    }
}

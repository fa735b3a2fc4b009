//! `tests/formulas/PLACE.tsv`: a line is a language, a formula, what it means (or its findings), and optionally its `empty`
//! rules. `UPDATE=1` rewrites what is expected; read the difference.
//!
//! A finding is written as its code and the text that it marks: `F004 ‹a < b›`. A formula is checked against one small
//! case whose names exist in both languages.

use casus::diag::{Diagnostic, Edit, Lang, Span, Spanned};
use casus::formula::ast::Unit;
use casus::formula::term::{
    AttributeId, ColumnId, FieldRef, MeasureId, SourceId, Term, TermKind, Type,
};
use casus::formula::{
    Checked, EmptyRule, Facts, FieldInfo, Names, Scope, Treatment, check_condition, check_filter,
    check_measure, check_row, parse, parse_prefix,
};
use casus::syntax::Value;
use jiff::civil::date;
use proptest::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A column or attribute: source, Dutch and English name, type, whether it may be empty.
type FieldRow = (usize, &'static str, &'static str, Type, bool);

const FIELDS: &[FieldRow] = &[
    (0, "zaak", "id", Type::Whole, false),
    (0, "gemeld", "reported_on", Type::Moment, false),
    (0, "uiterlijk", "due_on", Type::Moment, true),
    (0, "afgehandeld", "closed_on", Type::Moment, true),
    (0, "soort", "category", Type::Text, false),
    (0, "buurt", "neighbourhood", Type::Text, true),
    (0, "bedrag", "amount", Type::Number, true),
    (0, "peildatum", "counted_on", Type::Date, false),
    (0, "spoed", "urgent", Type::Bool, true),
    (0, "week", "week", Type::Whole, false),
    (0, "café-naam", "café-name", Type::Text, true),
    (1, "buurt", "neighbourhood", Type::Text, false),
    (1, "inwoners", "residents", Type::Whole, false),
    // The last is an attribute that counts days.
    (0, "doorlooptijd", "duration", Type::Number, true),
];

const SOURCES: &[(&str, &str)] = &[("meldingen", "reports"), ("wijken", "areas")];

/// Measures, and what they count.
const MEASURES: &[(&str, &str, Option<Unit>)] = &[
    ("op_tijd", "on_time", None),
    ("openstaand", "open", None),
    ("mediaan_dagen", "median_days", Some(Unit::Days)),
    ("te-laat", "too-late", None),
];

struct SmallCase;

fn field(index: usize) -> FieldRef {
    let source = SourceId(FIELDS[index].0);
    match index + 1 == FIELDS.len() {
        true => FieldRef::Attribute(source, AttributeId(index)),
        false => FieldRef::Column(source, ColumnId(index)),
    }
}

fn index_of(field: FieldRef) -> usize {
    match field {
        FieldRef::Attribute(_, AttributeId(index)) | FieldRef::Column(_, ColumnId(index)) => index,
    }
}

impl Names for SmallCase {
    fn fields(&self, source: Option<&str>, name: &str) -> Vec<FieldInfo> {
        let wanted = source.map(|source| self.source(source));
        let of_source = |row: &FieldRow| wanted.is_none_or(|s| s == Some(SourceId(row.0)));
        let rows = FIELDS.iter().enumerate();
        let found = rows.filter(|(_, row)| of_source(row) && is(name, (row.1, row.2)));
        let info = |(index, row): (usize, &FieldRow)| FieldInfo {
            field: field(index),
            ty: row.3,
            may_be_empty: row.4,
        };
        found.map(info).collect()
    }

    fn own_field(&self, source: SourceId, name: &str) -> Option<FieldInfo> {
        let all = self.fields(None, name);
        all.into_iter().find(|info| info.field.source() == source)
    }

    fn measure(&self, name: &str) -> Option<MeasureId> {
        let mut rows = MEASURES.iter();
        rows.position(|row| is(name, (row.0, row.1))).map(MeasureId)
    }

    fn source(&self, name: &str) -> Option<SourceId> {
        let mut rows = SOURCES.iter();
        rows.position(|row| is(name, *row)).map(SourceId)
    }

    fn candidates(&self) -> Vec<String> {
        let fields = FIELDS.iter().map(|row| [row.1, row.2]);
        let measures = MEASURES.iter().map(|row| [row.0, row.1]);
        let all = fields
            .chain(measures)
            .chain(SOURCES.iter().map(|row| [row.0, row.1]));
        all.flatten().map(str::to_owned).collect()
    }

    fn field_facts(&self, field: FieldRef) -> Option<Facts> {
        let (_, name, _, ty, _) = FIELDS[index_of(field)];
        let counts = (name == "doorlooptijd").then_some(Unit::Days);
        Some(Facts {
            counts,
            ..Facts::of_column(ty)
        })
    }

    fn measure_facts(&self, measure: MeasureId) -> Option<Facts> {
        let counts = MEASURES[measure.0].2;
        Some(Facts {
            counts,
            ..Facts::of_column(Type::Number)
        })
    }
}

fn is(name: &str, (nl, en): (&str, &str)) -> bool {
    let name = name.to_lowercase();
    name == nl || name == en
}

// --- a formula and what came of it

fn value(text: &str) -> Value {
    Value {
        text: text.to_owned(),
        pieces: vec![Span::new(0, text.len() as u32)],
    }
}

/// `afgehandeld today; uiterlijk out; gemeld 2027-01-01`, or `today` alone.
fn rules(text: &str) -> Vec<EmptyRule> {
    let parts = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(rule).collect()
}

fn rule(part: &str) -> EmptyRule {
    let (name, treatment) = match part.split_once(' ') {
        Some((name, treatment)) => (Some(name), treatment),
        None => (None, part),
    };
    let span = Span::default();
    let named = name.map(|name| SmallCase.fields(None, name)[0].field);
    EmptyRule {
        field: named.map(|field| Spanned::new(field, span)),
        treatment: match treatment {
            "today" => Treatment::Today,
            "out" => Treatment::LeftOut,
            _ => Treatment::On(date(2027, 1, 1)),
        },
        span,
    }
}

fn run(place: &str, lang: Lang, text: &str, empties: &[EmptyRule]) -> (Checked, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let value = value(text);
    let expr = parse(&value, 0..text.len(), lang, &mut sink);
    let source = (!place.ends_with("_two_sources")).then_some(SourceId(0));
    let scope = Scope {
        names: &SmallCase,
        lang,
        source,
        empties,
    };
    let check = match place {
        "row" => check_row,
        "filter" => check_filter,
        "condition" => check_condition,
        _ => check_measure,
    };
    (check(&expr, &scope, &mut sink), sink)
}

fn outcome(text: &str, (checked, sink): &(Checked, Vec<Diagnostic>)) -> String {
    let mark = |d: &Diagnostic| format!("{} ‹{}›", d.code, d.span.of(text));
    let mut parts: Vec<String> = sink.iter().map(mark).collect();
    if let (Some(term), true) = (&checked.term, sink.is_empty()) {
        parts.push(format!("{} : {}", print(term), type_name(term.ty)));
    }
    let fields = |word: &str, list: &[Spanned<FieldRef>]| {
        let marked = list
            .iter()
            .map(|f| format!("{word} {}", FIELDS[index_of(f.value)].2));
        marked.collect::<Vec<_>>()
    };
    parts.extend(fields("unsaid", &checked.unsaid));
    parts.extend(fields("left-out end", &checked.left_out_ends));
    parts.join(" | ")
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Text => "text",
        Type::Number => "number",
        Type::Whole => "whole",
        Type::Date => "date",
        Type::Moment => "moment",
        Type::Bool => "bool",
    }
}

fn list(terms: &[Term]) -> String {
    terms.iter().map(print).collect::<Vec<_>>().join(", ")
}

fn print(term: &Term) -> String {
    match &term.kind {
        TermKind::Number(n) => n.to_string(),
        TermKind::Text(text) => format!("{text:?}"),
        TermKind::Bool(value) => value.to_string(),
        TermKind::Date(date) => date.to_string(),
        TermKind::Today => "today".into(),
        TermKind::Field(field) => FIELDS[index_of(*field)].2.into(),
        TermKind::ToMoment(x) => format!("moment({})", print(x)),
        TermKind::Negate(x) => format!("(- {})", print(x)),
        TermKind::Not(x) => format!("(not {})", print(x)),
        TermKind::Binary(op, a, b) => format!("({} {} {})", op.symbol(), print(a), print(b)),
        TermKind::In(x, items) => format!("({} in {})", print(x), list(items)),
        TermKind::IsEmpty(x) => format!("(empty {})", print(x)),
        TermKind::Shift(x, count, unit) => format!("shift({}, {count} {unit:?})", print(x)),
        TermKind::Call(function, args) => format!("{}({})", function.name(Lang::En), list(args)),
        TermKind::Aggregate {
            function,
            source,
            of,
            percentile,
            filter,
        } => {
            let of = of.as_ref().map(|of| format!(" {}", print(of)));
            let percentile = percentile.map(|p| format!(" at {p}"));
            let filter = filter.as_ref().map(|f| format!(" where {}", print(f)));
            let parts = [of, percentile, filter]
                .map(Option::unwrap_or_default)
                .concat();
            format!(
                "{}[{}{parts}]",
                function.name(Lang::En),
                SOURCES[source.0].1
            )
        }
        TermKind::Measure(id) => format!("@{}", MEASURES[id.0].1),
        TermKind::Over {
            function,
            measure,
            back,
        } => {
            let back = back.map(|(count, unit)| format!(", {count} {unit:?}"));
            let name = MEASURES[measure.0].1;
            format!(
                "{}(@{name}{})",
                function.name(Lang::En),
                back.unwrap_or_default()
            )
        }
    }
}

// --- the tables

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/formulas")
}

fn check_table(place: &str, judge: impl Fn(Lang, &str, &str) -> String) {
    let path = folder().join(format!("{place}.tsv"));
    let text = std::fs::read_to_string(&path).unwrap();
    let mut fresh = String::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let lang = if cells[0] == "nl" { Lang::Nl } else { Lang::En };
        let row = match cells.as_slice() {
            [_, formula, _, empties] => {
                let now = judge(lang, formula, empties);
                format!("{}\t{formula}\t{now}\t{empties}\n", cells[0])
            }
            [_, formula, ..] => format!("{}\t{formula}\t{}\n", cells[0], judge(lang, formula, "")),
            _ => format!("{line}\n"),
        };
        fresh.push_str(&row);
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap();
    for (was, is) in wanted.lines().zip(fresh.lines()) {
        assert_eq!(was, is, "in {place}.tsv");
    }
}

fn check_place(place: &str) {
    check_table(place, |lang, formula, empties| {
        outcome(formula, &run(place, lang, formula, &rules(empties)))
    });
}

#[test]
fn values_per_row() {
    check_place("row");
}

#[test]
fn measures() {
    check_place("measure");
}

#[test]
fn measures_where_the_source_is_not_told() {
    check_place("measure_two_sources");
}

#[test]
fn conditions() {
    check_place("condition");
}

#[test]
fn filters() {
    check_place("filter");
}

/// `fixes.tsv`: what becomes of a formula (a value per row) when its fixes are carried out until none is left.
#[test]
fn fixes_mend() {
    check_table("fixes", |lang, formula, _| {
        let mut text = formula.to_owned();
        for _ in 0..10 {
            let (_, sink) = run("row", lang, &text, &[]);
            match sink.iter().find_map(|d| d.fixes.first()) {
                Some(fix) => text = apply(&text, &fix.edits),
                None => return text,
            }
        }
        format!("never quiet: {text}")
    });
}

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let range = edit.span.start as usize..edit.span.end as usize;
        text.replace_range(range, &edit.text);
    }
    text
}

// --- places

/// The text of a file and a value whose pieces are its lines from the second on.
fn continued(file: &str) -> Value {
    let mut pieces = Vec::new();
    let mut at = 0;
    for line in file.split('\n') {
        let start = at + (line.len() - line.trim_start().len());
        pieces.push(Span::new(start as u32, (at + line.len()) as u32));
        at += line.len() + 1;
    }
    let texts: Vec<&str> = pieces.iter().map(|p| p.of(file)).collect();
    Value {
        text: texts.join(" "),
        pieces,
    }
}

fn marks(file: &str, value: &Value, lang: Lang) -> Vec<String> {
    let mut sink = Vec::new();
    let expr = parse(value, 0..value.text.len(), lang, &mut sink);
    let scope = Scope {
        names: &SmallCase,
        lang,
        source: Some(SourceId(0)),
        empties: &[],
    };
    check_row(&expr, &scope, &mut sink);
    sink.iter()
        .map(|d| format!("{} ‹{}›", d.code, d.span.of(file)))
        .collect()
}

#[test]
fn places_are_right_over_several_lines() {
    let file = "soort = \"één\" en\n      bedraag > 3\n  en (spoed of\n\tsoort >\n 3)";
    let found = marks(file, &continued(file), Lang::Nl);
    assert_eq!(found, ["R001 ‹bedraag›", "F004 ‹soort >\n 3›"]);
    let file = "amount +\n   * 3";
    assert_eq!(marks(file, &continued(file), Lang::En), ["F001 ‹*›"]);
    let file = "afronden(bedrag,\n  1)";
    assert_eq!(marks(file, &continued(file), Lang::Nl), ["F005 ‹,›"]);
}

#[test]
fn places_are_right_after_letters_of_two_bytes() {
    let file = "één + `café-naam` = “é” en buurtt is leeg";
    let found = marks(file, &value(file), Lang::Nl);
    assert_eq!(found, ["F001 ‹“é”›", "R001 ‹één›", "R001 ‹buurtt›"]);
}

// --- a formula before other words

fn prefix(text: &str, lang: Lang) -> (String, Vec<String>) {
    let mut sink = Vec::new();
    let (_, end) = parse_prefix(&value(text), 0..text.len(), lang, &mut sink);
    let codes = sink
        .iter()
        .map(|d| format!("{} ‹{}›", d.code, d.span.of(text)));
    (text[end..].to_owned(), codes.collect())
}

#[test]
fn a_prefix_ends_where_the_formula_can_not_go_on() {
    let rest = |text: &str, lang| prefix(text, lang).0;
    let per = "per soort gedurende 4 weken";
    assert_eq!(rest(&format!("op_tijd < 85% {per}"), Lang::Nl), per);
    assert_eq!(
        rest("on_time < 5 days for 4 weeks", Lang::En),
        "for 4 weeks"
    );
    assert_eq!(rest("amount > 4.5, wide", Lang::En), ", wide");
    assert_eq!(rest("bedrag > 4,5, breed", Lang::Nl), ", breed");
    assert_eq!(rest("(a or b) and c", Lang::En), "");
}

#[test]
fn a_value_missing_before_other_words_is_one_finding() {
    let (rest, found) = prefix("op_tijd < per soort", Lang::Nl);
    assert_eq!(
        (rest.as_str(), found.as_slice()),
        ("per soort", &["F001 ‹per›".to_owned()][..])
    );
    assert_eq!(prefix("on_time > per", Lang::En).1, Vec::<String>::new());
}

// --- any text at all

/// Codes of the findings of a formula that must be understood without running out of stack.
fn codes(text: &str) -> Vec<&'static str> {
    let (_, sink) = run("row", Lang::En, text, &[]);
    sink.iter().map(|d| d.code.0).collect()
}

#[test]
fn depth_has_a_limit_that_is_told_once() {
    let nested = |n: usize| format!("{}amount{}", "(".repeat(n), ")".repeat(n));
    assert!(codes(&nested(90)).is_empty());
    assert_eq!(codes(&nested(100_000)), ["F010"]);
    assert_eq!(codes(&"(".repeat(100_000)), ["F010"]);
    assert_eq!(codes(&"not ".repeat(100_000)), ["F010"]);
    assert_eq!(codes(&"-".repeat(100_000)), ["F010"]);
    assert_eq!(codes(&"abs(".repeat(100_000)), ["F010"]);
    assert_eq!(
        codes(&format!("amount{}", " + amount".repeat(100_000))),
        ["F010"]
    );
    let many: Vec<String> = (0..10_000).map(|n| n.to_string()).collect();
    assert!(codes(&format!("amount in ({})", many.join(", "))).is_empty());
}

#[test]
fn time_grows_with_length_alone() {
    // In a list, where nothing nests and every part is read.
    let parts = [
        "amount, ", "1 2, ", "@, ", "f(a), ", "(1, ", ", where ", "1,234 ", "nam, ", "'", "a-b, ",
    ];
    let start = Instant::now();
    for part in parts {
        let text = format!("amount in ({}", part.repeat(80_000 / part.len()));
        run("row", Lang::En, &text, &[]);
        let lines = text.replace(' ', "\n");
        let value = continued(&lines);
        parse(&value, 0..value.text.len(), Lang::Nl, &mut Vec::new());
    }
    // Square time would take minutes.
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

/// Measures that use each other: written out, as printers do, they would grow without end.
#[test]
fn formulas_that_grow_by_use_have_a_limit() {
    let too_large = |formula: fn(usize) -> String| {
        let mut text = "case growth\nmeasure m0\n  is: count()\nsource s\n".to_owned();
        for at in 1..30 {
            text += &format!("measure m{at}\n  is: {}\n", formula(at - 1));
        }
        let today = date(2026, 11, 24);
        let findings = casus::analyse(&text, &Default::default(), today).findings;
        findings.iter().filter(|f| f.code.0 == "F010").count()
    };
    assert_eq!(too_large(|used| format!("m{used} + 1")), 0);
    assert!(too_large(|used| format!("m{used} + m{used}")) > 0);
    assert!(too_large(|used| format!("m{used}{}", " + 1".repeat(90))) > 0);
}

#[test]
fn nobody_reads_more_than_fifty_findings() {
    assert_eq!(
        codes(&format!("amount in ({}1)", "@, ".repeat(1_000))).len(),
        50
    );
    assert_eq!(
        codes(&format!("amount in ({}1)", "nam, ".repeat(1_000))).len(),
        50
    );
}

/// Pieces of formulas, in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = vec![
        "amount",
        "closed_on",
        "op_tijd",
        "count",
        "aantal",
        "(",
        ")",
        ",",
        ";",
        "85%",
        "4,5",
        "1.234",
        "2 weeks",
        "2 weken",
        "06/01/2027",
        "2027-06-01",
        "\"é\"",
        "\"",
        "`",
        "café-naam",
        "is",
        "not",
        "niet",
        "empty",
        "leeg",
        "in",
        "and",
        "en",
        "or",
        "of",
        "where",
        "waar",
        "+",
        "-",
        "*",
        "/",
        "<",
        "<=",
        "=",
        "<>",
        "==",
        "per",
        "for",
        "if",
        "als",
        "yes",
        "ja",
        ".",
        "@",
        "days",
        "dagen",
        "\u{a0}",
    ];
    let word = prop::sample::select(words).prop_map(str::to_owned);
    let any = prop_oneof![9 => word, 1 => any::<String>()];
    let blank = prop::sample::select(vec!["", " ", " ", "\n   "]);
    let pieces = prop::collection::vec((any, blank), 0..40);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(a, b)| [a, b.to_owned()])
            .collect()
    })
}

proptest! {
    /// Whatever is written gives a term or a finding, all of whose places and fixes are places in the text.
    #[test]
    fn no_text_is_too_odd(text in soup(), dutch: bool) {
        let lang = if dutch { Lang::Nl } else { Lang::En };
        let value = continued(&text);
        for check in [check_row, check_measure, check_condition] {
            let mut sink = Vec::new();
            let expr = parse(&value, 0..value.text.len(), lang, &mut sink);
            let scope = Scope { names: &SmallCase, lang, source: Some(SourceId(0)), empties: &[] };
            let checked = check(&expr, &scope, &mut sink);
            prop_assert!(checked.term.is_some() || !sink.is_empty(), "refused without a word");
            for finding in &sink {
                let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
                let related = finding.related.iter().map(|r| r.span);
                for span in edits.chain(related).chain([finding.span]) {
                    let range = span.start as usize..span.end as usize;
                    prop_assert!(text.get(range).is_some(), "{}: {span:?}", finding.code);
                }
            }
        }
        let (_, end) = parse_prefix(&value, 0..value.text.len(), lang, &mut Vec::new());
        prop_assert!(value.text.get(end..).is_some());
    }
}

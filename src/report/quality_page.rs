//! The quality of the data as a page that is sent to the owner of a source: what was found, in which rows, why it matters, what
//! the owner can do. It holds row numbers and no values of persons.

use super::quality::cells;
use crate::data::quality::{Advice, Finding, Quality, SourceQuality};
use crate::diag::{Lang, Severity};
use crate::model::{Case, Slot};
use crate::page::format::{capital, day, number, percent};
use crate::page::table::{Column, Fact, Kind, Table};
use crate::page::{self, escape, safe};
use jiff::civil::Date;
use minijinja::{Error, Value};
use serde::Serialize;

const TEMPLATE: &str = include_str!("templates/quality.html");

#[derive(Serialize)]
struct Page {
    title: String,
    words: Texts,
    about: Vec<Fact>,
    summary: String,
    sources: Vec<Source>,
    footer: String,
}

/// What stands on every page.
#[derive(Serialize)]
struct Texts {
    lead: &'static str,
    rule: &'static str,
    why: &'static str,
    act: &'static str,
    columns: &'static str,
    nothing: &'static str,
}

#[derive(Serialize)]
struct Source {
    title: String,
    facts: Vec<Fact>,
    findings: Vec<Shown>,
    columns: Option<Table>,
}

#[derive(Serialize)]
struct Shown {
    level: &'static str,
    word: &'static str,
    code: &'static str,
    message: Value,
    /// `39 of 13,532 (0.3%)`.
    count: Option<String>,
    /// `lines 4, 10, 12, and 3 more`.
    rows: Option<String>,
    values: Option<Value>,
    rule: Option<Value>,
    why: Option<Value>,
    act: Option<Value>,
}

/// The page.
///
/// # Errors
/// When its template names something that it does not have.
pub fn html(quality: &Quality, case: &Case, as_of: Date, lang: Lang) -> Result<String, Error> {
    let title = format!(
        "{}: {}",
        lang.pick("Data quality", "Kwaliteit van de gegevens"),
        case.title
    );
    let label = |en: &str, nl: &str, text: String| Fact {
        label: lang.pick(en, nl).to_owned(),
        text,
    };
    let maintainer = written(&case.facts.maintainer);
    let asker = maintainer.map(|m| label("Questions to", "Vragen aan", m));
    let about = [
        Some(label(
            "Day of this report",
            "Dag van dit rapport",
            day(as_of, lang),
        )),
        asker,
    ];
    let ids = case.sources.iter().enumerate().map(|(at, _)| at);
    let sources = ids
        .filter_map(|at| source(quality, case, at, lang))
        .collect();
    let context = Page {
        title,
        words: texts(lang),
        about: about.into_iter().flatten().collect(),
        summary: summary(quality, lang),
        sources,
        footer: lang
            .pick(
                "Made with casus. Row numbers are those of the file. Values stand here only of columns that hold no personal data.",
                "Gemaakt met casus. Rijnummers zijn die van het bestand. Waarden staan hier alleen van kolommen zonder persoonsgegevens.",
            )
            .to_owned(),
    };
    page::render(lang, TEMPLATE, &context)
}

fn texts(lang: Lang) -> Texts {
    Texts {
        lead: lang.pick(
            "We use your data. This is what we noticed when we checked it against what we expect of it. You need no program for this page, and may pass it on.",
            "Wij gebruiken uw gegevens. Dit viel op toen wij ze vergeleken met wat wij ervan verwachten. U hebt voor deze pagina geen programma nodig, en mag haar doorsturen.",
        ),
        rule: lang.pick("What we expect", "Wat wij verwachten"),
        why: lang.pick("Why it matters", "Waarom het ertoe doet"),
        act: lang.pick("What you can do", "Wat u kunt doen"),
        columns: lang.pick("How the columns are filled", "Hoe de kolommen zijn gevuld"),
        nothing: lang.pick(
            "Nothing out of the ordinary: the data is as we expect it.",
            "Niets bijzonders: de gegevens zijn zoals wij ze verwachten.",
        ),
    }
}

/// How many findings there are, in a sentence.
fn summary(quality: &Quality, lang: Lang) -> String {
    let count = |severity| {
        let findings = quality.findings.iter();
        findings.filter(|f| f.told.severity == severity).count()
    };
    let parts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = count(severity);
        (count > 0).then(|| format!("{count} × {}", level(severity, lang).1.to_lowercase()))
    });
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.as_slice() {
        [] => texts(lang).nothing.to_owned(),
        some => some.join(" · "),
    }
}

fn source(quality: &Quality, case: &Case, at: usize, lang: Lang) -> Option<Source> {
    let source = case.sources.get(at)?;
    let checked = quality.sources.iter().find(|s| s.source.0 == at);
    let about = quality.findings.iter().filter(|f| f.source.0 == at);
    let mut findings: Vec<&Finding> = about.collect();
    if checked.is_none() && findings.is_empty() {
        return None;
    }
    // The gravest first; what is alike stays in the order of the case.
    findings.sort_by_key(|f| std::cmp::Reverse(f.told.severity));
    let fact = |en: &str, nl: &str, text: Option<String>| {
        Some(Fact {
            label: lang.pick(en, nl).to_owned(),
            text: text?,
        })
    };
    let facts = [
        fact("Owner", "Eigenaar", written(&source.owner)),
        fact("File", "Bestand", checked.map(|c| c.file.clone())),
        fact(
            "Rows",
            "Rijen",
            checked.map(|c| number(c.rows as f64, 0, lang)),
        ),
        fact("Refreshed", "Ververst", written(&source.refreshed)),
    ];
    let word = checked.map_or(("row", "rij"), |c| c.row_word);
    Some(Source {
        title: source
            .text
            .as_ref()
            .map_or_else(|| source.label.clone(), |t| t.value.clone()),
        facts: facts.into_iter().flatten().collect(),
        findings: findings.into_iter().map(|f| shown(f, word, lang)).collect(),
        columns: checked.map(|c| columns(c, lang)),
    })
}

fn written(slot: &Slot) -> Option<String> {
    slot.as_ref().map(|s| s.value.clone())
}

fn shown(finding: &Finding, word: (&str, &str), lang: Lang) -> Shown {
    let (level, name) = level(finding.told.severity, lang);
    let found = &finding.found;
    let advice = finding.advice.as_ref();
    let said = |pick: fn(&Advice) -> &crate::diag::Words| advice.map(|a| coded(pick(a).get(lang)));
    let n = |n: u64| number(n as f64, 0, lang);
    let count = (found.count > 0 && finding.of > 0).then(|| {
        let share = found.count as f64 / finding.of as f64;
        let (count, of, share) = (n(found.count), n(finding.of), percent(share, 1, lang));
        match lang {
            Lang::En => format!("{count} of {of} ({share})"),
            Lang::Nl => format!("{count} van {of} ({share})"),
        }
    });
    Shown {
        level,
        word: name,
        code: finding.told.code.0,
        message: coded(finding.told.message.get(lang)),
        count,
        rows: found.said(word).map(|rows| rows.get(lang).to_owned()),
        values: finding.shown.as_ref().map(|w| coded(w.get(lang))),
        rule: said(|a| &a.rule),
        why: said(|a| &a.why),
        act: said(|a| &a.act),
    }
}

/// A sentence with a capital and a full stop, its words between backticks as code.
fn coded(text: &str) -> Value {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        let part = if at == 0 {
            capital(part)
        } else {
            part.to_owned()
        };
        match at % 2 {
            0 => out += &escape(&part),
            _ => out += &format!("<code>{}</code>", escape(&part)),
        }
    }
    if !text.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    safe(out)
}

/// A name for the style, and what people call it.
fn level(severity: Severity, lang: Lang) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", lang.pick("To correct", "Verbeteren")),
        Severity::Warning => ("warning", lang.pick("To look into", "Nakijken")),
        Severity::Info => ("info", lang.pick("Good to know", "Ter informatie")),
    }
}

fn columns(source: &SourceQuality, lang: Lang) -> Table {
    let head = match lang {
        Lang::En => [
            "Column",
            "Filled",
            "Empty",
            "Does not fit",
            "Different values",
        ],
        Lang::Nl => [
            "Kolom",
            "Gevuld",
            "Leeg",
            "Past niet",
            "Verschillende waarden",
        ],
    };
    let kinds = [
        Kind::Head,
        Kind::Number,
        Kind::Number,
        Kind::Number,
        Kind::Number,
    ];
    let columns = head.into_iter().zip(kinds).map(|(label, kind)| Column {
        label: label.to_owned(),
        kind,
    });
    Table {
        caption: format!("{}: {}", texts(lang).columns, source.file),
        columns: columns.collect(),
        rows: cells(source, lang),
    }
}

//! `casus data check`: the sources of a case against their data.

use super::{Understood, case_argument, case_of, exit_of, understand};
use crate::cli::{Exit, Session, args, err, out};
use crate::data::quality::{self, Quality};
use crate::diag::{Diagnostic, Lang};
use crate::formula::term::SourceId;
use crate::model::Case;
use crate::report::{quality as report, quality_page, terminal};
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::io;
use std::path::{Path, PathBuf};

/// The arguments.
pub(super) fn command(lang: Lang) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name(lang.pick("FORMAT", "VORM"))
        .value_parser(["human", "json", "html"])
        .default_value("human")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(lang.pick(
            "How to write what is found: human, json or html",
            "Hoe te schrijven wat er is: human, json of html",
        ));
    let file = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(lang.pick("FILE", "BESTAND"))
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath)
    };
    let to = file("out").help(lang.pick(
        "Writes it there instead of to standard output",
        "Schrijft het daar in plaats van naar standard output",
    ));
    let page = file("html").help(lang.pick(
        "Writes the page for the owner of the source as well",
        "Schrijft ook de pagina voor de eigenaar van de bron",
    ));
    let source = Arg::new("source")
        .long("source")
        .value_name(lang.pick("NAME", "NAAM"))
        .help(lang.pick(
            "Only this source [default: all]",
            "Alleen deze bron [anders: alle]",
        ));
    args::new("check", lang)
        .about(lang.pick(
            "Checks the data of a case, and tells the owner of a source what to mend",
            "Controleert de gegevens van een casus, en vertelt de eigenaar van een bron wat beter kan",
        ))
        .args([case_argument(lang), format, to, page, source])
}

/// Runs it.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let input = case_of(args);
    let as_of = session.as_of();
    let (mut report, understood) = understand(session, &input);
    let mut case = understood.map(|Understood { case, .. }| case);
    let name = args.get_one::<String>("source");
    let only = case.as_ref().zip(name).map(|(case, name)| at(case, name));
    let only = only.transpose().unwrap_or_else(|unknown| {
        report.add([*unknown]);
        case = None;
        None
    });
    let mut checked = Quality::default();
    if let Some(case) = &case {
        checked = quality::check(case, &input.folder(), as_of);
        if let Some(at) = only {
            checked.sources.retain(|s| s.source == at);
            checked.findings.retain(|f| f.source == at);
        }
        report.add(checked.findings.iter().map(|f| f.told.clone()));
    }
    let lang = session.lang_of(&report);
    let mut exit = exit_of(&report);
    let page = || {
        case.as_ref()
            .map(|case| page(&checked, case, session, lang))
    };
    if let Some(path) = args.get_one::<PathBuf>("html")
        && let Some(html) = page()
    {
        exit = exit.max(write(path, &html?, lang)?);
    }
    let format = args.get_one::<String>("format");
    let text = match (format.map(String::as_str), &case) {
        (Some("json"), case) => report::json(&checked, case.as_ref(), &report, as_of, lang),
        (form, case) => {
            err(&terminal::file(&report, lang))?;
            match case {
                None => return Ok(exit.max(Exit::Findings)),
                Some(_) if form == Some("html") => page().transpose()?.unwrap_or_default(),
                Some(case) => report::table(&checked, case, lang),
            }
        }
    };
    match args.get_one::<PathBuf>("out") {
        Some(path) => exit = exit.max(write(path, &text, lang)?),
        None => out(&text)?,
    }
    Ok(exit)
}

/// The source of a name.
fn at(case: &Case, name: &str) -> Result<SourceId, Box<Diagnostic>> {
    let same = |s: &crate::model::Source| s.name.value.to_lowercase() == name.to_lowercase();
    let at = case.sources.iter().position(same);
    at.map(SourceId).ok_or_else(|| {
        let names: Vec<&str> = case.sources.iter().map(|s| s.name.as_str()).collect();
        Box::new(quality::no_such_source(case.name.span, name, &names))
    })
}

fn page(checked: &Quality, case: &Case, session: &Session, lang: Lang) -> io::Result<String> {
    quality_page::html(checked, case, session.as_of(), lang).map_err(io::Error::other)
}

/// Writes a file whole, or leaves what was there.
fn write(path: &Path, text: &str, lang: Lang) -> io::Result<Exit> {
    match crate::cli::write::put(path, text) {
        Ok(()) => Ok(Exit::Good),
        Err(error) => error.tell(lang),
    }
}

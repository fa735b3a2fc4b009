//! `casus translate`: the same case in the other language, to standard output.

use super::files::{self, Input};
use super::{Exit, Session, args, err, out};
use crate::diag::{Lang, Severity};
use crate::report::{FileReport, terminal};
use crate::translate::translate;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::io;
use std::path::PathBuf;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let file = Arg::new("file")
        .value_name(lang.pick("FILE", "BESTAND"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .required(true)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "A case, or - for standard input; the file itself stays as it is",
            "Een casus, of - voor standard input; het bestand zelf blijft zoals het is",
        ));
    let to = Arg::new("to")
        .long("to")
        .value_name("nl|en")
        .required(true)
        .value_parser(args::language)
        .help(lang.pick(
            "The language to translate to; a case that is in it already is only laid out",
            "De taal om naar te vertalen; een casus die er al in staat wordt alleen opgemaakt",
        ));
    args::new("translate", lang)
        .about(lang.pick(
            "Prints the same case in the other language; names and free text stay",
            "Toont dezelfde casus in de andere taal; namen en vrije tekst blijven",
        ))
        .args([file, to])
}

/// Prints the translation, and tells what could not be read.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let (Some(path), Some(to)) = (args.get_one::<PathBuf>("file"), args.get_one::<Lang>("to"))
    else {
        // Clap demands both.
        return Ok(Exit::Failed);
    };
    let input = match path.as_os_str() == "-" {
        true => Input::Stdin,
        false => Input::File(path.clone()),
    };
    let read = match files::read(&input) {
        Ok(read) => read,
        Err(finding) => {
            let report = FileReport::trouble(input.shown(), *finding);
            err(&terminal::file(&report, session.lang()))?;
            return Ok(Exit::Failed);
        }
    };
    let translation = translate(&read.text, *to);
    out(&translation.text)?;
    let report = FileReport {
        path: input.shown(),
        text: read.text,
        lang: Some(translation.from),
        case: None,
        findings: translation.findings,
    };
    err(&terminal::file(&report, session.lang_of(&report)))?;
    Ok(match report.count(Severity::Error) {
        0 => Exit::Good,
        _ => Exit::Findings,
    })
}

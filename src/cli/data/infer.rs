//! `casus data infer`: a `source` block from a file, on standard output; what was seen of the data on standard error.

use super::exit_of;
use crate::cli::{Exit, Session, args, err, failed, out};
use crate::data::{self, Inferred, Wish};
use crate::diag::Lang;
use crate::report::{FileReport, terminal};
use crate::say;
use clap::{Arg, ArgMatches, Command, ValueHint};
use std::io;
use std::path::Path;

/// The arguments.
pub(super) fn command(lang: Lang) -> Command {
    let file = Arg::new("file")
        .value_name(lang.pick("FILE", "BESTAND"))
        .required(true)
        .value_hint(ValueHint::FilePath)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "The data: a CSV, Excel, Parquet or JSON file",
            "De gegevens: een bestand met CSV, Excel, Parquet of JSON",
        ));
    args::new("infer", lang)
        .about(lang.pick(
            "Writes a source block from the data: types, notations, empties, a key, likely rules and personal data",
            "Schrijft een bronblok uit de gegevens: soorten, notaties, leeg, een sleutel, waarschijnlijke regels en persoonsgegevens",
        ))
        .args([file, sheet_argument(lang)])
}

/// The option that names a sheet of a workbook.
pub(in crate::cli) fn sheet_argument(lang: Lang) -> Arg {
    Arg::new("sheet")
        .long("sheet")
        .value_name(lang.pick("NAME", "NAAM"))
        .help(lang.pick(
            "The sheet of a workbook [default: the first]",
            "Het blad van een werkmap [anders: het eerste]",
        ))
}

/// Runs it.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let lang = session.lang();
    let file = args.get_one::<String>("file").map_or("", String::as_str);
    let sheet = args.get_one::<String>("sheet").map(String::as_str);
    let wish = Wish {
        folder: Path::new(""),
        file,
        sheet,
        lang,
        as_of: session.as_of(),
    };
    match data::infer(&wish) {
        Ok(inferred) => {
            let report = report(&inferred, lang);
            err(&terminal::file(&report, lang))?;
            out(&inferred.text)?;
            Ok(exit_of(&report))
        }
        Err(finding) => failed(file.to_owned(), *finding, lang),
    }
}

/// The findings, with the block as the text that they are about.
pub(in crate::cli) fn report(inferred: &Inferred, lang: Lang) -> FileReport {
    let name = &inferred.name;
    let path = say!(en "source {name}", nl "bron {name}");
    FileReport {
        path: path.get(lang).to_owned(),
        text: inferred.text.clone(),
        lang: Some(lang),
        case: None,
        findings: inferred.findings.clone(),
    }
}

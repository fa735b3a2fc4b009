//! `casus codes`: every code with its title and family.

use super::{Exit, Session, args, out, pages};
use crate::diag::{Code, Lang};
use clap::{Arg, ArgMatches, Command};
use serde::Serialize;
use std::fmt::Write;
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name(lang.pick("FORMAT", "VORM"))
        .value_parser(["human", "json"])
        .default_value("human")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(lang.pick(
            "How to write the list: human or json",
            "Hoe de lijst te schrijven: human of json",
        ));
    args::new("codes", lang)
        .about(lang.pick("Lists all codes", "Toont alle codes"))
        .arg(format)
}

#[derive(Serialize)]
struct Row {
    code: &'static str,
    title: &'static str,
    family: &'static str,
}

/// Prints the list.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let lang = session.lang();
    let rows: Vec<_> = pages::all()
        .into_iter()
        .map(|page| Row {
            code: page.code.0,
            title: page.title(lang),
            family: family(page.code, lang),
        })
        .collect();
    let json = args
        .get_one::<String>("format")
        .is_some_and(|f| f == "json");
    out(&if json {
        serde_json::to_string_pretty(&rows)? + "\n"
    } else {
        table(&rows)
    })?;
    Ok(Exit::Good)
}

/// The codes under the heading of their family.
fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for family in rows.chunk_by(|a, b| a.family == b.family) {
        let heading = family.first().map_or("", |r| r.family);
        let gap = if text.is_empty() { "" } else { "\n" };
        _ = writeln!(text, "{gap}{}", crate::report::bold(heading));
        for row in family {
            _ = writeln!(text, "  {}  {}", row.code, row.title);
        }
    }
    text
}

/// What the codes with this letter are about.
fn family(code: Code, lang: Lang) -> &'static str {
    match code.0.as_bytes().first() {
        Some(b'D') => lang.pick("Data", "Gegevens"),
        Some(b'F') => lang.pick("Formulas", "Formules"),
        Some(b'M') => lang.pick("Maintenance and time", "Beheer en tijd"),
        Some(b'N') => lang.pick("Does it lead to an act?", "Leidt het tot een actie?"),
        Some(b'P') => lang.pick("Privacy", "Privacy"),
        Some(b'R') => lang.pick("References and the chain", "Verwijzingen en de keten"),
        Some(b'S') => lang.pick("Syntax and files", "Schrijfwijze en bestanden"),
        Some(b'T') => lang.pick("Targets", "Doelen"),
        Some(b'V') => lang.pick("Visuals", "Beelden"),
        _ => lang.pick("Other", "Overig"),
    }
}

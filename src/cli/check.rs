//! `casus check`: judges.

use super::judge::{each, judge};
use super::{Exit, Session, args, err, out, pages, upcoming};
use crate::diag::Lang;
use crate::report::{FileReport, Summary, github, gitlab, json, junit, sarif, terminal};
use clap::{Arg, ArgMatches, Command};
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name(lang.pick("FORMAT", "VORM"))
        .value_parser(["human", "json", "sarif", "github", "gitlab", "junit"])
        .default_value("human")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(lang.pick(
            "How to write the findings: human (to standard error), or json, sarif, github, gitlab or junit (to standard output)",
            "Hoe de bevindingen te schrijven: human (naar standard error), of json, sarif, github, gitlab of junit (naar standard output)",
        ));
    let deny = Arg::new("deny")
        .long("deny")
        .value_name(lang.pick("LEVEL", "NIVEAU"))
        .value_parser(["warnings"])
        .hide_possible_values(true)
        .help(lang.pick(
            "With `warnings`: exit code 1 when there are warnings, too",
            "Met `warnings`: ook bij waarschuwingen exitcode 1",
        ));
    args::new("check", lang)
        .about(lang.pick(
            "Judges cases: does each question lead to an act?",
            "Beoordeelt casussen: leidt elke vraag tot een actie?",
        ))
        .args([args::paths(lang), format, deny, upcoming::arg(lang)])
}

/// Judges the cases at the paths given, or lists what falls due in them.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    if let Some(ahead) = args.get_one("upcoming") {
        return upcoming::run(session, args, *ahead);
    }
    let as_of = session.as_of();
    let judged = judge(&args::paths_of(args), as_of);
    let reports = &judged.reports;
    let lang_of = |report: &FileReport| session.lang_of(report);
    match args.get_one::<String>("format").map(String::as_str) {
        Some("json") => out(&json::render(reports, as_of, lang_of))?,
        Some("sarif") => {
            let lang = session.lang_of_run(reports);
            out(&sarif::render(reports, &pages::all(), lang, lang_of))?;
        }
        Some("github") => out(&github::render(reports, lang_of))?,
        Some("gitlab") => out(&gitlab::render(reports, lang_of))?,
        Some("junit") => out(&junit::render(reports, lang_of))?,
        _ => err(&human(session, reports))?,
    }
    let counts = Summary::of(&judged.reports);
    let denied = args.contains_id("deny") && counts.warnings > 0;
    Ok(match () {
        () if judged.failed => Exit::Failed,
        () if counts.errors > 0 || denied => Exit::Findings,
        () => Exit::Good,
    })
}

/// All findings and verdicts, and the summary.
pub(super) fn human(session: &Session, reports: &[FileReport]) -> String {
    let files = each(reports.iter().collect(), |report| {
        terminal::file(report, session.lang_of(report))
    });
    files.concat() + &terminal::summary(reports, session.lang_of_run(reports))
}

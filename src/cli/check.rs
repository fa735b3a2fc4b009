//! `casus check`: judges.

use super::judge::{Judged, each, judge};
use super::mend::{self, Tally};
use super::{Exit, Session, args, err, out, pages, upcoming, usage};
use crate::diag::Lang;
use crate::fix::Scope;
use crate::report::{FileReport, Summary, github, gitlab, json, junit, sarif, terminal};
use clap::{Arg, ArgAction, ArgMatches, Command};
use jiff::civil::Date;
use std::io;
use std::path::{Path, PathBuf};

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
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let fix = flag("fix").conflicts_with("upcoming").help(lang.pick(
        "Applies the fixes that keep what you meant, then reports what is left; with `-` the new text goes to standard output",
        "Past de reparaties toe die uw bedoeling bewaren, en meldt dan wat overblijft; met `-` gaat de nieuwe tekst naar standard output",
    ));
    let scaffolds = flag("unsafe").requires("fix").help(lang.pick(
        "With --fix: also adds the lines that are missing, for you to fill in",
        "Met --fix: voegt ook de ontbrekende regels toe, om zelf in te vullen",
    ));
    args::new("check", lang)
        .about(lang.pick(
            "Judges cases: does each question lead to an act?",
            "Beoordeelt casussen: leidt elke vraag tot een actie?",
        ))
        .args([
            args::paths(lang),
            format,
            deny,
            fix,
            scaffolds,
            upcoming::arg(lang),
        ])
}

/// Judges the cases at the paths given, or lists what falls due in them.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    if let Some(ahead) = args.get_one("upcoming") {
        return upcoming::run(session, args, *ahead);
    }
    let as_of = session.as_of();
    let paths = args::paths_of(args);
    let (judged, tally) = match scope(args) {
        None => (judge(&paths, as_of, None), None),
        Some(_) if both_to_standard_output(&paths, args) => {
            return usage::fixed_text_and_report(session.lang());
        }
        Some(scope) => {
            let (judged, tally) = mend_and_judge(&paths, as_of, scope)?;
            (judged, Some(tally))
        }
    };
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
    if let Some(tally) = tally {
        err(&tally.told(session.lang_of_run(reports)))?;
    }
    let counts = Summary::of(&judged.reports);
    let denied = args.contains_id("deny") && counts.warnings > 0;
    Ok(match () {
        () if judged.failed => Exit::Failed,
        () if counts.errors > 0 || denied => Exit::Findings,
        () => Exit::Good,
    })
}

/// Which fixes to carry out; `None` for only judging.
fn scope(args: &ArgMatches) -> Option<Scope> {
    match (args.get_flag("fix"), args.get_flag("unsafe")) {
        (false, _) => None,
        (true, false) => Some(Scope::Safe),
        (true, true) => Some(Scope::Scaffolds),
    }
}

/// Whether the new text and the findings would both go to standard output.
fn both_to_standard_output(paths: &[PathBuf], args: &ArgMatches) -> bool {
    let format = args.get_one::<String>("format");
    paths.iter().any(|path| path == Path::new("-")) && format.is_some_and(|f| f != "human")
}

/// Carries out the fixes, of policies first, for cases are judged by them; then judges what is left.
fn mend_and_judge(paths: &[PathBuf], as_of: Date, scope: Scope) -> io::Result<(Judged, Tally)> {
    let mut tally = Tally::default();
    let policies = tally.write(&mend::policies(paths, scope))?;
    let mut judged = judge(paths, as_of, Some(scope));
    for (at, trouble) in tally.write(&judged.mended)? {
        judged.failed = true;
        if let Some(report) = judged.reports.get_mut(at) {
            *report = trouble;
        }
    }
    judged.failed |= !policies.is_empty();
    let troubles = policies.into_iter().map(|(_, trouble)| trouble);
    judged.reports.extend(troubles);
    Ok((judged, tally))
}

/// All findings and verdicts, and the summary.
pub(super) fn human(session: &Session, reports: &[FileReport]) -> String {
    let files = each(reports.iter().collect(), |report| {
        terminal::file(report, session.lang_of(report))
    });
    files.concat() + &terminal::summary(reports, session.lang_of_run(reports))
}

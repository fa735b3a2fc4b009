//! `casus data`: what stands in the data of a case.
//!
//! A command a file; here is what they share: the case, understood as far as computing needs, and how a run ends.

mod backtest;
mod check;
mod figures;
pub(super) mod infer;

use super::files::{self, Input};
use super::{Exit, Session, args, interrupt, progress};
use crate::Clock;
use crate::dashboard::{self, Dashboard};
use crate::data;
use crate::diag::{Diagnostic, Lang, Severity};
use crate::report::FileReport;
use crate::{model, syntax};
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::io;
use std::path::PathBuf;

/// The commands under `data`.
pub(super) fn command(lang: Lang) -> Command {
    args::new("data", lang)
        .about(lang.pick(
            "Computes from the data of a case",
            "Rekent met de gegevens van een casus",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.pick("Commands", "Opdrachten"))
        .subcommand_value_name(lang.pick("COMMAND", "OPDRACHT"))
        .subcommand(infer::command(lang).args(args::shared(lang)))
        .subcommand(check::command(lang).args(args::shared(lang)))
        .subcommand(figures::command(lang).args(args::shared(lang)))
        .subcommand(backtest::command(lang).args(args::shared(lang)))
}

/// Runs the command under `data`.
pub(super) fn run(args: &ArgMatches, locale: Lang) -> io::Result<Exit> {
    let Some((name, args)) = args.subcommand() else {
        return Ok(Exit::Failed);
    };
    let session = Session::new(args, locale);
    interrupt::tidy();
    progress::watch(session.lang());
    match name {
        "infer" => infer::run(&session, args),
        "check" => check::run(&session, args),
        "figures" => figures::run(&session, args),
        "backtest" => backtest::run(&session, args),
        // Clap accepts only the commands that `command` declares.
        _ => Ok(Exit::Failed),
    }
}

/// The argument that names the case.
pub(super) fn case_argument(lang: Lang) -> Arg {
    Arg::new("file")
        .value_name(lang.pick("FILE", "BESTAND"))
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "The case, or - for standard input",
            "De casus, of - voor standard input",
        ))
}

/// The case that the arguments name.
pub(super) fn case_of(args: &ArgMatches) -> Input {
    match args.get_one::<PathBuf>("file") {
        Some(path) if path.as_os_str() != "-" => Input::File(path.clone()),
        _ => Input::Stdin,
    }
}

/// How a run ends that reported errors: the work could not be done, or it could and found them.
pub(super) fn exit_of(report: &FileReport) -> Exit {
    let fatal = |f: &Diagnostic| data::errors::FATAL.contains(&f.code);
    if report.count(Severity::Error) == 0 {
        Exit::Good
    } else if report.lang.is_none() || report.findings.iter().any(fatal) {
        Exit::Failed
    } else {
        Exit::Findings
    }
}

/// A case that is understood well enough to compute with.
struct Understood {
    case: model::Case,
    dashboard: Dashboard,
}

/// Reads a case and resolves it. What only judges it, such as a verdict, stops nobody from looking at its figures.
fn understand(session: &Session, input: &Input) -> (FileReport, Option<Understood>) {
    let text = match files::read(input) {
        Ok(read) => read.text,
        Err(finding) => return (FileReport::trouble(input.shown(), *finding), None),
    };
    let (tree, mut findings) = syntax::parse(&text);
    let (case, unresolved) = model::resolve(&tree);
    findings.extend(unresolved);
    findings.retain(|f| f.severity == Severity::Error);
    let understood = case.filter(|_| findings.is_empty()).and_then(|case| {
        let policy = files::policies().of(&input.folder());
        let clock = Clock {
            as_of: session.as_of(),
            freeze_today: true,
        };
        let (dashboard, notices) = dashboard::lower_for_figures(&case, &policy.value, clock)?;
        findings.extend(notices);
        Some(Understood { case, dashboard })
    });
    let mut report = FileReport {
        path: input.shown(),
        text,
        lang: Some(tree.lang),
        case: None,
        findings: Vec::new(),
    };
    report.add(findings);
    (report, understood)
}

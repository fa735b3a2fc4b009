//! `casus data`: what stands in the data of a case. The only commands that read it.

use super::files::{self, Input};
use super::{Exit, Session, args, err, out};
use crate::Clock;
use crate::dashboard::{self, Dashboard};
use crate::data::{self, Embedded, Figures};
use crate::diag::{Diagnostic, Lang, Severity};
use crate::report::{FileReport, figures as report, terminal};
use crate::{model, syntax};
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::io;
use std::path::{Path, PathBuf};

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
        .subcommand(figures_command(lang).args(args::shared(lang)))
}

fn figures_command(lang: Lang) -> Command {
    let file = Arg::new("file")
        .value_name(lang.pick("FILE", "BESTAND"))
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "The case, or - for standard input",
            "De casus, of - voor standard input",
        ));
    let format = Arg::new("format")
        .long("format")
        .value_name(lang.pick("FORMAT", "VORM"))
        .value_parser(["table", "json", "csv"])
        .default_value("table")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(lang.pick(
            "How to write the figures: table, json or csv",
            "Hoe de cijfers te schrijven: table, json of csv",
        ));
    args::new("figures", lang)
        .about(lang.pick(
            "Shows every measure, visual and act as numbers",
            "Toont elke maat, elk beeld en elke actie als cijfers",
        ))
        .args([file, format])
}

/// Runs the command under `data`.
pub(super) fn run(args: &ArgMatches, locale: Lang) -> io::Result<Exit> {
    match args.subcommand() {
        Some(("figures", args)) => figures(&Session::new(args, locale), args),
        // Clap accepts only the commands that `command` declares.
        _ => Ok(Exit::Failed),
    }
}

/// A case that is understood well enough to compute with.
struct Understood {
    case: model::Case,
    dashboard: Dashboard,
}

fn figures(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let Some(path) = args.get_one::<PathBuf>("file") else {
        return Ok(Exit::Failed);
    };
    let input = input(path);
    let (mut report, understood) = understand(session, &input);
    let mut made: Option<(Figures, Dashboard)> = None;
    if let Some(Understood { case, dashboard }) = understood {
        let needed = Embedded::needed(&dashboard);
        let (engine, findings) = Embedded::open(&case, &input.folder(), &needed);
        report.add(findings);
        if let Some(engine) = engine {
            let (figures, findings) = data::figures(&dashboard, &engine);
            report.add(findings);
            made = Some((figures, dashboard));
        }
    }
    let lang = session.lang_of(&report);
    err(&terminal::file(&report, lang))?;
    if report.count(Severity::Error) > 0 {
        let fatal = |f: &Diagnostic| data::errors::FATAL.contains(&f.code);
        let failed = report.lang.is_none() || report.findings.iter().any(fatal);
        return Ok(if failed { Exit::Failed } else { Exit::Findings });
    }
    let Some((figures, dashboard)) = made else {
        return Ok(Exit::Failed);
    };
    out(
        &match args.get_one::<String>("format").map(String::as_str) {
            Some("json") => report::json(&figures, &dashboard),
            Some("csv") => report::csv(&figures, &dashboard),
            _ => report::table(&figures, &dashboard, lang),
        },
    )?;
    Ok(Exit::Good)
}

fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" {
        Input::Stdin
    } else {
        Input::File(path.to_owned())
    }
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
        let (dashboard, notices) = dashboard::lower(&case, &policy.value, clock)?;
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

//! `casus data figures`: every measure, visual and act as numbers.

use super::{Understood, case_argument, case_of, exit_of, understand};
use crate::cli::{Exit, Session, args, err, out};
use crate::dashboard::Dashboard;
use crate::data::{self, Embedded, Figures};
use crate::diag::Lang;
use crate::report::{figures as report, terminal};
use clap::{Arg, ArgMatches, Command};
use std::io;

/// The arguments.
pub(super) fn command(lang: Lang) -> Command {
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
        .args([case_argument(lang), format])
}

/// Runs it.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let input = case_of(args);
    let (mut report, understood) = understand(session, &input);
    let mut made: Option<(Figures, Dashboard)> = None;
    let mut untrue = Vec::new();
    if let Some(Understood { case, dashboard }) = understood {
        let needed = Embedded::needed(&dashboard);
        let (engine, findings) = Embedded::open(&case, &input.folder(), &needed);
        report.add(findings);
        if let Some(engine) = engine {
            let (figures, findings) = data::figures(&dashboard, &engine);
            report.add(findings);
            untrue = data::examples(&case, &dashboard, &engine, &report.text);
            made = Some((figures, dashboard));
        }
    }
    let lang = session.lang_of(&report);
    // An example that does not come true keeps nobody from the figures.
    let exit = exit_of(&report);
    report.add(untrue);
    err(&terminal::file(&report, lang))?;
    match (exit, made) {
        (Exit::Good, Some((figures, dashboard))) => {
            let format = args.get_one::<String>("format");
            out(&match format.map(String::as_str) {
                Some("json") => report::json(&figures, &dashboard),
                Some("csv") => report::csv(&figures, &dashboard),
                _ => report::table(&figures, &dashboard, lang),
            })?;
            Ok(exit_of(&report))
        }
        (Exit::Good, None) => Ok(Exit::Failed),
        (exit, _) => Ok(exit),
    }
}

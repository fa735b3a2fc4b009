//! `casus explain CODE`: the manual page of a code.

use super::{Exit, Session, args, err, out, pages};
use crate::diag::{Lang, nearest};
use crate::report::manual;
use crate::say;
use clap::{Arg, ArgMatches, Command};
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let code = Arg::new("code")
        .value_name("CODE")
        .required(true)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "Such as N002; see `casus codes`",
            "Zoals N002; zie `casus codes`",
        ));
    args::new("explain", lang)
        .about(lang.pick(
            "Explains a code: what is wrong, why, and what to write instead",
            "Legt een code uit: wat er mis is, waarom, en wat u beter schrijft",
        ))
        .arg(code)
}

/// Prints the page of the code given.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let lang = session.lang();
    let wanted = args.get_one::<String>("code").map_or("", |c| c.trim());
    let pages = pages::all();
    let mut found = pages.iter();
    if let Some(page) = found.find(|p| p.code.0.eq_ignore_ascii_case(wanted)) {
        out(&manual::render(page.get(lang)))?;
        return Ok(Exit::Good);
    }
    let near = nearest(wanted, pages.iter().map(|p| p.code.0));
    let message = match near {
        Some(near) => say!(
            en "there is no code `{wanted}`; did you mean `{near}`? `casus codes` lists all",
            nl "de code `{wanted}` bestaat niet; bedoelt u `{near}`? `casus codes` toont ze alle",
        ),
        None => say!(
            en "there is no code `{wanted}`; `casus codes` lists all",
            nl "de code `{wanted}` bestaat niet; `casus codes` toont ze alle",
        ),
    };
    err(&format!("{}\n", message.get(lang)))?;
    Ok(Exit::Failed)
}

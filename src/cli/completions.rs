//! `casus completions SHELL`: a script that lets the shell complete casus.

use super::{Exit, args, out};
use crate::diag::Lang;
use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(Shell))
        .hide_possible_values(true)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help("bash, elvish, fish, powershell, zsh");
    args::new("completions", lang)
        .about(lang.pick(
            "Prints the script with which a shell completes casus",
            "Toont het script waarmee een shell casus aanvult",
        ))
        .arg(shell)
}

/// Prints the script for the shell given.
pub(super) fn run(args: &ArgMatches, locale: Lang) -> io::Result<Exit> {
    let mut script = Vec::new();
    if let Some(shell) = args.get_one::<Shell>("shell") {
        clap_complete::generate(*shell, &mut args::command(locale), "casus", &mut script);
    }
    out(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Good)
}

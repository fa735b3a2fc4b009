//! The arguments, in the language of the user's computer.

use super::{build, check, codes, completions, explain, fmt, targets, translate};
use crate::diag::Lang;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use jiff::civil::Date;
use std::path::PathBuf;

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let commands = [
        super::new::command(lang),
        check::command(lang),
        build::command(lang),
        fmt::command(lang),
        translate::command(lang),
        explain::command(lang),
        codes::command(lang),
        targets::command(lang),
        completions::command(lang),
    ];
    let casus = new("casus", lang)
        .about(lang.pick(
            "From the record of a workshop to a dashboard that somebody acts on",
            "Van het verslag van een werksessie naar een dashboard waar iemand iets mee doet",
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(lang.pick("Prints the version", "Toont de versie")),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(lang.pick("Commands", "Opdrachten"))
        .subcommand_value_name(lang.pick("COMMAND", "OPDRACHT"))
        .disable_help_subcommand(true)
        .subcommands(commands.map(|c| c.args(shared(lang))));
    #[cfg(feature = "data")]
    let casus = casus
        .subcommand(super::data::command(lang))
        .subcommand(super::preview::command(lang).args(shared(lang)));
    casus
}

/// A command with its headings and `--help` in the language.
pub(super) fn new(name: &'static str, lang: Lang) -> Command {
    let usage = lang.pick("Usage", "Gebruik");
    Command::new(name)
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}"))
        .next_help_heading(lang.pick("Options", "Opties"))
        .disable_help_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .display_order(100)
                .help(lang.pick("Prints this help", "Toont deze uitleg")),
        )
}

/// The options of every command.
pub(super) fn shared(lang: Lang) -> [Arg; 2] {
    [
        Arg::new("lang")
            .long("lang")
            .value_name("nl|en")
            .value_parser(language)
            .display_order(90)
            .help(lang.pick(
                "The language of the output [default: that of the case]",
                "De taal van de uitvoer [anders: die van de casus]",
            )),
        Arg::new("as-of")
            .long("as-of")
            .value_name(lang.pick("DATE", "DATUM"))
            .value_parser(|s: &str| s.parse::<Date>().map_err(|_| "2027-06-01"))
            .display_order(91)
            .help(lang.pick(
                "The day on which is judged, such as 2027-06-01 [default: today]",
                "De dag waarop beoordeeld wordt, zoals 2027-06-01 [anders: vandaag]",
            )),
    ]
}

/// Reads `nl` or `en`.
pub(super) fn language(text: &str) -> Result<Lang, &'static str> {
    match text {
        "nl" => Ok(Lang::Nl),
        "en" => Ok(Lang::En),
        _ => Err("nl, en"),
    }
}

/// The cases to work on.
pub(super) fn paths(lang: Lang) -> Arg {
    Arg::new("paths")
        .value_name(lang.pick("PATH", "PAD"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .num_args(0..)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "Files, folders, or - for standard input [default: the current folder]",
            "Bestanden, mappen, of - voor standard input [anders: de huidige map]",
        ))
}

/// The paths given, else the current folder.
pub(super) fn paths_of(args: &ArgMatches) -> Vec<PathBuf> {
    match args.get_many::<PathBuf>("paths") {
        Some(paths) => paths.cloned().collect(),
        None => vec![PathBuf::from(".")],
    }
}

//! The command line: a file per command, and what they share.
//!
//! The only module that touches terminals and the clock; files, too, but for those of sources, which `data` reads.

mod args;
mod build;
mod check;
mod codes;
mod completions;
#[cfg(feature = "data")]
mod data;
mod explain;
mod files;
mod fmt;
mod interrupt;
mod judge;
mod mend;
mod new;
pub mod pages;
#[cfg(feature = "data")]
mod preview;
#[cfg(feature = "data")]
mod progress;
mod settings;
pub mod targets;
mod translate;
mod trouble;
mod upcoming;
mod usage;
mod write;

use crate::diag::{Diagnostic, Lang};
use crate::report::{FileReport, terminal};
use clap::ArgMatches;
use jiff::civil::Date;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// How a command ended, from good to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing to mend.
    Good,
    /// Findings at error level, or something that would change.
    Findings,
    /// The command could not do its work.
    Failed,
}

/// What holds for every command.
struct Session {
    /// The language that the user asked for.
    lang: Option<Lang>,
    /// The language of the user's computer.
    locale: Lang,
    /// The day on which is judged; today where the user said none.
    as_of: Option<Date>,
}

impl Session {
    fn new(args: &ArgMatches, locale: Lang) -> Session {
        Session {
            lang: args.get_one("lang").copied(),
            locale,
            as_of: args.get_one("as-of").copied(),
        }
    }

    /// The language for what is not about one case.
    fn lang(&self) -> Lang {
        self.lang.unwrap_or(self.locale)
    }

    /// The language for a file.
    fn lang_of(&self, report: &FileReport) -> Lang {
        self.lang.or(report.lang).unwrap_or(self.locale)
    }

    /// The language for a run over several files: that of the first that has one.
    fn lang_of_run(&self, reports: &[FileReport]) -> Lang {
        let own = || reports.iter().find_map(|r| r.lang);
        self.lang.or_else(own).unwrap_or(self.locale)
    }

    fn as_of(&self) -> Date {
        self.as_of
            .unwrap_or_else(|| jiff::ZonedDateTime::now().date())
    }
}

/// Runs the command that the program was called with.
pub fn main() -> ExitCode {
    let locale = locale();
    let exit = match args::command(locale).try_get_matches() {
        Ok(matches) => run(&matches, locale),
        Err(error) => usage::report(&error, locale),
    };
    match exit {
        Ok(Exit::Good) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        Ok(Exit::Failed) => ExitCode::from(2),
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            _ = err(&format!("casus: {error}\n"));
            ExitCode::from(2)
        }
    }
}

fn run(matches: &ArgMatches, locale: Lang) -> io::Result<Exit> {
    let Some((name, args)) = matches.subcommand() else {
        return Ok(Exit::Failed);
    };
    #[cfg(feature = "data")]
    if name == "data" {
        return data::run(args, locale);
    }
    let session = Session::new(args, locale);
    match name {
        "check" => check::run(&session, args),
        "build" => build::run(&session, args),
        "fmt" => fmt::run(&session, args),
        "translate" => translate::run(&session, args),
        "explain" => explain::run(&session, args),
        "codes" => codes::run(&session, args),
        "new" => new::run(&session, args),
        "targets" => targets::run(&session),
        #[cfg(feature = "data")]
        "preview" => preview::run(&session, args),
        "completions" => completions::run(args, locale),
        // Clap accepts only the commands that `args` declares.
        _ => Ok(Exit::Failed),
    }
}

/// The language of the user's computer: Dutch where the environment says so, else English.
fn locale() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
    let mut set = names.filter_map(|name| std::env::var(name).ok());
    match set.find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("nl") => Lang::Nl,
        _ => Lang::En,
    }
}

/// Tells what kept a command from its work; it ends there.
fn failed(path: String, finding: Diagnostic, lang: Lang) -> io::Result<Exit> {
    let report = FileReport::trouble(path, finding);
    err(&terminal::file(&report, lang))?;
    Ok(Exit::Failed)
}

/// Writes a result to standard output; colours only where somebody sees them.
fn out(text: &str) -> io::Result<()> {
    #[cfg(feature = "data")]
    progress::clear();
    let mut stream = anstream::stdout().lock();
    stream.write_all(text.as_bytes())?;
    stream.flush()
}

/// Writes findings and remarks to standard error; colours only where somebody sees them.
fn err(text: &str) -> io::Result<()> {
    #[cfg(feature = "data")]
    progress::clear();
    anstream::stderr().lock().write_all(text.as_bytes())
}

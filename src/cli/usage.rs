//! Usage errors in the language of the user's computer, both wordings side by side.

use super::{Exit, err, out};
use crate::diag::{Lang, Words};
use crate::say;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::io;

/// Prints help where it was asked for, else what is wrong with the arguments.
pub(super) fn report(error: &Error, lang: Lang) -> io::Result<Exit> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            out(&help(error))?;
            return Ok(Exit::Good);
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            err(&help(error))?;
        }
        _ => err(&text(error, lang))?,
    }
    Ok(Exit::Failed)
}

/// `check --fix -` with a machine format: two texts can't go to standard output.
pub(super) fn fixed_text_and_report(lang: Lang) -> io::Result<Exit> {
    let words = say!(
        en "error: with `--fix` and `-` the new text goes to standard output, so `--format` must be human",
        nl "fout: met `--fix` en `-` gaat de nieuwe tekst naar standard output, dus `--format` moet human zijn",
    );
    err(&format!("{}\n", words.get(lang)))?;
    Ok(Exit::Failed)
}

fn help(error: &Error) -> String {
    let help = error.render().ansi().to_string();
    help.trim_end().to_owned() + "\n"
}

/// What is wrong, what may have been meant, and where to read on.
fn text(error: &Error, lang: Lang) -> String {
    let level = lang.pick("error", "fout");
    let mut lines = vec![format!("{level}: {}", message(error).get(lang))];
    lines.extend(advice(error).map(|a| format!("  {}", a.get(lang))));
    lines.push(
        lang.pick("See `casus --help`.", "Zie `casus --help`.")
            .to_owned(),
    );
    lines.join("\n") + "\n"
}

fn message(error: &Error) -> Words {
    let arg = part(error, ContextKind::InvalidArg);
    let value = part(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            say!(en "there is no option `{arg}`", nl "de optie `{arg}` bestaat niet")
        }
        ErrorKind::InvalidSubcommand => {
            let name = part(error, ContextKind::InvalidSubcommand);
            say!(en "there is no command `{name}`", nl "de opdracht `{name}` bestaat niet")
        }
        ErrorKind::MissingSubcommand => {
            say!(en "a command is missing", nl "er ontbreekt een opdracht")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(en "`{arg}` needs a value", nl "`{arg}` heeft een waarde nodig")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => say!(
            en "`{value}` is no value for `{arg}`",
            nl "`{value}` is geen waarde voor `{arg}`",
        ),
        ErrorKind::MissingRequiredArgument => {
            say!(en "`{arg}` is missing", nl "`{arg}` ontbreekt")
        }
        ErrorKind::ArgumentConflict => {
            let other = part(error, ContextKind::PriorArg);
            say!(
                en "`{arg}` can't be used with `{other}`, or twice",
                nl "`{arg}` kan niet samen met `{other}`, en niet twee keer",
            )
        }
        ErrorKind::InvalidUtf8 => say!(
            en "an argument is not UTF-8",
            nl "een van de argumenten is geen UTF-8",
        ),
        other => {
            say!(en "the arguments are not right: {other}", nl "de argumenten kloppen niet: {other}")
        }
    }
}

/// What may have been meant, or what is allowed.
fn advice(error: &Error) -> Option<Words> {
    let suggestions = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let mut near = suggestions.into_iter().map(|kind| part(error, kind));
    if let Some(near) = near.find(|s| !s.is_empty()) {
        return Some(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"));
    }
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let allowed = reason.unwrap_or_else(|| part(error, ContextKind::ValidValue));
    (!allowed.is_empty()).then(|| say!(en "write: {allowed}", nl "schrijf: {allowed}"))
}

/// A part of what clap knows about the error; empty when it does not.
fn part(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}

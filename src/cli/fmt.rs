//! `casus fmt`: the canonical layout, in place.

use super::files::{self, Found, Input, Text};
use super::judge::each;
use super::{Exit, Session, args, err, out, trouble, write};
use crate::diag::{Diagnostic, Lang};
use crate::report::{FileReport, terminal};
use crate::{format, say, syntax};
use annotate_snippets::renderer::AnsiColor;
use clap::{Arg, ArgAction, ArgMatches, Command};
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    args::new("fmt", lang)
        .about(lang.pick(
            "Lays out cases; also those with errors",
            "Maakt casussen op; ook die met fouten",
        ))
        .arg(args::paths(lang))
        .arg(flag("check").help(lang.pick(
            "Writes nothing; lists what would change, exit code 1 when there is any",
            "Schrijft niets; toont wat zou veranderen, exitcode 1 als er iets is",
        )))
        .arg(flag("diff").help(lang.pick(
            "Writes nothing; shows the changes, exit code 1 when there are any",
            "Schrijft niets; toont de veranderingen, exitcode 1 als die er zijn",
        )))
}

/// A file and what it should look like.
struct Formatted {
    input: Input,
    before: Text,
    after: String,
}

impl Formatted {
    fn changes(&self) -> bool {
        self.before.had_bom || self.before.text != self.after
    }
}

/// Lays out the files at the paths given.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let Found {
        inputs,
        mut troubles,
    } = files::find(&args::paths_of(args), |_| true);
    let mut formatted = Vec::new();
    for result in each(inputs, layout) {
        match result {
            Ok(file) => formatted.push(file),
            Err(report) => troubles.push(*report),
        }
    }
    let (check, diff) = (args.get_flag("check"), args.get_flag("diff"));
    let changed = formatted.iter().filter(|f| f.changes()).count();
    if diff {
        out(&each(formatted, |f| self::diff(&f)).concat())?;
    } else if check {
        let changing = formatted.iter().filter(|f| f.changes());
        let paths: Vec<_> = changing.map(|f| f.input.shown() + "\n").collect();
        out(&paths.concat())?;
    } else {
        let written = each(formatted, put);
        for result in written {
            troubles.extend(result?);
        }
    }
    for report in &troubles {
        err(&terminal::file(report, session.lang()))?;
    }
    say_result(session.lang(), changed, check || diff)?;
    Ok(match () {
        () if !troubles.is_empty() => Exit::Failed,
        () if (check || diff) && changed > 0 => Exit::Findings,
        () => Exit::Good,
    })
}

fn layout(input: Input) -> Result<Formatted, Box<FileReport>> {
    match files::read(&input) {
        Err(finding) => Err(trouble_at(&input, *finding).into()),
        Ok(before) => {
            let (tree, _) = syntax::parse(&before.text);
            let after = format::format(&before.text, &tree);
            Ok(Formatted {
                input,
                before,
                after,
            })
        }
    }
}

/// Puts the new text in its place; what can't be written is returned.
fn put(file: Formatted) -> io::Result<Option<FileReport>> {
    match &file.input {
        Input::Stdin => out(&file.after).map(|()| None),
        Input::File(_) if !file.changes() => Ok(None),
        Input::File(path) => Ok(write::rewrite(path, &file.after)
            .err()
            .map(|error| trouble_at(&file.input, trouble::unwritable(&error)))),
    }
}

fn trouble_at(input: &Input, finding: Diagnostic) -> FileReport {
    FileReport::trouble(input.shown(), finding)
}

/// The changes to a file, as a unified diff.
fn diff(file: &Formatted) -> String {
    let mut text = String::new();
    if !file.changes() {
        return text;
    }
    let path = file.input.shown();
    let diff = TextDiff::from_lines(&file.before.text, &file.after);
    let (red, green) = (AnsiColor::Red.on_default(), AnsiColor::Green.on_default());
    _ = writeln!(text, "--- {path}\n+++ {path}");
    for hunk in diff.unified_diff().iter_hunks() {
        _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches(['\n', '\r']);
            _ = match change.tag() {
                ChangeTag::Equal => writeln!(text, " {line}"),
                ChangeTag::Delete => writeln!(text, "{red}-{line}{red:#}"),
                ChangeTag::Insert => writeln!(text, "{green}+{line}{green:#}"),
            };
        }
    }
    text
}

fn say_result(lang: Lang, changed: usize, only_looked: bool) -> io::Result<()> {
    let words = match (changed, only_looked) {
        (0, _) => say!(en "nothing to change", nl "niets te veranderen"),
        (1, true) => say!(en "1 file would change", nl "1 bestand zou veranderen"),
        (n, true) => say!(en "{n} files would change", nl "{n} bestanden zouden veranderen"),
        (1, false) => say!(en "1 file changed", nl "1 bestand veranderd"),
        (n, false) => say!(en "{n} files changed", nl "{n} bestanden veranderd"),
    };
    err(&format!("{}\n", words.get(lang)))
}

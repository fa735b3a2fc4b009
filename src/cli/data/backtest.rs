//! `casus data backtest`: each act against history.

use super::{Understood, case_argument, case_of, exit_of, understand};
use crate::cli::{Exit, Session, args, err, out, write};
use crate::dashboard::{self, ActCard, Clock, Dashboard};
use crate::data::backtest::{ActPast, Compared, backtest, errors};
use crate::data::{self, Embedded};
use crate::diag::{Diagnostic, Lang, Severity, Span};
use crate::model::{self, Action, Case, Occasion, Trigger, chain};
use crate::report::{FileReport, backtest as report, backtest_page, terminal};
use crate::syntax;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::io;
use std::path::{Path, PathBuf};

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
            "How to tell it: table, json or csv",
            "Hoe het te vertellen: table, json of csv",
        ));
    let when = Arg::new("when")
        .long("when")
        .value_name(lang.pick("CONDITION", "VOORWAARDE"))
        .help(lang.pick(
            "Another trigger to compare, such as 'on_time < 90%'",
            "Een andere aanleiding om te vergelijken, zoals 'op_tijd < 90%'",
        ));
    let action = Arg::new("action")
        .long("action")
        .value_name(lang.pick("NAME", "NAAM"))
        .help(lang.pick("Only this act", "Alleen deze actie"));
    let html = Arg::new("html")
        .long("html")
        .value_name(lang.pick("FILE", "BESTAND"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help(lang.pick(
            "Writes a page for a browser as well",
            "Schrijft ook een pagina voor een browser",
        ));
    args::new("backtest", lang)
        .about(lang.pick(
            "Tells when each act would have been due in the past",
            "Vertelt wanneer elke actie in het verleden nodig was geweest",
        ))
        .args([case_argument(lang), when, action, format, html])
}

/// What a run was asked.
struct Asked<'a> {
    /// The other trigger, as written.
    when: Option<&'a str>,
    /// The one act.
    action: Option<&'a str>,
}

/// What a run found: the acts and, in the reports on the arguments, what is wrong with these.
#[derive(Default)]
struct Found {
    acts: Vec<ActPast>,
    on_arguments: Vec<FileReport>,
    /// The examples that do not come true.
    untrue: Vec<Diagnostic>,
}

/// Runs it.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let input = case_of(args);
    let (mut report, understood) = understand(session, &input);
    let text = |name: &str| args.get_one::<String>(name).map(String::as_str);
    let asked = Asked {
        when: text("when"),
        action: text("action"),
    };
    let made = understood.map(|understood| {
        let found = look(session, &input.folder(), &understood, &asked, &mut report);
        (found, understood.dashboard)
    });
    let lang = session.lang_of(&report);
    let exit = exit_of(&report);
    let Some((mut found, dashboard)) = made else {
        err(&terminal::file(&report, lang))?;
        return Ok(exit.max(Exit::Findings));
    };
    // An example that does not come true keeps nobody from the past.
    report.add(std::mem::take(&mut found.untrue));
    err(&terminal::file(&report, lang))?;
    let mut wrong = false;
    for argument in &found.on_arguments {
        err(&terminal::file(argument, lang))?;
        wrong |= argument.count(Severity::Error) > 0;
    }
    if wrong {
        return Ok(Exit::Failed);
    }
    if exit != Exit::Good {
        return Ok(exit);
    }
    if let Some(path) = args.get_one::<PathBuf>("html")
        && let Some(failed) = page(path, &found.acts, &dashboard, lang)?
    {
        return Ok(failed);
    }
    out(&match text("format") {
        Some("json") => report::json(&found.acts, &dashboard),
        Some("csv") => report::csv(&found.acts),
        _ => report::table(&found.acts, &dashboard, lang),
    })?;
    Ok(exit_of(&report))
}

/// Writes the page; how the run ends when that fails.
fn page(
    path: &Path,
    acts: &[ActPast],
    dashboard: &Dashboard,
    lang: Lang,
) -> io::Result<Option<Exit>> {
    let html = backtest_page::html(acts, dashboard, lang).map_err(io::Error::other)?;
    match write::put(path, &html) {
        Ok(()) => Ok(None),
        Err(error) => error.tell(lang).map(Some),
    }
}

fn look(
    session: &Session,
    folder: &Path,
    understood: &Understood,
    asked: &Asked<'_>,
    report: &mut FileReport,
) -> Found {
    let Understood { case, dashboard } = understood;
    let mut found = Found::default();
    let cards: Vec<&ActCard> = match asked.action {
        None => dashboard.cards.iter().collect(),
        Some(name) => {
            let is = |card: &&ActCard| card.id.to_lowercase() == name.to_lowercase();
            let one: Vec<&ActCard> = dashboard.cards.iter().filter(is).collect();
            if one.is_empty() {
                let names = dashboard.cards.iter().map(|card| card.id.as_str());
                let finding = errors::unknown_act(name, &names.collect::<Vec<_>>());
                found
                    .on_arguments
                    .push(on_argument("--action", name, vec![finding]));
                return found;
            }
            one
        }
    };
    let mut others = Vec::new();
    if let Some(written) = asked.when {
        let clock = Clock {
            as_of: session.as_of(),
            freeze_today: true,
        };
        let one_asked = asked.action.is_some();
        let (made, findings) = other_cards(&report.text, case, clock, &cards, written, one_asked);
        let argument = on_argument("--when", written, findings);
        let wrong = argument.count(Severity::Error) > 0;
        found.on_arguments.push(argument);
        if wrong {
            return found;
        }
        others = made;
    }
    let acts: Vec<Compared<'_>> = cards
        .iter()
        .map(|own| Compared {
            own,
            other: others.iter().find(|card| card.id == own.id),
        })
        // Beside another trigger, only the acts that it is for.
        .filter(|act| asked.when.is_none() || act.other.is_some())
        .collect();
    let occasions = acts
        .iter()
        .flat_map(|act| std::iter::once(act.own).chain(act.other));
    let needed = Embedded::needed_by(occasions);
    let (engine, findings) = Embedded::open(case, folder, &needed);
    report.add(findings);
    if let Some(engine) = engine {
        let (acts, findings, on_other) = backtest(dashboard, &engine, &acts);
        report.add(findings);
        if let Some(argument) = found.on_arguments.first_mut() {
            argument.add(on_other);
        }
        found.acts = acts;
        found.untrue = data::examples(case, dashboard, &engine, &report.text);
    }
    found
}

/// The report on an argument.
fn on_argument(name: &str, text: &str, findings: Vec<Diagnostic>) -> FileReport {
    let mut report = FileReport {
        path: name.to_owned(),
        text: text.to_owned(),
        lang: None,
        case: None,
        findings: Vec::new(),
    };
    report.add(findings);
    report
}

/// The cards that another trigger is for, on that trigger: those of acts that wait for a measure that it names, or the one that
/// was asked for. What it does not say, `per` and `for`, is as in the case.
fn other_cards(
    text: &str,
    case: &Case,
    clock: Clock,
    cards: &[&ActCard],
    written: &str,
    one_asked: bool,
) -> (Vec<ActCard>, Vec<Diagnostic>) {
    let (tree, _) = syntax::parse(text);
    let (trigger, mut findings) = model::trigger(&tree, written);
    let Some(trigger) = trigger.filter(|_| findings.is_empty()) else {
        return (Vec::new(), findings);
    };
    let named = chain::measures_in(&trigger.condition);
    let mut made = Vec::new();
    for card in cards {
        let own = case.actions.iter().find(|a| a.name.value == card.id);
        let Some(own) = own.and_then(trigger_of) else {
            continue;
        };
        let waits = chain::measures_in(&own.condition);
        let shares = named
            .iter()
            .any(|m| waits.iter().any(|own| own.value == m.value));
        if !shares && !one_asked {
            continue;
        }
        let completed = Trigger {
            per: trigger.per.clone().or_else(|| own.per.clone()),
            lasting: trigger.lasting.clone().or_else(|| own.lasting.clone()),
            ..trigger.clone()
        };
        let (card, notices) = dashboard::on_trigger(case, clock, card, &completed);
        findings.extend(notices);
        made.extend(card);
    }
    if made.is_empty() && findings.is_empty() {
        findings.push(errors::no_act(Span::new(0, written.len() as u32)));
    }
    (made, findings)
}

fn trigger_of(action: &Action) -> Option<&Trigger> {
    match &action.occasion {
        Some(Occasion::When(trigger)) => Some(trigger),
        _ => None,
    }
}

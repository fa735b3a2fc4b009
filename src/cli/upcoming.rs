//! `casus check --upcoming`: what falls due, over all cases.

use super::check::human;
use super::judge::judge;
use super::{Exit, Session, args, err, out};
use crate::diag::{Lang, Severity};
use crate::report::FileReport;
use crate::report::upcoming::{self, Stretch};
use crate::say;
use clap::{Arg, ArgMatches};
use jiff::Span as Period;
use std::io;

/// The option.
pub(super) fn arg(lang: Lang) -> Arg {
    Arg::new("upcoming")
        .long("upcoming")
        .value_name(lang.pick("TIME", "TIJD"))
        .value_parser(|text: &str| period(text).ok_or("90d, 12w, 6m, 1y"))
        .help(lang.pick(
            "Lists what falls due within this time, such as 90d, 12w, 6m or 1y, instead of the findings",
            "Toont in plaats van de bevindingen wat er binnen deze tijd te doen is, zoals 90d, 12w, 6m of 1y (ook 1j)",
        ))
}

/// Reads `90d`, `12w`, `6m`, `1y`; `1j` for Dutch hands.
fn period(text: &str) -> Option<Period> {
    let (at, unit) = text.char_indices().next_back()?;
    let count: i64 = text[..at].parse().ok().filter(|count| *count >= 0)?;
    let none = Period::new();
    match unit.to_ascii_lowercase() {
        'd' => none.try_days(count).ok(),
        'w' => none.try_weeks(count).ok(),
        'm' => none.try_months(count).ok(),
        'y' | 'j' => none.try_years(count).ok(),
        _ => None,
    }
}

/// Lists what falls due within `ahead`. Files without a case that can be read are told beside it: nothing is known of their days.
pub(super) fn run(session: &Session, args: &ArgMatches, ahead: Period) -> io::Result<Exit> {
    let format = args.get_one::<String>("format").map(String::as_str);
    if !matches!(format, Some("human" | "json")) {
        let wrong = say!(
            en "error: `--upcoming` is written as human or json\n",
            nl "fout: `--upcoming` is te schrijven als human of json\n"
        );
        err(wrong.get(session.lang()))?;
        return Ok(Exit::Failed);
    }
    let as_of = session.as_of();
    let judged = judge(&args::paths_of(args), as_of, None);
    let until = as_of.saturating_add(ahead);
    let stretch = Stretch { as_of, until };
    let cases = judged.cases.iter().filter_map(|judged_case| {
        let report = judged.reports.get(judged_case.report)?;
        Some((report.path.as_str(), &judged_case.case))
    });
    let items = upcoming::list(cases, stretch);
    out(&match format {
        Some("json") => upcoming::json(&items, stretch),
        _ => upcoming::table(&items, stretch, session.lang_of_run(&judged.reports)),
    })?;
    let unknown = |r: &FileReport| r.case.is_none() && r.count(Severity::Error) > 0;
    let unknown: Vec<_> = judged.reports.into_iter().filter(unknown).collect();
    if !unknown.is_empty() {
        err(&human(session, &unknown))?;
    }
    Ok(match () {
        () if judged.failed => Exit::Failed,
        () if !unknown.is_empty() => Exit::Findings,
        () => Exit::Good,
    })
}

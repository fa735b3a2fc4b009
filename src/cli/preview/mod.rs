//! `casus preview`: the dashboard of a case as one page with the real figures, in a file or from a server of its own.

mod serve;

use super::check::human;
use super::data::{case_argument, case_of, exit_of};
use super::files::{Input, from_here};
use super::judge::judge;
use super::settings::settings;
use super::write::put_in_folder;
use super::{Exit, Session, args, err, interrupt, out, progress, trouble};
use crate::Clock;
use crate::checks::strictness::Rule;
use crate::dashboard::{self, Dashboard};
use crate::data::Embedded;
use crate::diag::{Code, Diagnostic, Lang, Severity};
use crate::model::{Case, Origin, POLICY_NAMES};
use crate::preview::{Preview, preview};
use crate::report::FileReport;
use crate::say;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use serve::Watched;
use std::io;
use std::path::{Path, PathBuf};

/// Findings that mean that a source has no data yet.
const NO_DATA: [Code; 2] = [Code("D001"), Code("D008")];

/// The arguments.
pub(super) fn command(lang: Lang) -> Command {
    let out = Arg::new("out")
        .long("out")
        .value_name(lang.pick("FILE", "BESTAND"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help(lang.pick(
            "Where to write, or - for standard output [default: preview.html in the folder of the case below `out` of casus.toml, else build]",
            "Waar te schrijven, of - voor standard output [anders: preview.html in de map van de casus onder `out` van casus.toml, en anders build]",
        ));
    let serve = Arg::new("serve")
        .long("serve")
        .action(ArgAction::SetTrue)
        .conflicts_with("out")
        .help(lang.pick(
            "Writes nothing; shows the page on this computer and renews it when a file changes",
            "Schrijft niets; toont de pagina op deze computer en ververst haar als een bestand verandert",
        ));
    args::new("preview", lang)
        .about(lang.pick(
            "Makes one page of a case with its real figures",
            "Maakt één pagina van een casus met de echte cijfers",
        ))
        .args([case_argument(lang), out, serve])
}

/// Runs it.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    interrupt::tidy();
    progress::watch(session.lang());
    let input = case_of(args);
    if args.get_flag("serve") {
        return serve::run(session, &input);
    }
    let made = make(session, &input);
    err(&human(session, &made.reports))?;
    let lang = session.lang_of_run(&made.reports);
    let Some((preview, name)) = made.preview else {
        let stopped = say!(en "nothing was written", nl "er is niets geschreven");
        err(&format!("{}\n", stopped.get(lang)))?;
        return Ok(made.exit.max(Exit::Findings));
    };
    let page = preview.html(None).map_err(io::Error::other)?;
    let given = args.get_one::<PathBuf>("out");
    if given.is_some_and(|path| path.as_os_str() == "-") {
        out(&page)?;
        return Ok(Exit::Good);
    }
    let path = match given {
        Some(path) => path.clone(),
        None => default_place(&input, &name),
    };
    if let Err(error) = put_in_folder(&path, &page) {
        return error.tell(lang);
    }
    let wrote = lang.pick("wrote", "geschreven:");
    out(&format!("{wrote} {}\n", from_here(&path).display()))?;
    Ok(Exit::Good)
}

/// Beside what `build` writes.
fn default_place(input: &Input, name: &str) -> PathBuf {
    let out = settings().of(&input.folder()).out_folder();
    out.join(name).join("preview.html")
}

/// A preview, or why there is none.
struct Made {
    /// What there is to say: about policies with findings, and the case.
    reports: Vec<FileReport>,
    /// How the command ends.
    exit: Exit,
    /// The page, and the name of the case; `None` when an error stopped it.
    preview: Option<(Preview, String)>,
    /// What it depends on.
    watched: Vec<Watched>,
    /// How that was before it was read.
    seen: Vec<serve::Stamp>,
}

/// Judges a case, and computes its page when there are no errors.
fn make(session: &Session, input: &Input) -> Made {
    let as_of = session.as_of();
    let path = match input {
        Input::File(path) => path.clone(),
        Input::Stdin => PathBuf::from("-"),
    };
    let mut watched = vec![Watched::File(path.clone())];
    watched.extend(policies_of(input).map(Watched::File));
    let seen = serve::stamps(&watched);
    let mut judged = judge(std::slice::from_ref(&path), as_of, None);
    for report in &mut judged.reports {
        soften(report);
    }
    let stopped = judged.stopped();
    let mut made = Made {
        reports: judged.reports,
        exit: stopped.unwrap_or(Exit::Good),
        preview: None,
        watched,
        seen,
    };
    let mut cases = judged.cases.into_iter();
    let (Some(judged), None) = (cases.next(), cases.next()) else {
        made.several_or_none(input);
        return made;
    };
    let sources: Vec<Watched> = sources_of(&judged.case, &judged.folder).collect();
    made.seen.extend(serve::stamps(&sources));
    made.watched.extend(sources);
    let Some(report) = made.reports.get_mut(judged.report) else {
        return made;
    };
    if stopped.is_some() {
        return made;
    }
    let clock = Clock {
        as_of,
        freeze_today: true,
    };
    let Some((board, notices)) =
        dashboard::lower_for_figures(&judged.case, &judged.policy.value, clock)
    else {
        return made;
    };
    report.add(notices);
    let (page, findings) = computed(&judged.case, &board, &judged.folder);
    report.add(findings);
    made.exit = exit_of(report);
    if made.exit == Exit::Good {
        made.preview = page.map(|page| (page, board.name));
    }
    made
}

impl Made {
    /// Says that one page is of one case, where that is what is wrong.
    fn several_or_none(&mut self, input: &Input) {
        if self.exit == Exit::Good {
            let finding = trouble::not_one_case();
            self.reports
                .push(FileReport::trouble(input.shown(), finding));
            self.exit = Exit::Failed;
        }
    }
}

/// The page over the data of the case; over none when no source has any yet. `None` when the data can't be read.
fn computed(case: &Case, board: &Dashboard, folder: &Path) -> (Option<Preview>, Vec<Diagnostic>) {
    let needed = Embedded::needed(board);
    let (engine, mut findings) = Embedded::open(case, folder, &needed);
    let Some(engine) = engine else {
        let errors = || findings.iter().filter(|f| f.severity == Severity::Error);
        if !errors().all(|f| NO_DATA.contains(&f.code)) {
            return (None, findings);
        }
        for finding in &mut findings {
            finding.severity = finding.severity.min(Severity::Warning);
        }
        return (Some(preview(case, board, None).0), findings);
    };
    let (page, more) = preview(case, board, Some(&engine));
    findings.extend(more);
    (Some(page), findings)
}

/// A DPIA that is still to come stops no preview in the first cycle.
fn soften(report: &mut FileReport) {
    let Some(cycle) = report.case.as_ref().map(|c| c.cycle) else {
        return;
    };
    let codes: Vec<Code> = Rule::Dpia.row().codes().collect();
    for finding in &mut report.findings {
        if codes.contains(&finding.code) {
            finding.severity = finding.severity.min(Rule::Dpia.in_preview(cycle));
        }
    }
}

/// The files of an organisation that may hold for a case: in its folder and above.
fn policies_of(input: &Input) -> impl Iterator<Item = PathBuf> {
    let folder = input.folder();
    let folder = folder.canonicalize().unwrap_or(folder);
    let folders: Vec<PathBuf> = folder.ancestors().map(Path::to_owned).collect();
    let files = folders.into_iter();
    files.flat_map(|f| POLICY_NAMES.iter().map(move |name| f.join(name)))
}

/// The sources with files.
fn sources_of(case: &Case, folder: &Path) -> impl Iterator<Item = Watched> {
    let origins = case.sources.iter().filter_map(|s| s.origin.as_ref());
    origins.filter_map(|origin| match &origin.value {
        Origin::File(file) => Some(Watched::Source {
            folder: folder.to_owned(),
            file: file.clone(),
        }),
        Origin::Table(_) | Origin::Query(_) => None,
    })
}

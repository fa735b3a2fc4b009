//! `casus build`: checks, then writes the dashboards, all or nothing.

use super::check::human;
use super::files::{Nearest, from_here};
use super::judge::{Judged, JudgedCase, each, judge};
use super::settings::{Settings, settings};
use super::write::{Bundle, Difference, differences, replace};
use super::{Exit, Session, args, err, out, trouble};
use crate::Clock;
use crate::backends::{self, Backend};
use crate::diag::{Diagnostic, Lang, Severity, Span};
use crate::report::FileReport;
use crate::say;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let target = Arg::new("target")
        .long("target")
        .value_name(lang.pick("TARGET,…", "DOEL,…"))
        .value_delimiter(',')
        .value_parser(target)
        .help(lang.pick(
            "What to build for, or `all`; see `casus targets` [default: `tooling` of the case, else of the organisation]",
            "Waarvoor te bouwen, of `all`; zie `casus targets` [anders: `tooling` van de casus, en anders van de organisatie]",
        ));
    let out = Arg::new("out")
        .long("out")
        .value_name(lang.pick("FOLDER", "MAP"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::DirPath)
        .help(lang.pick(
            "Where to write [default: `out` of casus.toml, else build]",
            "Waar te schrijven [anders: `out` van casus.toml, en anders build]",
        ));
    let unsupported = Arg::new("unsupported")
        .long("unsupported")
        .value_name("allow|warn|deny")
        .value_parser(["allow", "warn", "deny"])
        .default_value("warn")
        .hide_default_value(true)
        .hide_possible_values(true)
        .help(lang.pick(
            "What to do where a target can't show something [default: warn]",
            "Wat te doen waar een doel iets niet kan tonen [anders: warn]",
        ));
    args::new("build", lang)
        .about(lang.pick(
            "Builds the dashboards of cases without errors",
            "Bouwt de dashboards van casussen zonder fouten",
        ))
        .args([args::paths(lang), target, out, unsupported])
        .arg(flag("check").conflicts_with("dry-run").help(lang.pick(
            "Writes nothing; exit code 1 where the output on disk differs",
            "Schrijft niets; exitcode 1 waar de uitvoer op schijf afwijkt",
        )))
        .arg(flag("dry-run").help(lang.pick(
            "Writes nothing; lists the files that would be written",
            "Schrijft niets; toont welke bestanden geschreven zouden worden",
        )))
        .arg(flag("freeze-today").help(lang.pick(
            "Writes the as-of date where a formula says today()",
            "Schrijft de peildatum waar een formule vandaag() zegt",
        )))
}

/// What stands for a target on the command line.
#[derive(Clone, Copy)]
enum Target {
    All,
    One(&'static dyn Backend),
}

impl Target {
    fn backends(&self) -> &[&'static dyn Backend] {
        match self {
            Target::All => backends::all(),
            Target::One(backend) => std::slice::from_ref(backend),
        }
    }
}

fn target(name: &str) -> Result<Target, String> {
    if name == "all" {
        return Ok(Target::All);
    }
    let ids = || backends::all().iter().map(|b| b.id());
    let known = || ids().collect::<Vec<_>>().join(", ") + ", all";
    backends::named(name).map(Target::One).ok_or_else(known)
}

/// Checks and builds the cases at the paths given.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let clock = Clock {
        as_of: session.as_of(),
        freeze_today: args.get_flag("freeze-today"),
    };
    let mut judged = judge(&args::paths_of(args), clock.as_of, None);
    let plan = match judged.stopped() {
        None => Plan::new(&mut judged, args),
        Some(_) => Plan::default(),
    };
    let bundles = plan.compile(&mut judged, clock, Unsupported::of(args));
    err(&human(session, &judged.reports))?;
    let lang = session.lang_of_run(&judged.reports);
    if let Some(exit) = judged.stopped() {
        let stopped = say!(en "nothing was written", nl "er is niets geschreven");
        err(&format!("{}\n", stopped.get(lang)))?;
        return Ok(exit);
    }
    match () {
        () if args.get_flag("dry-run") => list(&bundles),
        () if args.get_flag("check") => compare(&bundles, lang),
        () => write(&bundles, lang),
    }
}

impl Judged {
    /// How the command ends when it can't go on.
    pub(super) fn stopped(&self) -> Option<Exit> {
        let errors = self.reports.iter().any(|r| r.count(Severity::Error) > 0);
        match () {
            () if self.failed => Some(Exit::Failed),
            () if errors => Some(Exit::Findings),
            () => None,
        }
    }
}

/// What is to be built.
#[derive(Default)]
struct Plan {
    steps: Vec<Step>,
    /// The settings files.
    settings: Vec<FileReport>,
}

/// One case for one target.
struct Step {
    /// Position in [`Judged::cases`].
    case: usize,
    backend: &'static dyn Backend,
    settings: Arc<Nearest<Settings>>,
    folder: PathBuf,
}

impl Plan {
    /// Chooses targets and folders, and says where that can't be done.
    fn new(judged: &mut Judged, args: &ArgMatches) -> Plan {
        let mut all_settings = settings();
        let mut steps = Vec::new();
        for (at, case) in judged.cases.iter().enumerate() {
            let (backends, findings) = chosen(case, args);
            judged.failed |= backends.is_empty();
            if let Some(report) = judged.reports.get_mut(case.report) {
                report.add(findings);
            }
            let settings = all_settings.of(&case.folder);
            let out = out_folder(&settings, args).join(&case.case.name.value);
            steps.extend(backends.into_iter().map(|backend| Step {
                case: at,
                backend,
                settings: settings.clone(),
                folder: out.join(backend.id()),
            }));
        }
        let settings = all_settings.reports;
        judged.failed |= settings.iter().any(|r| !r.findings.is_empty());
        Plan { steps, settings }
    }

    /// Makes the bundles; what the targets can't carry goes to the reports.
    fn compile(mut self, judged: &mut Judged, clock: Clock, weigh: Unsupported) -> Vec<Bundle> {
        let cases = &judged.cases;
        let results = each(self.steps, |step| {
            let case = cases.get(step.case)?;
            let result = step.compile(case, clock);
            Some((step, case.report, result))
        });
        let mut bundles = Vec::new();
        for (step, case, result) in results.into_iter().flatten() {
            let output = result.unwrap_or_else(|refused| {
                judged.failed = true;
                let settings = step.settings.report.and_then(|r| self.settings.get_mut(r));
                if let Some(report) = settings.or_else(|| judged.reports.get_mut(case)) {
                    report.add([*refused]);
                }
                backends::Output::default()
            });
            if let Some(report) = judged.reports.get_mut(case) {
                report.add(output.notices);
            }
            bundles.push(Bundle {
                folder: step.folder,
                files: output.files,
            });
        }
        self.settings.retain(|r| !r.findings.is_empty());
        judged.reports.append(&mut self.settings);
        let findings = judged.reports.iter_mut().flat_map(|r| &mut r.findings);
        findings.for_each(|f| weigh.apply(f));
        bundles
    }
}

impl Step {
    /// The files, or what is wrong with the target's options.
    fn compile(
        &self,
        case: &JudgedCase,
        clock: Clock,
    ) -> Result<backends::Output, Box<Diagnostic>> {
        let none = (Span::default(), serde_json::Value::Null);
        let options = self.settings.value.targets.get(self.backend.id());
        let (place, options) = options.unwrap_or(&none);
        crate::compile(&case.case, &case.policy.value, clock, self.backend, options)
            .map_err(|reason| trouble::settings(*place, reason).into())
    }
}

/// The targets to build a case for, each once: those of the command line, else those of its `tooling` that exist and that the
/// organisation allows, else those of the organisation. With what there is to say about that.
fn chosen(case: &JudgedCase, args: &ArgMatches) -> (Vec<&'static dyn Backend>, Vec<Diagnostic>) {
    let (policy, own) = (&case.policy.value, &case.case.facts.tooling);
    let places = own.iter().map(|t| t.span);
    let place = places.reduce(Span::to).unwrap_or(case.case.name.span);
    let mut seen = BTreeSet::new();
    let mut once = |backend: &&'static dyn Backend| seen.insert(backend.id());
    let asked = args.get_many::<Target>("target");
    let backends: Vec<_> = match asked {
        None => {
            let tooling = if own.is_empty() { &policy.tooling } else { own };
            let known = tooling.iter().filter_map(|name| backends::named(name));
            let allowed = known.filter(|b| backends::allowed(*b, policy));
            allowed.filter(&mut once).collect()
        }
        Some(targets) => {
            let backends = targets.flat_map(Target::backends).copied();
            let backends: Vec<_> = backends.filter(&mut once).collect();
            let outside = backends.iter().filter(|b| !backends::allowed(**b, policy));
            let outside = outside.map(|b| backends::asked_outside(*b, policy, place));
            let outside = outside.collect();
            return (backends, outside);
        }
    };
    let none = backends.is_empty().then(|| backends::no_target(place));
    (backends, none.into_iter().collect())
}

/// Where the dashboards go: `--out`, else where the settings say.
fn out_folder(settings: &Nearest<Settings>, args: &ArgMatches) -> PathBuf {
    let given = args.get_one::<PathBuf>("out").cloned();
    given.unwrap_or_else(|| settings.out_folder())
}

/// How to weigh what a target can't carry.
#[derive(Clone, Copy)]
enum Unsupported {
    Allow,
    Warn,
    Deny,
}

impl Unsupported {
    fn of(args: &ArgMatches) -> Unsupported {
        match args.get_one::<String>("unsupported").map(String::as_str) {
            Some("allow") => Unsupported::Allow,
            Some("deny") => Unsupported::Deny,
            _ => Unsupported::Warn,
        }
    }

    /// `allow` makes a notice (family T) information, `deny` makes it one level graver; errors stay errors, and
    /// information about sources stays what it is, for the bundle's README tells how the data gets there.
    fn apply(self, finding: &mut Diagnostic) {
        let notice = finding.code.0.starts_with('T') && finding.code != backends::SOURCE;
        finding.severity = match (self, finding.severity) {
            (Unsupported::Allow, Severity::Warning) if notice => Severity::Info,
            (Unsupported::Deny, Severity::Info) if notice => Severity::Warning,
            (Unsupported::Deny, Severity::Warning) if notice => Severity::Error,
            (_, same) => same,
        }
    }
}

/// Lists what would be written.
fn list(bundles: &[Bundle]) -> io::Result<Exit> {
    let files = bundles.iter().flat_map(|b| {
        let folder = from_here(&b.folder);
        b.files.iter().map(move |f| folder.join(&f.path))
    });
    let lines: Vec<_> = files.map(|path| format!("{}\n", path.display())).collect();
    out(&lines.concat())?;
    Ok(Exit::Good)
}

/// Lists where the output on disk differs.
fn compare(bundles: &[Bundle], lang: Lang) -> io::Result<Exit> {
    let mut text = String::new();
    for bundle in bundles {
        let found = match differences(bundle) {
            Ok(found) => found,
            Err(error) => return error.tell(lang),
        };
        for (path, difference) in found {
            let word = match difference {
                Difference::Stale => lang.pick("stale", "verouderd"),
                Difference::Missing => lang.pick("missing", "ontbreekt"),
                Difference::Extra => lang.pick("extra", "te veel"),
            };
            _ = writeln!(text, "{word}: {}", from_here(&path).display());
        }
    }
    out(&text)?;
    if text.is_empty() {
        let good = say!(en "the output is up to date", nl "de uitvoer is actueel");
        err(&format!("{}\n", good.get(lang)))?;
        return Ok(Exit::Good);
    }
    let stale = say!(
        en "the output is not what the cases say; run `casus build` to renew it",
        nl "de uitvoer is niet wat de casussen zeggen; draai `casus build` om haar te vernieuwen",
    );
    err(&format!("{}\n", stale.get(lang)))?;
    Ok(Exit::Findings)
}

/// Writes everything and says where it is.
fn write(bundles: &[Bundle], lang: Lang) -> io::Result<Exit> {
    if let Err(error) = replace(bundles) {
        return error.tell(lang);
    }
    let mut text = String::new();
    for bundle in bundles {
        let folder = from_here(&bundle.folder).display();
        let count = bundle.files.len();
        let readme = bundle.files.iter().find(|f| f.path.starts_with("README"));
        let line = match readme.map(|f| &f.path) {
            None => say!(en "{folder}: {count} files", nl "{folder}: {count} bestanden"),
            Some(readme) => say!(
                en "{folder}: {count} files; {readme} there tells how to open it",
                nl "{folder}: {count} bestanden; {readme} daarin vertelt hoe u het opent",
            ),
        };
        _ = writeln!(
            text,
            "{} {}",
            lang.pick("wrote", "geschreven:"),
            line.get(lang)
        );
    }
    out(&text)?;
    Ok(Exit::Good)
}

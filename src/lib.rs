//! casus: from the record of a workshop to a dashboard that somebody acts on.
//!
//! ```text
//! text ─syntax::parse→ tree ─model::resolve→ Case ─checks::run→ findings
//!                                │
//!                                └─dashboard::lower→ Dashboard ─backends::T.emit→ Output
//! ```
//!
//! Every stage is a pure function that returns its value and its findings; none does I/O. Layers mention only lower
//! ones, in the order of the modules below. [`analyse`] and [`compile`] are the whole way; `cli` is the only module that
//! touches files and terminals.

pub mod diag;

pub mod fix;

pub mod phrases;

pub mod syntax;

pub mod formula;

pub mod format;

pub mod model;

pub mod checks;

pub mod translate;

pub mod dashboard;

pub mod page;

pub mod backends;

pub mod data;

#[cfg(feature = "data")]
pub mod preview;

#[cfg(feature = "cli")]
pub mod report;

#[cfg(feature = "cli")]
pub mod interview;

#[cfg(feature = "cli")]
pub mod cli;

use checks::QuestionVerdict;
pub use dashboard::Clock;
use diag::{Diagnostic, Words};
use jiff::civil::Date;

/// What casus makes of one case file.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The lines and blocks.
    pub tree: syntax::Tree,
    /// The case; `None` when the file has no case head.
    pub case: Option<model::Case>,
    /// Everything there is to say, in the order of the text.
    pub findings: Vec<Diagnostic>,
    /// The verdict on each question, in the author's order.
    pub verdicts: Vec<QuestionVerdict>,
}

/// Reads and judges a case file, or that of an organisation, which has no case.
pub fn analyse(text: &str, policy: &model::Policy, as_of: Date) -> Analysis {
    let (tree, mut findings) = syntax::parse(text);
    let (case, unresolved) = model::resolve(&tree);
    findings.extend(unresolved);
    let mut verdicts = Vec::new();
    if let Some(case) = &case {
        findings.extend(checks::run(&checks::Context::new(case, policy, as_of)));
        findings.extend(backends::unknown_tooling(&case.facts.tooling));
        findings.extend(backends::tooling_outside(&case.facts.tooling, policy));
        verdicts = checks::verdicts(case, &findings);
        findings = checks::waivers::apply(case, &tree, text, findings, as_of);
    }
    if case.is_none() {
        findings.extend(analyse_policy(&tree).1);
    }
    findings.sort_by_key(Diagnostic::order);
    fix::take_whole_lines(text, &mut findings);
    Analysis {
        tree,
        case,
        findings,
        verdicts,
    }
}

/// Reads and judges the file of an organisation, once parsed; the default, without findings, when it is none.
pub fn analyse_policy(tree: &syntax::Tree) -> (model::Policy, Vec<Diagnostic>) {
    let (policy, mut findings) = model::Policy::read(tree);
    findings.extend(checks::strictness::judge(&policy));
    findings.extend(backends::unknown_tooling(&policy.tooling));
    findings.sort_by_key(Diagnostic::order);
    (policy, findings)
}

/// Builds the dashboard of a case without errors for one target.
///
/// # Errors
/// When a formula of the case can't be understood (then it had errors after all), or the target's options can't; see
/// [`backends::Backend::emit`].
pub fn compile(
    case: &model::Case,
    policy: &model::Policy,
    clock: Clock,
    backend: &dyn backends::Backend,
    options: &serde_json::Value,
) -> Result<backends::Output, Words> {
    let Some((dashboard, mut notices)) = dashboard::lower(case, policy, clock) else {
        return Err(say!(
            en "a formula of this case can't be understood; see `casus check`",
            nl "een formule van deze casus is niet te begrijpen; zie `casus check`",
        ));
    };
    let small_numbers = case.privacy.as_ref().and_then(|p| p.small_numbers.as_ref());
    let small_numbers = small_numbers.map_or(case.name.span, |s| s.span);
    notices.extend(backends::shortcomings(backend, &dashboard, small_numbers));
    let mut output = backend.emit(&dashboard, options)?;
    notices.append(&mut output.notices);
    Ok(backends::Output { notices, ..output })
}

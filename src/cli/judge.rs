//! Cases read and judged: what `check` and `build` have in common.

use super::files::{self, Found, Input, Nearest};
use super::mend::{self, Mended};
use super::trouble;
use crate::fix::Scope;
use crate::model::{Case, Policy};
use crate::report::FileReport;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Below this many files, threads cost more than they bring.
const WORTH_THREADS: usize = 8;

/// All cases of a run.
#[derive(Debug)]
pub(super) struct Judged {
    /// What there is to say about each file: policies with findings, then cases.
    pub(super) reports: Vec<FileReport>,
    /// The cases that could be resolved.
    pub(super) cases: Vec<JudgedCase>,
    /// The cases that fixes were carried out on; the reports tell what is left.
    pub(super) mended: Vec<Mended>,
    /// Whether some file could not be read at all.
    pub(super) failed: bool,
}

/// A case with what is needed to build it.
#[derive(Debug)]
pub(super) struct JudgedCase {
    /// The case.
    pub(super) case: Case,
    /// The policy that holds for it.
    pub(super) policy: Arc<Nearest<Policy>>,
    /// The folder of its file.
    pub(super) folder: PathBuf,
    /// Position of its report in [`Judged::reports`].
    pub(super) report: usize,
}

/// Reads and judges the cases at `paths`; where there is a scope, as they are after their fixes.
pub(super) fn judge(paths: &[PathBuf], as_of: Date, scope: Option<Scope>) -> Judged {
    let Found { inputs, troubles } = files::find(paths, |input| !input.is_policy());
    let mut policies = files::policies();
    let mut work = Vec::new();
    let mut asked = BTreeSet::new();
    for input in inputs {
        let folder = input.folder();
        let policy = policies.of(&folder);
        if !input.is_policy() {
            work.push((input, folder, policy));
        } else if paths.iter().any(|path| Input::File(path.clone()) == input) {
            asked.extend(policy.report);
        }
    }
    let results = each(work, |(input, folder, policy)| {
        let (report, case, mended) = judge_one(input, &policy.value, as_of, scope);
        (report, case, mended, folder, policy)
    });
    let mut judged = Judged {
        failed: false,
        reports: telling(policies.reports, &asked),
        cases: Vec::new(),
        mended: Vec::new(),
    };
    judged.reports.extend(troubles);
    for (report, case, mended, folder, policy) in results {
        let at = judged.reports.len();
        judged.reports.push(report);
        judged
            .mended
            .extend(mended.map(|m| Mended { report: at, ..m }));
        judged.cases.extend(case.map(|case| JudgedCase {
            case,
            policy,
            folder,
            report: at,
        }));
    }
    judged.failed = judged.reports.iter().any(|r| r.lang.is_none());
    judged.refuse_double_names();
    judged
}

/// The reports that have something to say, and those that were asked for.
fn telling(reports: Vec<FileReport>, asked: &BTreeSet<usize>) -> Vec<FileReport> {
    let reports = reports.into_iter().enumerate();
    let telling = reports.filter(|(at, r)| asked.contains(at) || !r.findings.is_empty());
    telling.map(|(_, report)| report).collect()
}

fn judge_one(
    input: Input,
    policy: &Policy,
    as_of: Date,
    scope: Option<Scope>,
) -> (FileReport, Option<Case>, Option<Mended>) {
    let read = match files::read(&input) {
        Err(finding) => return (FileReport::trouble(input.shown(), *finding), None, None),
        Ok(read) => read,
    };
    let path = input.shown();
    let analyse = |text: &str| crate::analyse(text, policy, as_of);
    let mended = scope.map(|scope| mend::mend(input, &read, scope, |text| analyse(text).findings));
    let text = mended.as_ref().map_or(read.text, |m| m.fixed.text.clone());
    let analysis = analyse(&text);
    let (report, case) = FileReport::of(path, text, analysis);
    (report, case, mended)
}

impl Judged {
    /// Two cases with one name would write to one folder.
    fn refuse_double_names(&mut self) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for JudgedCase { case, report, .. } in &self.cases {
            let Some(report) = self.reports.get_mut(*report) else {
                continue;
            };
            let name = &case.name;
            if let Some(first) = first.get(&name.to_lowercase()) {
                let finding = trouble::double_name(name, name.span, first, &report.path);
                report.add([finding]);
            } else {
                first.insert(name.to_lowercase(), report.path.clone());
            }
        }
    }
}

/// Does the same for each, on all cores when there are many; results keep the order.
pub(super) fn each<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < WORTH_THREADS {
        return items.into_iter().map(work).collect();
    }
    items.into_par_iter().map(work).collect()
}

//! Every pair of `pairs.tsv`, written as a case, gets the verdict that is expected of it.
//!
//! Its own binary without a harness, so that the confusion matrix is printed with each `cargo test`.

// A test without a harness is no production code, and it prints.
#![allow(clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod rows;

use casus::checks::Verdict;
use casus::diag::{Diagnostic, Lang};
use casus::model::Policy;
use jiff::civil::date;
use rows::{Pair, pairs};

impl Pair<'_> {
    /// The verdict that it gets, and what is wrong, if anything.
    fn judge(&self) -> (Verdict, Option<String>) {
        let text = self.as_case();
        let analysis = casus::analyse(&text, &Policy::default(), date(2026, 11, 24));
        let verdict = &analysis.verdicts[0];
        let codes: Vec<&str> = verdict.codes.iter().map(|code| code.0).collect();
        let wanted = self.code.trim_end_matches("+P").trim_end_matches("-V");
        let told = match wanted {
            "OK" => codes.is_empty(),
            code => codes.contains(&code),
        };
        let privacy = |f: &Diagnostic| matches!(f.code.0, "P001" | "P002");
        let is_private = analysis.findings.iter().any(privacy);
        let wants_private = self.code.ends_with("+P") || wanted == "P001";
        let broken: Vec<&str> = analysis
            .findings
            .iter()
            .map(|f| f.code.0)
            .filter(|code| code.starts_with('S') || code.starts_with('F'))
            .collect();
        let right = verdict.verdict == self.expect
            && told
            && is_private == wants_private
            && broken.is_empty();
        let fault = (!right).then(|| {
            let (expect, found) = (self.expect, verdict.verdict);
            format!(
                "{}: {expect:?} {} expected, {found:?} {codes:?} found {broken:?}\n{text}",
                self.id, self.code
            )
        });
        (verdict.verdict, fault)
    }
}

const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Accepted, "accepted"),
    (Verdict::Weak, "weak"),
    (Verdict::NiceToKnow, "nice to know"),
    (Verdict::NotAllowed, "not allowed"),
];

/// The confusion matrix of one language: expected down, found across.
fn matrix(name: &str, judged: &[(Verdict, Verdict)]) -> String {
    let mut text = format!("\n{name}: {} pairs\n{:12}", judged.len(), "");
    for (_, word) in VERDICTS {
        text += &format!("  {word:>12}");
    }
    for (expected, word) in VERDICTS {
        text += &format!("\n{word:12}");
        for (found, _) in VERDICTS {
            let count = judged.iter().filter(|pair| **pair == (expected, found));
            text += &format!("  {:>12}", count.count());
        }
    }
    text + "\n"
}

fn main() {
    let pairs = pairs();
    let judged: Vec<_> = pairs.iter().map(|pair| (pair, pair.judge())).collect();
    println!("\nverdicts on pairs of a question and an act: expected down, found across");
    for (name, lang) in [("Dutch", Lang::Nl), ("English", Lang::En)] {
        let of = judged.iter().filter(|(pair, _)| pair.lang == lang);
        let of: Vec<_> = of.map(|(p, (found, _))| (p.expect, *found)).collect();
        print!("{}", matrix(name, &of));
    }
    let faults: Vec<_> = judged.into_iter().filter_map(|(_, (_, f))| f).collect();
    // The 26 of the corpus and 60 of our own.
    if pairs.len() < 86 || !faults.is_empty() {
        let of = pairs.len();
        eprintln!("{} wrong of {of}:\n{}", faults.len(), faults.join("\n"));
        std::process::exit(1);
    }
}

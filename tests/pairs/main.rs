//! Every pair of `pairs.tsv`, written as a case, gets the verdict that is expected of it.
//!
//! Its own binary without a harness, so that the confusion matrix is printed with each `cargo test`.

// A test without a harness is no production code, and it prints.
#![allow(clippy::panic, clippy::print_stdout, clippy::print_stderr)]

use casus::checks::Verdict;
use casus::diag::{Diagnostic, Lang};
use casus::model::Policy;
use jiff::civil::date;

/// A row of the table.
struct Pair<'a> {
    id: &'a str,
    lang: Lang,
    expect: Verdict,
    code: &'a str,
    question: &'a str,
    trigger: &'a str,
    slots: [&'a str; 4],
}

fn pairs() -> Vec<Pair<'static>> {
    let table = include_str!("pairs.tsv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, lang, _, expect, code, question, trigger, slots @ ..] = cells.as_slice() else {
            panic!("too few columns: {row}");
        };
        Pair {
            id,
            lang: if *lang == "nl" { Lang::Nl } else { Lang::En },
            expect: match *expect {
                "accept" => Verdict::Accepted,
                "weak" => Verdict::Weak,
                "nice" => Verdict::NiceToKnow,
                "not allowed" => Verdict::NotAllowed,
                other => panic!("{id}: what is `{other}`?"),
            },
            code,
            question,
            trigger,
            slots: slots
                .try_into()
                .unwrap_or_else(|_| panic!("{id}: eleven columns")),
        }
    })
    .collect()
}

const DATA_EN: &str = "
source s: made
  file: s.csv
  | column | type | personal data | used for |
  | name   | text | no            | split    |
measure m
  is: count()
measure p
  is: percentage(name = \"x\")
";

const DATA_NL: &str = "
bron s: verzonnen
  bestand: s.csv
  | kolom | soort | persoonsgegeven | waarvoor    |
  | naam  | tekst | nee             | uitsplitsen |
maat m
  is: aantal()
maat p
  is: percentage(naam = \"x\")
";

impl Pair<'_> {
    fn as_case(&self) -> String {
        let lang = self.lang;
        let accountable = self.code.contains("-V");
        let kind = match accountable {
            true => lang.pick("\n  kind: accountability", "\n  soort: verantwoording"),
            false => "",
        };
        let head = lang.pick("case pair\nquestion q: ", "casus paar\nvraag q: ");
        let words = lang.pick(
            ["\naction a answers q", "then", "who", "within", "meeting"],
            ["\nactie a bij q", "dan", "wie", "binnen", "in overleg"],
        );
        let [action, keys @ ..] = words;
        let mut text = format!("{head}{}{kind}{action}", self.question);
        text += &self.occasion(accountable);
        for (key, value) in keys
            .iter()
            .zip(self.slots)
            .filter(|(_, value)| !value.is_empty())
        {
            text += &format!("\n  {key}: {value}");
        }
        text + lang.pick(DATA_EN, DATA_NL)
    }

    fn occasion(&self, accountable: bool) -> String {
        let (when, on) = self.lang.pick(
            ("when", "on date: every year before 1 September"),
            ("zodra", "op datum: elk jaar voor 1 september"),
        );
        let is_formula = ["m ", "p "]
            .iter()
            .any(|name| self.trigger.starts_with(name))
            && !self.trigger.contains(',');
        match self.trigger {
            "" => String::new(),
            _ if accountable => format!("\n  {on}"),
            formula if is_formula => format!("\n  {when}: {formula}"),
            _ => format!("\n  {when}: m > 10"),
        }
    }

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

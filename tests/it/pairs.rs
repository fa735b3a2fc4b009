//! Every pair of `tests/pairs/pairs.tsv`, written as a case, gets the verdict that is expected of it.

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
    let table = include_str!("../pairs/pairs.tsv");
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

    /// What is wrong with the verdict, if anything.
    fn fault(&self) -> Option<String> {
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
        (!right).then(|| {
            let (expect, found) = (self.expect, verdict.verdict);
            format!(
                "{}: {expect:?} {} expected, {found:?} {codes:?} found {broken:?}\n{text}",
                self.id, self.code
            )
        })
    }
}

/// Every pair as a case, with its name.
pub(crate) fn all_cases() -> Vec<(String, String)> {
    let pairs = pairs().into_iter();
    pairs
        .map(|p| (format!("pair {}", p.id), p.as_case()))
        .collect()
}

#[test]
fn every_pair_gets_its_verdict() {
    let pairs = pairs();
    assert!(pairs.len() > 60, "{} pairs", pairs.len());
    let faults: Vec<String> = pairs.iter().filter_map(Pair::fault).collect();
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        pairs.len(),
        faults.join("\n")
    );
}

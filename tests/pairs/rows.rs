//! The rows of `pairs.tsv`, each as a case.

use casus::checks::Verdict;
use casus::diag::Lang;

/// A row of the table.
pub(crate) struct Pair<'a> {
    pub(crate) id: &'a str,
    pub(crate) lang: Lang,
    pub(crate) expect: Verdict,
    pub(crate) code: &'a str,
    pub(crate) question: &'a str,
    pub(crate) trigger: &'a str,
    pub(crate) slots: [&'a str; 4],
}

/// Every row.
pub(crate) fn pairs() -> Vec<Pair<'static>> {
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
    /// A case that asks and does this.
    pub(crate) fn as_case(&self) -> String {
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
}

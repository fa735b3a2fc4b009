//! What people type, read: commands, names, limits, periods, choices, columns. Pure text; whether it makes sense is up to the checks.

use crate::diag::Lang;
use crate::syntax::keywords::{Grain, TypeWord};
use crate::syntax::values::{self, Unit};

/// What a line asks of the interview itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Explain the question.
    Help,
    /// To the question before.
    Back,
    /// Leave it open.
    Skip,
    /// Keep the question for later; with the reason, when it was given at once.
    Park(Option<String>),
    /// No more for today.
    Stop,
}

/// The command that a line is. Both languages understand both, for nobody's answer is just such a word.
pub(super) fn command(line: &str) -> Option<Command> {
    let (word, rest) = match line.split_once(':') {
        Some((word, rest)) => (word.trim(), Some(rest.trim().to_owned())),
        None => (line, None),
    };
    match (word.to_lowercase().as_str(), rest) {
        ("?" | "help" | "hulp", None) => Some(Command::Help),
        ("back" | "terug", None) => Some(Command::Back),
        ("skip" | "overslaan", None) => Some(Command::Skip),
        ("stop", None) => Some(Command::Stop),
        ("park" | "parkeer", reason) => Some(Command::Park(reason.filter(|r| !r.is_empty()))),
        _ => None,
    }
}

/// A line without what arrow keys and other special keys leave in it, with single blanks.
pub(super) fn clean(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // An escape sequence: `[`, numbers, and a letter that ends it.
            '\u{1b}' => {
                if letters.next() == Some('[') {
                    letters.find(|c| c.is_ascii_alphabetic() || *c == '~');
                }
            }
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() || c == '\u{feff}' => {}
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that say nothing in a name.
const FILLERS: [&str; 76] = [
    "about", "also", "does", "each", "every", "from", "have", "many", "more", "most", "much",
    "often", "than", "that", "their", "there", "these", "they", "this", "those", "want", "what",
    "when", "where", "which", "while", "whom", "whose", "will", "with", "within", "your", "would",
    "should", "could", "aantal", "alle", "binnen", "buiten", "deze", "door", "een", "elke", "geen",
    "gaat", "haar", "heeft", "hebben", "hoeveel", "hoelang", "hoog", "komt", "kunnen", "meer",
    "meest", "mensen", "moet", "moeten", "naar", "niet", "onze", "over", "tegen", "vaak", "veel",
    "voor", "waar", "waarom", "wanneer", "welk", "welke", "willen", "wordt", "worden", "zijn",
    "zodat",
];

/// A short name for a sentence: its first two telling words, else its first words.
pub(super) fn short_name(sentence: &str) -> Option<String> {
    let lower = sentence.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let telling = words.filter(|w| w.chars().count() > 3 && !FILLERS.contains(w));
    let telling: Vec<_> = telling.filter(|w| starts_with_letter(w)).take(2).collect();
    match telling.as_slice() {
        [] => name(sentence),
        words => name(&words.join(" ")),
    }
}

/// Words as a name of the language: a letter, then letters, digits and `_`; `None` where no letter is left.
pub fn name(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|w| !w.is_empty());
    let words: Vec<_> = words.skip_while(|w| !starts_with_letter(w)).collect();
    let mut out = String::new();
    for word in words {
        if !out.is_empty() && out.len() + word.len() > 40 {
            break;
        }
        if !out.is_empty() {
            out.push('_');
        }
        out.extend(word.chars().take(40));
    }
    (!out.is_empty()).then_some(out)
}

/// Whether a word is a name as it stands.
pub(super) fn is_name(word: &str) -> bool {
    starts_with_letter(word) && word.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn starts_with_letter(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}

/// Operators with the words that people use for them; longer ones first.
const OPERATORS: [(&str, &[&str], &[&str]); 4] = [
    (
        "<=",
        &["<=", "at most", "no more than", "not more than"],
        &[
            "<=",
            "hoogstens",
            "ten hoogste",
            "maximaal",
            "niet meer dan",
            "tot en met",
        ],
    ),
    (
        ">=",
        &[">=", "at least", "no less than", "not less than", "from"],
        &[
            ">=",
            "minstens",
            "ten minste",
            "minimaal",
            "niet minder dan",
            "vanaf",
        ],
    ),
    (
        "<",
        &[
            "<",
            "below",
            "under",
            "less than",
            "fewer than",
            "lower than",
            "smaller than",
            "shorter than",
        ],
        &[
            "<",
            "onder de",
            "onder",
            "minder dan",
            "lager dan",
            "kleiner dan",
            "korter dan",
        ],
    ),
    (
        ">",
        &[
            ">",
            "above",
            "over",
            "more than",
            "higher than",
            "greater than",
            "larger than",
            "longer than",
        ],
        &[
            ">",
            "boven de",
            "boven",
            "meer dan",
            "hoger dan",
            "groter dan",
            "langer dan",
        ],
    ),
];

/// Words behind a number that say which way: `10 or more`.
const BEHIND: [(&str, &[&str], &[&str]); 2] = [
    (
        ">=",
        &["or more", "or higher", "or longer"],
        &["of meer", "of hoger", "of langer"],
    ),
    (
        "<=",
        &["or less", "or fewer", "or lower"],
        &["of minder", "of lager", "of korter"],
    ),
];

/// What stands behind a number and is no part of it.
const PERCENT: [&str; 3] = [" percent", " per cent", " procent"];

/// `below 85%` → `< 85%`; `None` where it can't be read, or does not say which way.
pub(super) fn limit(text: &str, lang: Lang) -> Option<String> {
    let lower = text.to_lowercase();
    for (operator, en, nl) in OPERATORS {
        for words in lang.pick(en, nl) {
            let rest = lower.strip_prefix(words);
            // A word ends where it ends: `overdue` is not `over`.
            let ends = |rest: &&str| !words.ends_with(char::is_alphabetic) || rest.starts_with(' ');
            if let Some(rest) = rest.filter(ends) {
                return Some(format!("{operator} {}", number(rest, lang)?));
            }
        }
    }
    for (operator, en, nl) in BEHIND {
        for words in lang.pick(en, nl) {
            if let Some(rest) = lower.strip_suffix(words) {
                return Some(format!("{operator} {}", number(rest, lang)?));
            }
        }
    }
    None
}

/// A number in the notation of the language; words for per cent become `%`.
pub(super) fn number(text: &str, lang: Lang) -> Option<String> {
    let text = text.trim().to_lowercase();
    let percent = PERCENT.iter().find_map(|word| text.strip_suffix(word));
    let text = percent.map_or(text.clone(), |digits| format!("{}%", digits.trim()));
    let text = text.replace(" %", "%");
    values::number(&text, lang).ok().map(|_| text)
}

/// Whether a limit is a lower one, so that the lowest values are the ones to look at.
pub(super) fn is_lower(limit: &str) -> bool {
    limit.starts_with('<')
}

/// A comparison of one name with a number: the name, and the limit.
pub(super) fn comparison(text: &str, lang: Lang) -> Option<(&str, String)> {
    let at = text.find(['<', '>'])?;
    let (name, limit) = text.split_at(at);
    let name = name.trim();
    let limit = self::limit(limit, lang).filter(|_| is_name(name))?;
    Some((name, limit))
}

/// Words before a number's name that are no part of it.
const BEFORE: [&str; 8] = [
    "when ",
    "if ",
    "as soon as ",
    "the ",
    "als ",
    "zodra ",
    "de ",
    "het ",
];

/// `share on time below 85%`: the name of the number, and the limit.
pub(super) fn said_comparison(text: &str, lang: Lang) -> Option<(String, String)> {
    let lower = text.to_lowercase();
    let words = OPERATORS.iter().flat_map(|(_, en, nl)| *lang.pick(en, nl));
    let found = words.filter_map(|words| {
        let at = lower.find(&format!(" {words} "))?;
        let limit = limit(lower.get(at + 1..)?, lang)?;
        Some((lower.get(..at)?, limit))
    });
    let (mut name, limit) = found.min_by_key(|(name, _)| name.len())?;
    name = name.trim().trim_end_matches(" is").trim_end_matches(" are");
    while let Some(rest) = BEFORE.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    let in_words = !name.contains(['<', '>', '=', '(']) && name.split_whitespace().count() <= 6;
    self::name(name).filter(|_| in_words)?;
    Some((name.to_owned(), limit))
}

/// A trigger in three: the condition, what it is judged for each of, and how long it must hold.
pub(super) fn trigger(text: &str, lang: Lang) -> (&str, Option<&str>, Option<String>) {
    let (rest, lasting) = match text.rsplit_once(lang.pick(" for ", " gedurende ")) {
        Some((rest, tail)) => match period(tail, lang) {
            Some(period) => (rest, Some(period)),
            None => (text, None),
        },
        None => (text, None),
    };
    match rest.rsplit_once(" per ") {
        Some((condition, per)) if name(per).is_some() => {
            (condition.trim(), Some(per.trim()), lasting)
        }
        _ => (rest.trim(), None, lasting),
    }
}

const COUNTS: [(&str, &str); 12] = [
    ("one", "een"),
    ("two", "twee"),
    ("three", "drie"),
    ("four", "vier"),
    ("five", "vijf"),
    ("six", "zes"),
    ("seven", "zeven"),
    ("eight", "acht"),
    ("nine", "negen"),
    ("ten", "tien"),
    ("eleven", "elf"),
    ("twelve", "twaalf"),
];

/// `four weeks` → `4 weeks`; only whole days, weeks, months, quarters and years.
pub(super) fn period(text: &str, lang: Lang) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (count, unit) = lower.split_once(' ')?;
    let words = COUNTS
        .iter()
        .position(|(en, nl)| count == lang.pick(*en, *nl) || count == "één" && *nl == "een");
    let count: u32 = match words {
        Some(at) => at as u32 + 1,
        None => count.parse().ok().filter(|n| *n > 0)?,
    };
    let unit = Unit::named(unit, lang)?;
    Grain::of(unit).map(|_| format!("{count} {}", unit.word(f64::from(count), lang)))
}

/// The grain of a period, as a visual names it.
pub(super) fn grain(period: &str, lang: Lang) -> Option<&'static str> {
    let (_, unit) = period.split_once(' ')?;
    Some(Grain::of(Unit::named(unit, lang)?)?.word(lang))
}

/// Whether a word is a period and no dimension.
pub(super) fn is_grain(word: &str, lang: Lang) -> bool {
    Unit::named(word, lang).is_some()
}

/// `top 10 street by complaints`: how many, of what, and by which number when that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// `top 10`, `bottom 3`.
    pub(super) how_many: String,
    /// What is chosen.
    pub(super) of: String,
    /// By which number.
    pub(super) by: Option<String>,
    /// Whether the order was said, and not only a number of things.
    ordered: bool,
}

impl Choice {
    /// Whether the words can only be a choice.
    pub(super) fn is_said(&self) -> bool {
        self.ordered || self.by.is_some()
    }
}

/// Reads a choice; `10 streets` takes the highest.
pub(super) fn choice(text: &str, lang: Lang) -> Option<Choice> {
    let lower = text.to_lowercase();
    let bottom = lang.pick("bottom", "laagste");
    let order = |word: &str| match word {
        "top" | "highest" | "hoogste" => Some("top"),
        "bottom" | "lowest" | "laagste" => Some(bottom),
        _ => None,
    };
    // The word for the order stands before the number or behind it.
    let (first, rest) = lower.split_once(' ')?;
    let before = order(first);
    let (count, rest) = match before {
        Some(_) => rest.split_once(' ')?,
        None => (first, rest),
    };
    let count: u32 = count.parse().ok().filter(|n| *n > 0)?;
    let behind = rest
        .split_once(' ')
        .and_then(|(word, rest)| Some((order(word)?, rest)));
    let (behind, rest) = match behind {
        Some((order, rest)) => (Some(order), rest),
        None => (None, rest),
    };
    let said = before.or(behind);
    let order = said.unwrap_or("top");
    let by = lang.pick(" by ", " op ");
    let (of, by) = match rest.split_once(by) {
        Some((of, by)) => (of, Some(by.trim().to_owned())),
        None => (rest, None),
    };
    name(of)?;
    Some(Choice {
        how_many: format!("{order} {count}"),
        of: of.trim().to_owned(),
        by,
        ordered: said.is_some(),
    })
}

/// A date or a day of every year as the language writes it: `1 September` → `every year before 1 September`, and
/// `1 September 2027` → `2027-09-01`.
pub(super) fn day(text: &str, lang: Lang) -> Option<String> {
    let text = text.trim();
    let yearly = lang.pick("every year before ", "elk jaar voor ");
    let rest = text.to_lowercase();
    let rest = rest.strip_prefix(yearly).unwrap_or(&rest);
    if values::day_of_year(rest, lang).is_some() {
        return Some(format!("{yearly}{rest}"));
    }
    date(text, lang)
}

/// A date; `1 September 2027` becomes one that the language knows.
pub(super) fn date(text: &str, lang: Lang) -> Option<String> {
    let text = text.trim();
    if values::date(text, lang).is_ok() {
        return Some(text.to_owned());
    }
    let (day, year) = text.rsplit_once(' ')?;
    let (month, day) = values::day_of_year(day, lang)?;
    let year: i16 = year.parse().ok().filter(|y| (1900..=2999).contains(y))?;
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    Some(written(date, lang))
}

/// A date as the language writes it.
pub(super) fn written(date: jiff::civil::Date, lang: Lang) -> String {
    date.strftime(lang.pick("%Y-%m-%d", "%d-%m-%Y")).to_string()
}

/// A column as somebody names it: `closed on (date)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The words.
    pub(super) words: String,
    /// What stands between parentheses.
    pub(super) remark: Option<String>,
}

/// A list of columns, each with what stands in parentheses behind it.
pub(super) fn columns(text: &str) -> Vec<Named> {
    let parts = text.split([',', ';']);
    let parts = parts.map(str::trim).filter(|p| !p.is_empty());
    parts
        .map(|part| {
            let inside = part.strip_suffix(')').and_then(|p| p.split_once('('));
            match inside {
                Some((words, remark)) => Named {
                    words: words.trim().to_owned(),
                    remark: Some(remark.trim().to_lowercase()),
                },
                None => Named {
                    words: part.to_owned(),
                    remark: None,
                },
            }
        })
        .collect()
}

/// The type that a column's name gives away; text unless it says that it is a date.
pub(super) fn likely_type(words: &str) -> TypeWord {
    let lower = words.to_lowercase();
    let dated = ["date", "datum"].iter().any(|word| lower.contains(word));
    if dated {
        TypeWord::Date
    } else {
        TypeWord::Text
    }
}

/// Yes or no, in either language.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().trim_end_matches('.') {
        "yes" | "y" | "ja" | "j" => Some(true),
        "no" | "n" | "nee" | "none" | "geen" => Some(false),
        _ => None,
    }
}

/// The file that a source names, when it ends as a file with data does.
pub(super) fn file(text: &str) -> Option<&str> {
    let endings = [
        ".csv", ".tsv", ".xlsx", ".xls", ".parquet", ".json", ".jsonl", ".gz",
    ];
    let words = text.split_whitespace();
    let words = words.map(|w| w.trim_matches(['(', ')', ',', '"', '\'']));
    let mut files = words.filter(|w| endings.iter().any(|e| w.to_lowercase().ends_with(e)));
    files.next()
}

/// The name of a file without its folder and endings, as a name of the language.
pub(super) fn file_name(file: &str) -> Option<String> {
    let last = file.rsplit(['/', '\\']).next()?;
    name(last.split('.').next()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Nl};

    #[test]
    fn limits_are_read_in_words() {
        let read = |text, lang| limit(text, lang).unwrap_or_default();
        assert_eq!(read("below 85%", En), "< 85%");
        assert_eq!(read("Less than 85 percent", En), "< 85%");
        assert_eq!(read(">= 10", En), ">= 10");
        assert_eq!(read("10 or more", En), ">= 10");
        assert_eq!(read("<85 %", En), "< 85%");
        assert_eq!(read("minder dan 85 procent", Nl), "< 85%");
        assert_eq!(read("Onder de 4,5%", Nl), "< 4,5%");
        assert_eq!(read("meer dan 42", Nl), "> 42");
        assert_eq!(read("niet meer dan 42", Nl), "<= 42");
        assert_eq!(read("10 of meer", Nl), ">= 10");
        for vague in ["85%", "too many", "overdue 3", "below", "below average"] {
            assert_eq!(limit(vague, En), None, "{vague}");
        }
    }

    #[test]
    fn a_trigger_falls_in_three() {
        let whole = trigger("on_time < 85% per category for four weeks", En);
        assert_eq!(
            whole,
            (
                "on_time < 85%",
                Some("category"),
                Some("4 weeks".to_owned())
            )
        );
        assert_eq!(trigger("op_tijd < 85%", Nl), ("op_tijd < 85%", None, None));
        assert_eq!(
            comparison("on_time < 85%", En),
            Some(("on_time", "< 85%".to_owned()))
        );
        assert_eq!(comparison("a < 1 and b > 2", En), None);
        let said =
            |text, lang| said_comparison(text, lang).map(|(name, limit)| name + " " + &limit);
        assert_eq!(
            said("Share on time below 85%", En).as_deref(),
            Some("share on time < 85%")
        );
        assert_eq!(
            said("als de wachttijd niet meer dan 10", Nl).as_deref(),
            Some("wachttijd <= 10")
        );
        assert_eq!(
            said("wait at the desk > 10", En).as_deref(),
            Some("wait at the desk > 10")
        );
        for other in ["als het te lang duurt", "a >= 1 en b > 2"] {
            assert_eq!(said(other, Nl), None, "{other}");
        }
        assert_eq!(period("één jaar", Nl).as_deref(), Some("1 jaar"));
        assert_eq!(period("5 working days", En), None);
        assert_eq!(grain("4 weken", Nl), Some("week"));
    }

    #[test]
    fn choices_and_days_are_read_in_words() {
        let read = |text, lang| choice(text, lang).map(|c| (c.how_many, c.of, c.by));
        let by = |words: &str| Some(words.to_owned());
        assert_eq!(
            read("top 10 street by open reports", En),
            Some(("top 10".into(), "street".into(), by("open reports")))
        );
        assert_eq!(
            read("3 laagste scholen", Nl),
            Some(("laagste 3".into(), "scholen".into(), None))
        );
        assert_eq!(read("de ergste straten", Nl), None);
        assert_eq!(
            day("1 september", Nl).as_deref(),
            Some("elk jaar voor 1 september")
        );
        assert_eq!(day("1 September 2027", En).as_deref(), Some("2027-09-01"));
        assert_eq!(date("1 september 2027", Nl).as_deref(), Some("01-09-2027"));
        assert_eq!(date("31 juni 2027", Nl), None);
    }

    #[test]
    fn names_are_short_and_begin_with_a_letter() {
        let asked = "In which 30 km/h streets do too many drivers speed?";
        assert_eq!(short_name(asked).as_deref(), Some("streets_drivers"));
        let asked = "In welke wijkteams ronden we het onderzoek niet op tijd af?";
        assert_eq!(short_name(asked).as_deref(), Some("wijkteams_ronden"));
        assert_eq!(short_name("Who?").as_deref(), Some("who"));
        assert_eq!(name("  2e Datum-melding "), Some("datum_melding".into()));
        assert_eq!(name("???"), None);
    }

    #[test]
    fn lines_lose_what_special_keys_leave() {
        assert_eq!(clean("a\u{1b}[D\u{1b}[3~b\u{7f} \t c\r\n"), "ab c");
        assert_eq!(command("Overslaan"), Some(Command::Skip));
        assert_eq!(
            command("park: nobody decides"),
            Some(Command::Park(Some("nobody decides".into())))
        );
        assert_eq!(command("parkeer"), Some(Command::Park(None)));
        assert_eq!(command("parks one van"), None);
        assert_eq!(command("?"), Some(Command::Help));
    }

    #[test]
    fn columns_come_with_a_remark() {
        let read = columns("opened on (date), Category; id (pseudonym)");
        let remarks: Vec<_> = read
            .iter()
            .map(|c| (c.words.as_str(), c.remark.as_deref()))
            .collect();
        assert_eq!(
            remarks,
            [
                ("opened on", Some("date")),
                ("Category", None),
                ("id", Some("pseudonym"))
            ]
        );
        assert_eq!(file("de export (meldingen.csv)"), Some("meldingen.csv"));
        assert_eq!(file("het zaaksysteem"), None);
    }
}

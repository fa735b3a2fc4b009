//! Names for the case from what a file calls its columns and itself.

use crate::diag::Lang;

/// More letters than this make a name that nobody wants to type.
const LONGEST: usize = 32;

/// Words that don't end a name well.
const JOINING: [&str; 17] = [
    "van", "de", "het", "een", "voor", "met", "per", "en", "of", "op", "in", "the", "for", "with",
    "and", "or", "to",
];

/// Words that mean something else in a sentence or a formula, and what to call such a column.
const TAKEN: [(&str, &str); 22] = [
    ("dag", "dagnummer"),
    ("week", "weeknummer"),
    ("maand", "maandnummer"),
    ("kwartaal", "kwartaalnummer"),
    ("jaar", "jaartal"),
    ("day", "day_number"),
    ("month", "month_number"),
    ("quarter", "quarter_number"),
    ("year", "year_number"),
    ("en", "kolom_en"),
    ("of", "kolom_of"),
    ("niet", "kolom_niet"),
    ("ja", "kolom_ja"),
    ("nee", "kolom_nee"),
    ("in", "kolom_in"),
    ("is", "kolom_is"),
    ("waar", "kolom_waar"),
    ("and", "column_and"),
    ("or", "column_or"),
    ("not", "column_not"),
    ("yes", "column_yes"),
    ("no", "column_no"),
];

/// A name for each title, all different: in lower case, without what stands in brackets, and not too long.
pub(super) fn names(titles: &[String], lang: Lang) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(titles.len());
    for title in titles {
        let name = name(title, lang.pick("column", "kolom"));
        let is_new = |name: &String| !names.contains(name);
        let numbered = (2..).map(|n| format!("{name}_{n}"));
        let fresh = std::iter::once(name.clone()).chain(numbered).find(is_new);
        names.push(fresh.unwrap_or(name));
    }
    names
}

/// A name for one title; `kind` goes before what begins with no letter.
pub(super) fn name(title: &str, kind: &str) -> String {
    let bare = without_brackets(title);
    let mut words = words(&bare);
    if words.is_empty() {
        words = self::words(title);
    }
    let mut length = 0;
    let fits = |word: &&String| {
        length += word.chars().count() + 1;
        length <= LONGEST + 1
    };
    let mut kept: Vec<&str> = words.iter().take_while(fits).map(String::as_str).collect();
    if kept.is_empty() {
        kept.extend(words.first().map(String::as_str));
    }
    while kept.len() > 1
        && kept.len() < words.len()
        && kept.last().is_some_and(|w| JOINING.contains(w))
    {
        kept.pop();
    }
    let name = kept.join("_");
    if !name.starts_with(char::is_alphabetic) {
        let name = format!("{kind}_{name}");
        return name.trim_end_matches('_').to_owned();
    }
    let taken = TAKEN.iter().find(|(word, _)| *word == name);
    taken.map_or(name, |(_, other)| (*other).to_owned())
}

/// The words of a title, in lower case: `OnTime_Status` has three.
fn words(title: &str) -> Vec<String> {
    let letters: Vec<char> = title.chars().collect();
    let mut words = vec![String::new()];
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let next = letters.get(at + 1);
        let after_lower = before.is_some_and(|b| b.is_lowercase());
        let two_before = at.checked_sub(2).and_then(|at| letters.get(at));
        // `OnTime`, but neither `MaiKids` in a sentence nor `PDFs`: a hump has two letters on both sides.
        let hump = c.is_uppercase()
            && after_lower
            && two_before.is_some_and(|b| b.is_alphabetic())
            && next.is_some_and(|n| n.is_lowercase());
        if !c.is_alphanumeric() || hump {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The text outside brackets.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_usize;
    let outside = title.chars().filter(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names() {
        for (title, name) in [
            ("CASE_ENQUIRY_ID", "case_enquiry_id"),
            ("OnTime_Status", "on_time_status"),
            ("GemeenteCode", "gemeente_code"),
            ("LRK-nummer", "lrk_nummer"),
            ("Regiocode (gemeente, wijk, buurt) (code)", "regiocode"),
            (
                "Opleidingsniveau/Laag/Waarde (%)",
                "opleidingsniveau_laag_waarde",
            ),
            (
                "Toegankelijk voor mensen met een lichamelijke beperking",
                "toegankelijk_voor_mensen",
            ),
            (
                "Verschil aantal SB 2023 -2019",
                "verschil_aantal_sb_2023_2019",
            ),
            ("X", "x"),
            ("Jaar", "jaartal"),
            ("2019", "kolom_2019"),
            ("(%)", "kolom"),
            ("één café", "één_café"),
            ("", "kolom"),
        ] {
            assert_eq!(super::name(title, "kolom"), name, "{title}");
        }
        let titles = ["a b", "A-B", "a_b"].map(str::to_owned);
        assert_eq!(names(&titles, Lang::Nl), ["a_b", "a_b_2", "a_b_3"]);
    }
}

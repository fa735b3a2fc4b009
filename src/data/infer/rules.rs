//! Rules that a column is likely to keep: those that its title or its form gives, not every limit that happens to hold.

use super::Column;
use super::words::percent_title;
use crate::data::profile::ColumnProfile;
use crate::diag::Lang;
use crate::formula::term::Type;
use crate::syntax::keywords::RuleWord;

/// The most values of a list.
const MOST_LISTED: usize = 10;

/// The most letters of a list.
const LONGEST_LIST: usize = 90;

/// A list is only known when each value stands in the data so often, on average.
const EACH: u64 = 10;

/// The rules of a column, as its cell of the table.
pub(super) fn of(
    column: &Column,
    profile: &ColumnProfile,
    missing: &[String],
    lang: Lang,
) -> String {
    let mut rules: Vec<String> = Vec::new();
    let word = |rule: RuleWord| rule.word(lang);
    if column.empty == 0 && profile.filled > 0 {
        rules.push(word(RuleWord::NotEmpty).to_owned());
    }
    if column.unique {
        rules.push(word(RuleWord::Unique).to_owned());
    }
    if let Some((low, high)) = bounds(column, profile) {
        rules.push(format!("{low} {} {high}", word(RuleWord::To)));
    }
    if let Some(pattern) = pattern(column, profile, missing) {
        rules.push(format!("{} /{pattern}/", word(RuleWord::Matches)));
    } else if let Some(list) = list(column, profile, missing) {
        rules.push(format!("{} {list}", word(RuleWord::OneOf)));
    }
    rules.join("; ")
}

/// The bounds that a unit has by its nature: percentages and degrees.
fn bounds(column: &Column, profile: &ColumnProfile) -> Option<(i32, i32)> {
    if !matches!(column.ty, Type::Number | Type::Whole) {
        return None;
    }
    let best = profile.reads.numbers.iter().max_by_key(|n| n.fits)?;
    let within = |low: i32, high: i32| best.least >= f64::from(low) && best.most <= f64::from(high);
    let title = column.title.to_lowercase();
    let is = |parts: &[&str]| parts.iter().any(|part| title.contains(part));
    match () {
        () if percent_title(&column.title) && within(0, 100) => Some((0, 100)),
        () if is(&["latitude", "breedtegraad"]) && within(-90, 90) => Some((-90, 90)),
        () if is(&["longitude", "lengtegraad"]) && within(-180, 180) => Some((-180, 180)),
        () => None,
    }
}

/// The few values of a text column, when the language can list them.
fn list(column: &Column, profile: &ColumnProfile, missing: &[String]) -> Option<String> {
    let mut values: Vec<&str> = profile
        .values
        .iter()
        .map(|v| v.text.as_str())
        .filter(|v| !missing.iter().any(|m| m == v))
        .collect();
    let known = profile.complete && column.ty == Type::Text && column.personal.is_none();
    let often = profile.filled >= EACH * values.len() as u64;
    if !known || !often || !(2..=MOST_LISTED).contains(&values.len()) || !column.alike.is_empty() {
        return None;
    }
    let odd = |v: &&str| {
        v.contains([';', '|', '"', '/', '\n', '#'])
            || v.contains(" tot ")
            || v.contains(" to ")
            || v.starts_with(|c: char| !c.is_alphanumeric())
    };
    if values.iter().any(odd) {
        return None;
    }
    values.sort_unstable();
    let list = values.join("; ");
    (list.chars().count() <= LONGEST_LIST).then_some(list)
}

/// The form that all codes of a column share, such as `GM\d{4}`.
fn pattern(column: &Column, profile: &ColumnProfile, missing: &[String]) -> Option<String> {
    let values = profile.values.iter().filter(|v| !missing.contains(&v.text));
    let values: Vec<Vec<char>> = values.map(|v| v.text.chars().collect()).collect();
    let first = values.first()?;
    let known =
        profile.complete && column.ty == Type::Text && values.len() >= 10 && first.len() <= 20;
    if !known || values.iter().any(|v| v.len() != first.len()) {
        return None;
    }
    let mut form: Vec<String> = Vec::new();
    for (at, letter) in first.iter().enumerate() {
        let all = |is: fn(&char) -> bool| values.iter().all(|v| v.get(at).is_some_and(is));
        form.push(match () {
            () if all(char::is_ascii_digit) => r"\d".to_owned(),
            () if values.iter().all(|v| v.get(at) == Some(letter))
                && (letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ' ')) =>
            {
                letter.to_string()
            }
            () if all(char::is_ascii_uppercase) => "[A-Z]".to_owned(),
            () => return None,
        });
    }
    if !form.iter().any(|part| part == r"\d") {
        return None;
    }
    let runs = form.chunk_by(|a, b| a == b && a.len() > 1);
    let runs = runs.map(|run| match run {
        [one] => one.clone(),
        [one, ..] => format!("{one}{{{}}}", run.len()),
        [] => String::new(),
    });
    Some(format!("^{}$", runs.collect::<String>()))
}

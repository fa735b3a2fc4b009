//! Small values inside a field: numbers, dates, durations, lists. Pure text; who calls knows the place.

use crate::diag::Lang;
use jiff::civil::Date;
use nom::IResult;
use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{take_while_m_n, take_while1};
use nom::character::complete::{char, digit1, one_of};
use nom::combinator::{all_consuming, opt, recognize, value};
use nom::sequence::{preceded, separated_pair};
use std::ops::Range;

/// What a scaffold writes where the author must fill something in; it is read as nothing.
pub const BLANK: &str = "???";

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value; `85%` is 0.85.
    pub value: f64,
    /// Whether it was written with `%`.
    pub percent: bool,
}

/// Why a number can't be read.
#[derive(Clone, Debug, PartialEq)]
pub enum NumberError {
    /// It has thousands separators; here it is without.
    Thousands(String),
    /// It has the other language's decimal mark; here it is with the right one.
    DecimalMark(String),
    /// It is no number.
    NoNumber,
}

/// Reads a number in the notation of the language, with an optional sign and `%`.
///
/// # Errors
/// Thousands separators and the other language's decimal mark come with the text that was meant.
pub fn number(text: &str, lang: Lang) -> Result<Number, NumberError> {
    let text = text.trim();
    if let Ok((_, number)) = all_consuming(|t| number_prefix(t, lang)).parse(text) {
        return Ok(number);
    }
    let mark = lang.pick('.', ',');
    let other = lang.pick(',', '.');
    let (digits, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), "%"),
        None => (text, ""),
    };
    let valid = |t: &str| all_consuming(|t| number_prefix(t, lang)).parse(t).is_ok();
    if let Some(plain) = without_thousands(digits, mark, other)
        && valid(&plain)
    {
        return Err(NumberError::Thousands(plain + percent));
    }
    let swapped = digits.replace(other, &mark.to_string());
    if digits.matches(other).count() == 1 && valid(&swapped) {
        return Err(NumberError::DecimalMark(swapped + percent));
    }
    Err(NumberError::NoNumber)
}

/// Reads a number at the start of `text`: `1234.5`, `85%`; Dutch `1234,5`.
///
/// # Errors
/// When no number stands there.
pub fn number_prefix(text: &str, lang: Lang) -> IResult<&str, Number> {
    let mark = lang.pick('.', ',');
    let digits = recognize((opt(one_of("-−")), digit1, opt((char(mark), digit1))));
    let (rest, (digits, percent)) =
        (digits, opt(preceded(opt(char(' ')), char('%')))).parse(text)?;
    let plain = digits.replace(mark, ".").replace('−', "-");
    let exponent = if percent.is_some() { "e-2" } else { "" };
    // The decimal exponent keeps 33.3% the double nearest to 0.333, which a division by 100 would not.
    let number = format!("{plain}{exponent}").parse().unwrap_or(f64::NAN);
    let percent = percent.is_some();
    Ok((
        rest,
        Number {
            value: number,
            percent,
        },
    ))
}

/// `1,234,567.5` → `1234567.5` when the separators stand where thousands are.
fn without_thousands(digits: &str, mark: char, separator: char) -> Option<String> {
    let (whole, fraction) = match digits.split_once(mark) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut groups = whole.split([separator, ' ', '\u{a0}']);
    let first = groups.next()?.trim_start_matches(['-', '−']);
    let rest: Vec<&str> = groups.collect();
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3);
    if rest.is_empty() || !grouped {
        return None;
    }
    let whole: String = whole
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    Some(match fraction {
        Some(fraction) => format!("{whole}{mark}{fraction}"),
        None => whole,
    })
}

/// Why a date can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// `06/01/2027`, or `06-01-2027` in an English file: day and month can't be told apart. The two dates it may be.
    Ambiguous(Option<Date>, Option<Date>),
    /// No such day in the calendar, such as 31 April.
    Impossible,
    /// It is no date.
    NoDate,
}

/// Reads a date: `2027-06-01` everywhere, `01-06-2027` in Dutch.
///
/// # Errors
/// Slashes, and day first in English, are ambiguous; 30 February is impossible.
pub fn date(text: &str, lang: Lang) -> Result<Date, DateError> {
    let text = text.trim();
    if let Ok((_, (y, m, d))) = all_consuming(iso_date).parse(text) {
        return civil(y, m, d).ok_or(DateError::Impossible);
    }
    let Ok((_, (a, mark, b, y))) = all_consuming(day_first).parse(text) else {
        return Err(DateError::NoDate);
    };
    match (lang, mark) {
        (Lang::Nl, '-') => civil(y, b, a).ok_or(DateError::Impossible),
        _ => Err(DateError::Ambiguous(civil(y, b, a), civil(y, a, b))),
    }
}

/// The hyphen of a date, and what a word processor makes of it.
const HYPHENS: &str = "-‑–−";

/// Reads the year, month and day of `2027-06-01` at the start of `text`.
///
/// # Errors
/// When no such form stands there.
pub fn iso_date(text: &str) -> IResult<&str, (i16, i8, i8)> {
    let (rest, (y, _, m, _, d)) = (
        digits(4, 4),
        one_of(HYPHENS),
        digits(1, 2),
        one_of(HYPHENS),
        digits(1, 2),
    )
        .parse(text)?;
    Ok((rest, (y, m as i8, d as i8)))
}

/// Reads `01-06-2027`, `1/6/2027` or `1.6.2027` at the start of `text`: first, mark, second, year.
///
/// # Errors
/// When no such form stands there.
pub fn day_first(text: &str) -> IResult<&str, (i8, char, i8, i16)> {
    let mark = || alt((value('-', one_of(HYPHENS)), one_of("/.")));
    let (rest, (a, mark, b, _, y)) =
        (digits(1, 2), mark(), digits(1, 2), mark(), digits(4, 4)).parse(text)?;
    Ok((rest, (a as i8, mark, b as i8, y)))
}

fn digits(least: usize, most: usize) -> impl Fn(&str) -> IResult<&str, i16> {
    move |text| {
        let (rest, digits) =
            take_while_m_n(least, most, |c: char| c.is_ascii_digit()).parse(text)?;
        Ok((rest, digits.parse().unwrap_or_default()))
    }
}

/// A day of the calendar, when it exists.
fn civil(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// A date as people of the language write it: year first in English, where anything else can be misread.
pub fn written_date(date: Date, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    lang.pick(
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{day:02}-{month:02}-{year:04}"),
    )
}

/// The names of the months, in order.
pub fn month_names(lang: Lang) -> [&'static str; 12] {
    lang.pick(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ],
    )
}

/// Reads `1 September`: the month and the day of it.
pub fn day_of_year(text: &str, lang: Lang) -> Option<(i8, i8)> {
    let (_, (day, month)) = all_consuming(separated_pair(
        digits(1, 2),
        take_while1(char::is_whitespace),
        take_while1(char::is_alphabetic),
    ))
    .parse(text.trim())
    .ok()?;
    let month: &str = month;
    let at = month_names(lang)
        .iter()
        .position(|name| name.to_lowercase() == month.to_lowercase())?;
    let month = at as i8 + 1;
    // Any leap year, so that 29 February exists.
    civil(2028, month, day as i8).map(|_| (month, day as i8))
}

/// Units of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Hours,
    WorkingDays,
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
}

/// Every unit: English singular and plural, Dutch singular and plural.
const UNITS: [(Unit, [&str; 2], [&str; 2]); 7] = [
    (
        Unit::WorkingDays,
        ["working day", "working days"],
        ["werkdag", "werkdagen"],
    ),
    (Unit::Hours, ["hour", "hours"], ["uur", "uren"]),
    (Unit::Days, ["day", "days"], ["dag", "dagen"]),
    (Unit::Weeks, ["week", "weeks"], ["week", "weken"]),
    (Unit::Months, ["month", "months"], ["maand", "maanden"]),
    (
        Unit::Quarters,
        ["quarter", "quarters"],
        ["kwartaal", "kwartalen"],
    ),
    (Unit::Years, ["year", "years"], ["jaar", "jaren"]),
];

impl Unit {
    /// The unit that the whole of `word` names, singular or plural, without case.
    pub fn named(word: &str, lang: Lang) -> Option<Unit> {
        let word = word
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        let named = |(_, en, nl): &&(Unit, [&str; 2], [&str; 2])| {
            lang.pick(en, nl).contains(&word.as_str())
        };
        UNITS.iter().find(named).map(|(unit, ..)| *unit)
    }

    /// The unit's word for so many.
    pub fn word(self, count: f64, lang: Lang) -> &'static str {
        let row = UNITS.iter().find(|(unit, ..)| *unit == self);
        let (_, en, nl) = row.unwrap_or(&UNITS[0]);
        // Dutch keeps the singular of hour, quarter and year after a number.
        let singular =
            count == 1.0 || (lang == Lang::Nl && matches!(self, Unit::Hours | Unit::Years));
        lang.pick(en, nl)[usize::from(!singular)]
    }
}

/// The parts of a list: split at commas, but not between two digits without a blank, nor inside quotes, backticks or
/// parentheses. Such a comma is decimal in Dutch, and a slip in an English number, to be reported with it. Each part is
/// trimmed; empty parts are left out.
pub fn list(text: &str) -> Vec<Range<usize>> {
    let splits = |before: &str, after: &str| {
        let digit = |c: char| c.is_ascii_digit();
        !(before.ends_with(digit) && after.starts_with(digit))
    };
    split(text, splits, ',')
}

/// The parts of a list that is separated by `;`, as rules and `empty` are.
pub fn parts(text: &str) -> Vec<Range<usize>> {
    split(text, |_, _| true, ';')
}

/// Splits at `mark` outside quotes, backticks and parentheses, where `splits(before, after)` agrees.
fn split(text: &str, splits: impl Fn(&str, &str) -> bool, mark: char) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0u32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) if c == mark && depth == 0 && splits(&text[..at], &text[at + 1..]) => {
                ranges.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    ranges.push(start..text.len());
    ranges
        .into_iter()
        .map(|r| trim(text, r))
        .filter(|r| !r.is_empty())
        .collect()
}

/// The words in a range of a text; what stands between backticks is one word.
pub fn words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut ticked = false;
    let part = &text[range.clone()];
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        ticked ^= c == '`';
        match start {
            Some(from) if (c.is_whitespace() && !ticked) || at == part.len() => {
                words.push(range.start + from..range.start + at);
                start = None;
            }
            None if !c.is_whitespace() => start = Some(at),
            _ => {}
        }
    }
    words
}

/// Where a word (with its blanks) last stands outside quotes, without case.
pub fn rfind_word(text: &str, word: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let at = lower.rfind(word)?;
    let quotes = text[..at].matches('"').count();
    quotes.is_multiple_of(2).then_some(at)
}

/// The range without blanks at both ends.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Lang::{En, Nl};

    fn value_of(text: &str, lang: Lang) -> Option<f64> {
        number(text, lang).ok().map(|n| n.value)
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(value_of("1234.5", En), Some(1234.5));
        assert_eq!(value_of("1234,5", Nl), Some(1234.5));
        assert_eq!(value_of("85%", Nl), Some(0.85));
        assert_eq!(value_of("33,3 %", Nl), Some(0.333));
        assert_eq!(value_of("-3", En), Some(-3.0));
    }

    #[test]
    fn wrong_numbers_tell_what_was_meant() {
        let thousands = |t: &str| NumberError::Thousands(t.into());
        assert_eq!(number("1,234", En), Err(thousands("1234")));
        assert_eq!(number("1.234,5", Nl), Err(thousands("1234,5")));
        assert_eq!(number("1.234", Nl), Err(thousands("1234")));
        assert_eq!(
            number("1.5", Nl),
            Err(NumberError::DecimalMark("1,5".into()))
        );
        assert_eq!(number("many", En), Err(NumberError::NoNumber));
    }

    #[test]
    fn dates_are_never_guessed() {
        let june = Date::constant(2027, 6, 1);
        let january = Date::constant(2027, 1, 6);
        assert_eq!(date("2027-06-01", En), Ok(june));
        assert_eq!(date("01-06-2027", Nl), Ok(june));
        assert_eq!(
            date("06/01/2027", Nl),
            Err(DateError::Ambiguous(Some(january), Some(june)))
        );
        assert_eq!(date("2027-02-30", En), Err(DateError::Impossible));
        assert_eq!(date("soon", En), Err(DateError::NoDate));
        assert_eq!(day_of_year("1 september", Nl), Some((9, 1)));
        assert_eq!(day_of_year("31 June", En), None);
    }

    #[test]
    fn lists_keep_decimal_commas() {
        let cut = |t: &'static str| -> Vec<&str> { list(t).into_iter().map(|r| &t[r]).collect() };
        assert_eq!(
            cut("grens 4,5%, laagste eerst"),
            ["grens 4,5%", "laagste eerst"]
        );
        assert_eq!(cut("a,b , \"c, d\""), ["a", "b", "\"c, d\""]);
        assert_eq!(cut(" , "), Vec::<&str>::new());
    }
}

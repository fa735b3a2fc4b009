//! How a file writes dates and numbers: `dd-mm-yyyy hh:mm`, `1.234,5`, and what it must be when nobody said.

use jiff::civil::{Date, DateTime, Time};

/// How dates are written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DateNotation {
    parts: Vec<Part>,
    /// Where the digits of a date stand that is written with all of them.
    full: Option<FullDate>,
    /// As people write it.
    text: String,
}

/// Where year, month and day begin in a date of ten signs, and the two signs between them: most dates are so, and reading
/// them is most of the work on a large file.
#[derive(Clone, Copy, Debug, PartialEq)]
struct FullDate {
    year: usize,
    month: usize,
    day: usize,
    signs: [(usize, u8); 2],
}

impl FullDate {
    fn of(parts: &[Part]) -> Option<FullDate> {
        let [first, Part::Sign(one), second, Part::Sign(two), third, ..] = parts else {
            return None;
        };
        let (one, two) = (u8::try_from(*one).ok()?, u8::try_from(*two).ok()?);
        let (year, month, day) = match [first, second, third] {
            [Part::Year(4), Part::Month, Part::Day] => (0, 5, 8),
            [Part::Day, Part::Month, Part::Year(4)] => (6, 3, 0),
            [Part::Month, Part::Day, Part::Year(4)] => (6, 0, 3),
            _ => return None,
        };
        let signs = match year {
            0 => [(4, one), (7, two)],
            _ => [(2, one), (5, two)],
        };
        Some(FullDate {
            year,
            month,
            day,
            signs,
        })
    }

    fn read(&self, text: &str) -> Option<Date> {
        let text: &[u8; 10] = text.as_bytes().try_into().ok()?;
        if self
            .signs
            .iter()
            .any(|(at, sign)| text.get(*at) != Some(sign))
        {
            return None;
        }
        let number = |from: usize, count: usize| {
            let digits = text.get(from..from + count)?;
            digits.iter().try_fold(0_i16, |value, byte| {
                byte.is_ascii_digit()
                    .then(|| value * 10 + i16::from(byte - b'0'))
            })
        };
        let (month, day) = (number(self.month, 2)?, number(self.day, 2)?);
        Date::new(number(self.year, 4)?, month as i8, day as i8).ok()
    }
}

/// A part of a date as it is written.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    /// A year of four digits, or of two.
    Year(usize),
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// `AM` or `PM`.
    Half,
    /// A blank, which may be several, or the `T` of ISO.
    Blank,
    /// Any other sign.
    Sign(char),
}

/// Notations to try where the author named none, in this order. The day comes before the month where both would do.
const KNOWN: [&str; 13] = [
    "yyyy-mm-dd hh:mm:ss",
    "yyyymmdd",
    "dd-mm-yyyy hh:mm:ss",
    "dd/mm/yyyy hh:mm:ss",
    "dd.mm.yyyy hh:mm:ss",
    "dd-mm-yy hh:mm:ss",
    "dd/mm/yy hh:mm:ss",
    "yyyy/mm/dd hh:mm:ss",
    "mm/dd/yyyy hh:mm:ss am",
    "mm/dd/yyyy hh:mm:ss",
    "mm-dd-yyyy hh:mm:ss",
    "mm/dd/yy hh:mm:ss",
    "mm-dd-yy hh:mm:ss",
];

/// What was found out about dates that nobody described.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoundDates {
    /// The notation that fits most.
    pub(super) notation: DateNotation,
    /// Another one that fits as well, and gives other dates.
    pub(super) other: Option<DateNotation>,
}

impl DateNotation {
    /// Reads a notation such as `mm/dd/yyyy hh:mm:ss am`. `mm` after an hour is a minute; Dutch letters are known too.
    pub(super) fn of(text: &str) -> DateNotation {
        let letters: Vec<char> = text.trim().to_lowercase().chars().collect();
        let mut parts = Vec::new();
        let mut after_hour = false;
        for run in letters.chunk_by(|a, b| a == b || matches!(a, 'a' | 'p') && *b == 'm') {
            let part = match run.first() {
                Some('y' | 'j') if run.len() <= 2 => Part::Year(2),
                Some('y' | 'j') => Part::Year(4),
                Some('m') if after_hour => Part::Minute,
                Some('m') => Part::Month,
                Some('d') => Part::Day,
                Some('h' | 'u') => Part::Hour,
                Some('s') => Part::Second,
                Some('a' | 'p') => Part::Half,
                Some(c) if c.is_whitespace() || *c == 't' => Part::Blank,
                Some(c) => {
                    parts.extend(run.iter().skip(1).map(|_| Part::Sign(*c)));
                    Part::Sign(*c)
                }
                None => continue,
            };
            after_hour |= part == Part::Hour;
            parts.push(part);
        }
        DateNotation {
            full: FullDate::of(&parts),
            parts,
            text: text.trim().to_owned(),
        }
    }

    /// All notations that casus tries, in this order.
    pub(super) fn known() -> Vec<DateNotation> {
        KNOWN.iter().map(|k| DateNotation::of(k)).collect()
    }

    /// The notation of ISO 8601.
    pub(super) fn iso() -> DateNotation {
        DateNotation::of(KNOWN[0])
    }

    /// The notation as people write it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The date without its time, as people write it.
    pub(super) fn date_text(&self) -> &str {
        let hour = self.text.find(" hh").unwrap_or(self.text.len());
        self.text.get(..hour).unwrap_or(&self.text)
    }

    /// Finds the notation of a column from its texts, which are trimmed and not empty.
    pub(super) fn find(texts: &[&str]) -> FoundDates {
        let fits = |n: &DateNotation| texts.iter().filter(|t| n.read(t).is_some()).count();
        let known = DateNotation::known();
        let scored = known.iter().map(|n| (fits(n), n));
        // The first of those that fit most.
        let best = scored.rev().max_by_key(|(count, _)| *count);
        let Some((count, notation)) = best.filter(|(count, _)| *count > 0) else {
            return FoundDates {
                notation: DateNotation::iso(),
                other: None,
            };
        };
        let differs = |n: &DateNotation| texts.iter().any(|t| n.read(t) != notation.read(t));
        let mut others = known.iter().filter(|n| *n != notation);
        let other = others.find(|n| fits(n) == count && differs(n)).cloned();
        FoundDates {
            notation: notation.clone(),
            other,
        }
    }

    /// Reads a trimmed text as a date; a time behind it is left out.
    pub(super) fn read_date(&self, text: &str) -> Option<Date> {
        let full = self.full.and_then(|full| full.read(text));
        full.or_else(|| self.read(text).map(DateTime::date))
    }

    /// Reads a trimmed text: the date, and the time where there is one. A time may be left out as a whole, seconds too.
    pub(super) fn read(&self, text: &str) -> Option<DateTime> {
        let mut rest = text.as_bytes();
        let (mut year, mut month, mut day) = (0_i16, 0_i8, 0_i8);
        let (mut hour, mut minute, mut second, mut fraction) = (0_i8, 0_i8, 0_i8, 0_i32);
        let mut half = None;
        let mut parts = self.parts.iter().peekable();
        while let Some(part) = parts.next() {
            let whole_date = year != 0 && month != 0 && day != 0;
            if rest.is_empty() && whole_date {
                let left_out = std::iter::once(part).chain(parts);
                let mut left_out =
                    left_out.skip_while(|p| matches!(p, Part::Blank | Part::Sign(_)));
                return match left_out.next() {
                    None | Some(Part::Hour | Part::Second) => {
                        moment((year, month, day), (hour, minute, second, fraction), half)
                    }
                    Some(_) => None,
                };
            }
            // Digits that follow each other without a sign are as many as the notation has.
            let packed = matches!(
                parts.peek(),
                Some(
                    Part::Year(_)
                        | Part::Month
                        | Part::Day
                        | Part::Hour
                        | Part::Minute
                        | Part::Second
                )
            );
            match part {
                Part::Year(4) => year = digits(&mut rest, 4, 4)?.try_into().ok()?,
                Part::Year(_) => {
                    let short: i16 = digits(&mut rest, 2, 2)?.try_into().ok()?;
                    year = if short < 70 {
                        2000 + short
                    } else {
                        1900 + short
                    };
                }
                Part::Month => month = small(&mut rest, packed)?,
                Part::Day => day = small(&mut rest, packed)?,
                Part::Hour => hour = small(&mut rest, packed)?,
                Part::Minute => {
                    minute = small(&mut rest, packed)?;
                    if parts.peek() != Some(&&Part::Sign(':')) && take(&mut rest, b':') {
                        second = small(&mut rest, false)?;
                        fraction = micros(&mut rest);
                    }
                }
                Part::Second => {
                    second = small(&mut rest, packed)?;
                    fraction = micros(&mut rest);
                }
                Part::Half => half = Some(half_of(&mut rest)?),
                Part::Blank => {
                    let blanks = rest
                        .iter()
                        .take_while(|b| matches!(b, b' ' | b'\t'))
                        .count();
                    match (blanks, rest) {
                        (0, [b'T' | b't', more @ ..]) => rest = more,
                        (0, _) => return None,
                        _ => rest = rest.get(blanks..)?,
                    }
                }
                Part::Sign(sign) => {
                    let mut bytes = [0; 4];
                    let sign = sign.encode_utf8(&mut bytes).as_bytes();
                    rest = rest.strip_prefix(sign)?;
                }
            }
        }
        // Moments are of the wall clock: a zone behind one changes nothing.
        if !rest.is_empty() && !zone(rest) {
            return None;
        }
        moment((year, month, day), (hour, minute, second, fraction), half)
    }
}

fn moment(
    (year, month, day): (i16, i8, i8),
    (hour, minute, second, micros): (i8, i8, i8, i32),
    half: Option<bool>,
) -> Option<DateTime> {
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after_noon) => hour % 12 + if after_noon { 12 } else { 0 },
    };
    let time = Time::new(hour, minute, second, micros * 1000).ok()?;
    Some(Date::new(year, month, day).ok()?.to_datetime(time))
}

/// A number of between `least` and `most` digits, as many as there are.
fn digits(rest: &mut &[u8], least: usize, most: usize) -> Option<u32> {
    let there = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let count = there.min(most);
    if count < least {
        return None;
    }
    let (number, more) = rest.split_at_checked(count)?;
    *rest = more;
    let digit = |value: u32, byte: &u8| value * 10 + u32::from(byte - b'0');
    Some(number.iter().fold(0, digit))
}

/// A month, day, hour, minute or second; always two digits when the next one follows at once.
fn small(rest: &mut &[u8], packed: bool) -> Option<i8> {
    let least = if packed { 2 } else { 1 };
    digits(rest, least, 2)?.try_into().ok()
}

fn take(rest: &mut &[u8], sign: u8) -> bool {
    let Some(more) = rest.strip_prefix(&[sign]) else {
        return false;
    };
    *rest = more;
    true
}

/// A fraction of a second behind a dot or comma, in millionths.
fn micros(rest: &mut &[u8]) -> i32 {
    let [b'.' | b',', more @ ..] = *rest else {
        return 0;
    };
    let count = more.iter().take_while(|b| b.is_ascii_digit()).count();
    let number = more.iter().chain(std::iter::repeat(&b'0'));
    let value = |fraction: i32, (at, byte): (usize, &u8)| {
        let digit = if at < count {
            i32::from(byte - b'0')
        } else {
            0
        };
        fraction * 10 + digit
    };
    let fraction = number.take(6).enumerate().fold(0, value);
    *rest = more.get(count..).unwrap_or_default();
    fraction
}

/// Whether it is after noon.
fn half_of(rest: &mut &[u8]) -> Option<bool> {
    let [first, second, more @ ..] = *rest else {
        return None;
    };
    *rest = more;
    match [first.to_ascii_lowercase(), second.to_ascii_lowercase()] {
        [b'a', b'm'] => Some(false),
        [b'p', b'm'] => Some(true),
        _ => None,
    }
}

/// `Z`, `+01:00` or `+0100`.
fn zone(rest: &[u8]) -> bool {
    match rest {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', hours @ ..] => {
            matches!(hours.len(), 2 | 4 | 5)
                && hours.iter().all(|b| b.is_ascii_digit() || *b == b':')
        }
        _ => false,
    }
}

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NumberNotation {
    thousands: Option<char>,
    decimal: char,
}

/// Notations to try where the author named none, in this order.
const NUMBERS: [NumberNotation; 4] = [
    NumberNotation {
        thousands: None,
        decimal: '.',
    },
    NumberNotation {
        thousands: None,
        decimal: ',',
    },
    NumberNotation {
        thousands: Some('.'),
        decimal: ',',
    },
    NumberNotation {
        thousands: Some(','),
        decimal: '.',
    },
];

impl NumberNotation {
    /// Reads a notation such as `1.234,5`: the last mark is the decimal one.
    pub(super) fn of(text: &str) -> NumberNotation {
        let marks = text
            .trim()
            .chars()
            .filter(|c| !c.is_ascii_digit() && *c != '-');
        let marks: Vec<char> = marks.collect();
        let decimal = marks.last().copied().unwrap_or('.');
        let thousands = marks.into_iter().rfind(|c| *c != decimal);
        NumberNotation { thousands, decimal }
    }

    /// All notations that casus tries, in this order.
    pub(super) fn known() -> [NumberNotation; 4] {
        NUMBERS
    }

    /// Numbers with a point and nothing between thousands.
    pub(super) fn plain() -> NumberNotation {
        NUMBERS[0]
    }

    /// Finds the notation of a column from its texts, which are trimmed and not empty: the first that fits most, and another
    /// one that fits as well and gives other numbers.
    pub(super) fn find(texts: &[&str]) -> (NumberNotation, Option<NumberNotation>) {
        let fits = |n: &NumberNotation| texts.iter().filter(|t| n.read(t).is_some()).count();
        let scored = NUMBERS.into_iter().map(|n| (fits(&n), n));
        let best = scored.rev().max_by_key(|(count, _)| *count);
        let (count, best) = best.unwrap_or((0, NumberNotation::plain()));
        let differs = |n: &NumberNotation| texts.iter().any(|t| n.read(t) != best.read(t));
        let mut others = NUMBERS.iter().filter(|n| **n != best);
        let other = others.find(|n| fits(n) == count && differs(n)).copied();
        (best, other)
    }

    /// The notation as people write it.
    pub(super) fn text(self) -> String {
        let thousands = self.thousands.map(String::from).unwrap_or_default();
        format!("1{thousands}234{}5", self.decimal)
    }

    /// Reads a trimmed text; a sign of a currency may stand at either end.
    pub(super) fn read(self, text: &str) -> Option<f64> {
        if self == NUMBERS[0] && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'-')) {
            return text.parse().ok();
        }
        self.standard(text)?.parse().ok()
    }

    /// Reads a whole number; `2127.0` is one.
    pub(super) fn read_whole(self, text: &str) -> Option<i64> {
        if let Ok(whole) = text.parse() {
            return Some(whole);
        }
        let standard = self.standard(text)?;
        let (whole, decimals) = standard.split_once('.').unwrap_or((&standard, ""));
        if !decimals.bytes().all(|b| b == b'0') {
            return None;
        }
        whole.parse().ok()
    }

    /// The number with a point and nothing between thousands.
    fn standard(self, text: &str) -> Option<String> {
        let text = text.trim_matches(|c: char| matches!(c, '€' | '$' | '£') || c.is_whitespace());
        let (sign, number) = match text.strip_prefix(['-', '−']) {
            Some(number) => (
                "-",
                number.trim_start_matches(|c: char| {
                    matches!(c, '€' | '$' | '£') || c.is_whitespace()
                }),
            ),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, decimals) = match number.rsplit_once(self.decimal) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (number, None),
        };
        let is_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let groups: Vec<&str> = match self.thousands {
            Some(mark) if mark.is_whitespace() => whole.split(char::is_whitespace).collect(),
            Some(mark) => whole.split(mark).collect(),
            None => vec![whole],
        };
        let later_are_full = groups.iter().skip(1).all(|g| g.len() == 3);
        let first_is_short =
            groups.len() == 1 || groups.first().is_some_and(|g| (1..=3).contains(&g.len()));
        // Nobody writes 0.971 for 971.
        let led_by_zero = groups.len() > 1 && whole.starts_with('0');
        let none = whole.is_empty() && decimals.is_none_or(str::is_empty);
        let odd = !groups.iter().all(|g| is_digits(g)) || !decimals.is_none_or(is_digits);
        if none || odd || led_by_zero || !later_are_full || !first_is_short {
            return None;
        }
        let mut standard = format!("{sign}{}", groups.concat());
        if groups.concat().is_empty() {
            standard.push('0');
        }
        if let Some(decimals) = decimals.filter(|d| !d.is_empty()) {
            standard.push('.');
            standard.push_str(decimals);
        }
        Some(standard)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(notation: &str, text: &str) -> Option<String> {
        let notation = DateNotation::of(notation);
        let moment = notation.read(text);
        assert_eq!(
            notation.read_date(text),
            moment.map(DateTime::date),
            "{text}"
        );
        moment.map(|m| m.to_string())
    }

    #[test]
    fn dates_as_a_notation_writes_them() {
        let us = "mm/dd/yyyy hh:mm:ss am";
        let same = |notation, text, iso: &str| {
            assert_eq!(
                read(notation, text).as_deref(),
                Some(iso),
                "{notation}: {text}"
            )
        };
        same(us, "01/31/2015 12:05:09 AM", "2015-01-31T00:05:09");
        same(us, "01/31/2015 12:05:09 PM", "2015-01-31T12:05:09");
        same(us, "1/3/2015 1:05:09 PM", "2015-01-03T13:05:09");
        same(
            "dd-mm-jjjj uu:mm",
            "05-12-2016 07:30",
            "2016-12-05T07:30:00",
        );
        same("dd-mm-yyyy hh:mm", "05-12-2016", "2016-12-05T00:00:00");
        same(
            "dd-mm-yyyy hh:mm",
            "05-12-2016 07:30:15",
            "2016-12-05T07:30:15",
        );
        same("d-m-yy", "5-12-16", "2016-12-05T00:00:00");
        same("d-m-yy", "5-12-71", "1971-12-05T00:00:00");
        same("yyyymmdd", "20161205", "2016-12-05T00:00:00");
        same("yyyy-mm-dd", "2023-03-15", "2023-03-15T00:00:00");
        same("mm/dd/yyyy", "03/15/2023", "2023-03-15T00:00:00");
        same(
            "yyyy-mm-dd hh:mm:ss",
            "2023-03-15T21:00:01.25",
            "2023-03-15T21:00:01.25",
        );
        same(
            "yyyy-mm-dd hh:mm:ss",
            "2023-03-15T21:00:00+01:00",
            "2023-03-15T21:00:00",
        );
        for (notation, text) in [
            (us, "31/01/2015 12:05:09 AM"),
            ("dd-mm-yyyy", "30-02-2016"),
            ("dd-mm-yyyy", "30/12/2016"),
            ("dd-mm-yyyy", "3a-12-2016"),
            ("dd-mm-yyyy", "2016-12-30"),
            ("dd-mm-yyyy", "5-12-16"),
            ("dd-mm-yy", "5-12-2016"),
            ("dd-mm-yyyy", "08 mei 2015"),
            ("dd-mm-yyyy hh:mm", "05-12-2016 25:00"),
            ("dd-mm-yyyy", ""),
            ("yyyy-mm-dd", "12"),
        ] {
            assert_eq!(read(notation, text), None, "{notation}: {text}");
        }
    }

    #[test]
    fn the_notation_of_dates_is_found() {
        let found = |texts: &[&str]| {
            let found = DateNotation::find(texts);
            (
                found.notation.text().to_owned(),
                found.other.map(|o| o.text().to_owned()),
            )
        };
        let day_first = "dd-mm-yyyy hh:mm:ss".to_owned();
        let either = Some("mm-dd-yyyy hh:mm:ss".to_owned());
        assert_eq!(
            found(&["05-12-2016", "13-01-2016"]),
            (day_first.clone(), None)
        );
        assert_eq!(
            found(&["05-12-2016", "03-01-2016"]),
            (day_first.clone(), either)
        );
        assert_eq!(found(&["05-05-2016"]), (day_first, None));
        assert_eq!(found(&["2016-05-04 10:00"]).0, "yyyy-mm-dd hh:mm:ss");
        assert_eq!(
            found(&["01/31/2015 12:05:09 AM"]).0,
            "mm/dd/yyyy hh:mm:ss am"
        );
        assert_eq!(found(&["vandaag"]).0, "yyyy-mm-dd hh:mm:ss");
        assert_eq!(
            DateNotation::iso().read("2016-05-04"),
            Some(date(2016, 5, 4).at(0, 0, 0, 0))
        );
    }

    #[test]
    fn numbers_as_a_notation_writes_them() {
        let dutch = NumberNotation::of("1.234,5");
        assert_eq!(dutch.read("€ 1.234.567,25"), Some(1_234_567.25));
        assert_eq!(dutch.read("15.000"), Some(15_000.0));
        assert_eq!(dutch.read("-0,5"), Some(-0.5));
        assert_eq!(dutch.read("1234,5"), Some(1234.5));
        assert_eq!(dutch.read("1.5"), None);
        assert_eq!(dutch.read("0.971"), None);
        assert_eq!(NumberNotation::of("1234,5").read("20,8"), Some(20.8));
        assert_eq!(NumberNotation::of("1234,5").read("1.234,5"), None);
        assert_eq!(NumberNotation::of("1 234,5").read("12 345"), Some(12_345.0));
        let plain = NumberNotation::plain();
        assert_eq!(plain.read(".5"), Some(0.5));
        assert_eq!(plain.read("-99997"), Some(-99_997.0));
        assert_eq!(plain.read("12-14"), None);
        assert_eq!(plain.read("nan"), None);
        assert_eq!(plain.read("-"), None);
        assert_eq!(plain.read("."), None);
        assert_eq!(plain.read_whole("2127.0"), Some(2127));
        assert_eq!(plain.read_whole("2127.5"), None);
        assert_eq!(
            plain.read_whole("9007199254740993"),
            Some(9_007_199_254_740_993)
        );
        assert_eq!(NumberNotation::find(&["1.234,5", "2"]), (dutch, None));
        assert_eq!(NumberNotation::find(&["15.000", "2"]), (plain, Some(dutch)));
        assert_eq!(dutch.text(), "1.234,5");
        assert_eq!(
            NumberNotation::find(&["20,8", "2"]),
            (NumberNotation::of("1234,5"), None)
        );
        assert_eq!(NumberNotation::find(&["20.8", "2"]), (plain, None));
    }
}

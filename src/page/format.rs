//! Numbers, periods and days as readers of a language write them.

use crate::dashboard::{Grain, Measure, date};
use crate::diag::Lang;
use jiff::civil::Date;

/// What stands where there is no value.
pub const NOTHING: &str = "–";

/// A number with a fixed number of decimals: `13,532.5` or `13.532,5`. Numbers of four digits have no mark, as years have none.
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    marked(&format!("{value:.decimals$}"), lang)
}

/// A whole number, however large.
pub fn whole(value: i64, lang: Lang) -> String {
    marked(&value.to_string(), lang)
}

/// A number with at most two decimals, and none that are 0.
pub fn short(value: f64, lang: Lang) -> String {
    let text = number(value, 2, lang);
    let text = text.trim_end_matches('0');
    text.trim_end_matches(['.', ',']).to_owned()
}

/// The digits of a number with the marks of a language.
fn marked(text: &str, lang: Lang) -> String {
    let (thousands, decimal) = lang.pick((',', '.'), ('.', ','));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        // What rounds to nothing has no sign.
        Some(_) if text.bytes().all(|b| !(b'1'..=b'9').contains(&b)) => ("", &whole[1..]),
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digits.len() > 4 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out
}

/// A share as a percentage.
pub fn percent(share: f64, decimals: usize, lang: Lang) -> String {
    number(share * 100.0, decimals, lang) + "%"
}

/// A value of a measure, without its unit: as many decimals as the author's format, else one for percentages and for what is
/// not a count.
pub fn measured(value: f64, measure: &Measure, lang: Lang) -> String {
    let own = measure.format.as_deref().map(|format| {
        let fraction = format.rsplit_once(['.', ',']).map_or("", |(_, f)| f);
        fraction.chars().filter(|c| *c == '0').count()
    });
    match measure.percent {
        true => percent(value, own.unwrap_or(1), lang),
        false => number(value, own.unwrap_or(usize::from(!measure.whole)), lang),
    }
}

/// The unit to show beside a value; percentages carry their own sign.
pub fn unit(measure: &Measure) -> Option<&str> {
    let unit = measure.unit.as_deref();
    unit.filter(|u| *u != "%" && !measure.percent)
}

/// A period by its first day, short enough for an axis: `2018`, `Q1 2018`, `Jan 2018`, `week 5 2018`, `31 Jan 2018`.
pub fn period(start: Date, grain: Grain, lang: Lang) -> String {
    let year = start.year();
    match grain {
        Grain::Day => format!("{} {} {year}", start.day(), month(start, lang)),
        Grain::Week => {
            let week = start.iso_week_date();
            format!("{} {} {}", lang.pick("wk", "wk"), week.week(), week.year())
        }
        Grain::Month => format!("{} {year}", month(start, lang)),
        Grain::Quarter => {
            format!(
                "{}{} {year}",
                lang.pick("Q", "kw "),
                (start.month() + 2) / 3
            )
        }
        Grain::Year => year.to_string(),
    }
}

/// A day in words: `1 June 2027`.
pub fn day(day: Date, lang: Lang) -> String {
    date(day, lang)
}

/// A text with a capital in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The short name of a month.
fn month(day: Date, lang: Lang) -> &'static str {
    const EN: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const NL: [&str; 12] = [
        "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
    ];
    let at = usize::from(day.month().unsigned_abs()).saturating_sub(1);
    lang.pick(EN, NL).get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_each_language_writes_them() {
        assert_eq!(number(13532.5, 1, Lang::Nl), "13.532,5");
        assert_eq!(number(-13532.0, 0, Lang::En), "-13,532");
        assert_eq!(number(2015.0, 0, Lang::Nl), "2015");
        assert_eq!(number(-0.04, 1, Lang::Nl), "0,0");
        assert_eq!(whole(-i64::MAX, Lang::En), "-9,223,372,036,854,775,807");
        assert_eq!(short(631.5, Lang::Nl), "631,5");
        assert_eq!(short(5.0, Lang::Nl), "5");
        assert_eq!(short(-0.004, Lang::En), "0");
        assert_eq!(short(13_500.0, Lang::En), "13,500");
        assert_eq!(percent(0.8215, 1, Lang::Nl), "82,2%");
    }

    #[test]
    fn periods_are_short() {
        let start = Date::constant(2026, 3, 30);
        let shown = |grain| period(start, grain, Lang::Nl);
        assert_eq!(shown(Grain::Year), "2026");
        assert_eq!(shown(Grain::Quarter), "kw 1 2026");
        assert_eq!(shown(Grain::Month), "mrt 2026");
        assert_eq!(shown(Grain::Week), "wk 14 2026");
        assert_eq!(period(start, Grain::Day, Lang::En), "30 Mar 2026");
    }
}

//! Formula text → tokens (nom), one at a time. Never fails: what is no token is [`Kind::Unknown`].

use super::ast::Op;
use crate::diag::Lang;
use crate::syntax::values::{day_first, iso_date, number_prefix};
use nom::branch::alt;
use nom::bytes::complete::{is_not, tag, take_while1};
use nom::character::complete::{anychar, char, digit1, one_of};
use nom::combinator::{not, opt, peek, recognize, value, verify};
use nom::multi::{many0_count, many1_count};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `1234.5`, `85%`.
    Number,
    /// Digits with separators where the language has none.
    BadNumber,
    /// Something in the form of a date; it may not exist or be ambiguous.
    Date,
    /// `"text"`; `""` is a quote inside.
    Text,
    /// Text between other quotes than `"`.
    OddText,
    /// A name or a word.
    Word,
    /// A name between backticks.
    Quoted,
    /// A text or name that is not closed; it runs to the end.
    Unclosed,
    /// An operator in signs.
    Operator(Op),
    /// An operator as other languages write it, such as `==`.
    OddOperator(Op),
    Open,
    Close,
    Comma,
    Semicolon,
    Dot,
    Unknown,
    End,
}

/// A token: its text and where that begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Token<'_> {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The token at or after `at`. In a list of arguments (`listed`) an English comma between digits separates; elsewhere it
/// can only be a slip in a number.
pub(super) fn token(text: &str, at: usize, lang: Lang, listed: bool) -> Token<'_> {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start();
    let start = at + rest.len() - trimmed.len();
    let found = match trimmed.bytes().next() {
        None => Ok((trimmed, Kind::End)),
        Some(b'0'..=b'9') => alt((date, |t| number(t, lang, listed))).parse(trimmed),
        Some(b'"') => text_between(trimmed),
        Some(b'`') => name_between(trimmed),
        Some(b'\'') => odd_text(trimmed),
        Some(b'(') => sign('(', Kind::Open, trimmed),
        Some(b')') => sign(')', Kind::Close, trimmed),
        Some(b',') => sign(',', Kind::Comma, trimmed),
        Some(b';') => sign(';', Kind::Semicolon, trimmed),
        Some(b'.') => sign('.', Kind::Dot, trimmed),
        Some(b'a'..=b'z' | b'A'..=b'Z') => word(trimmed),
        Some(_) => alt((odd_operator, operator, word, odd_text, unknown)).parse(trimmed),
    };
    let (after, kind) = found.unwrap_or(("", Kind::Unknown));
    let text = &trimmed[..trimmed.len() - after.len()];
    Token { kind, text, start }
}

type Found<'t> = IResult<&'t str, Kind>;

fn sign(sign: char, kind: Kind, text: &str) -> Found<'_> {
    value(kind, char(sign)).parse(text)
}

fn unknown(text: &str) -> Found<'_> {
    value(Kind::Unknown, anychar).parse(text)
}

fn word(text: &str) -> Found<'_> {
    let letters = take_while1(|c: char| c.is_alphanumeric() || c == '_');
    let word = verify(letters, |w: &str| w.starts_with(char::is_alphabetic));
    value(Kind::Word, word).parse(text)
}

/// `"…"`. An unclosed text is one token, so that its words give no further errors.
fn text_between(text: &str) -> Found<'_> {
    let inside = many0_count(alt((is_not("\""), tag("\"\""))));
    let (rest, closed) = (char('"'), inside, opt(char('"')))
        .map(|(_, _, close)| close.is_some())
        .parse(text)?;
    Ok((rest, if closed { Kind::Text } else { Kind::Unclosed }))
}

fn name_between(text: &str) -> Found<'_> {
    let (rest, closed) = (char('`'), opt(is_not("`")), opt(char('`')))
        .map(|(_, _, close)| close.is_some())
        .parse(text)?;
    Ok((rest, if closed { Kind::Quoted } else { Kind::Unclosed }))
}

/// Text between the quotes that a word processor or another language puts.
fn odd_text(text: &str) -> Found<'_> {
    let (rest, _) = one_of("'‘’“”„").parse(text)?;
    let (rest, _) = opt(is_not("'‘’“”\"")).parse(rest)?;
    let (rest, closed) = opt(one_of("'‘’“”\"")).parse(rest)?;
    let kind = closed.map_or(Kind::Unclosed, |_| Kind::OddText);
    Ok((rest, kind))
}

fn operator(text: &str) -> Found<'_> {
    let op = alt((
        value(Op::NotEqual, tag("<>")),
        value(Op::LessEqual, tag("<=")),
        value(Op::GreaterEqual, tag(">=")),
        value(Op::Less, tag("<")),
        value(Op::Greater, tag(">")),
        value(Op::Equal, tag("=")),
        value(Op::Add, tag("+")),
        value(Op::Subtract, tag("-")),
        value(Op::Multiply, tag("*")),
        value(Op::Divide, tag("/")),
    ));
    op.map(Kind::Operator).parse(text)
}

fn odd_operator(text: &str) -> Found<'_> {
    let op = alt((
        value(Op::Equal, tag("==")),
        value(Op::NotEqual, alt((tag("!="), tag("≠")))),
        value(Op::LessEqual, alt((tag("=<"), tag("≤")))),
        value(Op::GreaterEqual, alt((tag("=>"), tag("≥")))),
        value(Op::And, tag("&&")),
        value(Op::Or, tag("||")),
        value(Op::Multiply, tag("×")),
        value(Op::Divide, tag("÷")),
        value(Op::Subtract, alt((tag("–"), tag("−")))),
    ));
    op.map(Kind::OddOperator).parse(text)
}

/// A date in any notation, also the ambiguous ones.
fn date(text: &str) -> Found<'_> {
    let form = alt((recognize(iso_date), recognize(day_first)));
    value(Kind::Date, terminated(form, peek(not(one_of(DIGITS))))).parse(text)
}

const DIGITS: &str = "0123456789";

fn number(text: &str, lang: Lang, listed: bool) -> Found<'_> {
    let marks = if listed && lang == Lang::En {
        "."
    } else {
        ".,"
    };
    let more = many0_count(preceded(one_of(marks), digit1));
    let (after_digits, _) = recognize((digit1, more)).parse(text)?;
    // `10 000`: a blank for the thousands.
    let (after_run, blanks) = opt(many1_count(blank_group)).parse(after_digits)?;
    if let Ok((rest, _)) = number_prefix(text, lang)
        && blanks.is_none()
        && rest.len() <= after_run.len()
    {
        return Ok((rest, Kind::Number));
    }
    let (rest, _) = opt((opt(char(' ')), char('%'))).parse(after_run)?;
    Ok((rest, Kind::BadNumber))
}

/// A blank and exactly three digits.
fn blank_group(text: &str) -> IResult<&str, &str> {
    preceded(
        one_of(" \u{a0}\u{202f}"),
        verify(digit1, |digits: &str| digits.len() == 3),
    )
    .parse(text)
}

#[cfg(test)]
mod tests {
    use super::{Kind, Lang, token};

    fn kinds(text: &str, lang: Lang) -> Vec<(Kind, &str)> {
        let mut at = 0;
        let next = || {
            let found = token(text, at, lang, false);
            at = found.end();
            (found.kind != Kind::End).then_some((found.kind, found.text))
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn numbers_and_dates_are_whole() {
        use Kind::{BadNumber, Comma, Date, Number};
        let nl = |t| kinds(t, Lang::Nl);
        assert_eq!(nl("4,5 %"), [(Number, "4,5 %")]);
        assert_eq!(nl("1.234,5"), [(BadNumber, "1.234,5")]);
        assert_eq!(nl("10 000"), [(BadNumber, "10 000")]);
        assert_eq!(nl("1, 2"), [(Number, "1"), (Comma, ","), (Number, "2")]);
        assert_eq!(nl("06/01/2027"), [(Date, "06/01/2027")]);
        assert_eq!(kinds("1,234", Lang::En), [(BadNumber, "1,234")]);
        assert_eq!(kinds("2027-06-01", Lang::En), [(Date, "2027-06-01")]);
    }

    #[test]
    fn open_quotes_run_to_the_end() {
        assert_eq!(kinds("\"a b", Lang::En), [(Kind::Unclosed, "\"a b")]);
        assert_eq!(kinds("\"a\"\"b\"", Lang::En), [(Kind::Text, "\"a\"\"b\"")]);
        assert_eq!(kinds("‘é’", Lang::En), [(Kind::OddText, "‘é’")]);
    }
}

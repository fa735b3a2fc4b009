//! The text of a waiver: `allow CODE until DATE because REASON (ROLE)`, `sta CODE toe tot DATUM omdat REDEN (ROL)`.

use crate::diag::Lang;
use crate::phrases;
use crate::syntax::keywords::cased;
use crate::syntax::values;
use jiff::civil::Date;

/// A comment that means to waive something, as far as it could be read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Waiver {
    /// The language of its words.
    pub(super) lang: Lang,
    /// What it waives, in capitals.
    pub(super) code: String,
    /// The last day on which it holds.
    pub(super) until: Option<Date>,
    /// Why.
    pub(super) reason: Option<String>,
    /// Who answers for it.
    pub(super) role: Option<String>,
}

impl Waiver {
    /// Reads a comment. `None` when it is an ordinary one: only `allow` or `sta`, followed by what looks like a code, makes a
    /// waiver.
    pub(super) fn read(comment: &str) -> Option<Waiver> {
        let text = comment.trim_start_matches('#').trim();
        let (opening, rest) = first_word(text);
        let lang = [Lang::En, Lang::Nl]
            .into_iter()
            .find(|lang| opening.eq_ignore_ascii_case(lang.pick("allow", "sta")))?;
        let (code, rest) = first_word(rest);
        let code = code.to_ascii_uppercase();
        if !looks_like_code(&code) {
            return None;
        }
        let (rest, role) = split_role(rest);
        let (term, reason) = split_at_word(rest, lang.pick("because", "omdat"));
        let (_, until) = split_at_word(term, lang.pick("until", "tot"));
        let said = |text: Option<&str>| {
            let text = text.map(|text| text.trim().trim_end_matches('.'));
            let text = text.filter(|text| !phrases::is_blank(text, lang));
            text.map(str::to_owned)
        };
        let until = until.map(|date| date.trim().trim_end_matches(','));
        Some(Waiver {
            lang,
            code,
            until: until.and_then(|date| values::date(date, lang).ok()),
            reason: said(reason),
            role: said(role).filter(|role| phrases::nobody(role, lang).is_none()),
        })
    }

    /// The comment in the words of `lang`; `None` when something is missing.
    pub(super) fn write(&self, lang: Lang) -> Option<String> {
        let (code, until) = (&self.code, self.until?);
        let (reason, role) = (self.reason.as_ref()?, self.role.as_ref()?);
        Some(lang.pick(
            format!("# allow {code} until {until} because {reason} ({role})"),
            format!("# sta {code} toe tot {until} omdat {reason} ({role})"),
        ))
    }
}

/// A waiver of the one language in the words of the other: only its own words and its date change. One that lacks
/// something stays as it is.
pub(super) fn translated(comment: &str, from: Lang, to: Lang) -> Option<String> {
    Waiver::read(comment)
        .filter(|waiver| waiver.lang == from)?
        .write(to)?;
    let text = comment.trim_start_matches('#').trim_start();
    let mut out = comment[..comment.len() - text.len()].to_owned();
    let mut pieces = text.split_inclusive(char::is_whitespace);
    let (opening, _) = first_word(text);
    let mut count = 0;
    for piece in pieces.by_ref() {
        let word = piece.trim_end();
        count += usize::from(!word.is_empty());
        let is = |en, nl| word.eq_ignore_ascii_case(from.pick(en, nl));
        let until = word.trim_end_matches(',');
        let new = match count {
            1 => cased(word, to.pick("allow", "sta")),
            2 if to == Lang::Nl && !word.is_empty() => format!("{word} {}", cased(opening, "toe")),
            3 if from == Lang::Nl && word.eq_ignore_ascii_case("toe") => continue,
            _ if is("until", "tot") => cased(word, to.pick("until", "tot")),
            _ if is("because", "omdat") => cased(word, to.pick("because", "omdat")),
            _ => values::date(until, from).map_or(word.to_owned(), |date| {
                word.replace(until, &values::written_date(date, to))
            }),
        };
        out += &new;
        out += &piece[word.len()..];
        if is("because", "omdat") {
            break;
        }
    }
    // The reason and the role are the author's own.
    out.extend(pieces);
    out.truncate(out.trim_end().len());
    Some(out)
}

/// A letter and digits.
fn looks_like_code(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_uppercase());
    digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
}

/// The first word, and what follows.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

/// Cuts off the `(ROLE)` at the end.
fn split_role(text: &str) -> (&str, Option<&str>) {
    let whole = text.trim_end().trim_end_matches('.');
    let cut = whole.strip_suffix(')').and_then(|t| t.rsplit_once('('));
    cut.map_or((text, None), |(before, role)| (before, Some(role)))
}

/// What stands before the word, and what after it; `None` where the word is absent.
fn split_at_word<'a>(text: &'a str, word: &str) -> (&'a str, Option<&'a str>) {
    // ASCII lower case keeps the offsets.
    let lower = text.to_ascii_lowercase();
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let at = lower.match_indices(word).map(|(at, _)| at).find(|at| {
        let (before, after) = (&text[..*at], &text[at + word.len()..]);
        blank(before.chars().next_back()) && blank(after.chars().next())
    });
    at.map_or((text, None), |at| {
        (&text[..at], Some(&text[at + word.len()..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(comment: &str) -> (Option<Date>, Option<String>, Option<String>) {
        let waiver = Waiver::read(comment).expect(comment);
        (waiver.until, waiver.reason, waiver.role)
    }

    #[test]
    fn both_languages_are_read_and_written() {
        let english =
            "# allow M002 until 2027-06-01 because the team (two people) is new (head of Place)";
        let waiver = Waiver::read(english).expect(english);
        assert_eq!(waiver.until, Some(date(2027, 6, 1)));
        assert_eq!(
            waiver.reason.as_deref(),
            Some("the team (two people) is new")
        );
        assert_eq!(waiver.role.as_deref(), Some("head of Place"));
        assert_eq!(waiver.write(Lang::En).as_deref(), Some(english));
        let dutch = waiver.write(Lang::Nl).expect("nothing is missing");
        let again = Waiver::read(&dutch).expect("a waiver");
        assert_eq!(
            again,
            Waiver {
                lang: Lang::Nl,
                ..waiver
            }
        );
    }

    #[test]
    fn order_and_case_of_words_do_not_hide_what_is_missing() {
        let june = Some(date(2027, 6, 1));
        let (team, head) = (
            Some("het team start".to_owned()),
            Some("hoofd Beheer".to_owned()),
        );
        assert_eq!(
            read("#STA m002 TOE TOT 01-06-2027, OMDAT het team start. (hoofd Beheer)."),
            (june, team, head.clone())
        );
        assert_eq!(read("# sta M002 toe"), (None, None, None));
        assert_eq!(
            read("# sta M002 toe tot volgend jaar (hoofd Beheer)"),
            (None, None, head)
        );
        // What stands in the reason is no date.
        let waits = Some("we wait until 2027-06-01".to_owned());
        assert_eq!(
            read("# allow M002 because we wait until 2027-06-01"),
            (None, waits, None)
        );
        assert_eq!(
            read("# allow M002 until 2027-06-01 because tbd (we)"),
            (june, None, None)
        );
    }

    #[test]
    fn ordinary_comments_stay_so() {
        for comment in [
            "# allow everybody in",
            "# sta stil",
            "#",
            "# M002 is allowed",
            "# ^^^ M002",
        ] {
            assert_eq!(Waiver::read(comment), None, "{comment}");
        }
    }
}

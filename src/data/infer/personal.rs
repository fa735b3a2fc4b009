//! Columns that are likely to hold personal data: by their title in either language, and by what stands in them.

use crate::data::profile::ColumnProfile;
use crate::diag::{Lang, Words};
use crate::formula::term::Type;
use crate::model::Personal;
use crate::phrases::{self, Class};
use crate::say;

/// Different values that are looked at.
const LOOKED: usize = 2_000;

/// Fewer different values than this prove nothing.
const FEWEST: usize = 5;

/// What a column is likely to hold.
#[derive(Clone, Debug)]
pub(super) struct Likely {
    pub(super) class: Personal,
    /// What it is, as in "it looks like …".
    pub(super) what: Words,
    /// Whether it makes each row one about a person, rather than about an address or an organisation.
    pub(super) row_is_person: bool,
    /// Whether it is a postcode.
    pub(super) is_postcode: bool,
}

/// What a column is likely to hold; nothing where neither title nor cells say so.
pub(super) fn of(title: &str, ty: Type, column: &ColumnProfile) -> Option<Likely> {
    by_cells(title, column)
        .or_else(|| by_title(title, ty))
        .or_else(|| prose(ty, column))
}

fn likely(class: Personal, what: Words) -> Likely {
    Likely {
        class,
        what,
        row_is_person: false,
        is_postcode: false,
    }
}

/// A part of an address.
pub(super) fn address() -> Likely {
    likely(
        Personal::Direct,
        say!(en "with the house number it is an address", nl "met het huisnummer erbij is het een adres"),
    )
}

/// By what the check on titles knows, in either language.
fn by_title(title: &str, ty: Type) -> Option<Likely> {
    let hit = phrases::title(title, Lang::Nl).or_else(|| phrases::title(title, Lang::En))?;
    if ty == Type::Bool {
        return None;
    }
    let class = match hit.phrase.class {
        Class::National => Personal::NationalNumber,
        Class::Special => Personal::Special,
        Class::Prose if ty != Type::Text => return None,
        Class::Prose => Personal::Indirect,
        _ => Personal::Direct,
    };
    let name = hit.phrase.name;
    let what = say!(en "its title says so ({name})", nl "de titel zegt het ({name})");
    Some(Likely {
        row_is_person: matches!(hit.phrase.class, Class::National | Class::Special)
            || name.starts_with("geboorte")
            || name.contains("birth"),
        ..likely(class, what)
    })
}

/// Registers of organisations whose numbers pass the same test.
fn is_register(title: &str) -> bool {
    const REGISTERS: [&str; 6] = ["lrk", "rsin", "kvk", "fiscaal", "vestiging", "btw"];
    let title = title.to_lowercase();
    REGISTERS.iter().any(|register| title.contains(register))
}

/// By what nearly all of its cells are.
fn by_cells(title: &str, column: &ColumnProfile) -> Option<Likely> {
    let values: Vec<&str> = column
        .values
        .iter()
        .take(LOOKED)
        .map(|v| v.text.as_str())
        .collect();
    let share =
        |is: fn(&str) -> bool| values.iter().filter(|v| is(v)).count() * 100 / values.len().max(1);
    if values.len() < FEWEST {
        return None;
    }
    if share(is_citizen_number) >= 90 && !is_register(title) {
        let what = say!(en "its cells pass the test of Dutch citizen service numbers", nl "de cellen voldoen aan de elfproef voor een bsn");
        return Some(Likely {
            row_is_person: true,
            ..likely(Personal::NationalNumber, what)
        });
    }
    if share(is_iban) >= 80 {
        let what = say!(en "its cells are bank accounts (IBAN)", nl "de cellen zijn rekeningnummers (IBAN)");
        return Some(likely(Personal::Direct, what));
    }
    if share(is_mail) >= 50 {
        let what = say!(en "its cells are mail addresses", nl "de cellen zijn mailadressen");
        return Some(likely(Personal::Direct, what));
    }
    if share(is_phone) >= 80 {
        let what = say!(en "its cells are telephone numbers", nl "de cellen zijn telefoonnummers");
        return Some(likely(Personal::Direct, what));
    }
    if share(is_postcode) >= 90 {
        let what = say!(en "its cells are postcodes, which a few households share", nl "de cellen zijn postcodes, en die deelt een handvol huishoudens");
        return Some(Likely {
            is_postcode: true,
            ..likely(Personal::Indirect, what)
        });
    }
    let mails = values
        .iter()
        .filter(|v| v.split_whitespace().any(is_mail))
        .count();
    if mails > 0 && mails * 100 >= values.len() {
        let what =
            say!(en "there are mail addresses in its texts", nl "in de teksten staan mailadressen");
        return Some(likely(Personal::Direct, what));
    }
    None
}

/// Long texts, nearly all different: somebody wrote them, about something or somebody.
fn prose(ty: Type, column: &ColumnProfile) -> Option<Likely> {
    let letters: usize = column.values.iter().map(|v| v.text.chars().count()).sum();
    let sentences = column
        .values
        .iter()
        .filter(|v| v.text.split_whitespace().count() >= 8)
        .count();
    let many =
        column.values.len() >= 20 && column.values.len() as u64 * 2 > column.filled.min(10_000);
    let long = letters >= 60 * column.values.len() && sentences * 2 > column.values.len();
    let what = say!(en "its cells are free text, in which people are often named", nl "de cellen zijn vrije tekst, en daarin worden vaak mensen genoemd");
    (ty == Type::Text && many && long).then(|| likely(Personal::Indirect, what))
}

/// Whether a text is a Dutch citizen service number: nine digits (or eight, without the first zero) that pass the eleven-test.
fn is_citizen_number(text: &str) -> bool {
    let digits: Vec<i32> = text
        .chars()
        .filter(|c| !matches!(c, '.' | ' ' | '-'))
        .map_while(|c| c.to_digit(10).map(|d| d as i32))
        .collect();
    let letters = text
        .chars()
        .filter(|c| !matches!(c, '.' | ' ' | '-'))
        .count();
    if letters != digits.len() || !matches!(digits.len(), 8 | 9) {
        return false;
    }
    let from_end = digits.iter().rev().zip(1..);
    let sum: i32 = from_end
        .map(|(digit, weight)| if weight == 1 { -digit } else { digit * weight })
        .sum();
    sum % 11 == 0 && digits.iter().any(|d| *d != 0)
}

/// Whether a text is a bank account: two letters, two check digits, and a remainder of 1 modulo 97 (ISO 13616).
fn is_iban(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let country = letters.iter().take(2).all(char::is_ascii_uppercase);
    let check = letters.iter().skip(2).take(2).all(char::is_ascii_digit);
    if !(15..=34).contains(&letters.len()) || !country || !check {
        return false;
    }
    let turned = letters.iter().skip(4).chain(letters.iter().take(4));
    let remainder = turned.map(|c| c.to_digit(36)).try_fold(0, |rest, digit| {
        let digit = digit?;
        Some((rest * if digit > 9 { 100 } else { 10 } + digit) % 97)
    });
    remainder == Some(1)
}

fn is_mail(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '.'));
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let host = domain.split('.').collect::<Vec<_>>();
    !local.is_empty()
        && host.len() >= 2
        && host
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && !local.contains(char::is_whitespace)
}

/// A Dutch telephone number, or an international one with a plus.
fn is_phone(text: &str) -> bool {
    let marks = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
    let bare: String = text.chars().filter(|c| !marks(*c)).collect();
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let Some(national) = bare.strip_prefix("+").or_else(|| bare.strip_prefix("00")) else {
        return bare.len() == 10 && bare.starts_with('0') && digits(&bare);
    };
    (9..=14).contains(&national.len()) && digits(national)
}

/// A Dutch postcode: four digits and two letters.
fn is_postcode(text: &str) -> bool {
    let bytes: Vec<u8> = text.bytes().filter(|b| *b != b' ').collect();
    matches!(bytes.as_slice(), [b'1'..=b'9', rest @ .., a, b] if rest.len() == 3
        && rest.iter().all(u8::is_ascii_digit) && a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
}

/// Whether a title is that of a house number: with a postcode it is an address.
pub(super) fn is_house_number(title: &str) -> bool {
    let name = super::names::name(title, "x");
    matches!(
        name.as_str(),
        "huisnummer"
            | "huisnr"
            | "huis_nummer"
            | "nummer_huis"
            | "house_number"
            | "house_no"
            | "housenumber"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_check_digit() {
        for good in ["111222333", "123456782", "12345672"] {
            assert!(is_citizen_number(good), "{good}");
        }
        for bad in ["111222334", "000000000", "1234567", "12345678A"] {
            assert!(!is_citizen_number(bad), "{bad}");
        }
        for good in [
            "NL91ABNA0417164300",
            "NL91 ABNA 0417 1643 00",
            "GB82WEST12345698765432",
            "BE68539007547034",
        ] {
            assert!(is_iban(good), "{good}");
        }
        for bad in ["NL91ABNA0417164301", "NL91", "nl91abna0417164300"] {
            assert!(!is_iban(bad), "{bad}");
        }
    }

    #[test]
    fn ways_to_reach_somebody() {
        assert!(
            is_mail("a.jansen@voorbeeld.example") && !is_mail("jansen@voorbeeld") && !is_mail("@")
        );
        for good in [
            "06-12345678",
            "020 123 4567",
            "+31 6 12345678",
            "0031612345678",
        ] {
            assert!(is_phone(good), "{good}");
        }
        assert!(!is_phone("2015001234") && !is_phone("12"));
        assert!(
            is_postcode("1066JM")
                && is_postcode("1066 JM")
                && !is_postcode("0166JM")
                && !is_postcode("1066")
        );
    }
}

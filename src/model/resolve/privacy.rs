//! The privacy block: what its lines mean. Only what can't be understood is reported here; `checks` weigh the rest.

use super::Resolver;
use super::fields::part;
use super::law::{Law, Reference, references};
use crate::diag::{Diagnostic, Lang, Span, Spanned, nearest};
use crate::formula::ast::Unit;
use crate::model::errors;
use crate::model::privacy::{Basis, Dpia, Level, Privacy, PrivacyFacts, Retention, WooGround};
use crate::model::{Personal, SmallNumbers};
use crate::phrases;
use crate::syntax::errors as syntax_errors;
use crate::syntax::keywords::Answer;
use crate::syntax::{Block, FieldKey, Value, values};
use jiff::civil::Date;

impl Resolver<'_> {
    pub(super) fn privacy(&mut self, block: &Block) -> Privacy {
        use FieldKey as F;
        Privacy {
            personal_data: self.slot(block, F::PersonalData),
            legal_basis: self.slot(block, F::LegalBasis),
            purpose: self.slot(block, F::Purpose),
            compatible_with: self.slot(block, F::CompatibleWith),
            processing: self.slot(block, F::Processing),
            retention: self.slot(block, F::Retention),
            dpia: self.slot(block, F::Dpia),
            small_numbers: self.small_numbers(block),
            small_numbers_written: self.slot(block, F::SmallNumbers),
            security: self.slot(block, F::Security),
            public: self.slot(block, F::Public),
            row_access: self.slot(block, F::RowAccess),
            facts: self.privacy_facts(block),
            head: block.head,
            block: block.span,
        }
    }

    fn privacy_facts(&mut self, block: &Block) -> PrivacyFacts {
        use FieldKey as F;
        let lang = self.lang;
        let mut facts = PrivacyFacts::default();
        // A line that is still to be filled in says nothing, and is missed by the checks.
        let said = |key| {
            let field = block.field(key)?;
            Some(&field.value).filter(|v| !phrases::is_blank(&v.text, lang))
        };
        // `none` alone says something here.
        if let Some(value) = self.value(block, F::PersonalData) {
            self.classes(value, &mut facts);
        }
        if let Some(value) = said(F::LegalBasis) {
            self.basis(value, &mut facts);
        }
        if let Some(value) = said(F::Public) {
            self.public(value, &mut facts);
        }
        if let Some(value) = said(F::Security) {
            facts.security = self.level(value);
        }
        if let Some(value) = said(F::Dpia) {
            facts.dpia = self.dpia(value);
        }
        facts.retention = said(F::Retention).and_then(|v| retention(v, lang));
        facts.number = said(F::Processing).and_then(number);
        facts.incompatible = said(F::CompatibleWith).and_then(refusal);
        facts
    }

    /// `none`, or classes, then free text. Words of the other language are understood, and reported.
    fn classes(&mut self, value: &Value, facts: &mut PrivacyFacts) {
        let lang = self.lang;
        for range in pieces(&value.text) {
            let text = value.text.get(range.clone()).unwrap_or_default();
            let own = leading_class(text, lang);
            let Some((word, class)) = own.or_else(|| leading_class(text, lang.other())) else {
                break;
            };
            let place = part(value, range.start..range.start + word);
            if own.is_none() {
                let meant = class.map_or(none_word(lang), |class| class.word(lang));
                let found = syntax_errors::wrong_language(place.span, &place, meant, lang);
                self.findings.push(found);
            }
            match class {
                Some(class) => facts.classes.push(Spanned::new(class, place.span)),
                None => facts.none = facts.none.or(Some(place.span)),
            }
        }
        let is_read = facts.none.is_some() || !facts.classes.is_empty();
        if is_read || phrases::is_blank(&value.text, lang) {
            return;
        }
        let mut words = vec![none_word(lang)];
        let classes = Personal::ALL.iter().filter(|c| **c != Personal::No);
        words.extend(classes.map(|c| c.word(lang)));
        self.unknown(value, &words);
    }

    /// The ground of GDPR article 6(1), and the exceptions of 9 and 10.
    fn basis(&mut self, value: &Value, facts: &mut PrivacyFacts) {
        let text = value.text.to_lowercase();
        facts.british = text.contains("uk gdpr") || text.contains("data protection act");
        for reference in references(&value.text, Law::Gdpr) {
            let place = part(value, reference.range.clone()).span;
            match (reference.law, reference.numbers.as_slice()) {
                (Law::Gdpr, [6, 1, ..]) => {
                    for letter in &reference.letters {
                        match Basis::of(*letter) {
                            Some(basis) => facts.bases.push(Spanned::new(basis, place)),
                            None => self.no_such_ground(place, "a – f", facts),
                        }
                    }
                }
                (Law::Gdpr, [9, 2, ..]) => {
                    for letter in &reference.letters {
                        match letter {
                            'a'..='j' => facts.exceptions.push(Spanned::new(*letter, place)),
                            _ => self.no_such_ground(place, "a – j", facts),
                        }
                    }
                }
                // UAVG 22 to 30 work out article 9, 31 to 33 article 10.
                (Law::Implementation, [22..=30, ..]) => {
                    facts.exceptions.push(Spanned::new('g', place));
                }
                (Law::Gdpr, [10, ..]) | (Law::Implementation, [31..=33, ..]) => {
                    facts.criminal = facts.criminal.or(Some(place));
                }
                _ => {}
            }
        }
        if facts.bases.is_empty() {
            let told = BASES.iter().filter_map(|(words, basis)| {
                let at = words
                    .iter()
                    .find_map(|word| Some((text.find(word)?, word.len())));
                at.map(|(at, len)| (at..at + len, *basis))
            });
            // Lower case may move bytes; a place that is none stands for the whole line.
            let bases = told.map(|(range, basis)| {
                let inside = value.text.get(range.clone()).is_some();
                let place = if inside {
                    part(value, range).span
                } else {
                    value.span()
                };
                Spanned::new(basis, place)
            });
            facts.bases = bases.collect();
        }
    }

    fn no_such_ground(&mut self, place: Span, letters: &str, facts: &mut PrivacyFacts) {
        facts.basis_unread = true;
        self.findings.push(errors::no_such_ground(place, letters));
    }

    /// `yes` or `no`, and what follows.
    fn public(&mut self, value: &Value, facts: &mut PrivacyFacts) {
        let text = &value.text;
        let word = text
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(text.len());
        let first = text.get(..word).unwrap_or_default().to_lowercase();
        let place = part(value, 0..word).span;
        let lang = self.lang;
        let own = Answer::named(&first, lang);
        let Some(answer) = own.or_else(|| Answer::named(&first, lang.other())) else {
            let words = Answer::ALL.iter().map(|a| a.word(lang));
            return self.unknown(value, &words.collect::<Vec<_>>());
        };
        if own.is_none() {
            let found = syntax_errors::wrong_language(place, &first, answer.word(lang), lang);
            self.findings.push(found);
        }
        facts.public = Some(Spanned::new(answer == Answer::Yes, place));
        let rest = values::trim(text, word..text.len());
        let skipped = text.get(rest.clone()).unwrap_or_default();
        let skipped = skipped.len() - skipped.trim_start_matches([',', ';', ':', ' ']).len();
        let rest = rest.start + skipped..rest.end;
        if rest.is_empty() {
            return;
        }
        let ground = part(value, rest.clone());
        facts.licence = licence(&ground).map(|_| ground.span);
        let about_woo = ground.to_lowercase().contains("woo");
        for reference in references(&ground, Law::Woo) {
            let range = rest.start + reference.range.start..rest.start + reference.range.end;
            let place = part(value, range).span;
            self.woo(&reference, place, about_woo, facts);
        }
        facts.ground = Some(ground);
    }

    fn woo(&mut self, reference: &Reference, place: Span, named: bool, facts: &mut PrivacyFacts) {
        if reference.law != Law::Woo {
            return;
        }
        let mut add = |ground| facts.woo.push(Spanned::new(ground, place));
        let letters = &reference.letters;
        let wrong = match reference.numbers.as_slice() {
            [5, 1, 1] => {
                let known = letters.iter().filter(|l| ('a'..='e').contains(*l));
                known.for_each(|l| add(WooGround::Absolute(*l)));
                letters.is_empty() || letters.iter().any(|l| !('a'..='e').contains(l))
            }
            [5, 1, 2] => {
                let known = letters.iter().filter(|l| ('a'..='i').contains(*l));
                known.for_each(|l| add(WooGround::Relative(*l)));
                letters.is_empty() || letters.iter().any(|l| !('a'..='i').contains(l))
            }
            [5, 1, 5] => {
                add(WooGround::Harm);
                false
            }
            [5, 2, ..] => {
                add(WooGround::Views);
                false
            }
            // Numbers in a text that is not about the Woo are numbers of something else.
            [5, 1, ..] => true,
            _ => named,
        };
        if wrong {
            self.findings.push(errors::no_woo_ground(place));
        }
    }

    /// `BBN2`, perhaps with words on who may see what.
    fn level(&mut self, value: &Value) -> Option<Spanned<Level>> {
        let (place, level) = read_level(value)?;
        if level.is_none() {
            self.findings.push(unknown_level(&place));
        }
        level.map(|level| Spanned::new(level, place.span))
    }

    /// How far the DPIA is; what is not needed or still to come is told by its words, a date alone says that it was done.
    fn dpia(&mut self, value: &Value) -> Option<Spanned<Dpia>> {
        let text = format!(" {} ", bare(&value.text));
        let date = last_date(&value.text, self.lang);
        let has = |words: &[&str]| words.iter().any(|w| text.contains(&format!(" {w} ")));
        let begins = |words: &[&str]| words.iter().any(|w| text.starts_with(&format!(" {w} ")));
        let answer = match () {
            () if begins(DPIA_DONE) => Dpia::Done(date),
            () if has(DPIA_NOT_YET) => Dpia::Pending,
            () if begins(DPIA_NOT_NEEDED) || has(DPIA_NEEDLESS) => Dpia::NotNeeded(date),
            () if has(DPIA_PENDING) => Dpia::Pending,
            () if has(DPIA_DONE) || date.is_some() => Dpia::Done(date),
            () => {
                let examples = self.lang.pick(
                    "`yes, 2026-03-12`, `no, criteria not met; data protection officer, 2026-03-12` or `pending, ready before 2026-06-01`",
                    "`ja, 12-03-2026`, `nee, criteria niet gehaald; functionaris gegevensbescherming, 12-03-2026` of `loopt, klaar voor 01-06-2026`",
                );
                self.findings
                    .push(errors::bad_phrase(value.span(), examples));
                return None;
            }
        };
        Some(Spanned::new(answer, value.span()))
    }

    /// Reports a line that begins with none of the words that it can begin with.
    fn unknown(&mut self, value: &Value, words: &[&'static str]) {
        let end = value.text.find([',', ';']).unwrap_or(value.text.len());
        let place = part(value, values::trim(&value.text, 0..end));
        let written = place.to_lowercase();
        let near = nearest(&written, words.iter().copied());
        self.findings.push(syntax_errors::unknown_value(
            place.span, &place, words, near,
        ));
    }

    /// `hide below 5 and round to 5`.
    fn small_numbers(&mut self, block: &Block) -> Option<Spanned<SmallNumbers>> {
        let value = self.value(block, FieldKey::SmallNumbers)?;
        if phrases::is_blank(&value.text, self.lang) {
            return None;
        }
        let (rule, wrong) = super::read_small_numbers(&value.text, self.lang);
        if wrong {
            self.findings
                .push(errors::bad_small_numbers(value.span(), self.lang));
            return None;
        }
        Some(Spanned::new(rule, value.span()))
    }
}

fn none_word(lang: Lang) -> &'static str {
    lang.pick("none", "geen")
}

/// The parts between commas and semicolons.
fn pieces(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    for outer in values::parts(text) {
        let inner = values::list(text.get(outer.clone()).unwrap_or_default());
        ranges.extend(
            inner
                .into_iter()
                .map(|r| outer.start + r.start..outer.start + r.end),
        );
    }
    ranges
}

/// The class that a text begins with (`None` for `none`), and how long its word is. A class that is part of a longer
/// word, or joined to more words by `and`, is read as far as it goes.
fn leading_class(text: &str, lang: Lang) -> Option<(usize, Option<Personal>)> {
    let begins = |word: &str| {
        let (first, rest) = text.split_at_checked(word.len())?;
        let rest = (first.to_lowercase() == word).then_some(rest)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some(word.len())
    };
    let none = [none_word(lang), Personal::No.word(lang)];
    if let Some(len) = none.iter().find_map(|word| begins(word)) {
        return Some((len, None));
    }
    let mut classes = Personal::ALL.iter().filter(|c| **c != Personal::No);
    classes.find_map(|class| Some((begins(class.word(lang))?, Some(*class))))
}

/// Words that name a ground of article 6(1), in both languages: a law is quoted in its own words.
const BASES: [(&[&str], Basis); 6] = [
    (&["toestemming", "consent"], Basis::Consent),
    (
        &[
            "uitvoering van een overeenkomst",
            "overeenkomst met de betrokkene",
            "performance of a contract",
        ],
        Basis::Contract,
    ),
    (
        &["wettelijke verplichting", "legal obligation"],
        Basis::LegalObligation,
    ),
    (
        &["vitaal belang", "vitale belangen", "vital interest"],
        Basis::VitalInterests,
    ),
    (
        &[
            "algemeen belang",
            "openbaar gezag",
            "publieke taak",
            "publiekrechtelijke taak",
            "public task",
            "public interest",
            "official authority",
        ],
        Basis::PublicTask,
    ),
    (
        &[
            "gerechtvaardigd belang",
            "gerechtvaardigde belangen",
            "legitimate interest",
        ],
        Basis::LegitimateInterests,
    ),
];

const DPIA_DONE: &[&str] = &[
    "ja",
    "gedaan",
    "uitgevoerd",
    "afgerond",
    "vastgesteld",
    "gereed",
    "goedgekeurd",
    "herzien",
    "yes",
    "done",
    "carried out",
    "completed",
    "complete",
    "approved",
    "signed off",
    "reviewed",
];
/// At the beginning they say that none is needed.
const DPIA_NOT_NEEDED: &[&str] = &["nee", "geen", "no", "none", "nvt", "n v t", "n a"];
const DPIA_NEEDLESS: &[&str] = &[
    "niet nodig",
    "niet vereist",
    "niet verplicht",
    "niet van toepassing",
    "not needed",
    "not required",
    "not necessary",
    "not applicable",
];
const DPIA_NOT_YET: &[&str] = &[
    "nog niet",
    "niet uitgevoerd",
    "niet gedaan",
    "niet afgerond",
    "not yet",
    "not done",
];
const DPIA_PENDING: &[&str] = &[
    "loopt",
    "in uitvoering",
    "in voorbereiding",
    "gepland",
    "volgt",
    "aangevraagd",
    "bezig",
    "wordt",
    "pending",
    "under way",
    "underway",
    "in progress",
    "in preparation",
    "planned",
    "started",
    "requested",
    "to follow",
];

/// Lower case, with single blanks for everything but letters and digits.
fn bare(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The last of the dates in a text: a DPIA that was looked at again names both days.
fn last_date(text: &str, lang: Lang) -> Option<Date> {
    let words = text.split(|c: char| c.is_whitespace() || ",;()".contains(c));
    let words = words.map(|word| word.trim_end_matches('.'));
    words.filter_map(|word| values::date(word, lang).ok()).max()
}

/// Numbers that people write as words in a term.
const COUNTS: [(u32, [&str; 4]); 12] = [
    (1, ["one", "a", "een", "één"]),
    (2, ["two", "", "twee", ""]),
    (3, ["three", "", "drie", ""]),
    (4, ["four", "", "vier", ""]),
    (5, ["five", "", "vijf", ""]),
    (6, ["six", "", "zes", ""]),
    (7, ["seven", "", "zeven", ""]),
    (8, ["eight", "", "acht", ""]),
    (9, ["nine", "", "negen", ""]),
    (10, ["ten", "", "tien", ""]),
    (15, ["fifteen", "", "vijftien", ""]),
    (20, ["twenty", "", "twintig", ""]),
];

/// When data are thrown away: a duration, a date, or where the term is written.
fn retention(value: &Value, lang: Lang) -> Option<Spanned<Retention>> {
    let text = value.text.to_lowercase();
    let found = term(&text, lang)
        .or_else(|| last_date(&text, lang).map(Retention::Until))
        .or_else(|| {
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let listed = has(&[
                "selectielijst",
                "archiefwet",
                "selection list",
                "retention schedule",
            ]);
            let not_kept = has(&["niet bewaard", "niet opgeslagen", "not kept", "not stored"]);
            let not_kept = not_kept.then_some(Retention::NotKept);
            listed.then_some(Retention::Listed).or(not_kept)
        })?;
    Some(Spanned::new(found, value.span()))
}

/// The first number of units: `24 months`, `two school years`.
fn term(text: &str, lang: Lang) -> Option<Retention> {
    let words = text.split(|c: char| c.is_whitespace() || ",;().".contains(c));
    let words: Vec<&str> = words.filter(|w| !w.is_empty()).collect();
    let unit = |from: usize| {
        let one = words.get(from).and_then(|w| Unit::named(w, lang));
        let two = words.get(from..from + 2).map(|pair| pair.join(" "));
        one.or_else(|| Unit::named(&two?, lang))
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let named = || COUNTS.iter().find(|(_, names)| names.contains(word));
        let count = word.parse().ok().or_else(|| named().map(|(n, _)| *n))?;
        // One word may stand between: `two school years`.
        let unit = unit(at + 1).or_else(|| unit(at + 2))?;
        Some(Retention::For(count, unit))
    })
}

/// The first run of letters and digits with a digit in it.
fn number(value: &Value) -> Option<Span> {
    let text = &value.text;
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_' | '.');
    let before = text.get(..digit)?.trim_end_matches(is_part).len();
    let after = text.get(digit..)?;
    let end = digit + after.find(|c: char| !is_part(c)).unwrap_or(after.len());
    Some(part(value, before..end).span)
}

/// `no`, `not compatible`; in both languages, for free text stays as it is in a translation.
fn refusal(value: &Value) -> Option<Span> {
    const WORDS: [&str; 4] = [
        "not compatible",
        "incompatible",
        "niet verenigbaar",
        "onverenigbaar",
    ];
    let text = format!(" {} ", bare(&value.text));
    let begins = |lang| text.starts_with(&format!(" {} ", Answer::No.word(lang)));
    let refused =
        [Lang::En, Lang::Nl].into_iter().any(begins) || WORDS.iter().any(|w| text.contains(w));
    refused.then(|| value.span())
}

/// Whether a text names a licence.
fn licence(text: &str) -> Option<()> {
    let text = format!(" {} ", bare(text));
    let known = [
        " cc0 ",
        " cc ",
        " pdm ",
        " publiek domein ",
        " public domain ",
        " odbl ",
        " ogl ",
        " open government licence ",
        " creative commons ",
    ];
    known.iter().any(|name| text.contains(name)).then_some(())
}

/// A level of the BIO in a text, and what it is when it is one; `None` where no level is named.
pub(in crate::model) fn read_level(value: &Value) -> Option<(Spanned<String>, Option<Level>)> {
    let text = value.text.to_lowercase();
    let start = text
        .find("bbn")
        .filter(|_| text.len() == value.text.len())?;
    let rest = text.get(start + 3..).unwrap_or_default();
    let digit = rest.find(|c: char| !matches!(c, ' ' | '-'))?;
    let tail = rest.get(digit..).unwrap_or_default();
    let number: String = tail.chars().take_while(char::is_ascii_digit).collect();
    let after = tail.get(number.len()..).unwrap_or_default();
    let plus = ["+", " +", " plus"].iter().find(|p| after.starts_with(**p));
    let level = match (number.as_str(), plus) {
        ("1", None) => Some(Level::Bbn1),
        ("2", None) => Some(Level::Bbn2),
        ("2", Some(_)) => Some(Level::Bbn2Plus),
        ("3", None) => Some(Level::Bbn3),
        _ => None,
    };
    let end = start + 3 + digit + number.len() + plus.map_or(0, |p| p.len());
    Some((part(value, start..end), level))
}

/// A level that the BIO does not have.
pub(in crate::model) fn unknown_level(written: &Spanned<String>) -> Diagnostic {
    let words = [Level::Bbn1, Level::Bbn2, Level::Bbn2Plus, Level::Bbn3].map(Level::word);
    syntax_errors::unknown_value(written.span, written, &words, None)
}

//! The privacy facts: each line of the block as written, and what could be understood of it.
//!
//! What a line leaves open is no fact here; `checks` weigh what is there and what is missing.

use super::{Personal, Slot, SmallNumbers};
use crate::diag::{Span, Spanned, Words};
use crate::formula::ast::Unit;
use crate::say;
use jiff::civil::Date;

/// The privacy block.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Privacy {
    pub personal_data: Slot,
    pub legal_basis: Slot,
    pub purpose: Slot,
    pub compatible_with: Slot,
    pub processing: Slot,
    pub retention: Slot,
    pub dpia: Slot,
    pub small_numbers: Option<Spanned<SmallNumbers>>,
    /// The `small numbers` field; what can't be understood in it is reported where it stands.
    pub small_numbers_written: Slot,
    pub security: Slot,
    pub public: Slot,
    pub row_access: Slot,
    /// What these lines mean.
    pub facts: PrivacyFacts,
    pub head: Span,
    pub block: Span,
}

/// What the lines of a privacy block mean, as far as they could be understood.
#[derive(Clone, Debug, Default)]
pub struct PrivacyFacts {
    /// `personal data: none`.
    pub none: Option<Span>,
    /// The classes that `personal data` names.
    pub classes: Vec<Spanned<Personal>>,
    /// The grounds of GDPR article 6(1) that `legal basis` names.
    pub bases: Vec<Spanned<Basis>>,
    /// The exceptions of GDPR article 9(2), by their letter.
    pub exceptions: Vec<Spanned<char>>,
    /// GDPR article 10, or the articles of the Dutch implementation act that work it out.
    pub criminal: Option<Span>,
    /// Whether `legal basis` names a ground that does not exist, which is reported; another may be meant.
    pub basis_unread: bool,
    /// Whether `legal basis` names the law of the United Kingdom, where the Dutch Woo and BIO say nothing.
    pub british: bool,
    /// The number in the record of processing activities.
    pub number: Option<Span>,
    /// When data are thrown away.
    pub retention: Option<Spanned<Retention>>,
    /// How far the DPIA is.
    pub dpia: Option<Spanned<Dpia>>,
    /// The level of protection.
    pub security: Option<Spanned<Level>>,
    /// Whether the dashboard is public.
    pub public: Option<Spanned<bool>>,
    /// What `public` says after its yes or no: the ground, or the licence.
    pub ground: Slot,
    /// The grounds of the Woo in it.
    pub woo: Vec<Spanned<WooGround>>,
    /// The licence in it.
    pub licence: Option<Span>,
    /// `compatible with: no`.
    pub incompatible: Option<Span>,
}

/// A ground of GDPR article 6(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// (a)
    Consent,
    /// (b)
    Contract,
    /// (c)
    LegalObligation,
    /// (d)
    VitalInterests,
    /// (e)
    PublicTask,
    /// (f)
    LegitimateInterests,
}

impl Basis {
    /// All of them, in the order of their letters.
    pub const ALL: [Basis; 6] = [
        Basis::Consent,
        Basis::Contract,
        Basis::LegalObligation,
        Basis::VitalInterests,
        Basis::PublicTask,
        Basis::LegitimateInterests,
    ];

    /// The ground with this letter.
    pub fn of(letter: char) -> Option<Basis> {
        Basis::ALL
            .into_iter()
            .zip('a'..)
            .find(|(_, l)| *l == letter)
            .map(|(b, _)| b)
    }
}

/// A ground of the Dutch Open Government Act (Woo) for not publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WooGround {
    /// Article 5.1 paragraph 1, letters a to e: nothing outweighs it.
    Absolute(char),
    /// Article 5.1 paragraph 2, letters a to i: weighed against openness.
    Relative(char),
    /// Article 5.1 paragraph 5: disproportionate harm, in exceptional cases.
    Harm,
    /// Article 5.2: personal views on policy in papers for internal deliberation.
    Views,
}

impl WooGround {
    /// What it protects.
    pub fn meaning(self) -> Words {
        match self {
            WooGround::Absolute('a') => {
                say!(en "the unity of the Crown", nl "de eenheid van de Kroon")
            }
            WooGround::Absolute('b') => {
                say!(en "the security of the State", nl "de veiligheid van de Staat")
            }
            WooGround::Absolute('c') => {
                say!(en "business data given in confidence", nl "vertrouwelijk verstrekte bedrijfsgegevens")
            }
            WooGround::Absolute('d') => {
                say!(en "special and criminal personal data", nl "bijzondere en strafrechtelijke persoonsgegevens")
            }
            WooGround::Absolute(_) => {
                say!(en "national identification numbers", nl "nationale identificatienummers")
            }
            WooGround::Relative('a') => {
                say!(en "relations with other countries", nl "betrekkingen met andere landen")
            }
            WooGround::Relative('b') => {
                say!(en "economic or financial interests", nl "economische of financiële belangen")
            }
            WooGround::Relative('c') => {
                say!(en "the detection and prosecution of crime", nl "opsporing en vervolging van strafbare feiten")
            }
            WooGround::Relative('d') => {
                say!(en "inspection, control and supervision", nl "inspectie, controle en toezicht")
            }
            WooGround::Relative('e') => {
                say!(en "respect for private life", nl "de persoonlijke levenssfeer")
            }
            WooGround::Relative('f') => {
                say!(en "other competition-sensitive business data", nl "andere concurrentiegevoelige bedrijfsgegevens")
            }
            WooGround::Relative('g') => {
                say!(en "the protection of the environment", nl "de bescherming van het milieu")
            }
            WooGround::Relative('h') => {
                say!(en "the security of persons and companies", nl "de beveiliging van personen en bedrijven")
            }
            WooGround::Relative(_) => {
                say!(en "the proper working of public bodies", nl "het goed functioneren van bestuursorganen")
            }
            WooGround::Harm => say!(en "disproportionate harm", nl "onevenredige benadeling"),
            WooGround::Views => {
                say!(en "personal views on policy", nl "persoonlijke beleidsopvattingen")
            }
        }
    }
}

/// A level of protection of the Dutch government baseline (BIO), low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Level {
    Bbn1,
    Bbn2,
    Bbn2Plus,
    Bbn3,
}

impl Level {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Level::Bbn1 => "BBN1",
            Level::Bbn2 => "BBN2",
            Level::Bbn2Plus => "BBN2+",
            Level::Bbn3 => "BBN3",
        }
    }
}

/// When data are thrown away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Retention {
    /// After so many units.
    For(u32, Unit),
    /// On this day.
    Until(Date),
    /// As a selection list or an archive law says.
    Listed,
    /// They are not kept at all.
    NotKept,
}

/// How far a data protection impact assessment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dpia {
    /// Done; its last date, when one is named.
    Done(Option<Date>),
    /// Not needed; the date of that answer, when one is named.
    NotNeeded(Option<Date>),
    /// Begun or planned.
    Pending,
}

impl Dpia {
    /// The last date that is named.
    pub fn date(self) -> Option<Date> {
        match self {
            Dpia::Done(date) | Dpia::NotNeeded(date) => date,
            Dpia::Pending => None,
        }
    }
}

/// How many days a number of units lasts, on average; `None` for working days and hours.
pub fn average_days(count: u32, unit: Unit) -> Option<f64> {
    const YEAR: f64 = 365.2425;
    let days = match unit {
        Unit::Days => 1.0,
        Unit::Weeks => 7.0,
        Unit::Months => YEAR / 12.0,
        Unit::Quarters => YEAR / 4.0,
        Unit::Years => YEAR,
        Unit::Hours | Unit::WorkingDays => return None,
    };
    Some(f64::from(count) * days)
}

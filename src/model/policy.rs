//! What an organisation laid down in `organisation.case` / `organisatie.case`.

mod holidays;
mod read;

pub use holidays::{Holidays, YEARS};

use super::{Level, SmallNumbers};
use crate::diag::{Lang, Severity, Span, Spanned, Words};
use crate::say;
use crate::syntax::FieldKey;
use std::collections::BTreeMap;

/// The names of the file, in the order in which they are looked for.
pub const POLICY_NAMES: [&str; 2] = ["organisation.case", "organisatie.case"];

/// Policy that holds for all cases of an organisation. The default holds where there is no such file.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The file as people know it.
    pub file: String,
    /// Its roles; empty where none are listed, and then any role will do. The same holds for the other lists.
    pub roles: Vec<String>,
    /// The meetings that it has.
    pub meetings: Vec<String>,
    /// The domains that it works in.
    pub domains: Vec<String>,
    /// The tools that it allows, as written; those that a case is built for when it names none.
    pub tooling: Vec<Spanned<String>>,
    /// Its small-number rule; see [`Policy::small_numbers_with`].
    pub small_numbers: Option<SmallNumbers>,
    /// The least level of security.
    pub security: Option<Level>,
    /// The days on which nobody works.
    pub holidays: Holidays,
    /// Where it is stricter than casus.
    pub strictness: Vec<Tightening>,
    /// On which line each field stands.
    pub lines: BTreeMap<FieldKey, usize>,
}

/// `sponsor error from cycle 2`: a finding is at least so grave.
#[derive(Clone, Debug, PartialEq)]
pub struct Tightening {
    /// What is asked, in the words of the table of strictness, in lower case with single blanks.
    pub rule: Spanned<String>,
    /// The language of those words.
    pub lang: Lang,
    /// At least how grave.
    pub severity: Severity,
    /// From which cycle on.
    pub from: u32,
    /// The whole item.
    pub span: Span,
}

impl Policy {
    /// The rule for a case: its own and the organisation's, the stricter of both where both speak.
    pub fn small_numbers_with(&self, own: Option<SmallNumbers>) -> SmallNumbers {
        let (own, all) = (
            own.unwrap_or_default(),
            self.small_numbers.unwrap_or_default(),
        );
        SmallNumbers {
            hide_below: own.hide_below.max(all.hide_below),
            round_to: own.round_to.max(all.round_to),
        }
    }

    /// Where a field stands, as in "see …".
    pub fn place(&self, key: FieldKey) -> Words {
        let file = &self.file;
        match self.lines.get(&key) {
            None => say!(en "`{file}`", nl "`{file}`"),
            Some(line) => say!(en "line {line} of `{file}`", nl "regel {line} van `{file}`"),
        }
    }
}

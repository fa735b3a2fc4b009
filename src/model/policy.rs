//! What an organisation laid down in `organisation.case` / `organisatie.case`.

use super::SmallNumbers;
use crate::diag::{Diagnostic, Spanned};
use crate::syntax::Tree;

/// Policy that holds for all cases of an organisation. The default holds where there is no such file.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Its roles; empty where none are listed, and then any role will do.
    pub roles: Vec<Spanned<String>>,
    /// Its small-number rule, for cases that have none.
    pub small_numbers: Option<SmallNumbers>,
    /// The targets that it allows, as written.
    pub tooling: Vec<Spanned<String>>,
}

impl Policy {
    /// Reads the policy from a parsed organisation file.
    pub fn read(_text: &str, _tree: &Tree) -> (Policy, Vec<Diagnostic>) {
        (Policy::default(), Vec::new())
    }
}

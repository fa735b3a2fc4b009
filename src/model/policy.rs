//! What an organisation laid down in `organisation.case` / `organisatie.case`.

use super::SmallNumbers;
use super::errors::bad_small_numbers;
use super::resolve::read_small_numbers;
use crate::diag::Diagnostic;
use crate::syntax::{BlockKind, FieldKey, Tree, values};

/// Policy that holds for all cases of an organisation. The default holds where there is no such file.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Its roles; empty where none are listed, and then any role will do.
    pub roles: Vec<String>,
    /// Its small-number rule, for cases that have none.
    pub small_numbers: Option<SmallNumbers>,
}

impl Policy {
    /// Reads the policy from a parsed organisation file; the default when the file is none.
    pub fn read(tree: &Tree) -> (Policy, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let first = tree.blocks.first();
        let Some(block) = first.filter(|b| b.kind == BlockKind::Organisation) else {
            return (Policy::default(), findings);
        };
        let roles = block.field(FieldKey::Roles).map(|f| &f.value.text);
        let roles = roles.into_iter().flat_map(|text| {
            let parts = values::list(text).into_iter();
            parts.map(|r| text[r].to_string())
        });
        let roles = roles.collect();
        let small_numbers = block.field(FieldKey::SmallNumbers).and_then(|field| {
            let (rule, wrong) = read_small_numbers(&field.value.text, tree.lang);
            if wrong {
                findings.push(bad_small_numbers(field.value.span(), tree.lang));
            }
            (!wrong).then_some(rule)
        });
        let policy = Policy {
            roles,
            small_numbers,
        };
        (policy, findings)
    }
}

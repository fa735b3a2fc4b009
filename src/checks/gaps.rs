//! Lines that a block leaves out, or fills with nothing. Those that are equally grave make one finding.

use super::fixes::{add_slots, filled};
use super::{Context, Rule, strictness};
use crate::diag::{Code, Diagnostic, Severity, Span, Words};
use crate::model::Slot;
use crate::syntax::FieldKey;

/// A line that a block should have.
pub(super) struct Asked<'a> {
    /// Which.
    pub(super) key: FieldKey,
    /// By which rule.
    pub(super) rule: Rule,
    /// What the author wrote there.
    pub(super) slot: &'a Slot,
}

/// Lines that say nothing and are equally grave.
pub(super) struct Gap<'a> {
    severity: Severity,
    lines: Vec<&'a Asked<'a>>,
}

/// The lines that say nothing, the gravest first.
pub(super) fn find<'a>(ctx: &Context<'_>, asked: &'a [Asked<'a>]) -> Vec<Gap<'a>> {
    let lang = ctx.case.lang;
    let empty = |line: &&Asked<'_>| filled(line.slot, lang).is_none();
    let of = |severity| {
        let lines = asked.iter();
        let lines = lines.filter(|line| ctx.severity(line.rule) == severity);
        Gap {
            severity,
            lines: lines.filter(empty).collect(),
        }
    };
    let all = [Severity::Error, Severity::Warning, Severity::Info].map(of);
    all.into_iter()
        .filter(|gap| !gap.lines.is_empty())
        .collect()
}

impl Gap<'_> {
    /// The names of the lines, as after "has no": `` `mandate`, `done when` or `otherwise` ``.
    pub(super) fn names(&self) -> Words {
        use crate::diag::Lang::{En, Nl};
        let list = |lang, or: &str| {
            let names = self.lines.iter().map(|l| format!("`{}`", l.key.word(lang)));
            let names: Vec<_> = names.collect();
            match names.as_slice() {
                [first @ .., last] if !first.is_empty() => {
                    format!("{} {or} {last}", first.join(", "))
                }
                names => names.concat(),
            }
        };
        Words {
            en: list(En, "or"),
            nl: list(Nl, "of"),
        }
    }

    /// The finding, with the question that `ask` has for each line, and the lines to fill in, which go behind `after`.
    pub(super) fn told(
        &self,
        ctx: &Context<'_>,
        code: Code,
        place: Span,
        message: Words,
        after: Span,
        ask: impl Fn(FieldKey) -> Words,
    ) -> Diagnostic {
        let found = Diagnostic::new(code, self.severity, place, message);
        let asks = self.lines.iter().map(|line| ask(line.key));
        let found = asks.fold(found, Diagnostic::help);
        let mut rules = self.lines.iter().map(|line| line.rule);
        let reason = rules.find_map(|rule| strictness::reason(ctx.policy, rule, ctx.case.cycle()));
        let found = reason.into_iter().fold(found, Diagnostic::help);
        let absent = self.lines.iter().filter(|line| line.slot.is_none());
        let absent: Vec<_> = absent.map(|line| line.key).collect();
        if absent.is_empty() {
            return found;
        }
        let (title, edits) = add_slots(ctx.case, &absent, after);
        found.unsafe_fix(title, edits)
    }
}

//! Carrying out fixes: which go together, and rounds until none is left.

use crate::diag::{Diagnostic, Edit, Fix, Span};
use std::collections::BTreeMap;

/// No text needs so many rounds; a fix that calls for itself must still end.
const MOST_ROUNDS: usize = 500;

/// Which fixes to carry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that keep what the author meant.
    Safe,
    /// Also scaffolds: lines that the author has to read and complete. What is written already is never taken away.
    Scaffolds,
}

/// A text after its fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many fixes were carried out.
    pub count: usize,
}

/// Carries out fixes until `judge` offers none in scope. Fixes that overlap wait for the next round, and so does each
/// scaffold, for one may make another superfluous.
pub fn until_quiet(
    text: &str,
    scope: Scope,
    mut judge: impl FnMut(&str) -> Vec<Diagnostic>,
) -> Fixed {
    let mut fixed = Fixed {
        text: text.to_owned(),
        count: 0,
    };
    for _ in 0..MOST_ROUNDS {
        let findings = judge(&fixed.text);
        let (mut edits, mut count) = together(findings.iter().filter_map(safe));
        if count == 0 && scope == Scope::Scaffolds {
            (edits, count) = together(findings.iter().find_map(scaffold).into_iter());
        }
        if count == 0 {
            break;
        }
        fixed.text = apply(&fixed.text, edits);
        fixed.count += count;
    }
    fixed
}

/// The best safe fix of a finding.
fn safe(finding: &Diagnostic) -> Option<&Fix> {
    finding.fixes.iter().find(|fix| fix.safe)
}

/// The best scaffold of a finding: a fix that only adds.
fn scaffold(finding: &Diagnostic) -> Option<&Fix> {
    let adds = |fix: &&Fix| fix.edits.iter().all(|edit| is_empty(edit.span));
    finding.fixes.iter().find(adds)
}

/// The edits of the fixes that do not touch an earlier one, in order of place, and the number of those fixes.
fn together<'a>(fixes: impl Iterator<Item = &'a Fix>) -> (Vec<&'a Edit>, usize) {
    let mut taken: BTreeMap<Span, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        let touches = |edit: &Edit| {
            let until = Span::new(edit.span.end, u32::MAX);
            let last = taken.range(..=until).next_back();
            last.is_some_and(|(span, _)| span.end >= edit.span.start)
        };
        if !fix.edits.iter().any(touches) {
            taken.extend(fix.edits.iter().map(|edit| (edit.span, edit)));
            count += 1;
        }
    }
    (taken.into_values().collect(), count)
}

/// The text with edits that are in order of place and don't overlap. New lines end as those of the text do.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let is_crlf = text
        .split_once('\n')
        .is_some_and(|(first, _)| first.ends_with('\r'));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(Span::new(at, edit.span.start).of(text));
        if is_crlf {
            out.push_str(&edit.text.replace('\n', "\r\n"));
        } else {
            out.push_str(&edit.text);
        }
        at = edit.span.end;
    }
    out.push_str(Span::new(at, text.len() as u32).of(text));
    out
}

/// Lets fixes that take away all that stands on a line take the line itself too, so that no gap stays in a table.
pub(crate) fn take_whole_lines(text: &str, findings: &mut [Diagnostic]) {
    let fixes = findings.iter_mut().flat_map(|found| &mut found.fixes);
    for edit in fixes.flat_map(|fix| &mut fix.edits) {
        if edit.text.is_empty() && !is_empty(edit.span) {
            edit.span = whole_lines(text, edit.span);
        }
    }
}

/// `span` with the rest of its lines when that is blank; between two blank lines, one of them goes too.
fn whole_lines(text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of(text);
    let (above, indent) = before.split_at(before.rfind('\n').map_or(0, |at| at + 1));
    let after = Span::new(span.end, text.len() as u32).of(text);
    let (rest, below) = after.split_at(line_length(after));
    if !is_blank(indent) || !is_blank(rest) {
        return span;
    }
    let last_above = above.lines().next_back().unwrap_or_default();
    let next = &below[..line_length(below)];
    let gap = if is_blank(last_above) && is_blank(next) {
        next.len()
    } else {
        0
    };
    Span::new(above.len() as u32, span.end + (rest.len() + gap) as u32)
}

/// The length of the first line, with its end.
fn line_length(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_empty(span: Span) -> bool {
    span.start == span.end
}

//! Waivers (LANGUAGE.md §5): a comment above a line takes away what is found there, for a time, with a reason and a role.
//!
//! Law and what casus can't read can't be waived. Verdicts are given before waivers are applied, so they stay as they are.

mod read;

use super::strictness::Rule;
use super::{Code, all, alt_missing, due};
use crate::diag::{Diagnostic, Edit, Lang, Page, Severity, Span, Words};
use crate::model::Case;
use crate::syntax::{Line, LineKind, Tree};
use crate::{manual_page, say};
use jiff::civil::Date;
use read::Waiver;

/// The manual pages of the codes for waivers that don't work.
pub const PAGES: &[Page] = &[
    manual_page!("M010"),
    manual_page!("M011"),
    manual_page!("M012"),
];

const BROKEN: Code = Code("M010");
const REFUSED: Code = Code("M011");
const IDLE: Code = Code("M012");

/// What is left of the findings, and after them what there is to say about the waivers themselves.
pub fn apply(
    case: &Case,
    tree: &Tree,
    text: &str,
    mut findings: Vec<Diagnostic>,
    as_of: Date,
) -> Vec<Diagnostic> {
    findings.sort_by_key(Diagnostic::order);
    let mut waived = vec![false; findings.len()];
    let mut about = Vec::new();
    for placed in waivers(tree, text) {
        about.extend(placed.judge(case, as_of, &findings, &mut waived));
    }
    let kept = findings.into_iter().zip(waived);
    let mut kept: Vec<_> = kept.filter(|(_, waived)| !waived).map(|(f, _)| f).collect();
    kept.extend(about);
    kept
}

/// A comment that is a waiver in one language, in the words of the other; `None` for any other comment.
pub fn translated(comment: &str, from: Lang, to: Lang) -> Option<String> {
    read::translated(comment, from, to)
}

/// A waiver in its file.
struct Placed {
    waiver: Waiver,
    /// The comment.
    comment: Span,
    /// The line of the comment with its end.
    line: Span,
    /// Where findings must begin to be waived; empty at the end of the file.
    scope: Span,
}

/// The waivers of a file, in order.
fn waivers(tree: &Tree, text: &str) -> Vec<Placed> {
    let mut found = Vec::new();
    // From the last line up, the scope of a comment is that of the first line below it that says something.
    let mut scope = Span::default();
    let mut end = 0;
    for line in tree.lines.iter().rev() {
        match line.kind {
            LineKind::Blank => {}
            LineKind::Comment => {
                found.extend(Waiver::read(line.text.of(text)).map(|waiver| Placed {
                    waiver,
                    comment: line.text,
                    line: line.span,
                    scope,
                }))
            }
            // Part of the line above it.
            LineKind::Continuation => end = line.span.end.max(end),
            _ => {
                scope = scope_of(tree, line, end);
                end = 0;
            }
        }
    }
    found.reverse();
    found
}

/// A head speaks for its block, another line for itself with the lines that continue it, up to `end`.
fn scope_of(tree: &Tree, line: &Line, end: u32) -> Span {
    let own = Span::new(line.span.start, line.span.end.max(end));
    match line.kind {
        LineKind::Head(block) => tree.blocks.get(block).map_or(own, |b| b.span.to(own)),
        _ => own,
    }
}

impl Placed {
    /// Marks what it waives; comes back with what is wrong with it.
    fn judge(
        &self,
        case: &Case,
        as_of: Date,
        findings: &[Diagnostic],
        waived: &mut [bool],
    ) -> Option<Diagnostic> {
        if let Some(reason) = never_waived(case, &self.waiver.code) {
            return Some(self.refused(reason));
        }
        if let Some(broken) = self.broken(case, as_of) {
            return Some(broken);
        }
        let first = findings.partition_point(|f| f.span.start < self.scope.start);
        let below = findings.iter().enumerate().skip(first);
        let below = below.take_while(|(_, f)| f.span.start < self.scope.end);
        let mut matching = below
            .filter(|(_, f)| f.code.0 == self.waiver.code)
            .peekable();
        if matching.peek().is_none() {
            return Some(self.idle());
        }
        let mut refused = None;
        for (at, finding) in matching {
            if is_rule(finding.code) || finding.severity < Severity::Error {
                waived[at] = true;
            } else {
                refused = Some(self.refused(unreadable()));
            }
        }
        refused
    }

    fn refused(&self, reason: Words) -> Diagnostic {
        let code = &self.waiver.code;
        let Words { en, nl } = reason;
        Diagnostic::error(
            REFUSED,
            self.comment,
            say!(en "`{code}` can't be waived: {en}", nl "`{code}` is niet toe te staan: {nl}"),
        )
        .help(say!(
            en "mend what it is about, and remove this comment; `casus explain {code}` says how",
            nl "herstel waar het om gaat, en haal dit commentaar weg; `casus explain {code}` zegt hoe"
        ))
    }

    /// The finding on a waiver that does not hold.
    fn broken(&self, case: &Case, as_of: Date) -> Option<Diagnostic> {
        let waiver = &self.waiver;
        let error = |message| Diagnostic::error(BROKEN, self.comment, message);
        if let Some(gaps) = gaps(waiver) {
            let (code, Words { en, nl }) = (&waiver.code, gaps);
            let message = say!(en "this waiver has {en}", nl "deze uitzondering heeft {nl}");
            return Some(error(message).help(say!(
                en "write: `# allow {code} until 2027-06-01 because the team starts in May (head of Place)`",
                nl "schrijf: `# sta {code} toe tot 01-06-2027 omdat het team in mei begint (hoofd Beheer)`"
            )));
        }
        if waiver.lang != case.lang {
            let message = say!(
                en "this waiver is in Dutch and the case in English",
                nl "deze uitzondering is in het Engels en de casus in het Nederlands"
            );
            let text = waiver.write(case.lang)?;
            let title = say!(en "write `{text}`", nl "schrijf `{text}`");
            return Some(error(message).replace(title, text));
        }
        // Nobody looks after a retired case, so no day may break it.
        let until = waiver
            .until
            .filter(|until| *until < as_of && !due::is_retired(case))?;
        let message = say!(
            en "this waiver held until {until}",
            nl "deze uitzondering gold tot en met {until}"
        );
        Some(error(message).help(say!(
            en "mend what it is about and remove this comment, or agree on a new date with the role that it names",
            nl "herstel waar het om gaat en haal dit commentaar weg, of spreek een nieuwe datum af met de rol die erin staat"
        )))
    }

    fn idle(&self) -> Diagnostic {
        let code = &self.waiver.code;
        let message = say!(
            en "this waiver waives nothing: there is no `{code}` on the line below it",
            nl "deze uitzondering doet niets: er is geen `{code}` op de regel eronder"
        );
        let remove = Edit {
            span: self.line,
            text: String::new(),
        };
        Diagnostic::warning(IDLE, self.comment, message)
            .help(say!(
                en "put it straight above the line with the finding, or remove it when that is mended",
                nl "zet haar recht boven de regel met de bevinding, of haal haar weg als die is hersteld"
            ))
            .unsafe_fix(say!(en "remove it", nl "haal haar weg"), vec![remove])
    }
}

/// What a waiver lacks, as after "has"; `None` when it is whole.
fn gaps(waiver: &Waiver) -> Option<Words> {
    let parts = [
        (
            waiver.until.is_none(),
            ("no readable date", "geen leesbare datum"),
        ),
        (waiver.reason.is_none(), ("no reason", "geen reden")),
        (waiver.role.is_none(), ("no role", "geen rol")),
    ];
    let parts = parts.into_iter().filter(|(missing, _)| *missing);
    let (en, nl): (Vec<_>, Vec<_>) = parts.map(|(_, words)| words).unzip();
    let words = |list: Vec<&str>, and: &str| match list.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {and} {last}", first.join(", ")),
        list => list.concat(),
    };
    (!en.is_empty()).then(|| Words {
        en: words(en, "and"),
        nl: words(nl, "en"),
    })
}

/// Why a code may never be waived in this case; `None` when it may.
fn never_waived(case: &Case, code: &str) -> Option<Words> {
    if code.starts_with('S') {
        return Some(unreadable());
    }
    let asks = |rule: &&Rule| {
        let row = rule.row();
        let applies = **rule != Rule::AltInPublic || alt_missing::is_public(case);
        row.law && applies && row.codes().any(|c| c.0 == code)
    };
    let law = Rule::ALL.iter().any(|rule| asks(&rule));
    law.then(|| say!(en "it is law", nl "het is wet"))
}

fn unreadable() -> Words {
    say!(
        en "what can't be understood can't be judged or built",
        nl "wat niet te begrijpen is, is niet te beoordelen of te bouwen"
    )
}

/// Whether the code is that of a rule about a case that was understood.
fn is_rule(code: Code) -> bool {
    let pages = all().iter().flat_map(|check| check.pages());
    pages.into_iter().any(|page| page.code == code)
}

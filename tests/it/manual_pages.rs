//! The manual pages are tests: what their `case` blocks mark is found there, and nowhere else (see `src/checks/mod.rs`).
//! A block with an organisation's file is the policy of the blocks after it.

use casus::cli::pages;

use casus::diag::{Diagnostic, Lang, LineIndex, Page};
use casus::fix;
use casus::model::Policy;
use jiff::civil::{Date, date};

const AS_OF: Date = date(2026, 11, 24);

/// Codes that no block shows: they are about files, about a build, or about the head that each block gets.
const NOT_IN_A_BLOCK: &[&str] = &[
    "N007", "R090", "S006", "S016", "S017", "S090", "S091", "S092", "S093", "S094", "S095", "S096",
    "S097", "S098", "S100", "T002", "T003", "T004", "T005", "T007", "T010",
];

/// A `case` block of a page, without the lines that mark findings.
pub(crate) struct Block {
    pub(crate) text: String,
    marks: Vec<Mark>,
}

/// A finding: its line, its first column, the column after its last, its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    line: u32,
    columns: (u32, u32),
    code: String,
}

/// The fenced `case` blocks of a page.
pub(crate) fn blocks(page: &str, lang: Lang) -> Vec<Block> {
    let pieces = page.split("\n```case\n").skip(1);
    let pieces = pieces.map(|rest| rest.split("\n```").next().unwrap_or_default());
    pieces.map(|piece| block(piece, lang)).collect()
}

fn block(piece: &str, lang: Lang) -> Block {
    let first = piece.split_whitespace().next().unwrap_or_default();
    let heads = ["case", "casus", "organisation", "organisatie"];
    let mut lines = Vec::new();
    if !heads.contains(&first) {
        lines.push(lang.pick("case example \"Example\"", "casus voorbeeld \"Voorbeeld\""));
    }
    let mut marks = Vec::new();
    for line in piece.lines() {
        match mark(line, lines.len() as u32) {
            Some(mark) => marks.push(mark),
            None => lines.push(line),
        }
    }
    Block {
        text: lines.join("\n") + "\n",
        marks,
    }
}

/// `#   ^^^^ N002`: a finding at these columns of line `above`.
fn mark(line: &str, above: u32) -> Option<Mark> {
    let comment = line.strip_prefix('#')?.trim_start();
    let carets = comment.chars().take_while(|c| *c == '^').count() as u32;
    if carets == 0 {
        return None;
    }
    let start = (line.len() - comment.len()) as u32 + 1;
    Some(Mark {
        line: above,
        columns: (start, start + carets),
        code: comment.trim_start_matches('^').trim().to_owned(),
    })
}

/// Where a finding stands, as a mark can say it: up to the end of its first line.
fn placed(finding: &Diagnostic, text: &str, index: &LineIndex) -> Mark {
    let start = index.line_col(text, finding.span.start);
    let end = index.line_col(text, finding.span.end);
    let line = text.lines().nth(start.line as usize - 1);
    let width = line.unwrap_or_default().chars().count() as u32;
    let end = if end.line == start.line {
        end.column
    } else {
        width + 1
    };
    Mark {
        line: start.line,
        columns: (start.column, end),
        code: finding.code.to_string(),
    }
}

fn findings(text: &str, policy: &Policy) -> Vec<Diagnostic> {
    casus::analyse(text, policy, AS_OF).findings
}

/// The blocks of a page, each with the policy that holds for it.
fn with_policies(page: &str, lang: Lang) -> impl Iterator<Item = (Block, Policy)> {
    let mut policy = Policy::default();
    blocks(page, lang).into_iter().map(move |block| {
        if block.text.starts_with("organisati") {
            let (tree, _) = casus::syntax::parse(&block.text);
            policy = casus::analyse_policy(&tree).0;
        }
        (block, policy.clone())
    })
}

/// Every page with its languages.
pub(crate) fn texts() -> impl Iterator<Item = (Page, Lang, &'static str)> {
    let pages = pages::all().into_iter();
    pages.flat_map(|p| [(p, Lang::En, p.en), (p, Lang::Nl, p.nl)])
}

#[test]
fn what_is_marked_is_found() {
    let mut wrong = String::new();
    for (page, lang, text) in texts() {
        for (block, policy) in with_policies(text, lang) {
            let index = LineIndex::new(&block.text);
            let findings = findings(&block.text, &policy);
            let all = findings.iter().map(|f| placed(f, &block.text, &index));
            // Codes other than the page's own need no mark, but a mark must be true.
            let own = |m: &Mark| m.code == page.code.0 || block.marks.contains(m);
            let mut found: Vec<_> = all.filter(own).collect();
            let mut wanted = block.marks.clone();
            found.sort();
            wanted.sort();
            if found != wanted {
                let (code, lang) = (page.code, lang.code());
                wrong += &format!("{code} ({lang}):\n{}", block.text);
                wrong += &format!("  marked: {wanted:?}\n  found:  {found:?}\n\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_page_shows_its_own_finding_and_what_to_write_instead() {
    let wrong = texts().filter(|(page, lang, text)| {
        let own = |b: &Block| b.marks.iter().any(|m| m.code == page.code.0);
        let blocks = blocks(text, *lang);
        let shown = blocks.iter().any(own) && !blocks.iter().all(own);
        // A block has no data, so no code about data shows.
        let unshown = page.code.0.starts_with('D') || NOT_IN_A_BLOCK.contains(&page.code.0);
        shown == unshown
    });
    let wrong: Vec<_> = wrong
        .map(|(page, lang, _)| (page.code.0, lang.code()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn both_languages_show_the_same() {
    for page in pages::all() {
        let codes = |text, lang| {
            let marks = blocks(text, lang).into_iter().map(|b| b.marks);
            let codes = marks.map(|m| m.into_iter().map(|m| m.code).collect::<Vec<_>>());
            codes.collect::<Vec<_>>()
        };
        assert_eq!(
            codes(page.en, Lang::En),
            codes(page.nl, Lang::Nl),
            "{}",
            page.code
        );
    }
}

/// A safe fix leaves fewer findings of its kind; a scaffold may leave them, for it waits for the author. No fix breaks the
/// way the file is written.
#[test]
fn fixes_mend() {
    let mut wrong = String::new();
    for (page, lang, text) in texts() {
        for (block, policy) in with_policies(text, lang) {
            let before = findings(&block.text, &policy);
            let own = before.iter().filter(|f| f.code == page.code);
            for fix in own.flat_map(|f| &f.fixes) {
                let text = fix::apply(&block.text, &fix.edits);
                let after = findings(&text, &policy);
                let count = |all: &[Diagnostic], code: &str| {
                    all.iter().filter(|f| f.code.0.starts_with(code)).count()
                };
                let mends = count(&after, page.code.0) < count(&before, page.code.0);
                if (fix.safe && !mends) || count(&after, "S") > count(&before, "S") {
                    wrong += &format!("{} `{}`:\n{text}\n", page.code, fix.title.get(lang));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

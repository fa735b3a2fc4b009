//! The manual pages are the tests of what they explain: each example gives the findings that its comments mark, and the
//! fixes of those findings mend them.

use casus::checks::Page;
use casus::diag::{Diagnostic, Lang, LineIndex};
use casus::model::Policy;
use jiff::civil::date;

#[test]
fn examples_give_the_findings_that_they_mark() {
    let mut wrong = Vec::new();
    for (page, lang, blocks) in pages() {
        for block in &blocks {
            let text = whole(block, lang);
            let found = places(&text, &findings(&text), page.code.0);
            let marked = marks(&text, page.code.0);
            if found != marked {
                let code = page.code;
                wrong.push(format!(
                    "{code}: found {found:?}, marked {marked:?} in\n{text}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn examples_show_what_is_wrong_and_what_is_right() {
    for (page, lang, blocks) in pages() {
        let marked: Vec<bool> = blocks
            .iter()
            .map(|b| !marks(b, page.code.0).is_empty())
            .collect();
        let code = page.code;
        // What no text can hold, or only a folder of files, has no example to mark.
        if marked.iter().any(|m| *m) {
            assert!(
                marked.contains(&false),
                "{code} ({lang:?}) shows what to write instead"
            );
        }
    }
}

#[test]
fn both_languages_mark_the_same() {
    let shape = |(page, _, blocks): &(Page, Lang, Vec<String>)| -> Vec<usize> {
        blocks.iter().map(|b| marks(b, page.code.0).len()).collect()
    };
    for pair in pages().chunks(2) {
        assert_eq!(shape(&pair[0]), shape(&pair[1]), "{}", pair[0].0.code);
    }
}

/// Each fix, safe or not, takes away the finding that offers it, or at least leaves fewer of its kind.
#[test]
fn fixes_mend() {
    let mut wrong = Vec::new();
    for (page, lang, blocks) in pages() {
        for block in &blocks {
            let text = whole(block, lang);
            let before = findings(&text);
            let own: Vec<&Diagnostic> = before.iter().filter(|f| f.code == page.code).collect();
            for fix in own.iter().flat_map(|f| &f.fixes) {
                let mut mended = text.clone();
                for edit in fix.edits.iter().rev() {
                    let range = edit.span.start as usize..edit.span.end as usize;
                    mended.replace_range(range, &edit.text);
                }
                let left = findings(&mended)
                    .into_iter()
                    .filter(|f| f.code == page.code);
                if left.count() >= own.len() {
                    wrong.push(format!("{}: `{}` gives\n{mended}", page.code, fix.title.en));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every page with its language and its examples; the two languages of a page follow each other.
fn pages() -> Vec<(Page, Lang, Vec<String>)> {
    let all = casus::cli::pages::all().into_iter();
    all.flat_map(|p| [(p, Lang::En, blocks(p.en)), (p, Lang::Nl, blocks(p.nl))])
        .collect()
}

/// The contents of the fenced `case` blocks.
fn blocks(page: &str) -> Vec<String> {
    let rest = page.split("\n```case\n").skip(1);
    rest.map(|b| b.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

/// A block as a file: with a head when it has none.
fn whole(block: &str, lang: Lang) -> String {
    let heads = ["case ", "casus ", "organisation ", "organisatie "];
    if heads
        .iter()
        .any(|head| block.trim_start().starts_with(head))
    {
        return block.to_owned();
    }
    format!("{}\n{block}", lang.pick("case page", "casus pagina"))
}

fn findings(text: &str) -> Vec<Diagnostic> {
    casus::analyse(text, &Policy::default(), date(2026, 11, 24)).findings
}

/// Line, first column and column after the last, from 1, of each finding with the code.
fn places(text: &str, findings: &[Diagnostic], code: &str) -> Vec<(u32, u32, u32)> {
    let index = LineIndex::new(text);
    let own = findings.iter().filter(|f| f.code.0 == code);
    let places = own.map(|f| {
        let start = index.line_col(text, f.span.start);
        let end = index.line_col(text, f.span.end);
        (start.line, start.column, end.column)
    });
    places.collect()
}

/// The places that comments such as `#      ^^^^^ N002` mark in the line above them.
fn marks(text: &str, code: &str) -> Vec<(u32, u32, u32)> {
    let mut marks = Vec::new();
    let mut above = 0;
    for (line, number) in text.lines().zip(1..) {
        let comment = line.strip_prefix('#').map(str::trim_start);
        let Some(carets) = comment.filter(|c| c.starts_with('^')) else {
            above = number;
            continue;
        };
        if carets.trim_start_matches('^').trim() == code {
            let start = line.chars().take_while(|c| *c != '^').count() as u32 + 1;
            let length = carets.chars().take_while(|c| *c == '^').count() as u32;
            marks.push((above, start, start + length));
        }
    }
    marks
}

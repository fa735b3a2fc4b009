//! The manual is true: its cases parse, its commands print what it shows, its links lead somewhere, and both languages are
//! parallel.
//!
//! A fenced `case` block that holds a case head and a question is a whole case: it gives the findings that its comments mark, as
//! on the pages of the checks, and no others. Any other block is a piece, which must parse without a finding about its lines
//! (family S); a head is put before it. A fenced `console` block begins with `$ casus …`, which is run at the root
//! of the repository on 24 November 2026; `UPDATE=1` writes what it prints.

use crate::files::{ending, read, root};
use casus::diag::{Diagnostic, Lang, LineIndex};
use casus::formula::functions::FUNCTIONS;
use casus::model::Policy;
use casus::syntax::{BlockKind, FieldKey, keywords::TableColumn};
use jiff::civil::{Date, date};
use std::process::Command;

const AS_OF: Date = date(2026, 11, 24);

/// The pages, and the language of their cases.
fn pages() -> Vec<(String, Lang)> {
    let page = |lang| move |file| (file, lang);
    let english = ending("docs/en", ".md").into_iter().map(page(Lang::En));
    let dutch = ending("docs/nl", ".md").into_iter().map(page(Lang::Nl));
    let readme = ("README.md".to_owned(), Lang::En);
    english.chain(dutch).chain([readme]).collect()
}

#[test]
fn cases_give_the_findings_that_they_show() {
    let mut seen = 0;
    for (file, lang) in pages() {
        for block in fenced(&read(&file), "case") {
            check_case(&file, lang, &block);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} blocks");
}

fn check_case(file: &str, lang: Lang, block: &str) {
    let head = lang.pick("case", "casus");
    let question = lang.pick("\nquestion ", "\nvraag ");
    let organisation = BlockKind::Organisation.word(lang);
    let has_head = block.starts_with(head) || block.starts_with(organisation);
    let text = if has_head {
        block.to_owned()
    } else {
        format!("{head} piece\n{block}")
    };
    let findings = casus::analyse(&text, &Policy::default(), AS_OF).findings;
    let whole = has_head && block.contains(question);
    let index = LineIndex::new(&text);
    let found: Vec<(usize, String)> = findings
        .iter()
        .filter(|f| whole || f.code.0.starts_with('S'))
        .map(|f| {
            let line = index.line_col(&text, f.span.start).line as usize;
            (line, f.code.to_string())
        })
        .collect();
    let wanted = marked(&text);
    assert_eq!(found, wanted, "{file}:\n{text}\n{}", say(&findings, lang));
}

/// `# ^^^ N002`: the line above gives a finding with this code.
fn marked(text: &str) -> Vec<(usize, String)> {
    let mut marks = Vec::new();
    let mut above = 0;
    for (line, number) in text.lines().zip(1..) {
        let comment = line.trim_start().strip_prefix('#').map(str::trim_start);
        match comment.filter(|c| c.starts_with('^')) {
            Some(mark) => marks.push((above, mark.trim_start_matches('^').trim().to_owned())),
            None => above = number,
        }
    }
    marks
}

fn say(findings: &[Diagnostic], lang: Lang) -> String {
    let lines = findings
        .iter()
        .map(|f| format!("{} {}\n", f.code, f.message.get(lang)));
    lines.collect()
}

#[test]
fn commands_print_what_is_shown() {
    for (file, _) in pages() {
        let mut text = read(&file);
        for block in fenced(&text, "console") {
            let command = block.lines().next().unwrap_or_default();
            let now = format!("{command}\n{}", run(&file, command));
            if std::env::var_os("UPDATE").is_some() {
                text = text.replacen(&format!("\n{block}```"), &format!("\n{now}```"), 1);
                std::fs::write(root().join(&file), &text).unwrap();
            } else {
                assert_eq!(block, now, "{file}: run with UPDATE=1 to accept");
            }
        }
    }
}

/// What the command prints, findings first, without blanks at the ends of lines.
fn run(file: &str, command: &str) -> String {
    let arguments = command.strip_prefix("$ casus ");
    let arguments = arguments.unwrap_or_else(|| panic!("{file}: `{command}`"));
    let output = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(arguments.split_whitespace())
        .args(["--as-of", "2026-11-24"])
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let text = [output.stderr, output.stdout].concat();
    let text = String::from_utf8(text).unwrap();
    let lines = text.trim_end().lines().map(str::trim_end);
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn links_lead_somewhere() {
    let others = [
        "docs/ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "examples/README.md",
    ];
    let others = others.iter().map(|f| (*f).to_owned());
    for file in pages().into_iter().map(|p| p.0).chain(others) {
        let folder = root().join(&file).parent().unwrap().to_owned();
        for link in read(&file).split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            if target.contains("://") {
                continue;
            }
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = match path {
                "" => root().join(&file),
                path => folder.join(path),
            };
            assert!(path.exists(), "{file}: {target}");
            if !heading.is_empty() {
                let text = std::fs::read_to_string(path).unwrap();
                let known = anchors(&text).any(|anchor| anchor == heading);
                assert!(known, "{file}: {target}");
            }
        }
    }
}

/// The headings as links name them: in lower case, blanks as `-`, without punctuation.
fn anchors(text: &str) -> impl Iterator<Item = String> {
    let heads = text.lines().filter(|l| l.starts_with('#'));
    heads.map(|head| {
        let words = head.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

#[test]
fn both_languages_have_the_same_pages() {
    let names = |folder: &str| -> Vec<String> {
        let files = ending(folder, ".md");
        files
            .iter()
            .map(|f| f.rsplit('/').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(names("docs/en"), names("docs/nl"));
    for name in names("docs/en") {
        let shape = |lang: &str| {
            let text = read(&format!("docs/{lang}/{name}"));
            let fences = |kind: &str| fenced(&text, kind).len();
            (
                levels(&text),
                fences("case"),
                fences("console"),
                table_rows(&text),
            )
        };
        assert_eq!(shape("en"), shape("nl"), "{name}");
    }
}

/// The level of each heading, outside fenced blocks.
fn levels(text: &str) -> Vec<usize> {
    let mut inside = false;
    let mut levels = Vec::new();
    for line in text.lines() {
        inside ^= line.starts_with("```");
        if !inside && line.starts_with('#') {
            levels.push(line.chars().take_while(|c| *c == '#').count());
        }
    }
    levels
}

fn table_rows(text: &str) -> usize {
    text.lines().filter(|l| l.starts_with('|')).count()
}

#[test]
fn the_reference_names_every_word_of_the_language() {
    for lang in [Lang::En, Lang::Nl] {
        let text = read(&format!("docs/{}/language.md", lang.code()));
        let text = text.to_lowercase();
        let blocks = BlockKind::ALL.iter().map(|b| b.word(lang));
        let fields = FieldKey::ALL.iter().map(|f| f.word(lang));
        let columns = TableColumn::ALL.iter().map(|c| c.word(lang));
        for word in blocks.chain(fields).chain(columns) {
            assert!(
                text.contains(&format!("`{word}`"))
                    || text.contains(&format!("`{word}:"))
                    || text.contains(&format!("`{word} ")),
                "{} misses `{word}`",
                lang.code()
            );
        }
        for function in FUNCTIONS {
            let name = lang.pick(function.en, function.nl);
            let named = [format!("`{name}("), format!("`{name}`")];
            assert!(
                named.iter().any(|n| text.contains(n)),
                "{} misses {name}",
                lang.code()
            );
        }
    }
}

/// The contents of the fenced blocks of a kind.
fn fenced(text: &str, kind: &str) -> Vec<String> {
    let open = format!("\n```{kind}\n");
    let blocks = text.split(&open).skip(1);
    blocks
        .map(|rest| rest.split("\n```").next().unwrap_or_default())
        .map(|block| format!("{block}\n"))
        .collect()
}

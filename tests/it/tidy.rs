//! The rules of the house, held by tests so that nobody has to remember them.

use crate::files::{below, ending, read, root};
use casus::cli::pages;
use std::collections::{BTreeMap, BTreeSet};

/// Folders with the project's own text.
const OURS: [&str; 8] = [
    "src", "tests", "benches", "fuzz", "examples", "docs", "grammar", ".ci",
];

/// Papers at the root.
const PAPERS: [&str; 6] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "publiccode.yml",
    "deny.toml",
    "Cargo.toml",
];

fn rust_files() -> Vec<String> {
    let folders = ["src", "tests/it", "benches", "fuzz/fuzz_targets"];
    folders.iter().flat_map(|f| ending(f, ".rs")).collect()
}

#[test]
fn every_module_says_what_belongs_in_it() {
    for file in rust_files() {
        assert!(read(&file).starts_with("//! "), "{file} opens with `//!`");
    }
}

/// The layers, from low to high, are the public modules in the order of `src/lib.rs`.
#[test]
fn layers_mention_only_lower_ones() {
    let library = read("src/lib.rs");
    let layers: Vec<&str> = library
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(layers.len() >= 7, "{layers:?}");
    for (height, layer) in layers.iter().enumerate() {
        let mut files = ending(&format!("src/{layer}"), ".rs");
        let own = format!("src/{layer}.rs");
        if root().join(&own).exists() {
            files.push(own);
        }
        assert!(!files.is_empty(), "{layer} has a file");
        for file in files {
            for (number, line) in code_lines(&read(&file)) {
                for higher in &layers[height + 1..] {
                    assert!(
                        !mentions(&line, &format!("crate::{higher}")),
                        "{file}:{number}: `{layer}` mentions the higher `{higher}`"
                    );
                }
            }
        }
    }
}

#[test]
fn backends_do_not_know_each_other() {
    let ids: Vec<&str> = casus::backends::all().iter().map(|b| b.id()).collect();
    for id in &ids {
        for file in ending(&format!("src/backends/{id}"), ".rs") {
            for (number, line) in code_lines(&read(&file)) {
                for other in ids.iter().filter(|other| other != &id) {
                    let path = format!("backends::{other}");
                    assert!(
                        !mentions(&line, &path) && !mentions(&line, &format!("super::{other}")),
                        "{file}:{number} mentions {other}"
                    );
                }
            }
        }
    }
}

/// Each code that the source names has one page in each language, with parallel headings and as many examples.
#[test]
fn every_code_has_both_pages() {
    let pages = pages::all();
    let mut paged = BTreeMap::new();
    for page in &pages {
        let before = paged.insert(page.code.0, page);
        assert!(before.is_none(), "{} has one page", page.code);
        let title = |text: &str| text.starts_with(&format!("# {} ", page.code));
        assert!(title(page.en) && title(page.nl), "{}: title", page.code);
        assert_eq!(
            headings(page.en, ["What", "Why", "Example", "Instead"]),
            headings(page.nl, ["Wat", "Waarom", "Voorbeeld", "Liever"]),
            "{}: the headings of both pages are parallel",
            page.code
        );
        let blocks = |text: &str| text.matches("\n```case").count();
        assert_eq!(blocks(page.en), blocks(page.nl), "{}: blocks", page.code);
    }
    let unpaged: Vec<String> = named_codes()
        .into_iter()
        .filter(|code| !paged.contains_key(code.as_str()))
        .collect();
    assert!(unpaged.is_empty(), "codes without a page: {unpaged:?}");
}

/// `Code("N002")` anywhere in the source.
fn named_codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in ending("src", ".rs") {
        for (_, line) in code_lines(&read(&file)) {
            let pieces = line.split("Code(\"").skip(1);
            found.extend(pieces.filter_map(|p| Some(p.split_once('"')?.0.to_owned())));
        }
    }
    assert!(found.len() > 40, "{found:?}");
    found
}

/// The second-level headings by their number in `known`; unknown ones fail.
fn headings(page: &str, known: [&str; 4]) -> Vec<usize> {
    let heads = page.lines().filter_map(|l| l.strip_prefix("## "));
    heads
        .map(|h| {
            let at = known.iter().position(|k| *k == h);
            at.unwrap_or_else(|| panic!("`{h}` is none of {known:?}"))
        })
        .collect()
}

#[test]
fn every_page_explains_a_code() {
    let pages = ending("src", ".md");
    for file in pages.iter().filter(|f| !f.contains("README")) {
        let file = file.as_str();
        let text = read(file);
        let code = text.split_whitespace().nth(1).unwrap_or_default();
        let known = pages::all().iter().any(|p| p.code.0 == code);
        assert!(known, "{file} explains {code}, which nothing reports");
    }
}

/// What a folder of `tests/cases` holds belongs to its input; accepted outputs belong to a target that exists.
#[test]
fn no_orphans_among_accepted_outputs() {
    let ids: Vec<&str> = casus::backends::all().iter().map(|b| b.id()).collect();
    let files = below("tests/cases");
    assert!(!files.is_empty());
    for file in files {
        let parts: Vec<&str> = file.split('/').skip(2).collect();
        let folder = parts.first().copied().unwrap_or_default();
        let input = format!("tests/cases/{folder}/input.case");
        assert!(root().join(input).exists(), "{file} has no input.case");
        let known = match &parts[1..] {
            ["input.case" | "organisation.case" | "organisatie.case" | "diagnostics.txt"] => true,
            ["expected", target, ..] => ids.contains(target),
            _ => false,
        };
        assert!(known, "{file} is neither an input nor an accepted output");
    }
}

/// Words that mean that something isn't finished, or that a path of one machine has slipped in.
#[test]
fn no_loose_ends() {
    let loose = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X:"].concat(),
        ["/wo", "rk/"].concat(),
        ["/ro", "ot/"].concat(),
        ["Co-authored", "-by"].concat(),
    ];
    let ours = OURS.iter().flat_map(|f| below(f));
    let papers = PAPERS.iter().map(|p| (*p).to_owned());
    for file in ours.chain(papers) {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue; // not text
        };
        for word in &loose {
            assert!(!text.contains(word.as_str()), "{file} holds `{word}`");
        }
    }
}

#[test]
fn files_stay_small() {
    for file in OURS.iter().flat_map(|f| below(f)) {
        if file.starts_with("fuzz/target") || file.starts_with("fuzz/corpus") {
            continue;
        }
        let size = std::fs::metadata(root().join(&file)).unwrap().len();
        assert!(size < 512 * 1024, "{file} is {size} bytes");
    }
}

#[test]
fn versions_agree() {
    let version = env!("CARGO_PKG_VERSION");
    let publiccode = read("publiccode.yml");
    assert!(
        publiccode.contains(&format!("softwareVersion: \"{version}\"")),
        "publiccode.yml names version {version}"
    );
    let changelog = read("CHANGELOG.md");
    assert!(
        changelog.contains("## [Unreleased]") || changelog.contains(&format!("## [{version}]")),
        "CHANGELOG.md has a section for what is coming or for {version}"
    );
}

/// The lines of code, numbered from 1, without comments.
fn code_lines(text: &str) -> Vec<(usize, String)> {
    let numbered = text.lines().zip(1..);
    numbered
        .filter(|(line, _)| !line.trim_start().starts_with("//"))
        .map(|(line, number)| (number, line.to_owned()))
        .collect()
}

/// Whether the path occurs as a whole, not as the start of a longer name.
fn mentions(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let next = line[at + path.len()..].chars().next();
        !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

//! `casus data infer`.
//!
//! `tests/data/infer/NAME/` holds a small file, and what infer says of it in both streams. `tests/data/infer_sets/NAME/` names one
//! of the open data sets that lie beside the project, in `../shared/data` or in `$CASUS_SHARED/data`: `told.txt` (the file, and
//! what must be told: a code and a part of the finding), `added.case` (what only people know) and the expected block. `UPDATE=1`
//! accepts what is written now.

use crate::files::root;
use casus::data::{Inferred, Wish, infer};
use casus::diag::{Lang, Severity};
use casus::model::Policy;
use jiff::civil::date;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folders(of: &str) -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("tests/data").join(of)).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|f| f.unwrap().path()).collect();
    folders.sort();
    folders
}

fn accept(file: &Path, now: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, now).unwrap();
    }
    let before = fs::read_to_string(file).unwrap_or_default();
    assert_eq!(before, now, "{}: UPDATE=1 accepts it", file.display());
}

/// The block is a piece of a case: nothing in it is misread, and `fmt` leaves it alone.
fn is_sound(name: &str, inferred: &Inferred, lang: Lang) {
    let text = format!("{} proef\n\n{}", lang.pick("case", "casus"), inferred.text);
    let (tree, _) = casus::syntax::parse(&text);
    assert_eq!(casus::format::format(&text, &tree), text, "{name}: fmt");
    let found = casus::analyse(&text, &Policy::default(), date(2026, 11, 24)).findings;
    let misread: Vec<_> = found
        .iter()
        .filter(|f| f.code.0.starts_with('S') || f.code.0 == "P006")
        .collect();
    assert!(misread.is_empty(), "{name}: {misread:#?}\n{text}");
}

#[test]
fn small_files_give_the_accepted_block() {
    let folders = folders("infer");
    assert!(folders.len() >= 8, "{folders:?}");
    for folder in folders {
        let files = fs::read_dir(&folder).unwrap();
        let names = files.map(|f| f.unwrap().file_name().into_string().unwrap());
        let data = names.filter(|n| !n.starts_with("accepted")).min().unwrap();
        for lang in [Lang::Nl, Lang::En] {
            let run = Command::new(env!("CARGO_BIN_EXE_casus"))
                .args(["data", "infer", &data, "--as-of", "2026-11-24"])
                .args(["--lang", lang.code()])
                .current_dir(&folder)
                .env("LC_ALL", "C")
                .output()
                .unwrap();
            let code = run.status.code().unwrap();
            let (out, said) = (run.stdout, run.stderr);
            let (out, said) = (
                String::from_utf8(out).unwrap(),
                String::from_utf8(said).unwrap(),
            );
            let file = folder.join(format!("accepted.{}.txt", lang.code()));
            accept(&file, &format!("exit {code}\n{said}\n{out}"));
            let wish = Wish {
                folder: &folder,
                file: &data,
                sheet: None,
                lang,
                as_of: date(2026, 11, 24),
            };
            is_sound(&folder.display().to_string(), &infer(&wish).unwrap(), lang);
        }
    }
}

#[test]
fn real_files_give_a_case_that_passes_and_their_problems_are_told() {
    let given = std::env::var_os("CASUS_SHARED").map(PathBuf::from);
    let data = given
        .unwrap_or_else(|| root().join("../shared"))
        .join("data");
    if !data.exists() {
        println!(
            "SKIPPED: blocks from real data: there is no folder {}",
            data.display()
        );
        return;
    }
    let mut wrong = String::new();
    for folder in folders("infer_sets") {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let told = fs::read_to_string(folder.join("told.txt")).unwrap();
        let head = |word: &str| told.lines().find_map(|l| l.strip_prefix(word));
        let wish = Wish {
            folder: &data,
            file: head("# file ").unwrap(),
            sheet: head("# sheet "),
            lang: Lang::Nl,
            as_of: date(2026, 11, 24),
        };
        let inferred = infer(&wish).unwrap();
        accept(&folder.join("expected.nl.case"), &inferred.text);
        let added = fs::read_to_string(folder.join("added.case")).unwrap();
        let text = format!("{added}\n{}", inferred.text);
        let judged = casus::analyse(&text, &Policy::default(), date(2026, 11, 24));
        for finding in judged
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
        {
            wrong += &format!("{name}: {} {}\n", finding.code, finding.message.nl);
        }
        let said: Vec<String> = inferred
            .findings
            .iter()
            .flat_map(|f| {
                let help = f.help.iter().map(|h| &h.nl);
                let all = std::iter::once(&f.message.nl).chain(help);
                all.map(|words| format!("{} {words}", f.code))
                    .collect::<Vec<_>>()
            })
            .collect();
        for line in told.lines().filter(|l| !l.starts_with('#')) {
            let (code, part) = line.split_once(' ').unwrap();
            if !said.iter().any(|s| s.starts_with(code) && s.contains(part)) {
                wrong += &format!("{name}: not told: {line}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn a_new_case_has_its_source_filled_in() {
    let run = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(["new", "--lang", "nl", "--as-of", "2026-11-24", "--from"])
        .arg("tests/data/infer/dag_of_maand/gegevens.csv")
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(0), "{text}");
    for part in [
        "bron gegevens\n",
        "eigenaar:   ???",
        "datumnotatie:",
        "maat mijn_maat",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("mijn_bron"), "{text}");
}

//! The quality of real and of made-up data.
//!
//! `tests/data/quality_sets/NAME/` holds a case over one of the open data sets that lie beside the project, and how many rows each
//! known problem has. `tests/data/quality/NAME/` holds a small case with its data; `UPDATE=1` accepts what `casus data check` says
//! of it now.

use crate::data::shared;
use crate::files::root;
use casus::data::Memory;
use casus::data::quality::{Finding, Quality, check, check_keeping};
use casus::diag::Lang;
use casus::model::{self, Case};
use casus::report::quality_page;
use casus::syntax;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of each set below the shared data.
const SETS: [(&str, &str); 7] = [
    ("kinderopvang", "kinderopvang-amsterdam"),
    ("kinderopvang_nl", "kinderopvang-amsterdam"),
    ("meldingen", "meldingen-boston-2015"),
    ("meldingen_alle_typen", "meldingen-boston-2015"),
    ("ses", "cbs-ses-amsterdam-2019"),
    ("stemlokalen", "stemlokalen-2023"),
    ("subsidies", "subsidies-amsterdam-2016"),
];

fn resolved(text: &str) -> Case {
    let (tree, findings) = syntax::parse(text);
    assert!(findings.is_empty(), "{findings:#?}");
    let (case, findings) = model::resolve(&tree);
    assert!(findings.is_empty(), "{findings:#?}");
    case.unwrap()
}

#[test]
fn known_problems_of_real_data_are_counted() {
    let data = shared();
    if !data.exists() {
        println!(
            "SKIPPED: the quality of real data: there is no folder {}",
            data.display()
        );
        return;
    }
    let (mut compared, mut wrong) = (0, String::new());
    for (name, set) in SETS {
        let folder = root().join("tests/data/quality_sets").join(name);
        let case = resolved(&fs::read_to_string(folder.join("input.case")).unwrap());
        let counts = fs::read_to_string(folder.join("counts.tsv")).unwrap();
        let (head, lines) = counts.split_once('\n').unwrap();
        let as_of = head.strip_prefix("# as of ").unwrap().parse().unwrap();
        let quality = check(&case, &data.join(set), as_of);
        for line in lines.lines() {
            compared += 1;
            if let Err(why) = hold(line, &case, &quality) {
                wrong += &format!("{name}: {line}: {why}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    println!("{compared} counts equal the known problems of real data");
    assert!(compared >= 75, "{compared}");
}

/// A line of `counts.tsv`: the source, then one of
/// - `rows`, nothing, how many;
/// - `empty`, the column, how many cells;
/// - a code, the column or nothing, how many rows or nothing, and what is said of it or nothing;
/// - `none`, a code and perhaps a column: there is no such finding.
fn hold(line: &str, case: &Case, quality: &Quality) -> Result<(), String> {
    let [source, what, about, count, says] = line.split('\t').collect::<Vec<_>>()[..] else {
        return Err("five cells".to_owned());
    };
    let at = case.sources.iter().position(|s| s.name.value == source);
    let at = at.ok_or("no such source")?;
    let of_source = || quality.findings.iter().filter(|f| f.source.0 == at);
    let checked = || {
        quality
            .sources
            .iter()
            .find(|s| s.source.0 == at)
            .ok_or("not read")
    };
    let found = match what {
        "rows" => checked()?.rows,
        "empty" => {
            let source = checked()?;
            let column = source
                .columns
                .iter()
                .find(|c| c.name == about)
                .ok_or("no column")?;
            source.rows - column.filled - column.unfit
        }
        "none" => {
            let (code, column) = about
                .split_once(' ')
                .map_or((about, None), |(a, b)| (a, Some(b)));
            let is = |f: &&Finding| {
                f.told.code.0 == code && (column.is_none() || f.column.as_deref() == column)
            };
            return match of_source().find(is) {
                None => Ok(()),
                Some(finding) => Err(finding.told.message.en.to_string()),
            };
        }
        code => {
            let column = Some(about).filter(|a| !a.is_empty());
            let is = |f: &&Finding| f.told.code.0 == code && f.column.as_deref() == column;
            let mut all = of_source().filter(is);
            let finding = all.next().ok_or("no such finding")?;
            if all.next().is_some() {
                return Err("told twice".to_owned());
            }
            let told = &finding.told;
            let said = |text: &str| text.contains(says);
            if !said(&told.message.en) && !told.help.iter().any(|h| said(&h.en)) {
                return Err(format!("does not say that: {told:#?}"));
            }
            let named = finding.found.rows.len() as u64;
            if named != finding.found.count.min(10) {
                return Err(format!("{named} row numbers"));
            }
            finding.found.count
        }
    };
    if count.is_empty() || found.to_string() == count {
        return Ok(());
    }
    Err(format!("{found}"))
}

fn small_files() -> Vec<PathBuf> {
    let folders = fs::read_dir(root().join("tests/data/quality")).unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|f| f.unwrap().path()).collect();
    folders.sort();
    folders
}

fn run(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(["data", "check", "input.case", "--as-of", "2026-11-24"])
        .args(more)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        run.status.code().unwrap(),
        text(run.stdout),
        text(run.stderr),
    )
}

/// What `casus data check` says of each small file, in both streams; and that each code about quality is among it.
#[test]
fn small_files_have_the_accepted_quality() {
    let (mut exits, mut all) = (BTreeSet::new(), String::new());
    for folder in small_files() {
        let (code, out, said) = run(&folder, &[]);
        let now = format!("exit {code}\n{said}{out}");
        let file = folder.join("accepted.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, &now).unwrap();
        }
        let before = fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(before, now, "{}: UPDATE=1 accepts it", file.display());
        exits.insert(code);
        all += &now;
    }
    assert_eq!(exits, BTreeSet::from([0, 1, 2]));
    let codes = casus::cli::pages::all().into_iter().map(|p| p.code.0);
    let own = codes.filter(|c| ("D050".."D090").contains(c));
    let untold: Vec<&str> = own.filter(|c| !all.contains(&format!("[{c}]"))).collect();
    assert!(untold.is_empty(), "told of no small file: {untold:?}");
}

/// No value of a column with personal data is in any output.
#[test]
fn no_value_about_a_person_is_told() {
    let folder = root().join("tests/data/quality/persons");
    let (_, human, said) = run(&folder, &[]);
    let (_, json, _) = run(&folder, &["--format", "json"]);
    let (_, html, _) = run(&folder, &["--format", "html"]);
    let all = [human, said, json, html].concat();
    let data = fs::read_to_string(folder.join("melders.csv")).unwrap();
    let mut looked = 0;
    for value in data.lines().skip(1).flat_map(|l| l.split(';').skip(1)) {
        let value = value.trim();
        // Shorter ones occur in any text.
        if value.chars().count() >= 4 {
            assert!(!all.contains(value), "{value}");
            looked += 1;
        }
    }
    assert!(looked > 20, "{looked}");
}

/// A file too large for memory is read in another way; the findings are the same.
#[test]
fn a_streamed_file_is_found_the_same() {
    let as_of = jiff::civil::date(2026, 11, 24);
    for folder in small_files() {
        let case = resolved(&fs::read_to_string(folder.join("input.case")).unwrap());
        let ways = [u64::MAX, 0]
            .map(|small| Memory { small, large: 0 })
            .map(|memory| format!("{:#?}", check_keeping(&case, &folder, as_of, memory)));
        assert_eq!(ways[0], ways[1], "{}", folder.display());
    }
}

#[test]
fn the_page_escapes_and_needs_nothing_else() {
    for folder in small_files() {
        let (code, html, _) = run(&folder, &["--format", "html"]);
        if code == 2 && html.is_empty() {
            continue;
        }
        let name = folder.display();
        for outside in ["http://", "https://", "<script", "src="] {
            assert!(!html.contains(outside), "{name}: {outside}");
        }
        assert!(html.contains("<main"), "{name}");
        assert!(!html.contains("<b>vet</b>"), "{name}");
    }
}

#[test]
fn the_page_is_in_the_language_that_is_asked() {
    let folder = root().join("tests/data/quality/rules");
    let case = resolved(&fs::read_to_string(folder.join("input.case")).unwrap());
    let as_of = jiff::civil::date(2026, 11, 24);
    let quality = check(&case, &folder, as_of);
    for (lang, words) in [(Lang::Nl, "Wat u kunt doen"), (Lang::En, "What you can do")] {
        let html = quality_page::html(&quality, &case, as_of, lang).unwrap();
        assert!(html.contains(words) && html.contains(&format!("lang=\"{}\"", lang.code())));
    }
}

/// One source is told alone, though links need the others; a name that no source has is told without a look at any data.
#[test]
fn one_source_is_asked_for() {
    let folder = root().join("tests/data/quality/links");
    let (_, out, said) = run(&folder, &["--source", "Buurten"]);
    assert!(
        out.contains("buurten.csv") && !out.contains("meldingen.csv"),
        "{out}"
    );
    assert!(
        said.contains("[D066]") && !said.contains("[D065]"),
        "{said}"
    );
    let (code, out, said) = run(&folder, &["--source", "wijken"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(said.contains("[D008]") && !said.contains("[D06"), "{said}");
}

/// What can't be read of a link's other side is told of the source that the link is about, not of the first one.
#[test]
fn a_link_that_cannot_be_judged_is_told_of_its_own_source() {
    let text = r#"case linked "Linked"

source elsewhere: a list that no link is about
  file: quality/as_expected/counts.csv
  | column | type |
  | area   | text |

source reports: report system
  file: quality/links/meldingen.csv
  link: place -> places.place
  | column | type | from  |
  | place  | text | buurt |

source places: a damaged list
  file: files/damaged_parquet/maanden/2026-02.parquet
  | column | type | from   |
  | place  | text | plaats |

measure areas
  is: distinct(area)
"#;
    let case = resolved(text);
    let as_of = jiff::civil::date(2026, 11, 24);
    let quality = check(&case, &root().join("tests/data"), as_of);
    let damaged = quality.findings.iter().filter(|f| f.told.code.0 == "D002");
    let about: Vec<usize> = damaged.map(|f| f.source.0).collect();
    assert_eq!(about, [1, 2, 2]);
}

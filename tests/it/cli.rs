//! The program as people and scripts call it: exit codes, formats, files.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A case with nothing to remark but for what cycle 1 leaves open.
const GOOD: &str = include_str!("../../examples/wmo/wmo.case");

const BROKEN: &str = "case broken \"Broken\"\nquestion é_q: why?\n  kindd: steering\n";

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

/// Runs casus in a folder, in English, on a fixed day.
fn casus(folder: &Path, args: &[&str]) -> Run {
    with_input(folder, args, "", &[("LC_ALL", "C")])
}

fn with_input(folder: &Path, args: &[&str], input: &str, env: &[(&str, &str)]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(args)
        .current_dir(folder)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn has(text: &str, part: &str) {
    assert!(text.contains(part), "no `{part}` in:\n{text}");
}

#[test]
fn check_tells_by_its_exit_code() {
    let dir = folder(&[("good.case", GOOD), ("broken.case", BROKEN)]);
    let good = casus(dir.path(), &["check", "good.case"]);
    assert_eq!((good.code, good.out.as_str()), (0, ""), "{}", good.err);
    let broken = casus(dir.path(), &["check", "broken.case"]);
    assert_eq!((broken.code, broken.out.as_str()), (1, ""));
    has(&broken.err, "error[S002]");
    has(&broken.err, "broken.case:3:3");
    let missing = casus(dir.path(), &["check", "broken.case", "none.case"]);
    assert_eq!(missing.code, 2);
    has(&missing.err, "error[S090]");
    has(&missing.err, "error[S002]");
    assert!(!missing.err.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn machine_formats_go_to_standard_output() {
    let dir = folder(&[("good.case", GOOD), ("broken.case", BROKEN)]);
    for format in ["json", "sarif", "github", "gitlab", "junit"] {
        let args = ["check", "--format", format, "--as-of", "2026-11-24"];
        let run = casus(dir.path(), &[&args[..], &["broken.case"]].concat());
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{format}");
        has(&run.out, "S002");
        let again = casus(dir.path(), &[&args[..], &["broken.case"]].concat());
        assert_eq!(run.out, again.out, "{format}");
        let missing = casus(
            dir.path(),
            &[&args[..], &["none.case", "broken.case"]].concat(),
        );
        assert_eq!((missing.code, missing.err.as_str()), (2, ""), "{format}");
        has(&missing.out, "S090");
        has(&missing.out, "S002");
    }
}

#[test]
fn deny_warnings_makes_warnings_count() {
    let text = "case odd \"Odd\"\n  tooling: Nothing\n";
    let dir = folder(&[("odd.case", text)]);
    let run = casus(dir.path(), &["check", "--format", "json"]);
    let warnings = run.json()["summary"]["warnings"].as_u64().unwrap();
    let errors = run.json()["summary"]["errors"].as_u64().unwrap();
    assert!(warnings > 0);
    assert_eq!(run.code, i32::from(errors > 0));
    assert_eq!(casus(dir.path(), &["check", "--deny", "warnings"]).code, 1);
}

#[test]
fn json_counts_columns_in_characters() {
    let text = "case é \"É\"\n  organisation: é\n  tooling: é, é, Pwer BI\n";
    let dir = folder(&[("a.case", text)]);
    let run = casus(
        dir.path(),
        &["check", "--format", "json", "--as-of", "2026-11-24"],
    );
    let json = run.json();
    assert_eq!(json["version"], 1);
    assert_eq!(json["as_of"], "2026-11-24");
    let file = &json["files"][0];
    assert_eq!(file["path"], "a.case");
    assert_eq!(file["case"], "é");
    assert_eq!(file["language"], "en");
    let findings = file["diagnostics"].as_array().unwrap();
    let is_near =
        |f: &&serde_json::Value| f["code"] == "T001" && !f["fixes"].as_array().unwrap().is_empty();
    let near = findings.iter().find(is_near).unwrap();
    let span = serde_json::json!({"line": 3, "column": 18, "end_line": 3, "end_column": 25});
    assert_eq!(near["span"], span);
    let edit = &near["fixes"][0]["edits"][0];
    assert_eq!(edit["text"], "Power BI");
    assert_eq!(edit["span"], span);
    assert_eq!(json["summary"]["files"], 1);
}

#[test]
fn troubles_with_files_have_codes_in_both_languages() {
    let dir = folder(&[("empty/notes.txt", "x")]);
    fs::write(
        dir.path().join("latin.case"),
        b"case x\n  domain: caf\xe9\n",
    )
    .unwrap();
    fs::write(dir.path().join("utf16.case"), b"\xff\xfec\0a\0s\0e\0").unwrap();
    let wrong = [
        ("none.case", "S090"),
        ("empty", "S092"),
        ("latin.case", "S093"),
        ("utf16.case", "S093"),
    ];
    for (path, code) in wrong {
        let run = casus(dir.path(), &["check", path, "--format", "json"]);
        assert_eq!(run.code, 2, "{path}");
        let json = run.json();
        assert_eq!(json["files"][0]["path"], path);
        assert_eq!(json["files"][0]["diagnostics"][0]["code"], code);
        let english = casus(dir.path(), &["check", path]).err;
        let dutch = casus(dir.path(), &["check", path, "--lang", "nl"]).err;
        has(&english, &format!("error[{code}]"));
        has(&dutch, &format!("fout[{code}]"));
    }
    has(&casus(dir.path(), &["check", "latin.case"]).err, "line 2");
}

#[cfg(unix)]
#[test]
fn a_file_too_large_is_refused() {
    let dir = folder(&[]);
    let file = fs::File::create(dir.path().join("large.case")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    let run = casus(dir.path(), &["check", "large.case"]);
    assert_eq!(run.code, 2);
    has(&run.err, "error[S094]");
}

#[test]
fn two_cases_with_one_name_are_refused_and_nothing_is_written() {
    let other = GOOD.replacen("casus wmo", "casus WMO", 1);
    assert_ne!(other, GOOD);
    let dir = folder(&[("a.case", GOOD), ("b.case", &other)]);
    let run = casus(dir.path(), &["check", "--lang", "en"]);
    assert_eq!(run.code, 1);
    has(&run.err, "error[R090]");
    has(&run.err, "a.case and b.case");
    assert_eq!(casus(dir.path(), &["build"]).code, 1);
    assert!(!dir.path().join("build").exists());
}

#[test]
fn folders_are_searched_without_what_is_hidden_or_ignored() {
    let dir = folder(&[
        ("one.case", GOOD),
        ("deep/er/two.case", BROKEN),
        ("organisation.case", "organisation Town\n"),
        (".hidden/three.case", BROKEN),
        ("drafts/four.case", BROKEN),
        (".gitignore", "drafts/\n"),
        ("notes.txt", "no case"),
    ]);
    let json = casus(dir.path(), &["check", "--format", "json"]).json();
    let files = json["files"].as_array().unwrap();
    let paths: Vec<_> = files.iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["deep/er/two.case", "one.case"]);
    let twice = casus(
        dir.path(),
        &["check", "one.case", "./one.case", "--format", "json"],
    );
    assert_eq!(twice.json()["summary"]["files"], 1);
}

#[test]
fn a_policy_above_the_case_holds_and_is_reported() {
    let policy = "organisation Town\n  rolls: clerk\n";
    let dir = folder(&[("organisation.case", policy), ("deep/one.case", GOOD)]);
    let json = casus(&dir.path().join("deep"), &["check", "--format", "json"]).json();
    let files = json["files"].as_array().unwrap();
    let policy = files.iter().find(|f| f["case"].is_null()).unwrap();
    assert_eq!(policy["diagnostics"][0]["code"], "S002");
    has(policy["path"].as_str().unwrap(), "organisation.case");
}

/// A case that names no tooling is built for what the organisation allows; what it does not allow is left out, unless the
/// command line asks for it.
#[test]
fn the_organisation_decides_about_tooling() {
    let policy = "organisation Town\n  tooling: superset\n";
    let silent = GOOD.replace("  tooling:", "  # tooling:");
    let both = GOOD.replace("casus wmo", "casus wmo2");
    let both = both.replace("  tooling:", "  tooling: Power BI, Superset\n  # was:");
    let files = [
        ("organisation.case", policy),
        ("silent.case", silent.as_str()),
        ("both.case", both.as_str()),
    ];
    let dir = folder(&files);
    let built = casus(dir.path(), &["build", "--dry-run", "silent.case"]);
    assert_eq!(built.code, 0, "{}", built.err);
    has(&built.out, "/superset/");
    assert!(!built.out.contains("/powerbi/"), "{}", built.out);
    let built = casus(dir.path(), &["build", "--dry-run", "both.case"]);
    assert!(!built.out.contains("/powerbi/"), "{}", built.out);
    has(&built.err, "waarschuwing[T006]");
    has(&built.err, "regel 2 van `organisation.case`");
    let asked = ["build", "--dry-run", "silent.case", "--target", "powerbi"];
    let built = casus(dir.path(), &asked);
    assert_eq!(built.code, 0, "{}", built.err);
    has(&built.out, "/powerbi/");
    has(&built.err, "waarschuwing[T007]");
    let denied = [asked.as_slice(), &["--unsupported", "deny"]].concat();
    assert_eq!(casus(dir.path(), &denied).code, 1);
}

/// The path of the organisation's file is that from where one stands.
#[test]
fn what_an_organisation_says_is_found_back_in_its_file() {
    let policy = "# of the town\norganisation Town\n  meetings: board\n  strictness: norm info\n";
    let dir = folder(&[("organisation.case", policy), ("deep/one.case", GOOD)]);
    let found = casus(&dir.path().join("deep"), &["check", "one.case"]);
    let path = dir.path().canonicalize().unwrap().join("organisation.case");
    let shown = path.display();
    has(&found.err, &format!("regel 3 van `{shown}` noemt: board"));
    has(&found.err, "error[S025]");
    has(&found.err, &format!("{shown}:4:15"));
    let read = with_input(dir.path(), &["check", "-"], policy, &[("LC_ALL", "C")]);
    has(&read.err, "error[S025]");
}

#[test]
fn standard_input_is_read() {
    let dir = folder(&[]);
    let run = with_input(dir.path(), &["check", "-", "--format", "json"], BROKEN, &[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json()["files"][0]["path"], "-");
    let run = with_input(
        dir.path(),
        &["fmt", "-"],
        "\u{feff}case a\r\nquestion q:  why?\r\n",
        &[],
    );
    assert_eq!(run.code, 0);
    assert!(run.out.starts_with("case a\n"), "{}", run.out);
    assert!(!run.out.contains('\r'));
}

#[test]
fn fmt_writes_in_place_once() {
    let untidy = "case a\nquestion q:   why?\n      kind:steering\n";
    let dir = folder(&[("a.case", untidy), ("broken.case", "case b\n  nonsense\n")]);
    let read = || fs::read_to_string(dir.path().join("a.case")).unwrap();
    let check = casus(dir.path(), &["fmt", "--check"]);
    assert_eq!(check.code, 1);
    has(&check.out, "a.case");
    let diff = casus(dir.path(), &["fmt", "--diff"]);
    assert_eq!(diff.code, 1);
    has(&diff.out, "-      kind:steering");
    assert_eq!(read(), untidy);
    assert_eq!(casus(dir.path(), &["fmt"]).code, 0);
    assert_ne!(read(), untidy);
    assert_eq!(casus(dir.path(), &["fmt", "--check"]).code, 0);
    assert_eq!(casus(dir.path(), &["fmt", "none.case"]).code, 2);
    let names = fs::read_dir(dir.path()).unwrap();
    assert_eq!(names.count(), 2, "nothing is left beside the files");
}

#[test]
fn fix_mends_files_in_place_and_tells_what_is_left() {
    let text = "\u{feff}case bins \"Bins\"\r\n  domian: streets\r\nquestion full: which bins?\r\n";
    let dir = folder(&[("a.case", text), ("good.case", GOOD)]);
    let run = casus(dir.path(), &["check", "--fix"]);
    assert_eq!(run.code, 1, "{}", run.err);
    has(&run.err, "error[N001]");
    has(&run.err, "1 fix applied in 1 file\n");
    let now = |name| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(now("a.case"), text.replace("domian", "domain"));
    assert_eq!(now("good.case"), GOOD);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    let again = casus(dir.path(), &["check", "--fix", "--lang", "nl", "a.case"]);
    has(&again.err, "geen reparaties toe te passen\n");
    assert_eq!(casus(dir.path(), &["check", "--unsafe"]).code, 2);
}

#[test]
fn fix_writes_standard_input_to_standard_output() {
    let dir = folder(&[]);
    let run = |args: &[&str]| with_input(dir.path(), args, BROKEN, &[("LC_ALL", "C")]);
    let fixed = run(&["check", "--fix", "-"]);
    assert_eq!(fixed.code, 1, "{}", fixed.err);
    assert_eq!(fixed.out, BROKEN.replace("kindd", "kind"));
    let both = run(&["check", "--fix", "-", "--format", "json"]);
    assert_eq!((both.code, both.out.as_str()), (2, ""));
    has(&both.err, "`--format` must be human");
}

#[test]
fn fix_mends_the_policy_that_it_is_given() {
    let policy = "organisation city\n  holidayz: Dutch\n";
    let dir = folder(&[("organisation.case", policy), ("good.case", GOOD)]);
    casus(dir.path(), &["check", "--fix"]);
    let now = fs::read_to_string(dir.path().join("organisation.case")).unwrap();
    assert_eq!(now, policy.replace("holidayz", "holidays"));
}

#[test]
fn usage_errors_follow_the_locale() {
    let dir = folder(&[]);
    let english = casus(dir.path(), &["chek"]);
    assert_eq!(english.code, 2);
    has(&english.err, "did you mean `check`?");
    let dutch = with_input(
        dir.path(),
        &["check", "--frmat", "json"],
        "",
        &[("LANG", "nl_NL.UTF-8")],
    );
    assert_eq!(dutch.code, 2);
    has(&dutch.err, "bedoelt u `--format`?");
    let date = casus(dir.path(), &["check", "--as-of", "24-11-2026"]);
    assert_eq!(date.code, 2);
    has(&date.err, "2027-06-01");
    assert_eq!(casus(dir.path(), &["--help"]).code, 0);
    assert_eq!(casus(dir.path(), &[]).code, 2);
}

#[test]
fn the_manual_is_at_hand() {
    let dir = folder(&[]);
    let page = casus(dir.path(), &["explain", "s090", "--lang", "nl"]);
    assert_eq!(page.code, 0);
    has(&page.out, "S090 Bestand of map bestaat niet");
    has(&page.out, "    casus check");
    let unknown = casus(dir.path(), &["explain", "S0990"]);
    assert_eq!(unknown.code, 2);
    has(&unknown.err, "casus codes");
    let codes = casus(dir.path(), &["codes", "--format", "json"]).json();
    let codes = codes.as_array().unwrap();
    assert!(
        codes
            .iter()
            .any(|c| c["code"] == "N002" && c["title"] != "")
    );
    assert!(
        codes
            .iter()
            .all(|c| !c["title"].as_str().unwrap().is_empty())
    );
    for shell in ["bash", "fish", "zsh", "powershell", "elvish"] {
        let run = casus(dir.path(), &["completions", shell]);
        has(&run.out, "freeze-today");
    }
    has(&casus(dir.path(), &["targets"]).out, "powerbi");
}

#[test]
fn new_writes_a_template_where_nobody_can_be_asked() {
    let dir = folder(&[("cases/old.case", GOOD)]);
    let run = |args: &[&str]| casus(dir.path(), &[&["new"], args].concat());
    let read = |path: &str| fs::read_to_string(dir.path().join(path)).unwrap();
    let shown = run(&[]);
    assert_eq!((shown.code, shown.err.as_str()), (0, ""));
    has(&shown.out, "\ncase my_case \"???\"\n");
    has(&run(&["--lang", "nl"]).out, "\ncasus mijn_casus \"???\"\n");
    let written = run(&["cases/wmo", "--lang", "nl"]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    has(&written.err, "casus check cases/wmo.case");
    has(&read("cases/wmo.case"), "\ncasus wmo \"???\"\n");
    let before = read("cases/old.case");
    for taken in ["cases/old", "cases/old.case", "cases/wmo"] {
        let again = run(&[taken]);
        assert_eq!(again.code, 2, "{taken}");
        has(&again.err, "error[S097]");
    }
    assert_eq!(read("cases/old.case"), before);
    for name in [
        "waiting time",
        "2027",
        "organisation",
        "organisatie.case",
        ".",
    ] {
        let wrong = run(&[name]);
        assert_eq!(wrong.code, 2, "{name}");
        has(&wrong.err, "error[S098]");
    }
    has(&run(&["waiting time"]).err, "`casus new waiting_time`");
    let nowhere = run(&["no/such/folder/case_a"]);
    assert_eq!(nowhere.code, 2);
    has(&nowhere.err, "error[S096]");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

mod build {
    use super::*;

    /// Every file below a folder, with its content.
    fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(tree(&path));
            } else {
                let bytes = fs::read(&path).unwrap();
                found.push((path.display().to_string(), bytes));
            }
        }
        found.sort();
        found
    }

    #[test]
    fn writes_a_folder_per_case_and_target_and_again_the_same() {
        let dir = folder(&[("wmo.case", GOOD)]);
        let dry = casus(dir.path(), &["build", "--dry-run", "--target", "all"]);
        assert_eq!(dry.code, 0, "{}", dry.err);
        assert!(!dir.path().join("build").exists());
        let stale = casus(dir.path(), &["build", "--check", "--target", "all"]);
        assert_eq!(stale.code, 1);
        let run = casus(dir.path(), &["build", "--target", "all"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let first = tree(&dir.path().join("build"));
        let listed: Vec<_> = dry
            .out
            .lines()
            .map(|l| dir.path().join(l).display().to_string())
            .collect();
        let mut listed_sorted = listed.clone();
        listed_sorted.sort();
        assert_eq!(
            listed_sorted,
            first.iter().map(|f| f.0.clone()).collect::<Vec<_>>()
        );
        assert!(dir.path().join("build/wmo/superset").is_dir());
        assert!(dir.path().join("build/wmo/powerbi").is_dir());
        assert_eq!(
            casus(dir.path(), &["build", "--check", "--target", "all"]).code,
            0
        );
        assert_eq!(casus(dir.path(), &["build", "--target", "all"]).code, 0);
        assert_eq!(tree(&dir.path().join("build")), first);
    }

    #[test]
    fn check_lists_what_is_stale_missing_or_extra() {
        let dir = folder(&[("wmo.case", GOOD)]);
        let build = ["build", "--target", "superset", "--lang", "en"];
        assert_eq!(casus(dir.path(), &build).code, 0);
        let files = tree(&dir.path().join("build"));
        fs::write(&files[0].0, "changed").unwrap();
        fs::remove_file(&files[1].0).unwrap();
        fs::write(dir.path().join("build/wmo/superset/mine.txt"), "").unwrap();
        fs::write(dir.path().join("build/wmo/superset/.hidden"), "").unwrap();
        let run = casus(dir.path(), &[&build[..], &["--check"]].concat());
        assert_eq!(run.code, 1);
        for word in ["stale: ", "missing: ", "extra: "] {
            assert_eq!(run.out.matches(word).count(), 1, "{}", run.out);
        }
        assert!(!run.out.contains(".hidden"));
    }

    #[test]
    fn an_error_in_one_case_keeps_everything_as_it_was() {
        let dir = folder(&[("wmo.case", GOOD)]);
        assert_eq!(
            casus(dir.path(), &["build", "--target", "superset"]).code,
            0
        );
        let before = tree(&dir.path().join("build"));
        let changed = GOOD.replacen("casus wmo \"", "casus wmo \"X ", 1);
        assert_ne!(changed, GOOD);
        fs::write(dir.path().join("wmo.case"), changed).unwrap();
        fs::write(dir.path().join("zz.case"), BROKEN).unwrap();
        assert_eq!(
            casus(dir.path(), &["build", "--target", "superset"]).code,
            1
        );
        assert_eq!(tree(&dir.path().join("build")), before);
    }

    #[test]
    fn a_folder_that_can_not_be_written_leaves_nothing_behind() {
        let other = GOOD.replacen("casus wmo", "casus zz", 1);
        let dir = folder(&[
            ("wmo.case", GOOD),
            ("zz.case", &other),
            ("build/zz", "a file"),
        ]);
        let before = tree(dir.path());
        let run = casus(
            dir.path(),
            &["build", "--target", "superset", "--lang", "en"],
        );
        assert_eq!(run.code, 2);
        has(&run.err, "error[S096]");
        assert_eq!(tree(dir.path()), before);
        assert!(!dir.path().join("build/wmo").exists());
    }

    #[test]
    fn without_a_target_it_says_which_exist() {
        let text = GOOD.lines().filter(|l| !l.contains("tooling:"));
        let text: String = text.map(|l| format!("{l}\n")).collect();
        let dir = folder(&[("wmo.case", &text)]);
        let run = casus(dir.path(), &["build", "--lang", "en"]);
        assert_eq!(run.code, 2);
        has(&run.err, "error[T005]");
        has(&run.err, "powerbi, superset");
        let run = casus(dir.path(), &["build", "--target", "supperset"]);
        assert_eq!(run.code, 2);
        has(&run.err, "powerbi, superset, all");
    }

    #[test]
    fn settings_are_read_and_their_errors_are_told() {
        let dir = folder(&[("deep/wmo.case", GOOD), ("casus.toml", "out = \"site\"\n")]);
        let run = casus(&dir.path().join("deep"), &["build", "--target", "superset"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(dir.path().join("site/wmo/superset").is_dir());
        for (text, line, part) in [
            ("\noutt = \"x\"\n", 2, "`out`"),
            ("out = 1\n", 1, "build"),
            ("[target.powerbii]\n", 1, "`powerbi`"),
            ("out = \"x\nb = ", 1, "TOML"),
        ] {
            fs::write(dir.path().join("casus.toml"), text).unwrap();
            let run = casus(
                dir.path(),
                &["build", "--target", "superset", "--lang", "en"],
            );
            assert_eq!(run.code, 2, "{text}");
            has(&run.err, "error[S095]");
            has(&run.err, &format!("casus.toml:{line}:"));
            has(&run.err, part);
        }
    }
}

#[test]
fn what_falls_due_is_listed_over_all_cases() {
    let parks = "case parks\n  maintainer: data team\n  review before: 2026-11-01\n  stage: in use\n\
        question q: Is it so?\naction report answers q\n  on date: every year before 1 January\n";
    let roads = "case roads \"Roads\"\n  maintainer: geo team\n  review before: 2027-02-22\nprivacy\n  dpia: yes, 2024-02-23\n";
    let old = "case old\n  stage: retired\n  review before: 2020-01-01\n";
    let files = [
        ("parks.case", parks),
        ("roads.case", roads),
        ("old.case", old),
    ];
    let dir = folder(&files);
    let run = |args: &[&str]| {
        let shared = ["check", "--as-of", "2026-11-24"];
        casus(dir.path(), &[&shared[..], args].concat())
    };
    let list = run(&["--upcoming", "90d"]);
    assert_eq!((list.code, list.err.as_str()), (0, ""));
    let wanted = "date        case   what             maintainer\n\
        2026-11-01  parks  review (passed)  data team\n\
        2027-01-01  parks  action report    data team\n\
        2027-02-22  roads  review           geo team\n";
    assert_eq!(list.out, wanted);
    let dutch = run(&["--upcoming", "13w", "--lang", "nl"]);
    has(
        &dutch.out,
        "datum       casus  wat                   beheerder\n",
    );
    has(
        &dutch.out,
        "2026-11-01  parks  herziening (voorbij)  data team\n",
    );
    let json = run(&["--upcoming", "1j", "--format", "json"]).json();
    let rows = json["upcoming"].as_array().unwrap();
    assert_eq!(rows.len(), 4, "{json}");
    assert_eq!(
        (&json["until"], &rows[3]["what"]),
        (&"2027-11-24".into(), &"dpia".into())
    );
    assert_eq!(
        (&rows[1]["action"], &rows[0]["passed"]),
        (&"report".into(), &true.into())
    );
    assert_eq!(rows[3]["maintainer"], "geo team");
    let none = run(&["roads.case", "--upcoming", "1d"]);
    assert_eq!(
        (none.code, none.out.as_str()),
        (0, "Nothing falls due up to 2026-11-25.\n")
    );
    assert_eq!(run(&["--upcoming", "soon"]).code, 2);
    assert_eq!(run(&["--upcoming", "1d", "--format", "sarif"]).code, 2);
    fs::write(dir.path().join("none.case"), "").unwrap();
    let unknown = run(&["--upcoming", "1d"]);
    assert_eq!(unknown.code, 1);
    has(&unknown.err, "none.case");
}

#[test]
fn translate_prints_and_leaves_the_file() {
    let dir = folder(&[("good.case", GOOD), ("broken.case", BROKEN)]);
    let english = casus(dir.path(), &["translate", "good.case", "--to", "en"]);
    assert_eq!((english.code, english.err.as_str()), (0, ""));
    has(&english.out, "\naction ");
    assert_eq!(
        fs::read_to_string(dir.path().join("good.case")).unwrap(),
        GOOD
    );
    let back = with_input(
        dir.path(),
        &["translate", "-", "--to", "nl"],
        &english.out,
        &[],
    );
    assert_eq!((back.code, back.out.as_str()), (0, GOOD));
    let broken = casus(dir.path(), &["translate", "broken.case", "--to", "nl"]);
    assert_eq!(broken.code, 1);
    has(&broken.out, "vraag é_q: why?");
    has(&broken.err, "broken.case:3:3");
    let missing = casus(dir.path(), &["translate", "none.case", "--to", "nl"]);
    assert_eq!(missing.code, 2);
    let unsaid = casus(dir.path(), &["translate", "good.case"]);
    assert_eq!(unsaid.code, 2);
    has(&unsaid.err, "--to");
}

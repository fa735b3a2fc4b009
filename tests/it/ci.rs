//! The templates for continuous integration in `docs/ci/`: their shell parts do what they promise, with the program as it is.
//!
//! Whether the services accept the files is for `tests/conformance/reports`.

use crate::files::{ending, read};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A case with nothing to remark.
const GOOD: &str = include_str!("../reports/nothing_to_remark/input.case");

/// A case with a question that is refused.
const REFUSED: &str = include_str!("../cases/question_without_action/input.case");

/// A file of `docs/ci`.
fn template(path: &str) -> Value {
    let text = read(&format!("docs/ci/{path}"));
    serde_saphyr::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// A repository with one case, in a folder with a blank in its name.
fn repository(case: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("our cases")).unwrap();
    fs::write(folder.path().join("our cases/a.case"), case).unwrap();
    folder
}

/// What a script gave.
struct Run {
    code: i32,
    out: String,
}

/// Runs a script as a service does: `bash` with its own flags, casus on the PATH.
fn bash(folder: &Path, flags: &[&str], script: &str, env: &[(&str, &str)]) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_casus"));
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("bash")
        .args(flags)
        .args(["-c", script])
        .current_dir(folder)
        .env(
            "PATH",
            format!("{}:{path}", program.parent().unwrap().display()),
        )
        .env("CASUS_PATH", "our cases")
        .envs(env.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
    }
}

/// What the steps have under the key `key`.
fn scripts<'a>(steps: &'a Value, key: &str) -> Vec<&'a str> {
    let steps = steps.as_array().unwrap().iter();
    let scripts: Vec<_> = steps.filter_map(|s| s[key].as_str()).collect();
    assert!(!scripts.is_empty(), "{key}");
    scripts
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// <https://docs.github.com/actions/reference/workflow-syntax-for-github-actions>: how `shell: bash` is run.
const GITHUB: [&str; 5] = ["--noprofile", "--norc", "-e", "-o", "pipefail"];

#[test]
fn github_action() {
    let action = template("github/action.yml");
    let [sarif, judge, layout] = scripts(&action["runs"]["steps"], "run")[..] else {
        panic!("three steps");
    };
    let env = [
        ("CASUS_SARIF", "out.sarif"),
        ("CASUS_DENY_WARNINGS", "true"),
    ];
    for (case, code) in [(GOOD, 0), (REFUSED, 1)] {
        let repository = repository(case);
        let run = |script| bash(repository.path(), &GITHUB, script, &env);
        assert_eq!(run(sarif).code, 0, "findings are for the next step");
        let log = json(&repository.path().join("out.sarif"));
        let results = log["runs"][0]["results"].as_array().unwrap();
        let judged = run(judge);
        assert_eq!(judged.code, code);
        assert_eq!(judged.out.lines().count(), results.len());
        assert_eq!(results.is_empty(), code == 0);
        assert_eq!(run(layout).code, 0);
    }
    let nothing = tempfile::tempdir().unwrap();
    assert_ne!(bash(nothing.path(), &GITHUB, sarif, &env).code, 0);
}

/// Warnings fail the job only where that was asked.
#[test]
fn github_action_denies_warnings_on_request() {
    let action = template("github/action.yml");
    let judge = scripts(&action["runs"]["steps"], "run")[1];
    let warned = GOOD.replace(
        "tooling:        Superset",
        "tooling:        Superset, Nothing",
    );
    assert_ne!(warned, GOOD);
    let repository = repository(&warned);
    for (deny, code) in [("false", 0), ("true", 1)] {
        let env = [("CASUS_DENY_WARNINGS", deny)];
        assert_eq!(bash(repository.path(), &GITHUB, judge, &env).code, code);
    }
}

#[test]
fn gitlab_template() {
    let template = template("gitlab/casus.yml");
    let lines = template["casus"]["script"].as_array().unwrap().iter();
    let lines: Vec<_> = lines.map(|l| l.as_str().unwrap()).collect();
    for (case, code) in [(GOOD, 0), (REFUSED, 1)] {
        let repository = repository(case);
        let run = bash(
            repository.path(),
            &["-eo", "pipefail"],
            &lines.join("\n"),
            &[],
        );
        assert_eq!(run.code, code);
        let reports = &template["casus"]["artifacts"]["reports"];
        let quality = json(
            &repository
                .path()
                .join(reports["codequality"].as_str().unwrap()),
        );
        assert_eq!(quality.as_array().unwrap().is_empty(), code == 0);
        let junit = repository.path().join(reports["junit"].as_str().unwrap());
        let junit = fs::read_to_string(junit).unwrap();
        assert_eq!(junit.contains("<failure"), code == 1, "{junit}");
    }
}

#[test]
fn azure_template() {
    let template = template("azure/casus.yml");
    let [judge, layout] = scripts(&template["steps"], "bash")[..] else {
        panic!("two scripts");
    };
    for (case, code) in [(GOOD, 0), (REFUSED, 1)] {
        let repository = repository(case);
        let run = |script| bash(repository.path(), &[], script, &[("CASUS_OUT", "staging")]);
        assert_eq!(run(judge).code, code);
        assert_eq!(run(layout).code, 0);
        let staging = repository.path().join("staging");
        assert_eq!(json(&staging.join("sarif/casus.sarif"))["version"], "2.1.0");
        assert!(staging.join("casus-junit.xml").exists());
    }
}

#[test]
fn hooks_before_a_commit() {
    let config = template("pre-commit/.pre-commit-config.yaml");
    let entries = scripts(&config["repos"][0]["hooks"], "entry");
    let repository = repository(&GOOD.replace("  cycle: ", "   cycle:"));
    let run = |entry: &&str| {
        let script = format!("{entry} \"our cases/a.case\"");
        bash(repository.path(), &[], &script, &[]).code
    };
    assert_eq!(entries.iter().map(run).collect::<Vec<_>>(), [0, 0]);
    let case = fs::read_to_string(repository.path().join("our cases/a.case")).unwrap();
    assert_eq!(case, GOOD, "the first lays out");
}

#[test]
fn every_template_is_tested() {
    let mut found = ending("docs/ci", ".yml");
    found.extend(ending("docs/ci", ".yaml"));
    let names: Vec<_> = found
        .iter()
        .filter_map(|f| f.strip_prefix("docs/ci/"))
        .collect();
    let tested = [
        "azure/azure-pipelines.yml",
        "azure/casus.yml",
        "github/action.yml",
        "github/workflow.yml",
        "gitlab/casus.yml",
        "pre-commit/.pre-commit-config.yaml",
    ];
    assert_eq!(names, tested);
    for name in tested {
        template(name);
    }
}

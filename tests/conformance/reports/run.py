"""What `run` calls, once the oracles are there. Each oracle must also refuse what is wrong, or it proves nothing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from junitparser import JUnitXml

CASUS, CACHE = sys.argv[1], Path(sys.argv[2])
BIN = CACHE / "venv" / "bin"
MULTITOOL = CACHE / "node_modules" / "@microsoft" / "sarif-multitool-linux"
SCHEMA = MULTITOOL / "sarif-2.1.0.json"

# What Microsoft's validator may warn about.
KNOWN = {
    "SARIF2005",  # no address of the tool: it isn't published yet
    "SARIF2017",  # no region: a file that doesn't exist has none
}

# A template, and the schema of who reads it.
TEMPLATES = [
    ("github/action.yml", "github-actions"),
    ("github/workflow.yml", "github-workflows"),
    ("gitlab/casus.yml", "gitlab-ci"),
    ("azure/casus.yml", "azure-pipelines"),
    ("azure/azure-pipelines.yml", "azure-pipelines"),
]


def fail(why):
    sys.exit(f"FAILED: {why}")


def check(form, *arguments):
    command = [CASUS, "check", "--format", form, "--as-of", "2026-11-24", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8").stdout


def accepts(*command):
    """Whether a program ends well, and what it said."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    return done.returncode == 0, done.stdout


def schema_accepts(file, schema):
    # The schema of Azure Pipelines has expressions that are wrong in Unicode mode.
    return accepts(BIN / "check-jsonschema", "--regex-variant", "nonunicode", *schema, file)


def multitool_findings(log, out):
    """Rule and message of each finding of Microsoft's validator, with GitHub's rules among its own."""
    env = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    kinds = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    command = [MULTITOOL / "Sarif.Multitool", "validate", log, "--output", out, "--log", "ForceOverwrite", *kinds]
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if not out.exists():
        fail(f"the validator of SARIF gave nothing: {done.stdout}")
    results = json.loads(out.read_text("utf-8-sig"))["runs"][0]["results"]
    return {(r["ruleId"], json.dumps(r["message"])) for r in results}


def sarif(folder, cases):
    log = folder / "casus.sarif"
    for lang in ("en", "nl"):
        log.write_text(check("sarif", "--lang", lang, *cases), "utf-8")
        good, said = schema_accepts(log, ["--schemafile", SCHEMA])
        if not good:
            fail(f"the schema of SARIF: {said}")
        found = multitool_findings(log, folder / f"{lang}.json")
        wrong = {one for one in found if one[0] not in KNOWN}
        if wrong:
            fail(f"the validator of SARIF: {wrong}")
    content = json.loads(log.read_text("utf-8"))
    results = content["runs"][0]["results"]
    fixes = sum(len(r.get("fixes", [])) for r in results)
    if len(results) < 50 or not fixes:
        fail(f"too little to judge: {len(results)} results, {fixes} fixes")
    results[0]["level"] = "grave"
    log.write_text(json.dumps(content), "utf-8")
    if schema_accepts(log, ["--schemafile", SCHEMA])[0]:
        fail("the schema of SARIF accepts a level that doesn't exist")
    results[0]["level"] = "error"
    del content["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"]
    log.write_text(json.dumps(content), "utf-8")
    if "GH2012" not in {rule for rule, _ in multitool_findings(log, folder / "bad.json")}:
        fail("the validator of SARIF accepts a rule without the description that GitHub asks for")
    print(f"sarif: {len(results)} results and {fixes} fixes, in both languages")


def junit(folder, cases):
    file = folder / "casus.xml"
    file.write_text(check("junit", *cases), "utf-8")
    suites = list(JUnitXml.fromfile(str(file)))
    tests = [test for suite in suites for test in suite]
    failed = [test for test in tests if test.result]
    said = JUnitXml.fromfile(str(file))
    if (said.tests, said.failures) != (len(tests), len(failed)) or not failed:
        fail(f"junit: it says {said.tests} tests and {said.failures} failures; there are {len(tests)} and {len(failed)}")
    print(f"junit: {len(suites)} suites, {len(tests)} tests, {len(failed)} failures")


def templates(folder):
    for name, schema in TEMPLATES:
        schema = ["--builtin-schema", f"vendor.{schema}"]
        if "gitlab" in name:
            schema += ["--data-transform", "gitlab-ci"]
        good, said = schema_accepts(f"docs/ci/{name}", schema)
        if not good:
            fail(f"{name}: {said}")
        wrong = folder / "wrong.yml"
        text = Path(f"docs/ci/{name}").read_text("utf-8")
        wrong.write_text(text.replace("steps:", "stepps:").replace("script:", "skript:"), "utf-8")
        if schema_accepts(wrong, schema)[0]:
            fail(f"{name}: the schema accepts a misspelt key")
    print(f"templates: {len(TEMPLATES)} accepted by the schemas of their services")


def hooks(folder):
    """pre-commit itself, in a repository with a good case and then with one that is refused."""
    config = Path("docs/ci/pre-commit/.pre-commit-config.yaml").read_text("utf-8")
    repository = folder / "repository"
    repository.mkdir()
    (repository / ".pre-commit-config.yaml").write_text(config, "utf-8")
    env = {**os.environ, "PATH": f"{Path(CASUS).parent}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(folder / "home")}

    def run(*command):
        return subprocess.run(command, cwd=repository, env=env, capture_output=True, encoding="utf-8")

    run("git", "init", "--quiet")
    for name, code in (("reports/nothing_to_remark", 0), ("cases/question_without_action", 1)):
        text = Path(f"tests/{name}/input.case").read_text("utf-8")
        (repository / "a.case").write_text(text, "utf-8")
        run("git", "add", ".")
        done = run(BIN / "pre-commit", "run", "--all-files")
        if done.returncode != code or "casus check" not in done.stdout:
            fail(f"pre-commit ended with {done.returncode}: {done.stdout}{done.stderr}")
    print("pre-commit: the hooks let a good case pass and stop one that is refused")


def main():
    inputs = ["tests/cases", "tests/reports", "examples"]
    cases = sorted(str(path) for folder in inputs for path in Path(folder).rglob("*.case"))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        sarif(folder, [*cases, "no such.case"])
        junit(folder, cases)
        templates(folder)
        hooks(folder)


main()

"""Runs every oracle over Power BI projects; see `conform` for how to start it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import bind
import expressions
import schemas
from finding import Finding, NotRun
from tom import Tom

HERE = Path(__file__).parent


class Oracles:
    """The oracles, started once, for any number of projects."""

    def __init__(self):
        self.folder = Path(os.environ["CASUS_ORACLES"]).resolve()
        given = Path(os.environ.get("CASUS_SCHEMAS", "")).resolve()
        self.schema_folder = given if (given / "fabric").is_dir() else None
        self.schemas = schemas.Schemas(self.schema_folder) if self.schema_folder else None
        self.tom = Tom(self.folder)
        self.not_run = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tom.__exit__()

    def check(self, project: Path, only=None):
        """Every finding of every oracle on one project folder; without the slow one where `only` another is asked."""
        found = schemas.check_syntax(project)
        if self.schemas:
            found += self.schemas.check(project)
        if any(finding.oracle == "json" for finding in found):
            return found
        found += bind.check_project(project)
        models = {}
        for folder in sorted(project.glob("*.SemanticModel")):
            about, model = self.tom.check(folder)
            found += about
            if model is not None:
                models[folder.resolve()] = model
                found += bind.check_model(folder, model)
                found += self.run(expressions.check_dax, folder, model)
                library = (self.schema_folder or Path("?")) / "m-library.txt"
                found += self.run(expressions.check_m, folder, model, self.folder, library)
        reports = sorted(project.glob("*.Report"))
        if only in (None, "report"):
            found += self.run(self.check_reports, reports)
        for report in reports:
            folder = bind.model_of(report)
            if folder is None:
                found.append(Finding("bind", report / "definition.pbir", "byPath names no model"))
            elif folder in models:
                found += bind.check_report(report, models[folder])
        if not models or not reports:
            found.append(Finding("bind", project, "holds no model that can be read, or no report"))
        return found

    def check_reports(self, reports):
        """Microsoft's validator of reports; with schemas, it must really have read them."""
        command = ["node", str(HERE / "report.mjs"), str(self.folder), str(self.schema_folder or "")]
        run = subprocess.run(command + [str(report.resolve()) for report in reports], capture_output=True, text=True)
        if run.returncode != 0:
            raise NotRun("report validator", run.stderr.strip()[-400:])
        answer = json.loads(run.stdout)
        if self.schema_folder and not answer["served"]:
            raise NotRun("report validator", "it read no schema at all")
        found = [Finding("report", reports[0], f"schema {address} is not published") for address in answer["unreachable"]]
        for report, diagnostics in answer["results"].items():
            for said in diagnostics:
                found.append(Finding("report", Path(said.get("file", report)), f"{said['code']}: {said['message']}"))
        return found if self.schema_folder else [f for f in found if "UNREACHABLE" not in f.message]

    def run(self, oracle, *arguments):
        """An oracle's findings; that it could not run is remembered, and is a failure."""
        try:
            return oracle(*arguments)
        except NotRun as failure:
            self.not_run.append(str(failure))
            return []


def main(arguments):
    if arguments[0] == "--self-test":
        from selftest import self_test

        with Oracles() as oracles:
            return self_test(oracles, Path(arguments[1]))
    failed = False
    with Oracles() as oracles:
        for project in map(Path, arguments):
            if not project.is_dir():
                print(f"{project}: no such folder")
                failed = True
                continue
            found = oracles.check(project)
            for finding in found:
                print(finding)
            print(f"{project}: {len(found)} findings")
            failed |= bool(found)
        for failure in sorted(set(oracles.not_run)):
            print(f"!!! {failure}")
        if not oracles.schemas:
            print(f"!!! JSON SCHEMAS NOT CHECKED: {os.environ.get('CASUS_SCHEMAS')} is absent; structure was not judged")
        return 1 if failed or oracles.not_run else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NotRun as failure:
        print(f"!!! {failure}")
        sys.exit(1)

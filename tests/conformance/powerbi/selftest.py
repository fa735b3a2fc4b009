"""Proves that the oracles can fail: spoils a sound project in one way at a time, and expects each to be caught."""

import json
import re
import shutil
import tempfile
from pathlib import Path



def first(project: Path, pattern: str) -> Path:
    return sorted(project.rglob(pattern))[0]


def in_model(pattern: str, replacement: str):
    """Replaces the first match in the first file of the model that has one."""

    def spoil(project):
        for file in sorted(project.rglob("*.tmdl")):
            text = file.read_text()
            changed = re.sub(pattern, replacement, text, count=1, flags=re.MULTILINE)
            if changed != text:
                file.write_text(changed)
                return
        raise LookupError(f"nothing to spoil: {pattern}")

    return spoil


def in_visuals(change):
    """Applies `change` to the first visual for which it answers true."""

    def spoil(project):
        for file in sorted(project.rglob("visual.json")):
            value = json.loads(file.read_text())
            if change(value):
                file.write_text(json.dumps(value, indent=2))
                return
        raise LookupError("nothing to spoil")

    return spoil


def rename_role(value):
    """A line or bar whose values stand in a role that it does not have."""
    state = value["visual"].get("query", {}).get("queryState", {})
    if "Y" not in state:
        return False
    state["Values"] = state.pop("Y")
    return True


def unknown_property(value):
    value["visual"]["colour"] = "red"
    return True


def dangling_measure(value):
    """A measure that the model does not have."""
    for role in value["visual"].get("query", {}).get("queryState", {}).values():
        for projection in role["projections"]:
            if "Measure" in projection["field"]:
                projection["field"]["Measure"]["Property"] += "?"
                return True
    return False


def bare_number(value):
    """A number without its suffix: Desktop reads 0."""
    text = json.dumps(value)
    changed = re.sub(r'"Value": "(-?[\d.]+)[DL]"', r'"Value": "\1"', text, count=1)
    value.clear()
    value.update(json.loads(changed))
    return changed != text


def wrong_card(value):
    """A formatting object that the visual does not have."""
    value["visual"].setdefault("objects", {})["noSuchCard"] = [{"properties": {}}]
    return "query" in value["visual"]


def no_platform(project):
    first(project, "*.Report").joinpath(".platform").unlink()


def byte_order_mark(project):
    file = first(project, "report.json")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def unpublished_version(project):
    file = first(project, "visual.json")
    file.write_text(re.sub(r"visualContainer/[\d.]+/", "visualContainer/2.99.0/", file.read_text()))


def no_model(project):
    file = first(project, "definition.pbir")
    file.write_text(file.read_text().replace(".SemanticModel", ".NoModel"))


def theme_property(project):
    file = first(project, "RegisteredResources/*.json")
    value = json.loads(file.read_text())
    value["noSuchProperty"] = 1
    file.write_text(json.dumps(value))


# What is spoilt, how, which oracle must tell.
SPOILS = [
    ("an unknown TMDL property", in_model(r"^(\t\tsummarizeBy: none)$", r"\1\n\t\tcolour: red"), "tom"),
    ("TMDL that Desktop would write otherwise", in_model(r"^(\tmeasure [^\n]*=)", r"\n\1"), "tom"),
    ("a column that sorts by nothing", in_model(r"sortByColumn: .*", "sortByColumn: Nothing"), "tom"),
    ("broken DAX", in_model(r"(COUNTROWS)\(", r"\1(("), "dax"),
    ("a DAX function that does not exist", in_model(r"COUNTROWS\(", "COUNTROSE("), "dax"),
    ("a column that DAX cannot find", in_model(r"ISBLANK\(([^()\[\]]+)\[[^\]]+\]\)", r"ISBLANK(\1[Nothing])"), "dax"),
    ("broken M", in_model(r"^(\t\t\t\t)let$", r"\1let let"), "m"),
    ("an M function that does not exist", in_model(r"Table\.PromoteHeaders|Csv\.Document", "Table.PromoteFeet"), "m-library"),
    ("a wrong role", in_visuals(rename_role), "report"),
    ("a formatting object that the visual does not have", in_visuals(wrong_card), "report"),
    ("an unknown JSON property", in_visuals(unknown_property), "schema"),
    ("an unknown JSON property, to Microsoft's validator", in_visuals(unknown_property), "report"),
    ("a schema version that is not published", unpublished_version, "schema"),
    ("an unknown theme property", theme_property, "schema"),
    ("a measure in a visual that the model does not have", in_visuals(dangling_measure), "bind"),
    ("a number without suffix", in_visuals(bare_number), "bind"),
    ("a report without .platform", no_platform, "bind"),
    ("a report whose model does not exist", no_model, "bind"),
    ("a byte order mark", byte_order_mark, "json"),
]
# These need the published schemas.
NEED_SCHEMAS = {"schema", "m-library"}


def self_test(oracles, project: Path) -> int:
    """Exit code: 1 when the sound project is found wanting, or a spoil is not caught by its oracle."""
    sound = oracles.check(project)
    for finding in sound:
        print(f"the sound project is not sound: {finding}")
    missed = 0
    for what, spoil, oracle in SPOILS:
        if oracle in NEED_SCHEMAS and not oracles.schemas:
            print(f"!!! NOT TESTED, the schemas are absent: {what}")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / project.name
            shutil.copytree(project, copy)
            spoil(copy)
            caught = [finding for finding in oracles.check(copy, only=oracle) if finding.oracle == oracle]
        print(f"{'caught' if caught else 'MISSED'} by {oracle}: {what}")
        missed += not caught
    for failure in sorted(set(oracles.not_run)):
        print(f"!!! {failure}")
    return 1 if sound or missed or oracles.not_run else 0

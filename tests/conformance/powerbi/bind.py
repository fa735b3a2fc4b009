"""What none of Microsoft's validators looks at: does the report fit the model, and the project itself?"""

import re
from collections import Counter
from pathlib import Path

from finding import Finding
from schemas import json_files, read_strictly


def check_project(project: Path):
    """The project's own references: one `.pbip`, reports that exist, models that exist, ids that differ."""
    found = []
    shortcuts = list(project.glob("*.pbip"))
    if len(shortcuts) != 1:
        found.append(Finding("bind", project, f"holds {len(shortcuts)} .pbip files instead of one"))
    for shortcut in shortcuts:
        for artifact in read_strictly(shortcut).get("artifacts", []):
            path = artifact.get("report", {}).get("path")
            if not path or not (project / path / "definition.pbir").is_file():
                found.append(Finding("bind", shortcut, f"report {path!r} does not exist"))
    ids = Counter()
    for folder in [*project.glob("*.Report"), *project.glob("*.SemanticModel")]:
        platform = folder / ".platform"
        if not platform.is_file():
            found.append(Finding("bind", folder, "has no .platform"))
            continue
        logical_id = read_strictly(platform).get("config", {}).get("logicalId")
        ids[logical_id] += 1
        if ids[logical_id] > 1:
            found.append(Finding("bind", platform, f"logicalId {logical_id} is used twice"))
    return found


def model_of(report: Path):
    """The model folder that a report names, or None."""
    reference = read_strictly(report / "definition.pbir").get("datasetReference", {})
    folder = report / reference.get("byPath", {}).get("path", "?")
    return folder.resolve() if (folder / "definition.pbism").is_file() else None


def check_model(folder: Path, model):
    """Names that TOM lets pass and the engine refuses."""
    found = []
    measures = Counter()
    for table in model.get("tables", []):
        file = folder / "definition/tables" / f"{table['name']}.tmdl"
        columns = {column["name"].lower() for column in table.get("columns", [])}
        if not table.get("partitions"):
            found.append(Finding("bind", file, "the table has no partition"))
        for measure in table.get("measures", []):
            name = measure["name"].lower()
            measures[name] += 1
            if measures[name] > 1:
                found.append(Finding("bind", file, f"measure {measure['name']!r} exists twice in the model"))
            if name in columns:
                found.append(Finding("bind", file, f"measure {measure['name']!r} has the name of a column"))
    tables = {table["name"].lower() for table in model.get("tables", [])}
    for shared in model.get("expressions", []):
        if shared["name"].lower() in tables:
            found.append(Finding("bind", folder, f"expression {shared['name']!r} has the name of a table"))
    if model.get("defaultPowerBIDataSourceVersion") != "powerBI_V3":
        found.append(Finding("bind", folder, "defaultPowerBIDataSourceVersion is not powerBI_V3"))
    return found


def check_report(report: Path, model):
    """Every field that the report names exists in the model, in its home table; every number has its suffix."""
    fields = {
        (kind, table["name"], item["name"])
        for table in model.get("tables", [])
        for kind, items in (("Column", "columns"), ("Measure", "measures"))
        for item in table.get(items, [])
    }
    found = []
    for file in json_files(report):
        value = read_strictly(file)
        for message in walk(value, fields, {}):
            found.append(Finding("bind", file, message))
    return found


def walk(value, fields, aliases):
    """Messages about every reference and literal below `value`."""
    if isinstance(value, list):
        for item in value:
            yield from walk(item, fields, aliases)
    if not isinstance(value, dict):
        return
    if isinstance(value.get("From"), list):
        aliases = aliases | {source["Name"]: source.get("Entity") for source in value["From"]}
    for kind in ("Column", "Measure"):
        if isinstance(value.get(kind), dict) and "Property" in value[kind]:
            yield from reference(kind, value[kind], fields, aliases)
    literal = value.get("Literal")
    if isinstance(literal, dict) and re.fullmatch(r"-?\d+(\.\d+)?", str(literal.get("Value"))):
        yield f"the number {literal['Value']} has no suffix (D or L) and would be read as 0"
    for item in value.values():
        yield from walk(item, fields, aliases)


def reference(kind, field, fields, aliases):
    source = field.get("Expression", {}).get("SourceRef", {})
    table = source.get("Entity") or aliases.get(source.get("Source"))
    if table and (kind, table, field["Property"]) not in fields:
        yield f"the model has no {kind.lower()} {table}[{field['Property']}]"

"""Every DAX and M expression of a model (TOM's JSON form), each held against a parser."""

import json
import subprocess
from pathlib import Path

from finding import Finding, NotRun

# Words that Power BI knows as arguments, and the DAX parser takes for variables.
KEYWORDS = {"ASC", "DESC", "DAY", "MONTH", "QUARTER", "YEAR", "HOUR", "MINUTE", "SECOND", "DENSE", "SKIP"}
# Functions that Power BI knows, and the parser's catalogue does not.
FUNCTIONS = {"NETWORKDAYS"}
# Functions that take any number of arguments in pairs, which the catalogue limits to the first pair.
ANY_NUMBER = {"CONCATENATEX", "TOPN"}


def text_of(expression):
    """TOM writes a longer expression as a list of lines."""
    return "\n".join(expression) if isinstance(expression, list) else expression


def dax_expressions(model):
    """(table, object, text) of each measure, calculated column, calculated table and row filter."""
    for table in model.get("tables", []):
        for measure in table.get("measures", []):
            yield table["name"], f"measure {measure['name']}", text_of(measure["expression"])
        for column in table.get("columns", []):
            if column.get("type") == "calculated":
                yield table["name"], f"column {column['name']}", text_of(column["expression"])
        for partition in table.get("partitions", []):
            if partition["source"]["type"] == "calculated":
                yield table["name"], f"table {table['name']}", text_of(partition["source"]["expression"])
    for role in model.get("roles", []):
        for permission in role.get("tablePermissions", []):
            yield permission["name"], f"role {role['name']}", text_of(permission["filterExpression"])


def check_dax(folder: Path, model):
    """Syntax, functions, arity and every table, column, measure and variable that is named."""
    try:
        import sidemantic_dax as dax
    except ImportError as missing:
        raise NotRun("DAX parser", str(missing)) from missing
    metadata = dax.ModelMetadata(
        tables=[
            dax.ModelTable(
                name=table["name"],
                columns=[column["name"] for column in table.get("columns", [])],
                measures=[measure["name"] for measure in table.get("measures", [])],
            )
            for table in model.get("tables", [])
        ]
    )
    found = []
    for table, what, text in dax_expressions(model):
        file = folder / "definition" / "tables" / f"{table}.tmdl"
        try:
            issues = dax.validate_expression(text, report_unrecognized_functions=True)
            issues += dax.validate_expression_against_model(text, metadata)
        except ValueError as error:
            found.append(Finding("dax", file, f"{what}: {error}"))
            continue
        for issue in issues:
            if not known(issue.message, text):
                found.append(Finding("dax", file, f"{what}: {issue.message} ({issue.path})"))
    return found


def known(message, text):
    """What the parser can't know: keywords, open-ended functions, and columns that the expression itself makes."""
    name = (message.split("`")[1:2] or [""])[0]
    made_here = name[:1] == "[" and (f'"{name[1:-1]}"' in text or name == "[Value]" and "GENERATESERIES" in text)
    counted = name in ANY_NUMBER and "expects" in message
    return name in KEYWORDS | FUNCTIONS or made_here or counted


def m_expressions(model):
    """(table or "", object, text) of each partition and shared expression."""
    for table in model.get("tables", []):
        for partition in table.get("partitions", []):
            if partition["source"]["type"] == "m":
                yield table["name"], f"partition {partition['name']}", text_of(partition["source"]["expression"])
    for shared in model.get("expressions", []):
        yield "", f"expression {shared['name']}", text_of(shared["expression"])


def check_m(folder: Path, model, oracles: Path, library: Path):
    """Grammar of each M expression, and whether the names of the standard library exist."""
    asked = []
    for table, what, text in m_expressions(model):
        file = folder / "definition" / (f"tables/{table}.tmdl" if table else "expressions.tmdl")
        asked.append({"where": [str(file), what], "text": text})
    command = ["node", str(Path(__file__).parent / "m.mjs"), str(oracles), str(library) if library.exists() else ""]
    run = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True)
    if run.returncode != 0:
        raise NotRun("M parser", run.stderr.strip()[-400:])
    return [
        Finding(said["oracle"], Path(said["where"][0]), f"{said['where'][1]}: {said['message']}")
        for said in json.loads(run.stdout)
    ]

"""Computes the figures of a project in a small DAX engine, holds them against those that SQL gave, and attacks what it hides."""

import collections
import csv
import datetime
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import sidemantic_dax as dax

sys.path.append(str(Path(__file__).resolve().parent.parent / "sql"))

from attack import attack, chance, told as told_attack
from engine import Context, Engine, Filter, key, moment, serial, unique
from expressions import text_of
from finding import Finding
from tom import Tom

MARK = "\u200b"
FORMATS = {"d": "%d", "M": "%m", "yyyy": "%Y", "H": "%H", "h": "%I", "m": "%M", "s": "%S", "tt": "%p"}


class Import:
    """What `templates/functions.m` does, for one source; its arguments are read from the M itself."""

    def __init__(self, text):
        listed = lambda name: [t.replace('""', '"') for t in re.findall(r'"((?:[^"]|"")*)"', re.search(rf"{name} = \{{(.*)\}},", text)[1])]
        self.missing = listed("missing")
        self.formats = [self.python_format(f) for f in listed("formats")]
        self.decimal = "," if '"nl-NL"' in re.search(r"culture = (.*),", text)[1] else "."
        block = re.search(r"casusColumns\((.*?)\n    \)", text, re.S)[1]
        pairs = re.findall(r'\{"((?:[^"]|"")*)", "((?:[^"]|"")*)"\}', block)
        self.pairs = [tuple(name.replace('""', '"') for name in pair) for pair in pairs]
        self.readers = dict(re.findall(r'\{"((?:[^"]|"")*)", each (?:Int64\.From\()?casus(\w+)\(', text))
        self.orders = re.findall(r'casusOrder\(\w+, "((?:[^"]|"")*)", (?:"((?:[^"]|"")*)"|null)\)', text)

    @staticmethod
    def python_format(net):
        net = net.replace("'T'", "T").replace(".FFFFFFF", "")
        return re.sub(r"yyyy|tt|[dMHhms]", lambda letter: FORMATS[letter[0]], net)

    def rows(self, table, path, empty, names):
        """The rows of a file; `names` gives other names under which it may have its columns."""
        with open(path, newline="", encoding="utf-8-sig") as file:
            head = file.readline()
            file.seek(0)
            separator = max(",;\t|", key=head.count)
            found = list(csv.DictReader(file, delimiter=separator))
        folded = {name.strip().lower(): name for name in found[0]} if found else {}
        at = {column: folded.get(source.lower()) or folded[names[source].lower()] for source, column in self.pairs}
        rows = []
        for record in found:
            cells = {column: record[head] for column, head in at.items()}
            rows.append({(table, column): self.read(self.readers[column], cell) for column, cell in cells.items()})
        for column, order in self.orders:
            self.mark(rows, table, column, order, empty)
        return rows

    def read(self, reader, cell):
        text = (cell or "").strip()
        if text == "" or text in self.missing:
            return None
        if reader == "Number":
            number = text.replace(" ", "")
            number = float(number.replace(".", "").replace(",", ".") if self.decimal == "," else number.replace(",", ""))
            return int(number) if number.is_integer() and "." not in text else number
        if reader == "YesNo":
            return text.lower() in ("ja", "j", "yes", "y", "true", "waar", "1")
        if reader in ("Moment", "Date"):
            # The small tables beside the cases are in ISO 8601, whatever their case says.
            for form in [*self.formats, "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]:
                try:
                    value = serial(datetime.datetime.strptime(text, form))
                except ValueError:
                    continue
                return float(int(value)) if reader == "Date" else value
            raise ValueError(f"no date: {text}")
        return text

    def mark(self, rows, table, column, order, empty):
        """Texts that differ in case only get marks; each gets its place by code points."""
        texts = sorted({row[(table, column)] for row in rows} - {None})
        marked, seen = {}, {}
        for at, text in enumerate(texts):
            nth = seen.get(text.lower(), 0)
            seen[text.lower()] = nth + 1
            marked[text] = (text + MARK * nth, len(texts) if text.lower() == empty.lower() else at)
        for row in rows:
            new, place = marked.get(row[(table, column)], (None, len(texts)))
            row[(table, column)] = new
            if order:
                row[(table, order)] = place


def load(model, data: Path, today, empty, names):
    """An engine with the rows of a project whose only source is in `data`."""
    engine = Engine(serial(datetime.datetime.combine(today, datetime.time())))
    for table in model["tables"]:
        for measure in table.get("measures", []):
            engine.measures[measure["name"]] = dax.parse_expression(text_of(measure["expression"]))
    # Tables that are written out come first: the columns of others read them.
    order = sorted(model["tables"], key=lambda table: "DATATABLE" not in text_of(table["partitions"][0]["source"]["expression"]))
    calculated = []
    for table in order:
        name, source = table["name"], table["partitions"][0]["source"]
        text = text_of(source["expression"])
        if source["type"] != "calculated":
            engine.tables[name] = Import(text).rows(name, data, empty, names) if "casusColumns" in text else []
            add_columns(engine, table)
        elif "DATATABLE" in text:
            calculate(engine, table, text)
        else:
            calculated.append((table, text))
    for table, text in calculated:
        calculate(engine, table, text)
    for relationship in model.get("relationships", []):
        relate(engine, relationship)
    return engine


def calculate(engine, table, text):
    """A calculated table of one column, with the columns that are calculated from it."""
    name, rows = table["name"], engine.eval(dax.parse_expression(text), Context())
    base = next(column["name"] for column in table["columns"] if column.get("type") != "calculated")
    engine.tables[name] = [{(name, base): day} for row in rows for day in row.values()]
    add_columns(engine, table)


def add_columns(engine, table):
    """Calculated columns, each after those that it reads."""
    waiting = [column for column in table["columns"] if column.get("type") == "calculatedTableColumn" or "expression" in column]
    waiting = [column for column in waiting if "expression" in column]
    while waiting:
        later = []
        for column in waiting:
            text = text_of(column["expression"])
            others = [other["name"] for other in waiting if other is not column]
            if any(f"[{other}]" in text for other in others):
                later.append(column)
            else:
                engine.add_calculated(table["name"], column["name"], text)
        if len(later) == len(waiting):
            raise ValueError("calculated columns in a circle")
        waiting = later


def relate(engine, relationship):
    """The rows of the many side see the columns of the one side."""
    many, one = relationship["fromTable"], relationship["toTable"]
    by_key = {key(row[(one, relationship["toColumn"])]): row for row in engine.tables[one]}
    nothing = dict.fromkeys(engine.tables[one][0]) if engine.tables[one] else {}
    for row in engine.tables[many]:
        row.update(by_key.get(key(row[(many, relationship["fromColumn"])]), nothing))


class Figures:
    """The lines of an `expected.tsv` of `../sql/cases`, answered by the engine."""

    def __init__(self, project: Path, tom):
        (folder,) = project.glob("*.SemanticModel")
        found, self.model = tom.check(folder)
        if self.model is None:
            raise ValueError(found)
        self.names = json.loads((project / "names.json").read_text())
        self.table = next(t for t in self.model["tables"] if "casusColumns" in text_of(t["partitions"][0]["source"]["expression"]))
        expression = text_of(self.table["partitions"][0]["source"]["expression"])
        self.sources = dict(Import(expression).pairs)
        self.empty = "(leeg)" if self.model["culture"] == "nl-NL" else "(empty)"
        self.visuals = {}
        for file in project.glob("*.Report/definition/pages/*/visuals/*/visual.json"):
            visual = json.loads(file.read_text())
            marks = {mark["name"]: mark["value"] for mark in visual.get("annotations", [])}
            self.visuals[marks.get("casus.visual")] = visual

    def computes(self, name):
        """Whether a visual shows measures, and not rows."""
        return '"Measure"' in json.dumps(self.visuals[name]["visual"].get("query"))

    def measures_of(self, name):
        """The measures of a visual, in order."""
        fields = [f for f in self.fields(name) if "Measure" in f]
        return [f["Measure"]["Property"] for f in fields]

    def fields(self, name):
        """What stands in a visual, what goes across after what goes down."""
        roles = self.visuals[name]["visual"]["query"]["queryState"].items()
        roles = sorted(roles, key=lambda role: role[0] == "Columns")
        return [p["field"] for _, role in roles for p in role["projections"]]

    def visual(self, engine, name):
        """What a visual shows: {what it is split by: its values}, as its fields and its hidden filters say."""
        visual = self.visuals[name]
        fields = self.fields(name)
        names = lambda kind: [
            (f[kind]["Expression"]["SourceRef"]["Entity"], f[kind]["Property"]) for f in fields if kind in f
        ]
        columns, measures = names("Column"), [measure for _, measure in names("Measure")]
        # A calendar is the first of what a visual is split by.
        columns.sort(key=lambda column: column[0] == self.table["name"])
        fields = [f["field"] for f in visual.get("filterConfig", {}).get("filters", [])]
        outer = tuple(Filter([column], [{column: 1}]) for column in names("Column"))
        tests = [measure for _, measure in names("Measure")]
        orders = {c["name"]: c["sortByColumn"] for c in self.table["columns"] if "sortByColumn" in c}
        every = columns + [(table, orders[column]) for table, column in columns if column in orders]
        cells = unique(engine.scan(self.table["name"], outer), every) if every else [{}]
        shown_cells = {}
        for cell in cells:
            tables = {table: [column for column in every if column[0] == table] for table, _ in every}
            context = Context(outer + tuple(Filter(of_one, [cell]) for of_one in tables.values()), outer)
            ask = lambda measure: engine.eval(engine.measures[measure], context)
            if all(ask(test) == 1 for test in tests):
                shown_cells[" / ".join(axis(cell[column]) for column in columns)] = [ask(m) for m in measures]
        return shown_cells

    def column(self, name):
        """The column with the value of a field of the case."""
        for source, case_name in self.names["columns"]:
            if case_name == name and source in self.sources:
                return self.sources[source]
        label = dict(self.names["attributes"])[name]
        there = {column["name"]: column for column in self.table["columns"]}
        candidates = [label, f"{name} (value)", f"{name} (waarde)", name]
        return next(c for c in candidates if c in there and "sortByColumn" not in there[c])

    def answer(self, engine, subject):
        """What `attribute A`, `measure M [by F]`, `status S` gives: {label: value}."""
        table = self.table["name"]
        words = subject.split(" ")
        rows = engine.tables[table]
        if words[0] == "attribute":
            (first, _), column = next(iter(self.sources.items())), (table, self.column(words[1]))
            ident = (table, self.sources[first])
            return {shown(row[ident]): row[column] for row in rows}
        if words[0] == "measure":
            name = dict(self.names["measures"])[words[1]]
            if len(words) == 2:
                return {"": engine.measure(name)}
            column = (table, self.column(words[3]))
            values = engine.column_values(column, ())
            return {shown(value[column]): engine.measure(name, [Filter([column], [value])]) for value in values}
        status = next(name for name in engine.measures if name in (f"Status {words[1]}", f"Stand {words[1]}"))
        return told(engine.measure(status))


def axis(value):
    return str(moment(value).date()) if isinstance(value, float) else shown(value)


def tile_differs(got, lines):
    """Where a visual shows something else than the query of its tile; what it leaves out is empty, or a period without
    rows, which counts 0."""
    for label, cells in lines.items():
        for value, expected in zip(got.get(label, [None] * len(cells)), cells):
            nothing = label not in got and expected == "0"
            if not nothing and not same(value, expected):
                yield f"{label}: {value!r}, SQL gave {expected!r}"
    for label in got.keys() - lines.keys():
        if any(value is not None for value in got[label]):
            yield f"{label}: {got[label]!r}, SQL gave nothing"


def told(status):
    """A status as a reader takes it apart."""
    text = status.replace(MARK, "")
    outcome, _, values = text.split(";")[0].partition(": ")
    fires = outcome in ("Act now", "Nu doen", "Chosen now", "Nu gekozen")
    return {"status": text, "fires": fires, "where_": values or None}


def shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace(MARK, "")


def same(got, expected):
    if expected == "":
        return got is None
    if isinstance(got, bool):
        return expected == ("yes" if got else "no")
    if isinstance(got, str):
        return got.replace(MARK, "") == expected
    if got is None:
        return False
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d"):
        try:
            return abs(serial(datetime.datetime.strptime(expected, form)) - got) < 1e-8
        except ValueError:
            pass
    return abs(float(expected) - got) <= 1e-9 * max(1.0, abs(got))


# The tiles whose DAX is known to differ from the SQL, by case: beside hidden cells `previous` and `change` are empty, and `running`
# goes on, where SQL has values and stops.
DIFFERS = {
    "windows_small": {"groei_maand", "groei_soort_maand", "vorige_maand", "vorige_soort_maand"}
    | {"loop_laatst", "loop_laatst_soort", "loop_maand", "loop_soort_maand"},
}


def tables(folder: Path):
    """The rows of a case, a file for each of its tables."""
    return [file for file in folder.glob("*.tsv") if file.name != "expected.tsv"]


def check(project: Path, cases: Path, tom):
    """Findings, and how many figures were compared."""
    figures = Figures(project, tom)
    folder = cases / project.name
    (data,) = tables(folder)
    head, *lines = (folder / "expected.tsv").read_text().splitlines()
    as_of = head.removeprefix("# as of ")
    engines, answers, found, compared, tiles = {}, {}, [], 0, {}
    for line in lines:
        what, label, expected, *_ = line.split("\t") + ["", ""]
        subject, _, day = what.partition(" on ")
        if label == "data_until":
            continue
        if subject.startswith("tile "):
            tiles.setdefault(subject.split(" ")[1], {})[label] = expected.split(" / ")
            continue
        if any(f"`{subject.split(' ')[1]}`" in notice for notice in figures.names["notices"]):
            continue
        if expected == "" and "not in DuckDB" in line and "not in PostgreSQL" in line:
            continue
        day = datetime.date.fromisoformat(day or as_of)
        if day not in engines:
            engines[day] = load(figures.model, data, day, figures.empty, dict(figures.names["columns"]))
        if what not in answers:
            answers[what] = figures.answer(engines[day], subject)
        got = answers[what].get(label)
        compared += 1
        if not same(got, expected):
            found.append(Finding("figures", project, f"{what} {label}: {got!r}, SQL gave {expected!r}"))
    if tiles:
        engine = load(figures.model, data, datetime.date.fromisoformat(as_of), figures.empty, dict(figures.names["columns"]))
    for name, lines in tiles.items():
        if not figures.computes(name):
            continue
        if name in DIFFERS.get(project.name, ()):
            print(f"{project.name}: {name} is not compared: it is known to differ")
            continue
        got = figures.visual(engine, name)
        compared += len(lines)
        found += [Finding("figures", project, f"{name}: {wrong}") for wrong in tile_differs(got, lines)]
    return found, compared


def leaks(project, tom):
    """Tries to work out what visuals hide, over data sets made by chance: see ../sql/attack.py."""
    figures, tried, failures = Figures(project, tom), collections.Counter(), []
    label = dict(figures.names["measures"])["aantal_m"]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data.tsv"
        for seed in range(40):
            rows = chance(seed)
            lines = [f"m{at}\t{month}-10\t{kind or ''}\t{place}\ttrue" for at, (month, kind, place) in enumerate(rows)]
            data.write_text("\n".join(["id\tgemeld\tsoort\twijk\tgehaald", *lines]) + "\n")
            engine = load(figures.model, data, datetime.date(2026, 6, 15), figures.empty, dict(figures.names["columns"]))

            def look(tile, parts):
                shown = figures.visual(engine, tile)
                at = figures.measures_of(tile).index(label)
                split = lambda text: tuple(text.split(" / ")) if parts else ()
                dated = lambda key: (key[0][:7], *key[1:]) if parts[:1] == (0,) else key
                return {dated(split(text)): values[at] for text, values in shown.items()}

            failures += [f"seed {seed}: {found}" for found in attack(look, rows, tried)]
    return told_attack("Power BI", tried, failures)


def main(projects, cases):
    failed = False
    with Tom(Path(os.environ["CASUS_ORACLES"]).resolve()) as tom:
        for project in sorted(p for p in projects.iterdir() if (p / "names.json").exists()):
            if len(tables(cases / project.name)) > 1:
                print(f"{project.name} is not compared: it has several tables, and engine.py knows one")
                continue
            found, compared = check(project, cases, tom)
            for finding in found:
                print(finding)
            print(f"{project.name}: {compared} figures, {len(found)} differ")
            failed |= bool(found) or not compared
        failed |= bool(leaks(projects / "tiles_small", tom))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

"""Tries to work out what the charts of a bundle for DuckDB hide: see ../sql/attack.py.

    leaks.py BUNDLE     the folder with `metadata.yaml`, of the case ../sql/cases/tiles_small

The questions are those of the charts, as SQL; with and without a reader's choice of one district.
"""

import collections
import datetime
import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "sql"))

from attack import EMPTY, attack, chance, told
from engines import question, quoted, read

SETS = 30
NAMES = ("gemeld", "soort", "wijk")


def main(bundle):
    charts, datasets = read(bundle / "charts"), read(next(bundle.glob("datasets/*")))
    tiles = {name: chart for name, chart in charts.items() if not name.startswith("status")}
    queries = {name: question(chart, datasets, "date_trunc('month', {})")[1] for name, chart in tiles.items()}
    tried, failures = collections.Counter(), []
    cursor = duckdb.connect().cursor()
    for seed in range(SETS):
        rows = chance(seed)
        fill(cursor, rows)
        look = lambda tile, parts: shown(cursor, queries, tile, parts, "true")
        failures += [f"seed {seed}: {found}" for found in attack(look, rows, tried)]
        # Under a choice: the tiles that are split by something else, over fewer rows.
        some = [row for row in rows if row[2] == "Centrum"]
        if some:
            look = lambda tile, parts: shown(cursor, queries, tile, parts, "\"wijk__shown\" = 'Centrum'")
            failures += [f"seed {seed}, Centrum: {found}" for found in attack(look, some, tried)]
    return told("superset", tried, failures)


def fill(cursor, rows):
    table = '"casus_tegels_klein__meldingen"'
    cursor.execute(f"create or replace table {table} (id text, gemeld date, soort text, wijk text, gehaald boolean)")
    cells = [(f"m{at}", datetime.date.fromisoformat(f"{month}-10"), kind, place, True) for at, (month, kind, place) in enumerate(rows)]
    cursor.executemany(f"insert into {table} values (?, ?, ?, ?, ?)", cells)


def shown(cursor, queries, tile, parts, choice):
    """A chart's answer under a choice; Superset puts the choice in the WHERE of its query."""
    sql = queries[tile].replace(") AS rows_of_source", f") AS rows_of_source WHERE {choice}")
    cursor.execute(sql)
    names = [column[0] for column in cursor.description]
    places = [names.index(NAMES[part] if part == 0 else f"{NAMES[part]}__shown") for part in parts]
    value = next(at for at, name in enumerate(names) if name.endswith("aantal_m"))
    key = lambda cell: str(cell)[:7] if isinstance(cell, datetime.date) else cell or EMPTY
    return {tuple(key(row[place]) for place in places): row[value] for row in cursor.fetchall()}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

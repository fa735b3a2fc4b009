"""Tries to work out what the tile queries hide, in each database: see attack.py.

    python3 leaks.py QUERIES.json      QUERIES.json is what `cargo run --example sql_cases` prints
"""

import collections
import json
import pathlib
import sys

import databases
from attack import attack, attack_windows, chance, told

SETS = {"DuckDB": 150, "PostgreSQL": 20, "Spark": 3, "SQLite": 300}


def main(path):
    attacks = {"tiles_small": attack, "windows_small": attack_windows}
    printed = [case for case in json.loads(pathlib.Path(path).read_text()) if case["case"] in attacks]
    tried, failures = collections.Counter(), []
    with databases.started() as started:
        for case in printed:
            engine = started.get(case["dialect"])
            if engine is None:
                continue
            for seed in range(SETS[case["dialect"]]):
                rows = chance(seed)
                fill(engine, case, rows)
                look = lambda tile, parts: shown(engine, case, tile, parts)
                found = attacks[case["case"]](look, rows, tried)
                failures += [f"{case['dialect']}, seed {seed}: {one}" for one in found]
    return told("SQL", tried, failures)


def fill(engine, case, rows):
    (table,) = case["tables"]
    cells = [[f"m{at}", f"{month}-10", kind, place, "true"] for at, (month, kind, place) in enumerate(rows)]
    engine.load({**table, "rows": cells})


def shown(engine, case, name, keys):
    """What a tile shows: {what it is split by: the count, or None}."""
    (sql,) = [query["sql"] for query in case["queries"] if query["what"] == f"tile {name}"]
    table = {}
    for row in engine.ask(sql)[1]:
        key = tuple(str(cell)[:7] if at == 0 and keys[0] == 0 else cell for at, cell in enumerate(row[: len(keys)]))
        table[key] = row[len(keys)]
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

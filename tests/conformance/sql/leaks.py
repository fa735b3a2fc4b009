"""Tries to work out what the tile queries hide, in each database: see attack.py.

    python3 leaks.py QUERIES.json      QUERIES.json is what `cargo run --example sql_cases` prints
"""

import collections
import json
import pathlib
import sys

import run
from attack import attack, attack_windows, chance, told

SETS = {"DuckDB": 150, "PostgreSQL": 20, "SQLite": 300}


def main(path):
    attacks = {"tiles_small": attack, "windows_small": attack_windows}
    printed = [case for case in json.loads(pathlib.Path(path).read_text()) if case["case"] in attacks]
    tried, failures = collections.Counter(), []
    with run.postgres() as server:
        for case in printed:
            connection = run.connect(case["dialect"], server)
            for seed in range(SETS[case["dialect"]]):
                rows = chance(seed)
                fill(connection, case, rows)
                look = lambda tile, parts: shown(connection, case, tile, parts)
                found = attacks[case["case"]](look, rows, tried)
                failures += [f"{case['dialect']}, seed {seed}: {one}" for one in found]
            connection.close()
    return told("SQL", tried, failures)


def fill(connection, case, rows):
    (table,) = case["tables"]
    cursor = connection.cursor()
    types = run.TYPES[case["dialect"]]
    columns = ", ".join(f'"{column["name"]}" {types[column["type"]]}' for column in table["columns"])
    cursor.execute(f'drop table if exists "{table["name"]}"')
    cursor.execute(f'create table "{table["name"]}" ({columns})')
    texts = [f"('m{at}', '{month}-10', {quoted(kind)}, {quoted(place)}, true)" for at, (month, kind, place) in enumerate(rows)]
    cursor.execute(f'insert into "{table["name"]}" values {", ".join(texts)}')


def quoted(text):
    return "null" if text is None else f"'{text}'"


def shown(connection, case, name, keys):
    """What a tile shows: {what it is split by: the count, or None}."""
    (sql,) = [query["sql"] for query in case["queries"] if query["what"] == f"tile {name}"]
    cursor = connection.cursor()
    cursor.execute(sql)
    table = {}
    for row in cursor.fetchall():
        key = tuple(str(cell)[:7] if at == 0 and keys[0] == 0 else cell for at, cell in enumerate(row[: len(keys)]))
        table[key] = row[len(keys)]
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

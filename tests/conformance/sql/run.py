"""Holds the SQL of casus against DuckDB, SQLite, PostgreSQL and Sail (Spark): every value that is expected, in each of them.

    python3 run.py QUERIES.json      QUERIES.json is what `cargo run --example sql_cases` prints

Numbers must agree to one part in 10^12, everything else exactly. What is marked `not in SQLite` must be refused for that
database, with a reason; any other refusal is a failure, and so is an engine that isn't there.
"""

import datetime
import decimal
import json
import pathlib
import sys

import databases


def main(path):
    printed = json.loads(pathlib.Path(path).read_text())
    failures = []
    with databases.started() as started:
        compared = {engine: 0 for engine in started}
        for case in printed:
            engine = started.get(case["dialect"])
            if engine is None:  # printed only, and read back by readback.py
                continue
            for table in case["tables"]:
                engine.load(table)
            counted, failed = hold(engine, case)
            compared[case["dialect"]] += counted
            failures += failed
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    counts = ", ".join(f"{n} in {engine}" for engine, n in compared.items())
    print(f"SQL: values compared: {counts}; failures: {len(failures)}")
    missing = [engine for engine, n in compared.items() if n == 0]
    if missing:
        print(f"FAILED nothing was compared in {', '.join(missing)}", file=sys.stderr)
    return 1 if failures or missing else 0


def hold(engine, case):
    """How many values were compared, and what differs."""
    compared, failures = 0, []
    for query in case["queries"]:
        expected, place = query["expected"], f"{case['dialect']}, {case['case']}: {query['what']}"
        if "unsupported" in query:
            if not query["refused"]:
                failures.append(f"{place} is not printed: {query['unsupported']}")
            continue
        if query["refused"]:
            failures.append(f"{place} is printed, where a refusal was expected")
            continue
        try:
            names, rows = engine.ask(query["sql"])
        except Exception as error:  # any engine's own error type
            failures.append(f"{place}: {error}\n{query['sql']}")
            continue
        compared += len(expected)
        failures += [f"{place}: {wrong}\n{query['sql']}" for wrong in differences(query["what"], names, rows, expected)]
    return compared, failures


def differences(what, names, rows, expected):
    """What differs: in a tile, a table in order; in a status, one row of which some columns are told; else values by key."""
    if what.startswith("tile"):
        if not same_table(rows, expected):
            yield "the answer is\n" + "\n".join("\t".join(map(str, row)) for row in rows)
        return
    if what.startswith("status"):
        if len(rows) != 1:
            yield f"{len(rows)} rows, expected 1"
            return
        found = dict(zip(names, rows[0]))
    else:
        found = {"" if key is None else str(key): value for key, value in rows}
        if len(rows) != len(expected):
            yield f"{len(rows)} rows, expected {len(expected)}"
    for key, value in expected:
        if key not in found:
            yield f"nothing for {key!r}; there is {found}"
        elif not same(found[key], value):
            yield f"{key!r}: {found[key]!r}, expected {value!r}"


def same_table(rows, expected):
    """Whether a tile has these rows in this order: `what it is split by` and the values, each joined by ` / `."""
    wanted = [[*key.split(" / "), *value.split(" / ")] for key, value in expected]
    wanted = [row[1:] if row[0] == "" and len(row) > len(rows[0]) else row for row in wanted] if rows else wanted
    return len(rows) == len(wanted) and all(
        len(row) == len(cells) and all(cell == told if isinstance(told, str) else same(told, cell) for told, cell in zip(row, cells))
        for row, cells in zip(rows, wanted)
    )


def same(found, expected):
    if found is None or expected == "":
        return found is None and expected == ""
    if expected in ("yes", "no"):
        return found in (True, False) and bool(found) == (expected == "yes")
    if isinstance(found, (int, float, decimal.Decimal)):
        return abs(float(found) - float(expected)) <= 1e-12 * max(1.0, abs(float(expected)))
    if isinstance(found, datetime.date):
        return str(found) == expected
    return found == expected


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""Holds the SQL of casus against DuckDB, SQLite and PostgreSQL: every line of every expected.tsv, in each of the three.

    python3 run.py QUERIES.json      QUERIES.json is what `cargo run --example sql_cases` prints

Numbers must agree to one part in 10^12, everything else exactly. A line with `not in SQLite` in its fourth column must
be refused for that database, with a reason; any other refusal is a failure, and so is an engine that isn't there.
"""

import contextlib
import datetime
import decimal
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import duckdb
import psycopg2

CASES = pathlib.Path(__file__).parent / "cases"
ENGINES = ("DuckDB", "PostgreSQL", "SQLite")
TYPES = {
    "DuckDB": dict(text="varchar", number="double", decimal="decimal(18, 2)", whole="bigint", date="date", moment="timestamp", bool="boolean"),
    "PostgreSQL": dict(text="text", number="double precision", decimal="numeric(18, 2)", whole="bigint", date="date", moment="timestamp", bool="boolean"),
    "SQLite": dict(text="text", number="real", decimal="real", whole="integer", date="text", moment="text", bool="integer"),
}


def main(path):
    printed = json.loads(pathlib.Path(path).read_text())
    failures, compared = [], {engine: 0 for engine in ENGINES}
    with postgres() as server:
        for case in printed:
            engine = case["dialect"]
            connection = connect(engine, server)
            for table in case["tables"]:
                load(connection, engine, case["case"], table)
            counted, failed = hold(connection, engine, case)
            compared[engine] += counted
            failures += failed
            connection.close()
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    counts = ", ".join(f"{n} in {engine}" for engine, n in compared.items())
    print(f"SQL: values compared: {counts}; failures: {len(failures)}")
    missing = [engine for engine, n in compared.items() if n == 0]
    if missing:
        print(f"FAILED nothing was compared in {', '.join(missing)}", file=sys.stderr)
    return 1 if failures or missing else 0


@contextlib.contextmanager
def postgres():
    """A private PostgreSQL on a socket, gone afterwards. It refuses to run as root, so root lends it to `postgres`."""
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        sys.exit("FAILED there is no PostgreSQL here; install the Debian package `postgresql`")
    lend = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = pathlib.Path(tempfile.mkdtemp(prefix="casus-pg-", dir="/tmp"))
    try:
        if lend:
            shutil.chown(home, "postgres")
        data, control = home / "data", lend + [programs[-1] / "pg_ctl", "-D", home / "data", "-w", "-s"]
        run(lend + [programs[-1] / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
             "--locale-provider=icu", "--icu-locale=nl"])
        options = f"-c listen_addresses= -k {home} -c fsync=off -c timezone=America/New_York"
        run(control + ["-l", home / "log", "-o", options, "start"])
        try:
            yield home
        finally:
            run(control + ["-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(command):
    done = subprocess.run(command, cwd="/tmp", capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"FAILED {command}: {done.stdout}{done.stderr}")


def connect(engine, server):
    if engine == "DuckDB":
        return duckdb.connect()
    if engine == "SQLite":
        return sqlite3.connect(":memory:")
    connection = psycopg2.connect(host=str(server), user="postgres", dbname="postgres")
    connection.autocommit = True
    return connection


def load(connection, engine, case, table):
    cursor, name = connection.cursor(), f'"{table["name"]}"'
    kinds = [column["type"] for column in table["columns"]]
    quoted = [c["name"].replace('"', '""') for c in table["columns"]]
    columns = ", ".join(f'"{column}" {TYPES[engine][kind]}' for column, kind in zip(quoted, kinds))
    cursor.execute(f"drop table if exists {name}")
    cursor.execute(f"create table {name} ({columns})")
    mark = "%s" if engine == "PostgreSQL" else "?"
    insert = f"insert into {name} values ({', '.join([mark] * len(kinds))})"
    lines = (CASES / case / f'{table["name"]}.tsv').read_text().splitlines()
    for line in lines[1:]:
        values = [cell(text, kind, engine) for text, kind in zip(line.split("\t"), kinds, strict=True)]
        cursor.execute(insert, values)


def cell(text, kind, engine):
    if text == "":
        return None
    if kind in ("number", "decimal"):
        return float(text)
    if kind == "whole":
        return int(text)
    if kind == "bool":
        return text == "true"
    return text


def hold(connection, engine, case):
    """How many values were compared, and what differs."""
    expected = read(case["case"])
    compared, failures = 0, []
    for query in case["queries"]:
        lines = expected[query["what"]]
        place = f"{engine}, {case['case']}: {query['what']}"
        refused = any(f"not in {engine}" in notes for _, _, notes in lines)
        if "unsupported" in query:
            if not refused:
                failures.append(f"{place} is not printed: {query['unsupported']}")
            continue
        if refused:
            failures.append(f"{place} is printed, where a refusal was expected")
            continue
        try:
            found = answer(connection, query)
        except Exception as error:  # any engine's own error type
            failures.append(f"{place}: {error}\n{query['sql']}")
            continue
        compared += len(lines)
        if query["what"].startswith("tile"):
            if not same_table(found, lines):
                told = "\n".join("\t".join(map(str, row)) for row in found)
                failures.append(f"{place}: the answer is\n{told}\n{query['sql']}")
            continue
        for key, value, _ in lines:
            if key not in found:
                failures.append(f"{place}: nothing for {key!r}; there is {found}")
            elif not same(found[key], value):
                failures.append(f"{place}, {key!r}: {found[key]!r}, expected {value!r}\n{query['sql']}")
        if not query["what"].startswith("status") and len(found) != len(lines):
            failures.append(f"{place}: {len(found)} rows, expected {len(lines)}")
    return compared, failures


def read(case):
    expected = {}
    for line in (CASES / case / "expected.tsv").read_text().splitlines()[1:]:
        what, key, value, *notes = line.split("\t")
        expected.setdefault(what, []).append((key, value, "".join(notes)))
    return expected


def answer(connection, query):
    """The answer by key: the first column of a table; the columns of a status, which must be one row."""
    cursor = connection.cursor()
    cursor.execute(query["sql"])
    rows = cursor.fetchall()
    if query["what"].startswith("tile"):
        return rows
    if query["what"].startswith("status"):
        assert len(rows) == 1, f"{len(rows)} rows"
        return {column[0]: value for column, value in zip(cursor.description, rows[0])}
    return {"" if key is None else str(key): value for key, value in rows}


def same_table(rows, lines):
    """Whether a tile has these rows in this order: `what it is split by` and the values, each joined by ` / `."""
    wanted = [[*key.split(" / "), *value.split(" / ")] for key, value, _ in lines]
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

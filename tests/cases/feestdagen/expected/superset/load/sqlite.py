"""Herstel op tijd: loads the rows into SQLite, all of them or none.

    python3 load/sqlite.py DATABASE FOLDER

FOLDER is the folder of the case file: paths are relative to it. Needs nothing but Python.
"""

import csv
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

YES, NO = {"ja", "j", "yes", "y", "true", "waar", "1"}, {"nee", "n", "no", "false", "onwaar", "0"}

# For each source: file, table, and for each column: name in the file, name in the table, type in the database, kind,
# texts that mean empty, numbers that mean empty, notation of dates, marks of thousands, mark of decimals.
SOURCES = [
    ("meldingen.csv", "\"casus_herstel__meldingen\"", [
        ("gemeld", "\"gemeld\"", "DATE", "date", [], [], None, "", "."),
        ("afgehandeld", "\"afgehandeld\"", "DATE", "date", [], [], None, "", "."),
        ("soort", "\"soort\"", "TEXT", "text", [], [], None, "", "."),
    ]),
]


def moment(text, notation):
    return datetime.strptime(text, notation) if notation else datetime.fromisoformat(text)


def convert(text, kind, missing, missing_numbers, notation, thousands, decimal):
    text = (text or "").strip(" \t\r\u00a0")
    if not text or text in [m.strip() for m in missing]:
        return None
    if kind == "text":
        return text
    if kind in ("number", "whole"):
        for mark in thousands:
            text = text.replace(mark, "")
        text = text.replace(decimal, ".")
        value = float(text) if kind == "number" else int(text)
        return None if value in missing_numbers else value
    if kind == "yes_no":
        if text.lower() not in YES | NO:
            raise ValueError(f"{text!r} is neither yes nor no")
        return text.lower() in YES
    value = moment(text, notation)
    return value.strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%d %H:%M:%S")


def lines(path):
    if path.suffix.lower() == ".parquet":
        import duckdb

        cursor = duckdb.read_parquet(str(path))
        for row in cursor.fetchall():
            yield {name: None if value is None else str(value) for name, value in zip(cursor.columns, row)}
        return
    with open(path, encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        yield from csv.DictReader(file, delimiter=max(",;\t", key=first.count), skipinitialspace=True)


def rows(path, columns):
    for number, line in enumerate(lines(path), 2):
        row = []
        for source, _, _, *how in columns:
            if source not in line:
                raise SystemExit(f"{path}: no column {source!r}")
            try:
                row.append(convert(line[source], *how))
            except ValueError as error:
                raise SystemExit(f"{path}, line {number}, column {source}: {error}")
        yield row


def main():
    database, folder = sqlite3.connect(sys.argv[1]), Path(sys.argv[2])
    with database:
        database.execute("BEGIN")
        for file, table, columns in SOURCES:
            listed = ", ".join(f"{name} {ddl}" for _, name, ddl, *_ in columns)
            database.execute(f"DROP TABLE IF EXISTS {table}")
            database.execute(f"CREATE TABLE {table} ({listed})")
            marks = ", ".join("?" * len(columns))
            loaded = database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows(folder / file, columns))
            print(f"{table}: {loaded.rowcount} rows")


main()

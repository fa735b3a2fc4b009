"""The same bundle in DuckDB and in SQLite: each chart's rows must be those that Superset gave over PostgreSQL.

    engines.py WORK     with WORK/answers.json, WORK/duckdb, WORK/sqlite, WORK/rows.duckdb and WORK/rows.sqlite

What a bundle leaves out for a database (SQLite has no median) is told at build time, and printed here. Charts with a time
axis and histograms are left to the page of the real server: their periods and classes are made by Superset.
"""

import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import yaml


def read(folder):
    return {path.stem: yaml.safe_load(path.read_text()) for path in folder.glob("*.yaml")}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def question(chart, datasets, period=None):
    """What a chart asks, and the SQL that Superset makes of it. `period` is the SQL of a time axis, `{}` its date."""
    [query] = json.loads(chart["query_context"])["queries"]
    [dataset] = [d for d in datasets.values() if d["uuid"] == chart["dataset_uuid"]]
    dates = {c["column_name"] for c in dataset["columns"] if c["is_dttm"]}
    metrics = {m["metric_name"]: m["expression"] for m in dataset["metrics"]}
    # Dates come out of each engine in a shape of its own: left to the page of the real server.
    columns = [c if isinstance(c, str) else c["label"] for c in query["columns"]]
    columns = [c for c in columns if c not in dates or period]
    parts = [period.format(quoted(c)) if c in dates else quoted(c) for c in columns]
    selected = [f"{part} AS {quoted(c)}" for part, c in zip(parts, columns)] + [f"{metrics[m]} AS {quoted(m)}" for m in query["metrics"] or []]
    sql = f"SELECT {', '.join(selected)} FROM ({dataset['sql']}) AS rows_of_source"
    conditions = [condition(f) for f in query["filters"] if f["op"] != "TEMPORAL_RANGE"]
    sql += f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sql += f" GROUP BY {', '.join(parts)}" if columns and query["metrics"] else ""
    order = [f"{metrics.get(m, quoted(m))} {'ASC' if up else 'DESC'}" for m, up in query["orderby"]]
    sql += f" ORDER BY {', '.join(order)}" if order else ""
    return query, sql + (f" LIMIT {query['row_limit']}" if query["row_limit"] else "")


def condition(filter):
    column = quoted(filter["col"])
    return f"{column} IS NOT NULL" if filter["op"] == "IS NOT NULL" else f"{column} = {filter['val']}"


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-9 * max(1, abs(a))
    return a == b


def rows(cursor, sql):
    cursor.execute(sql)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def spread(found, query):
    """One row for each value of the axis, with a column for each series: Superset pivots where a chart has series."""
    series, metrics = query.get("series_columns"), query["metrics"]
    if not series:
        return found
    [axis] = [c["label"] for c in query["columns"] if not isinstance(c, str)]
    wide = {}
    for row in found:
        wide.setdefault(row[axis], {axis: row[axis]})[", ".join(row[c] for c in series)] = row[metrics[0]]
    return list(wide.values())


def key(row):
    texts = sorted((k, v) for k, v in row.items() if isinstance(v, str))
    return texts, sorted((k, v) for k, v in row.items() if isinstance(v, (int, float)))


def equal(ours, theirs):
    """Whether two answers have the same rows; their order is a column of its own."""
    theirs = [{k: row[k] for k in ours[0] if k in row} for row in theirs]
    ours, theirs = sorted(ours, key=key), sorted(theirs, key=key)
    return len(ours) == len(theirs) and all(same(row[k], other.get(k)) for row, other in zip(ours, theirs) for k in row)


def compare(engine, cursor, work, answers):
    [bundle] = work.glob(f"{engine}/out/*/superset/*/metadata.yaml")
    charts, datasets = read(bundle.parent / "charts"), read(next(bundle.parent.glob("datasets/*")))
    left_out = sorted(set(answers) - set(charts))
    wrong, checked = [], 0
    for stem, chart in charts.items():
        query, sql = question(chart, datasets)
        classes = any(step["operation"] == "histogram" for step in query["post_processing"])
        if query["extras"].get("time_grain_sqla") or classes:
            continue
        checked += 1
        got = spread(rows(cursor, sql), query)
        if not got or not equal(got, answers[stem]):
            wrong.append(stem)
            print(f"superset: FAILED: {engine}: {stem}\n  {engine}: {got}\n  Superset: {answers[stem]}")
    print(f"superset: {engine}: {checked} charts as in PostgreSQL, {len(wrong)} wrong, left out: {', '.join(left_out) or 'none'}")
    # A run that compared nothing has shown nothing.
    return not wrong and checked > 0


def main():
    work = Path(sys.argv[1])
    answers = json.loads((work / "answers.json").read_text())
    duck = compare("duckdb", duckdb.connect(str(work / "rows.duckdb")).cursor(), work, answers)
    lite = compare("sqlite", sqlite3.connect(work / "rows.sqlite").cursor(), work, answers)
    sys.exit(0 if duck and lite else 1)


if __name__ == "__main__":
    main()

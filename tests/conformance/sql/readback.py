"""Reads the SQL of casus for what isn't here itself with a second parser: one statement, and nothing that is not understood.

    python3 readback.py QUERIES.json      QUERIES.json is what `cargo run --example sql_cases` prints
"""

import collections
import json
import pathlib
import sys

import sqlglot

DIALECTS = {"MySQL": "mysql", "Spark": "spark", "SQL Server": "tsql"}


def main(path):
    read, failures = collections.Counter(), []
    for case in json.loads(pathlib.Path(path).read_text()):
        dialect = DIALECTS.get(case["dialect"])
        if dialect is None:
            continue
        for query in case["queries"]:
            if "sql" not in query:
                continue
            wrong = fault(query["sql"], dialect)
            read[case["dialect"]] += wrong is None
            if wrong:
                failures.append(f"{case['dialect']}, {case['case']}: {query['what']}: {wrong}\n{query['sql']}")
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"SQL read back by sqlglot: {', '.join(f'{n} in {dialect}' for dialect, n in read.items())}; failures: {len(failures)}")
    missing = [dialect for dialect in DIALECTS if read[dialect] == 0]
    if missing:
        print(f"FAILED nothing was read in {', '.join(missing)}", file=sys.stderr)
    return 1 if failures or missing else 0


def fault(sql, dialect):
    try:
        statements = sqlglot.parse(sql, read=dialect)
    except sqlglot.errors.SqlglotError as error:
        return str(error)
    if len(statements) != 1:
        return f"{len(statements)} statements"
    return "it is taken for a command" if isinstance(statements[0], sqlglot.exp.Command) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

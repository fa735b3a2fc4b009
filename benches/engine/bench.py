"""Measures `casus data figures` against plain DuckDB: the same queries over the same file, in turn, each in a process of its own."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = "2026-11-24"
RUNS = int(os.environ.get("RUNS", "5"))
TABLES = {
    "csv": "read_csv('{file}', header = true, delim = ',', columns = {{'number': 'BIGINT', 'reported_on': 'DATE', 'closed_on': 'DATE', "
    "'category': 'VARCHAR', 'neighbourhood': 'VARCHAR', 'cost': 'DOUBLE'}})",
    "parquet": "read_parquet('{file}')",
}


def duckdb_alone(kind, file, queries):
    """Runs in its own process: the answers to the first query, the measures."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f'create view "source 0" as select * from {TABLES[kind].format(file=file)}')
    answers = [connection.execute(sql).fetchall() for sql in json.loads(Path(queries).read_text())]
    print(json.dumps(answers[0][0], default=str))


def timed(command, cwd):
    """Seconds, peak memory in MB and output of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: exit {process.returncode}")
    return seconds, usage.ru_maxrss / 1024, output


def main(casus, queries_of, data):
    print(f"{RUNS} runs each, in turn; seconds: least / median; memory: the most of any run")
    for kind, table in TABLES.items():
        case = HERE / f"{kind}.case"
        queries = data / f"{kind}.json"
        queries.write_bytes(subprocess.check_output([queries_of, case, AS_OF]))
        (data / case.name).write_text(case.read_text().replace("data/", ""))
        ours = [casus, "data", "figures", case.name, "--format", "json", "--as-of", AS_OF]
        theirs = [sys.executable, __file__, "duckdb", kind, str(data / f"reports.{kind}"), str(queries)]
        results = {"casus": [], "duckdb": []}
        for _ in range(RUNS):
            results["casus"].append(timed(ours, data))
            results["duckdb"].append(timed(theirs, data))
        count = len(json.loads(queries.read_text()))
        print(f"\n{kind}: {(data / f'reports.{kind}').stat().st_size / 1e6:.0f} MB, {count} queries")
        for name, runs in results.items():
            seconds = [run[0] for run in runs]
            print(f"  {name:7} {min(seconds):6.2f} / {statistics.median(seconds):6.2f} s {max(run[1] for run in runs):7.0f} MB")
        same(json.loads(results["casus"][0][2]), json.loads(results["duckdb"][0][2]))


def same(figures, measures):
    """The measures of both are equal, so that both did the work."""
    for (name, value), other in zip(figures["measures"].items(), measures, strict=True):
        if abs(value - float(other)) > 1e-9 * max(1, abs(value)):
            sys.exit(f"{name}: {value} and {other}")
    action = figures["actions"]["extra_crew"]
    if not action["fires"]:
        sys.exit("the act must be due: else casus asks fewer queries")


if __name__ == "__main__":
    if sys.argv[1] == "duckdb":
        duckdb_alone(*sys.argv[2:])
    else:
        main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())

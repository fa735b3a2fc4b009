"""Holds one imported dashboard against a real Superset server.

Asks every chart for its data, opens the dashboard in a browser and looks at what the page asked and showed, and compares
the figures listed for the case. Run by `run`, with the Python of the Superset environment.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import duckdb
import requests
import yaml

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parent / "figures.json"


class Server:
    """A session on the REST API."""

    def __init__(self, url):
        self.url, self.http = url, requests.Session()
        self.http.headers.update({"Accept": "application/json", "Referer": url})
        login = {"username": "admin", "password": "admin", "provider": "db", "refresh": True}
        token = self.call("POST", "security/login", json=login)["access_token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self.http.headers["X-CSRFToken"] = self.call("GET", "security/csrf_token/")["result"]

    def call(self, method, path, **more):
        answer = self.http.request(method, f"{self.url}/api/v1/{path}", timeout=120, **more)
        if not answer.ok:
            raise SystemExit(f"FAILED: {method} {path}: {answer.status_code} {answer.text[:2000]}")
        return answer.json()


class Bundle:
    """The ZIP as it was written: parsed YAML by path below the top folder."""

    def __init__(self, path):
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.files = {
                name.split("/", 1)[1]: yaml.safe_load(archive.read(name))
                for name in archive.namelist()
                if name.endswith(".yaml")
            }

    def folder(self, name):
        return {Path(path).stem: body for path, body in self.files.items() if path.startswith(name + "/")}


class Checks:
    def __init__(self):
        self.done, self.failed = 0, []

    def that(self, ok, what):
        self.done += 1
        if not ok:
            self.failed.append(what)
            print(f"superset: FAILED: {what}")
        return ok


def charts_on_server(server, slug):
    found = server.call("GET", f"dashboard/{slug}/charts")["result"]
    return {chart["slice_name"]: chart["id"] for chart in found}


def rows_of(server, chart_id):
    return server.call("GET", f"chart/{chart_id}/data/")["result"]


def saved_queries(body):
    return json.loads(body["query_context"])["queries"] if body.get("query_context") else []


ASKED = ("columns", "metrics", "orderby", "row_limit", "post_processing", "series_columns", "filters")


def essence(query):
    """What a query asks, without what the page adds by itself."""
    kept = {}
    for key in ASKED:
        value = query.get(key)
        if key == "post_processing":
            value = [step for step in value or [] if step]
        if value not in (None, [], ""):
            kept[key] = value
    kept["grain"] = (query.get("extras") or {}).get("time_grain_sqla")
    return json.loads(json.dumps(kept))


def check_data(checks, server, bundle, ids):
    """Every chart answers its own saved question with rows."""
    answers = {}
    for stem, body in bundle.folder("charts").items():
        if not checks.that(body["slice_name"] in ids, f"chart {stem} is on the dashboard"):
            continue
        results = rows_of(server, ids[body["slice_name"]])
        answers[stem] = [row for result in results for row in result["data"]]
        checks.that(all(not result.get("error") for result in results), f"chart {stem}: {results[0].get('error')}")
        checks.that(answers[stem], f"chart {stem} answers with rows")
    return answers


def check_page(checks, server, bundle, slug, ids, folder):
    """The page draws every chart, asks what the bundle says it asks, and shows no error."""
    drawn = subprocess.run(["node", str(HERE / "draw.mjs"), server.url, slug, str(folder)])
    if not checks.that(drawn.returncode == 0, "the dashboard opens in a browser"):
        return
    seen = json.loads((folder / f"{slug}.json").read_text())
    for text in seen["errors"]:
        checks.that(False, f"the page shows: {text[:300]}")
    asked = {}
    for request in seen["requests"]:
        asked.setdefault(request["chart"], []).append(request)
    for stem, body in bundle.folder("charts").items():
        requests_made = asked.get(ids.get(body["slice_name"]), [])
        if not checks.that(requests_made, f"the page asks for chart {stem}"):
            continue
        last = requests_made[-1]
        checks.that(last["status"] == 200 and all(last["rows"]), f"the page gets rows for {stem}: {last['error']}")
        page, saved = ([essence(query) for query in queries] for queries in (last["queries"], saved_queries(body)))
        checks.that(page == saved, f"chart {stem}: saved query differs from the page's\n  page  {page}\n  saved {saved}")


def expected(figure, options):
    """The number that a figure must have: a fact of the data set, or a query that DuckDB answers over the source."""
    if "fact" not in figure:
        os.chdir(options.source)
        return duckdb.sql(figure["sql"]).fetchone()[0]
    facts = json.loads((options.source / figure["facts"]).read_text())["facts"]
    [value] = [fact["value"] for fact in facts if fact["id"] == figure["fact"]]
    if isinstance(value, list):
        [row] = [row for row in value if all(row[k] == v for k, v in figure.get("fact_row", {}).items())]
        value = row[figure["fact_column"]]
    # A share that is too late, in percent, is what a share in time leaves.
    return (100 - value) / 100 if figure.get("complement_percent") else value


def measured(figure, bundle, server, answers):
    if "visual" in figure:
        rows = [row for row in answers[figure["visual"]] if all(row.get(k) == v for k, v in figure["row"].items())]
        # Where small numbers are hidden, a measure has a name of its own in each tile.
        own = f"{figure['visual']}__{figure['measure']}"
        return rows[0].get(own, rows[0].get(figure["measure"])) if len(rows) == 1 else f"{len(rows)} rows"
    body = bundle.folder("datasets")[figure["source"]]
    wanted = {"filters": [{"col": "uuid", "opr": "eq", "value": body["uuid"]}]}
    [dataset] = server.call("GET", "dataset/", params={"q": json.dumps(wanted)})["result"]
    query = {"metrics": [figure["measure"]], "columns": [], "row_limit": 10}
    ask = {"datasource": {"id": dataset["id"], "type": "table"}, "queries": [query], "result_type": "full"}
    return server.call("POST", "chart/data", json=ask)["result"][0]["data"][0][figure["measure"]]


def check_figures(checks, bundle, server, answers, options):
    figures = [f for f in json.loads(FIGURES.read_text()) if f["case"] == options.case]
    checks.that(figures, f"figures.json has figures for {options.case}")
    for figure in figures:
        want, got = float(expected(figure, options)), measured(figure, bundle, server, answers)
        name = f"{figure.get('visual', 'all rows')} {figure.get('row', '')} {figure['measure']}"
        near = isinstance(got, (int, float)) and abs(got - want) <= figure.get("within", 1e-9 * max(1, abs(want)))
        if checks.that(near, f"figure {name}: {got}, expected {want}"):
            source = f"fact {figure['fact']}" if "fact" in figure else "DuckDB"
            print(f"superset: figure {name} = {got} ({source}: {want})")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", required=True)
    parser.add_argument("--case", required=True)
    parser.add_argument("--source", type=Path, required=True, help="the folder of the case file: paths are relative to it")
    parser.add_argument("--answers", type=Path, required=True, help="where to leave what the charts answered")
    parser.add_argument("--pictures", type=Path, required=True, help="the folder for screenshots")
    options = parser.parse_args()
    begin, checks = time.time(), Checks()
    server, bundle = Server(os.environ["SUPERSET_URL"]), Bundle(options.bundle)
    [dashboard] = bundle.folder("dashboards").values()
    ids = charts_on_server(server, dashboard["slug"])
    answers = check_data(checks, server, bundle, ids)
    check_page(checks, server, bundle, dashboard["slug"], ids, options.pictures)
    options.answers.write_text(json.dumps(answers))
    check_figures(checks, bundle, server, answers, options)
    print(f"superset: {options.case}: {len(answers)} charts, {checks.done} checks, {len(checks.failed)} failed, {time.time() - begin:.0f} s")
    sys.exit(1 if checks.failed else 0)


main()

"""The databases that the SQL of casus is put to, each started here and gone afterwards, behind one shape.

An engine has `types` (what a column of each type is called), `load` (a table and its rows) and `ask` (a query; its column
names and rows). None is in the time zone of the dates it is asked about: they have none.
"""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings

import duckdb
import psycopg2

ZONE = "America/New_York"


class Engine:
    """A database that Python's DB-API reaches."""

    mark = "?"

    def load(self, table):
        name, kinds = self.quoted(table["name"]), [column["type"] for column in table["columns"]]
        columns = ", ".join(f"{self.quoted(c['name'])} {self.types[c['type']]}" for c in table["columns"])
        cursor = self.connection.cursor()
        cursor.execute(f"drop table if exists {name}")
        cursor.execute(f"create table {name} ({columns})")
        insert = f"insert into {name} values ({', '.join([self.mark] * len(kinds))})"
        for row in table["rows"]:
            cursor.execute(insert, [cell(text, kind) for text, kind in zip(row, kinds, strict=True)])

    def ask(self, sql):
        cursor = self.connection.cursor()
        cursor.execute(sql)
        return [column[0] for column in cursor.description], cursor.fetchall()

    def quoted(self, name):
        return '"' + name.replace('"', '""') + '"'


class DuckDB(Engine):
    types = dict(text="varchar", number="double", decimal="decimal(18, 2)", whole="bigint", date="date", moment="timestamp", bool="boolean")

    def __init__(self):
        self.connection = duckdb.connect()
        self.connection.execute(f"set timezone = '{ZONE}'")


class SQLite(Engine):
    types = dict(text="text", number="real", decimal="real", whole="integer", date="text", moment="text", bool="integer")

    def __init__(self):
        self.connection = sqlite3.connect(":memory:")


class PostgreSQL(Engine):
    mark = "%s"
    types = dict(text="text", number="double precision", decimal="numeric(18, 2)", whole="bigint", date="date", moment="timestamp", bool="boolean")

    def __init__(self, home):
        self.connection = psycopg2.connect(host=str(home), user="postgres", dbname="postgres")
        self.connection.autocommit = True


class Spark(Engine):
    """Sail, over Spark Connect."""

    types = dict(text="string", number="double", decimal="decimal(18, 2)", whole="bigint", date="date", moment="timestamp_ntz", bool="boolean")

    def __init__(self, address):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it would rather have pandas
            from pyspark.sql.connect.session import SparkSession

            self.session = SparkSession.builder.remote(address).getOrCreate()
        self.session.conf.set("spark.sql.session.timeZone", ZONE)

    def load(self, table):
        """A view of texts that are cast: what `createDataFrame` makes of dates goes by the time zone."""
        columns = [(f"c{at}", self.quoted(c["name"]), self.types[c["type"]]) for at, c in enumerate(table["columns"])]
        rows = table["rows"] or [[None] * len(columns)]
        values = ", ".join("(" + ", ".join(map(self.text, row)) + ")" for row in rows)
        typed = ", ".join(f"cast(cast({c} as string) as {kind}) as {name}" for c, name, kind in columns)
        only = "" if table["rows"] else " where false"
        self.session.sql(
            f"create or replace temporary view {self.quoted(table['name'])} as select {typed} "
            f"from values {values} as v({', '.join(c for c, _, _ in columns)}){only}"
        )

    def ask(self, sql):
        found = self.session.sql(sql).toArrow()
        return found.column_names, list(zip(*(column.to_pylist() for column in found.columns)))

    def quoted(self, name):
        return "`" + name.replace("`", "``") + "`"

    def text(self, cell):
        return "null" if cell is None else "'" + cell.replace("\\", "\\\\").replace("'", "\\'") + "'"


def cell(text, kind):
    """A cell of a file as Python's type."""
    if text is None:
        return None
    if kind in ("number", "decimal"):
        return float(text)
    if kind == "whole":
        return int(text)
    return text == "true" if kind == "bool" else text


@contextlib.contextmanager
def started():
    """An engine for each dialect, by its product."""
    with postgres() as home, sail() as address:
        spark = Spark(address)
        try:
            yield {"DuckDB": DuckDB(), "PostgreSQL": PostgreSQL(home), "Spark": spark, "SQLite": SQLite()}
        finally:
            spark.session.stop()  # once the server is gone, a session that lives on calls for it for minutes


@contextlib.contextmanager
def postgres():
    """A private PostgreSQL on a socket. It refuses to run as root, so root lends it to `postgres`."""
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
        options = f"-c listen_addresses= -k {home} -c fsync=off -c timezone={ZONE}"
        run(control + ["-l", home / "log", "-o", options, "start"])
        try:
            yield home
        finally:
            run(control + ["-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def sail():
    """A private Sail, which speaks Spark Connect; its log is Rust's and of no use here."""
    os.environ.setdefault("RUST_LOG", "error")
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        yield f"sc://127.0.0.1:{server.listening_address[1]}"
    finally:
        server.stop()


def run(command):
    done = subprocess.run(command, cwd="/tmp", capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"FAILED {command}: {done.stdout}{done.stderr}")

"""Writes the ten million rows that `run` measures with: the same bytes each time."""

import sys
from pathlib import Path

import duckdb

ROWS = 10_000_000
folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
duckdb.sql("set threads = 1")
# A row's values follow from its number alone, by the multiplier of the generator MINSTD.
duckdb.sql(f"""
    create view reports as
    with rows as (select i, i * 48271 % 2147483647 as a, i * 69621 % 2147483647 as b from range(1, {ROWS} + 1) as r(i))
    select
        i as number,
        date '2017-01-01' + (a % 3560)::int as reported_on,
        case when b % 50 <> 0 then date '2017-01-01' + (a % 3560)::int + (b % (8 + a % 17))::int end as closed_on,
        'Category ' || lpad((a % 24)::varchar, 2, '0') as category,
        'Neighbourhood ' || lpad((b % 480)::varchar, 3, '0') as neighbourhood,
        round(b % 250000 / 100.0, 2) as cost
    from rows
""")
duckdb.sql(f"copy reports to '{folder / 'reports.csv'}' (header, delimiter ',')")
duckdb.sql(f"copy reports to '{folder / 'reports.parquet'}' (format parquet)")

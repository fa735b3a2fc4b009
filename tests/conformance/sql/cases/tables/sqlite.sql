-- rows requests
select
  case when nullif(trim("ID"), '') in ('-99997', 'n.a.') then null else nullif(trim("ID"), '') end as "id",
  case when nullif(trim("Ward ""name"""), '') in ('-99997', 'n.a.') then null else nullif(trim("Ward ""name"""), '') end as "ward",
  case when "COST_EUR" in (-99997) then null else "COST_EUR" end as "cost",
  case when "people" in (-99997) then null else "people" end as "people",
  "select" as "opened",
  "Closed On" as "closed",
  cast(julianday(coalesce("Closed On", date('now', 'localtime'))) - julianday("select") as integer) as "waited",
  cast((cast(julianday(coalesce("Closed On", date('now', 'localtime'))) - julianday("select") as integer)) as real) / 7 as "weeks_waited",
  cast(case when "COST_EUR" in (-99997) then null else "COST_EUR" end as real) / nullif(case when "people" in (-99997) then null else "people" end, 0) as "a_head"
from "requests"

-- measure open_ones
count(*) filter (where "closed" is null)

-- measure costs
sum("cost")

-- measure middle_cost
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure wards
count(distinct "ward")

-- measure middle_wait
avg("weeks_waited")

-- status crew
with casus_rows as (
  select
    case when nullif(trim("ID"), '') in ('-99997', 'n.a.') then null else nullif(trim("ID"), '') end as "id",
    case when nullif(trim("Ward ""name"""), '') in ('-99997', 'n.a.') then null else nullif(trim("Ward ""name"""), '') end as "ward",
    case when "COST_EUR" in (-99997) then null else "COST_EUR" end as "cost",
    case when "people" in (-99997) then null else "people" end as "people",
    "select" as "opened",
    "Closed On" as "closed",
    cast(julianday(coalesce("Closed On", date('now', 'localtime'))) - julianday("select") as integer) as "waited",
    cast((cast(julianday(coalesce("Closed On", date('now', 'localtime'))) - julianday("select") as integer)) as real) / 7 as "weeks_waited",
    cast(case when "COST_EUR" in (-99997) then null else "COST_EUR" end as real) / nullif(case when "people" in (-99997) then null else "people" end, 0) as "a_head"
  from "requests"
),
casus_ranked as (
  select "ward" as "value", count(*) filter (where "closed" is null) as "rank"
  from casus_rows
  where "ward" is not null
  group by "ward"
),
casus_placed as (
  select "value", row_number() over (order by "rank" desc, "value") as "place"
  from casus_ranked
  where "rank" is not null
),
casus_due as (
  select "value", "place" from casus_placed where "place" <= 1 order by "place"
)
select
  case
    when count(*) = 0 then 'No data'
    else 'Chosen now' || coalesce(': ' || group_concat("value", ', '), '')
  end as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  cast(null as date) as data_until
from casus_due

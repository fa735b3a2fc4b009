-- rows reports
select
  "id",
  "reported",
  "district",
  "kind",
  "hours"
from "reports"

-- rows districts
select
  "name",
  "region",
  "people"
from "districts"

-- measure n
count(*)

-- measure slow
avg("hours")

-- measure people_m
sum("people")

-- measure people_before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure slow_before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure year_ago
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure grown
-- 'change' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'verandering' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure so_far
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure slow_so_far
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure part
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure part_slow
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure more
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure per_1000
-- this takes rows of two sources, and one query reads one; show a measure of each source beside the other
-- dit neemt rijen uit twee bronnen, en één query leest er één; toon van elke bron een maat naast de andere

-- tile months
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", date(min(date(casus_periods."period start", '-1 months'), date(casus_periods."period start", 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1" from casus_cells
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2", cast("part 1" - "part 2" as real) / nullif("part 2", 0) as "value 3", "part 1" - "part 2" as "value 4"
  from casus_parts
)
select "period start", "value 1", "value 2", "value 3", "value 4"
from casus_shown
order by "period start"

-- tile months_slow
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", avg("hours") as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", date(min(date(casus_periods."period start", '-1 months'), date(casus_periods."period start", 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1" from casus_cells
),
casus_parts as (
  select casus_axis."period start", casus_side."part 1" as "part 1", casus_earlier_1."part 1" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "period start", "value 1", "value 2"
from casus_shown
order by "period start"

-- tile sums
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_running_1 as (
  select "up to", count(*) as "part 1"
  from (select "period start" as "up to" from casus_axis) as axis
  join casus_kept on "period start" <= "up to"
  where "period start" is not null
  group by "up to"
),
casus_running_2 as (
  select "up to", avg("hours") as "part 2"
  from (select "period start" as "up to" from casus_axis) as axis
  join casus_kept on "period start" <= "up to"
  where "period start" is not null
  group by "up to"
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_running_1."part 1", 0) as "part 1", casus_running_2."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_running_1 on casus_running_1."up to" = casus_axis."period start"
  left join casus_running_2 on casus_running_2."up to" = casus_axis."period start"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "period start", "value 1", "value 2"
from casus_shown
order by "period start"

-- tile quarters
-- the step back is shorter than a period of the time axis; take a step of whole periods, or a finer time axis
-- de stap terug is korter dan een periode van de tijdas; neem een stap van hele periodes, of een fijnere tijdas

-- tile weeks
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", '-6 days', 'weekday 1') as "period start", case when date("reported", '-6 days', 'weekday 1') <= max(case when date("reported", '-6 days', 'weekday 1') < date(date('now', 'localtime'), '-6 days', 'weekday 1') then date("reported", '-6 days', 'weekday 1') end) over () and date("reported", '-6 days', 'weekday 1') > date(max(case when date("reported", '-6 days', 'weekday 1') < date(date('now', 'localtime'), '-6 days', 'weekday 1') then date("reported", '-6 days', 'weekday 1') end) over (), '-420 days') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_before_kept as (
  select casus_rows.*, date("reported", '-6 days', 'weekday 1') as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select date("period start", '+7 days'), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", case when cast((julianday(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-3 days', 'weekday 4')) - julianday(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) = cast((julianday(date(casus_periods."period start", '-3 days', 'weekday 4')) - julianday(date(casus_periods."period start", '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) then date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1') when cast((julianday(date(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '+7 days'), '-3 days', 'weekday 4')) - julianday(date(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '+7 days'), '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) = cast((julianday(date(casus_periods."period start", '-3 days', 'weekday 4')) - julianday(date(casus_periods."period start", '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) then date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '+7 days') when cast((julianday(date(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-7 days'), '-3 days', 'weekday 4')) - julianday(date(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-7 days'), '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) = cast((julianday(date(casus_periods."period start", '-3 days', 'weekday 4')) - julianday(date(casus_periods."period start", '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) or cast((julianday(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-3 days', 'weekday 4')) - julianday(date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-3 days', 'weekday 4', 'start of year'))) / 7 + 1 as integer) <> 52 then date(date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1'), '-7 days') else date(min(date(date(casus_periods."period start", '+3 days'), '-12 months'), date(date(casus_periods."period start", '+3 days'), 'start of month', '-12 months', '+1 month', '-1 day')), '-6 days', 'weekday 1') end as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1" from casus_cells
  union all select "period start", "part 1" from casus_before_cells
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "period start", "value 1", "value 2"
from casus_shown
order by "period start"

-- tile days
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported") as "period start", case when date("reported") <= max(case when date("reported") < date(date('now', 'localtime')) then date("reported") end) over () and date("reported") > date(max(case when date("reported") < date(date('now', 'localtime')) then date("reported") end) over (), '-2 days') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_before_kept as (
  select casus_rows.*, date("reported") as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select date("period start", '+1 days'), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", min(date(casus_periods."period start", '-12 months'), date(casus_periods."period start", 'start of month', '-12 months', '+1 month', '-1 day')) as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1" from casus_cells
  union all select "period start", "part 1" from casus_before_cells
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "period start", "value 1", "value 2"
from casus_shown
order by "period start"

-- tile kinds
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1", avg("hours") as "part 3"
  from casus_kept
  group by "by 1"
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_whole as (
  select count(*) as "part 2", avg("hours") as "part 4"
  from casus_kept
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_whole."part 2" as "part 2", casus_side."part 3" as "part 3", casus_whole."part 4" as "part 4"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "by 1", "key 1", "part 1" as "value 1", cast("part 1" as real) / nullif("part 2", 0) as "value 2", cast("part 3" as real) / nullif("part 4", 0) as "value 3"
  from casus_parts
)
select "by 1", "value 1", "value 2", "value 3"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "key 1"

-- tile top_part
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_whole as (
  select count(*) as "part 2"
  from casus_kept
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "by 1", "value 1"
from casus_shown
where "by 1" <> '(empty)'
order by case when "by 1" = '(empty)' then 1 else 0 end, case when "value 1" is null then 1 else 0 end, "value 1" desc, "key 1"
limit 2

-- tile some
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1", case when ("hours" > 4) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1
  group by "by 1"
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_whole as (
  select count(*) as "part 2"
  from casus_kept
  where "is kept" = 1
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "by 1", "key 1", "part 1" as "value 1", cast("part 1" as real) / nullif("part 2", 0) as "value 2"
  from casus_parts
)
select "by 1", "value 1", "value 2"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "key 1"

-- tile month_kind
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start", coalesce("kind", '(empty)') as "by 1", case when date("reported", 'start of month') <= max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () and date("reported", 'start of month') > min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-5 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-5 months', '+1 month', '-1 day')) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start", "by 1"
),
casus_before_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start", coalesce("kind", '(empty)') as "by 1"
  from casus_rows
),
casus_before_cells as (
  select "period start", "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start", "by 1"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1", date(min(date(casus_periods."period start", '-1 months'), date(casus_periods."period start", 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') as "earlier 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "by 1", "part 1" from casus_cells
  union all select "period start", "by 1", "part 1" from casus_before_cells
),
casus_running_3 as (
  select "up to", "in 1", count(*) as "part 3"
  from (select "period start" as "up to", "by 1" as "in 1" from casus_axis) as axis
  join casus_before_kept on "period start" <= "up to" and "by 1" = "in 1"
  where "period start" is not null
  group by "up to", "in 1"
),
casus_whole as (
  select count(*) as "part 4"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 2", coalesce(casus_running_3."part 3", 0) as "part 3", casus_whole."part 4" as "part 4"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1" and casus_earlier_1."by 1" = casus_axis."by 1"
  left join casus_running_3 on casus_running_3."up to" = casus_axis."period start" and casus_running_3."in 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" as "value 1", "part 2" as "value 2", "part 3" as "value 3", cast("part 1" as real) / nullif("part 4", 0) as "value 4"
  from casus_parts
)
select "period start", "by 1", "value 1", "value 2", "value 3", "value 4"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "period start", "key 1"

-- tile last
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start", case when date("reported", 'start of month') <= max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () and date("reported", 'start of month') > min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-3 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-3 months', '+1 month', '-1 day')) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_before_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", date(min(date(casus_periods."period start", '-1 months'), date(casus_periods."period start", 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1" from casus_cells
  union all select "period start", "part 1" from casus_before_cells
),
casus_running_3 as (
  select "up to", count(*) as "part 3"
  from (select "period start" as "up to" from casus_axis) as axis
  join casus_before_kept on "period start" <= "up to"
  where "period start" is not null
  group by "up to"
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 2", coalesce(casus_running_3."part 3", 0) as "part 3"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
  left join casus_running_3 on casus_running_3."up to" = casus_axis."period start"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2", "part 3" as "value 3"
  from casus_parts
)
select "period start", "value 1", "value 2", "value 3"
from casus_shown
order by "period start"

-- tile compared
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start", case when date("reported", 'start of month') <= max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () and date("reported", 'start of month') > min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-4 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-4 months', '+1 month', '-1 day')) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1", avg("hours") as "part 2"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_before_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1", avg("hours") as "part 2"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", date(min(date(casus_periods."period start", '-12 months'), date(casus_periods."period start", 'start of month', '-12 months', '+1 month', '-1 day')), 'start of month') as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1", "part 2" from casus_cells
  union all select "period start", "part 1", "part 2" from casus_before_cells
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", casus_side."part 2" as "part 2", case when casus_axis."earlier 1" >= (select min("period start") from casus_known) then coalesce(casus_earlier_1."part 1", 0) end as "part 3", casus_earlier_1."part 2" as "part 4"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2", "part 3" as "value 3", "part 4" as "value 4"
  from casus_parts
)
select "period start", "value 1", "value 2", "value 3", "value 4"
from casus_shown
order by "period start"

-- tile compared_total
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, case when date("reported", 'start of month') <= max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () and date("reported", 'start of month') > min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-2 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-2 months', '+1 month', '-1 day')) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1
),
casus_at_2_kept as (
  select casus_rows.*, case when date("reported", 'start of month') <= date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-12 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-12 months', '+1 month', '-1 day')), 'start of month') and date("reported", 'start of month') > date(min(date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-2 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-2 months', '+1 month', '-1 day')), '-12 months'), date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-2 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-2 months', '+1 month', '-1 day')), 'start of month', '-12 months', '+1 month', '-1 day')), 'start of month') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_2_cells as (
  select count(*) as "rows", count(*) as "part 2"
  from casus_at_2_kept
  where "is kept" = 1
),
casus_parts as (
  select coalesce(casus_side."part 1", 0) as "part 1", coalesce(casus_at_2_side."part 2", 0) as "part 2"
  from casus_cells as casus_side
  cross join casus_at_2_cells as casus_at_2_side
),
casus_shown as (
  select "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "value 1", "value 2"
from casus_shown

-- tile newest
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_at_2_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1", case when date("reported", 'start of month') = date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-1 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_2_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 2"
  from casus_at_2_kept
  where "is kept" = 1
  group by "by 1"
),
casus_at_3_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1", case when date("reported", 'start of month') = max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_3_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 3"
  from casus_at_3_kept
  where "is kept" = 1
  group by "by 1"
),
casus_at_4_kept as (
  select casus_rows.*, coalesce("kind", '(empty)') as "by 1", case when date("reported", 'start of year') = date(min(date(max(case when date("reported", 'start of year') < date(date('now', 'localtime'), 'start of year') then date("reported", 'start of year') end) over (), '-12 months'), date(max(case when date("reported", 'start of year') < date(date('now', 'localtime'), 'start of year') then date("reported", 'start of year') end) over (), 'start of month', '-12 months', '+1 month', '-1 day')), 'start of year') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_4_cells as (
  select "by 1", min("kind") as "key 1", count(*) as "rows", count(*) as "part 4"
  from casus_at_4_kept
  where "is kept" = 1
  group by "by 1"
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", coalesce(casus_side."part 1", 0) as "part 1", coalesce(casus_at_2_side."part 2", 0) as "part 2", coalesce(casus_at_3_side."part 3", 0) as "part 3", coalesce(casus_at_4_side."part 4", 0) as "part 4"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_at_2_cells as casus_at_2_side on casus_at_2_side."by 1" = casus_axis."by 1"
  left join casus_at_3_cells as casus_at_3_side on casus_at_3_side."by 1" = casus_axis."by 1"
  left join casus_at_4_cells as casus_at_4_side on casus_at_4_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", "part 1" as "value 1", "part 2" as "value 2", cast("part 3" - "part 2" as real) / nullif("part 2", 0) as "value 3", "part 4" as "value 4"
  from casus_parts
)
select "by 1", "value 1", "value 2", "value 3", "value 4"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "key 1"

-- tile total
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*
  from casus_rows
),
casus_cells as (
  select count(*) as "rows"
  from casus_kept
),
casus_at_1_kept as (
  select casus_rows.*, case when date("reported", 'start of month') = max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_1_cells as (
  select count(*) as "rows", count(*) as "part 1"
  from casus_at_1_kept
  where "is kept" = 1
),
casus_at_2_kept as (
  select casus_rows.*, case when date("reported", 'start of month') = date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-1 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_2_cells as (
  select count(*) as "rows", count(*) as "part 2"
  from casus_at_2_kept
  where "is kept" = 1
),
casus_parts as (
  select coalesce(casus_at_1_side."part 1", 0) as "part 1", coalesce(casus_at_2_side."part 2", 0) as "part 2"
  from casus_cells as casus_side
  cross join casus_at_1_cells as casus_at_1_side
  cross join casus_at_2_cells as casus_at_2_side
),
casus_shown as (
  select cast("part 1" - "part 2" as real) / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "value 1"
from casus_shown

-- tile per_district
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("district", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("district") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("name", '(empty)') as "by 1"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("name") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  group by "by 1"
),
casus_axis as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_parts as (
  select casus_axis."by 1", coalesce(casus_side."key 1", casus_2_side."key 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) * 1000 as "value 1", "part 1" as "value 2", "part 2" as "value 3"
  from casus_parts
)
select "by 1", "value 1", "value 2", "value 3"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "key 1"

-- tile per_region
with casus_linked_1 as (
  select "name" as "link key", min("region") as "link value"
  from (
    select
      "name",
      "region",
      "people"
    from "districts"
  ) as linked
  group by "name"
),
casus_rows as (
  select own.*, casus_linked_1."link value" as "looked up 1"
  from (
    select
      "id",
      "reported",
      "district",
      "kind",
      "hours"
    from "reports"
  ) as own
  left join casus_linked_1 on own."district" = casus_linked_1."link key"
),
casus_kept as (
  select casus_rows.*, coalesce("looked up 1", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("looked up 1") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("region", '(empty)') as "by 1"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("region") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  group by "by 1"
),
casus_axis as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_whole as (
  select count(*) as "part 3"
  from casus_kept
),
casus_parts as (
  select casus_axis."by 1", coalesce(casus_side."key 1", casus_2_side."key 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2", casus_whole."part 3" as "part 3"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) * 1000 as "value 1", cast("part 1" as real) / nullif("part 3", 0) as "value 2"
  from casus_parts
)
select "by 1", "value 1", "value 2"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, case when "value 1" is null then 1 else 0 end, "value 1" desc, "key 1"

-- tile region_kind
with casus_linked_1 as (
  select "name" as "link key", min("region") as "link value"
  from (
    select
      "name",
      "region",
      "people"
    from "districts"
  ) as linked
  group by "name"
),
casus_rows as (
  select own.*, casus_linked_1."link value" as "looked up 1"
  from (
    select
      "id",
      "reported",
      "district",
      "kind",
      "hours"
    from "reports"
  ) as own
  left join casus_linked_1 on own."district" = casus_linked_1."link key"
),
casus_kept as (
  select casus_rows.*, coalesce("looked up 1", '(empty)') as "by 1", case when ("district" <> 'Noord') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "by 1", min("looked up 1") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1
  group by "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("region", '(empty)') as "by 1", case when ("name" <> 'Noord') then 1 else 0 end as "is kept"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("region") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  where "is kept" = 1
  group by "by 1"
),
casus_axis as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_parts as (
  select casus_axis."by 1", coalesce(casus_side."key 1", casus_2_side."key 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "by 1", "value 1", "value 2"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "key 1"

-- tile region_month
with recursive casus_linked_1 as (
  select "name" as "link key", min("region") as "link value"
  from (
    select
      "name",
      "region",
      "people"
    from "districts"
  ) as linked
  group by "name"
),
casus_rows as (
  select own.*, casus_linked_1."link value" as "looked up 1"
  from (
    select
      "id",
      "reported",
      "district",
      "kind",
      "hours"
    from "reports"
  ) as own
  left join casus_linked_1 on own."district" = casus_linked_1."link key"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start", coalesce("looked up 1", '(empty)') as "by 1", case when date("reported", 'start of month') <= max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () and date("reported", 'start of month') > min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-3 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-3 months', '+1 month', '-1 day')) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("looked up 1") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start", "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("region", '(empty)') as "by 1"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("region") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  group by "by 1"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(coalesce(casus_side."key 1", casus_2_side."key 1")) over (partition by casus_axis."by 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) * 1000 as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(empty)' then 1 else 0 end, "period start", "key 1"

-- tile all
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*
  from casus_rows
),
casus_cells as (
  select count(*) as "rows", count(*) as "part 1"
  from casus_kept
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*
  from casus_2_rows
),
casus_2_cells as (
  select count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
),
casus_parts as (
  select coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_cells as casus_side
  cross join casus_2_cells as casus_2_side
),
casus_shown as (
  select cast("part 1" as real) / nullif("part 2", 0) * 1000 as "value 1"
  from casus_parts
)
select "value 1"
from casus_shown

-- tile busiest
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of month') as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "value 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from casus_cells
  union all
  select min(date("period start", '+1 months'), date("period start", 'start of month', '+1 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_filled as (
  select casus_periods."period start", cells."value 1"
  from casus_periods
  left join casus_cells as cells on cells."period start" = casus_periods."period start"
  where casus_periods."period start" is not null
),
casus_shown as (
  select "period start", coalesce("value 1", 0) as "value 1"
  from casus_filled
)
select "period start", "value 1"
from casus_shown
order by case when "value 1" is null then 1 else 0 end, "value 1" desc, "period start"
limit 3

-- tile series
-- along a time axis with a split, `top` could mean the first series or the first values; choose the series with `where`, or leave out the split or the time axis
-- langs een tijdas met een uitsplitsing kan `top` de eerste reeksen of de eerste waarden betekenen; kies de reeksen met `waar`, of laat de uitsplitsing of de tijdas weg

-- tile people_year
with recursive casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, date("reported", 'start of year') as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*
  from casus_2_rows
),
casus_2_cells as (
  select count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select min(date("period start", '+12 months'), date("period start", 'start of month', '+12 months', '+1 month', '-1 day')), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", date(min(date(casus_periods."period start", '-12 months'), date(casus_periods."period start", 'start of month', '-12 months', '+1 month', '-1 day')), 'start of year') as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_parts as (
  select casus_axis."period start", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."period start" = casus_axis."period start"
  cross join casus_2_cells as casus_2_side
),
casus_shown as (
  select "period start", "part 1" as "value 1", "part 2" as "value 2"
  from casus_parts
)
select "period start", "value 1", "value 2"
from casus_shown
order by "period start"

-- status act
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*
  from casus_rows
),
casus_cells as (
  select count(*) as "rows"
  from casus_kept
),
casus_at_1_kept as (
  select casus_rows.*, case when date("reported", 'start of month') = max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over () then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_1_cells as (
  select count(*) as "rows", count(*) as "part 1"
  from casus_at_1_kept
  where "is kept" = 1
),
casus_at_2_kept as (
  select casus_rows.*, case when date("reported", 'start of month') = date(min(date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), '-1 months'), date(max(case when date("reported", 'start of month') < date(date('now', 'localtime'), 'start of month') then date("reported", 'start of month') end) over (), 'start of month', '-1 months', '+1 month', '-1 day')), 'start of month') then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_2_cells as (
  select count(*) as "rows", count(*) as "part 2"
  from casus_at_2_kept
  where "is kept" = 1
),
casus_parts as (
  select coalesce(casus_at_1_side."part 1", 0) as "part 1", coalesce(casus_at_2_side."part 2", 0) as "part 2"
  from casus_cells as casus_side
  cross join casus_at_1_cells as casus_at_1_side
  cross join casus_at_2_cells as casus_at_2_side
),
casus_shown as (
  select cast("part 1" - "part 2" as real) / nullif("part 2", 0) > 0.1 as "value 1"
  from casus_parts
),
casus_judged as (
  select cast(null as varchar) as "value", "value 1" as "holds"
  from casus_shown
),
casus_due as (
  select "value" from casus_judged where "holds" order by "value"
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  cast(null as date) as data_until
from casus_due

-- status chosen
with casus_rows as (
  select
    "id",
    "reported",
    "district",
    "kind",
    "hours"
  from "reports"
),
casus_kept as (
  select casus_rows.*, coalesce("district", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("district") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("name", '(empty)') as "by 1"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("name") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  group by "by 1"
),
casus_axis as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_parts as (
  select casus_axis."by 1", coalesce(casus_side."key 1", casus_2_side."key 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) * 1000 as "value 1"
  from casus_parts
),
casus_ranked as (
  select "by 1" as "value", "value 1" as "rank"
  from casus_shown
  where "by 1" <> '(empty)'
),
casus_placed as (
  select "value", row_number() over (order by "rank" desc, "value") as "place"
  from casus_ranked
  where "rank" is not null
),
casus_due as (
  select "value", "place" from casus_placed where "place" <= 2 order by "place"
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

-- status crowded
with casus_linked_1 as (
  select "name" as "link key", min("region") as "link value"
  from (
    select
      "name",
      "region",
      "people"
    from "districts"
  ) as linked
  group by "name"
),
casus_rows as (
  select own.*, casus_linked_1."link value" as "looked up 1"
  from (
    select
      "id",
      "reported",
      "district",
      "kind",
      "hours"
    from "reports"
  ) as own
  left join casus_linked_1 on own."district" = casus_linked_1."link key"
),
casus_kept as (
  select casus_rows.*, coalesce("looked up 1", '(empty)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("looked up 1") as "key 1", count(*) as "rows", count(*) as "part 1"
  from casus_kept
  group by "by 1"
),
casus_2_rows as (
  select
    "name",
    "region",
    "people"
  from "districts"
),
casus_2_kept as (
  select casus_2_rows.*, coalesce("region", '(empty)') as "by 1"
  from casus_2_rows
),
casus_2_cells as (
  select "by 1", min("region") as "key 1", count(*) as "rows", sum("people") as "part 2"
  from casus_2_kept
  group by "by 1"
),
casus_axis as (
  select "by 1" from casus_cells
  union select "by 1" from casus_2_cells
),
casus_parts as (
  select casus_axis."by 1", coalesce(casus_side."key 1", casus_2_side."key 1") as "key 1", coalesce(casus_side."part 1", 0) as "part 1", casus_2_side."part 2" as "part 2"
  from casus_axis
  left join casus_cells as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_2_cells as casus_2_side on casus_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", cast("part 1" as real) / nullif("part 2", 0) * 1000 > 1000 as "value 1"
  from casus_parts
),
casus_judged as (
  select "by 1" as "value", "value 1" as "holds"
  from casus_shown
  where "by 1" <> '(empty)'
),
casus_due as (
  select "value" from casus_judged where "holds" order by "value"
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  cast(null as date) as data_until
from casus_due

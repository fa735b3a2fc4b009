-- rows reports
select
  "id",
  "opened",
  "kind",
  "area",
  "in_time",
  "urgent"
from "reports"

-- measure on_time
avg("in_time")

-- measure reports
count(*)

-- status weekly
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_dated as (
  select casus_rows.*, date("opened", '-6 days', 'weekday 1') as "period start", date("opened") as "row day"
  from casus_rows
  where "opened" < date(date('now', 'localtime'), '-6 days', 'weekday 1')
),
casus_newest as (
  select max("period start") as "newest period",
    case when max("period start") < date(date(date('now', 'localtime'), '-6 days', 'weekday 1'), '-7 days') then max("row day") end as "data until"
  from casus_dated
),
casus_judged as (
  select "kind" as "value", avg("in_time") < 0.85 as "holds"
  from casus_dated cross join casus_newest
  where "kind" is not null and "period start" > date("newest period", '-14 days')
  group by "kind", "period start"
),
casus_due as (
  select "value" from casus_judged where "holds"
  group by "value" having count(*) = 2 order by "value"
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end || coalesce('; data until ' || date((select "data until" from casus_newest)), '') as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  (select "data until" from casus_newest) as data_until
from casus_due

-- status weekly_all
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_dated as (
  select casus_rows.*, date("opened", '-6 days', 'weekday 1') as "period start", date("opened") as "row day"
  from casus_rows
  where "opened" < date(date('now', 'localtime'), '-6 days', 'weekday 1')
),
casus_newest as (
  select max("period start") as "newest period",
    case when max("period start") < date(date(date('now', 'localtime'), '-6 days', 'weekday 1'), '-7 days') then max("row day") end as "data until"
  from casus_dated
),
casus_judged as (
  select cast(null as varchar) as "value", avg("in_time") < 0.85 as "holds"
  from casus_dated cross join casus_newest
  where "period start" > date("newest period", '-14 days')
  group by "period start"
),
casus_due as (
  select "value" from casus_judged where "holds"
  group by "value" having count(*) = 2 order by "value"
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end || coalesce('; data until ' || date((select "data until" from casus_newest)), '') as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  (select "data until" from casus_newest) as data_until
from casus_due

-- status weekly_many
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_dated as (
  select casus_rows.*, date("opened", '-6 days', 'weekday 1') as "period start", date("opened") as "row day"
  from casus_rows
  where "opened" < date(date('now', 'localtime'), '-6 days', 'weekday 1')
),
casus_newest as (
  select max("period start") as "newest period",
    case when max("period start") < date(date(date('now', 'localtime'), '-6 days', 'weekday 1'), '-7 days') then max("row day") end as "data until"
  from casus_dated
),
casus_judged as (
  select "kind" as "value", avg("in_time") < 0.85 and count(*) >= 2 as "holds"
  from casus_dated cross join casus_newest
  where "kind" is not null and "period start" > date("newest period", '-7 days')
  group by "kind", "period start"
),
casus_due as (
  select "value" from casus_judged where "holds"
  group by "value" having count(*) = 1 order by "value"
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end || coalesce('; data until ' || date((select "data until" from casus_newest)), '') as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  (select "data until" from casus_newest) as data_until
from casus_due

-- status monthly
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_dated as (
  select casus_rows.*, date("opened", 'start of month') as "period start", date("opened") as "row day"
  from casus_rows
  where "opened" < date(date('now', 'localtime'), 'start of month')
),
casus_newest as (
  select max("period start") as "newest period",
    case when max("period start") < min(date(date(date('now', 'localtime'), 'start of month'), '-1 months'), date(date(date('now', 'localtime'), 'start of month'), 'start of month', '-1 months', '+1 month', '-1 day')) then max("row day") end as "data until"
  from casus_dated
),
casus_judged as (
  select "kind" as "value", avg("in_time") < 0.85 as "holds"
  from casus_dated cross join casus_newest
  where "kind" is not null and "period start" > min(date("newest period", '-1 months'), date("newest period", 'start of month', '-1 months', '+1 month', '-1 day'))
  group by "kind", "period start"
),
casus_due as (
  select "value" from casus_judged where "holds"
  group by "value" having count(*) = 1 order by "value"
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end || coalesce('; data until ' || date((select "data until" from casus_newest)), '') as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  (select "data until" from casus_newest) as data_until
from casus_due

-- status daily
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_dated as (
  select casus_rows.*, date("opened") as "period start", date("opened") as "row day"
  from casus_rows
  where "opened" < date(date('now', 'localtime'))
),
casus_newest as (
  select max("period start") as "newest period",
    case when max("period start") < date(date(date('now', 'localtime')), '-1 days') then max("row day") end as "data until"
  from casus_dated
),
casus_judged as (
  select "area" as "value", count(*) >= 1 as "holds"
  from casus_dated cross join casus_newest
  where "area" is not null and "period start" > date("newest period", '-1 days')
  group by "area", "period start"
),
casus_due as (
  select "value" from casus_judged where "holds"
  group by "value" having count(*) = 1 order by "value"
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || group_concat("value", ', '), '')
  end || coalesce('; data until ' || date((select "data until" from casus_newest)), '') as status,
  count(*) > 0 as fires,
  group_concat("value", ', ') as where_,
  (select "data until" from casus_newest) as data_until
from casus_due

-- status ever
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_judged as (
  select cast(null as varchar) as "value", avg("in_time") < 0.5 as "holds"
  from casus_rows
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

-- status ever_kind
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_judged as (
  select "kind" as "value", not (avg("in_time") >= 0.5) as "holds"
  from casus_rows
  where "kind" is not null
  group by "kind"
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

-- status ever_urgent
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_judged as (
  select case when "urgent" then 'yes' when not "urgent" then 'no' end as "value", avg("in_time") < 0.5 as "holds"
  from casus_rows
  where "urgent" is not null
  group by "urgent"
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

-- status most
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_ranked as (
  select "area" as "value", count(*) as "rank"
  from casus_rows
  where "area" is not null
  group by "area"
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

-- status least
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_ranked as (
  select "area" as "value", count(*) as "rank"
  from casus_rows
  where "area" is not null
  group by "area"
),
casus_placed as (
  select "value", row_number() over (order by "rank" asc, "value") as "place"
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

-- status best
with casus_rows as (
  select
    "id",
    "opened",
    "kind",
    "area",
    "in_time",
    "urgent"
  from "reports"
),
casus_ranked as (
  select "kind" as "value", avg("in_time") as "rank"
  from casus_rows
  where "kind" is not null
  group by "kind"
),
casus_placed as (
  select "value", row_number() over (order by "rank" desc, "value") as "place"
  from casus_ranked
  where "rank" is not null
),
casus_due as (
  select "value", "place" from casus_placed where "place" <= 9 order by "place"
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

-- status once
with casus_due as (
  select '2016-01-20' as "day"
)
select
  case when date('now', 'localtime') >= "day" then 'Act now' else 'from ' || date("day") end as status,
  date('now', 'localtime') >= "day" as fires,
  cast(null as varchar) as where_,
  cast(null as date) as data_until
from casus_due

-- status yearly
with casus_due as (
  select case when date('now', 'localtime') <= min(date(date(date('now', 'localtime'), 'start of year'), '+8 months'), date(date(date('now', 'localtime'), 'start of year'), 'start of month', '+8 months', '+1 month', '-1 day')) then min(date(date(date('now', 'localtime'), 'start of year'), '+8 months'), date(date(date('now', 'localtime'), 'start of year'), 'start of month', '+8 months', '+1 month', '-1 day')) else min(date(min(date(date(date('now', 'localtime'), 'start of year'), '+8 months'), date(date(date('now', 'localtime'), 'start of year'), 'start of month', '+8 months', '+1 month', '-1 day')), '+12 months'), date(min(date(date(date('now', 'localtime'), 'start of year'), '+8 months'), date(date(date('now', 'localtime'), 'start of year'), 'start of month', '+8 months', '+1 month', '-1 day')), 'start of month', '+12 months', '+1 month', '-1 day')) end as "day"
)
select
  case when date('now', 'localtime') >= "day" then 'Act now' else 'from ' || date("day") end as status,
  date('now', 'localtime') >= "day" as fires,
  cast(null as varchar) as where_,
  cast(null as date) as data_until
from casus_due

-- rows reports
select
  `id`,
  `opened`,
  `kind`,
  `area`,
  `in_time`,
  `urgent`
from `reports`

-- measure on_time
avg(cast(`in_time` as integer))

-- measure reports
count(*)

-- status weekly
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_dated as (
  select casus_rows.*, trunc(cast(`opened` as date), 'WEEK') as `period start`, cast(`opened` as date) as `row day`
  from casus_rows
  where `opened` < trunc(cast(current_date as date), 'WEEK')
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < date_add(trunc(cast(current_date as date), 'WEEK'), -7) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select `kind` as `value`, avg(cast(`in_time` as integer)) < 0.85 as `holds`
  from casus_dated cross join casus_newest
  where `kind` is not null and `period start` > date_add(`newest period`, -14)
  group by `kind`, `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 2 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; data until ' || cast((select `data until` from casus_newest) as string), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status weekly_all
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_dated as (
  select casus_rows.*, trunc(cast(`opened` as date), 'WEEK') as `period start`, cast(`opened` as date) as `row day`
  from casus_rows
  where `opened` < trunc(cast(current_date as date), 'WEEK')
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < date_add(trunc(cast(current_date as date), 'WEEK'), -7) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select cast(null as string) as `value`, avg(cast(`in_time` as integer)) < 0.85 as `holds`
  from casus_dated cross join casus_newest
  where `period start` > date_add(`newest period`, -14)
  group by `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 2 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; data until ' || cast((select `data until` from casus_newest) as string), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status weekly_many
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_dated as (
  select casus_rows.*, trunc(cast(`opened` as date), 'WEEK') as `period start`, cast(`opened` as date) as `row day`
  from casus_rows
  where `opened` < trunc(cast(current_date as date), 'WEEK')
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < date_add(trunc(cast(current_date as date), 'WEEK'), -7) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select `kind` as `value`, avg(cast(`in_time` as integer)) < 0.85 and count(*) >= 2 as `holds`
  from casus_dated cross join casus_newest
  where `kind` is not null and `period start` > date_add(`newest period`, -7)
  group by `kind`, `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 1 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; data until ' || cast((select `data until` from casus_newest) as string), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status monthly
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_dated as (
  select casus_rows.*, trunc(cast(`opened` as date), 'MONTH') as `period start`, cast(`opened` as date) as `row day`
  from casus_rows
  where `opened` < trunc(cast(current_date as date), 'MONTH')
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < add_months(trunc(cast(current_date as date), 'MONTH'), -1) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select `kind` as `value`, avg(cast(`in_time` as integer)) < 0.85 as `holds`
  from casus_dated cross join casus_newest
  where `kind` is not null and `period start` > add_months(`newest period`, -1)
  group by `kind`, `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 1 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; data until ' || cast((select `data until` from casus_newest) as string), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status daily
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_dated as (
  select casus_rows.*, cast(`opened` as date) as `period start`, cast(`opened` as date) as `row day`
  from casus_rows
  where `opened` < cast(current_date as date)
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < date_add(cast(current_date as date), -1) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select `area` as `value`, count(*) >= 1 as `holds`
  from casus_dated cross join casus_newest
  where `area` is not null and `period start` > date_add(`newest period`, -1)
  group by `area`, `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 1 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; data until ' || cast((select `data until` from casus_newest) as string), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status ever
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_judged as (
  select cast(null as string) as `value`, avg(cast(`in_time` as integer)) < 0.5 as `holds`
  from casus_rows
),
casus_due as (
  select `value` from casus_judged where `holds` order by `value`
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  cast(null as date) as data_until
from casus_due

-- status ever_kind
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_judged as (
  select `kind` as `value`, not (avg(cast(`in_time` as integer)) >= 0.5) as `holds`
  from casus_rows
  where `kind` is not null
  group by `kind`
),
casus_due as (
  select `value` from casus_judged where `holds` order by `value`
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  cast(null as date) as data_until
from casus_due

-- status ever_urgent
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_judged as (
  select case when `urgent` then 'yes' when not `urgent` then 'no' end as `value`, avg(cast(`in_time` as integer)) < 0.5 as `holds`
  from casus_rows
  where `urgent` is not null
  group by `urgent`
),
casus_due as (
  select `value` from casus_judged where `holds` order by `value`
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'No data'
    when count(*) = 0 then 'No act needed now'
    else 'Act now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  cast(null as date) as data_until
from casus_due

-- status most
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_ranked as (
  select `area` as `value`, count(*) as `rank`
  from casus_rows
  where `area` is not null
  group by `area`
),
casus_placed as (
  select `value`, row_number() over (order by `rank` desc, `value`) as `place`
  from casus_ranked
  where `rank` is not null
),
casus_due as (
  select `value`, `place` from casus_placed where `place` <= 2 order by `place`
)
select
  case
    when count(*) = 0 then 'No data'
    else 'Chosen now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `place`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `place`) as where_,
  cast(null as date) as data_until
from casus_due

-- status least
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_ranked as (
  select `area` as `value`, count(*) as `rank`
  from casus_rows
  where `area` is not null
  group by `area`
),
casus_placed as (
  select `value`, row_number() over (order by `rank` asc, `value`) as `place`
  from casus_ranked
  where `rank` is not null
),
casus_due as (
  select `value`, `place` from casus_placed where `place` <= 2 order by `place`
)
select
  case
    when count(*) = 0 then 'No data'
    else 'Chosen now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `place`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `place`) as where_,
  cast(null as date) as data_until
from casus_due

-- status best
with casus_rows as (
  select
    `id`,
    `opened`,
    `kind`,
    `area`,
    `in_time`,
    `urgent`
  from `reports`
),
casus_ranked as (
  select `kind` as `value`, avg(cast(`in_time` as integer)) as `rank`
  from casus_rows
  where `kind` is not null
  group by `kind`
),
casus_placed as (
  select `value`, row_number() over (order by `rank` desc, `value`) as `place`
  from casus_ranked
  where `rank` is not null
),
casus_due as (
  select `value`, `place` from casus_placed where `place` <= 9 order by `place`
)
select
  case
    when count(*) = 0 then 'No data'
    else 'Chosen now' || coalesce(': ' || listagg(`value`, ', ') within group (order by `place`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `place`) as where_,
  cast(null as date) as data_until
from casus_due

-- status once
with casus_due as (
  select date '2016-01-20' as `day`
)
select
  case when current_date >= `day` then 'Act now' else 'from ' || cast(`day` as string) end as status,
  current_date >= `day` as fires,
  cast(null as string) as where_,
  cast(null as date) as data_until
from casus_due

-- status yearly
with casus_due as (
  select case when current_date <= add_months(trunc(cast(current_date as date), 'YEAR'), +8) then add_months(trunc(cast(current_date as date), 'YEAR'), +8) else add_months(add_months(trunc(cast(current_date as date), 'YEAR'), +8), +12) end as `day`
)
select
  case when current_date >= `day` then 'Act now' else 'from ' || cast(`day` as string) end as status,
  current_date >= `day` as fires,
  cast(null as string) as where_,
  cast(null as date) as data_until
from casus_due

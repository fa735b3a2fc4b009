-- rows reports
select
  `id`,
  `reported`,
  `kind`,
  `urgent`,
  `street`,
  `hours`,
  `on_time`
from `reports`

-- measure reports_m
count(*)

-- measure late
count(*) filter (where `on_time` = false)

-- measure in_time
avg(cast(`on_time` as integer))

-- measure hours_m
avg(cast(`hours` as double))

-- tile all
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*
  from casus_rows
),
casus_cells as (
  select count(*) as `rows`, count(*) as `value 1`
  from casus_kept
),
casus_shown as (
  select `value 1` as `value 1`
  from casus_cells
)
select `value 1`
from casus_shown

-- tile none
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, case when (`kind` = 'nothing') then 1 else 0 end as `is kept`
  from casus_rows
),
casus_cells as (
  select count(*) as `rows`, avg(cast(`hours` as double)) as `value 1`
  from casus_kept
  where `is kept` = 1
),
casus_shown as (
  select `value 1` as `value 1`
  from casus_cells
)
select `value 1`
from casus_shown

-- tile by_kind
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) as `value 1`, avg(cast(`on_time` as integer)) as `value 2`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`, `value 2` as `value 2`
  from casus_cells
)
select `by 1`, `value 1`, `value 2`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `key 1`

-- tile slowest
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, avg(cast(`hours` as double)) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` desc, `key 1`

-- tile lowest
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, avg(cast(`on_time` as integer)) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` asc, `key 1`

-- tile top
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
where `by 1` <> '(empty)'
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` desc, `key 1`
limit 2

-- tile bottom
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
where `by 1` <> '(empty)'
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` asc, `key 1`
limit 3

-- tile ties
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(cast(`street` as string), '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`street`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
where `by 1` <> '(empty)'
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` desc, `key 1`
limit 3

-- tile streets
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(cast(`street` as string), '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`street`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `key 1`

-- tile by_urgent
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(case when `urgent` then 'yes' when not `urgent` then 'no' end, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, max(case when `urgent` then 1 else 0 end) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `key 1`

-- tile weeks
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, trunc(cast(`reported` as date), 'WEEK') as `period start`
  from casus_rows
),
casus_cells as (
  select `period start`, count(*) as `rows`, count(*) as `value 1`, avg(cast(`hours` as double)) as `value 2`
  from casus_kept
  where `period start` is not null
  group by `period start`
),
casus_periods as (
  select explode(sequence(`first`, `last`, interval '7' day)) as `period start`
  from (select min(`period start`) as `first`, max(`period start`) as `last` from casus_cells) as ends
),
casus_filled as (
  select casus_periods.`period start`, cells.`value 1`, cells.`value 2`
  from casus_periods
  left join casus_cells as cells on cells.`period start` = casus_periods.`period start`
  where casus_periods.`period start` is not null
),
casus_shown as (
  select `period start`, coalesce(`value 1`, 0) as `value 1`, `value 2` as `value 2`
  from casus_filled
)
select `period start`, `value 1`, `value 2`
from casus_shown
order by `period start`

-- tile months
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, trunc(cast(`reported` as date), 'MONTH') as `period start`
  from casus_rows
),
casus_cells as (
  select `period start`, count(*) as `rows`, count(*) filter (where `on_time` = false) as `value 1`
  from casus_kept
  where `period start` is not null
  group by `period start`
),
casus_periods as (
  select explode(sequence(`first`, `last`, interval '1' month)) as `period start`
  from (select min(`period start`) as `first`, max(`period start`) as `last` from casus_cells) as ends
),
casus_filled as (
  select casus_periods.`period start`, cells.`value 1`
  from casus_periods
  left join casus_cells as cells on cells.`period start` = casus_periods.`period start`
  where casus_periods.`period start` is not null
),
casus_shown as (
  select `period start`, coalesce(`value 1`, 0) as `value 1`
  from casus_filled
)
select `period start`, `value 1`
from casus_shown
order by `period start`

-- tile last
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, trunc(cast(`reported` as date), 'WEEK') as `period start`, case when trunc(cast(`reported` as date), 'WEEK') <= max(case when trunc(cast(`reported` as date), 'WEEK') < trunc(cast(current_date as date), 'WEEK') then trunc(cast(`reported` as date), 'WEEK') end) over () and trunc(cast(`reported` as date), 'WEEK') > date_add(max(case when trunc(cast(`reported` as date), 'WEEK') < trunc(cast(current_date as date), 'WEEK') then trunc(cast(`reported` as date), 'WEEK') end) over (), -14) then 1 else 0 end as `is kept`
  from casus_rows
),
casus_cells as (
  select `period start`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  where `is kept` = 1 and `period start` is not null
  group by `period start`
),
casus_periods as (
  select explode(sequence(`first`, `last`, interval '7' day)) as `period start`
  from (select min(`period start`) as `first`, max(`period start`) as `last` from casus_cells) as ends
),
casus_filled as (
  select casus_periods.`period start`, cells.`value 1`
  from casus_periods
  left join casus_cells as cells on cells.`period start` = casus_periods.`period start`
  where casus_periods.`period start` is not null
),
casus_shown as (
  select `period start`, coalesce(`value 1`, 0) as `value 1`
  from casus_filled
)
select `period start`, `value 1`
from casus_shown
order by `period start`

-- tile last_kind
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`, case when trunc(cast(`reported` as date), 'MONTH') <= max(case when trunc(cast(`reported` as date), 'MONTH') < trunc(cast(current_date as date), 'MONTH') then trunc(cast(`reported` as date), 'MONTH') end) over () and trunc(cast(`reported` as date), 'MONTH') > add_months(max(case when trunc(cast(`reported` as date), 'MONTH') < trunc(cast(current_date as date), 'MONTH') then trunc(cast(`reported` as date), 'MONTH') end) over (), -1) then 1 else 0 end as `is kept`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  where `is kept` = 1
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `key 1`

-- tile week_kind
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, trunc(cast(`reported` as date), 'MONTH') as `period start`, coalesce(`kind`, '(empty)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `period start`, `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  where `period start` is not null
  group by `period start`, `by 1`
),
casus_periods as (
  select explode(sequence(`first`, `last`, interval '1' month)) as `period start`
  from (select min(`period start`) as `first`, max(`period start`) as `last` from casus_cells) as ends
),
casus_groups as (
  select distinct `by 1` from casus_cells
),
casus_filled as (
  select casus_periods.`period start`, casus_groups.`by 1`, max(cells.`key 1`) over (partition by casus_groups.`by 1`) as `key 1`, cells.`value 1`
  from casus_periods cross join casus_groups
  left join casus_cells as cells on cells.`period start` = casus_periods.`period start` and cells.`by 1` = casus_groups.`by 1`
  where casus_periods.`period start` is not null
),
casus_shown as (
  select `period start`, `by 1`, `key 1`, coalesce(`value 1`, 0) as `value 1`
  from casus_filled
)
select `period start`, `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `period start`, `key 1`

-- tile cross
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`, coalesce(case when `urgent` then 'yes' when not `urgent` then 'no' end, '(empty)') as `by 2`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, `by 2`, max(case when `urgent` then 1 else 0 end) as `key 2`, count(*) as `rows`, count(*) as `value 1`
  from casus_kept
  group by `by 1`, `by 2`
),
casus_shown as (
  select `by 1`, `key 1`, `by 2`, `key 2`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `by 2`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, case when `by 2` = '(empty)' then 1 else 0 end, `key 1`, `key 2`

-- tile urgent_only
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, coalesce(`kind`, '(empty)') as `by 1`, case when (`urgent`) then 1 else 0 end as `is kept`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`kind`) as `key 1`, count(*) as `rows`, count(*) filter (where `on_time` = false) as `value 1`
  from casus_kept
  where `is kept` = 1
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(empty)' then 1 else 0 end, `key 1`

-- tile work
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_kept as (
  select casus_rows.*, case when (`on_time` = false) then 1 else 0 end as `is kept`
  from casus_rows
)
select `id` as `field 1`, `kind` as `field 2`
from casus_kept
where `is kept` = 1

-- status act
with casus_rows as (
  select
    `id`,
    `reported`,
    `kind`,
    `urgent`,
    `street`,
    `hours`,
    `on_time`
  from `reports`
),
casus_judged as (
  select cast(null as string) as `value`, avg(cast(`on_time` as integer)) < 0.85 as `holds`
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

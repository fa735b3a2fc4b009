-- rows requests
select
  case when nullif(trim(`ID`), '') in ('-99997', 'n.a.') then null else nullif(trim(`ID`), '') end as `id`,
  case when nullif(trim(`Ward "name"`), '') in ('-99997', 'n.a.') then null else nullif(trim(`Ward "name"`), '') end as `ward`,
  case when `COST_EUR` in (-99997) then null else `COST_EUR` end as `cost`,
  case when `people` in (-99997) then null else `people` end as `people`,
  `select` as `opened`,
  `Closed On` as `closed`,
  datediff(coalesce(`Closed On`, current_date), `select`) as `waited`,
  cast((datediff(coalesce(`Closed On`, current_date), `select`)) as double) / 7 as `weeks_waited`,
  cast(case when `COST_EUR` in (-99997) then null else `COST_EUR` end as double) / nullif(case when `people` in (-99997) then null else `people` end, 0) as `a_head`
from `requests`

-- measure open_ones
count(*) filter (where `closed` is null)

-- measure costs
sum(`cost`)

-- measure middle_cost
percentile(cast(`cost` as double), 0.5)

-- measure wards
count(distinct `ward`)

-- measure middle_wait
avg(cast(`weeks_waited` as double))

-- status crew
with casus_rows as (
  select
    case when nullif(trim(`ID`), '') in ('-99997', 'n.a.') then null else nullif(trim(`ID`), '') end as `id`,
    case when nullif(trim(`Ward "name"`), '') in ('-99997', 'n.a.') then null else nullif(trim(`Ward "name"`), '') end as `ward`,
    case when `COST_EUR` in (-99997) then null else `COST_EUR` end as `cost`,
    case when `people` in (-99997) then null else `people` end as `people`,
    `select` as `opened`,
    `Closed On` as `closed`,
    datediff(coalesce(`Closed On`, current_date), `select`) as `waited`,
    cast((datediff(coalesce(`Closed On`, current_date), `select`)) as double) / 7 as `weeks_waited`,
    cast(case when `COST_EUR` in (-99997) then null else `COST_EUR` end as double) / nullif(case when `people` in (-99997) then null else `people` end, 0) as `a_head`
  from `requests`
),
casus_ranked as (
  select `ward` as `value`, count(*) filter (where `closed` is null) as `rank`
  from casus_rows
  where `ward` is not null
  group by `ward`
),
casus_placed as (
  select `value`, row_number() over (order by `rank` desc, `value`) as `place`
  from casus_ranked
  where `rank` is not null
),
casus_due as (
  select `value`, `place` from casus_placed where `place` <= 1 order by `place`
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

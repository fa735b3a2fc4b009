-- rows meldingen
select
  `zaak`,
  `gemeld`,
  `uiterlijk`,
  `afgehandeld`,
  `soort`,
  `buurt`,
  `kanaal`,
  datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
from `meldingen`

-- measure op_tijd
avg(cast(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)) <= `uiterlijk` as integer))

-- measure openstaand
count(*) filter (where `afgehandeld` is null)

-- measure mediaan_dagen
percentile(cast(`doorlooptijd` as double), 0.5)

-- tile per_soort
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_kept as (
  select casus_rows.*, coalesce(`soort`, '(leeg)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`soort`) as `key 1`, count(*) as `rows`, avg(cast(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)) <= `uiterlijk` as integer)) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(leeg)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` asc, `key 1`

-- tile verloop
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_kept as (
  select casus_rows.*, trunc(cast(`gemeld` as date), 'WEEK') as `period start`
  from casus_rows
),
casus_cells as (
  select `period start`, count(*) as `rows`, avg(cast(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)) <= `uiterlijk` as integer)) as `value 1`
  from casus_kept
  where `period start` is not null
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
  select `period start`, `value 1` as `value 1`
  from casus_filled
)
select `period start`, `value 1`
from casus_shown
order by `period start`

-- tile duur
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_kept as (
  select casus_rows.*, coalesce(`soort`, '(leeg)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`soort`) as `key 1`, count(*) as `rows`, percentile(cast(`doorlooptijd` as double), 0.5) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
order by case when `by 1` = '(leeg)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` desc, `key 1`

-- tile buurten
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_kept as (
  select casus_rows.*, coalesce(`buurt`, '(leeg)') as `by 1`
  from casus_rows
),
casus_cells as (
  select `by 1`, min(`buurt`) as `key 1`, count(*) as `rows`, count(*) filter (where `afgehandeld` is null) as `value 1`
  from casus_kept
  group by `by 1`
),
casus_shown as (
  select `by 1`, `key 1`, `value 1` as `value 1`
  from casus_cells
)
select `by 1`, `value 1`
from casus_shown
where `by 1` <> '(leeg)'
order by case when `by 1` = '(leeg)' then 1 else 0 end, case when `value 1` is null then 1 else 0 end, `value 1` desc, `key 1`
limit 10

-- status extra_ploeg
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_dated as (
  select casus_rows.*, trunc(cast(`gemeld` as date), 'WEEK') as `period start`, cast(`gemeld` as date) as `row day`
  from casus_rows
  where `gemeld` < trunc(cast(current_date as date), 'WEEK')
),
casus_newest as (
  select max(`period start`) as `newest period`,
    case when max(`period start`) < date_add(trunc(cast(current_date as date), 'WEEK'), -7) then max(`row day`) end as `data until`
  from casus_dated
),
casus_judged as (
  select `soort` as `value`, avg(cast(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)) <= `uiterlijk` as integer)) < 0.85 as `holds`
  from casus_dated cross join casus_newest
  where `soort` is not null and `period start` > date_add(`newest period`, -28)
  group by `soort`, `period start`
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 4 order by `value`
)
select
  case
    when (select count(*) from casus_dated) = 0 then 'Geen gegevens'
    when count(*) = 0 then 'Nu niets te doen'
    else 'Nu doen' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end || coalesce('; gegevens tot en met ' || substr(cast((select `data until` from casus_newest) as string), 9, 2) || '-' || substr(cast((select `data until` from casus_newest) as string), 6, 2) || '-' || substr(cast((select `data until` from casus_newest) as string), 1, 4), '') as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  (select `data until` from casus_newest) as data_until
from casus_due

-- status ronde
with casus_rows as (
  select
    `zaak`,
    `gemeld`,
    `uiterlijk`,
    `afgehandeld`,
    `soort`,
    `buurt`,
    `kanaal`,
    datediff(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz)), `gemeld`) + ((hour(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 3600 + minute(coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) * 60 + cast(extract(second from coalesce(`afgehandeld`, cast(current_date as timestamp_ntz))) as double)) - (hour(`gemeld`) * 3600 + minute(`gemeld`) * 60 + cast(extract(second from `gemeld`) as double))) / 86400 as `doorlooptijd`
  from `meldingen`
),
casus_ranked as (
  select `buurt` as `value`, count(*) filter (where `afgehandeld` is null) as `rank`
  from casus_rows
  where `buurt` is not null
  group by `buurt`
),
casus_placed as (
  select `value`, row_number() over (order by `rank` desc, `value`) as `place`
  from casus_ranked
  where `rank` is not null
),
casus_due as (
  select `value`, `place` from casus_placed where `place` <= 10 order by `place`
)
select
  case
    when count(*) = 0 then 'Geen gegevens'
    else 'Nu gekozen' || coalesce(': ' || listagg(`value`, ', ') within group (order by `place`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `place`) as where_,
  cast(null as date) as data_until
from casus_due

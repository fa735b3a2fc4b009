-- rows meldingen
select
  `id`,
  `gemeld`,
  `soort`,
  `gehaald`
from `meldingen`

-- measure op_tijd
case when count(*) >= 3 and count(*) filter (where `gehaald` is not null) >= 5 then avg(cast(`gehaald` as integer)) end

-- measure aantal_m
case when count(*) >= 3 then (round(cast(count(*) as double) / (5))) * 5 end

-- status wekelijks
with casus_rows as (
  select
    `id`,
    `gemeld`,
    `soort`,
    `gehaald`
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
  select `soort` as `value`, avg(cast(`gehaald` as integer)) < 0.85 as `holds`
  from casus_dated cross join casus_newest
  where `soort` is not null and `period start` > date_add(`newest period`, -7)
  group by `soort`, `period start`
  having count(*) >= 3
),
casus_due as (
  select `value` from casus_judged where `holds`
  group by `value` having count(*) = 1 order by `value`
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

-- status nu
with casus_rows as (
  select
    `id`,
    `gemeld`,
    `soort`,
    `gehaald`
  from `meldingen`
),
casus_judged as (
  select `soort` as `value`, avg(cast(`gehaald` as integer)) < 0.85 as `holds`
  from casus_rows
  where `soort` is not null
  group by `soort`
  having count(*) >= 3
),
casus_due as (
  select `value` from casus_judged where `holds` order by `value`
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'Geen gegevens'
    when count(*) = 0 then 'Nu niets te doen'
    else 'Nu doen' || coalesce(': ' || listagg(`value`, ', ') within group (order by `value`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `value`) as where_,
  cast(null as date) as data_until
from casus_due

-- status kies
with casus_rows as (
  select
    `id`,
    `gemeld`,
    `soort`,
    `gehaald`
  from `meldingen`
),
casus_ranked as (
  select `soort` as `value`, case when count(*) >= 3 then (round(cast(count(*) as double) / (5))) * 5 end as `rank`
  from casus_rows
  where `soort` is not null
  group by `soort`
  having count(*) >= 3
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
    when count(*) = 0 then 'Geen gegevens'
    else 'Nu gekozen' || coalesce(': ' || listagg(`value`, ', ') within group (order by `place`), '')
  end as status,
  count(*) > 0 as fires,
  listagg(`value`, ', ') within group (order by `place`) as where_,
  cast(null as date) as data_until
from casus_due

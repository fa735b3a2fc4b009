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
count(case when `closed` is null then 1 end)

-- measure costs
sum(`cost`)

-- measure middle_cost
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure wards
count(distinct convert(`ward` using utf8mb4) collate utf8mb4_bin)

-- measure middle_wait
avg(cast(`weeks_waited` as double))

-- status crew
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

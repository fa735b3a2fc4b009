-- rows requests
select
  case when nullif(trim([ID]), '') in ('-99997', 'n.a.') then null else nullif(trim([ID]), '') end as [id],
  case when nullif(trim([Ward "name"]), '') in ('-99997', 'n.a.') then null else nullif(trim([Ward "name"]), '') end as [ward],
  case when [COST_EUR] in (-99997) then null else [COST_EUR] end as [cost],
  case when [people] in (-99997) then null else [people] end as [people],
  [select] as [opened],
  [Closed On] as [closed],
  datediff(day, [select], coalesce([Closed On], cast(sysdatetime() as date))) as [waited],
  cast((datediff(day, [select], coalesce([Closed On], cast(sysdatetime() as date)))) as float) / 7 as [weeks_waited],
  cast(case when [COST_EUR] in (-99997) then null else [COST_EUR] end as float) / nullif(case when [people] in (-99997) then null else [people] end, 0) as [a_head]
from [requests]

-- measure open_ones
count(case when [closed] is null then 1 end)

-- measure costs
sum([cost])

-- measure middle_cost
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure wards
count(distinct [ward] collate Latin1_General_100_BIN2)

-- measure middle_wait
avg(cast([weeks_waited] as float))

-- status crew
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

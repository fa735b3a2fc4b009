-- rows items
select
  [id],
  [g],
  [x],
  [w],
  [flag],
  [day]
from [items]

-- measure all
count(*)

-- measure above
count(case when [x] > 2 then 1 end)

-- measure above_flagged
count(case when [x] > 2 and [flag] = 1 then 1 end)

-- measure either
count(case when ([x] > 3 or [w] > 3) and [flag] = 1 then 1 end)

-- measure kinds
count(distinct [x])

-- measure total
sum([x])

-- measure total_flagged
sum(case when [flag] = 1 then [x] end)

-- measure mean
avg(cast([w] as float))

-- measure middle
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure middle_whole
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure middle_flagged
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure p90
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure p25_whole
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure low
min([x])

-- measure high
max([x])

-- measure part
avg(cast(cast(case when [x] > 2 then 1 when not ([x] > 2) then 0 end as bit) as float))

-- measure part_flagged
avg(cast(case when [flag] = 1 then cast(case when [x] > 2 then 1 when not ([x] > 2) then 0 end as bit) end as float))

-- measure flags
avg(cast([flag] as float))

-- measure ratio
cast(count(case when [x] > 2 then 1 end) as float) / nullif(count(*), 0)

-- measure ratio_of_none
cast(sum([x]) as float) / nullif(count(case when [x] > 100 then 1 end), 0)

-- measure rest
count(*) - (count(case when [x] > 2 then 1 end) + avg(cast([flag] as float))) * 2

-- measure doubled
-(sum([x]) - count(case when [x] > 2 then 1 end))

-- measure share_of_all
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure so_far
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure year_before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure grown
-- 'change' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'verandering' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- rows items
select
  `id`,
  `g`,
  `x`,
  `w`,
  `flag`,
  `day`
from `items`

-- measure all
count(*)

-- measure above
count(case when `x` > 2 then 1 end)

-- measure above_flagged
count(case when `x` > 2 and `flag` then 1 end)

-- measure either
count(case when (`x` > 3 or `w` > 3) and `flag` then 1 end)

-- measure kinds
count(distinct `x`)

-- measure total
sum(`x`)

-- measure total_flagged
sum(case when `flag` then `x` end)

-- measure mean
avg(cast(`w` as double))

-- measure middle
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure middle_whole
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure middle_flagged
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure p90
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure p25_whole
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- measure low
min(`x`)

-- measure high
max(`x`)

-- measure part
avg(cast(`x` > 2 as double))

-- measure part_flagged
avg(cast(case when `flag` then `x` > 2 end as double))

-- measure flags
avg(cast(`flag` as double))

-- measure ratio
cast(count(case when `x` > 2 then 1 end) as double) / nullif(count(*), 0)

-- measure ratio_of_none
cast(sum(`x`) as double) / nullif(count(case when `x` > 100 then 1 end), 0)

-- measure rest
count(*) - (count(case when `x` > 2 then 1 end) + avg(cast(`flag` as double))) * 2

-- measure doubled
-(sum(`x`) - count(case when `x` > 2 then 1 end))

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

-- rows items
select
  "id",
  "g",
  "x",
  "w",
  "flag",
  "day"
from "items"

-- measure all
count(*)

-- measure above
count(*) filter (where "x" > 2)

-- measure above_flagged
count(*) filter (where "x" > 2 and "flag")

-- measure either
count(*) filter (where ("x" > 3 or "w" > 3) and "flag")

-- measure kinds
count(distinct "x")

-- measure total
sum("x")

-- measure total_flagged
sum("x") filter (where "flag")

-- measure mean
avg("w")

-- measure middle
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure middle_whole
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure middle_flagged
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure p90
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure p25_whole
-- SQLite has no median or percentile; use DuckDB or PostgreSQL, or show an average
-- SQLite kent geen mediaan of percentiel; gebruik DuckDB of PostgreSQL, of toon een gemiddelde

-- measure low
min("x")

-- measure high
max("x")

-- measure part
avg("x" > 2)

-- measure part_flagged
avg("x" > 2) filter (where "flag")

-- measure flags
avg("flag")

-- measure ratio
cast(count(*) filter (where "x" > 2) as real) / nullif(count(*), 0)

-- measure ratio_of_none
cast(sum("x") as real) / nullif(count(*) filter (where "x" > 100), 0)

-- measure rest
count(*) - (count(*) filter (where "x" > 2) + avg("flag")) * 2

-- measure doubled
-(sum("x") - count(*) filter (where "x" > 2))

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

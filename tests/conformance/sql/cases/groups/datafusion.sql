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
median(cast("x" as double precision))

-- measure middle_whole
median(cast("w" as double precision))

-- measure middle_flagged
median(cast("x" as double precision)) filter (where "flag")

-- measure p90
casus_percentile(cast("x" as double precision), cast(0.9 as double precision))

-- measure p25_whole
casus_percentile(cast("w" as double precision), cast(0.25 as double precision))

-- measure low
min("x")

-- measure high
max("x")

-- measure part
avg(cast("x" > 2 as integer))

-- measure part_flagged
avg(cast("x" > 2 as integer)) filter (where "flag")

-- measure flags
avg(cast("flag" as integer))

-- measure ratio
cast(count(*) filter (where "x" > 2) as double precision) / nullif(count(*), 0)

-- measure ratio_of_none
cast(sum("x") as double precision) / nullif(count(*) filter (where "x" > 100), 0)

-- measure rest
count(*) - (count(*) filter (where "x" > 2) + avg(cast("flag" as integer))) * 2

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

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
count(*) filter (where `x` > 2)

-- measure above_flagged
count(*) filter (where `x` > 2 and `flag`)

-- measure either
count(*) filter (where (`x` > 3 or `w` > 3) and `flag`)

-- measure kinds
count(distinct `x`)

-- measure total
sum(`x`)

-- measure total_flagged
sum(`x`) filter (where `flag`)

-- measure mean
avg(cast(`w` as double))

-- measure middle
percentile(cast(`x` as double), 0.5)

-- measure middle_whole
percentile(cast(`w` as double), 0.5)

-- measure middle_flagged
percentile(cast(`x` as double), 0.5) filter (where `flag`)

-- measure p90
percentile(cast(`x` as double), 0.9)

-- measure p25_whole
percentile(cast(`w` as double), 0.25)

-- measure low
min(`x`)

-- measure high
max(`x`)

-- measure part
avg(cast(`x` > 2 as integer))

-- measure part_flagged
avg(cast(`x` > 2 as integer)) filter (where `flag`)

-- measure flags
avg(cast(`flag` as integer))

-- measure ratio
cast(count(*) filter (where `x` > 2) as double) / nullif(count(*), 0)

-- measure ratio_of_none
cast(sum(`x`) as double) / nullif(count(*) filter (where `x` > 100), 0)

-- measure rest
count(*) - (count(*) filter (where `x` > 2) + avg(cast(`flag` as integer))) * 2

-- measure doubled
-(sum(`x`) - count(*) filter (where `x` > 2))

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

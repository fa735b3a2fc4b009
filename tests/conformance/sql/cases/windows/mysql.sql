-- rows reports
select
  `id`,
  `reported`,
  `district`,
  `kind`,
  `hours`
from `reports`

-- rows districts
select
  `name`,
  `region`,
  `people`
from `districts`

-- measure n
count(*)

-- measure slow
avg(cast(`hours` as double))

-- measure people_m
sum(`people`)

-- measure people_before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure slow_before
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure year_ago
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure grown
-- 'change' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'verandering' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure so_far
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure slow_so_far
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure part
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure part_slow
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure more
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure per_1000
-- this takes rows of two sources, and one query reads one; show a measure of each source beside the other
-- dit neemt rijen uit twee bronnen, en één query leest er één; toon van elke bron een maat naast de andere

-- tile months
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile months_slow
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile sums
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile quarters
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile weeks
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile days
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile kinds
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile top_part
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile some
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile month_kind
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile last
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile compared
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile compared_total
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile newest
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile total
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_district
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_region
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile region_kind
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile region_month
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile all
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile busiest
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile series
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile people_year
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status act
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status chosen
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status crowded
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

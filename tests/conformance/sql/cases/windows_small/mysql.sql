-- rows meldingen
select
  `id`,
  `gemeld`,
  `soort`,
  `wijk`,
  `gehaald`
from `meldingen`

-- measure aantal_m
case when count(*) >= 5 then count(*) end

-- measure op_tijd
case when count(*) >= 5 and count(case when `gehaald` is not null then 1 end) >= 5 then avg(cast(`gehaald` as double)) end

-- measure vorige_m
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure groei
-- 'change' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'verandering' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure loop
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure deel
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- tile alles
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile deel_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile groei_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile kruis
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile deel_kruis
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile aantal_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile aantal_soort_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile vorige_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile vorige_soort_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile groei_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile groei_soort_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile loop_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile loop_soort_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile deel_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile deel_soort_maand
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile aantal_laatst
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile aantal_laatst_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile vorige_laatst
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile vorige_laatst_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile loop_laatst
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile loop_laatst_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status doe
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

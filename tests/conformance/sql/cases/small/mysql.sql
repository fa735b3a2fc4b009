-- rows meldingen
select
  `id`,
  `gemeld`,
  `soort`,
  `gehaald`
from `meldingen`

-- measure op_tijd
case when count(*) >= 3 and count(case when `gehaald` is not null then 1 end) >= 5 then avg(cast(`gehaald` as double)) end

-- measure aantal_m
case when count(*) >= 3 then (sign(cast(count(*) as double) / (5)) * floor(abs(cast(count(*) as double) / (5)) + 0.5)) * 5 end

-- status wekelijks
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status nu
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status kies
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- rows meldingen
select
  `zaak`,
  `gemeld`,
  `uiterlijk`,
  `afgehandeld`,
  `soort`,
  `buurt`,
  `kanaal`,
  cast(timestampdiff(microsecond, `gemeld`, coalesce(`afgehandeld`, cast(current_date as datetime(6)))) as double) / 86400000000 as `doorlooptijd`
from `meldingen`

-- measure op_tijd
avg(cast(coalesce(`afgehandeld`, cast(current_date as datetime(6))) <= `uiterlijk` as double))

-- measure openstaand
count(case when `afgehandeld` is null then 1 end)

-- measure mediaan_dagen
-- MySQL has no median or percentile, and MariaDB none for the rows of a group; read the table in as a file, or show an average
-- MySQL kent geen mediaan of percentiel, en MariaDB geen van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- tile per_soort
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile verloop
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile duur
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile buurten
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status extra_ploeg
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status ronde
-- casus writes single formulas for MySQL, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor MySQL, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- rows meldingen
select
  [id],
  [gemeld],
  [soort],
  [wijk],
  [gehaald]
from [meldingen]

-- measure aantal_m
case when count(*) >= 5 then count(*) end

-- measure op_tijd
case when count(*) >= 5 and count(case when [gehaald] is not null then 1 end) >= 5 then avg(cast([gehaald] as float)) end

-- tile alles
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_soort
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile hoogste
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_wijk
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile per_maand
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile kruis
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile soort_maand
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile drie
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status doe
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

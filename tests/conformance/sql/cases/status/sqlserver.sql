-- rows reports
select
  [id],
  [opened],
  [kind],
  [area],
  [in_time],
  [urgent]
from [reports]

-- measure on_time
avg(cast([in_time] as float))

-- measure reports
count(*)

-- status weekly
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status weekly_all
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status weekly_many
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status monthly
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status daily
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status ever
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status ever_kind
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status ever_urgent
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status most
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status least
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status best
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status once
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status yearly
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

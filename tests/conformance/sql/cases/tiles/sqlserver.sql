-- rows reports
select
  [id],
  [reported],
  [kind],
  [urgent],
  [street],
  [hours],
  [on_time]
from [reports]

-- measure reports_m
count(*)

-- measure late
count(case when [on_time] = 0 then 1 end)

-- measure in_time
avg(cast([on_time] as float))

-- measure hours_m
avg(cast([hours] as float))

-- tile all
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile none
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile by_kind
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile slowest
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile lowest
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile top
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile bottom
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile ties
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile streets
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile by_urgent
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile weeks
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile months
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile last
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile last_kind
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile week_kind
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile cross
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile urgent_only
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile work
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status act
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- rows meldingen
select
  [zaak],
  [gemeld],
  [uiterlijk],
  [afgehandeld],
  [soort],
  [buurt],
  [kanaal],
  cast(datediff_big(microsecond, [gemeld], coalesce([afgehandeld], cast(cast(sysdatetime() as date) as datetime2))) as float) / 86400000000 as [doorlooptijd]
from [meldingen]

-- measure op_tijd
avg(cast(cast(case when coalesce([afgehandeld], cast(cast(sysdatetime() as date) as datetime2)) <= [uiterlijk] then 1 when not (coalesce([afgehandeld], cast(cast(sysdatetime() as date) as datetime2)) <= [uiterlijk]) then 0 end as bit) as float))

-- measure openstaand
count(case when [afgehandeld] is null then 1 end)

-- measure mediaan_dagen
-- SQL Server has no exact median or percentile of the rows of a group; read the table in as a file, or show an average
-- SQL Server kent geen precieze mediaan of percentiel van de rijen van een groep; lees de tabel als bestand in, of toon een gemiddelde

-- tile per_soort
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile verloop
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile duur
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- tile buurten
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status extra_ploeg
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- status ronde
-- casus writes single formulas for SQL Server, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL
-- casus schrijft losse formules voor SQL Server, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL

-- Herstel op tijd: loads the rows into DuckDB, all of them or none.
-- Run it in the folder of the case file: paths are relative to it.
BEGIN TRANSACTION;

-- meldingensysteem
CREATE OR REPLACE TABLE "casus_herstel__meldingen" AS
SELECT
  CAST("gemeld" AS DATE) AS "gemeld",
  CAST("afgehandeld" AS DATE) AS "afgehandeld",
  "soort" AS "soort"
FROM (
  SELECT
    NULLIF(TRIM(CAST("gemeld" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "gemeld",
    NULLIF(TRIM(CAST("afgehandeld" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "afgehandeld",
    NULLIF(TRIM(CAST("soort" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "soort"
  FROM read_csv('meldingen.csv', all_varchar = true, header = true)
) AS cleaned;

COMMIT;

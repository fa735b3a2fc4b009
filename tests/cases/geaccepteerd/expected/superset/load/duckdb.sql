-- Zwerfafval per buurt: loads the rows into DuckDB, all of them or none.
-- Run it in the folder of the case file: paths are relative to it.
BEGIN TRANSACTION;

-- meldsysteem
CREATE OR REPLACE TABLE "casus_zwerfafval__meldingen" AS
SELECT
  CAST("gemeld" AS DATE) AS "gemeld",
  "buurt" AS "buurt"
FROM (
  SELECT
    NULLIF(TRIM(CAST("gemeld" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "gemeld",
    NULLIF(TRIM(CAST("buurt" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "buurt"
  FROM read_csv('meldingen.csv', all_varchar = true, header = true)
) AS cleaned;

COMMIT;

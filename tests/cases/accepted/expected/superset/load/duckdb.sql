-- Repairs in time: loads the rows into DuckDB, all of them or none.
-- Run it in the folder of the case file: paths are relative to it.
BEGIN TRANSACTION;

-- report system
CREATE OR REPLACE TABLE "casus_repairs__reports" AS
SELECT
  CAST("reported" AS DATE) AS "reported",
  CAST("due" AS DATE) AS "due",
  CAST("closed" AS DATE) AS "closed",
  "category" AS "category"
FROM (
  SELECT
    NULLIF(TRIM(CAST("reported" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "reported",
    NULLIF(TRIM(CAST("due" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "due",
    NULLIF(TRIM(CAST("closed" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "closed",
    NULLIF(TRIM(CAST("category" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "category"
  FROM read_csv('reports.csv', all_varchar = true, header = true)
) AS cleaned;

COMMIT;

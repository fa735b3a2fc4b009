-- Every form, option and filter: loads the rows into DuckDB, all of them or none.
-- Run it in the folder of the case file: paths are relative to it.
BEGIN TRANSACTION;

-- rides (made-up data)
CREATE OR REPLACE TABLE "casus_every_form__rides" AS
SELECT
  NULLIF(CAST("ride_id" AS BIGINT), -99) AS "ride_id",
  CAST("ride_on" AS DATE) AS "ride_on",
  "operator" AS "operator",
  "school" AS "school",
  "status" AS "status",
  NULLIF(CAST("minutes_late" AS DOUBLE PRECISION), -99) AS "minutes_late",
  NULLIF(CAST("pupils" AS BIGINT), -99) AS "pupils",
  CASE WHEN LOWER("wheelchair") IN ('ja', 'j', 'yes', 'y', 'true', 'waar', '1') THEN TRUE WHEN LOWER("wheelchair") IN ('nee', 'n', 'no', 'false', 'onwaar', '0') THEN FALSE ELSE CAST("wheelchair" AS BOOLEAN) END AS "wheelchair"
FROM (
  SELECT
    NULLIF(NULLIF(TRIM(CAST("ride" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "ride_id",
    NULLIF(NULLIF(TRIM(CAST("date" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "ride_on",
    NULLIF(NULLIF(TRIM(CAST("operator" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "operator",
    NULLIF(NULLIF(TRIM(CAST("school" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "school",
    NULLIF(NULLIF(TRIM(CAST("status" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "status",
    NULLIF(NULLIF(TRIM(CAST("minutes" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "minutes_late",
    NULLIF(NULLIF(TRIM(CAST("pupils" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "pupils",
    NULLIF(NULLIF(TRIM(CAST("wheelchair" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), ''), '-99') AS "wheelchair"
  FROM read_csv('../../../examples/school_transport/data/rides.csv', all_varchar = true, header = true)
) AS cleaned;

COMMIT;

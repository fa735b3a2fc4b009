#!/usr/bin/env bash
# Every form, option and filter: loads the rows into PostgreSQL, all of them or none.
#
#     bash load/postgresql.sh FOLDER
#
# FOLDER is the folder of the case file: paths are relative to it. The connection comes from PGHOST, PGPORT, PGUSER,
# PGPASSWORD and PGDATABASE. Run it again whenever there are new rows: it replaces the old ones in one transaction.
set -euo pipefail

folder=${1:?the folder of the case file}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

delimiter_of() { # the mark that the first line has most of: comma, semicolon or tab
  head -n 1 "$1" | awk '{ c = gsub(/,/, ""); s = gsub(/;/, ""); t = gsub(/\t/, "")
    print (s > c && s >= t) ? ";" : (t > c) ? "\t" : "," }'
}

staging_columns() { # staging_columns FILE DELIMITER : the names in the first line, as columns of text
  head -n 1 "$1" | sed 's/^\xef\xbb\xbf//; s/\r$//' | awk -v delimiter="$2" '{
    n = split($0, names, delimiter)
    for (i = 1; i <= n; i++) {
      gsub(/^[ "]+|[ "]+$/, "", names[i]); gsub(/"/, "\"\"", names[i])
      printf "%s\"%s\" text", (i > 1 ? ", " : ""), names[i]
    } }'
}

stage() { # stage FILE : the SQL that puts a file into a table of texts
  ln -sf "$(realpath "$1")" "$work/rows.csv"
  local delimiter
  delimiter=$(delimiter_of "$work/rows.csv")
  echo 'DROP TABLE IF EXISTS staging;'
  echo "CREATE TEMP TABLE staging ($(staging_columns "$work/rows.csv" "$delimiter"));"
  echo "\\copy staging FROM '$work/rows.csv' WITH (FORMAT csv, HEADER, DELIMITER '$delimiter', ENCODING 'UTF8')"
}

load() { psql -X -q -v ON_ERROR_STOP=1 --single-transaction -f "$1"; }

echo 'rides (made-up data)'
file="$folder"/'../../../examples/school_transport/data/rides.csv'
[ -r "$file" ] || { echo "can't read $file" >&2; exit 2; }
{
  echo "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL client_min_messages = warning;"
  stage "$file"
  cat <<'SQL'
CREATE TABLE IF NOT EXISTS "public"."casus_every_form__rides" (
  "ride_id" BIGINT,
  "ride_on" DATE,
  "operator" TEXT,
  "school" TEXT,
  "status" TEXT,
  "minutes_late" DOUBLE PRECISION,
  "pupils" BIGINT,
  "wheelchair" BOOLEAN
);
TRUNCATE "public"."casus_every_form__rides";
INSERT INTO "public"."casus_every_form__rides" ("ride_id", "ride_on", "operator", "school", "status", "minutes_late", "pupils", "wheelchair")
SELECT
  NULLIF(CAST("ride_id" AS BIGINT), -99),
  CAST("ride_on" AS DATE),
  "operator",
  "school",
  "status",
  NULLIF(CAST("minutes_late" AS DOUBLE PRECISION), -99),
  NULLIF(CAST("pupils" AS BIGINT), -99),
  CASE WHEN LOWER("wheelchair") IN ('ja', 'j', 'yes', 'y', 'true', 'waar', '1') THEN TRUE WHEN LOWER("wheelchair") IN ('nee', 'n', 'no', 'false', 'onwaar', '0') THEN FALSE ELSE CAST("wheelchair" AS BOOLEAN) END
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
  FROM staging
) AS cleaned;
ANALYZE "public"."casus_every_form__rides";
SELECT COUNT(*) AS rows FROM "public"."casus_every_form__rides";
SQL
} >"$work/load.sql"
load "$work/load.sql"

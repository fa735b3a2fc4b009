#!/usr/bin/env bash
# Herstel op tijd: loads the rows into PostgreSQL, all of them or none.
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

echo 'meldingensysteem'
file="$folder"/'meldingen.csv'
[ -r "$file" ] || { echo "can't read $file" >&2; exit 2; }
{
  echo "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL client_min_messages = warning;"
  stage "$file"
  cat <<'SQL'
CREATE TABLE IF NOT EXISTS "public"."casus_herstel__meldingen" (
  "gemeld" DATE,
  "afgehandeld" DATE,
  "soort" TEXT
);
TRUNCATE "public"."casus_herstel__meldingen";
INSERT INTO "public"."casus_herstel__meldingen" ("gemeld", "afgehandeld", "soort")
SELECT
  CAST("gemeld" AS DATE),
  CAST("afgehandeld" AS DATE),
  "soort"
FROM (
  SELECT
    NULLIF(TRIM(CAST("gemeld" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "gemeld",
    NULLIF(TRIM(CAST("afgehandeld" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "afgehandeld",
    NULLIF(TRIM(CAST("soort" AS TEXT), ' ' || CHR(9) || CHR(13) || CHR(160)), '') AS "soort"
  FROM staging
) AS cleaned;
ANALYZE "public"."casus_herstel__meldingen";
SELECT COUNT(*) AS rows FROM "public"."casus_herstel__meldingen";
SQL
} >"$work/load.sql"
load "$work/load.sql"

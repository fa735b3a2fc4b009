#!/usr/bin/env bash
# {{ title }}: loads the rows into PostgreSQL, all of them or none.
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

{% for source in sources -%}
echo {{ source.label | shell }}
file="$folder"/{{ source.path | shell }}
[ -r "$file" ] || { echo "can't read $file" >&2; exit 2; }
{% if source.parquet -%}
python3 -c 'import duckdb, sys; duckdb.read_parquet(sys.argv[1]).write_csv(sys.argv[2])' "$file" "$work/parquet.csv"
file=$work/parquet.csv
{% endif -%}
{
  echo "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL timezone = 'UTC'; SET LOCAL client_min_messages = warning;"
  stage "$file"
  cat <<'SQL'
CREATE TABLE IF NOT EXISTS {{ source.table }} (
{%- for column in source.columns %}
  {{ column.name }} {{ column.ddl }}{{ "," if not loop.last }}
{%- endfor %}
);
TRUNCATE {{ source.table }};
INSERT INTO {{ source.table }} ({% for column in source.columns %}{{ column.name }}{{ ", " if not loop.last }}{% endfor %})
SELECT
{%- for column in source.columns %}
  {{ column.typed }}{{ "," if not loop.last }}
{%- endfor %}
FROM (
  SELECT
{%- for column in source.columns %}
    {{ column.clean }} AS {{ column.name }}{{ "," if not loop.last }}
{%- endfor %}
  FROM staging
) AS cleaned;
ANALYZE {{ source.table }};
SELECT COUNT(*) AS rows FROM {{ source.table }};
SQL
} >"$work/load.sql"
load "$work/load.sql"
{% endfor %}

-- {{ title }}: loads the rows into DuckDB, all of them or none.
-- Run it in the folder of the case file: paths are relative to it.
BEGIN TRANSACTION;
{% for source in sources %}
-- {{ source.label }}
CREATE OR REPLACE TABLE {{ source.table }} AS
SELECT
{%- for column in source.columns %}
  {{ column.typed }} AS {{ column.name }}{{ "," if not loop.last }}
{%- endfor %}
FROM (
  SELECT
{%- for column in source.columns %}
    {{ column.clean }} AS {{ column.name }}{{ "," if not loop.last }}
{%- endfor %}
{%- if source.parquet %}
  FROM read_parquet({{ source.path | text }})
{%- else %}
  FROM read_csv({{ source.path | text }}, all_varchar = true, header = true)
{%- endif %}
) AS cleaned;
{% endfor %}
COMMIT;

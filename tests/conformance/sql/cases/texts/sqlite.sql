-- rows texts
select
  "id",
  "t",
  instr("t", '50%') > 0 as "has_percent",
  instr("t", 'a_c') > 0 as "has_line",
  instr("t", 'it''s') > 0 as "has_quote",
  substr("t", 1, length('A')) = 'A' as "starts",
  substr("t", 1, length('%')) = '%' as "starts_wild",
  "t" = 'apple' as "is_small",
  "t" = 'café' as "accent",
  "t" in ('apple', 'Zebra') as "one_of"
from "texts"

-- attribute small
-- SQLite changes the case of A to Z only, not of é or ï; use DuckDB or PostgreSQL, or leave the case as it is
-- SQLite verandert alleen a tot z van klein naar groot, geen é of ï; gebruik DuckDB of PostgreSQL, of laat de letters zoals ze zijn

-- attribute capitals
-- SQLite changes the case of A to Z only, not of é or ï; use DuckDB or PostgreSQL, or leave the case as it is
-- SQLite verandert alleen a tot z van klein naar groot, geen é of ï; gebruik DuckDB of PostgreSQL, of laat de letters zoals ze zijn

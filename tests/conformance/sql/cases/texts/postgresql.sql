-- rows texts
select
  "id",
  "t",
  position('50%' in "t") > 0 as "has_percent",
  position('a_c' in "t") > 0 as "has_line",
  position('it''s' in "t") > 0 as "has_quote",
  starts_with("t", 'A') as "starts",
  starts_with("t", '%') as "starts_wild",
  "t" = 'apple' as "is_small",
  "t" = 'café' as "accent",
  "t" in ('apple', 'Zebra') as "one_of",
  lower("t" collate "und-x-icu") as "small",
  upper("t" collate "und-x-icu") as "capitals"
from "texts"

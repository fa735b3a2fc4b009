-- rows texts
select
  `id`,
  `t`,
  locate(convert('50%' using utf8mb4) collate utf8mb4_bin, convert(`t` using utf8mb4) collate utf8mb4_bin) > 0 as `has_percent`,
  locate(convert('a_c' using utf8mb4) collate utf8mb4_bin, convert(`t` using utf8mb4) collate utf8mb4_bin) > 0 as `has_line`,
  locate(convert('it\'s' using utf8mb4) collate utf8mb4_bin, convert(`t` using utf8mb4) collate utf8mb4_bin) > 0 as `has_quote`,
  locate(convert('A' using utf8mb4) collate utf8mb4_bin, convert(`t` using utf8mb4) collate utf8mb4_bin) = 1 as `starts`,
  locate(convert('%' using utf8mb4) collate utf8mb4_bin, convert(`t` using utf8mb4) collate utf8mb4_bin) = 1 as `starts_wild`,
  convert(`t` using utf8mb4) collate utf8mb4_bin = convert('apple' using utf8mb4) collate utf8mb4_bin as `is_small`,
  convert(`t` using utf8mb4) collate utf8mb4_bin = convert('café' using utf8mb4) collate utf8mb4_bin as `accent`,
  convert(`t` using utf8mb4) collate utf8mb4_bin in (convert('apple' using utf8mb4) collate utf8mb4_bin, convert('Zebra' using utf8mb4) collate utf8mb4_bin) as `one_of`,
  lower(`t`) as `small`,
  upper(`t`) as `capitals`
from `texts`

-- rows texts
select
  `id`,
  `t`,
  contains(`t`, '50%') as `has_percent`,
  contains(`t`, 'a_c') as `has_line`,
  contains(`t`, 'it\'s') as `has_quote`,
  startswith(`t`, 'A') as `starts`,
  startswith(`t`, '%') as `starts_wild`,
  `t` = 'apple' as `is_small`,
  `t` = 'café' as `accent`,
  `t` in ('apple', 'Zebra') as `one_of`,
  lower(`t`) as `small`,
  upper(`t`) as `capitals`
from `texts`

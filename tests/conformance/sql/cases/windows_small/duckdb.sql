-- rows meldingen
select
  "id",
  "gemeld",
  "soort",
  "wijk",
  "gehaald"
from "meldingen"

-- measure aantal_m
case when count(*) >= 5 then count(*) end

-- measure op_tijd
case when count(*) >= 5 and count(*) filter (where "gehaald" is not null) >= 5 then avg(cast("gehaald" as integer)) end

-- measure vorige_m
-- 'previous' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'vorige' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure groei
-- 'change' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'verandering' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure loop
-- 'running' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'lopend' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- measure deel
-- 'share' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time
-- 'aandeel' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd

-- tile alles
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*
  from casus_rows
),
casus_cells as (
  select count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
),
casus_shown as (
  select "value 1" as "value 1"
  from casus_cells
)
select "value 1"
from casus_shown

-- tile per_soort
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  group by "by 1"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "by 1"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_shown as (
  select "by 1", "key 1", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_hidden
)
select "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "key 1"

-- tile deel_soort
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  group by "by 1"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "by 1"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_whole as (
  select case when count(*) >= 5 then count(*) end as "part 2"
  from casus_kept
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "by 1", "key 1", "part 1" / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "key 1"

-- tile groei_soort
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "by 1", min("soort") as "key 1", count(*) as "rows"
  from casus_kept
  group by "by 1"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "by 1"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_axis as (
  select distinct "by 1" from casus_cells
),
casus_at_1_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) = max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_1_cells as (
  select "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_at_1_kept
  where "is kept" = 1
  group by "by 1"
),
casus_at_1_hidden as (
  select casus_at_1_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "by 1"))) then 1 else 0 end as "hidden"
  from casus_at_1_cells
),
casus_at_2_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) = cast(date_trunc('month', cast(cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '1 months' as date) as timestamp)) as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_at_2_cells as (
  select "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 2"
  from casus_at_2_kept
  where "is kept" = 1
  group by "by 1"
),
casus_at_2_hidden as (
  select casus_at_2_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "by 1" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "by 1"))) then 1 else 0 end as "hidden"
  from casus_at_2_cells
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", case when casus_at_1_side."hidden" = 0 then casus_at_1_side."part 1" end as "part 1", case when casus_at_2_side."hidden" = 0 then casus_at_2_side."part 2" end as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."by 1" = casus_axis."by 1"
  left join casus_at_1_hidden as casus_at_1_side on casus_at_1_side."by 1" = casus_axis."by 1"
  left join casus_at_2_hidden as casus_at_2_side on casus_at_2_side."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "by 1", "key 1", ("part 1" - "part 2") / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "key 1"

-- tile kruis
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1", coalesce("wijk", '(leeg)') as "by 2"
  from casus_rows
),
casus_cells as (
  select "by 1", min("soort") as "key 1", "by 2", min("wijk") as "key 2", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  group by "by 1", "by 2"
),
casus_down as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 2" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "by 1") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "down small",
    count(*) over (partition by "by 1") as "down cells",
    sum("rows") over (partition by "by 2") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 2") as "across small",
    count(*) over (partition by "by 2") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "by 1") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "by 1") - "down rows" < 5 or sum("rows") over (order by "down rows", "by 1") - "down rows" < dense_rank() over (order by "down rows", "by 1"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 2") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 2") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 2") - "across rows" < dense_rank() over (order by "across rows", "by 2"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_shown as (
  select "by 1", "key 1", "by 2", "key 2", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_hidden
  where "hidden" = 0
)
select "by 1", "by 2", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, case when "by 2" = '(leeg)' then 1 else 0 end, "key 1", "key 2"

-- tile deel_kruis
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, coalesce("soort", '(leeg)') as "by 1", coalesce("wijk", '(leeg)') as "by 2"
  from casus_rows
),
casus_cells as (
  select "by 1", min("soort") as "key 1", "by 2", min("wijk") as "key 2", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  group by "by 1", "by 2"
),
casus_down as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 2" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "by 1") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "down small",
    count(*) over (partition by "by 1") as "down cells",
    sum("rows") over (partition by "by 2") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 2") as "across small",
    count(*) over (partition by "by 2") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "by 1") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "by 1") - "down rows" < 5 or sum("rows") over (order by "down rows", "by 1") - "down rows" < dense_rank() over (order by "down rows", "by 1"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 2") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 2") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 2") - "across rows" < dense_rank() over (order by "across rows", "by 2"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_axis as (
  select distinct "by 1", "by 2" from casus_cells
),
casus_whole as (
  select case when count(*) >= 5 then count(*) end as "part 2"
  from casus_kept
),
casus_parts as (
  select casus_axis."by 1", casus_side."key 1" as "key 1", casus_axis."by 2", casus_side."key 2" as "key 2", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."by 1" = casus_axis."by 1" and casus_side."by 2" = casus_axis."by 2"
  cross join casus_whole
  where coalesce(casus_side."hidden", 1) = 0
),
casus_shown as (
  select "by 1", "key 1", "by 2", "key 2", "part 1" / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "by 1", "by 2", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, case when "by 2" = '(leeg)' then 1 else 0 end, "key 1", "key 2"

-- tile aantal_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from casus_cells
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_filled as (
  select casus_periods."period start", cells."value 1", cells."hidden"
  from casus_periods
  left join casus_hidden as cells on cells."period start" = casus_periods."period start"
  where casus_periods."period start" is not null
),
casus_shown as (
  select "period start", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_filled
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile aantal_soort_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  where "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from casus_cells
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_filled as (
  select casus_periods."period start", casus_groups."by 1", max(cells."key 1") over (partition by casus_groups."by 1") as "key 1", cells."value 1", cells."hidden"
  from casus_periods cross join casus_groups
  left join casus_hidden as cells on cells."period start" = casus_periods."period start" and cells."by 1" = casus_groups."by 1"
  where casus_periods."period start" is not null
),
casus_shown as (
  select "period start", "by 1", "key 1", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_filled
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile vorige_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1", "hidden" from casus_hidden
),
casus_parts as (
  select casus_axis."period start", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile vorige_soort_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "by 1", "part 1", "hidden" from casus_hidden
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1" and casus_earlier_1."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile groei_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1", "hidden" from casus_hidden
),
casus_parts as (
  select casus_axis."period start", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", ("part 1" - "part 2") / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile groei_soort_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "by 1", "part 1", "hidden" from casus_hidden
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1" and casus_earlier_1."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", ("part 1" - "part 2") / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile loop_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_running_1 as (
  select "up to", case when count(*) >= 5 then count(*) end as "part 1"
  from (select "period start" as "up to" from casus_axis) as axis
  join casus_kept on "period start" <= "up to"
  where "period start" is not null
  group by "up to"
),
casus_parts as (
  select casus_axis."period start", case when max(coalesce(casus_side."hidden", 0)) over () = 0 or sum(coalesce(casus_side."hidden", 1)) over (order by casus_axis."period start") = 0 or sum(coalesce(casus_side."hidden", 1)) over (order by casus_axis."period start") = sum(coalesce(casus_side."hidden", 1)) over () then casus_running_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_running_1 on casus_running_1."up to" = casus_axis."period start"
),
casus_shown as (
  select "period start", "part 1" as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile loop_soort_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows"
  from casus_kept
  where "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_running_1 as (
  select "up to", "in 1", case when count(*) >= 5 then count(*) end as "part 1"
  from (select "period start" as "up to", "by 1" as "in 1" from casus_axis) as axis
  join casus_kept on "period start" <= "up to" and "by 1" = "in 1"
  where "period start" is not null
  group by "up to", "in 1"
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when max(coalesce(casus_side."hidden", 0)) over () = 0 or sum(coalesce(casus_side."hidden", 1)) over (partition by casus_axis."by 1" order by casus_axis."period start") = 0 then casus_running_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_running_1 on casus_running_1."up to" = casus_axis."period start" and casus_running_1."in 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile deel_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_whole as (
  select case when count(*) >= 5 then count(*) end as "part 2"
  from casus_kept
  where "period start" is not null
),
casus_parts as (
  select casus_axis."period start", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  cross join casus_whole
),
casus_shown as (
  select "period start", "part 1" / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile deel_soort_maand
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_whole as (
  select case when count(*) >= 5 then count(*) end as "part 2"
  from casus_kept
  where "period start" is not null
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when casus_side."hidden" = 0 then casus_side."part 1" end as "part 1", casus_whole."part 2" as "part 2"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  cross join casus_whole
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" / nullif("part 2", 0) as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile aantal_laatst
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from casus_cells
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_filled as (
  select casus_periods."period start", cells."value 1", cells."hidden"
  from casus_periods
  left join casus_hidden as cells on cells."period start" = casus_periods."period start"
  where casus_periods."period start" is not null
),
casus_shown as (
  select "period start", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_filled
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile aantal_laatst_soort
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "value 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from casus_cells
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_filled as (
  select casus_periods."period start", casus_groups."by 1", max(cells."key 1") over (partition by casus_groups."by 1") as "key 1", cells."value 1", cells."hidden"
  from casus_periods cross join casus_groups
  left join casus_hidden as cells on cells."period start" = casus_periods."period start" and cells."by 1" = casus_groups."by 1"
  where casus_periods."period start" is not null
),
casus_shown as (
  select "period start", "by 1", "key 1", case when "hidden" = 0 then "value 1" end as "value 1"
  from casus_filled
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile vorige_laatst
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_before_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_before_hidden as (
  select casus_before_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_before_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "part 1", "hidden" from casus_hidden
  union all select "period start", "part 1", "hidden" from casus_before_hidden
),
casus_parts as (
  select casus_axis."period start", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1"
),
casus_shown as (
  select "period start", "part 1" as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile vorige_laatst_soort
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_before_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_before_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows", case when count(*) >= 5 then count(*) end as "part 1"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start", "by 1"
),
casus_before_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_before_cells) as lines
),
casus_before_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_before_cells) as lines
),
casus_before_sized as (
  select casus_before_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_before_cells
),
casus_before_full as (
  select casus_before_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_before_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_before_down) then 1 else 0 end as "across whole"
  from casus_before_sized
),
casus_before_ranked as (
  select casus_before_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_before_full
),
casus_before_covered as (
  select casus_before_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_before_ranked
),
casus_before_hidden as (
  select casus_before_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_before_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1", cast(date_trunc('month', cast(cast((casus_periods."period start") - interval '1 months' as date) as timestamp)) as date) as "earlier 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_known as (
  select "period start", "by 1", "part 1", "hidden" from casus_hidden
  union all select "period start", "by 1", "part 1", "hidden" from casus_before_hidden
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when casus_earlier_1."hidden" = 0 then casus_earlier_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_known as casus_earlier_1 on casus_earlier_1."period start" = casus_axis."earlier 1" and casus_earlier_1."by 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- tile loop_laatst
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", count(*) as "rows"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start"
),
casus_hidden as (
  select casus_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_cells
),
casus_before_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start"
  from casus_rows
),
casus_before_cells as (
  select "period start", count(*) as "rows"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start"
),
casus_before_hidden as (
  select casus_before_cells.*, case when (min("rows") over () < 5 and ("rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < 5 or sum("rows") over (order by "rows", "period start" rows unbounded preceding) - "rows" < row_number() over (order by "rows", "period start"))) then 1 else 0 end as "hidden"
  from casus_before_cells
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_axis as (
  select casus_periods."period start"
  from casus_periods
  where casus_periods."period start" is not null
),
casus_running_1 as (
  select "up to", case when count(*) >= 5 then count(*) end as "part 1"
  from (select "period start" as "up to" from casus_axis) as axis
  join casus_before_kept on "period start" <= "up to"
  where "period start" is not null
  group by "up to"
),
casus_parts as (
  select casus_axis."period start", case when coalesce((select max("hidden") from casus_before_hidden), 0) = 0 and (max(coalesce(casus_side."hidden", 0)) over () = 0 or sum(coalesce(casus_side."hidden", 1)) over (order by casus_axis."period start") = 0) then casus_running_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start"
  left join casus_running_1 on casus_running_1."up to" = casus_axis."period start"
),
casus_shown as (
  select "period start", "part 1" as "value 1"
  from casus_parts
)
select "period start", "value 1"
from casus_shown
order by "period start"

-- tile loop_laatst_soort
with recursive casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1", case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) <= max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over () and cast(date_trunc('month', cast("gemeld" as timestamp)) as date) > cast((max(case when cast(date_trunc('month', cast("gemeld" as timestamp)) as date) < cast(date_trunc('month', cast(current_date as timestamp)) as date) then cast(date_trunc('month', cast("gemeld" as timestamp)) as date) end) over ()) - interval '2 months' as date) then 1 else 0 end as "is kept"
  from casus_rows
),
casus_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows"
  from casus_kept
  where "is kept" = 1 and "period start" is not null
  group by "period start", "by 1"
),
casus_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_cells) as lines
),
casus_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_cells) as lines
),
casus_sized as (
  select casus_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_cells
),
casus_full as (
  select casus_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_down) then 1 else 0 end as "across whole"
  from casus_sized
),
casus_ranked as (
  select casus_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_full
),
casus_covered as (
  select casus_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_ranked
),
casus_hidden as (
  select casus_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_covered
),
casus_before_kept as (
  select casus_rows.*, cast(date_trunc('month', cast("gemeld" as timestamp)) as date) as "period start", coalesce("soort", '(leeg)') as "by 1"
  from casus_rows
),
casus_before_cells as (
  select "period start", "by 1", min("soort") as "key 1", count(*) as "rows"
  from casus_before_kept
  where "period start" is not null and "period start" < (select min("period start") from casus_cells)
  group by "period start", "by 1"
),
casus_before_down as (
  select count(*) as "lines" from (select distinct "period start" from casus_before_cells) as lines
),
casus_before_across as (
  select count(*) as "lines" from (select distinct "by 1" from casus_before_cells) as lines
),
casus_before_sized as (
  select casus_before_cells.*,
    min("rows") over () as "fewest",
    sum("rows") over (partition by "period start") as "down rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "period start") as "down small",
    count(*) over (partition by "period start") as "down cells",
    sum("rows") over (partition by "by 1") as "across rows",
    sum(case when "rows" < 5 then 1 else 0 end) over (partition by "by 1") as "across small",
    count(*) over (partition by "by 1") as "across cells"
  from casus_before_cells
),
casus_before_full as (
  select casus_before_sized.*,
    case when "down small" = 0 and "down cells" = (select "lines" from casus_before_across) then 1 else 0 end as "down whole",
    case when "across small" = 0 and "across cells" = (select "lines" from casus_before_down) then 1 else 0 end as "across whole"
  from casus_before_sized
),
casus_before_ranked as (
  select casus_before_full.*,
    dense_rank() over (order by 1 - "down whole", "down rows", "period start") as "down place",
    case when "down small" > 0 or (min("down rows") over () < 5 and ("down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < 5 or sum("rows") over (order by "down rows", "period start") - "down rows" < dense_rank() over (order by "down rows", "period start"))) then 1 else 0 end as "down hit",
    dense_rank() over (order by 1 - "across whole", "across rows", "by 1") as "across place",
    case when "across small" > 0 or (min("across rows") over () < 5 and ("across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < 5 or sum("rows") over (order by "across rows", "by 1") - "across rows" < dense_rank() over (order by "across rows", "by 1"))) then 1 else 0 end as "across hit"
  from casus_before_full
),
casus_before_covered as (
  select casus_before_ranked.*,
    case when max("down whole") over () = 0 or ("down whole" = 1 and "down place" = 1) then 1 else 0 end as "down cover",
    case when max("across whole") over () = 0 or ("across whole" = 1 and "across place" = 1) then 1 else 0 end as "across cover"
  from casus_before_ranked
),
casus_before_hidden as (
  select casus_before_covered.*,
    case when "fewest" < 5 and ("rows" < 5
      or ("down cover" = 1 and ("across hit" = 1 or "across cover" = 1))
      or ("across cover" = 1 and ("down hit" = 1 or "down cover" = 1))) then 1 else 0 end as "hidden"
  from casus_before_covered
),
casus_periods("period start", "until") as (
  select min("period start"), max("period start") from (
    select "period start" from casus_cells
  ) as dated
  union all
  select cast("period start" + interval '1 months' as date), "until" from casus_periods where "period start" < "until"
),
casus_groups as (
  select distinct "by 1" from casus_cells
),
casus_axis as (
  select casus_periods."period start", casus_groups."by 1"
  from casus_periods cross join casus_groups
  where casus_periods."period start" is not null
),
casus_running_1 as (
  select "up to", "in 1", case when count(*) >= 5 then count(*) end as "part 1"
  from (select "period start" as "up to", "by 1" as "in 1" from casus_axis) as axis
  join casus_before_kept on "period start" <= "up to" and "by 1" = "in 1"
  where "period start" is not null
  group by "up to", "in 1"
),
casus_parts as (
  select casus_axis."period start", casus_axis."by 1", max(casus_side."key 1") over (partition by casus_axis."by 1") as "key 1", case when coalesce((select max("hidden") from casus_before_hidden), 0) = 0 and (max(coalesce(casus_side."hidden", 0)) over () = 0 or sum(coalesce(casus_side."hidden", 1)) over (partition by casus_axis."by 1" order by casus_axis."period start") = 0) then casus_running_1."part 1" end as "part 1"
  from casus_axis
  left join casus_hidden as casus_side on casus_side."period start" = casus_axis."period start" and casus_side."by 1" = casus_axis."by 1"
  left join casus_running_1 on casus_running_1."up to" = casus_axis."period start" and casus_running_1."in 1" = casus_axis."by 1"
),
casus_shown as (
  select "period start", "by 1", "key 1", "part 1" as "value 1"
  from casus_parts
)
select "period start", "by 1", "value 1"
from casus_shown
order by case when "by 1" = '(leeg)' then 1 else 0 end, "period start", "key 1"

-- status doe
with casus_rows as (
  select
    "id",
    "gemeld",
    "soort",
    "wijk",
    "gehaald"
  from "meldingen"
),
casus_judged as (
  select cast(null as varchar) as "value", avg(cast("gehaald" as integer)) < 0.85 as "holds"
  from casus_rows
  having count(*) >= 5
),
casus_due as (
  select "value" from casus_judged where "holds" order by "value"
)
select
  case
    when (select count(*) from casus_rows) = 0 then 'Geen gegevens'
    when count(*) = 0 then 'Nu niets te doen'
    else 'Nu doen' || coalesce(': ' || string_agg("value", ', ' order by "value"), '')
  end as status,
  count(*) > 0 as fires,
  string_agg("value", ', ' order by "value") as where_,
  cast(null as date) as data_until
from casus_due

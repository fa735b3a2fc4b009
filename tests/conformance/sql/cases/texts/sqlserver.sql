-- rows texts
select
  [id],
  [t],
  cast(case when charindex('50%' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0 then 1 when not (charindex('50%' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0) then 0 end as bit) as [has_percent],
  cast(case when charindex('a_c' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0 then 1 when not (charindex('a_c' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0) then 0 end as bit) as [has_line],
  cast(case when charindex('it''s' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0 then 1 when not (charindex('it''s' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) > 0) then 0 end as bit) as [has_quote],
  cast(case when charindex('A' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) = 1 then 1 when not (charindex('A' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) = 1) then 0 end as bit) as [starts],
  cast(case when charindex('%' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) = 1 then 1 when not (charindex('%' collate Latin1_General_100_BIN2, [t] collate Latin1_General_100_BIN2) = 1) then 0 end as bit) as [starts_wild],
  cast(case when [t] collate Latin1_General_100_BIN2 = 'apple' collate Latin1_General_100_BIN2 then 1 when not ([t] collate Latin1_General_100_BIN2 = 'apple' collate Latin1_General_100_BIN2) then 0 end as bit) as [is_small],
  cast(case when [t] collate Latin1_General_100_BIN2 = 'café' collate Latin1_General_100_BIN2 then 1 when not ([t] collate Latin1_General_100_BIN2 = 'café' collate Latin1_General_100_BIN2) then 0 end as bit) as [accent],
  cast(case when ([t] collate Latin1_General_100_BIN2) in ('apple' collate Latin1_General_100_BIN2, 'Zebra' collate Latin1_General_100_BIN2) then 1 when not (([t] collate Latin1_General_100_BIN2) in ('apple' collate Latin1_General_100_BIN2, 'Zebra' collate Latin1_General_100_BIN2)) then 0 end as bit) as [one_of],
  lower([t]) as [small],
  upper([t]) as [capitals]
from [texts]

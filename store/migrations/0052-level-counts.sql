-- Every reader adds up what it asks for: adding up by all five columns first only doubled the work (43 of 66 ms at
-- 100,000 enterprises).
create or replace view level_counts_now as
select district, street, industry, finance_kind, level, n::bigint as n from level_counts
union all
select district, street, industry, finance_kind, level, n::bigint as n from level_count_changes;

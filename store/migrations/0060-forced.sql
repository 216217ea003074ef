-- The level that a fact forces whatever the score (criminal case: 5, legal breach: 2), 0 where none does: what a
-- configuration that is only thought of must know of each enterprise, without reading its state.
alter table scores add column forced smallint not null default 0;
update scores s set forced = f.level
from (
  select c.enterprise_id,
    max(case signal ->> 'r' when 'compliance.criminal' then 5 when 'compliance.limit-breach' then 2 end) as level
  from scores c
  join entity_state e on e.key = 'e:' || c.enterprise_id
  cross join lateral json_array_elements(e.state::json -> 'detectors' -> 'signals') as signal
  where c.level >= 2
  group by c.enterprise_id
) f
where s.enterprise_id = f.enterprise_id and f.level is not null;

-- A new enterprise stands at 0 under the configuration in force.
create or replace function add_scores() returns trigger language plpgsql as $$
begin
  insert into scores (enterprise_id, district, street, industry, finance_kind, status, provisional, simulated, listed,
    level_since, time, recorded_at, config_version)
  select id, district, street, industry, finance_kind, status, provisional, simulated, merged_into is null, created_at, created_at, now(),
    coalesce((select version from score_configs where state = 'active'), 0)
  from added
  on conflict (enterprise_id) do nothing;
  return null;
end $$;

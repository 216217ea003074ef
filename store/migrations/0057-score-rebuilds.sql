-- What a rebuild said anew of the past: rows of score_history in [from_time, to_time] that were recorded before it are
-- superseded, as known from recorded_at on. A mark beside them, because rows in compressed chunks are not to be updated.
create table score_rebuilds (
  enterprise_id bigint not null,
  from_time timestamptz not null,
  to_time timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (enterprise_id, recorded_at)
);
create index score_rebuilds_recorded on score_rebuilds using brin (recorded_at) with (pages_per_range = 32);
insert into retention_rules
select 'score_rebuilds', keep + interval '30 days', 'longer than the history, so that nothing superseded comes back'
from retention_rules where relation = 'score_history';

--! community
--! no-transaction
-- A database that was on a lower level before has views of these names.
drop view if exists score_daily, event_daily;
--;
drop table if exists score_daily_rolled, event_daily_rolled;
--;
create materialized view score_daily with (timescaledb.continuous, timescaledb.materialized_only = false) as
select time_bucket('1 day', time, 'Asia/Shanghai') as day, enterprise_id, count(*) as samples,
  min(total) as lowest, max(total) as highest,
  -- Not last(total, time): of two computations for one instant the later one counts.
  (array_agg(total order by time desc, recorded_at desc))[1] as last_total,
  (array_agg(level order by time desc, recorded_at desc))[1] as last_level
from score_history
group by 1, 2 with no data;
--;
create materialized view event_daily with (timescaledb.continuous, timescaledb.materialized_only = false) as
select time_bucket('1 day', time, 'Asia/Shanghai') as day, kind, district, source, count(*) as events
from events
group by 1, 2, 3, 4 with no data;
--;
call refresh_continuous_aggregate('score_daily', null, null);
--;
call refresh_continuous_aggregate('event_daily', null, null);
--;
-- The policy must reach back over all that may come in (a seeded or replayed past): what lies before its start is
-- neither kept nor live. Only days with changes are computed again, so a long reach costs nothing. It ends before the
-- retention, because a day whose rows are dropped must not be computed again; the last hour stays live.
select add_continuous_aggregate_policy('score_daily', start_offset => interval '700 days', end_offset => interval '1 hour', schedule_interval => interval '30 minutes');
--;
select add_continuous_aggregate_policy('event_daily', start_offset => interval '700 days', end_offset => interval '1 hour', schedule_interval => interval '30 minutes');
--;
-- Few rows of one key lie in a chunk, so nothing is divided into segments: sorted by key, a batch of 1,000 rows holds
-- neighbouring keys, and its least and greatest key let a query for one enterprise open one or two batches only.
alter table events set (timescaledb.compress, timescaledb.compress_segmentby = '', timescaledb.compress_orderby = 'key, time desc');
--;
alter table score_history set (timescaledb.compress, timescaledb.compress_segmentby = '', timescaledb.compress_orderby = 'enterprise_id, time desc');
--;
select add_compression_policy('events', compress_after => interval '30 days');
--;
select add_compression_policy('score_history', compress_after => interval '14 days');
--;
-- By when a chunk was made and not by what it holds: history that is imported today stays as long as today's events.
select add_retention_policy('events', drop_created_before => (select keep from retention_rules where relation = 'events'));
--;
select add_retention_policy('score_history', drop_created_before => (select keep from retention_rules where relation = 'score_history'));
--;
-- A row a day and enterprise is kept for good, so it is packed too: 329 MB to 54 MB a chunk (docs/timescale.md).
alter materialized view score_daily set (timescaledb.compress = true, timescaledb.compress_segmentby = '', timescaledb.compress_orderby = 'enterprise_id, day');
--;
select add_compression_policy('score_daily', compress_after => interval '45 days');

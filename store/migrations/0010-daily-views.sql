--! no-community
-- The same names and columns as the continuous aggregates: rolled-up days, and the live rest since the last roll.
-- `day` is the instant at which the day begins in Asia/Shanghai.
create table score_daily_rolled (
  day timestamptz not null,
  enterprise_id bigint not null,
  samples integer not null,
  lowest real not null,
  highest real not null,
  last_total real not null,
  last_level smallint not null,
  primary key (enterprise_id, day)
);
create index on score_daily_rolled (day);

create view score_daily as
select day, enterprise_id, samples::bigint as samples, lowest, highest, last_total, last_level
from score_daily_rolled
union all
select time_bucket('1 day', time, 'Asia/Shanghai') as day, enterprise_id, count(*) as samples,
  min(total) as lowest, max(total) as highest,
  (array_agg(total order by time desc, recorded_at desc))[1] as last_total,
  (array_agg(level order by time desc, recorded_at desc))[1] as last_level
from score_history
where time >= (select rolled_to from rollups where name = 'score_daily')
group by 1, 2;

create table event_daily_rolled (
  day timestamptz not null,
  kind text not null,
  district text not null,
  source text not null,
  events bigint not null,
  primary key (day, kind, district, source)
);

create view event_daily as
select day, kind, district, source, events from event_daily_rolled
union all
select time_bucket('1 day', time, 'Asia/Shanghai') as day, kind, district, source, count(*) as events
from events
where time >= (select rolled_to from rollups where name = 'event_daily')
group by 1, 2, 3, 4;

-- Risk of a firm as it was last walked along the graph, and whom it reached: so that only what changed is walked again,
-- and whoever was told is told when it no longer holds.
create table risk_sources (
  enterprise_id bigint primary key,
  own real not null,
  -- Which of the limits (60, 75, 90) it is over, with the slack of leaving one: what others are told.
  band smallint not null,
  walked_at timestamptz not null
);

create table risk_reach (
  source_id bigint not null,
  target_id bigint not null,
  weight real not null,
  path jsonb not null,
  primary key (source_id, target_id)
);
create index on risk_reach (target_id);

create table risk_told (
  enterprise_id bigint primary key,
  said text not null
);

-- Events taken from a source, hour by hour: what its usual volume is judged by. An hour without a row had none.
create table source_hours (
  source_id text not null,
  hour timestamptz not null,
  accepted bigint not null,
  primary key (source_id, hour)
) with (fillfactor = 50);
insert into retention_rules values
  ('source_hours', '90 days', 'what is usual is judged by the last 60 days');

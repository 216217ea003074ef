-- How long what is kept, in one place for all capability levels. Findings (with their evidence), alerts, facts,
-- relations, scores, reviews and the audit log are not in it: they stay.
create table retention_rules (
  relation text primary key,
  keep interval not null,
  reason text not null
);
insert into retention_rules values
  ('events', '1095 days', 'raw events: three years, findings keep their own evidence'),
  ('event_ids', '1125 days', 'longer than the events, so that none can come in twice'),
  ('score_history', '1095 days', 'each change of a score; a row a day stays in score_daily'),
  ('push_log', '24 hours', 'a client that was away longer takes a snapshot'),
  ('login_attempts', '180 days', 'GB/T 22239: six months of logs'),
  ('sessions', '180 days', 'GB/T 22239: six months of logs'),
  ('webhook_nonces', '1 day', 'a signed call is valid for minutes'),
  ('request_ids', '7 days', 'a phone may send again after days without a network'),
  ('uploads', '7 days', 'previews that nobody started'),
  ('role_heartbeats', '1 day', 'instances that are gone'),
  ('notifications', '1095 days', 'who was told what, as long as the events');

-- Up to where the daily views are rolled up (not used where continuous aggregates do it).
create table rollups (
  name text primary key,
  rolled_to timestamptz not null,
  recorded_to timestamptz not null
);
insert into rollups values ('score_daily', '-infinity', '-infinity'), ('event_daily', '-infinity', '-infinity');

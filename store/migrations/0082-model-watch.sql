-- What the words of an alarm are filled with, in each language; null: raised before, when there were ready words only.
alter table alarms add column params jsonb;

-- How long the rules and the model took over the same single enterprises, each from the store to a score: counts by
-- bin of time, by judge.
alter table shadow_passes add column times jsonb not null default '{}';

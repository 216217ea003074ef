-- A source that is no longer wanted is hidden and takes nothing; its data and its tallies stay.
alter table sources add column retired_at timestamptz;
alter table sources add column retired_by bigint references users;
-- How often it is expected to deliver, seconds; null: not agreed.
alter table sources add column every_seconds integer check (every_seconds > 0);

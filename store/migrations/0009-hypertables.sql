--! timescale
-- Seven days a chunk: at 1,000 events/s the newest chunk's indexes (about 100 bytes an event) stay in memory.
select create_hypertable('events', by_range('time', interval '7 days'), migrate_data => true, create_default_indexes => false);
select create_hypertable('score_history', by_range('time', interval '7 days'), migrate_data => true, create_default_indexes => false);

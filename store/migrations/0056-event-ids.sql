--! no-community
-- An event's id is unique by event_ids, which is claimed in the same transaction; a second unique index on the largest
-- table cost 16 us an event and guarded nothing more. (Where chunks can be compressed, constraints cannot go.)
alter table events drop constraint events_pkey;

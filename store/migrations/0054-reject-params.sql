-- What a fault's words are filled with, so that each reader gets them in his language. null: rows of before, which keep
-- the Chinese words that were stored.
alter table rejects add column params jsonb;

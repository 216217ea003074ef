-- Levels fall only through a review (复核). Nobody proposes it: the program does, and any person may decide.
alter table reviews alter column proposed_by drop not null;
create unique index reviews_falls on reviews (enterprise_id) where kind = 'level.downgrade' and state = 'pending';

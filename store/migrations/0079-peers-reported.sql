-- How many firms had reported when the peers were made: what later counts are compared with. `n` is how many of them became
-- peers, which is fewer where firms skip the month or are no longer listed.
alter table organisation_peers add column reported integer not null default 0;

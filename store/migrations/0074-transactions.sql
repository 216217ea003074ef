-- Money flow reads the transactions of the last weeks, and then what came since, in order of arrival. They are few
-- among all events, and the other kinds pay nothing for it.
create index events_transactions on events (recorded_at, uid) where kind = 'transaction';

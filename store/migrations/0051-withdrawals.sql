-- Events that another one withdrew (撤诉) or corrected (更正), by uid: also those that have not come yet.
create table withdrawals (
  uid text primary key,
  by_uid text not null,
  recorded_at timestamptz not null default now()
);

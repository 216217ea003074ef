-- A version of the score configuration is handed in, decided by another person, and kept whatever became of it.
alter table score_configs
  add column descriptions jsonb not null default '{}',
  -- What it was made from, and whose content it brings back (回滚).
  add column base_version integer,
  add column rollback_of integer,
  add column review_id bigint references reviews;
alter table score_configs drop constraint score_configs_state_check;
alter table score_configs add constraint score_configs_state_check
  check (state in ('draft', 'pending', 'active', 'retired', 'rejected', 'withdrawn'));

-- Its maker takes a change back before it is decided.
alter table reviews drop constraint reviews_state_check;
alter table reviews add constraint reviews_state_check check (state in ('pending', 'approved', 'rejected', 'withdrawn'));

-- A run of retention that is under way: the moment it goes by, and what it deleted so far. Written
-- with every batch, so that whoever goes on knows both; gone when the run is in the audit trail.
create table retention_run (
  only_one boolean     primary key default true check (only_one),
  as_of    timestamptz not null,
  deleted  jsonb       not null   -- rows by kind
);

-- What is due is found by its age, however much there is beside it. The others have their index.
create index console_session_by_last_seen on console_session (last_seen_at);
create index delivery_told on delivery (finished_at)
  where status = 'confirmed' and event_id is not null;

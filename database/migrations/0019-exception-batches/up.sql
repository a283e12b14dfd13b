-- One decision about many exceptions: what was chosen is written down when it is asked for, and
-- worked through in the background, each exception by itself. A restart goes on where it stopped.
create table exception_batch (
  batch_id        text        primary key,
  action          text        not null,
  assignee        text,
  filter          jsonb       not null,
  reason          text        not null,
  status          text        not null,
  item_count      integer     not null,
  done_count      integer     not null default 0,
  failed_count    integer     not null default 0,
  totals          jsonb       not null,
  -- Who asked, with what they might do then: each exception is decided in their name.
  requested_by    text        not null,
  application_id  text        not null,
  issuer          text        not null,
  permissions     text[]      not null,
  legal_entities  text[]      not null,  -- of its exceptions, not of the person
  correlation_id  text        not null,
  traceparent     text        not null,
  requested_at    timestamptz not null default now(),
  decided_by      text,
  decided_at      timestamptz,
  decision_reason text,
  stopped_by      text,
  finished_at     timestamptz,
  version         integer     not null default 1,

  constraint action_is_known check (action in ('retry', 'abandon', 'assign')),
  constraint status_is_known check
    (status in ('waiting', 'running', 'stopped', 'declined', 'done')),
  constraint nobody_approves_what_they_asked_for check (decided_by <> requested_by)
);
create index exception_batch_newest_first on exception_batch (requested_at desc, batch_id desc);
create index exception_batch_under_way on exception_batch (requested_at, batch_id)
  where status in ('waiting', 'running');

create table exception_batch_item (
  batch_id     text        not null references exception_batch,
  position     integer     not null,
  exception_id text        not null references exception,
  status       text        not null default 'waiting',
  detail       text,
  finished_at  timestamptz,

  primary key (batch_id, position),
  constraint status_is_known check (status in ('waiting', 'done', 'failed'))
);
create index exception_batch_item_waiting on exception_batch_item (batch_id, position)
  where status = 'waiting';
create index exception_batch_item_failed on exception_batch_item (batch_id, position)
  where status = 'failed';

-- What ended since a moment: an entry is written once, when a transaction ends, at the right edge.
create index transaction_finished on transaction (finished_at) where finished_at is not null;

-- Reports count exceptions by the day on which they opened and on which they were resolved.
create index exception_by_opening on exception (opened_at);
create index exception_by_resolution on exception (resolved_at) where resolved_at is not null;

-- Look-ups that found what a lost reply had hidden: only they are in the index.
create index delivery_attempt_found on delivery_attempt (started_at)
  where kind = 'look_up' and outcome = 'confirmed';

-- What would have happened twice and did not: one row for each thing and day, written only where a
-- repeat was recognised. A caller that repeats itself without end makes one row and a large number.
create table prevented_duplicate (
  day          date        not null,
  kind         text        not null,
  legal_entity text        not null,
  subject_kind text        not null,   -- transaction, bank-file, bank-statement
  subject_id   text        not null,
  times        integer     not null default 1,
  last_at      timestamptz not null default now(),

  primary key (day, kind, legal_entity, subject_id),
  constraint kind_is_known check
    (kind in ('same_key', 'same_document', 'same_file', 'same_statement')),
  constraint something_was_prevented check (times > 0)
);

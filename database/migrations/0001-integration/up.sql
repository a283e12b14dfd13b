-- One run of a process: canonical id, business key, lifecycle. What callers get back and everyone
-- traces.
create table transaction (
  transaction_id   text        primary key,
  process          text        not null,
  process_version  integer     not null,
  legal_entity     text        not null,
  business_key     text        not null,
  ordering_key     text        not null,
  correlation_id   text        not null,
  traceparent      text,
  application_id   text        not null,  -- who sent it
  channel          text        not null,  -- api, file, engine
  number           text        not null,  -- the document's own number, for people
  customer         text,
  party_name       text,
  amount_minor     numeric(38),           -- signed: credit notes are negative
  currency         text,
  status           text        not null,
  input            jsonb       not null,
  state            jsonb       not null,
  version          integer     not null default 1,
  accepted_at      timestamptz not null default now(),
  finished_at      timestamptz,

  constraint status_is_known check
    (status in ('working', 'waiting', 'parked', 'done', 'refused', 'taken_back')),
  constraint amount_has_a_currency check ((amount_minor is null) = (currency is null))
);

-- The same document is accepted once, on whatever channel. One that was refused or taken back has
-- no
-- effect anywhere and may be sent again.
create unique index transaction_by_business_key on transaction (process, business_key)
  where status not in ('refused', 'taken_back');

create index transaction_newest_first on transaction (accepted_at desc, transaction_id desc);
create index transaction_by_number on transaction (number);
create index transaction_of_customer on transaction (customer, accepted_at desc);
create index transaction_unfinished on transaction (status, accepted_at, transaction_id)
  where status in ('waiting', 'parked');

-- The stream of a transaction: what arrived and what was decided, in order. Nothing is ever
-- changed.
create table transaction_message (
  transaction_id text        not null references transaction,
  position       integer     not null,
  messages       jsonb       not null,  -- one arrival with the decisions it led to
  recorded_at    timestamptz not null default now(),

  primary key (transaction_id, position)
);

-- A lane is everything that must reach one connection in order: one customer's documents, one
-- subscriber's events of one subject. Lanes never wait for each other.
create table lane (
  lane_id       bigint      generated always as identity primary key,
  connection    text        not null,
  ordering_key  text        not null,
  tail_position bigint      not null default 0,  -- last position written
  head_position bigint      not null default 1,  -- lowest position not yet finished
  sent_position bigint      not null default 0,  -- up to here something may have left us
  ready_at      timestamptz not null,            -- when the head may be tried; a lease moves it
  lease_token   bigint      not null default 0,  -- rises with every lease; fences late workers
  held_reason   text,                            -- set while nothing may leave

  unique (connection, ordering_key),
  constraint head_is_at_most_one_past_the_tail check (head_position <= tail_position + 1),
  constraint nothing_is_sent_past_the_tail check (sent_position <= tail_position)
);

-- Only lanes with something to deliver are in the index, so an idle lane costs a poll nothing.
create index lane_with_work_ready on lane (connection, ready_at)
  where head_position <= tail_position and held_reason is null;

-- One effect on one system, in its place in a lane.
create table delivery (
  delivery_id        text        primary key,
  lane_id            bigint      not null references lane deferrable initially deferred,
  position           bigint      not null,
  transaction_id     text        references transaction deferrable initially deferred,
  event_id           text,                     -- for webhooks: the event that is told
  step               text        not null,
  direction          text        not null default 'forward',  -- back: it undoes an effect
  connection         text        not null,
  operation          text        not null,
  status             text        not null default 'waiting',
  attempts           integer     not null default 0,
  look_ups           integer     not null default 0,  -- since the last submission
  strikes            integer     not null default 0,  -- failures that are this delivery's own fault
  last_sent_at       timestamptz,
  external_reference text,
  last_detail        text,
  created_at         timestamptz not null default now(),
  finished_at        timestamptz,

  unique (lane_id, position),
  constraint status_is_known check
    (status in ('waiting', 'in_doubt', 'confirmed', 'rejected', 'parked', 'abandoned')),
  constraint direction_is_known check (direction in ('forward', 'back')),
  constraint it_belongs_to_a_transaction_or_an_event check
    ((transaction_id is null) <> (event_id is null))
);

create index delivery_of_transaction on delivery (transaction_id);
create index delivery_parked on delivery (connection) where status = 'parked';

-- Each time a system was asked to do something, or whether it had been done.
create table delivery_attempt (
  delivery_id text        not null references delivery deferrable initially deferred,
  number      integer     not null,
  kind        text        not null,   -- submit, look_up
  outcome     text        not null,
  detail      text,
  exchanges   jsonb,                  -- requests and replies, masked
  started_at  timestamptz not null,
  duration_ms integer     not null,

  primary key (delivery_id, number)
);

-- A queue per system: what may leave, how fast, and whether at all.
create table connection (
  name          text    primary key,
  connector     text    not null,
  concurrency   integer not null default 8,
  rate_per_second integer,              -- null: as fast as concurrency allows
  paused_reason text,
  version       integer not null default 1,
  constraint concurrency_is_positive check (concurrency > 0)
);

-- One row per intent of a caller. A retry with the same key finds it and gets the same answer.
create table idempotency_key (
  application_id text        not null,
  operation      text        not null,
  key            text        not null,
  fingerprint    text        not null,
  transaction_id text,
  reply          jsonb,               -- null while the work is under way
  created_at     timestamptz not null default now(),

  primary key (application_id, operation, key)
);
create index idempotency_key_oldest on idempotency_key (created_at);

-- Events as they were decided, written in the transaction of the change they tell of. The relay
-- moves them into the feed in an order that readers can rely on, and deletes them here.
create table outbox (
  outbox_id      bigint      generated always as identity primary key,
  event_id       text        not null,
  type           text        not null,
  subject        text        not null,
  legal_entity   text        not null,
  partition_key  text        not null,
  transaction_id text,
  correlation_id text,
  traceparent    text,
  data           jsonb       not null,
  occurred_at    timestamptz not null default now()
);

-- The feed. Positions are given by one relay at a time, so they become visible in their order and a
-- reader that remembers the last one misses nothing.
create table event (
  position       bigint      primary key,
  event_id       text        not null unique,
  type           text        not null,
  subject        text        not null,
  legal_entity   text        not null,
  partition_key  text        not null,
  transaction_id text,
  correlation_id text,
  traceparent    text,
  data           jsonb       not null,
  occurred_at    timestamptz not null
);
create index event_of_transaction on event (transaction_id);

create table webhook_subscription (
  subscription_id text        primary key,
  application_id  text        not null,
  url             text        not null,
  types           text[]      not null,   -- empty: all
  legal_entities  text[]      not null,
  description     text,
  secrets         jsonb       not null,   -- newest first; two while one is being rotated out
  disabled_reason text,
  created_at      timestamptz not null default now()
);

-- How busy a connection was: a row for each connection and ten seconds, kept for a day. Every
-- process adds what its own queues did.
create table connection_sample (
  connection text        not null,
  sampled_at timestamptz not null,     -- when the ten seconds began
  waiting    bigint      not null,
  finished   integer     not null,     -- deliveries with a final outcome
  tried      integer     not null,     -- calls that were made
  failing    integer     not null,     -- calls that found it away or overloaded

  primary key (connection, sampled_at)
);
create index connection_sample_oldest_first on connection_sample (sampled_at);

-- What went wrong lately, for all connections: only attempts that failed are in the index.
create index delivery_attempt_failed on delivery_attempt (started_at)
  where outcome in ('rejected', 'retryable', 'unknown');

-- Held lanes are few, and people ask for them by connection.
create index lane_held on lane (connection) where held_reason is not null;

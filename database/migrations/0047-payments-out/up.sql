-- Payments out: what was ordered, and everything that the bank told of it since.
--
-- None of these tables points at `transaction` with a foreign key: creating one would lock out
-- everybody who accepts. A batch is written in the database transaction that accepts it, and goes
-- with it (0052).

-- Who pays for a legal entity, and from which amount on a second person has to agree.
alter table legal_entity add column bank text;
-- By currency, in minor units; a currency that is not named always needs a second person.
alter table legal_entity add column payment_approval_above jsonb not null default '{}';

-- Checks of payments know our accounts: a change of them is a change of master data.
create trigger bank_account_bumps_version after insert or update or delete on bank_account
  for each statement execute function bump_reference_data_version();

create table payment_batch (
  transaction_id text        primary key,
  message_id     text        not null unique,   -- what the bank calls it back by
  legal_entity   text        not null,
  number         text        not null,
  account        text        not null,          -- ours, that is debited
  execution_day  date        not null,          -- as ordered
  currency       text        not null,
  amount_minor   numeric(38) not null,
  transfer_count integer     not null,
  accepted_at    timestamptz not null default now(),

  constraint something_is_paid check (amount_minor > 0 and transfer_count > 0)
);
create index payment_batch_newest_first on payment_batch (accepted_at desc, transaction_id desc);

create table payment_transfer (
  transaction_id   text        not null references payment_batch,
  position         integer     not null,        -- in the batch, from 1
  end_to_end_id    text        not null,
  amount_minor     numeric(38) not null,
  creditor_name    text        not null,
  creditor_account text        not null,
  remittance       text,
  status           text,                        -- null: the bank told nothing of it yet
  status_report_id text,                        -- the report that told it
  status_at        timestamptz,
  reasons          jsonb       not null default '[]',
  bank_reference   text,
  contradicted_by  text[]      not null default '{}',  -- other ends, told after this one
  primary key (transaction_id, position),
  unique (transaction_id, end_to_end_id),

  constraint something_is_paid check (amount_minor > 0),
  constraint status_is_known check (status in ('RCVD', 'PDNG', 'ACTC', 'ACCP', 'ACFC', 'ACWC',
    'ACSP', 'ACWP', 'ACSC', 'ACCC', 'RJCT', 'CANC'))
);
create index payment_transfer_ended_badly on payment_transfer (transaction_id, position)
  where status in ('RJCT', 'CANC') or contradicted_by <> '{}';

-- What holds even if every line of code above it is wrong: how a transfer ended is how it stays.
create function keep_payment_end() returns trigger language plpgsql as $$
begin
  if (old.transaction_id, old.position, old.end_to_end_id, old.amount_minor, old.creditor_account)
    is distinct from
     (new.transaction_id, new.position, new.end_to_end_id, new.amount_minor, new.creditor_account)
  then
    raise exception 'a transfer that was ordered is not changed'
      using errcode = 'insufficient_privilege';
  end if;
  if old.status in ('RJCT', 'CANC', 'ACCC') and new.status is distinct from old.status
    or old.status = 'ACSC' and new.status not in ('ACSC', 'ACCC') then
    raise exception 'a transfer that ended as % stays so', old.status
      using errcode = 'check_violation', constraint = 'a_transfer_ends_once';
  end if;
  return new;
end $$;
create trigger payment_transfer_ends_once before update on payment_transfer
  for each row execute function keep_payment_end();

create table payment_status_report (
  report_id           text        primary key,
  message_id          text        not null,     -- the bank's id of the report
  original_message_id text        not null,     -- ours, that it reports on
  transaction_id      text,                     -- null: no message of ours has that id
  legal_entity        text        not null,     -- where there is none, who is asked about it
  told_at             text        not null,     -- as the bank wrote it
  status              text        not null,
  reasons             jsonb       not null,     -- why it was not taken
  report              jsonb       not null,     -- canonical, as read
  fingerprint         text        not null,     -- of what it says
  content_hash        text        not null,
  size_bytes          bigint      not null,
  name                text,
  channel             text        not null,
  application_id      text        not null,
  correlation_id      text        not null,
  exception_id        text,                     -- of a quarantined one
  received_at         timestamptz not null default now(),

  constraint status_is_known check (status in ('taken', 'quarantined')),
  constraint what_is_taken_is_of_a_batch check
    (status <> 'taken' or (transaction_id is not null and reasons = '[]'))
);
create unique index payment_status_report_once on payment_status_report
  (original_message_id, message_id) where status = 'taken';
create index payment_status_report_newest_first on payment_status_report
  (received_at desc, report_id desc);
create index payment_status_report_of_batch on payment_status_report
  (transaction_id, received_at) where transaction_id is not null;
create index payment_status_report_quarantined on payment_status_report (fingerprint)
  where status = 'quarantined';

-- One line for each transfer that a report speaks of, whether or not it changed anything.
create table payment_status_fact (
  report_id      text        not null references payment_status_report,
  position       integer     not null,          -- of the transfer
  transaction_id text        not null,
  level          text        not null,          -- where in the report it was told
  told           text        not null,
  change         text        not null,
  status         text        not null,          -- after it
  reasons        jsonb       not null,
  bank_reference text,
  exception_id   text,                          -- that a conflict opened
  received_at    timestamptz not null default now(),
  primary key (report_id, position),
  foreign key (transaction_id, position) references payment_transfer,

  constraint change_is_known check (change in ('moved', 'late', 'repeated', 'conflict')),
  constraint a_conflict_is_asked_about check ((change = 'conflict') = (exception_id is not null))
);
create index payment_status_fact_of_transfer on payment_status_fact
  (transaction_id, position, received_at);
create trigger payment_status_fact_is_append_only before update or delete or truncate
  on payment_status_fact for each statement execute function refuse_change();

-- Money that may be gone twice, or gone and expected back, is looked at on the same day.
insert into exception_deadline (cause, hours) values ('payment_status_conflict', 4);

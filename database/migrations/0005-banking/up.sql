-- A file as a bank sent it, whatever became of it.
create table bank_file (
  bank_file_id   text        primary key,
  content_hash   text        not null,        -- SHA-256 of the bytes
  name           text,
  channel        text        not null,        -- api, folder
  format         text,
  message_id     text,
  size_bytes     bigint      not null,
  status         text        not null,
  reasons        jsonb       not null default '[]',
  application_id text        not null,
  correlation_id text        not null,
  received_at    timestamptz not null default now(),
  finished_at    timestamptz,

  constraint status_is_known check
    (status in ('receiving', 'booked', 'waiting', 'quarantined', 'information', 'duplicate'))
);
-- The same bytes are taken in once, under whatever name. A quarantined file may be sent again.
create unique index bank_file_by_content on bank_file (content_hash)
  where status in ('receiving', 'booked', 'waiting', 'information');
create index bank_file_newest_first on bank_file (received_at desc, bank_file_id desc);

create table bank_statement (
  bank_statement_id text        primary key,
  bank_file_id      text        not null references bank_file,
  account           text        not null,
  legal_entity      text        not null,
  kind              text        not null,
  statement_id      text        not null,     -- the bank's own id
  sequence_number   text,
  currency          text        not null,
  from_day          date,
  to_day            date        not null,
  opening_minor     numeric(38),
  closing_minor     numeric(38),
  entry_count       integer     not null,
  credit_minor      numeric(38) not null,
  debit_minor       numeric(38) not null,
  fingerprint       text        not null,     -- of what was booked: tells a repeat from a change
  status            text        not null,
  reason            text,
  booked_at         timestamptz,

  constraint status_is_known check
    (status in ('receiving', 'booked', 'waiting', 'quarantined', 'information'))
);
create unique index bank_statement_once on bank_statement (account, statement_id, to_day)
  where status in ('booked', 'waiting', 'information');
create index bank_statement_chain on bank_statement (account, to_day, sequence_number)
  where status in ('booked', 'waiting');

create table bank_entry (
  bank_entry_id     text        primary key,
  bank_statement_id text        not null references bank_statement,
  position          integer     not null,
  account           text        not null,
  legal_entity      text        not null,
  booked            boolean     not null default false,   -- true once its statement is
  direction         text        not null,
  reversal          boolean     not null,
  amount_minor      numeric(38) not null,     -- unsigned
  currency          text        not null,
  booking_day       date        not null,
  value_day         date,
  end_to_end_id     text,
  servicer_reference text,
  counterparty_name text,
  counterparty_account text,
  entry             jsonb       not null,     -- canonical, as read
  claimed_minor     numeric(38) not null default 0,
  match_status      text        not null default 'none',
  version           integer     not null default 1,

  unique (bank_statement_id, position),
  constraint amount_is_unsigned check (amount_minor >= 0),
  -- What holds even if every line of code above it is wrong: money is claimed at most once.
  constraint no_more_is_claimed_than_came_in check (claimed_minor between 0 and amount_minor),
  -- none: not for matching (a debit, a pending entry)
  constraint match_status_is_known check
    (match_status in ('none', 'new', 'open', 'partly', 'matched', 'returned'))
);
create index bank_entry_to_match on bank_entry (account, booking_day, bank_entry_id)
  where booked and match_status = 'new';
create index bank_entry_open on bank_entry (legal_entity, currency)
  where booked and match_status in ('open', 'partly');
create index bank_entry_by_end_to_end_id on bank_entry (end_to_end_id)
  where end_to_end_id is not null;

-- What a customer owes (or, negative, has coming) for one document.
create table open_item (
  open_item_id      text        primary key,
  transaction_id    text        not null unique references transaction,
  legal_entity      text        not null,
  customer          text        not null,
  party_name        text,
  number            text        not null,
  payment_reference text,
  issue_day         date        not null,
  due_day           date,
  currency          text        not null,
  amount_minor      numeric(38) not null,     -- signed
  claimed_minor     numeric(38) not null default 0,
  document          jsonb       not null,
  status            text        not null default 'open',
  version           integer     not null default 1,
  opened_at         timestamptz not null default now(),

  constraint no_more_is_claimed_than_is_owed check (
    case when amount_minor >= 0 then claimed_minor between 0 and amount_minor
         else claimed_minor between amount_minor and 0 end),
  constraint status_is_known check (status in ('open', 'partly', 'cleared', 'cancelled'))
);
create index open_item_open on open_item (legal_entity, currency, number)
  where status in ('open', 'partly');
create index open_item_of_customer on open_item (customer) where status in ('open', 'partly');

-- One decision on which money pays what: made by a rule or by a person, given back as a whole.
create table match (
  match_id       text        primary key,
  bank_entry_id  text        not null references bank_entry,
  legal_entity   text        not null,
  customer       text        not null,
  currency       text        not null,
  amount_minor   numeric(38) not null,        -- of the bank entry that it uses
  differences    jsonb       not null default '[]',
  rule           text        not null,        -- which rule, or `person`
  explanation    text        not null,
  confidence     integer     not null,
  made_by        text        not null,
  reason         text,
  status         text        not null default 'made',
  transaction_id text,
  made_at        timestamptz not null default now(),
  released_at    timestamptz,
  released_by    text,
  released_reason text,

  constraint status_is_known check (status in ('made', 'releasing', 'released')),
  constraint confidence_is_a_percentage check (confidence between 0 and 100)
);
create index match_of_entry on match (bank_entry_id);

create table claim (
  match_id     text        not null references match,
  open_item_id text        not null references open_item,
  amount_minor numeric(38) not null,          -- signed like the open item
  released     boolean     not null default false,
  primary key (match_id, open_item_id),
  constraint something_is_claimed check (amount_minor <> 0)
);
create index claim_of_open_item on claim (open_item_id);

-- Claims keep the counters that the constraints above watch, so that no code path can forget to.
create function count_claims() returns trigger language plpgsql as $$
begin
  update open_item
  set claimed_minor = claimed_minor + changed.amount,
      status = case when claimed_minor + changed.amount = amount_minor then 'cleared'
                    when claimed_minor + changed.amount = 0 then 'open'
                    else 'partly' end,
      version = version + 1
  from (
    select open_item_id, sum(amount_minor) as amount
    from (
      select open_item_id, amount_minor from new_claim where not released
    ) as claimed
    group by open_item_id
  ) as changed
  where open_item.open_item_id = changed.open_item_id;
  return null;
end $$;

create function count_released_claims() returns trigger language plpgsql as $$
begin
  update open_item
  set claimed_minor = claimed_minor - changed.amount,
      status = case when claimed_minor - changed.amount = 0 then 'open' else 'partly' end,
      version = version + 1
  from (
    select new_claim.open_item_id, sum(new_claim.amount_minor) as amount
    from new_claim join old_claim using (match_id, open_item_id)
    where new_claim.released and not old_claim.released
    group by new_claim.open_item_id
  ) as changed
  where open_item.open_item_id = changed.open_item_id;
  return null;
end $$;

create trigger claim_counts after insert on claim
  referencing new table as new_claim for each statement execute function count_claims();
create trigger claim_release_counts after update on claim
  referencing new table as new_claim old table as old_claim
  for each statement execute function count_released_claims();

create function count_matched_money() returns trigger language plpgsql as $$
declare
  change numeric(38) := case
    when tg_op = 'INSERT' then new.amount_minor
    when new.status = 'released' and old.status <> 'released' then -new.amount_minor
    else 0 end;
begin
  if tg_op = 'UPDATE' and new.amount_minor <> old.amount_minor then
    raise exception 'the amount of a match never changes';
  end if;
  if tg_op = 'UPDATE' and old.status = 'released' and new.status <> 'released' then
    raise exception 'a released match stays released';
  end if;
  if change <> 0 then
    update bank_entry
    set claimed_minor = claimed_minor + change,
        match_status = case when claimed_minor + change = amount_minor then 'matched'
                            when claimed_minor + change = 0 then 'open'
                            else 'partly' end,
        version = version + 1
    where bank_entry_id = new.bank_entry_id;
  end if;
  return null;
end $$;

create trigger match_counts after insert or update on match
  for each row execute function count_matched_money();

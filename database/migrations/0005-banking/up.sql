-- A file as a bank sent it, whatever became of it.
create table bank_file (
  bank_file_id   text        primary key,
  content_hash   text        not null,        -- SHA-256 of the bytes; the file's id while receiving
  name           text,
  channel        text        not null,        -- api, folder
  format         text,
  message_id     text,
  size_bytes     bigint      not null,
  status         text        not null,
  reasons        jsonb       not null default '[]',
  legal_entities text[]      not null default '{}',  -- whose accounts are in it
  application_id text        not null,
  correlation_id text        not null,
  received_at    timestamptz not null default now(),
  finished_at    timestamptz,

  -- duplicate: every statement of it was here before, in another file
  constraint status_is_known check
    (status in ('receiving', 'booked', 'waiting', 'quarantined', 'information', 'duplicate'))
);
-- The same bytes are taken in once, under whatever name. A quarantined file may be sent again.
create unique index bank_file_by_content on bank_file (content_hash) where status <> 'quarantined';
create index bank_file_quarantined on bank_file (content_hash) where status = 'quarantined';
create index bank_file_newest_first on bank_file (received_at desc, bank_file_id desc);
create index bank_file_receiving on bank_file (bank_file_id) where status = 'receiving';

create table bank_statement (
  bank_statement_id text        primary key,
  bank_file_id      text        not null references bank_file,
  account           text        not null,
  legal_entity      text        not null,
  kind              text        not null,
  statement_id      text        not null,     -- the bank's own id
  sequence_number   text,
  page              text,
  currency          text        not null,
  from_day          date,
  to_day            date        not null,
  opening_minor     numeric(38),
  closing_minor     numeric(38),
  entry_count       integer     not null,
  credit_minor      numeric(38) not null,
  debit_minor       numeric(38) not null,
  fingerprint       text        not null,     -- of what was booked: tells a repeat from a change
  written_account   jsonb       not null,     -- the account as the bank wrote it
  balances          jsonb       not null,     -- all of them, as read
  status            text        not null,
  reason            text,
  follows           text,                     -- the booked statement whose closing it opens with
  booked_at         timestamptz,

  constraint status_is_known check
    (status in ('receiving', 'booked', 'waiting', 'quarantined', 'information')),
  constraint booked_is_proved check
    (status <> 'booked' or (opening_minor is not null and closing_minor is not null)),
  constraint only_booked_statements_follow check (follows is null or status = 'booked'),
  -- What holds even if every line of code above it is wrong: a statement follows one that closes
  -- where it opens, and no two follow the same.
  unique (account, bank_statement_id, closing_minor),
  unique (follows),
  constraint it_opens_where_the_one_before_it_closed foreign key (account, follows, opening_minor)
    references bank_statement (account, bank_statement_id, closing_minor)
);
create unique index bank_statement_once on bank_statement
  (account, kind, statement_id, to_day, coalesce(sequence_number, ''), coalesce(page, ''))
  where status in ('booked', 'waiting', 'information');
create index bank_statement_chain on bank_statement (account, to_day)
  where status in ('booked', 'waiting');
create index bank_statement_of_file on bank_statement (bank_file_id);
create index bank_statement_latest_first on bank_statement (to_day desc, bank_statement_id desc)
  where status in ('booked', 'waiting', 'information');

create table bank_entry (
  bank_entry_id     text        primary key,
  bank_statement_id text        not null references bank_statement,
  position          integer     not null,
  account           text        not null,
  legal_entity      text        not null,
  entry_status      text        not null,                 -- as the bank says: booked, pending, …
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
  tried_at          timestamptz,              -- when the rules last looked at it
  search_keys       text[],                   -- of an unmatched one: keys that it mentions
  version           integer     not null default 1,

  unique (bank_statement_id, position),
  constraint amount_is_unsigned check (amount_minor >= 0),
  -- What holds even if every line of code above it is wrong: money is claimed at most once.
  constraint no_more_is_claimed_than_came_in check (claimed_minor between 0 and amount_minor),
  -- none: not for matching (a debit, a pending entry)
  constraint match_status_is_known check
    (match_status in ('none', 'new', 'open', 'partly', 'matched', 'returned'))
);
create index bank_entry_to_match on bank_entry (account, booking_day, bank_statement_id, position)
  where booked and match_status = 'new';
create index bank_entry_open_amount on bank_entry ((amount_minor - claimed_minor))
  where booked and match_status in ('open', 'partly');
create index bank_entry_open_by_key on bank_entry using gin (search_keys) with (fastupdate = off)
  where booked and match_status in ('open', 'partly');
create index bank_entry_open_by_payer on bank_entry (counterparty_account)
  where booked and match_status in ('open', 'partly');
-- Returns name the account and the amount of what they take back.
create index bank_entry_credit_by_amount on bank_entry (account, amount_minor)
  where booked and direction = 'credit';
create index bank_entry_by_end_to_end_id on bank_entry (end_to_end_id)
  where end_to_end_id is not null;
create index bank_entry_latest_first on bank_entry (booking_day desc, bank_entry_id desc)
  where booked;

-- Entries of files that are still being read, a batch a row. Unlogged, because nothing here
-- outlives the process that reads: what is lost in a crash is sent again.
create unlogged table staged_entries (
  bank_statement_id text    not null,
  batch             integer not null,
  entries           text    not null,         -- JSON: an array of rows of bank_entry
  primary key (bank_statement_id, batch)
);
-- Compressing would take longer than writing.
alter table staged_entries alter column entries set storage external;

-- What a customer owes (or, negative, has coming) for one document.
create table open_item (
  open_item_id      text        primary key,
  transaction_id    text        not null unique references transaction,
  legal_entity      text        not null,
  customer          text        not null,
  party_name        text,
  number            text        not null,
  payment_reference text,
  keys              text[]      not null,     -- what payers write for it: see reference-keys.ts
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
  constraint nothing_is_claimed_of_what_is_cancelled check
    (status <> 'cancelled' or claimed_minor = 0),
  constraint status_is_known check (status in ('open', 'partly', 'cleared', 'cancelled'))
);
create index open_item_open on open_item (legal_entity, currency, customer)
  where status in ('open', 'partly');
create index open_item_open_amount on open_item ((amount_minor - claimed_minor))
  where status in ('open', 'partly');
-- Without a pending list, which every look-up would have to read from end to end.
create index open_item_by_key on open_item using gin (keys) with (fastupdate = off)
  where status in ('open', 'partly');
create index open_item_by_number on open_item (number);
create index open_item_oldest_due_first on open_item
  (coalesce(due_day, issue_day), open_item_id);

-- Open items that nobody compared with unmatched receipts yet.
create table open_item_to_notice (
  open_item_id text primary key references open_item
);

-- One decision on which money pays what: made by a rule or by a person, given back as a whole.
create table match (
  match_id         text        primary key,
  bank_entry_id    text        not null references bank_entry,
  detail           integer,                   -- which transaction of a batch entry, from 1
  legal_entity     text        not null,
  customer         text        not null,
  currency         text        not null,
  amount_minor     numeric(38) not null,      -- of the bank entry that it uses
  difference_minor numeric(38) not null,      -- written off; positive is our loss
  on_account_minor numeric(38) not null,      -- paid beyond what is owed, kept for the customer
  differences      jsonb       not null default '[]',
  rule             text        not null,      -- which rule, or `person`
  explanation      text        not null,
  confidence       integer     not null,
  made_by          text        not null,
  reason           text,
  status           text        not null default 'made',
  transaction_id   text,
  returned_by      text        references bank_entry,  -- the debit that took the money back
  version          integer     not null default 1,
  made_at          timestamptz not null default now(),
  released_at      timestamptz,
  released_by      text,
  released_reason  text,

  constraint something_is_matched check (amount_minor > 0),
  constraint status_is_known check (status in ('made', 'releasing', 'released')),
  constraint confidence_is_a_percentage check (confidence between 0 and 100)
);
create index match_of_entry on match (bank_entry_id);
create index match_newest_first on match (made_at desc, match_id desc);

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
  if exists (
    select from new_claim
    join match using (match_id)
    join open_item using (open_item_id)
    where (match.legal_entity, match.currency, match.customer)
      is distinct from (open_item.legal_entity, open_item.currency, open_item.customer)
  ) then
    raise exception 'a match stays within one legal entity, currency and customer'
      using errcode = 'check_violation', constraint = 'claims_stay_with_their_own';
  end if;
  update open_item
  set claimed_minor = claimed_minor + changed.amount,
      status = case when status = 'cancelled' then 'cancelled'
                    when claimed_minor + changed.amount = amount_minor then 'cleared'
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
  if exists (
    select from new_claim join old_claim using (match_id, open_item_id)
    where new_claim.amount_minor <> old_claim.amount_minor
      or (old_claim.released and not new_claim.released)
  ) then
    raise exception 'a claim is given back as a whole and stays so';
  end if;
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
  -- Named apart from new: PostgreSQL 18 gives that name another meaning in returning.
  matched_entity text := new.legal_entity;
  matched_currency text := new.currency;
  is_receipt boolean;
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
        match_status = case when new.status = 'released' and new.returned_by is not null
                              then 'returned'
                            when claimed_minor + change = amount_minor then 'matched'
                            when claimed_minor + change = 0 then 'open'
                            else 'partly' end,
        version = version + 1
    where bank_entry_id = new.bank_entry_id
    returning booked and direction = 'credit'
      and legal_entity = matched_entity and currency = matched_currency into is_receipt;
    if not is_receipt then
      raise exception 'only booked receipts of the same legal entity and currency are matched'
        using errcode = 'check_violation', constraint = 'only_receipts_are_matched';
    end if;
  end if;
  return null;
end $$;

create trigger match_counts after insert or update on match
  for each row execute function count_matched_money();

-- Received + written off = claimed + kept on account, when the transaction that matched commits.
create function prove_match() returns trigger language plpgsql as $$
begin
  if new.amount_minor + new.difference_minor - new.on_account_minor
    <> (select coalesce(sum(amount_minor), 0) from claim where match_id = new.match_id) then
    raise exception 'a match claims what it received, no more and no less'
      using errcode = 'check_violation', constraint = 'a_match_adds_up';
  end if;
  return null;
end $$;

create constraint trigger match_adds_up after insert on match
  deferrable initially deferred for each row execute function prove_match();

-- Records whose term is over, and that two people let go: who asked, who agreed, exactly which
-- records were meant, and what went of them. Nothing here is ever deleted but the list of what was
-- meant, once it is done.
create table record_deletion (
  deletion_id     text        primary key,
  month           text        not null,             -- YYYY-MM of UTC, of acceptance
  legal_entity    text        not null,
  reason          text        not null,
  term            jsonb       not null,             -- as it was in force then
  due_before      text        not null,             -- the day before which it was over then
  shown           jsonb       not null,             -- what was meant, in counts and sums
  status          text        not null default 'asked',
  asked_by        text        not null,
  asked_at        timestamptz not null default now(),
  expires_at      timestamptz not null default now() + interval '72 hours',
  decided_by      text,
  decided_at      timestamptz,
  decision_reason text,
  worked_at       timestamptz,                      -- of the last batch: its transaction's time
  went            jsonb       not null default '{}',
  ended_at        timestamptz,
  certificate     jsonb,
  version         integer     not null default 1,

  -- expired: its time was over before all of it went. stopped: a restore came in between.
  constraint status_is_known check
    (status in ('asked', 'approved', 'declined', 'done', 'expired', 'stopped')),
  constraint month_is_one check (month ~ '^20\d{2}-(0[1-9]|1[0-2])$'),
  constraint who_decided_says_why check
    (num_nulls(decided_by, decided_at, decision_reason) in (0, 3)),
  constraint decisions_say_by_whom check
    (status not in ('approved', 'declined', 'done') or decided_by is not null),
  -- What holds even if every line of code above it is wrong: nobody deletes records alone.
  constraint another_person_agrees check
    (status in ('declined', 'expired', 'stopped') or lower(decided_by) <> lower(asked_by)),
  constraint an_end_has_its_time check
    ((ended_at is null) = (status in ('asked', 'approved')))
);
create index record_deletion_newest_first on record_deletion (asked_at desc, deletion_id desc);
create unique index record_deletion_one_at_a_time on record_deletion (month, legal_entity)
  where status in ('asked', 'approved');

-- The records that a request means, each by its id: what the second person agrees to is this list,
-- and not whatever falls due later.
create table record_deletion_item (
  deletion_id    text not null references record_deletion,
  transaction_id text not null,
  primary key (deletion_id, transaction_id)
);

-- What is left of a record: that there was one, and whether its number is taken for ever.
create table deleted_record (
  transaction_id text        primary key,
  deletion_id    text        not null references record_deletion,
  process        text        not null,
  legal_entity   text        not null,
  business_key   text,                              -- null: it was refused or taken back
  fingerprint    bytea       not null,              -- SHA-256 of what it was
  deleted_at     timestamptz not null default now()
);
create unique index deleted_record_by_business_key on deleted_record (process, business_key)
  where business_key is not null;
-- In the order of bytes, whatever the language of the database: a certificate is made of it.
create index deleted_record_of_deletion on deleted_record
  (deletion_id, transaction_id collate "C");

-- Whether a deletion that two people agreed to works in this very database transaction: it writes
-- the time of the transaction, and another transaction has another time.
create function is_deleting_records() returns boolean language sql stable as $$
  select exists (
    select from record_deletion
    where status = 'approved' and expires_at > now() and worked_at = now())
$$;

-- What must never be changed may be deleted by such a deletion alone, and then only where each row
-- is judged by itself (goes_by_decision). The audit trail and legal holds are judged by nobody.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and is_deleting_records() and exists (
    select from pg_trigger
    where tgrelid = tg_relid and tgname = 'goes_by_decision' and tgenabled <> 'D'
  ) then
    return null;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- A record, or what belongs to one, goes only with the note of its deletion, which is written in
-- the same database transaction and checked by itself.
create function refuse_undecided_deletion() returns trigger language plpgsql as $$
begin
  if not exists (
    select from deleted_record
    where deleted_record.transaction_id = old.transaction_id and deleted_at = now()
  ) then
    raise exception '% of % is a financial record: two people let it go when its term is over',
      tg_table_name, old.transaction_id using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;

-- Locked as those lock who accept and settle, so that none of us waits for the other.
lock table transaction, transaction_message, delivery, exception, open_item, match, event,
  transaction_input in share row exclusive mode;
create trigger goes_by_decision before delete on transaction
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on transaction_message
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on transaction_input
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on open_item
  for each row execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on delivery
  for each row when (old.transaction_id is not null) execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on exception
  for each row when (old.transaction_id is not null) execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on match
  for each row when (old.transaction_id is not null) execute function refuse_undecided_deletion();
create trigger goes_by_decision before delete on event
  for each row when (old.transaction_id is not null) execute function refuse_undecided_deletion();

-- The note is written for a record that was meant, that is finished, and that no hold covers. Holds
-- are locked first: one that is being placed at this moment is waited for, and then seen.
create function judge_deleted_record() returns trigger language plpgsql as $$
declare
  record transaction;
begin
  lock table legal_hold in share mode;
  select * into record from transaction where transaction_id = new.transaction_id;
  if record.status is null or record.status not in ('done', 'refused', 'taken_back') then
    raise exception '% is not finished', new.transaction_id
      using errcode = 'insufficient_privilege';
  end if;
  if not exists (
    select from record_deletion join record_deletion_item using (deletion_id)
    where deletion_id = new.deletion_id and transaction_id = new.transaction_id
      and status = 'approved' and expires_at > now() and worked_at = now()
  ) then
    raise exception '% is in no deletion that two people agreed to', new.transaction_id
      using errcode = 'insufficient_privilege';
  end if;
  if exists (
    select from legal_hold as hold
    where hold.status <> 'released'
      and (hold.legal_entity is null or hold.legal_entity = record.legal_entity)
      and (hold.process is null or hold.process = record.process)
      and (hold.customer is null or hold.customer = record.customer)
      and (hold.accepted_from is null or hold.accepted_from <= record.accepted_at)
      and (hold.accepted_to is null or record.accepted_at < hold.accepted_to)
  ) then
    raise exception '% is on hold', new.transaction_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger deleted_record_is_judged before insert on deleted_record
  for each row execute function judge_deleted_record();
create trigger deleted_record_is_kept before update or delete or truncate on deleted_record
  for each statement execute function refuse_change();

-- What is meant is said when it is asked for, and nothing is added afterwards.
create function refuse_later_items() returns trigger language plpgsql as $$
begin
  if exists (
    select from (select distinct deletion_id from named) as named
    join record_deletion using (deletion_id)
    where status <> 'asked' or asked_at <> now()
  ) then
    raise exception 'what a deletion means is said when it is asked for'
      using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create trigger items_are_named_at_once after insert on record_deletion_item
  referencing new table as named for each statement execute function refuse_later_items();
create trigger items_are_not_changed before update or truncate on record_deletion_item
  for each statement execute function refuse_change();

-- A request begins without a decision, means what it meant, and stays ended once it is.
create function keep_record_deletion() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'asked' or new.asked_at <> now()
      or new.expires_at <> now() + interval '72 hours' or new.worked_at is not null then
      raise exception 'a deletion begins by being asked for'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if (old.deletion_id, old.month, old.legal_entity, old.reason, old.term, old.due_before,
      old.asked_by, old.asked_at, old.expires_at)
      is distinct from
     (new.deletion_id, new.month, new.legal_entity, new.reason, new.term, new.due_before,
      new.asked_by, new.asked_at, new.expires_at)
    -- Counted once the list is written, in the transaction that asks.
    or (old.asked_at <> now() and (old.shown <> new.shown or new.status = 'asked'))
    or (old.status <> 'asked'
      and (old.decided_by, old.decided_at, old.decision_reason)
        is distinct from (new.decided_by, new.decided_at, new.decision_reason))
    or (old.status, new.status) not in (
      ('asked', 'asked'), ('asked', 'approved'), ('asked', 'declined'), ('asked', 'expired'),
      ('asked', 'stopped'),
      ('approved', 'approved'), ('approved', 'done'), ('approved', 'expired'),
      ('approved', 'stopped'), ('expired', 'expired'), ('stopped', 'stopped'))
    or (new.status = 'approved' and new.expires_at <= now())
    or old.certificate is not null then
    raise exception 'a deletion is not changed: it is decided once, in its time'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger record_deletion_is_not_changed before insert or update on record_deletion
  for each row execute function keep_record_deletion();
create trigger record_deletion_is_kept before delete or truncate on record_deletion
  for each statement execute function refuse_change();

-- Lets go of parts of history that are empty: over for six years at least, which no term is
-- shorter than, and without a page on disk, which vacuum gives back when the last row is gone. So
-- nothing is read while everybody waits, and no row can be in it.
create function drop_empty_history_months() returns setof text language plpgsql as $$
declare
  part regclass;
begin
  perform pg_advisory_xact_lock(7301004);
  if not exists (select from empty_history_part) then
    return;
  end if;
  lock table transaction, delivery, delivery_attempt, transaction_message
    in access exclusive mode;
  for part in select empty_history_part.part from empty_history_part loop
    return next part::text;
    execute format('drop table %s', part);
  end loop;
end $$;

create view empty_history_part as
select pg_class.oid::regclass as part
from history_table
join pg_inherits on inhparent = to_regclass(history_table.name)
join pg_class on pg_class.oid = inhrelid and relname ~ '_\d{4}_\d{2}$'
where to_date(right(relname, 7), 'YYYY_MM') < (now() at time zone 'utc')::date - interval '73 months'
  and pg_relation_size(pg_class.oid) = 0;

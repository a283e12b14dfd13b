-- History by the month, third step: the tables of today become the part of everything before, and
-- tables of the same names, columns and keys are put over them and the months to come. No row is
-- moved or read. Locks are taken in the order of those who write, and the strongest first: where a
-- foreign key is attached, PostgreSQL locks also what it points to against everybody, and whoever
-- reads it by then and waits for us would be in our way for ever.
lock table transaction, delivery, delivery_attempt, transaction_message in access exclusive mode;

alter table delivery_attempt rename to delivery_attempt_before;
alter index delivery_attempt_pkey rename to delivery_attempt_before_pkey;
alter index delivery_attempt_failed rename to delivery_attempt_before_failed;
alter index delivery_attempt_found rename to delivery_attempt_before_found;
create table delivery_attempt (
  like delivery_attempt_before including defaults,
  primary key (delivery_id, number),
  foreign key (delivery_id) references delivery deferrable initially deferred
) partition by range (delivery_id);
create index delivery_attempt_failed on delivery_attempt (started_at)
  where outcome in ('rejected', 'retryable', 'unknown');
create index delivery_attempt_found on delivery_attempt (started_at)
  where kind = 'look_up' and outcome = 'confirmed';

alter table transaction_message rename to transaction_message_before;
alter index transaction_message_pkey rename to transaction_message_before_pkey;
create table transaction_message (
  like transaction_message_before including defaults,
  primary key (transaction_id, position),
  foreign key (transaction_id) references transaction
) partition by range (transaction_id);
-- Its parts have the same: whoever names a part goes past this one.
create trigger transaction_message_is_append_only before update or delete or truncate
  on transaction_message for each statement execute function refuse_change();

do $$
declare
  history record;
begin
  for history in select * from history_table order by name loop
    execute format('alter table %I attach partition %I for values from (minvalue) to (%L)',
      history.name, history.name || '_before', history.before_id);
    execute format('alter table %I drop constraint it_is_before', history.name || '_before');
    -- What no month has a table for: nothing is refused because a duty did not run.
    execute format('create table %I partition of %I default',
      history.name || '_other', history.name);
    if history.is_append_only then
      execute format('create trigger %I before update or delete or truncate on %I
        for each statement execute function refuse_change()',
        history.name || '_is_append_only', history.name || '_other');
    end if;
  end loop;
end $$;

-- Makes the tables of this month and of so many after it, where they are missing, and answers their
-- names. One at a time: whoever comes second finds them there.
create function make_history_months(months_ahead integer) returns setof text
language plpgsql as $$
declare
  history record;
  this_month date := date_trunc('month', now() at time zone 'utc')::date;
  first_id text;
  end_id text;
  part text;
begin
  perform pg_advisory_xact_lock(7301004);
  for history in
    select history_table.*, month::date as month
    from history_table,
      generate_series(this_month, this_month + make_interval(months => months_ahead),
        interval '1 month') as month
    order by name, month
  loop
    part := history.name || '_' || to_char(history.month, 'YYYY_MM');
    first_id := first_id_of_month(history.id_prefix, history.month);
    end_id := first_id_of_month(history.id_prefix, (history.month + interval '1 month')::date);
    continue when to_regclass(part) is not null or first_id < history.before_id;
    execute format('create table %I (like %I including all)', part, history.name);
    if history.is_append_only then
      execute format('create trigger %I before update or delete or truncate on %I
        for each statement execute function refuse_change()', part || '_is_append_only', part);
    end if;
    perform take_from_other_history(history.name, history.id_column, part, first_id, end_id);
    -- Others read and write meanwhile; only what goes into no month waits for a moment.
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
      history.name, part, first_id, end_id);
    return next part;
  end loop;
end $$;

-- Rows that came before the table of their month was made are put where they belong, unchanged. The
-- trigger that refuses changes stands aside for that, in this transaction alone.
create function take_from_other_history(
  history text, id_column text, part text, first_id text, end_id text
) returns void language plpgsql as $$
declare
  other text := history || '_other';
  is_there boolean;
begin
  execute format('select exists (select from %I where %I >= %L and %I < %L)',
    other, id_column, first_id, id_column, end_id) into is_there;
  if not is_there then
    return;
  end if;
  execute format('lock table %I in access exclusive mode', other);
  execute format('alter table %I disable trigger user', other);
  execute format('with taken as (delete from %I where %I >= %L and %I < %L returning *)
    insert into %I select * from taken', other, id_column, first_id, id_column, end_id, part);
  execute format('alter table %I enable trigger user', other);
end $$;

-- How far ahead there are months, and what has none.
create view history_standing as
select history_table.name, coalesce(latest.months_ahead, 0) as months_ahead,
  case history_table.name
    when 'delivery_attempt' then (select count(*)::integer from delivery_attempt_other)
    when 'transaction_message' then (select count(*)::integer from transaction_message_other)
  end as rows_without_month
from history_table
left join lateral (
  select ((extract(year from month) - extract(year from today)) * 12
    + extract(month from month) - extract(month from today))::integer as months_ahead
  from (
    select to_date(right(relname, 7), 'YYYY_MM') as month,
      (now() at time zone 'utc')::date as today
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = to_regclass(history_table.name) and relname ~ '_\d{4}_\d{2}$'
    order by relname desc limit 1
  ) as last_month
) as latest on true;

select make_history_months(3);

-- The same as before (0031), but for two things. Where nobody made months for so long that some
-- have passed, these are made as well, so that their rows are moved into them. And what locks are
-- needed is taken first, in the order of those who write: none waits for us while we wait for it.
create or replace function make_history_months(months_ahead integer) returns setof text
language plpgsql as $$
declare
  history record;
  this_month date := date_trunc('month', now() at time zone 'utc')::date;
  last_month date := this_month + make_interval(months => months_ahead);
  is_prepared boolean := false;
begin
  perform pg_advisory_xact_lock(7301004);
  for history in
    select history_table.*,
      history_table.name || '_' || to_char(made.month, 'YYYY_MM') as part,
      first_id_of_month(id_prefix, made.month::date) as first_id,
      first_id_of_month(id_prefix, (made.month + interval '1 month')::date) as end_id
    from history_table
    left join lateral (
      select max(to_date(right(relname, 7), 'YYYY_MM')) as month
      from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = to_regclass(history_table.name) and relname ~ '_\d{4}_\d{2}$'
    ) as latest on true,
      generate_series(least(this_month, latest.month), last_month, interval '1 month')
        as made (month)
    order by history_table.name, made.month
  loop
    continue when to_regclass(history.part) is not null or history.first_id < history.before_id;
    if not is_prepared then
      lock table transaction, delivery in share row exclusive mode;
      is_prepared := true;
    end if;
    execute format('create table %I (like %I including all)', history.part, history.name);
    if history.is_append_only then
      execute format('create trigger %I before update or delete or truncate on %I
        for each statement execute function refuse_change()',
        history.part || '_is_append_only', history.part);
    end if;
    perform take_from_other_history(
      history.name, history.id_column, history.part, history.first_id, history.end_id);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
      history.name, history.part, history.first_id, history.end_id);
    return next history.part;
  end loop;
end $$;

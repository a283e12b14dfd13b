-- History by the month, first of three steps: until when the tables of today hold everything. The
-- months after that get tables of their own (0031), and a constraint that is known to hold spares
-- PostgreSQL to read every row then. It is not validated here: this lock ends with this migration.

-- Which tables are cut, and by what: the id of the transaction or of the delivery that the rows
-- belong to, which begins with the time when it was made (packages/kernel/src/id.ts). So everything
-- of one of them stands in one month, a query by id looks into one, and the primary keys stay.
create table history_table (
  name           text    primary key,
  id_column      text    not null,
  id_prefix      text    not null,
  is_append_only boolean not null,
  before_id      text               -- up to here, exclusively, everything is in <name>_before
);
insert into history_table (name, id_column, id_prefix, is_append_only) values
  ('delivery_attempt', 'delivery_id', 'dlv', false),
  ('transaction_message', 'transaction_id', 'txn', true);

-- No id of this month or later is smaller, no id of an earlier month is as great: 48 bits of
-- milliseconds in Crockford's base 32, as idSource writes them.
create function first_id_of_month(prefix text, month date) returns text
language sql immutable parallel safe as $$
  select prefix || '_' || string_agg(
    substr('0123456789abcdefghjkmnpqrstvwxyz', ((ms >> (5 * digit)) & 31)::integer + 1, 1), ''
    order by digit desc)
  from (select extract(epoch from month::timestamp at time zone 'utc')::bigint * 1000 as ms),
    generate_series(0, 9) as digit
$$;

-- The month after the next, so that servers of the release before may write at any moment until
-- then. Where somebody put in rows with ids of their own making, after all of them.
do $$
declare
  history record;
  last_id text;
  bound text;
begin
  for history in select * from history_table order by name loop
    execute format('lock table %I in access exclusive mode', history.name);
    execute format('select max(%I) from %I', history.id_column, history.name) into last_id;
    bound := first_id_of_month(history.id_prefix,
      (date_trunc('month', now() at time zone 'utc') + interval '2 months')::date);
    if last_id >= bound then
      bound := last_id || 'z';
    end if;
    update history_table set before_id = bound where name = history.name;
    execute format('alter table %I add constraint it_is_before check (%I < %L) not valid',
      history.name, history.id_column, bound);
  end loop;
end $$;

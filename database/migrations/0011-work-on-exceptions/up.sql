-- When somebody should have decided about an exception, by its code, or else by its kind. Hours of
-- the clock: an exception that waits over a weekend is late on Monday, and says so.
create table exception_deadline (
  cause text    primary key,   -- a code, or a kind
  hours integer not null,
  constraint hours_are_positive check (hours > 0)
);
insert into exception_deadline (cause, hours) values
  ('outcome_unknown', 2), ('undo_refused', 4), ('delivery', 8), ('approval', 24),
  ('file', 4), ('receipt', 72);

alter table exception add column due_at timestamptz;
alter table exception add column assigned_by text;
alter table exception add column assigned_at timestamptz;

-- Whoever opens an exception need not know how long people may take: it is looked up here.
create function set_exception_deadline() returns trigger language plpgsql as $$
begin
  new.due_at := coalesce(new.due_at, new.opened_at + make_interval(hours => coalesce(
    (select hours from exception_deadline where cause = new.code),
    (select hours from exception_deadline where cause = new.kind),
    24)));
  return new;
end $$;
create trigger exception_has_a_deadline before insert on exception
  for each row execute function set_exception_deadline();

update exception set due_at = opened_at + make_interval(hours => coalesce(
  (select hours from exception_deadline where cause = exception.code),
  (select hours from exception_deadline where cause = exception.kind),
  24));
alter table exception alter column due_at set not null;

create index exception_open_by_deadline on exception (due_at, exception_id) where status = 'open';
create index exception_open_of_cause on exception (code, due_at, exception_id)
  where status = 'open';
create index exception_open_of_owner on exception (owner, due_at, exception_id)
  where status = 'open' and owner is not null;
-- The largest first within each currency: amounts of two currencies have no order.
create index exception_open_by_value on exception
  (coalesce(currency, 'ZZZ'), (-abs(coalesce(amount_minor, 0))), exception_id)
  where status = 'open';
create index exception_latest_resolved on exception (resolved_at desc, exception_id desc)
  where status = 'resolved';

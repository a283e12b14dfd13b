-- The system that an exception is about stands beside it, so that those of one system are found by
-- an index, in the order in which they are due. It never changes: a delivery has one connection.
alter table exception add column connection text;

create function set_exception_connection() returns trigger language plpgsql as $$
begin
  new.connection := (select connection from delivery where delivery_id = new.delivery_id);
  return new;
end $$;
create trigger exception_has_its_connection before insert on exception
  for each row when (new.delivery_id is not null) execute function set_exception_connection();

update exception set connection = delivery.connection
from delivery
where delivery.delivery_id = exception.delivery_id;

create index exception_open_of_connection on exception (connection, due_at, exception_id)
  where status = 'open' and connection is not null;

-- What stands now, by the clock of the database: everything of a connection (process is null), or
-- the lanes of a connection whose head belongs to a process. The same rules as in the lease.
create view standing as
select name as connection, null::text as process, paused_reason as reason
from connection
where paused_reason is not null and (paused_until is null or paused_until > now())
union all
select connection, null, 'by its calendar, ' || title
from calendar_window join calendar_entry using (connection, entry)
where from_at <= now() and until_at > now()
union all
select connection.name, process, 'its process waits, ' || process_control.paused_reason
from process_control
join connection on process_control.connection in ('*', connection.name)
where process_control.paused_reason is not null
  and (process_control.paused_until is null or process_control.paused_until > now());

-- When nothing may be sent to a connection: maintenance of the system, or a freeze of ours.
create table calendar_entry (
  connection text        not null references connection,
  entry      text        not null,       -- its name, unique within the connection
  kind       text        not null,
  title      text        not null,
  timing     jsonb       not null,       -- once, or how it comes again
  added_by   text        not null,
  added_at   timestamptz not null default now(),
  reason     text        not null,

  primary key (connection, entry),
  constraint kind_is_known check (kind in ('maintenance', 'freeze'))
);
alter table connection add column calendar_version integer not null default 1;

-- The same, worked out for the next year: the lease compares them with the clock of the database,
-- so that every process stops and goes on at the same moment, whatever its own clock says.
create table calendar_window (
  connection text        not null,
  entry      text        not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,

  primary key (connection, from_at, entry),
  foreign key (connection, entry) references calendar_entry on delete cascade,
  constraint a_window_lasts check (until_at > from_at)
);

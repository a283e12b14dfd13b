-- Who holds a lane, and by which lease: leases of a process that is known to be dead are ended
-- before their time. The token says whether the lane was leased since by somebody who notes no
-- holder, as the release before does. No default: nothing is rewritten.
alter table lane
  add column holder       uuid,
  add column holder_token bigint;

-- Processes that hold leases, and how their neighbours on the same machine find out whether they
-- live: nobody listens at the door of a dead one.
create table server_process (
  holder       uuid        primary key,
  boot         text        not null,   -- of the kernel that it runs in
  door         text        not null,
  last_seen_at timestamptz not null default now()
);

-- The process of the delivery at the head of a lane, empty for events: what decides how urgent the
-- lane is and whether it may leave. A new priority changes one row here and none of half a million
-- lanes.
alter table lane add column head_process text not null default '';

update lane set head_process = transaction.process
from delivery join transaction using (transaction_id)
where delivery.lane_id = lane.lane_id and delivery.position = lane.head_position
  and lane.head_position <= lane.tail_position;

drop index lane_with_work_ready;
create index lane_with_work_ready on lane (connection, head_process, ready_at)
  where head_position <= tail_position and held_reason is null;

-- What people decided about the deliveries of a process: everywhere (`*`), or at one connection,
-- which says more about its priority than everywhere does. Paused is what is paused at either.
create table process_control (
  process       text        not null,
  connection    text        not null default '*',
  priority      text,
  paused_reason text,
  paused_by     text,
  paused_at     timestamptz,
  paused_until  timestamptz,             -- null: until somebody resumes it
  version       integer     not null default 1,

  primary key (process, connection),
  constraint priority_is_known check (priority in ('urgent', 'normal', 'bulk')),
  constraint a_pause_is_whole check
    ((paused_reason is null) = (paused_by is null)
     and (paused_reason is null) = (paused_at is null)
     and (paused_reason is not null or paused_until is null))
);

-- A pause may end by itself.
alter table connection add column paused_until timestamptz;
alter table connection add constraint only_a_pause_ends check
  (paused_reason is not null or paused_until is null);

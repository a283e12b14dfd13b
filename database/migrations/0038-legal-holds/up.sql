-- What must not be deleted, however long ago its term ended. What is null is not asked for: a hold
-- of nothing but a customer covers that customer everywhere.
create table legal_hold (
  hold_id          text        primary key,
  reference        text        not null,   -- what others call the matter
  reason           text        not null,
  legal_entity     text,
  process          text,
  customer         text,
  accepted_from    timestamptz,            -- then or later
  accepted_to      timestamptz,            -- before
  status           text        not null default 'in_force',
  placed_by        text        not null,
  placed_at        timestamptz not null default now(),
  release_asked_by text,
  release_asked_at timestamptz,
  release_reason   text,
  released_by      text,
  released_at      timestamptz,
  released_reason  text,
  version          integer     not null default 1,

  constraint status_is_known check (status in ('in_force', 'release_asked', 'released')),
  constraint times_are_in_order check (accepted_from < accepted_to),
  constraint who_asked_says_why check
    (num_nulls(release_asked_by, release_asked_at, release_reason)
      = case when status = 'in_force' then 3 else 0 end),
  constraint who_agreed_says_why check
    (num_nulls(released_by, released_at, released_reason)
      = case when status = 'released' then 0 else 3 end),
  -- What holds even if every line of code above it is wrong: nobody ends a hold alone.
  constraint another_person_agrees check (lower(released_by) <> lower(release_asked_by))
);
create index legal_hold_newest_first on legal_hold (placed_at desc, hold_id desc);
create index legal_hold_in_force on legal_hold (placed_at) where status <> 'released';

-- A hold is never deleted, covers what it always covered, and stays released once it is.
create trigger legal_hold_is_kept before delete or truncate on legal_hold
  for each statement execute function refuse_change();

create function keep_legal_hold() returns trigger language plpgsql as $$
begin
  if old.status = 'released'
    or (old.status, new.status) = ('in_force', 'released')
    or (old.hold_id, old.reference, old.reason, old.legal_entity, old.process, old.customer,
        old.accepted_from, old.accepted_to, old.placed_by, old.placed_at)
      is distinct from
       (new.hold_id, new.reference, new.reason, new.legal_entity, new.process, new.customer,
        new.accepted_from, new.accepted_to, new.placed_by, new.placed_at) then
    raise exception 'a legal hold is not changed: it is released by two people'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger legal_hold_is_not_changed before update on legal_hold
  for each row execute function keep_legal_hold();

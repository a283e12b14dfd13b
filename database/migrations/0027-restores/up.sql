-- Restores of older backups that this database went through: each of them put everything on hold
-- once, whatever starts and stops afterwards.
create table restore (
  name    text        primary key,    -- as the operator called it
  held_at timestamptz not null default now()
);

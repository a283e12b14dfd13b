-- Largest write-off that a person decides alone, per currency, in minor units. Empty: nobody is
-- asked; a currency that is missing beside others has nothing to spare.
alter table legal_entity add column write_off_approval_above jsonb not null default '{}';

-- A match whose write-off is above it holds its money and its items at once, and tells the ledger
-- only after another person agreed.
alter table match
  add column approval text not null default 'none',
  add column decided_by text,
  add column decided_at timestamptz,
  add constraint approval_is_known check
    (approval in ('none', 'asked', 'approved', 'declined', 'withdrawn')),
  add constraint decisions_say_by_whom check
    ((approval in ('none', 'asked')) = (decided_by is null)),
  -- What holds even if every line of code above it is wrong: nobody approves what they asked for.
  add constraint another_person_approves check
    (approval <> 'approved' or lower(decided_by) <> lower(made_by));
create index match_of_transaction on match (transaction_id);

-- The decision reaches the match with the exception that it resolves, whoever writes it.
create function decide_write_off() returns trigger language plpgsql as $$
begin
  update match
  set approval = case new.resolution
        when 'approve' then 'approved' when 'decline' then 'declined' else 'withdrawn' end,
      decided_by = new.resolved_by, decided_at = now(), version = version + 1
  where transaction_id = new.transaction_id and approval = 'asked';
  return null;
end $$;

create trigger write_off_decided after update on exception
  for each row when (
    new.kind = 'approval' and old.status = 'open' and new.status = 'resolved'
    and new.transaction_id is not null)
  execute function decide_write_off();

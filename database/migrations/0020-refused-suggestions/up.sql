-- A person said that a receipt does not pay these items: it is not suggested again, whatever rule
-- would find it. Taking it back deletes the row; who did what when stays in the audit trail.
create table match_refusal (
  match_refusal_id text        primary key,
  bank_entry_id    text        not null references bank_entry,
  open_items       text[]      not null,     -- their ids in order
  legal_entity     text        not null,
  refused_by       text        not null,
  refused_at       timestamptz not null default now(),

  unique (bank_entry_id, open_items),
  constraint something_is_refused check (cardinality(open_items) > 0)
);
create index match_refusal_newest_first on match_refusal (refused_at desc, match_refusal_id desc);

-- Kontor itself has a name as well.
create or replace function name_of(subject text) returns text
language sql stable parallel safe as $$
  select coalesce(
    (select person.name from person where person.subject = $1),
    case when $1 = 'engine' then 'Kontor' else $1 end)
$$;

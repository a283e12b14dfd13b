-- Who did what, to what, when and why: written in the transaction of the change itself.
create table audit_entry (
  sequence       bigint      generated always as identity primary key,
  occurred_at    timestamptz not null default now(),
  actor          text        not null,   -- application or person; `engine` for Kontor itself
  action         text        not null,
  subject_kind   text        not null,
  subject_id     text        not null,
  legal_entity   text,
  reason         text,
  detail         jsonb,
  correlation_id text
);
create index audit_entry_of_subject on audit_entry (subject_kind, subject_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();
create trigger transaction_message_is_append_only before update or delete or truncate
  on transaction_message for each statement execute function refuse_change();

-- Something that a person must decide, with its age, value, owner and the runbook that solves it.
create table exception (
  exception_id   text        primary key,
  kind           text        not null,   -- delivery, approval, receipt, file
  code           text        not null,
  text           text        not null,
  legal_entity   text        not null,
  transaction_id text        references transaction,
  delivery_id    text,
  step           text,
  bank_entry_id  text,
  bank_file_id   text,
  amount_minor   numeric(38),
  currency       text,
  permission     text        not null,   -- who may decide
  owner          text,
  status         text        not null default 'open',
  resolution     text,
  resolved_by    text,
  resolved_at    timestamptz,
  resolved_reason text,
  version        integer     not null default 1,
  opened_at      timestamptz not null default now(),

  constraint status_is_known check (status in ('open', 'resolved'))
);
create index exception_open on exception (opened_at, exception_id) where status = 'open';
create unique index exception_open_once_per_entry on exception (bank_entry_id)
  where status = 'open' and bank_entry_id is not null;
create index exception_of_transaction on exception (transaction_id);

create table exception_comment (
  exception_id text        not null references exception,
  number       integer     not null,
  author       text        not null,
  text         text        not null,
  written_at   timestamptz not null default now(),
  primary key (exception_id, number)
);

-- The versions of a document that was corrected: 1 is what was handed over. A document that nobody
-- corrected has no row here; its input stands with the transaction.
create table transaction_input (
  transaction_id text        not null references transaction,
  version        integer     not null,
  input          jsonb       not null,
  recorded_by    text,                    -- null: who handed it over
  reason         text,
  recorded_at    timestamptz not null default now(),

  primary key (transaction_id, version),
  constraint versions_begin_with_one check (version >= 1),
  constraint a_correction_has_its_reason check
    (version = 1 or (recorded_by is not null and reason is not null))
);
create trigger transaction_input_is_append_only before update or delete or truncate
  on transaction_input for each statement execute function refuse_change();

-- A name for an account that may stand in addresses and logs, where its number does not belong.
alter table bank_account add column bank_account_id uuid not null default gen_random_uuid();
create unique index bank_account_by_id on bank_account (bank_account_id);

-- The line of the file that the first reason names, as it stands there: the bytes are not kept.
alter table bank_file add column quoted_line integer;
alter table bank_file add column quoted_text text;
alter table bank_file add constraint a_quote_has_its_line check
  ((quoted_line is null) = (quoted_text is null));

-- The calendar of an account shows what was quarantined beside what is booked.
create index bank_statement_quarantined on bank_statement (account, to_day)
  where status = 'quarantined';

-- Counts what is left to match of a statement without reading all of its entries.
create index bank_entry_left_of_statement on bank_entry (bank_statement_id)
  where booked and match_status in ('new', 'open', 'partly');

-- From a quarantined file to the exception about it.
create index exception_of_bank_file on exception (bank_file_id) where bank_file_id is not null;

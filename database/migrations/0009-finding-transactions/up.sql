-- What a transaction is found by: its words are cut where it is accepted, by the same function that
-- cuts what people type. A tsvector without any dictionary gives prefixes in every PostgreSQL,
-- without an extension. Marked words are found as a whole only: `=` an amount in minor units
-- without its sign, `#` a correlation id.
alter table transaction add column words tsvector not null default '';

update transaction set words = array_to_tsvector(
  array_remove(
    regexp_split_to_array(
      lower(number || ' ' || coalesce(customer, '') || ' ' || coalesce(party_name, '')),
      '[\s!-/:-@\[-`{-~]+'),
    '')
  || array_remove(array['=' || abs(amount_minor)::text, '#' || lower(correlation_id)], null));

create index transaction_by_words on transaction using gin (words)
  -- Written in small batches, because accepting must stay quick; a search reads what waits, which
  -- a quarter of a megabyte bounds.
  with (fastupdate = on, gin_pending_list_limit = 256);

-- Lists, newest first, with everything that they are filtered by: whatever the filters are, at
-- worst this index is read from one end to the other, and never the documents themselves.
create index transaction_listed on transaction (accepted_at desc, transaction_id desc)
  include (legal_entity, status, process, customer, amount_minor, currency, application_id);
drop index transaction_newest_first;

-- Work in progress, oldest first: what is late, and what waits.
create index transaction_in_progress on transaction (accepted_at, transaction_id)
  where status in ('working', 'waiting', 'parked');
-- The exceptional endings are few among many.
create index transaction_ended_otherwise on transaction (accepted_at desc, transaction_id desc)
  where status in ('refused', 'taken_back');

-- What other systems call what they made of it: the beginning is enough.
create index delivery_by_external_reference on delivery (external_reference text_pattern_ops)
  where external_reference is not null;
create index delivery_in_doubt on delivery (transaction_id) where status = 'in_doubt';
create index exception_outcome_unknown on exception (transaction_id)
  where status = 'open' and code = 'outcome_unknown';

-- Customers by number, name, or an account: all of it, or its last four.
alter table customer add column words tsvector not null default '';
create index customer_by_words on customer using gin (words);

create index bank_entry_by_account_end on bank_entry (right(counterparty_account, 4), booking_day)
  where booked and counterparty_account is not null;
create index bank_file_by_name on bank_file (lower(name) text_pattern_ops) where name is not null;

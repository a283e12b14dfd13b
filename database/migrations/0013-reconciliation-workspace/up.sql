-- What people search receipts and open items by: words without accents, case or punctuation, so
-- that RE-2026/42 is found by re, by 2026 and by 42. In one function, because what an index calls
-- must not depend on the search path. Its cost is said, so that a plan prefers the index to calling
-- it for row after row.
create function search_words(words text) returns tsvector
language plpgsql immutable parallel safe cost 10000 as $$
begin
  return to_tsvector('simple'::regconfig, regexp_replace(
    lower(regexp_replace(normalize(coalesce(words, ''), nfkd), '[\u0300-\u036f]', '', 'g')),
    '[^[:alnum:]]+', ' ', 'g'));
end $$;

-- Every word of the question is the beginning of a word of the answer. Null when there is no word.
create function search_question(words text) returns tsquery
language plpgsql immutable parallel safe as $$
begin
  return (
    select to_tsquery('simple'::regconfig, string_agg(quote_literal(word) || ':*', ' & '))
    from regexp_split_to_table(
      lower(regexp_replace(normalize(coalesce(words, ''), nfkd), '[\u0300-\u036f]', '', 'g')),
      '[^[:alnum:]]+') as word
    where word <> '');
end $$;

-- Entries that no rule has looked at yet are not in it: taking in a bank file does not pay for
-- the search, and a moment later they are.
create index bank_entry_by_words on bank_entry
  using gin (search_words(
    jsonb_path_query_array(entry, '$.details[*].** ? (@.type() == "string")')::text || ' '
    || coalesce(entry ->> 'information', '') || ' ' || coalesce(servicer_reference, '')))
  where booked and direction = 'credit'
    and match_status in ('open', 'partly', 'matched', 'returned');
create index open_item_by_words on open_item
  using gin (search_words(number || ' ' || regexp_replace(number, '[^[:alnum:]]+', '', 'g') || ' '
    || customer || ' ' || coalesce(party_name, '') || ' ' || coalesce(payment_reference, '')))
  where status in ('open', 'partly');

-- The two panes, and their totals without a visit to the table.
create index bank_entry_unmatched_latest_first on bank_entry
  (booking_day desc, bank_entry_id desc)
  include (legal_entity, currency, amount_minor, claimed_minor)
  where booked and direction = 'credit' and match_status in ('new', 'open', 'partly');
create index open_item_open_oldest_due_first on open_item
  (coalesce(due_day, issue_day), open_item_id)
  where status in ('open', 'partly');

-- Whether a person ever matched some of it: what no person touched is counted by the day.
alter table bank_entry add column by_person boolean not null default false;
update bank_entry set by_person = true
where exists (
  select from match where match.bank_entry_id = bank_entry.bank_entry_id and rule = 'person');

create function note_person_in_matching() returns trigger language plpgsql as $$
begin
  update bank_entry set by_person = true
  where bank_entry_id = new.bank_entry_id and not by_person;
  return null;
end $$;

create trigger match_by_person after insert on match
  for each row when (new.rule = 'person') execute function note_person_in_matching();

create index bank_entry_receipts_by_day on bank_entry
  (legal_entity, booking_day) include (match_status, by_person)
  where booked and direction = 'credit' and match_status <> 'none';

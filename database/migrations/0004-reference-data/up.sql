-- Master data, cached so that the door can check an invoice in microseconds. The ledger is its
-- source; rows are replaced by refreshes, never edited here.
create table legal_entity (
  code                      text    primary key,
  name                      text    not null,
  country                   text    not null,
  vat_id                    text,
  currency                  text    not null,
  currencies                text[]  not null,
  revenue_account           text    not null,
  credit_note_approval_above numeric(38, 8) not null,
  ledger                    text    not null,   -- connection that keeps its books
  crm                       text    not null,   -- connection that its sales people look at
  difference_account        text    not null,   -- where write-offs of receipts go
  -- Largest difference of a receipt that is written off without asking, per currency, in minor
  -- units.
  tolerances                jsonb   not null default '{}'
);

create table period (
  legal_entity text    not null references legal_entity,
  period       text    not null,
  first_day    date    not null,
  last_day     date    not null,
  status       text    not null,
  version      integer not null default 1,
  changed_by   text,
  changed_at   timestamptz not null default now(),
  primary key (legal_entity, period),
  constraint status_is_known check (status in ('open', 'closed')),
  constraint days_are_in_order check (first_day <= last_day)
);

create table tax_code (
  legal_entity text not null references legal_entity,
  code         text not null,
  category     text not null,
  rate         text not null,
  account      text not null,
  primary key (legal_entity, code)
);

create table bank_account (
  account        text primary key,   -- IBAN, or the bank's own number
  legal_entity   text not null references legal_entity,
  currency       text not null,
  ledger_account text not null,
  name           text not null
);

create table customer (
  connection     text    not null,
  number         text    not null,
  name           text    not null,
  country        text,
  vat_id         text,
  ibans          text[]  not null default '{}',
  legal_entities text[]  not null default '{}',
  blocked        boolean not null default false,
  refreshed_at   timestamptz not null default now(),
  primary key (connection, number)
);

create table ledger_account (
  connection   text    not null,
  number       text    not null,
  name         text,
  kind         text    not null,
  postable     boolean not null,
  refreshed_at timestamptz not null default now(),
  primary key (connection, number)
);

-- Rises with every change of master data: caches compare it and reload when it moved.
create table reference_data_version (
  only_one boolean primary key default true check (only_one),
  version  bigint  not null default 0
);
insert into reference_data_version default values;

create function bump_reference_data_version() returns trigger language plpgsql as $$
begin
  update reference_data_version set version = version + 1;
  return null;
end $$;

create trigger legal_entity_changed after insert or update or delete on legal_entity
  for each statement execute function bump_reference_data_version();
create trigger period_changed after insert or update or delete on period
  for each statement execute function bump_reference_data_version();
create trigger tax_code_changed after insert or update or delete on tax_code
  for each statement execute function bump_reference_data_version();
create trigger bank_account_changed after insert or update or delete on bank_account
  for each statement execute function bump_reference_data_version();
create trigger customer_changed after insert or update or delete on customer
  for each statement execute function bump_reference_data_version();
create trigger ledger_account_changed after insert or update or delete on ledger_account
  for each statement execute function bump_reference_data_version();

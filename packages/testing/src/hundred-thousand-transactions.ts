/**
 * A year's worth of transactions, written straight into the tables: what lists and searches are
 * tried against. Numbers, parties, amounts and states are spread like those of a real company: most
 * are done, some wait, few are refused.
 */

import type pg from 'pg';

export async function hundredThousandTransactions(pool: pg.Pool): Promise<void> {
  for (const statement of STATEMENTS) await pool.query(statement);
}

const TRANSACTIONS = `
  insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
    ordering_key, correlation_id, application_id, channel, number, customer, party_name,
    amount_minor, currency, status, input, state, version, accepted_at, finished_at, words)
  select
    'txn_' || lpad(n::text, 26, '0'),
    case when n % 5 = 0 then 'apply-customer-payment' else 'create-customer-invoice' end, 1,
    entity, entity || chr(31) || 'INV-' || lpad(n::text, 7, '0'), entity || '/' || customer,
    md5(n::text), 'shop', 'api', 'INV-' || lpad(n::text, 7, '0'), customer, party,
    case when n % 20 = 1 then -1 else 1 end * amount, 'EUR', status,
    jsonb_build_object('number', 'INV-' || lpad(n::text, 7, '0'), 'lines', (
      select jsonb_agg(jsonb_build_object('id', line, 'name', md5(n || '/' || line)))
      from generate_series(1, 5) as line)),
    jsonb_build_object('status', status, 'at', 3, 'direction', 'forward', 'enriched', '{}'::jsonb,
      'confirmed', jsonb_build_object('post', jsonb_build_object(
        'externalReference', (1800000000 + n)::text))),
    3, accepted_at, case when status in ('done', 'refused') then accepted_at end,
    array_to_tsvector(array[
      'inv', lpad(n::text, 7, '0'), n::text, lower(customer), substr(customer, 2),
      lower(split_part(party, ' ', 1)), lower(split_part(party, ' ', 2)),
      '=' || amount, '#' || md5(n::text)])
  from (
    select n, 'C' || (10000 + n % 2000) as customer,
      case when n % 100 = 0 then 'PL01' when n % 3 = 0 then 'FR01' else 'DE01' end as entity,
      (array['Acme', 'Muster', 'Nordwind', 'Beispiel', 'Contoso', 'Atlas', 'Hansa'])[1 + n % 7]
        || ' ' || (array['GmbH', 'AG', 'SARL', 'Ltd'])[1 + n % 4] as party,
      1000 + (n::bigint * 7919) % 2000000 as amount,
      case when n % 997 = 0 then 'waiting' when n % 991 = 0 then 'parked'
        when n % 499 = 0 then 'refused' when n > 98000 then 'working' else 'done' end as status,
      '2026-01-01T00:00:00Z'::timestamptz + n * interval '300 s' as accepted_at
    from generate_series(1, 100000) as n
  ) as invented
`;

const LANES = `
  insert into lane (connection, ordering_key, tail_position, head_position, ready_at)
  select 'ledger', ordering_key, count(*),
    count(*) filter (where status in ('done', 'refused', 'parked', 'waiting')) + 1, now()
  from transaction
  group by ordering_key
`;

const DELIVERIES = `
  insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection,
    operation, status, attempts, external_reference, created_at)
  select 'dlv_' || substr(transaction_id, 5), lane_id,
    row_number() over (partition by lane_id order by status = 'working', accepted_at),
    transaction_id, 'post', 'ledger', 'customerInvoice.post',
    case status when 'working' then 'waiting' when 'parked' then 'parked' else 'confirmed' end, 1,
    case when status = 'done' then state -> 'confirmed' -> 'post' ->> 'externalReference' end,
    accepted_at
  from transaction join lane using (ordering_key)
`;

const EXCEPTIONS = `
  insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, permission)
  select 'exc_' || substr(transaction_id, 5), 'delivery',
    case when number like '%1' then 'outcome_unknown' else 'business_rule' end,
    'The ledger refused it.', legal_entity, transaction_id, 'exceptions:resolve'
  from transaction
  where status in ('waiting', 'parked')
`;

const STATEMENTS = [
  TRANSACTIONS,
  LANES,
  DELIVERIES,
  EXCEPTIONS,
  `insert into connection (name, connector) values ('ledger', 'sap-s4hana')
   on conflict do nothing`,
  `update lane set held_reason = 'asked by sales' where ordering_key = 'DE01/C10077'`,
  'vacuum analyze transaction',
  'analyze',
];

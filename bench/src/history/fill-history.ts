/**
 * Years of finished transactions, written by SQL: every row that accepting looks into or adds to,
 * and all indexes, which are built when the rows are there. What history has been through by then
 * – vacuum, statistics, a checkpoint – is done as well.
 */

import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import { count } from '../report/report.ts';

export type History = {
  readonly pool: pg.Pool;
  readonly transactions: number;
  /** Lanes that the transactions belong to; all are empty. */
  readonly lanes: number;
  readonly say: (sentence: string) => void;
};

export async function fillHistory({ pool, transactions, lanes, say }: History): Promise<void> {
  const { rows: indexes } = await pool.query<IndexRow>(INDEXES, [TABLES]);
  for (const { name } of indexes) await pool.query(`drop index ${name}`);
  await pool.query(LANES, [lanes, Math.ceil(transactions / lanes)]);
  for (let first = 1; first <= transactions; first += ROWS_AT_ONCE) {
    const last = Math.min(transactions, first + ROWS_AT_ONCE - 1);
    await inTransaction(pool, async (db) => {
      // What they refer to is written with them.
      await db.query('set local session_replication_role = replica');
      await db.query('set local synchronous_commit = off');
      for (const statement of ROWS) await db.query(statement, [first, last, lanes]);
    });
    say(`  ${count(last)} transactions`);
  }
  for (const { name, definition } of indexes) {
    say(`  index ${name}`);
    await pool.query(definition);
  }
  for (const table of TABLES) await pool.query(`vacuum analyze ${table}`);
  await pool.query('checkpoint');
}

type IndexRow = { readonly name: string; readonly definition: string };

/** Keys stay: rows come in their order. */
const INDEXES = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index
  where indrelid::regclass::text = any($1::text[])
    and not exists (select from pg_constraint where conindid = indexrelid)
`;

const TABLES = [
  ...['transaction', 'transaction_message', 'idempotency_key', 'lane', 'delivery'],
  ...['audit_entry', 'event'],
];

const LANES = `
  insert into lane (connection, ordering_key, tail_position, head_position, sent_position,
                    ready_at, head_process)
  select 'ledger', 'key-' || n, $2::integer, $2::integer + 1, $2::integer, now(), 'post-note'
  from generate_series(0, $1::integer - 1) as n
`;

const ROWS = [
  `insert into transaction
     (transaction_id, process, process_version, legal_entity, business_key, ordering_key,
      correlation_id, application_id, channel, number, customer, party_name, amount_minor,
      currency, status, input, state, version, accepted_at, finished_at, words)
   select 'txn_' || lpad(n::text, 26, '0'), 'post-note', 1, 'DE01', 'H' || n, 'key-' || n % $3,
     md5(n::text), 'shop', 'api', 'H' || n, 'C' || n % $3, 'Nordwind AG', 1000 + n % 200000, 'EUR',
     'done',
     jsonb_build_object('number', 'H' || n, 'customer', 'C' || n % $3, 'lines', md5(n::text)),
     '{"status": "done", "at": 3, "direction": "forward", "enriched": {}, "confirmed": {}}'::jsonb,
     3, at, at, array_to_tsvector(array['h' || n, 'c' || n % $3, 'nordwind', 'ag', '=' || 1000 + n])
   from (select n, '2020-01-01Z'::timestamptz + n * interval '20 s' as at
         from generate_series($1::bigint, $2::bigint) as n) as invented`,
  `insert into transaction_message (transaction_id, position, messages)
   select 'txn_' || lpad(n::text, 26, '0'), 1, '[{"type": "Accepted"}]'::jsonb
   from generate_series($1::bigint, $2::bigint) as n where $3::integer > 0`,
  `insert into idempotency_key (application_id, operation, key, fingerprint, transaction_id, reply)
   select 'shop', 'post-note', 'H' || n, md5(n::text), 'txn_' || lpad(n::text, 26, '0'), '{}'
   from generate_series($1::bigint, $2::bigint) as n where $3::integer > 0`,
  `insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection,
     operation, status, attempts, external_reference, finished_at)
   select 'dlv_' || lpad(n::text, 26, '0'), lane_id, 1 + (n - 1) / $3, 'txn_' || lpad(n::text, 26, '0'),
     'post', 'ledger', 'note.post', 'confirmed', 1, 'D' || n, now()
   from generate_series($1::bigint, $2::bigint) as n
   join lane on connection = 'ledger' and ordering_key = 'key-' || n % $3`,
  `insert into audit_entry (actor, action, subject_kind, subject_id, legal_entity, correlation_id)
   select 'shop', 'transaction.accepted', 'transaction', 'txn_' || lpad(n::text, 26, '0'), 'DE01',
     md5(n::text)
   from generate_series($1::bigint, $2::bigint) as n where $3::integer > 0`,
  `insert into event (position, event_id, type, subject, legal_entity, partition_key,
     transaction_id, data, occurred_at)
   select n, 'evt_' || lpad(n::text, 26, '0'), 'kontor.invoice.posted.v1', 'H' || n, 'DE01',
     'key-' || n % $3, 'txn_' || lpad(n::text, 26, '0'), '{}', now()
   from generate_series($1::bigint, $2::bigint) as n`,
];

const ROWS_AT_ONCE = 250_000;

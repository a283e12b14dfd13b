/**
 * A few rows of every table that holds what was promised, as releases since the first wrote them:
 * only columns that have been there from the beginning.
 */

import type pg from 'pg';

export async function writeOldRows(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** Every row of these tables, by table, with all its columns. */
export async function rowsOf(pool: pg.Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = new Map<string, readonly string[]>();
  for (const table of OLD_TABLES) {
    const found = await pool.query<{ row: string }>(
      `select to_jsonb(${table})::text as row from ${table} order by 1`,
    );
    rows.set(
      table,
      found.rows.map(({ row }) => row),
    );
  }
  return rows;
}

/** Those of the rows that are not there any more with all that stood in them. */
export async function missingOf(
  pool: pg.Pool,
  earlier: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const missing = [];
  for (const [table, rows] of earlier) {
    const found = await pool.query<{ row: string }>(
      `select earlier.row::text as row from unnest($1::jsonb[]) as earlier(row)
       where not exists (select from ${table} where to_jsonb(${table}) @> earlier.row)`,
      [rows],
    );
    missing.push(...found.rows.map(({ row }) => `${table}: ${row}`));
  }
  return missing;
}

const OLD_TABLES = [
  ...['transaction', 'transaction_message', 'lane', 'delivery', 'delivery_attempt'],
  ...['idempotency_key', 'outbox', 'event', 'audit_entry', 'exception', 'bank_file'],
];

/** One id is of a kind that our own source never made: by hand, from a test, from elsewhere. */
const STATEMENTS = [
  `insert into transaction (transaction_id, process, process_version, legal_entity, business_key,
     ordering_key, correlation_id, application_id, channel, number, customer, amount_minor,
     currency, status, input, state, accepted_at)
   select id, 'create-customer-invoice', 1, 'DE01', id, 'DE01/C1', id, 'shop', 'api', id, 'C1',
     119, 'EUR', status, '{"number": "1"}', '{"status": "done"}', at::timestamptz
   from (values
     ('txn_01cq0000000000000000000000', 'done', '2018-09-10T12:00:00Z'),
     ('txn_01kmbt8r6000000000000000zz', 'working', '2026-03-22T21:15:00.123456Z'),
     ('txn_made-by-hand', 'refused', '2026-03-23Z')) as old (id, status, at)`,
  `insert into transaction_message (transaction_id, position, messages, recorded_at)
   select transaction_id, position, '[{"type": "Accepted"}]', accepted_at
   from transaction, generate_series(1, 3) as position`,
  `insert into lane (connection, ordering_key, tail_position, ready_at)
   values ('ledger', 'DE01/C1', 3, '2026-03-22Z')`,
  `insert into delivery (delivery_id, lane_id, position, transaction_id, step, connection,
     operation, status, created_at)
   select 'dlv_' || substr(transaction_id, 5), lane_id, row_number() over (), transaction_id,
     'post', 'ledger', 'customerInvoice.post', 'waiting', accepted_at
   from transaction, lane`,
  `insert into delivery_attempt (delivery_id, number, kind, outcome, exchanges, started_at,
     duration_ms)
   select delivery_id, number, 'submit', 'unknown', '[]', created_at, 7
   from delivery, generate_series(1, 2) as number`,
  `insert into idempotency_key (application_id, operation, key, fingerprint, transaction_id)
   select 'shop', 'createCustomerInvoice', number, 'f', transaction_id from transaction`,
  `insert into outbox (event_id, type, subject, legal_entity, partition_key, data)
   values ('evt_1', 'kontor.invoice.accepted.v1', '1', 'DE01', 'DE01/C1', '{}')`,
  `insert into event (position, event_id, type, subject, legal_entity, partition_key,
     transaction_id, data, occurred_at)
   select row_number() over (), 'evt_' || substr(transaction_id, 5), 'kontor.invoice.accepted.v1',
     number, 'DE01', 'DE01/C1', transaction_id, '{}', accepted_at
   from transaction`,
  `insert into audit_entry (actor, action, subject_kind, subject_id, occurred_at)
   select 'shop', 'transaction.accepted', 'transaction', transaction_id, accepted_at
   from transaction`,
  `insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, permission)
   select 'exc_1', 'delivery', 'business_rule', 'Refused.', 'DE01', transaction_id,
     'exceptions:resolve'
   from transaction limit 1`,
  `insert into bank_file (bank_file_id, content_hash, channel, size_bytes, status, application_id,
     correlation_id)
   values ('bkf_1', 'hash', 'api', 7, 'booked', 'bank', 'c')`,
];

/**
 * Among twenty thousand rows, the few that are due are found by an index: the plan decides, not
 * the time, which depends on the machine.
 */

import { plusMs, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  DELETE_CONNECTION_SAMPLES,
  DELETE_CONSOLE_SESSIONS,
  DELETE_IDEMPOTENCY_KEYS,
  DELETE_PREVENTED_DUPLICATES,
  DELETE_SIGN_IN_ARTEFACTS,
  DELETE_WEBHOOK_DELIVERIES,
} from './delete-due.ts';
import { emptyTables, KINDS, writeOldRows } from './testing/old-rows.ts';

const { pool } = await testDatabase();
const now = systemClock.now();

beforeAll(async () => {
  await emptyTables(pool);
  for (const kind of KINDS) {
    const ids = Array.from({ length: 20_000 }, (_, n) => n);
    await writeOldRows(
      pool,
      ids.map((n) => ({ kind, id: `${kind}-${n}`, at: plusMs(now, n * 60_000) })),
    );
  }
  await pool.query('vacuum analyze');
}, 60_000);

test.each<[string, string, readonly string[], readonly string[]]>([
  ['keys', DELETE_IDEMPOTENCY_KEYS, [now], ['idempotency_key_oldest']],
  ['notes', DELETE_PREVENTED_DUPLICATES, [now], ['prevented_duplicate_pkey']],
  ['samples', DELETE_CONNECTION_SAMPLES, [now], ['connection_sample_oldest_first']],
  [
    'sessions',
    DELETE_CONSOLE_SESSIONS,
    [now, now],
    ['console_session_by_end', 'console_session_by_last_seen'],
  ],
  ['artefacts', DELETE_SIGN_IN_ARTEFACTS, [now], ['sign_in_artefact_by_expiry']],
  ['webhooks', DELETE_WEBHOOK_DELIVERIES, [now], ['delivery_told', 'delivery_attempt_other_pkey']],
])('%s that are due are found by their index', async (_what, statement, values, indexes) => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${statement}`, [
    500,
    ...values,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  for (const index of indexes) expect(plan).toContain(index);
  // Of history, each part is looked into by its key, unless nothing is in it.
  expect(plan).not.toMatch(/Seq Scan on (?!delivery_attempt_(before|\d))/);
});

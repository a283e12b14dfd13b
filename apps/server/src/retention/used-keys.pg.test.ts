/** What a caller meets who sends the same key again, on day 29 and on day 31. */

import { prepareTransaction, type NewTransaction } from '@kontor/engine';
import { createCustomerInvoice as contract } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { withIdempotency } from '../services/idempotency/with-idempotency.ts';
import { intentBy, openOffice } from '../services/testing/office.ts';
import { openRetention } from './forget-what-is-due.ts';
import { USUAL_RETENTION } from './retention-terms.ts';

const { pool } = await testDatabase();
const { store, catalogue, runtime } = await openOffice(pool);
const { duty } = openRetention({ pool, clock: systemClock, terms: USUAL_RETENTION });

/** As if that many days had gone by since everything that was done, and retention did its work. */
async function daysLater(days: number): Promise<void> {
  await pool.query(
    `update idempotency_key set created_at = created_at - make_interval(days => $1)`,
    [days],
  );
  await duty();
}

function invoice(number: string, key: string): NewTransaction {
  const input = { ...contract.bodies['application/json'].examples.invoice, number };
  const definition = catalogue.latest('create-customer-invoice');
  const by = { applicationId: 'shop', actor: 'shop', channel: 'api', correlationId: 'c' } as const;
  const idempotency = { operation: 'create', key, fingerprint: number, reply: { number } };
  return { ...prepareTransaction({ ...by, definition, input }, runtime), idempotency };
}

const accepted = async (start: NewTransaction) => (await store.acceptTransactions([start]))[0];

test('day 29 replays; on day 31 it is a new operation, whose document is still refused', async () => {
  const first = invoice('R-1', 'k-1');
  const { transactionId } = first.transaction;
  expect(await accepted(first)).toEqual({ kind: 'accepted' });
  await daysLater(29);
  expect(await accepted(invoice('R-1', 'k-1'))).toEqual({
    kind: 'replayed',
    transactionId,
    reply: { number: 'R-1' },
  });
  await daysLater(2);
  expect(await accepted(invoice('R-1', 'k-1'))).toEqual({ kind: 'duplicate', transactionId });
  const { rows } = await pool.query(`select count(*)::int from transaction where number = 'R-1'`);
  expect(rows).toEqual([{ count: 1 }]);
});

test('a key that meant another document is refused on day 29 and free on day 31', async () => {
  expect(await accepted(invoice('R-2', 'k-2'))).toEqual({ kind: 'accepted' });
  await daysLater(29);
  expect(await accepted(invoice('R-3', 'k-2'))).toEqual({ kind: 'key_reused' });
  await daysLater(2);
  expect(await accepted(invoice('R-3', 'k-2'))).toEqual({ kind: 'accepted' });
});

test('what has no business key is done again on day 31', async () => {
  let times = 0;
  const work = async () => ({ kind: 'done' as const, result: ++times });
  const call = intentBy('ana', { key: 'k-4' });
  await withIdempotency(pool, call, work);
  await daysLater(29);
  expect(await withIdempotency(pool, call, work)).toEqual({ kind: 'replayed', result: 1 });
  await daysLater(2);
  expect(await withIdempotency(pool, call, work)).toEqual({ kind: 'accepted', result: 2 });
});

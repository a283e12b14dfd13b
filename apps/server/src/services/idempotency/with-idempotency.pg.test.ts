import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { expect, test } from 'vitest';
import { intentBy } from '../testing/office.ts';
import { withIdempotency } from './with-idempotency.ts';

const { pool } = await testDatabase();

/** An effect that can be counted. */
async function raise(db: Queryable, code: string): Promise<void> {
  await db.query({
    text: `insert into audit_entry (actor, action, subject_kind, subject_id)
           values ('a', 'raised', 'test', $1)`,
    values: [code],
  });
}

async function countOf(code: string): Promise<string> {
  const { rows } = await pool.query<{ count: string }>(
    'select count(*) from audit_entry where subject_id = $1',
    [code],
  );
  return rows[0]?.count ?? '';
}

test('the first answer is given again, with its members in their order', async () => {
  const call = intentBy('ana', { key: 'order' });
  const work = async (db: Queryable) => {
    await raise(db, 'order');
    return { kind: 'done' as const, result: { zebra: 1, ape: { b: 1, a: '€' } } };
  };
  const first = await withIdempotency(pool, call, work);
  const again = await withIdempotency(pool, call, work);
  expect(first.kind).toBe('accepted');
  expect(again.kind).toBe('replayed');
  expect(JSON.stringify('result' in again && again.result)).toBe(
    '{"zebra":1,"ape":{"b":1,"a":"€"}}',
  );
  expect(await countOf('order')).toBe('1');
});

test('another request under the same key is told so', async () => {
  const call = intentBy('ana', { key: 'reuse' });
  await withIdempotency(pool, call, async () => ({ kind: 'done', result: 1 }));
  const other = { ...call, idempotency: { ...call.idempotency, fingerprint: 'other' } };
  expect(await withIdempotency(pool, other, async () => ({ kind: 'done', result: 2 }))).toEqual({
    kind: 'reused',
  });
});

test('keys of applications and of operations do not meet', async () => {
  const work = async () => ({ kind: 'done' as const, result: 'own' });
  const call = intentBy('ana', { key: 'apart' });
  const elsewhere = intentBy('ana', { key: 'apart', application: 'other' });
  const otherwise = { ...call, idempotency: { ...call.idempotency, operation: 'other' } };
  for (const each of [call, elsewhere, otherwise]) {
    expect(await withIdempotency(pool, each, work)).toMatchObject({ kind: 'accepted' });
  }
});

test('a refusal leaves neither a key nor half of an effect', async () => {
  const call = intentBy('ana', { key: 'refused' });
  const refused = await withIdempotency(pool, call, async (db) => {
    await raise(db, 'refused');
    return { kind: 'stale' as const };
  });
  expect(refused).toEqual({ kind: 'stale' });
  expect(await countOf('refused')).toBe('0');
  const done = await withIdempotency(pool, call, async () => ({ kind: 'done', result: 1 }));
  expect(done).toEqual({ kind: 'accepted', result: 1 });
});

test('a failure leaves neither', async () => {
  const call = intentBy('ana', { key: 'failed' });
  const failing = withIdempotency(pool, call, async (db) => {
    await raise(db, 'failed');
    throw new TypeError('the database broke');
  });
  await expect(failing).rejects.toThrow('the database broke');
  expect(await countOf('failed')).toBe('0');
  const done = await withIdempotency(pool, call, async () => ({ kind: 'done', result: 1 }));
  expect(done.kind).toBe('accepted');
});

test('while the first is under way, the second is told to come back, at once', async () => {
  const call = intentBy('ana', { key: 'flight' });
  const first = withIdempotency(pool, call, async (db) => {
    await raise(db, 'flight');
    await sleep(200);
    return { kind: 'done', result: 1 };
  });
  await sleep(60);
  const startedAt = performance.now();
  const second = await withIdempotency(pool, call, async () => ({ kind: 'done', result: 2 }));
  expect(second).toEqual({ kind: 'in_flight', retryAfterSeconds: 1 });
  expect(performance.now() - startedAt).toBeLessThan(100);
  expect(await first).toEqual({ kind: 'accepted', result: 1 });
  expect(await countOf('flight')).toBe('1');
});

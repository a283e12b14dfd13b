import { ExceptionBatch, ExceptionBatchItem, PERMISSION_NAMES } from '@kontor/contracts';
import { present, systemClock, type ExceptionId, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import type { NewBatch } from '../../gateway/batch-services.ts';
import { exceptionsService } from '../exceptions/exceptions-service.ts';
import { callBy, intentBy, openOffice, type Answers } from '../testing/office.ts';
import { exceptionBatchesService } from './exception-batches-service.ts';
import { workOnBatches } from './work-on-batches.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const options = { ...office, pool };
const exceptions = exceptionsService(options);
const batches = exceptionBatchesService({
  ...options,
  clock: systemClock,
  ids: office.runtime.ids,
  batchPolicy: { approvalAboveCount: 5, approvalAboveValue: { EUR: '10000.00' } },
});
const all = { permissions: PERMISSION_NAMES };
const ana = callBy('ana', all);

const refused: Answers = {
  submit: [
    { kind: 'rejected', reason: 'business_rule', vendorCode: 'X', vendorText: 'Not today.' },
  ],
};

/** Each test has exceptions of its own: of a connection's cause and a number's beginning. */
async function someRefused(count: number): Promise<readonly TransactionId[]> {
  const ids: TransactionId[] = [];
  for (let nth = 1; nth <= count; nth++) {
    ids.push(await office.accept());
    await office.work('ledger', refused);
  }
  return ids;
}

const filter = { cause: 'business_rule' } as const;

async function ask(change: Partial<NewBatch> = {}, by = 'ana') {
  const choice = { filter, action: 'retry' as const, ...change };
  const preview = await batches.preview(callBy(by, all), choice);
  if (preview.kind !== 'found') throw new TypeError(preview.kind);
  const { count, totals } = preview.value;
  const intent = { ...intentBy(by), actor: callBy(by, all).actor };
  const reason = 'The ledger takes them again.';
  return batches.create(intent, { ...choice, reason, seen: { count, totals }, ...change });
}

async function asked(change: Partial<NewBatch> = {}, by = 'ana'): Promise<ExceptionBatch> {
  const outcome = await ask(change, by);
  if (outcome.kind !== 'accepted') throw new TypeError(JSON.stringify(outcome));
  expect([...Value.Errors(ExceptionBatch, outcome.result)]).toEqual([]);
  return outcome.result;
}

async function find(id: string): Promise<ExceptionBatch> {
  const found = await batches.find(ana, id);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  return found.value;
}

async function items(id: string, status?: 'failed') {
  const found = await batches.listItems(ana, id, status ? { status } : {}, { size: 500 });
  if (found.kind !== 'found') throw new TypeError(found.kind);
  for (const each of found.value.items) {
    expect([...Value.Errors(ExceptionBatchItem, each)]).toEqual([]);
  }
  return found.value.items;
}

async function clean(): Promise<void> {
  await pool.query(`update exception set status = 'resolved', resolution = 'abandon',
    resolved_by = 'test', resolved_at = now(), resolved_reason = 'Test.' where status = 'open'`);
  await office.finish();
}

async function openOf(transaction: TransactionId) {
  const { items: open } = await exceptions.list(ana, { transaction, status: 'open' }, { size: 1 });
  return present(open[0], 'it is open');
}

/** How many sessions of the database were cut off. */
async function terminateDawdlers(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(pg_terminate_backend(pid))::integer as count from pg_stat_activity
     where wait_event = 'PgSleep' and datname = current_database()`,
  );
  return present(rows[0], 'a count is always there').count;
}

describe('a batch', () => {
  test('decides about each exception by itself, in their order, and says how far it is', async () => {
    const ids = await someRefused(3);
    const batch = await asked();
    expect(batch).toMatchObject({
      status: 'running',
      count: 3,
      done: 0,
      totals: [{ amount: '3570.00', currency: 'EUR' }],
    });
    expect(await workOnBatches(options)).toBe(3);
    expect(await find(batch.id)).toMatchObject({ status: 'done', done: 3, failed: 0 });
    const { rows } = await pool.query(
      `select transaction_id from delivery where step = 'post' and status = 'waiting'
       order by position`,
    );
    expect(rows.map(({ transaction_id }) => transaction_id)).toEqual(ids);
    await office.finish();
    for (const id of ids) {
      expect((await office.store.readTransaction(id))?.state.status).toBe('done');
    }
  });

  test('lists what failed with why, and goes on with the rest', async () => {
    const [first, second, third] = await someRefused(3);
    const batch = await asked();
    const mine = await openOf(present(second, 'second'));
    await exceptions.resolve(intentBy('ben'), {
      id: mine.id as ExceptionId,
      action: 'abandon',
      reason: 'I was quicker.',
      version: mine.version,
    });
    const other = await office.store.readTransaction(present(third, 'third'));
    await office.accept({ number: present(other, 'there').number });
    await workOnBatches(options);
    expect(await find(batch.id)).toMatchObject({ status: 'done', done: 1, failed: 2 });
    const details = (await items(batch.id, 'failed')).map(({ detail }) => detail);
    expect(details[0]).toMatch(/^ben let it rest at .*I was quicker/);
    expect(details[1]).toMatch(/transaction_by_business_key|accepted again/);
    await office.finish();
    expect((await office.store.readTransaction(present(first, 'first')))?.state.status).toBe(
      'done',
    );
  });

  test('tells what our own code could not handle, and is not held up by it', async () => {
    await clean();
    await someRefused(2);
    const batch = await asked();
    const broken = () => {
      throw new TypeError('no route to the ledger');
    };
    await workOnBatches({ ...options, runtime: { ...options.runtime, route: broken } });
    expect(await find(batch.id)).toMatchObject({ status: 'done', done: 0, failed: 2 });
    expect((await items(batch.id))[0]).toMatchObject({ detail: 'no route to the ledger' });
  });

  test('worked on by several processes, decides about each exception once', async () => {
    await clean();
    await someRefused(4);
    const next = await asked();
    const workers = await Promise.all([1, 2, 3].map(() => workOnBatches(options)));
    expect(workers.reduce((sum, each) => sum + each, 0)).toBe(4);
    expect(await find(next.id)).toMatchObject({ status: 'done', done: 4, failed: 0 });
    const { rows } = await pool.query(
      `select count(*)::integer as count from audit_entry
       where action = 'transaction.reopened'
         and subject_id in (select transaction_id from exception join exception_batch_item
           using (exception_id) where batch_id = $1)`,
      [next.id],
    );
    expect(rows).toEqual([{ count: 4 }]);
    await office.finish();
  });

  test('whose process is cut off in the middle of one goes on with that one', async () => {
    await clean();
    const [, second] = await someRefused(3);
    const batch = await asked();
    const { id: cutOff } = await openOf(present(second, 'second'));
    // Deciding about the second one takes long enough to be cut off in it.
    await pool.query(`
      create function dawdle() returns trigger language plpgsql as
        $$ begin perform pg_sleep(60); return new; end $$;
      create trigger dawdling before update on exception
        for each row when (new.exception_id = '${cutOff}') execute function dawdle();`);
    const working = workOnBatches(options).catch((error: unknown) => error);
    await expect.poll(terminateDawdlers, { timeout: 10_000 }).toBe(1);
    expect(await working).toBeInstanceOf(Error);
    expect(await find(batch.id)).toMatchObject({ status: 'running', done: 1, failed: 0 });
    await pool.query('drop trigger dawdling on exception; drop function dawdle()');
    expect(await workOnBatches(options)).toBe(2);
    expect(await find(batch.id)).toMatchObject({ status: 'done', done: 3, failed: 0 });
    const { rows } = await pool.query(
      `select count(*)::integer as times from audit_entry
       where action = 'transaction.reopened'
         and subject_id in (select transaction_id from exception join exception_batch_item
           using (exception_id) where batch_id = $1)
       group by subject_id`,
      [batch.id],
    );
    expect(rows).toEqual([{ times: 1 }, { times: 1 }, { times: 1 }]);
    await office.finish();
  });

  test('that is stopped begins nothing more, and keeps what was done', async () => {
    await clean();
    await someRefused(2);
    const batch = await asked();
    const stopped = await batches.stop(ana, { id: batch.id, reason: 'The ledger closed again.' });
    expect(stopped).toMatchObject({ value: { status: 'stopped', stoppedBy: 'ana' } });
    expect(await workOnBatches(options)).toBe(0);
    expect((await items(batch.id)).map(({ status }) => status)).toEqual(['waiting', 'waiting']);
    expect(await batches.stop(ana, { id: batch.id, reason: 'Again.' })).toMatchObject({
      kind: 'found',
    });
  });

  test('is not begun when something else is there than was seen', async () => {
    await clean();
    await someRefused(1);
    const seen = { count: 1, totals: [{ amount: '1190.00', currency: 'EUR' }] };
    await someRefused(1);
    expect(await ask({ seen })).toMatchObject({ kind: 'selection_changed', count: 2 });
    expect(
      await ask({ filter: { cause: 'duplicate' }, seen: { count: 0, totals: [] } }),
    ).toMatchObject({ kind: 'impossible' });
  });

  test('gives many exceptions to somebody, and asks nobody for that', async () => {
    await clean();
    const ids = await someRefused(6);
    const batch = await asked({ action: 'assign', assignee: 'ana' });
    expect(batch.status).toBe('running');
    await workOnBatches(options);
    expect(await openOf(present(ids[0], 'first'))).toMatchObject({ owner: 'ana' });
    await clean();
  });

  test('of other legal entities is neither seen nor decided', async () => {
    await someRefused(1);
    const batch = await asked();
    const jean = callBy('jean', { entities: ['FR01'], ...all });
    expect(await batches.find(jean, batch.id)).toEqual({ kind: 'absent' });
    expect((await batches.list(jean, {}, { size: 10 })).items).toEqual([]);
    expect(await batches.stop(jean, { id: batch.id, reason: 'Mine?' })).toEqual({ kind: 'absent' });
    await workOnBatches(options);
    await clean();
  });
});

describe('above the limit of the company', () => {
  const decide = (id: string, by: string, decision: 'approve' | 'decline', version = 1) =>
    batches.decide(callBy(by, all), { id, decision, reason: 'Looked at it.', version });

  test('it waits for a second person, who is another one', async () => {
    await clean();
    await someRefused(6);
    const batch = await asked();
    expect(batch.status).toBe('waiting');
    expect(await workOnBatches(options)).toBe(0);
    expect(await decide(batch.id, 'ana', 'approve')).toEqual({ kind: 'own_work' });
    const forced = pool.query(
      `update exception_batch set decided_by = requested_by where batch_id = $1`,
      [batch.id],
    );
    await expect(forced).rejects.toThrow(/nobody_approves_what_they_asked_for/);
    expect(await decide(batch.id, 'ben', 'approve')).toMatchObject({
      kind: 'found',
      value: { status: 'running', decided: { by: 'ben' } },
    });
    expect(await decide(batch.id, 'carl', 'decline')).toMatchObject({
      kind: 'stale',
      quicker: { by: 'ben', sentence: expect.stringMatching(/^ben approved it/) },
    });
    await workOnBatches(options);
    expect(await find(batch.id)).toMatchObject({ status: 'done', done: 6 });
    await office.finish();
  });

  test('declined, nothing of it happens', async () => {
    await clean();
    const ids = await someRefused(6);
    const batch = await asked();
    expect(await decide(batch.id, 'ben', 'decline')).toMatchObject({
      value: { status: 'declined' },
    });
    expect(await workOnBatches(options)).toBe(0);
    expect(await openOf(present(ids[0], 'first'))).toMatchObject({ status: 'open' });
    await clean();
  });
});

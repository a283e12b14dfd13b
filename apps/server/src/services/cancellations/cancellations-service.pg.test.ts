import { Cancellation, PERMISSION_NAMES, Transaction } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { exceptionsService } from '../exceptions/exceptions-service.ts';
import { governanceService } from '../governance/governance-service.ts';
import { callBy, intentBy, openOffice, type Answers } from '../testing/office.ts';
import { transactionsService } from '../transactions/transactions-service.ts';
import { cancellationsService } from './cancellations-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const exceptions = exceptionsService({ ...office, pool });
const transactions = transactionsService({ ...office, pool });
const governance = governanceService({ pool });
const woken: string[] = [];
const cancellations = cancellationsService({
  ...office,
  pool,
  titleOf: (name) => (name === 'ledger' ? 'SAP S/4HANA' : undefined),
  wake: (connections) => woken.push(...connections),
});
const ana = callBy('ana', { permissions: PERMISSION_NAMES });
const shop = { application: 'shop' };
const reason = 'The customer ordered something else.';

const inDoubt: Answers = {
  submit: [{ kind: 'unknown', detail: 'no reply' }],
  lookUp: Array.from({ length: 60 }, () => ({ kind: 'unknown' as const, detail: 'no answer' })),
};
const exhausted: Answers = {
  submit: Array.from({ length: 5 }, () => ({
    kind: 'retryable' as const,
    cause: 'locked' as const,
    detail: 'locked',
  })),
};

function cancel(id: TransactionId, by = 'ana', who: Parameters<typeof intentBy>[1] = {}) {
  return cancellations.cancel(intentBy(by, who), { id, ...(by !== 'shop' && { reason }) });
}

async function found(id: TransactionId) {
  const outcome = await transactions.find(ana, id);
  if (outcome.kind !== 'found') throw new TypeError(outcome.kind);
  return outcome.value;
}

describe('cancelling what waits', () => {
  test('ends it without effect, told by list, story, audit trail and event', async () => {
    const id = await office.accept({ number: 'CAN-1' });
    const outcome = await cancel(id);
    if (outcome.kind !== 'accepted') throw new TypeError(JSON.stringify(outcome));
    expect([...Value.Errors(Cancellation, outcome.result)]).toEqual([]);
    expect(outcome.result).toMatchObject({ by: 'ana', reason, status: 'refused' });
    expect(woken).toContain('ledger');
    await office.finish();
    const { cancelled, status, deliveries } = await found(id);
    expect({ cancelled, status }).toMatchObject({
      status: 'refused',
      cancelled: { by: 'ana', reason },
    });
    expect(deliveries.map(({ status: each, attempts }) => [each, attempts])).toEqual([
      ['abandoned', 0],
    ]);
    const { items } = await transactions.list(ana, {}, { size: 10 });
    for (const item of items) expect([...Value.Errors(Transaction, item)]).toEqual([]);
    const story = await transactions.story(ana, id);
    expect(story).toMatchObject({
      value: {
        sentence: `It was cancelled before anything of it was sent: ${reason}`,
        chapters: expect.arrayContaining([
          expect.objectContaining({ headline: 'Ana cancelled it' }),
        ]),
      },
    });
    const { rows: audited } = await pool.query(
      `select actor, reason from audit_entry
       where subject_id = $1 and action = 'transaction.cancelled'`,
      [id],
    );
    expect(audited).toEqual([{ actor: 'ana', reason }]);
    const { rows: events } = await pool.query<{ type: string }>(
      'select type from outbox where transaction_id = $1 order by outbox_id',
      [id],
    );
    expect(events.map(({ type }) => type)).toEqual([
      'kontor.invoice.accepted.v1',
      'kontor.transaction.cancelled.v1',
    ]);
  });

  test('leaves those of the same customer in their order', async () => {
    const ids = [];
    for (const number of ['CAN-2', 'CAN-3', 'CAN-4']) ids.push(await office.accept({ number }));
    const [first, second, third] = ids as [TransactionId, TransactionId, TransactionId];
    expect(await cancel(second)).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect((await found(first)).status).toBe('done');
    expect((await found(second)).status).toBe('refused');
    expect((await found(third)).status).toBe('done');
  });

  test('frees its number, and counts as cancelled in control totals that still balance', async () => {
    const id = await office.accept({ number: 'CAN-5' });
    const before = await governance.controlTotals(ana, {});
    await cancel(id);
    const after = await governance.controlTotals(ana, {});
    const count = (totals: typeof before) => totals.rows[0]?.cancelled.count ?? 0;
    expect(count(after)).toBe(count(before) + 1);
    expect(after.rows[0]?.refused).toEqual(before.rows[0]?.refused);
    expect(after.rows.every(({ balanced }) => balanced)).toBe(true);
    const again = await office.accept({ number: 'CAN-5' });
    await office.finish();
    expect((await found(again)).status).toBe('done');
  });

  test('twice is answered as the first time, under the same key and under another', async () => {
    const id = await office.accept({ number: 'CAN-6' });
    const first = await cancel(id, 'ana', { key: 'cancel-6' });
    expect(await cancel(id, 'ana', { key: 'cancel-6' })).toMatchObject({
      kind: 'replayed',
      result: { by: 'ana' },
    });
    const other = await cancel(id, 'bob');
    expect(other).toEqual(first);
  });

  test('also answers what a person was asked about it', async () => {
    const id = await office.accept({ number: 'CAN-7', isCreditNote: true });
    const open = () => exceptions.list(ana, { transaction: id, status: 'open' }, { size: 10 });
    expect((await open()).items).toHaveLength(1);
    expect(await cancel(id)).toMatchObject({ kind: 'accepted' });
    expect((await open()).items).toEqual([]);
    expect((await found(id)).cancelled).toMatchObject({ by: 'ana' });
  });

  test('is possible once it stopped for certain', async () => {
    const id = await office.accept({ number: 'CAN-8' });
    await office.work('ledger', exhausted);
    expect((await found(id)).status).toBe('parked');
    expect(await cancel(id)).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect((await found(id)).status).toBe('refused');
  });
});

describe('who cancels', () => {
  test('the application that handed it over needs no reason, another may not', async () => {
    const id = await office.accept({ number: 'CAN-10' });
    const intruder = await cancel(id, 'billing', { application: 'billing' });
    expect(intruder).toMatchObject({ kind: 'impossible' });
    expect(await cancel(id, 'shop', shop)).toMatchObject({
      kind: 'accepted',
      result: { by: 'shop' },
    });
  });

  test('a person says why', async () => {
    const id = await office.accept({ number: 'CAN-11' });
    const outcome = await cancellations.cancel(intentBy('ana'), { id });
    expect(outcome).toEqual({ kind: 'reason_missing' });
    expect((await found(id)).status).toBe('working');
    await office.finish();
  });

  test('nobody sees what belongs to another legal entity', async () => {
    const id = await office.accept({ number: 'CAN-12', legalEntity: 'FR01' });
    expect(await cancel(id)).toEqual({ kind: 'absent' });
  });
});

describe('too late', () => {
  test('it is told where it is, and what can be done instead', async () => {
    const id = await office.accept({ number: 'CAN-20' });
    await office.work('ledger');
    const outcome = await cancel(id);
    if (outcome.kind !== 'already_sent') throw new TypeError(outcome.kind);
    expect(outcome.detail).toMatch(/^It is posted in the ledger as \d+\. A credit note /);
    await office.finish();
    expect(await cancel(id)).toMatchObject({ kind: 'already_sent' });
  });

  test('while a worker holds it, it is being sent', async () => {
    const id = await office.accept({ number: 'CAN-21' });
    const limits = { connection: 'ledger', lanesMax: 10, headsMax: 10, leaseMs: 60_000 };
    const lanes = await office.store.leaseLanes(limits);
    expect(await cancel(id)).toMatchObject({
      kind: 'being_sent',
      detail: 'It is on its way to SAP S/4HANA right now.',
    });
    const settlements = lanes.flatMap((lane) => {
      const [head] = lane.heads;
      if (!head) return [];
      const untouched = { kind: 'untouched' } as const;
      return [{ lease: lane, head, attempts: [], result: untouched }];
    });
    await office.store.settle(settlements);
    expect(await cancel(id)).toMatchObject({ kind: 'accepted' });
  });

  test('what may have arrived is not cancelled, whether it is looked up or parked', async () => {
    const id = await office.accept({ number: 'CAN-22' });
    await office.work('ledger', inDoubt);
    expect((await found(id)).status).toBe('parked');
    expect(await cancel(id)).toMatchObject({ kind: 'already_sent' });
    expect((await found(id)).cancelled).toBeUndefined();
  });

  test('what was refused has ended already', async () => {
    const id = await office.accept({ number: 'CAN-23' });
    const refusal = {
      ...({ kind: 'rejected', reason: 'account_blocked' } as const),
      ...{ vendorCode: 'F5/103', vendorText: 'Blocked.' },
    };
    await office.work('ledger', { submit: [refusal] });
    expect(await cancel(id)).toMatchObject({ kind: 'impossible' });
  });
});

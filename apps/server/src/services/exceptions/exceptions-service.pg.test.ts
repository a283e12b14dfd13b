import { Exception } from '@kontor/contracts';
import { present, type ExceptionId, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { callBy, intentBy, openOffice, type Answers } from '../testing/office.ts';
import { exceptionsService } from './exceptions-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const exceptions = exceptionsService({ ...office, pool });
const ana = callBy('ana');

const refused: Answers = {
  submit: [
    {
      kind: 'rejected',
      reason: 'period_closed',
      vendorCode: 'F5/263',
      vendorText: 'Period closed.',
    },
  ],
};
/** The ledger never says clearly what became of it. */
const inDoubt: Answers = {
  submit: [{ kind: 'unknown', detail: 'no reply' }],
  lookUp: Array.from({ length: 60 }, () => ({ kind: 'unknown' as const, detail: 'no answer' })),
};
/** Five times in a row somebody holds the document: nothing happened. */
const exhausted: Answers = {
  submit: Array.from({ length: 5 }, () => ({
    kind: 'retryable' as const,
    cause: 'locked' as const,
    detail: 'locked by another user',
  })),
};

async function openOf(transaction: TransactionId): Promise<Exception> {
  const { items } = await exceptions.list(ana, { transaction, status: 'open' }, { size: 10 });
  return present(items[0], 'it has an open exception');
}

async function statusOf(id: TransactionId): Promise<string> {
  return present(await office.store.readTransaction(id), 'it exists').state.status;
}

async function resolve(
  exception: Exception,
  action: 'retry' | 'abandon' | 'approve' | 'decline' | 'confirm-done',
  options: { by?: string; version?: number; key?: string; externalReference?: string } = {},
) {
  const { by = 'ana', version = exception.version, key, externalReference } = options;
  return exceptions.resolve(intentBy(by, { ...(key !== undefined && { key }) }), {
    id: exception.id as ExceptionId,
    action,
    reason: 'Talked to accounting.',
    version,
    ...(externalReference !== undefined && { externalReference }),
  });
}

describe('what waits for a person', () => {
  test('is shown with what happened, its worth and what may be done', async () => {
    const id = await office.accept({ number: 'SHOW-1' });
    await office.work('ledger', refused);
    const exception = await openOf(id);
    expect([...Value.Errors(Exception, exception)]).toEqual([]);
    expect(exception).toMatchObject({
      kind: 'period_closed',
      title: 'SHOW-1 cannot be posted in the ledger: the period is closed',
      explanation: 'F5/263: Period closed.',
      value: { amount: '1190.00', currency: 'EUR' },
      actions: ['retry', 'abandon'],
      runbook: 'period-closed',
    });
  });

  test('is absent for another legal entity, and untouched by it', async () => {
    const id = await office.accept({ legalEntity: 'FR01' });
    await office.work('ledger', refused);
    const jean = callBy('jean', { entities: ['FR01'] });
    const { items } = await exceptions.list(jean, { transaction: id }, { size: 10 });
    const exception = present(items[0], 'theirs');
    expect(await exceptions.find(ana, exception.id as ExceptionId)).toEqual({ kind: 'absent' });
    expect(await resolve(exception, 'retry')).toEqual({ kind: 'absent' });
    const comment = { id: exception.id as ExceptionId, text: 'Mine?' };
    expect(await exceptions.comment(intentBy('ana'), comment)).toEqual({ kind: 'absent' });
    const { items: seen } = await exceptions.list(ana, {}, { size: 500 });
    expect(seen.map((each) => each.id)).not.toContain(exception.id);
  });

  test('is listed oldest first, page by page', async () => {
    const { items } = await exceptions.list(ana, { status: 'open' }, { size: 500 });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await exceptions.list(
        ana,
        { status: 'open' },
        { size: 1, ...(after !== undefined && { after }) },
      );
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(items.map(({ id }) => id));
  });
});

describe('a decision', () => {
  test('retry of a refusal tries the same transaction again', async () => {
    const id = await office.accept({ number: 'RETRY-1' });
    await office.work('ledger', refused);
    const outcome = await resolve(await openOf(id), 'retry');
    expect(outcome).toMatchObject({
      kind: 'accepted',
      result: { status: 'resolved', resolution: { action: 'retry', by: 'ana' }, actions: [] },
    });
    await office.finish();
    expect(await statusOf(id)).toBe('done');
  });

  test('retry of a refusal whose document was sent again meanwhile is impossible', async () => {
    const id = await office.accept({ number: 'AGAIN-1' });
    await office.work('ledger', refused);
    await office.accept({ number: 'AGAIN-1' });
    const exception = await openOf(id);
    expect(await resolve(exception, 'retry')).toMatchObject({ kind: 'impossible' });
    expect(await statusOf(id)).toBe('refused');
    await office.finish();
  });

  test('retry of what is in doubt asks the system before anything is sent', async () => {
    const id = await office.accept({ number: 'DOUBT-1' });
    await office.work('ledger', inDoubt);
    const exception = await openOf(id);
    expect(exception).toMatchObject({
      kind: 'outcome_unknown',
      actions: ['retry', 'confirm-done'],
    });
    expect(await resolve(exception, 'abandon')).toMatchObject({ kind: 'impossible' });
    expect(await resolve(exception, 'retry')).toMatchObject({ kind: 'accepted' });
    await office.work('ledger', { lookUp: [{ kind: 'confirmed', externalReference: 'FOUND' }] });
    const { rows } = await pool.query(
      `select count(*) filter (where kind = 'submit') as sent from delivery_attempt
       where delivery_id = $1`,
      [exception.delivery],
    );
    expect(rows).toEqual([{ sent: '1' }]);
    expect(await statusOf(id)).toBe('working');
    await office.finish();
    expect(await statusOf(id)).toBe('done');
  });

  test('confirm-done takes the other system’s number as if it had answered', async () => {
    const id = await office.accept({ number: 'CONFIRM-1' });
    await office.work('ledger', inDoubt);
    const outcome = await resolve(await openOf(id), 'confirm-done', { externalReference: '4711' });
    expect(outcome).toMatchObject({ result: { resolution: { externalReference: '4711' } } });
    await office.finish();
    expect(await statusOf(id)).toBe('done');
    const stored = await office.store.readTransaction(id);
    expect(stored?.state.confirmed['post']?.externalReference).toBe('4711');
  });

  test('abandon ends what certainly did not happen', async () => {
    const id = await office.accept({ number: 'ABANDON-1' });
    await office.work('ledger', exhausted);
    const exception = await openOf(id);
    expect(exception.actions).toEqual(['retry', 'confirm-done', 'abandon']);
    expect(await resolve(exception, 'abandon')).toMatchObject({ kind: 'accepted' });
    expect(await statusOf(id)).toBe('refused');
    const { rows } = await pool.query('select status from delivery where delivery_id = $1', [
      exception.delivery,
    ]);
    expect(rows).toEqual([{ status: 'abandoned' }]);
  });

  test('approve lets it go on, decline ends it', async () => {
    const yes = await office.accept({ isCreditNote: true });
    const no = await office.accept({ isCreditNote: true });
    expect(await resolve(await openOf(yes), 'approve')).toMatchObject({ kind: 'accepted' });
    expect(await resolve(await openOf(no), 'decline')).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect([await statusOf(yes), await statusOf(no)]).toEqual(['done', 'refused']);
  });

  test('of a side effect that was refused is only to let it rest', async () => {
    const id = await office.accept({ number: 'SIDE-1' });
    for (const connection of ['ledger', 'receivables']) await office.work(connection);
    await office.work('crm', refused);
    expect(await statusOf(id)).toBe('done');
    const exception = await openOf(id);
    expect(exception.actions).toEqual(['abandon']);
    expect(await resolve(exception, 'abandon')).toMatchObject({
      kind: 'accepted',
      result: { status: 'resolved' },
    });
    expect(await statusOf(id)).toBe('done');
  });
});

describe('four eyes', () => {
  test('nobody approves what they handed over themselves, on whatever application', async () => {
    const id = await office.accept({ isCreditNote: true, by: 'ana' });
    const exception = await openOf(id);
    expect(await resolve(exception, 'approve', { by: 'ana' })).toEqual({ kind: 'own_work' });
    expect(await resolve(exception, 'approve', { by: 'shop' })).toEqual({ kind: 'own_work' });
    expect(await resolve(exception, 'approve', { by: 'ben' })).toMatchObject({ kind: 'accepted' });
    await office.finish();
  });

  test('what cannot be looked up is sent again only on a second person’s word', async () => {
    const id = await office.accept({ number: 'BLIND-1', by: 'ana', customer: 'C-blind' });
    for (const connection of ['ledger', 'receivables']) await office.work(connection);
    await office.work('crm', { submit: [{ kind: 'unknown', detail: 'reset' }] });
    const exception = await openOf(id);
    expect(await resolve(exception, 'retry', { by: 'ana' })).toEqual({ kind: 'own_work' });
    expect(await resolve(exception, 'retry', { by: 'ben' })).toMatchObject({ kind: 'accepted' });
    await office.finish();
    expect(await statusOf(id)).toBe('done');
  });
});

describe('once', () => {
  test('the same key gives the same answer, byte for byte, and one effect', async () => {
    const id = await office.accept();
    await office.work('ledger', refused);
    const exception = await openOf(id);
    const first = await resolve(exception, 'retry', { key: 'once-1' });
    const again = await resolve(exception, 'retry', { key: 'once-1' });
    expect(again).toMatchObject({ kind: 'replayed' });
    expect(JSON.stringify('result' in again && again.result)).toBe(
      JSON.stringify('result' in first && first.result),
    );
    const { rows } = await pool.query(
      `select count(*) from transaction_message
       where transaction_id = $1 and messages -> 0 ->> 'type' = 'Reopened'`,
      [id],
    );
    expect(rows).toEqual([{ count: '1' }]);
    await office.finish();
  });

  test('of many who decide at once, one does', async () => {
    const id = await office.accept();
    await office.work('ledger', refused);
    const exception = await openOf(id);
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((by) => resolve(exception, 'retry', { by })),
    );
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual([
      'accepted',
      ...Array(4).fill('already_resolved'),
    ]);
    await office.finish();
    expect(await statusOf(id)).toBe('done');
  });

  test('one key at many doors at once is worked on once', async () => {
    const id = await office.accept();
    await office.work('ledger', refused);
    const exception = await openOf(id);
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => resolve(exception, 'retry', { key: 'many-1' })),
    );
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(1);
    expect(kinds.every((kind) => ['accepted', 'replayed', 'in_flight'].includes(kind))).toBe(true);
    await office.finish();
  });

  test('a refusal uses up no key', async () => {
    const id = await office.accept();
    await office.work('ledger', refused);
    const exception = await openOf(id);
    expect(await resolve(exception, 'retry', { key: 'free-1', version: 99 })).toEqual({
      kind: 'stale',
    });
    expect(await resolve(exception, 'retry', { key: 'free-1' })).toMatchObject({
      kind: 'accepted',
    });
    await office.finish();
  });
});

test('a decision leaves an audit entry and an event, a comment an entry', async () => {
  const id = await office.accept();
  await office.work('ledger', refused);
  const exception = await openOf(id);
  const commented = await exceptions.comment(intentBy('ben'), {
    id: exception.id as ExceptionId,
    text: 'Asked accounting.',
  });
  expect(commented).toMatchObject({
    kind: 'accepted',
    result: { comments: [{ by: 'ben', text: 'Asked accounting.' }], version: 1 },
  });
  await resolve(exception, 'retry');
  const { rows: entries } = await pool.query(
    'select action, actor, reason from audit_entry where subject_id = $1 order by sequence',
    [exception.id],
  );
  expect(entries).toEqual([
    { action: 'exception.commented', actor: 'ben', reason: null },
    { action: 'exception.resolved', actor: 'ana', reason: 'Talked to accounting.' },
  ]);
  const { rows: events } = await pool.query(
    `select type from outbox where subject = $1 order by outbox_id`,
    [exception.id],
  );
  expect(events.map(({ type }) => type)).toEqual([
    'kontor.exception.opened.v1',
    'kontor.exception.resolved.v1',
  ]);
  await office.finish();
});

test('what is about no transaction is closed with its reason', async () => {
  await pool.query(
    `insert into exception (exception_id, kind, code, text, legal_entity, permission)
     values ('exc_00000000000000000000000001', 'file', 'file_quarantined', 'Bad file.', 'DE01',
       'bank:write')`,
  );
  const id = 'exc_00000000000000000000000001' as ExceptionId;
  const found = await exceptions.find(ana, id);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  expect([...Value.Errors(Exception, found.value)]).toEqual([]);
  expect(await resolve(found.value, 'retry')).toMatchObject({ kind: 'impossible' });
  expect(await resolve(found.value, 'abandon')).toMatchObject({ kind: 'accepted' });
  expect(await resolve(found.value, 'abandon')).toMatchObject({
    kind: 'already_resolved',
    quicker: { by: 'ana', sentence: expect.stringContaining('ana let it rest at') },
  });
});

import {
  ExceptionLine,
  ExceptionPane,
  ExceptionSummary,
  PERMISSION_NAMES,
} from '@kontor/contracts';
import { present, systemClock, type ExceptionId, type TransactionId } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRunbooks } from '../../../runbooks/read-runbooks.ts';
import { exceptionsService } from '../../exceptions/exceptions-service.ts';
import { callBy, openOffice, type Answers } from '../../testing/office.ts';
import type { QueueFilters } from './list-exception-lines.ts';
import { consoleExceptionsService } from './console-exceptions-service.ts';

const { pool } = await testDatabase();
const office = await openOffice(pool);
const exceptions = exceptionsService({ ...office, pool });
const queue = consoleExceptionsService({
  ...office,
  clock: systemClock,
  runbooks: readRunbooks(),
  titleOf: (name) => (name === 'ledger' ? 'SAP S/4HANA' : undefined),
});
const ana = callBy('ana', { permissions: PERMISSION_NAMES });

function refusedFor(reason: 'period_closed' | 'account_blocked', vendorText: string): Answers {
  return { submit: [{ kind: 'rejected', reason, vendorCode: 'F5/263', vendorText }] };
}

const ids: Record<string, TransactionId> = {};

beforeAll(async () => {
  ids['closed-1'] = await office.accept({ number: 'Q-1' });
  await office.work('ledger', refusedFor('period_closed', 'Period 003 is closed.'));
  ids['closed-2'] = await office.accept({ number: 'Q-2' });
  await office.work('ledger', refusedFor('period_closed', 'Period 003 is closed.'));
  ids['blocked'] = await office.accept({ number: 'Q-3' });
  await office.work('ledger', refusedFor('account_blocked', 'Customer C10042 is blocked.'));
  ids['approval'] = await office.accept({ number: 'Q-4', isCreditNote: true });
  ids['french'] = await office.accept({ number: 'Q-5', legalEntity: 'FR01' });
  await office.work('ledger', refusedFor('period_closed', 'Fermé.'));
});

async function list(filters: QueueFilters = {}, page = { size: 50 }, call = ana) {
  const outcome = await queue.list(call, filters, page);
  if (outcome.kind !== 'found') throw new TypeError(outcome.kind);
  return outcome.value;
}

async function numbers(filters: QueueFilters): Promise<readonly (string | undefined)[]> {
  const { page } = await list(filters);
  return page.items.map(({ number }) => number);
}

async function exceptionOf(name: string) {
  const { items } = await exceptions.list(
    callBy('ana', { entities: ['DE01', 'FR01'] }),
    { transaction: present(ids[name], name) },
    { size: 1 },
  );
  return present(items[0], `the exception of ${name}`);
}

async function pane(name: string, call = ana): Promise<ExceptionPane> {
  const { id } = await exceptionOf(name);
  const found = await queue.find(call, id as ExceptionId);
  if (found.kind !== 'found') throw new TypeError(found.kind);
  return found.value;
}

describe('the queue', () => {
  test('has the shape of its contract, with its groups and its totals per currency', async () => {
    const { page, summary } = await list();
    for (const item of page.items) expect([...Value.Errors(ExceptionLine, item)]).toEqual([]);
    expect([...Value.Errors(ExceptionSummary, summary)]).toEqual([]);
    expect(summary).toMatchObject({
      count: 4,
      totals: [{ amount: '2380.00', currency: 'EUR' }],
      groups: [
        { cause: 'period_closed', count: 2, title: 'The period is closed in the ledger' },
        { count: 1 },
        { count: 1 },
      ],
    });
  });

  test('shows what is due first: a refusal before an approval that has a day', async () => {
    expect(await numbers({})).toEqual(['Q-1', 'Q-2', 'Q-3', 'Q-4']);
    expect(await numbers({ sort: 'newest' })).toEqual(['Q-4', 'Q-3', 'Q-2', 'Q-1']);
  });

  test.each<[string, QueueFilters, readonly string[]]>([
    ['cause', { cause: 'account_blocked' }, ['Q-3']],
    ['kind', { kind: 'approval' }, ['Q-4']],
    ['connection', { connection: 'ledger', cause: 'period_closed' }, ['Q-1', 'Q-2']],
    ['number', { number: 'Q-2' }, ['Q-2']],
    ['age', { olderThan: '1h' }, []],
    ['youth', { youngerThan: '1h', kind: 'approval' }, ['Q-4']],
    ['being late', { overdue: true }, []],
    ['value', { currency: 'EUR', valueFrom: '1190.00', kind: 'approval' }, ['Q-4']],
    ['a value that is too small', { currency: 'EUR', valueFrom: '1190.01' }, []],
    ['another currency', { currency: 'GBP' }, []],
    ['nobody’s', { assignee: 'nobody', cause: 'account_blocked' }, ['Q-3']],
    ['mine', { assignee: 'me' }, []],
    ['resolved', { status: 'resolved' }, []],
  ])('is filtered by %s', async (_name, filters, expected) => {
    expect(await numbers(filters)).toEqual(expected);
  });

  test('says which amount means nothing without its currency', async () => {
    expect(await queue.list(ana, { valueFrom: '10' }, { size: 1 })).toMatchObject({
      kind: 'unacceptable',
      errors: [{ at: 'valueFrom' }],
    });
  });

  test.each(['due', 'value', 'oldest', 'newest'] as const)(
    'sorted by %s, pages repeat and lose nothing',
    async (sort) => {
      const whole = await numbers({ sort });
      const seen: (string | undefined)[] = [];
      let after: string | undefined;
      do {
        const { page } = await list({ sort }, { size: 1, ...(after !== undefined && { after }) });
        seen.push(...page.items.map(({ number }) => number));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(whole);
    },
  );

  test('of another legal entity is not there, nor counted', async () => {
    const jean = callBy('jean', { entities: ['FR01'] });
    const { page, summary } = await list({}, { size: 50 }, jean);
    expect(page.items.map(({ number }) => number)).toEqual(['Q-5']);
    expect(summary?.count).toBe(1);
  });
});

describe('the pane', () => {
  test('has all that is needed to decide, in one answer', async () => {
    const value = await pane('closed-1');
    expect([...Value.Errors(ExceptionPane, value)]).toEqual([]);
    expect(value).toMatchObject({
      sentences: [expect.stringContaining('The ledger refused the posting')],
      vendor: { system: 'SAP S/4HANA', code: 'F5/263', text: 'Period 003 is closed.' },
      field: { at: '/issueDate', name: 'issue date', value: '2026-03-31' },
      lane: { connection: 'ledger', waiting: 0 },
      transaction: { id: ids['closed-1'] },
      payload: { input: { number: 'Q-1' } },
    });
    expect(value.lane?.neighbours.map(({ number }) => number)).toContain('Q-2');
    expect(value.actions.map(({ action }) => action)).toEqual(['retry', 'abandon']);
    expect(value.actions[0]?.sentences.join(' ')).toMatch(/SAP S\/4HANA.*it is not there/);
  });

  test('names the field whose value the system quoted', async () => {
    expect((await pane('blocked')).field).toEqual({
      at: '/customer',
      name: 'customer',
      value: 'C10042',
    });
  });

  test('offers the steps of the runbook where they are possible', async () => {
    const offers = (await pane('closed-1')).runbook?.steps.flatMap((step) => step.offers) ?? [];
    const retry = offers.find(({ action }) => action === 'retry');
    expect(retry).toEqual({ action: 'retry', label: 'Try again' });
  });

  test('leaves out what the person may not read, and says what they may not do', async () => {
    const value = await pane('closed-1', callBy('viewer', { permissions: ['exceptions:read'] }));
    expect(value).not.toHaveProperty('transaction');
    expect(value).not.toHaveProperty('payload');
    expect(value).not.toHaveProperty('field');
    expect(value.actions[0]?.obstacle).toMatch(/not decide/);
  });

  test('shows one’s own work, with the sentence why one cannot approve it', async () => {
    ids['own'] = await office.accept({ number: 'Q-OWN', isCreditNote: true, by: 'ana' });
    const [approve] = (await pane('own')).actions;
    expect(approve).toMatchObject({ action: 'approve', needsOther: true });
    expect(approve?.obstacle).toMatch(/second person/);
    const [other] = (await pane('own', callBy('ben', { permissions: PERMISSION_NAMES }))).actions;
    expect(other).not.toHaveProperty('obstacle');
  });

  test('is absent for another legal entity', async () => {
    const { id } = await exceptionOf('french');
    expect(await queue.find(ana, id as ExceptionId)).toEqual({ kind: 'absent' });
  });
});

describe('an assignment', () => {
  const take = async (name: string, by: string, version?: number) => {
    const exception = await exceptionOf(name);
    const change = { id: exception.id as ExceptionId, assignee: by };
    return exceptions.assign(callBy(by), { ...change, version: version ?? exception.version });
  };

  test('is seen in the queue, in the pane and in the audit trail', async () => {
    expect(await take('blocked', 'ana')).toMatchObject({ kind: 'found', value: { owner: 'ana' } });
    expect(await numbers({ assignee: 'me' })).toEqual(['Q-3']);
    expect((await pane('blocked')).acts).toMatchObject([{ by: 'ana', sentence: 'took it on' }]);
  });

  test('tells the second of two who was quicker, when and how', async () => {
    const outcome = await take('blocked', 'ben', 1);
    expect(outcome).toMatchObject({
      kind: 'stale',
      quicker: { by: 'ana', sentence: expect.stringMatching(/^ana took it on at .* UTC\./) },
    });
  });

  test('of many who take it at once, one does', async () => {
    const { version } = await exceptionOf('closed-2');
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'd'].map((by) => take('closed-2', by, version)),
    );
    const kinds = outcomes.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['found', 'stale', 'stale', 'stale']);
  });

  test('of nobody that is known is refused', async () => {
    const { id, version } = await exceptionOf('closed-1');
    const change = { id: id as ExceptionId, assignee: 'nobody-here', version };
    expect(await exceptions.assign(ana, change)).toMatchObject({
      kind: 'unacceptable',
      errors: [{ at: '/assignee' }],
    });
  });
});

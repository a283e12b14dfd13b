import { RecordMonth } from '@kontor/contracts';
import { idSource, parseInstant, present, systemClock, systemRandom } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { RecordTerms } from '../../retention/record-terms.ts';
import { writeRecords, type SomeRecord } from '../../retention/testing/some-records.ts';
import { callBy } from '../testing/office.ts';
import { daysOf, monthSpan } from './month-span.ts';
import { recordsService } from './records-service.ts';

const { pool } = await testDatabase();
const instant = (text: string) => present(parseInstant(text), 'an instant');

const TERM = { years: 10, yearEndsInMonth: 12, saidOf: 'country' } as const;
const nothing = { legalEntity: null, process: null, customer: null, from: null, to: null };

function service(terms: RecordTerms = new Map([['DE01', TERM]]), now = '2021-06-01T00:00:00Z') {
  return recordsService({
    ...{ pool, recordTerms: terms, ids: idSource(systemClock, systemRandom) },
    clock: { ...systemClock, now: () => instant(now) },
  });
}

function record(id: string, change: Partial<SomeRecord> = {}): SomeRecord {
  return {
    ...{ id, legalEntity: 'DE01', process: 'p', customer: 'C1', finishedAt: null, issueDate: null },
    ...{ acceptedAt: instant('2010-05-10T00:00:00Z'), status: 'done', open: 'nothing', pays: null },
    ...{ minor: '11900', currency: 'EUR' },
    ...change,
  };
}

test('counts and sums per legal entity, standing and currency; what holds keep of it', async () => {
  await writeRecords(
    pool,
    [
      record('a'),
      record('b', { minor: '-900', acceptedAt: instant('2010-05-11T00:00:00Z') }),
      record('c', { minor: '500', currency: 'JPY' }),
      record('d', { customer: 'C2', minor: '100' }),
      record('e', { legalEntity: 'FR01' }),
      record('f', { acceptedAt: instant('2010-06-01T00:00:00Z') }),
      record('g', { minor: '7', open: 'exception' }),
    ],
    [{ ...nothing, customer: 'C2', status: 'in_force' }],
  );
  const month = await service().readMonth(callBy('ana'), '2010-05');
  expect([...Value.Errors(RecordMonth, { ...month, holds: [] })]).toEqual([]);
  expect(month.groups).toEqual([
    {
      ...{ legalEntity: 'DE01', standing: 'due', count: 2 },
      total: { amount: '110.00', currency: 'EUR' },
      oldestAt: '2010-05-10T00:00:00.000Z',
      newestAt: '2010-05-11T00:00:00.000Z',
    },
    expect.objectContaining({
      ...{ standing: 'due', count: 1, total: { amount: '500', currency: 'JPY' } },
    }),
    expect.objectContaining({ standing: 'held', count: 1 }),
    expect.objectContaining({ standing: 'open', count: 1 }),
  ]);
  expect(month.holds).toEqual([
    {
      ...{ hold: 'hold-0', reference: 'hold-0', count: 1 },
      sentence: 'Everything of customer C2, of all legal entities.',
    },
  ]);
});

test('without terms nothing is ever due', async () => {
  await writeRecords(pool, [record('a')]);
  const month = await service(new Map(), '2099-01-01T00:00:00Z').readMonth(
    callBy('ana'),
    '2010-05',
  );
  expect(month.groups).toMatchObject([{ standing: 'no_term', count: 1 }]);
});

test('a clock that runs ahead makes nothing due: the database’s own is behind it', async () => {
  const acceptedAt = instant(`${systemClock.now().slice(0, 7)}-01T00:00:00Z`);
  await writeRecords(pool, [record('a', { acceptedAt })]);
  const ahead = service(new Map([['DE01', TERM]]), '2099-01-01T00:00:00Z');
  const month = await ahead.readMonth(callBy('ana'), acceptedAt.slice(0, 7));
  expect(month.groups).toMatchObject([{ standing: 'young' }]);
});

test('a month ends where the next one begins, in December as well', () => {
  expect(monthSpan('2026-12')).toEqual({
    from: '2026-12-01T00:00:00.000Z',
    to: '2027-01-01T00:00:00.000Z',
  });
  expect(monthSpan('2026-09').to).toBe('2026-10-01T00:00:00.000Z');
  expect(daysOf('2028-02')).toHaveLength(29);
  expect(daysOf('2026-12').at(-1)?.to).toBe('2027-01-01T00:00:00.000Z');
});

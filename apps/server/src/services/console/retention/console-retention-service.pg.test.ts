import { ConsoleRetention } from '@kontor/contracts';
import { parseInstant, present, systemClock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { RecordTerm, RecordTerms } from '../../../retention/record-terms.ts';
import { USUAL_RETENTION } from '../../../retention/retention-terms.ts';
import { writeRecords } from '../../../retention/testing/some-records.ts';
import { callBy } from '../../testing/office.ts';
import { consoleRetentionService } from './console-retention-service.ts';
import { tellMonth, tellRecordTerm } from './tell-retention.ts';

const { pool } = await testDatabase();
const instant = (text: string) => present(parseInstant(text), 'an instant');
const TERM = { years: 10, yearEndsInMonth: 12, saidOf: 'country' } as const;
const FISCAL = { years: 6, yearEndsInMonth: 3, saidOf: 'legal-entity' } as const;

function read(recordTerms: RecordTerms, entities = ['DE01']) {
  const place = consoleRetentionService({
    ...{ pool, clock: systemClock, recordTerms, retentionTerms: USUAL_RETENTION },
  });
  return place.read(callBy('ana', { entities }));
}

test('terms, months from the first that was accepted, sizes of parts, and holds in force', async () => {
  await pool.query(
    `insert into legal_entity (code, name, country, currency, currencies, revenue_account,
       credit_note_approval_above, ledger, crm, difference_account)
     values ('DE01', 'Muster', 'DE', 'EUR', '{EUR}', '1', 0, 'l', 'c', '2')`,
  );
  await writeRecords(pool, [], []);
  const empty = await read(new Map());
  expect([...Value.Errors(ConsoleRetention, empty)]).toEqual([]);
  expect(empty).toMatchObject({ months: [], holds: [], moreHolds: false });
  const thisMonth = systemClock.now().slice(0, 7);
  const record = {
    ...{ id: 'a', legalEntity: 'DE01', process: 'p', customer: null, finishedAt: null },
    ...({ issueDate: null, status: 'done', open: 'nothing', pays: null } as const),
  };
  await writeRecords(pool, [{ ...record, acceptedAt: instant('2025-11-03T00:00:00Z') }]);
  const full = await read(new Map([['DE01', TERM]]));
  expect([...Value.Errors(ConsoleRetention, full)]).toEqual([]);
  expect(full.records).toEqual([
    {
      ...{ legalEntity: 'DE01', name: 'Muster', country: 'DE', years: 10 },
      sentence: '10 years after the end of the calendar year (DE).',
    },
  ]);
  expect(full.months[0]?.month).toBe(thisMonth);
  expect(full.months.at(-1)).toEqual({
    ...{ month: '2025-11', mayGoOn: '2036-01-01', isPast: false },
    sentence: 'Nothing of it may go before 2036-01-01.',
  });
  // The part of what was there before months were cut is there from the first migration on.
  expect(full.bytesWithoutMonth).toBeGreaterThan(0);
});

test('holds in force are shown to those whose records they keep; released ones are not', async () => {
  const scope = { process: null, customer: null, from: null, to: null };
  await writeRecords(
    pool,
    [],
    [
      { ...scope, legalEntity: 'DE01', status: 'in_force' },
      { ...scope, legalEntity: 'FR01', status: 'in_force' },
      { ...scope, legalEntity: null, status: 'in_force' },
      { ...scope, legalEntity: 'DE01', status: 'released' },
    ],
  );
  const { holds } = await read(new Map());
  expect(holds.map(({ reference }) => reference).sort()).toEqual(['hold-0', 'hold-2']);
});

test.each<[RecordTerm | undefined, string]>([
  [undefined, 'For ever: no term is set, so nothing falls due.'],
  [TERM, '10 years after the end of the calendar year (DE).'],
  [FISCAL, '6 years after the end of the fiscal year (to March).'],
])('a term is told: %j', (term, sentence) => {
  expect(tellRecordTerm('DE', term)).toBe(sentence);
});

test.each<[string, readonly (RecordTerm | undefined)[], object, string]>([
  [
    '2020-02',
    [TERM, FISCAL],
    { mayGoOn: '2031-01-01', isPast: true },
    'Terms end since 2026-04-01',
  ],
  [
    '2020-04',
    [FISCAL],
    { mayGoOn: '2027-04-01', isPast: false },
    'Nothing of it may go before 2027',
  ],
  ['2020-02', [FISCAL, undefined], { isPast: true }, 'without a term keep theirs for ever'],
  ['2020-02', [undefined], { isPast: false }, 'It is kept for ever'],
  ['2020-02', [], { isPast: false }, 'It is kept for ever'],
])('of %s with the terms %j it is told when it may go', (month, terms, facts, words) => {
  const { sentence, ...told } = tellMonth({
    ...{ month, terms, asOf: instant('2026-11-22T12:00:00Z') },
  });
  expect(told).toEqual(facts);
  expect(sentence).toContain(words);
});

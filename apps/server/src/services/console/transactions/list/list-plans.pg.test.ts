/**
 * Whatever is filtered, a page of a hundred thousand transactions is found through an index, and no
 * document is read to find it. What decides is the plan, not the time, which depends on the
 * machine.
 */

import { systemClock } from '@kontor/kernel';
import type pg from 'pg';
import { testDatabase } from '@kontor/testing';
import { hundredThousandTransactions } from '@kontor/testing/hundred-thousand-transactions';
import { expect, test } from 'vitest';
import { callBy, openOffice } from '../../../testing/office.ts';

import { transactionsPlace } from '../transactions-place.ts';

const { pool } = await testDatabase();
await hundredThousandTransactions(pool);
const { catalogue } = await openOffice(pool);
const ana = callBy('ana', { entities: ['DE01', 'FR01', 'PL01'] });

/** Runs the list, and every statement of it a second time to see its plan. */
async function plansOf(filters: Parameters<typeof place.list>[1]): Promise<string> {
  const plans: string[] = [];
  const watched = Object.assign(Object.create(pool) as pg.Pool, {
    query: async (statement: { text: string; values?: unknown[] }) => {
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
        `explain ${statement.text}`,
        statement.values,
      );
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return pool.query({ text: statement.text, values: statement.values ?? [] });
    },
  });
  const found = await openPlace(watched).list(ana, filters, { size: 100 });
  expect(found).toMatchObject({ kind: 'found' });
  return plans.join('\n\n');
}

function openPlace(db: pg.Pool) {
  return transactionsPlace({
    pool: db,
    clock: systemClock,
    catalogue,
    titleOf: () => undefined,
    inspect: () => undefined,
  });
}
const place = openPlace(pool);

test.each<[string, Parameters<typeof place.list>[1]]>([
  ['nothing', {}],
  ['what is nowhere', { application: 'nobody' }],
  ['a rare company', { legalEntity: 'PL01', kind: 'payment' }],
  ['an amount', { currency: 'EUR', amountFrom: '500.00', amountTo: '500.10' }],
  ['days', { from: '2026-01-10T00:00:00.000Z', to: '2026-01-11T00:00:00.000Z' }],
  ['a customer', { customer: 'C10077' }],
  ['a rare word', { text: 'INV-0004711' }],
  ['what is late', { late: true, sort: 'oldest-unfinished' }],
  ['what was refused', { state: 'refused' }],
  ['what is in doubt', { state: 'in-doubt' }],
  ['what is held', { state: 'held' }],
  ['what is worked on', { state: 'working', customer: 'C10077' }],
])('a list of %s reads no table from end to end', async (_what, filters) => {
  const plans = await plansOf(filters);
  expect(plans).not.toMatch(/Seq Scan on (transaction|delivery)\b/);
});

test('a word that is everywhere is looked for among the newest', async () => {
  const plans = await plansOf({ text: 'gmbh' });
  expect(plans).toContain('Index Scan using transaction_listed on transaction');
  // It is looked at whether there are few, and counted as far: both end soon where there are many.
  const scans = plans.match(/Seq Scan on transaction\b/g) ?? [];
  expect(scans.length).toBeLessThanOrEqual(2);
  expect(plans.match(/Limit [^\n]+\n +->  Seq Scan on transaction\b/g) ?? []).toEqual(
    scans.map(() => expect.anything()),
  );
});

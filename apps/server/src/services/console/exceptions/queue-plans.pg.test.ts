/**
 * Whatever is filtered, a page of a hundred thousand open exceptions is found through an index.
 * What decides is the plan, not the time, which depends on the machine.
 */

import { systemClock } from '@kontor/kernel';
import type pg from 'pg';
import { testDatabase } from '@kontor/testing';
import { hundredThousandTransactions } from '@kontor/testing/hundred-thousand-transactions';
import { beforeAll, expect, test } from 'vitest';
import { chooseExceptions } from '../../exception-batches/choose-exceptions.ts';
import { callBy, openOffice } from '../../testing/office.ts';
import { listExceptionLines, type QueueFilters } from './list-exception-lines.ts';

const { pool } = await testDatabase();
const { catalogue, idempotencyOf } = await openOffice(pool);
const ana = callBy('ana', { entities: ['DE01', 'FR01', 'PL01'] });

beforeAll(async () => {
  await hundredThousandTransactions(pool);
  await pool.query(SOME_ELSEWHERE);
  await pool.query(AN_EXCEPTION_FOR_EACH);
  await pool.query('analyze exception');
}, 60_000);

/** A pool that answers, and keeps the plan of everything that it is asked. */
function watched(plans: string[]): pg.Pool {
  return Object.assign(Object.create(pool) as pg.Pool, {
    query: async (statement: { text: string; values?: unknown[] }) => {
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
        `explain ${statement.text}`,
        statement.values,
      );
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return pool.query({ text: statement.text, values: statement.values ?? [] });
    },
  });
}

async function list(filters: QueueFilters, after?: string) {
  const plans: string[] = [];
  const options = { pool: watched(plans), clock: systemClock, catalogue, idempotencyOf };
  const words = { runbooks: new Map(), titleOf: () => undefined };
  const page = { size: 100, ...(after !== undefined && { after }) };
  const { items, next } = await listExceptionLines({ ...options, ...words }, ana, filters, page);
  return { items, next, plan: plans.join('\n') };
}

const BY_SYSTEM = 'exception_open_of_connection';
const BY_VALUE = 'exception_open_by_value';
const RANGE = { currency: 'EUR', valueFrom: '500.00', valueTo: '510.00' };

test.each<[string, QueueFilters, string]>([
  ['of one system', { connection: 'crm' }, BY_SYSTEM],
  ['of a system that has none', { connection: 'nowhere' }, BY_SYSTEM],
  ['of one system, of one company', { connection: 'crm', legalEntity: 'PL01' }, BY_SYSTEM],
  ['of an amount', RANGE, BY_VALUE],
  ['of an amount, by value', { ...RANGE, sort: 'value' }, BY_VALUE],
  ['from an amount on, by value', { currency: 'EUR', valueFrom: '1.00', sort: 'value' }, BY_VALUE],
])('those %s are found by their index, page after page', async (_what, filters, index) => {
  const first = await list(filters);
  expect(first.plan).toContain(index);
  expect(first.plan).not.toMatch(/Seq Scan on (exception|delivery|transaction)\b/);
  if (first.next === undefined) return;
  const second = await list(filters, first.next);
  expect(second.plan).toContain(index);
  const seen = new Set(first.items.map(({ id }) => id));
  expect(second.items.filter(({ id }) => seen.has(id))).toEqual([]);
});

test('a batch of what such filters show chooses the same, by the same index', async () => {
  for (const filters of [RANGE, { connection: 'crm', ...RANGE, valueTo: '900.00' }]) {
    const plans: string[] = [];
    const chosen = await chooseExceptions(watched(plans), ana, filters, systemClock.now());
    const ids = new Set<string>();
    let page = await list(filters);
    for (;;) {
      for (const { id } of page.items) ids.add(id);
      if (page.next === undefined) break;
      page = await list(filters, page.next);
    }
    expect(ids.size).toBeGreaterThan(0);
    expect(new Set(chosen.exceptions.map(({ id }) => id))).toEqual(ids);
    expect(plans.join('\n')).not.toMatch(/Seq Scan on exception\b/);
  }
});

const SOME_ELSEWHERE = `
  update delivery set connection = 'crm' where right(delivery_id, 2) = '07'
`;

const AN_EXCEPTION_FOR_EACH = `
  insert into exception (exception_id, kind, code, text, legal_entity, transaction_id, delivery_id,
    step, amount_minor, currency, permission, opened_at)
  select 'exc_' || substr(transaction.transaction_id, 5), 'delivery', 'period_closed', 'Closed.',
    legal_entity, transaction.transaction_id, delivery.delivery_id, 'post', amount_minor, currency,
    'exceptions:resolve', accepted_at
  from transaction join delivery on delivery.transaction_id = transaction.transaction_id
  on conflict do nothing
`;

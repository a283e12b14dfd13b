/**
 * Many invoices in one request: every line for itself, or all together (C18, C19), under one key
 * that makes sending again harmless.
 */

import http from 'node:http';
import {
  createCustomerInvoice,
  createCustomerInvoices,
  pauseConnection,
  listTransactions,
  type InvoiceBatch,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { countBooks } from './platform/books.ts';
import { toRaw } from './platform/caller.ts';
import { eventually } from './platform/eventually.ts';
import { startPlatform } from './platform/start-platform.ts';
import { minorOf, monthEnd, type MonthEnd } from './samples/month-end.ts';
import { germanCustomers, sampleInvoice } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { sandbox, pool } = platform;
const shop = platform.as('shop');
const german = germanCustomers(sandbox);
const british = sandbox.company.customers.filter(
  ({ legalEntities, blocked }) => legalEntities.includes('GB01') && !blocked,
);
const SAP = { params: { name: 'sap-s4hana' }, json: { reason: 'Only accepting is tried.' } };

function ordered(prefix: string, change: { count?: number; spoilt?: number } = {}): MonthEnd {
  return monthEnd({ german, british, count: 10_000, spoilt: 37, prefix, ...change });
}

function request(lines: readonly string[], key: string, mode?: 'atomic') {
  const body = { type: 'application/x-ndjson', content: lines.join('\n') };
  return { body, key, ...(mode && { query: { mode } }) };
}

async function send(lines: readonly string[], key: string, mode?: 'atomic'): Promise<InvoiceBatch> {
  const batch = await shop.read(createCustomerInvoices, request(lines, key, mode));
  return present(batch, 'a batch is answered');
}

/** The transactions of the database, by legal entity and currency. */
async function kept(prefix: string) {
  const { rows } = await pool.query<{ currency: string; count: string; minor: string }>(
    `select currency, count(*) as count, sum(amount_minor) as minor
     from transaction where number like $1 group by currency order by currency`,
    [`${prefix}%`],
  );
  return rows.map(({ currency, count, minor }) => [currency, Number(count), BigInt(minor)]);
}

test('invoices of one customer are posted in the order of their lines', async () => {
  const customer = present(german.at(-1), 'there are customers');
  const numbers = Array.from({ length: 220 }, (_, index) => `ORDER-${String(900 - index)}`);
  const lines = numbers.map((number) => toLine(sampleInvoice({ number, customer })));
  await send(lines, 'order');
  const posted = () =>
    sandbox
      .system('sap-s4hana')
      .ledger.entries()
      .flatMap(({ facts }) => String(facts['documentReference']))
      .filter((number) => number.startsWith('ORDER-'));
  await eventually(
    async () => posted(),
    (seen) => seen.length === 220,
  );
  expect(posted()).toEqual(numbers);
  const { items } = await shop.read(listTransactions, { query: { number: 'ORDER-900' } });
  expect(items).toHaveLength(1);
  // From here on it is only counted at the door; the ledger would work on it for minutes.
  await platform.as('operations').read(pauseConnection, SAP);
});

describe('a partial batch of 10,000 lines with 37 that cannot be accepted (C18)', () => {
  const month = ordered('C18-');
  let first: InvoiceBatch;
  beforeAll(async () => {
    first = await send(month.lines, 'march');
  });

  test('accepts 9,963 and reports 37, each with its line, place and code', () => {
    expect(first).toMatchObject({ lines: 10_000, accepted: 9_963, refused: 37, replayed: 0 });
    expect(first.outcomes.map(({ line }) => line)).toEqual(month.lines.map((_, at) => at + 1));
    const refused = first.outcomes.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ line, problem }) => ({ line, code: problem?.code }))).toEqual(
      month.spoilt.map(({ line, code }) => ({ line, code })),
    );
    for (const [place, { pointer }] of month.spoilt.entries()) {
      const { problem } = present(refused[place], 'it is refused');
      if (pointer !== undefined) expect(problem?.errors?.[0]?.pointer).toContain(pointer);
      else expect(problem?.detail).toMatch(/\.$/);
    }
  });

  test('sums what was accepted and refused to the cent, per currency', async () => {
    const told = first.totals.map(({ currency, accepted, refused }) => [
      currency,
      { count: accepted.count, minor: minorOf(accepted.amount) },
      { count: refused.count, minor: minorOf(refused.amount) },
    ]);
    const reckoned = Object.entries(month.totals).toSorted(([left], [right]) =>
      left < right ? -1 : 1,
    );
    expect(told).toEqual(
      reckoned.map(([currency, { accepted, refused }]) => [currency, accepted, refused]),
    );
    expect(first.withoutAmount).toBe(month.withoutAmount);
    expect(await kept('C18-')).toEqual(
      reckoned.map(([currency, { accepted }]) => [currency, accepted.count, accepted.minor]),
    );
  });

  test('sent again gives the same outcomes and changes nothing', async () => {
    const before = await countBooks(pool);
    const again = await send(month.lines, 'march');
    expect(again).toMatchObject({ accepted: 9_963, replayed: 9_963, refused: 37 });
    const unmarked = again.outcomes.map(({ replayed: _replayed, ...outcome }) => outcome);
    expect(unmarked).toEqual(first.outcomes);
    expect(again.totals).toEqual(first.totals);
    expect(await countBooks(pool)).toEqual(before);
  });

  test('mended and sent in another order, only what was refused is new', async () => {
    const mended = ordered('C18-', { spoilt: 0 });
    const batch = await send(mended.lines.toReversed(), 'march');
    expect(batch).toMatchObject({ accepted: 10_000, replayed: 9_963, refused: 0 });
  });

  test('under another key every line is a duplicate that names its transaction', async () => {
    const { good } = month;
    const batch = await send(good.slice(0, 50).map(toLine), 'april');
    expect(batch).toMatchObject({ accepted: 0, refused: 50 });
    const holders = first.outcomes.filter(({ outcome }) => outcome === 'accepted').slice(0, 50);
    expect(batch.outcomes.map(({ transaction }) => transaction)).toEqual(
      holders.map(({ transaction }) => transaction),
    );
    expect(batch.outcomes[0]?.problem?.code).toBe('duplicate_business_key');
  });

  test('other content under the same key and number is told', async () => {
    const [one] = month.good;
    const batch = await send(
      [toLine({ ...present(one, 'there is one'), notes: ['Other'] })],
      'march',
    );
    expect(batch.outcomes[0]?.problem?.code).toBe('idempotency_key_reused');
  });
});

describe('an atomic batch of 10,000 lines with 37 that cannot be accepted (C19)', () => {
  const month = ordered('C19-');

  test('accepts none, and names all 37', async () => {
    const before = await countBooks(pool);
    const asked = request(month.lines, 'march-atomic', 'atomic');
    const { problem } = await shop.refusal(createCustomerInvoices, asked);
    expect(problem).toMatchObject({
      ...{ status: 422, code: 'unacceptable_batch' },
      detail: '37 of 10000 lines cannot be accepted.',
    });
    const lines = problem.errors?.map(({ line }) => line);
    expect([...new Set(lines)]).toEqual(month.spoilt.map(({ line }) => line));
    expect(await countBooks(pool)).toEqual(before);
  });

  test('mended, accepts all of them, and again the same', async () => {
    const mended = ordered('C19-', { count: 2_000, spoilt: 0 });
    const first = await send(mended.lines, 'march-atomic', 'atomic');
    expect(first).toMatchObject({ mode: 'atomic', accepted: 2_000, replayed: 0, refused: 0 });
    const again = await send(mended.lines, 'march-atomic', 'atomic');
    expect(again).toMatchObject({ accepted: 2_000, replayed: 2_000 });
    expect(again.outcomes.map(({ transaction }) => transaction)).toEqual(
      first.outcomes.map(({ transaction }) => transaction),
    );
  });

  test('with one document that was accepted before leaves nothing of the others', async () => {
    const { good } = ordered('C19B-', { count: 600, spoilt: 0 });
    const taken = present(good[555], 'there is one');
    await shop.read(createCustomerInvoice, { json: taken });
    const before = await countBooks(pool);
    const asked = request(good.map(toLine), 'taken', 'atomic');
    const { problem } = await shop.refusal(createCustomerInvoices, asked);
    expect(problem.errors).toMatchObject([{ line: 556, code: 'duplicate_business_key' }]);
    expect(await countBooks(pool)).toEqual(before);
  });
});

test('a batch and its repetition at the same moment double nothing', async () => {
  const { lines } = ordered('RACE-', { count: 500, spoilt: 3 });
  const batches = await Promise.all([send(lines, 'race'), send(lines, 'race')]);
  expect(batches.map(({ accepted }) => accepted)).toEqual([497, 497]);
  const [one, two] = batches.map(({ outcomes }) => outcomes.map(({ transaction }) => transaction));
  expect(two).toEqual(one);
  const counts = (await kept('RACE-')).map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(497);
});

test('a caller that hangs up half-way sends the same batch again', async () => {
  const { lines } = ordered('HANG-', { count: 900, spoilt: 0 });
  const { method, path, headers } = toRaw(createCustomerInvoices, request(lines, 'hang-up'));
  const authorization = `Bearer ${await shop.token()}`;
  const half = http.request(`${platform.url}${path}`, {
    method,
    headers: { ...headers, authorization },
  });
  half.on('error', () => {});
  half.write(lines.slice(0, 650).join('\n'));
  const countKept = async () => {
    const counts = (await kept('HANG-')).map(([, count]) => Number(count));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  await eventually(countKept, (count) => count >= 500);
  half.destroy();
  const before = await countKept();
  expect(before).toBeLessThan(650);
  const batch = await send(lines, 'hang-up');
  expect(batch).toMatchObject({ accepted: 900, refused: 0 });
  expect(batch.replayed).toBeGreaterThanOrEqual(before);
  expect(await countKept()).toBe(900);
});

test('a line too long and a body too large are told, and the lines before them are kept', async () => {
  const [one, two, three] = ordered('LONG-', { count: 3, spoilt: 0 }).lines;
  const long = `{"number":"${'x'.repeat(1_048_576)}"}`;
  const batch = await send([one, long, two, three].map(String), 'long');
  expect(batch).toMatchObject({ accepted: 3, refused: 1, withoutAmount: 1 });
  expect(batch.outcomes[1]).toMatchObject({ line: 2, problem: { code: 'body_too_large' } });
});

function toLine(invoice: unknown): string {
  return JSON.stringify(invoice);
}

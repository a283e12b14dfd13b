/**
 * What people do with receipts that no rule is sure of: split, write off, take back. The money of
 * an entry is spent once, whoever tries at the same moment (C20, G10).
 */

import {
  createBankFile,
  createCustomerInvoice,
  createMatch,
  getControlTotals,
  getMatch,
  listBankEntries,
  listExceptions,
  listOpenItems,
  reverseMatch,
  type Match,
} from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from './platform/eventually.ts';
import { ledgerDocuments } from './platform/ledger-documents.ts';
import { startPlatform } from './platform/start-platform.ts';
import { bankDays } from './samples/bank-days.ts';
import { germanCustomers, grossOf, sampleInvoice } from './samples/sample-invoice.ts';

const platform = await startPlatform();
const { sandbox } = platform;
const sap = sandbox.system('sap-s4hana');
const operations = platform.as('operations');
const customers = germanCustomers(sandbox);
const days = bankDays(sandbox.bank);
let nextCustomer = 0;
let nextNumber = 260_000;

afterEach(() => sap.faults.clear());

/** Posted and open, of one customer that has nothing else open. */
async function openItems(...nets: readonly bigint[]) {
  const customer = present(customers[nextCustomer++], 'there are customers enough');
  return Promise.all(
    nets.map(async (net) => {
      const number = `MATCH-${++nextNumber}`;
      const json = sampleInvoice({ number, customer, net });
      await operations.read(createCustomerInvoice, { json, headers: { prefer: 'wait=20' } });
      return itemOf(number);
    }),
  );
}

async function itemOf(number: string) {
  const { items } = await operations.read(listOpenItems, { query: { number } });
  return present(items[0], `${number} is open`);
}

/** A receipt that says nothing of what it pays, once the rules gave it to a person. */
async function strangeReceipt(amount: string) {
  const movement = { direction: 'credit', amount, remittance: ['Thank you'] } as const;
  const body = { type: 'application/xml', content: days.next([movement]).camt };
  const file = present(await operations.read(createBankFile, { body }), 'it is booked');
  expect(file.status).toBe('booked');
  const { items } = await operations.read(listBankEntries, { query: { status: 'open' } });
  const entry = present(
    items.find((each) => each.amount.amount === amount),
    'it is an entry',
  );
  await eventually(
    () => operations.read(listExceptions, { query: { status: 'open' } }),
    (open) => open.items.some(({ bankEntry }) => bankEntry === entry.id),
  );
  return entryOf(entry.id);
}

async function entryOf(id: string) {
  const { items } = await operations.read(listBankEntries);
  return present(
    items.find((each) => each.id === id),
    'it is an entry',
  );
}

async function match(json: unknown): Promise<Match> {
  return present(await operations.read(createMatch, { json }), 'it is matched');
}

/** Documents of SAP that carry the bank's reference of it: payments and their reversals. */
function paymentsOf(entry: { readonly servicerReference?: string | undefined }) {
  return ledgerDocuments(sandbox, present(entry.servicerReference, 'the bank gave a reference'));
}

async function posted(entry: { readonly servicerReference?: string | undefined }, count: number) {
  await eventually(
    async () => paymentsOf(entry),
    (documents) => documents.length === count,
  );
}

/** Nothing is on its way any more that could still post. */
async function atRest() {
  await eventually(
    () => operations.read(getControlTotals),
    ({ rows }) => rows.every(({ working, balanced }) => working.count === 0 && balanced),
  );
}

describe('a receipt', () => {
  test('that pays two invoices two euros short is split, and the rest written off', async () => {
    const [one, two] = await openItems(100n, 200n);
    const entry = await strangeReceipt('355.00');
    const made = await match({
      bankEntry: entry.id,
      allocations: [
        { openItem: one?.id, amount: grossOf(100n) },
        { openItem: two?.id, amount: grossOf(200n) },
      ],
      differences: [{ kind: 'write-off', amount: '2.00', reason: 'Agreed on the phone.' }],
      version: entry.version,
    });
    expect(made).toMatchObject({ status: 'effective', by: 'operations', currency: 'EUR' });
    for (const item of [one, two]) {
      expect(await itemOf(item?.number ?? '')).toMatchObject({ status: 'cleared' });
    }
    expect(await entryOf(entry.id)).toMatchObject({ status: 'matched', matches: [made.id] });
    await posted(entry, 1);
    const { facts } = present(paymentsOf(entry)[0], 'it is posted');
    expect(facts['items']).toEqual([
      expect.objectContaining({ account: '113100', amount: '355.00' }),
      expect.objectContaining({ account: '655000', amount: '2.00' }),
      expect.objectContaining({ kind: 'debtor', amount: '-119.00' }),
      expect.objectContaining({ kind: 'debtor', amount: '-238.00' }),
    ]);
    const open = await operations.read(listExceptions, { query: { status: 'open' } });
    expect(open.items.map(({ bankEntry }) => bankEntry)).not.toContain(entry.id);
  });

  test('that pays too much leaves the rest on the customer’s account', async () => {
    const [item] = await openItems(300n);
    const entry = await strangeReceipt('400.00');
    await match({
      bankEntry: entry.id,
      allocations: [{ openItem: item?.id, amount: '357.00' }],
      differences: [{ kind: 'on-account', amount: '43.00', reason: 'An advance.' }],
      version: entry.version,
    });
    expect(await itemOf(item?.number ?? '')).toMatchObject({ status: 'cleared' });
    await posted(entry, 1);
  });

  test('is taken back: all is open again, and the ledger reverses it once', async () => {
    const [item] = await openItems(400n);
    const entry = await strangeReceipt(grossOf(400n));
    const made = await match({
      bankEntry: entry.id,
      allocations: [{ openItem: item?.id, amount: grossOf(400n) }],
      differences: [],
      version: entry.version,
    });
    await posted(entry, 1);
    await atRest();
    // The reversal's reply gets lost, too: that is no reason to reverse twice.
    await sap.faults.set({ lostReplyRate: 1 });
    const params = { matchId: made.id };
    const json = { reason: 'It was for another customer.' };
    const key = crypto.randomUUID();
    const request = { params, json, key };
    const answers = await Promise.all([1, 2, 3].map(() => operations.call(reverseMatch, request)));
    expect(answers.map(({ status }) => status).every((status) => [200, 409].includes(status))).toBe(
      true,
    );
    await posted(entry, 2);
    await sap.faults.clear();
    await eventually(
      () => itemOf(item?.number ?? ''),
      ({ status }) => status === 'open',
    );
    expect(await entryOf(entry.id)).toMatchObject({ status: 'open' });
    await atRest();
    const [payment, reversal, ...more] = paymentsOf(entry);
    expect(more).toEqual([]);
    expect(sumsOf(payment)).toEqual(sumsOf(reversal).map((amount) => turned(amount)));
    const reversed = await operations.read(getMatch, { params });
    expect(reversed).toMatchObject({ status: 'reversed', reversalReason: json.reason });
    const again = await operations.refusal(reverseMatch, { params, json });
    expect(again.problem.code).toBe('action_not_possible');
  });
});

function sumsOf(document: ReturnType<typeof ledgerDocuments>[number] | undefined) {
  const { items } = present(document, 'it is posted').facts as {
    readonly items: readonly { readonly account: string; readonly amount: string }[];
  };
  return items.map(({ account, amount }) => `${account} ${amount}`).toSorted();
}

function turned(line: string): string {
  return line.includes(' -') ? line.replace(' -', ' ') : line.replace(' ', ' -');
}

describe('a match that cannot be', () => {
  const writeOff = { kind: 'write-off', reason: 'So be it.' };
  type Case = readonly [string, readonly string[], string | undefined, object, RegExp];
  const cases: readonly Case[] = [
    [
      'claims more than came in',
      ['119.00', '119.00'],
      undefined,
      { pointer: '/allocations', code: 'more_than_received' },
      /comes to 238\.00 EUR; the entry has 16\d\.00 EUR to give/,
    ],
    [
      'claims more than is owed',
      ['150.00'],
      undefined,
      { pointer: '/allocations/0/amount', code: 'more_than_owed' },
      /is over 119\.00 EUR/,
    ],
    [
      'gives up nothing',
      ['119.00'],
      '0.00',
      { pointer: '/differences/0', code: 'amount_is_zero' },
      /Leave out what is zero/,
    ],
    [
      'has more decimals than the currency',
      ['1.001'],
      undefined,
      { pointer: '/allocations/0/amount', code: 'amount_not_exact' },
      /not an amount of EUR/,
    ],
    [
      'claims nothing',
      [],
      undefined,
      { pointer: '/allocations', code: 'nothing_to_pay' },
      /at least one open item/,
    ],
  ];

  test.each(cases)('%s is refused', async (_, amounts, givenUp, error, says) => {
    const items = await openItems(100n, 100n);
    const entry = await strangeReceipt(`16${nextCustomer % 10}.00`);
    const { problem } = await operations.refusal(createMatch, {
      json: {
        bankEntry: entry.id,
        allocations: amounts.map((amount, index) => ({ openItem: items[index]?.id, amount })),
        differences: givenUp === undefined ? [] : [{ ...writeOff, amount: givenUp }],
        version: entry.version,
      },
    });
    expect(problem).toMatchObject({ code: 'unacceptable_match', errors: [error] });
    expect(problem.errors?.[0]?.detail).toMatch(says);
    expect(await entryOf(entry.id)).toMatchObject({ status: 'open', version: entry.version });
    for (const { number, version } of items)
      expect(await itemOf(number)).toMatchObject({ version });
  });

  test('names an item twice is refused', async () => {
    const [item] = await openItems(100n);
    const entry = await strangeReceipt('177.00');
    const half = { openItem: item?.id, amount: '59.50' };
    const json = {
      bankEntry: entry.id,
      allocations: [half, half],
      differences: [],
      version: entry.version,
    };
    const { problem } = await operations.refusal(createMatch, { json });
    const error = { pointer: '/allocations/1/openItem', code: 'named_twice' };
    expect(problem).toMatchObject({ code: 'unacceptable_match', errors: [error] });
  });

  test('was decided on a state that is no longer so is refused', async () => {
    const [item] = await openItems(100n);
    const entry = await strangeReceipt('188.00');
    const allocations = [{ openItem: item?.id, amount: '50.00' }];
    const json = { bankEntry: entry.id, allocations, differences: [], version: entry.version };
    await match(json);
    const { problem } = await operations.refusal(createMatch, { json });
    expect(problem.code).toBe('version_conflict');
    const { version } = await entryOf(entry.id);
    await match({ ...json, version });
    expect(await itemOf(item?.number ?? '')).toMatchObject({ open: { amount: '19.00' } });
  });
});

describe('twenty people at once', () => {
  test('who match one entry with twenty invoices: exactly one of them does', async () => {
    const items = await openItems(...Array.from({ length: 20 }, () => 500n));
    const entry = await strangeReceipt(grossOf(500n));
    const replies = await Promise.all(
      items.map(({ id }) => {
        const allocations = [{ openItem: id, amount: grossOf(500n) }];
        const { version } = entry;
        const json = { bankEntry: entry.id, allocations, differences: [], version };
        return operations.call(createMatch, { json });
      }),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = replies.flatMap(({ problem }) => problem?.code ?? []);
    expect(refused).toHaveLength(19);
    for (const code of refused) expect(code).toMatch(/^(version_conflict|already_claimed)$/);
    await posted(entry, 1);
    await atRest();
    expect(paymentsOf(entry)).toHaveLength(1);
    const { items: open } = await operations.read(listOpenItems, {
      query: { status: 'open', customer: present(items[0], 'they are open').customer },
    });
    expect(open).toHaveLength(19);
  });

  test('who spend two entries on one invoice: it is paid once', async () => {
    const [item] = await openItems(600n);
    const entries = [await strangeReceipt('714.00'), await strangeReceipt('714.00')];
    const attempts = entries.flatMap((entry) => Array.from({ length: 10 }, () => entry));
    const replies = await Promise.all(
      attempts.map(({ id, version }) => {
        const allocations = [{ openItem: item?.id, amount: '714.00' }];
        const json = { bankEntry: id, allocations, differences: [], version };
        return operations.call(createMatch, { json });
      }),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status >= 500)).toEqual([]);
    expect(await itemOf(item?.number ?? '')).toMatchObject({ status: 'cleared' });
  });
});

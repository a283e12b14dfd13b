import type { CustomerInvoice } from '@kontor/canon';
import { createCustomerInvoices } from '@kontor/contracts';
import { openMemoryStore, type EngineStore } from '@kontor/engine';
import { idSource, seededRandom, systemClock } from '@kontor/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { processes } from '../../../catalogue.ts';
import type { ReadLine } from '../../../gateway/request/read-lines.ts';
import type { KeyedCall } from '../../../gateway/services.ts';
import { someReferenceData } from '../../testing/some-reference-data.ts';
import { openSlots } from '../../slots.ts';
import { GROUP_MAX, type BatchDesk } from './batch-desk.ts';
import { invoiceBatchesService } from './invoice-batches-service.ts';

const { first: invoice } = createCustomerInvoices.bodies['application/x-ndjson'].examples;

/** A desk over a store in memory; `slow` is asked before each group is written. */
function openDesk({ slow = async () => {}, slots = 2 }: Partial<Bench> = {}) {
  const store = openMemoryStore(systemClock);
  const woken = new Set<string>();
  const prevented: string[] = [];
  const desk: BatchDesk = {
    definition: processes.latest('create-customer-invoice'),
    runtime: {
      clock: systemClock,
      ids: idSource(systemClock, seededRandom(1)),
      reference: someReferenceData,
      route: (role) => role,
    },
    store: slowed(store, slow),
    giveWay: async () => {},
    wake: (connections) => [...connections].forEach((name) => woken.add(name)),
    onRepeat: async (...all) => void prevented.push(...all.map(({ kind }) => kind)),
    slots: openSlots(slots, 1),
  };
  const numbers = () => [...store.books.transactions.values()].map(({ number }) => number);
  return { batches: invoiceBatchesService(desk), numbers, woken, prevented };
}

type Bench = { readonly slow: (group: number) => Promise<void>; readonly slots: number };

function slowed(store: EngineStore, slow: Bench['slow']): BatchDesk['store'] {
  let groups = 0;
  return {
    acceptTogether: store.acceptTogether,
    acceptTransactions: async (starts) => {
      groups += 1;
      await slow(groups);
      return store.acceptTransactions(starts);
    },
  };
}

const call = {
  actor: { application: 'shop', subject: 'shop', legalEntities: new Set(['DE01']) },
  correlationId: 'c-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  idempotency: { key: 'march', operation: 'createCustomerInvoices' },
} as unknown as KeyedCall;

async function* linesOf(numbers: readonly string[]): AsyncGenerator<ReadLine<CustomerInvoice>> {
  for (const [index, number] of numbers.entries()) {
    const value: CustomerInvoice = { ...invoice, number };
    const bytes = Buffer.from(JSON.stringify(value));
    yield { kind: 'value', line: index + 1, value, bytes, fingerprint: number };
  }
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `N${index}`);
}

const whole = { failure: () => undefined };
const partial = (numbers: readonly string[]) =>
  ({ mode: 'partial', lines: linesOf(numbers), ...whole }) as const;
const atomic = (numbers: readonly string[]) =>
  ({ mode: 'atomic', lines: linesOf(numbers), ...whole }) as const;

test('a group is not written before the one before it is, however long that takes', async () => {
  const { batches, numbers } = openDesk({ slow: (group) => sleep(group === 1 ? 150 : 0) });
  const given = numbered(3 * GROUP_MAX + 1);
  const outcome = await batches.accept(call, partial(given));
  expect(outcome).toMatchObject({ kind: 'worked', result: { accepted: given.length } });
  expect(numbers()).toEqual(given);
});

test('a group that cannot be written ends the batch, and those before it stay', async () => {
  const { batches, numbers } = openDesk({
    slow: async (group) => {
      if (group === 2) throw new Error('the database is away');
    },
  });
  const sending = batches.accept(call, partial(numbered(4 * GROUP_MAX)));
  await expect(sending).rejects.toThrow('the database is away');
  expect(numbers()).toEqual(numbered(GROUP_MAX));
  const again = await batches.accept(call, partial(numbered(4 * GROUP_MAX)));
  expect(again).toMatchObject({
    result: { accepted: 4 * GROUP_MAX, replayed: GROUP_MAX, refused: 0 },
  });
});

test('queues are woken for what is new, and repeats are counted', async () => {
  const { batches, woken, prevented } = openDesk();
  await batches.accept(call, partial(['1', '2']));
  expect([...woken]).toEqual(['ledger']);
  woken.clear();
  await batches.accept(call, partial(['1', '2', '2']));
  expect([...woken]).toEqual([]);
  expect(prevented).toEqual(['same_key', 'same_key']);
  const other = { ...call, idempotency: { ...call.idempotency, key: 'april' } };
  await batches.accept(other, atomic(['1']));
  expect(prevented).toEqual(['same_key', 'same_key']);
});

test('an atomic batch that did not come as a whole accepts nothing', async () => {
  const { batches, numbers } = openDesk();
  const brokenOff = { ...atomic(['1', '2']), failure: () => 'request_timeout' as const };
  expect(await batches.accept(call, brokenOff)).toEqual({ kind: 'broken_off' });
  expect(numbers()).toEqual([]);
});

test('one more than may be worked on is told to come back, and its lines are not read', async () => {
  const { batches } = openDesk({ slow: () => sleep(30), slots: 1 });
  const first = batches.accept(call, partial(['1']));
  let isRead = false;
  const lines = (async function* () {
    isRead = true;
    yield* linesOf(['2']);
  })();
  const second = await batches.accept(call, { mode: 'partial', lines, ...whole });
  expect(second).toMatchObject({ kind: 'at_capacity' });
  expect(isRead).toBe(false);
  expect(await first).toMatchObject({ kind: 'worked' });
});

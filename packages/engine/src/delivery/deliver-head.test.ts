/** What one attempt at a head means, where the simulation once found it to mean too much. */

import type { DeliveryOutcome, RecogniseOutcome } from '@kontor/connector-sdk';
import { present, seededRandom } from '@kontor/kernel';
import { virtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import { processCatalogue } from '../process/catalogue.ts';
import type { LeasedHead } from '../store/engine-store.ts';
import { openMemoryStore } from '../store/memory/open-memory-store.ts';
import { noteProcess, someRuntime, someStart } from '../store/some-transactions.ts';
import { deliverHead } from './deliver-head.ts';
import type { Effect } from './effects.ts';

const LOCKED: DeliveryOutcome = { kind: 'retryable', cause: 'locked', detail: 'Somebody edits it' };

test('what may have arrived stays in doubt when the system is busy the next time', async () => {
  const { result } = await deliver({ isInDoubt: true }, recognising(LOCKED));
  expect(result).toMatchObject({ kind: 'again', isInDoubt: true });
});

test('and is parked as unknown, so that nobody gives it up', async () => {
  const { result } = await deliver({ isInDoubt: true, strikes: 4 }, recognising(LOCKED));
  expect(result).toMatchObject({ kind: 'parked', isInDoubt: true });
  expect(result).toMatchObject({
    progress: { exceptions: [{ code: 'outcome_unknown' }] },
  });
});

test('what never left is not in doubt when the system is busy', async () => {
  const { result } = await deliver({ isInDoubt: false, strikes: 4 }, recognising(LOCKED));
  expect(result).toMatchObject({ kind: 'parked', isInDoubt: false });
});

test('after a look-up that took the lease nothing is sent', async () => {
  let sent = 0;
  const effect: Effect = {
    idempotency: 'look-up',
    visibleAfterMs: 1_000,
    lookUp: async () => ({ outcome: { kind: 'absent' }, exchanges: [] }),
    submit: async () => {
      sent += 1;
      return { outcome: { kind: 'confirmed', externalReference: 'D1' }, exchanges: [] };
    },
  };
  const head = { isInDoubt: true, sinceSentMs: 60_000 };
  expect((await deliver(head, effect, false)).result).toMatchObject({
    kind: 'again',
    isInDoubt: true,
    wasSent: false,
  });
  expect(sent).toBe(0);
  expect((await deliver(head, effect)).result).toMatchObject({ kind: 'finished' });
  expect(sent).toBe(1);
});

function recognising(outcome: DeliveryOutcome): Effect {
  return { idempotency: 'native-key', submit: async () => ({ outcome, exchanges: [] }) };
}

async function deliver(
  changes: Partial<LeasedHead>,
  effect: Effect,
  maySubmit = true,
  recovers = false,
) {
  const { clock } = virtualTime();
  const store = openMemoryStore(clock);
  const runtime = someRuntime(clock);
  await store.acceptTransactions([someStart(runtime)]);
  const request = { connection: 'ledger', lanesMax: 1, headsMax: 1, leaseMs: 30_000 };
  const [lane] = await store.leaseLanes(request);
  const head = { ...present(lane?.heads[0], 'it was accepted'), ...changes };
  const catalogue = processCatalogue([noteProcess]);
  const random = seededRandom(1);
  const isRecovering = () => recovers;
  const parts = { catalogue, runtime, clock, random, isRecovering };
  const handle = deliverHead({ effects: () => effect, ...parts });
  return handle(head, () => maySubmit);
}

const ABSENT: RecogniseOutcome = { kind: 'absent' };
const KNOWN: RecogniseOutcome = { kind: 'confirmed', externalReference: 'D0' };
const OTHER: RecogniseOutcome = { kind: 'differs', detail: 'It has another amount.' };
const SILENT: RecogniseOutcome = { kind: 'unknown', detail: 'No reply.' };

test.each([
  ['has it', {}, KNOWN, 'finished', 0],
  ['does not have it', {}, ABSENT, 'finished', 1],
  ['has something else', {}, OTHER, 'parked', 0],
  ['does not say', {}, SILENT, 'again', 0],
  ['was asked before, and a person said that it may go', { attempts: 1 }, OTHER, 'finished', 1],
  ['did not say before', { attempts: 1, isInDoubt: true }, KNOWN, 'finished', 0],
] as const)(
  'after a restore, where the system %s by what it is called',
  async (_title, changes, said, kind, submissions) => {
    let sent = 0;
    const effect: Effect = {
      idempotency: 'native-key',
      submit: async () => {
        sent += 1;
        return { outcome: { kind: 'confirmed', externalReference: 'D1' }, exchanges: [] };
      },
      recognise: async () => ({ outcome: said, exchanges: [] }),
    };
    const { result } = await deliver(changes, effect, true, true);
    expect([result.kind, sent]).toEqual([kind, submissions]);
    if (said === SILENT) expect(result).toMatchObject({ isInDoubt: true });
    await deliver(changes, effect);
    expect(sent).toBe(submissions + 1); // nobody asks when nothing was restored
  },
);

test('what ended its process three times is parked without another try', async () => {
  let sent = 0;
  const effect: Effect = {
    idempotency: 'native-key',
    submit: async () => {
      sent += 1;
      return { outcome: { kind: 'confirmed', externalReference: 'D1' }, exchanges: [] };
    },
  };
  expect((await deliver({ deaths: 2 }, effect)).result).toMatchObject({ kind: 'finished' });
  expect((await deliver({ deaths: 3 }, effect)).result).toMatchObject({
    kind: 'parked',
    isInDoubt: true,
    progress: { exceptions: [{ code: 'outcome_unknown' }] },
  });
  expect(sent).toBe(1);
});

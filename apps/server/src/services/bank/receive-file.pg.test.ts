import { PERMISSION_NAMES } from '@kontor/contracts';
import { idSource, systemClock, systemRandom } from '@kontor/kernel';
import { openPool } from '@kontor/postgres';
import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import type { BankFileOutcome } from '../../gateway/services.ts';
import { intentBy } from '../testing/office.ts';
import { bankService } from './bank-service.ts';
import { openSlots } from '../slots.ts';
import { bankFilesAtOnce } from './file-slots.ts';

const { connectionString } = await testDatabase();
/** As few connections as would be gone if every sender got one. */
const pool = openPool({ connectionString, connectionsMax: 4 });
afterAll(() => pool.end());
const office = { pool, clock: systemClock, ids: idSource(systemClock, systemRandom) };
const bank = bankService(office, { onRepeat: async () => undefined, slots: openSlots(2, 0) });

type Sender = {
  readonly outcome: Promise<BankFileOutcome>;
  /** Sends the rest. */
  finish(): void;
  /** The line is cut. */
  vanish(): void;
};

/** Sends a byte and then takes its time. */
function slowSender(): Sender {
  const rest = Promise.withResolvers<void>();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('x');
    await rest.promise;
  }
  const call = intentBy('ana', { permissions: PERMISSION_NAMES });
  const idempotency = { ...call.idempotency, fingerprint: () => 'same' };
  const content = { contentType: 'application/xml', bytes: bytes(), waitMs: 0 };
  return {
    outcome: bank.receiveFile({ ...call, idempotency }, content),
    finish: () => rest.resolve(),
    vanish: () => rest.reject(new Error('the line is cut')),
  };
}

async function twoUnderWay(): Promise<readonly [Sender, Sender]> {
  const senders = [slowSender(), slowSender()] as const;
  await expect.poll(beingRead).toBe(2);
  return senders;
}

async function beingRead(): Promise<number> {
  const { rows } = await pool.query<{ files: number }>(
    `select count(*)::integer as files from bank_file where status = 'receiving'`,
  );
  return rows[0]?.files ?? 0;
}

const kindOf = async ({ outcome }: Sender) => (await outcome).kind;

test('of more senders than places the others are told to come later, and nobody waits', async () => {
  const [first, second] = await twoUnderWay();
  const others = [1, 2, 3, 4].map(slowSender);
  expect(await Promise.all(others.map(kindOf))).toEqual(others.map(() => 'at_capacity'));
  // Two connections are held, the others serve whoever asks.
  await Promise.all([1, 2, 3, 4].map(() => pool.query('select 1')));
  first.finish();
  expect(await kindOf(first)).toBe('unacceptable');
  const third = slowSender();
  await expect.poll(beingRead).toBe(2);
  expect(await kindOf(slowSender())).toBe('at_capacity');
  second.finish();
  third.finish();
  expect(await Promise.all([second, third].map(kindOf))).toEqual(['unacceptable', 'unacceptable']);
});

test('unless it is said, files leave four fifths of the connections to others', () => {
  expect(bankFilesAtOnce(pool)).toBe(1);
  expect(bankFilesAtOnce(openPool({ connectionString }))).toBe(4);
});

test('a sender that vanishes gives its place back', async () => {
  for (let round = 0; round < 3; round++) {
    const senders = await twoUnderWay();
    expect(await kindOf(slowSender())).toBe('at_capacity');
    const ends = senders.map(({ outcome }) => expect(outcome).rejects.toThrow('the line is cut'));
    for (const sender of senders) sender.vanish();
    await Promise.all(ends);
  }
});

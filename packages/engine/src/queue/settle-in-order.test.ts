import fc from 'fast-check';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Settlement } from '../store/engine-store.ts';
import { settleInOrder } from './settle-in-order.ts';

type Write = { readonly batch: readonly Settlement[]; answer(): void };

/** Writes that are answered when the test says so. */
function heldWrites() {
  const writes: Write[] = [];
  const write = (batch: readonly Settlement[]) =>
    new Promise<readonly boolean[]>((resolve) => {
      writes.push({ batch, answer: () => resolve(batch.map(() => true)) });
    });
  return { writes, settle: settleInOrder({ write }) };
}

const settlementOf = (orderingKey: string, position = 1n) =>
  ({ lease: { orderingKey }, head: { position } }) as unknown as Settlement;

test('what is settled for a key waits until the write before it for that key is answered', async () => {
  const { writes, settle } = heldWrites();
  void settle(settlementOf('DE01/C1', 1n));
  await turn();
  void settle(settlementOf('DE01/C1', 2n));
  await turn();
  expect(writes).toHaveLength(1);

  writes[0]?.answer();
  await turn();
  await turn();
  expect(writes.map(({ batch }) => batch.map(({ head }) => head.position))).toEqual([[1n], [2n]]);
});

test('keys share two writes at once', async () => {
  const { writes, settle } = heldWrites();
  for (let customer = 0; customer < 40; customer += 1)
    void settle(settlementOf(`DE01/${customer}`));
  await turn();
  expect(writes).toHaveLength(2);
  expect(writes.flatMap(({ batch }) => batch)).toHaveLength(40);
});

test('whatever comes when, each key is settled in its order and by one write at a time', async () => {
  const step = fc.oneof(fc.record({ key: fc.nat(5) }), fc.record({ answer: fc.nat(1) }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const { writes, settle } = heldWrites();
      const open = new Set<Write>();
      const settled: Promise<boolean>[] = [];
      let seen = 0;
      const answer = async (choice: number) => {
        await turn();
        for (const write of writes.slice(seen)) open.add(write);
        seen = writes.length;
        const underWay = [...open].map(({ batch }) => new Set(batch.map(keyOf)));
        const keys = underWay.flatMap((each) => [...each]);
        expect(new Set(keys).size).toBe(keys.length);
        const chosen = [...open][choice % Math.max(1, open.size)];
        if (chosen) open.delete(chosen);
        chosen?.answer();
        await turn();
      };
      for (const [index, each] of steps.entries()) {
        if ('answer' in each) await answer(each.answer);
        else settled.push(settle(settlementOf(`key-${each.key}`, BigInt(index))));
      }
      for (let left = 0; left <= settled.length; left += 1) await answer(0);

      expect(await Promise.all(settled)).toEqual(settled.map(() => true));
      const byKey = Map.groupBy(
        writes.flatMap(({ batch }) => batch),
        keyOf,
      );
      for (const ofKey of byKey.values()) {
        const positions = ofKey.map(({ head }) => Number(head.position));
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 50 },
  );
});

const keyOf = ({ lease }: Settlement) => lease.orderingKey;

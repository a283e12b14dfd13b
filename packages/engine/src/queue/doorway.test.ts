import { virtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import { openDoorway } from './doorway.ts';

function someDoorway() {
  const time = virtualTime();
  const doorway = openDoorway(time.timers, time.clock);
  const settled = async (work: Promise<unknown>) => {
    const startMs = time.clock.elapsedMs();
    let isOver = false;
    void work.then(() => (isOver = true));
    await time.run(() => isOver, 2_000);
    return time.clock.elapsedMs() - startMs;
  };
  return {
    ...{ time, doorway },
    gaveWayAfterMs: () => settled(doorway.giveWay()),
    call: (ms: number) => settled(doorway.attend(time.timers.sleep(ms))),
    pass: (ms: number) => settled(time.timers.sleep(ms)),
  };
}

test('while nobody calls, nothing waits', async () => {
  const { gaveWayAfterMs } = someDoorway();
  expect(await gaveWayAfterMs()).toBe(0);
});

test('what delivers waits until the last caller has an answer, or was refused one', async () => {
  const { time, doorway, gaveWayAfterMs } = someDoorway();
  void doorway.attend(time.timers.sleep(3));
  const failing = doorway.attend(time.timers.sleep(7).then(() => Promise.reject(new Error('no'))));
  failing.catch(() => {});
  expect(await gaveWayAfterMs()).toBe(7);
  expect(await gaveWayAfterMs()).toBe(0);
});

test('callers without end stop no delivery for longer than a moment', async () => {
  const { time, doorway, gaveWayAfterMs } = someDoorway();
  void doorway.attend(time.timers.sleep(1_000));
  expect(await gaveWayAfterMs()).toBe(100);
  expect(await gaveWayAfterMs()).toBe(100);
});

test('callers who wait longer than they usually do keep deliveries apart, and quick ones let them be', async () => {
  const { call, gaveWayAfterMs } = someDoorway();
  for (let caller = 0; caller < 20; caller += 1) await call(4);
  expect(await gaveWayAfterMs()).toBe(0);

  for (let caller = 0; caller < 20; caller += 1) await call(15);
  await gaveWayAfterMs();
  expect(await gaveWayAfterMs()).toBeGreaterThan(8);

  for (let caller = 0; caller < 60; caller += 1) await call(4);
  await gaveWayAfterMs();
  expect(await gaveWayAfterMs()).toBe(0);
});

test('a second after the last caller nothing is kept apart', async () => {
  const { call, pass, gaveWayAfterMs } = someDoorway();
  for (const ms of [4, 4, 40, 40, 40, 40, 40]) await call(ms);
  await gaveWayAfterMs();
  expect(await gaveWayAfterMs()).toBeGreaterThan(0);
  await pass(1_100);
  expect(await gaveWayAfterMs()).toBe(0);
});

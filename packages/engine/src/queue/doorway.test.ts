import { virtualTime } from '@kontor/testing/virtual-time';
import { expect, test } from 'vitest';
import { openDoorway } from './doorway.ts';

function someDoorway() {
  const time = virtualTime();
  const doorway = openDoorway(time.timers);
  const gaveWayAfterMs = async () => {
    const startMs = time.clock.elapsedMs();
    let endMs: number | undefined;
    void doorway.giveWay().then(() => (endMs = time.clock.elapsedMs()));
    await time.run(() => endMs !== undefined, 1_000);
    return (endMs ?? Number.NaN) - startMs;
  };
  return { time, doorway, gaveWayAfterMs };
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

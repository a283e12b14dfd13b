/** A program whose main thread fills its heap in several ways; it says what came of each. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryId } from '@kontor/kernel';
import { pino } from 'pino';
import { openWatchdog } from '../open-watchdog.ts';

const said: string[] = [];
const watchdog = openWatchdog(pino({ level: 'silent' }));

async function contained(name: string, work: () => Promise<string>): Promise<void> {
  const outcome = watchdog.contain(name as DeliveryId, work);
  said.push(`${name}: ${await outcome.catch((error: Error) => error.message)}`);
}

/** So slowly that it could be taken for a loop. */
function gigabyteBySteps(): string {
  const megabyte = Array.from({ length: 131_072 }, (_, index) => index);
  const taken = Array.from({ length: 1_024 }, (_, index) =>
    Array.from(megabyte, (each) => each + index),
  );
  return taken.length === 1_024 ? 'done' : 'short';
}

async function loopForEver(): Promise<string> {
  for (;;);
}

function megabytesOf(count: number): string {
  const megabyte = Array.from({ length: 131_072 }, (_, index) => index);
  const taken = Array.from({ length: count }, (_, index) => megabyte.with(0, index));
  return taken.length === count ? 'done' : 'short';
}

async function neighbour(): Promise<string> {
  await sleep(50);
  return 'done';
}

await sleep(300);
for (let time = 0; time < 3; time++) {
  await Promise.all([
    contained('neighbour before', neighbour),
    contained('gigabyte', async () => megabytesOf(1_024)),
    contained('neighbour after', neighbour),
  ]);
}
await Promise.all([
  contained('loop', loopForEver),
  contained('slow gigabyte', async () => gigabyteBySteps()),
]);
await contained('honest', async () => megabytesOf(64));
await watchdog.close();
process.stdout.write(JSON.stringify(said));

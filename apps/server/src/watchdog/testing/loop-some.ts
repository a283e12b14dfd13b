/** A program whose main thread is kept busy in several ways; it says what came of each. */

import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliveryId } from '@kontor/kernel';
import { pino } from 'pino';
import { openWatchdog } from '../open-watchdog.ts';

const said: string[] = [];
const logger = pino({ level: 'silent' });
const watchdog = openWatchdog(logger, { tickMs: 25, blockedMsMax: 400, againMsMax: 100 });

async function contained(name: string, work: () => Promise<string>): Promise<void> {
  const outcome = watchdog.contain(name as DeliveryId, work);
  said.push(`${name}: ${await outcome.catch((error: Error) => error.message)}`);
}

async function loopForEver(): Promise<string> {
  for (;;);
}

async function loopLater(): Promise<string> {
  await sleep(20);
  return loopForEver();
}

async function neighbour(): Promise<string> {
  await sleep(50);
  return 'done';
}

async function blocked(): Promise<string> {
  execFileSync('sleep', ['1']);
  return 'done';
}

await sleep(300);
await Promise.all([
  contained('neighbour before', neighbour),
  contained('loop', loopForEver),
  contained('neighbour after', neighbour),
]);
await Promise.all([contained('loop later', loopLater), contained('neighbour', neighbour)]);
await contained('loop', loopForEver);
await contained('call of the system', blocked);
await watchdog.close();
process.stdout.write(JSON.stringify(said));

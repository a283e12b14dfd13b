/** The ledger is gone for a while: nobody listens, and open connections are cut. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@kontor/kernel';
import { setFaults } from '../books/set-faults.ts';
import type { Progress } from './progress.ts';

export type OutagePlan = {
  readonly sapControlUrl: string;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly startsAfterMs: number;
  readonly durationMs: number;
};

/** Tells when it ended, on the clock's scale. */
export async function playOutage(plan: OutagePlan): Promise<{ readonly endedAtMs: number }> {
  const { sapControlUrl, clock, progress, startsAfterMs, durationMs } = plan;
  await sleep(startsAfterMs);
  await setFaults(sapControlUrl, { down: true });
  progress.step('The ledger is down');
  await sleep(durationMs);
  await setFaults(sapControlUrl, { down: false });
  progress.step('The ledger is back');
  return { endedAtMs: clock.elapsedMs() };
}

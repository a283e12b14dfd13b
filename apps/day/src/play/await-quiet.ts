/**
 * Waits until the platform has nothing to work on any more, or until waiting longer would be
 * hanging.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { getControlTotals, listConnections } from '@kontor/contracts';
import type { Clock, Instant } from '@kontor/kernel';
import type { ApiClient } from '@kontor/client';

export type Quieting = {
  readonly api: ApiClient;
  readonly clock: Clock;
  readonly from: Instant;
  readonly waitMsMax: number;
  /** Further things that have to come to rest. */
  readonly isElsewhereQuiet?: () => Promise<boolean>;
};

/** False when it did not come to rest in time. */
export async function awaitQuiet(quieting: Quieting): Promise<boolean> {
  const { clock, waitMsMax, isElsewhereQuiet = async () => true } = quieting;
  const untilMs = clock.elapsedMs() + waitMsMax;
  let quietLooks = 0;
  while (clock.elapsedMs() < untilMs) {
    const isQuiet = (await isAtRest(quieting)) && (await isElsewhereQuiet());
    quietLooks = isQuiet ? quietLooks + 1 : 0;
    if (quietLooks >= QUIET_LOOKS) return true;
    await sleep(LOOK_PAUSE_MS);
  }
  return false;
}

async function isAtRest({ api, from }: Quieting): Promise<boolean> {
  const totals = await api.call(getControlTotals, { query: { from } });
  if (totals.kind !== 'answered') return false;
  if (totals.body.rows.some(({ working }) => working.count > 0)) return false;
  const connections = await api.call(listConnections);
  return connections.kind === 'answered';
}

/** One look may fall between two steps of the same transaction. */
const QUIET_LOOKS = 3;
const LOOK_PAUSE_MS = 700;

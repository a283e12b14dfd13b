/** Switches of a simulated system: what goes wrong with it from now on. */

import { assert } from '@kontor/kernel';
import { exchange } from '@kontor/client';

/** The switches that the day uses; the system's page explains them all. */
export type FaultChange = {
  readonly down?: boolean;
  readonly lostReplyRate?: number;
  readonly throttleRate?: number;
  readonly retryAfterSeconds?: number;
};

/** Those that are not named stay as they are. */
export async function setFaults(controlUrl: string, change: FaultChange): Promise<void> {
  const reply = await send(`${controlUrl}/_sandbox/faults`, { method: 'PATCH', value: change });
  assert(reply.kind === 'reply' && reply.status === 200, `the faults of ${controlUrl} are set`);
}

/** Adds or replaces master data, in the system's own shape. */
export async function loadMasterData(controlUrl: string, value: unknown): Promise<void> {
  const reply = await send(`${controlUrl}/_sandbox/master-data`, { method: 'POST', value });
  assert(reply.kind === 'reply' && reply.status === 200, `${controlUrl} takes master data`);
}

function send(
  url: string,
  { method, value }: { readonly method: string; readonly value: unknown },
) {
  const headers = { 'content-type': 'application/json' };
  return exchange({ method, url, headers, body: JSON.stringify(value), timeoutMs: TIMEOUT_MS });
}

const TIMEOUT_MS = 10_000;

/**
 * Asks again while the answer may become another one: after silence, and where a problem says that
 * it may pass. What creates carries its key, so asking again never does anything twice.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '@kontor/contracts';
import type { Reply } from './read-reply.ts';

export async function patiently<E extends Endpoint>(
  ask: () => Promise<Reply<E>>,
  attempts = ATTEMPTS_MAX,
): Promise<Reply<E>> {
  for (let attempt = 1; ; attempt++) {
    const reply = await ask();
    if (reply.kind === 'answered' || attempt >= attempts) return reply;
    if (reply.kind === 'refused' && !reply.problem.retryable) return reply;
    if (reply.kind === 'silence' && reply.isSignInRefused) return reply;
    const asked = reply.kind === 'refused' ? reply.headers.get('retry-after') : null;
    const waitMs = asked !== null && /^\d{1,4}$/.test(asked) ? parseInt(asked, 10) * 1_000 : 0;
    await sleep(Math.max(waitMs, PAUSE_MS * attempt));
  }
}

const PAUSE_MS = 250;

/** With growing pauses about half a minute: longer than a restart takes. */
const ATTEMPTS_MAX = 15;

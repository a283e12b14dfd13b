/**
 * What a reply to an effect means with every system, before a connector applies its own rules.
 *
 * Only statuses are here that HTTP itself defines as "not done": 401 and 429 are answered in front
 * of the application, and 503 is so when it says when to come back. A 503 without that comes from
 * proxies whose backend may have finished, so it stays with the unfamiliar ones.
 */

import type { Clock } from '@kontor/kernel';
import type { HttpAnswer, HttpReply, HttpSilence } from '../http-port.ts';
import type { Retryable, Unknown } from '../outcome.ts';
import { retryAfterMs } from './retry-after.ts';

/** Undefined when the connector has to read the reply itself. */
export function fromCommonReply(reply: HttpReply, clock: Clock): Retryable | Unknown | undefined {
  if (reply.kind === 'silence') return fromSilence(reply);
  if (reply.status === 401) return signInRefused('The system answered 401 to our credentials.');
  if (reply.status === 429) return notNow('throttled', reply, clock);
  if (reply.status === 503 && reply.headers['retry-after'] !== undefined) {
    return notNow('unavailable', reply, clock);
  }
  return undefined;
}

/** The rule of bytes sent. */
export function fromSilence({ cause, mayHaveBeenSent }: HttpSilence): Retryable | Unknown {
  return mayHaveBeenSent
    ? { kind: 'unknown', detail: `No reply: ${cause}` }
    : { kind: 'retryable', cause: 'unreachable', detail: `Not sent: ${cause}` };
}

export function signInRefused(detail: string): Retryable {
  return { kind: 'retryable', cause: 'sign_in_refused', detail };
}

function notNow(cause: 'throttled' | 'unavailable', reply: HttpAnswer, clock: Clock): Retryable {
  const waitMs = retryAfterMs(reply, clock);
  const detail = `The system answered ${reply.status} and took nothing.`;
  return {
    kind: 'retryable',
    cause,
    detail,
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  };
}

/** Retry-After (RFC 9110, section 10.2.3): seconds, or the date until which to wait. */

import { instantFromMs, toEpochMs, type Clock } from '@kontor/kernel';
import type { HttpAnswer } from '../http-port.ts';

/** Milliseconds to wait, or undefined when the header is absent or unreadable. */
export function retryAfterMs({ headers }: HttpAnswer, clock: Clock): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Math.min(parseInt(value, 10) * 1000, WAIT_MS_MAX);
  const dateMs = Date.parse(value);
  if (Number.isNaN(dateMs)) return undefined;
  const waitMs = toEpochMs(instantFromMs(dateMs)) - toEpochMs(clock.now());
  return Math.min(Math.max(0, waitMs), WAIT_MS_MAX);
}

/** A system that asks for more than a day has a wrong clock; the breaker asks again sooner. */
const WAIT_MS_MAX = 86_400_000;

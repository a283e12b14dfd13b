/**
 * Points in time. An instant is UTC to the millisecond, as RFC 3339 text with a `Z`, so that it
 * sorts as text and survives JSON. The clock is a parameter everywhere: only clock.ts reads it.
 */

import { assert } from './assert.ts';
import type { Brand } from './brand.ts';

export type Instant = Brand<'Instant'>;

/** Undefined unless the text is RFC 3339 with an offset and names a moment that exists. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : (date.toISOString() as Instant);
}

export function instantFromMs(epochMs: number): Instant {
  assert(Number.isSafeInteger(epochMs), 'an instant is a whole number of milliseconds');
  return new Date(epochMs).toISOString() as Instant;
}

export function toEpochMs(instant: Instant): number {
  return Date.parse(instant);
}

export function plusMs(instant: Instant, durationMs: number): Instant {
  return instantFromMs(toEpochMs(instant) + Math.round(durationMs));
}

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

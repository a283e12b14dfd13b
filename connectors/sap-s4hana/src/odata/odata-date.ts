/**
 * Dates of OData V2 in JSON: `/Date(1774915200000)/`, with an offset in minutes for a point in
 * time.
 */

import { instantFromMs, type Instant } from '@kontor/kernel';

/** Undefined for anything else. The offset only says how to show it: the milliseconds are UTC. */
export function fromODataDate(text: string): Instant | undefined {
  const [, epochMs] = /^\/Date\((-?\d{1,14})(?:[+-]\d{1,4})?\)\/$/.exec(text) ?? [];
  return epochMs === undefined ? undefined : instantFromMs(parseInt(epochMs, 10));
}

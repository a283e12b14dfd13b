/**
 * The message's UUID, derived from our reference (RFC 9562, section 5.5: version 5, name-based), so
 * that a resend carries the same one. SAP treats equal UUIDs as one call only within a window that
 * the tenant configures, so this narrows the risk of a double posting and does not remove it.
 */

import { createHash } from 'node:crypto';

export function messageUuid(reference: string): string {
  const digest = createHash('sha1').update(NAMESPACE).update(reference, 'utf8').digest();
  const bytes = digest.subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50; // version 5
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80; // variant of RFC 9562
  const hex = bytes.toString('hex');
  return UUID_GROUPS.map(([start, end]) => hex.slice(start, end)).join('-');
}

/** Drawn once for Kontor's effect references. It must never change: resends would look new. */
const NAMESPACE = Buffer.from('8d3c1f0e5b7a4c69a2e47f1b06d95c38', 'hex');

const UUID_GROUPS = [
  [0, 8],
  [8, 12],
  [12, 16],
  [16, 20],
  [20, 32],
] as const;

/**
 * Our key for one effect: 100 bits of SHA-256 over the transaction and its step, in Crockford's
 * base 32. It depends on nothing else, so a retry, a replay and a restored backup all name the same
 * effect the same way. Twenty characters fit the shortest searchable field of the ledgers we know.
 */

import { createHash } from 'node:crypto';
import type { TransactionId } from '@kontor/kernel';

export function effectReference(transactionId: TransactionId, step: string): string {
  const digest = createHash('sha256').update(`${transactionId}/${step}`).digest();
  let text = '';
  for (let bit = 0; bit < REFERENCE_BITS; bit += 5) {
    const pair = digest.readUInt16BE(bit >> 3);
    text += ALPHABET[(pair >> (11 - (bit & 7))) & 31];
  }
  return text;
}

const REFERENCE_BITS = 100;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Counts and hashes bytes while a reader takes them. A reader that stops early does not end the
 * source: the rest is read for the hash alone, because a file is known by all of its bytes.
 */

import { createHash } from 'node:crypto';
import { assert } from '@kontor/kernel';

export type Content = {
  /** SHA-256, hexadecimal. */
  readonly contentHash: string;
  readonly sizeBytes: number;
};

export type DigestedSource = {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads what the reader left. */
  finish(): Promise<Content>;
};

export function digestSource(source: AsyncIterable<Uint8Array>): DigestedSource {
  const hash = createHash('sha256');
  const chunks = source[Symbol.asyncIterator]();
  let sizeBytes = 0;
  const next = async () => {
    const step = await chunks.next();
    if (step.done) return undefined;
    hash.update(step.value);
    sizeBytes += step.value.byteLength;
    assert(sizeBytes <= FILE_BYTES_MAX, `a bank file has at most ${FILE_BYTES_MAX} bytes`);
    return step.value;
  };
  return {
    bytes: readWith(next),
    async finish() {
      while ((await next()) !== undefined);
      return { contentHash: hash.digest('hex'), sizeBytes };
    },
  };
}

async function* readWith(next: () => Promise<Uint8Array | undefined>) {
  for (let chunk = await next(); chunk !== undefined; chunk = await next()) yield chunk;
}

/** Ten times the largest statement file we know of; the door refuses larger ones politely. */
export const FILE_BYTES_MAX = 1_073_741_824;

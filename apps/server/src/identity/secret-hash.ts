/**
 * Client secrets are kept as scrypt hashes (RFC 7914). They are random and long, unlike passwords,
 * so the cost is chosen for the server: about 40 ms and 16 MB, paid once per token.
 */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** `scrypt$16384$8$1$<salt>$<hash>`: with its parameters, so that they can be raised later. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** False also for a hash that is not one of ours. */
export async function verifySecret(secret: string, stored: string): Promise<boolean> {
  const match = STORED.exec(stored);
  if (!match) return false;
  const [, n = '', r = '', p = '', salt = '', hash = ''] = match;
  const cost = { N: Number.parseInt(n, 10), r: Number.parseInt(r, 10), p: Number.parseInt(p, 10) };
  if (cost.N > COST_MAX) return false;
  const expected = Buffer.from(hash, 'base64url');
  const actual = await derive(secret, Buffer.from(salt, 'base64url'), cost);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

type Cost = { readonly N: number; readonly r: number; readonly p: number };

function derive(secret: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: MEMORY_BYTES_MAX };
    scrypt(secret, salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const COST: Cost = { N: 16_384, r: 8, p: 1 };
/** A stored hash that asks for more would be somebody's way of keeping the server busy. */
const COST_MAX = 262_144;
const MEMORY_BYTES_MAX = 512 * 1_024 * 1_024;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const STORED = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22,64})\$([\w-]{43})$/;

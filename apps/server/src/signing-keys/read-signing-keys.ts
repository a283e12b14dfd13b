/**
 * Keys that access tokens are signed with, kept in the database so that every process signs and
 * verifies with the same ones. The first process to ask makes the first key.
 */

import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type pg from 'pg';

/** Newest first; all of them verify. */
export async function readSigningKeys(pool: pg.Pool): Promise<readonly JWK[]> {
  const known = await readKeys(pool);
  if (known.length > 0) return known;
  await pool.query(INSERT_FIRST_KEY, ['key-1', JSON.stringify(await makeKey('key-1'))]);
  return readKeys(pool);
}

async function readKeys(pool: pg.Pool): Promise<readonly JWK[]> {
  const { rows } = await pool.query<{ private_jwk: JWK }>(
    'select private_jwk from signing_key order by created_at desc',
  );
  return rows.map((row) => row.private_jwk);
}

async function makeKey(keyId: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: keyId, alg: 'ES256', use: 'sig' };
}

// Of two processes that start together one is first; the other reads what it made.
const INSERT_FIRST_KEY = `
  insert into signing_key (key_id, private_jwk) values ($1, $2) on conflict do nothing
`;

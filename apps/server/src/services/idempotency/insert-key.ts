import type { Queryable } from '@kontor/postgres';
import type { IntentKey } from './claim-key.ts';

/**
 * The reply is kept as text inside the column: `jsonb` would reorder its members, and a replay is
 * the first answer byte for byte.
 */
export async function insertKey(
  db: Queryable,
  intent: IntentKey & { readonly fingerprint: string; readonly reply: unknown },
): Promise<void> {
  const { applicationId, operation, key, fingerprint, reply } = intent;
  await db.query({
    name: 'insert_idempotency_key',
    text: INSERT_IDEMPOTENCY_KEY,
    values: [applicationId, operation, key, fingerprint, JSON.stringify(reply)],
  });
}

const INSERT_IDEMPOTENCY_KEY = `
  insert into idempotency_key (application_id, operation, key, fingerprint, reply)
  values ($1, $2, $3, $4, to_jsonb($5::text))
`;

import type { Queryable } from '@kontor/postgres';
import type { IntentKey } from './claim-key.ts';

export type EarlierIntent = { readonly fingerprint: string; readonly reply: unknown };

export async function findKey(
  db: Queryable,
  { applicationId, operation, key }: IntentKey,
): Promise<EarlierIntent | undefined> {
  const { rows } = await db.query<{ fingerprint: string; reply: string }>({
    name: 'find_idempotency_key',
    text: FIND_IDEMPOTENCY_KEY,
    values: [applicationId, operation, key],
  });
  const [row] = rows;
  return row && { fingerprint: row.fingerprint, reply: JSON.parse(row.reply) };
}

const FIND_IDEMPOTENCY_KEY = `
  select fingerprint, reply
  from idempotency_key
  where application_id = $1 and operation = $2 and key = $3
`;

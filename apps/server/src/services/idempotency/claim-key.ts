import type { Queryable } from '@kontor/postgres';

/** Names one intent of one application. */
export type IntentKey = {
  readonly applicationId: string;
  readonly operation: string;
  readonly key: string;
};

/**
 * False while another transaction holds it. A lock rather than an unfinished row: it ends with its
 * transaction, also when the process dies, and nobody has to tidy up.
 */
export async function claimKey(
  db: Queryable,
  { applicationId, operation, key }: IntentKey,
): Promise<boolean> {
  const { rows } = await db.query<{ claimed: boolean }>({
    name: 'claim_idempotency_key',
    text: CLAIM_IDEMPOTENCY_KEY,
    values: [JSON.stringify([applicationId, operation, key])],
  });
  return rows[0]?.claimed === true;
}

const CLAIM_IDEMPOTENCY_KEY = `
  select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as claimed
`;

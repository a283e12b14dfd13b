import type { Queryable } from '@kontor/postgres';
import type { NewTransaction } from '../engine-store.ts';

/** A key that another process took meanwhile is a unique violation: the caller starts over. */
export async function insertIdempotencyKeys(
  db: Queryable,
  starts: readonly NewTransaction[],
): Promise<void> {
  const rows = starts.flatMap(({ transaction, idempotency }) =>
    idempotency
      ? [
          {
            application_id: transaction.applicationId,
            operation: idempotency.operation,
            key: idempotency.key,
            fingerprint: idempotency.fingerprint,
            transaction_id: transaction.transactionId,
            // As text: `jsonb` would reorder its members, and a replay is the first answer byte for
            // byte.
            reply: JSON.stringify(idempotency.reply),
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await db.query({
    name: 'insert_idempotency_keys',
    text: INSERT_IDEMPOTENCY_KEYS,
    values: [JSON.stringify(rows)],
  });
}

const INSERT_IDEMPOTENCY_KEYS = `
  insert into idempotency_key
    (application_id, operation, key, fingerprint, transaction_id, reply)
  select application_id, operation, key, fingerprint, transaction_id, to_jsonb(reply)
  from jsonb_to_recordset($1::jsonb) as new_key
    (application_id text, operation text, key text, fingerprint text, transaction_id text,
     reply text)
`;

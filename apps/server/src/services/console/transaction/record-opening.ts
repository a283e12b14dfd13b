import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../gateway/services.ts';

/**
 * Who looked at requests, replies and bank lines of a transaction is kept: once an hour, because
 * the page reads itself anew with every change while somebody has it open.
 */
export async function recordOpening(
  db: Queryable,
  { actor, correlationId }: Call,
  { id, legalEntity }: { readonly id: TransactionId; readonly legalEntity: string },
): Promise<void> {
  await db.query({
    name: 'record_opening',
    text: RECORD_OPENING,
    values: [actor.subject, id, legalEntity, correlationId],
  });
}

const RECORD_OPENING = `
  insert into audit_entry
    (actor, action, subject_kind, subject_id, legal_entity, correlation_id)
  select $1, 'transaction.opened', 'transaction', $2, $3, $4
  where not exists (
    select from audit_entry
    where subject_kind = 'transaction' and subject_id = $2 and action = 'transaction.opened'
      and actor = $1 and occurred_at > now() - interval '1 hour'
  )
`;

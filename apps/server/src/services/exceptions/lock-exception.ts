import type { ExceptionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

/**
 * Lets one person at a time decide, and keeps the transaction and the delivery as they are until
 * the decision is committed. The transaction first, as everybody does who changes both.
 */
export async function lockException(db: Queryable, id: ExceptionId): Promise<void> {
  await db.query({ name: 'lock_transaction_of', text: LOCK_TRANSACTION_OF, values: [id] });
  await db.query({ name: 'lock_exception', text: LOCK_EXCEPTION, values: [id] });
}

const LOCK_TRANSACTION_OF = `
  select 1
  from transaction
  where transaction_id = (select transaction_id from exception where exception_id = $1)
  for update
`;

const LOCK_EXCEPTION = `
  select 1 from exception where exception_id = $1 for update
`;

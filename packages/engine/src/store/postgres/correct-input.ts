import type { TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { InputCorrection } from '../engine-store.ts';

/**
 * The corrected document takes the place of the old one, which is kept as the version it was. The
 * primary key refuses a second correction of the same version.
 */
export async function correctInput(
  db: Queryable,
  transactionId: TransactionId,
  { version, input, partyName, by, reason }: InputCorrection,
): Promise<void> {
  await db.query({
    name: 'correct_transaction_input',
    text: CORRECT_TRANSACTION_INPUT,
    values: [transactionId, version, JSON.stringify(input), partyName ?? null, by, reason],
  });
}

const CORRECT_TRANSACTION_INPUT = `
  with accepted as (
    insert into transaction_input (transaction_id, version, input, recorded_at)
    select transaction_id, 1, input, accepted_at
    from transaction
    where transaction_id = $1
    on conflict do nothing
  ), corrected as (
    insert into transaction_input (transaction_id, version, input, recorded_by, reason)
    values ($1, $2, $3, $5, $6)
  )
  update transaction
  set input = $3, party_name = coalesce($4, party_name)
  where transaction_id = $1
`;

import type { Queryable } from '@kontor/postgres';
import type { ProgressOf } from './write-progress.ts';

/**
 * One row for each arrival, with the decisions it led to. The primary key refuses a second writer.
 */
export async function appendMessages(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  await db.query({
    name: 'append_messages',
    text: APPEND_MESSAGES,
    values: [
      JSON.stringify(
        batch.map(({ transaction, progress, position }) => ({
          transaction_id: transaction.transactionId,
          position,
          messages: progress.messages,
        })),
      ),
    ],
  });
}

const APPEND_MESSAGES = `
  insert into transaction_message (transaction_id, position, messages)
  select transaction_id, position, messages
  from jsonb_to_recordset($1::jsonb) as entry
    (transaction_id text, position integer, messages jsonb)
`;

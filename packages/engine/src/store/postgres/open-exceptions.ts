import type { Queryable } from '@kontor/postgres';
import type { ProgressOf } from './write-progress.ts';

/** Each with the value of its transaction, which is what waits because of it. */
export async function openExceptions(db: Queryable, batch: readonly ProgressOf[]): Promise<void> {
  const rows = batch.flatMap(({ transaction, progress }) =>
    progress.exceptions.map((exception) => ({
      exception_id: exception.exceptionId,
      kind: exception.kind,
      code: exception.code,
      text: exception.text,
      legal_entity: transaction.legalEntity,
      transaction_id: transaction.transactionId,
      delivery_id: exception.deliveryId,
      step: exception.step,
      permission: exception.permission,
    })),
  );
  if (rows.length === 0) return;
  await db.query({
    name: 'open_exceptions',
    text: OPEN_EXCEPTIONS,
    values: [JSON.stringify(rows)],
  });
}

const OPEN_EXCEPTIONS = `
  insert into exception
    (exception_id, kind, code, text, legal_entity, transaction_id, delivery_id, step, permission,
     amount_minor, currency)
  select asked.exception_id, asked.kind, asked.code, asked.text, asked.legal_entity,
         asked.transaction_id, asked.delivery_id, asked.step, asked.permission,
         transaction.amount_minor, transaction.currency
  from jsonb_to_recordset($1::jsonb) as asked
    (exception_id text, kind text, code text, text text, legal_entity text, transaction_id text,
     delivery_id text, step text, permission text)
  join transaction using (transaction_id)
`;

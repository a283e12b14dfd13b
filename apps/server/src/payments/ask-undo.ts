/**
 * Asks that a payment be taken back, inside the database transaction that gives its match up. One
 * that waits for its approval is withdrawn with the question: nothing of it was posted.
 */

import {
  changeInside,
  readTransaction,
  runArrival,
  type ProcessCatalogue,
  type Runtime,
  type StoredTransaction,
} from '@kontor/engine';
import { present, type ExceptionId, type TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { AskUndo } from '@kontor/reconciliation';

export function askUndo(catalogue: ProcessCatalogue, runtime: Runtime): AskUndo {
  return async (db, { transactionId, by, reason }) => {
    // Held, so that an approval and a withdrawal do not meet.
    await db.query({ name: 'lock_payment', text: LOCK_PAYMENT, values: [transactionId] });
    const transaction = present(
      await readTransaction(db, transactionId as TransactionId),
      'a match names the transaction that it started',
    );
    const { status } = transaction.state;
    const isWaiting = status === 'waiting';
    const progress = runArrival(
      {
        definition: catalogue.find(transaction.process, transaction.processVersion),
        transaction,
        state: transaction.state,
        arrival: { type: isWaiting ? 'Abandoned' : 'UndoAsked', by, reason },
        actor: by,
      },
      runtime,
    );
    if (!progress) return { kind: 'not_possible', detail: WHY_NOT[status] };
    const asked = isWaiting ? await findQuestion(db, transaction) : undefined;
    const outcome = await changeInside(db, {
      transactionId: transaction.transactionId,
      expectedVersion: transaction.version,
      progress,
      ...(asked && {
        resolves: {
          exceptionId: asked.exception_id,
          eventId: runtime.ids.next('EventId'),
          expectedVersion: asked.version,
          resolution: 'abandon',
          by,
          reason,
        },
      }),
    });
    if (outcome === 'stale') return { kind: 'not_possible', detail: WHY_NOT.done };
    return { kind: isWaiting ? 'withdrawn' : 'asked' };
  };
}

async function findQuestion(
  db: Queryable,
  { transactionId }: StoredTransaction,
): Promise<QuestionRow | undefined> {
  const { rows } = await db.query<QuestionRow>({
    name: 'find_question_of_payment',
    text: FIND_QUESTION,
    values: [transactionId],
  });
  return rows[0];
}

const LOCK_PAYMENT = `select 1 from transaction where transaction_id = $1 for update`;

const FIND_QUESTION = `
  select exception_id, version from exception
  where transaction_id = $1 and kind = 'approval' and status = 'open'
  for update
`;

type QuestionRow = { readonly exception_id: ExceptionId; readonly version: number };

const WHY_NOT = {
  working: 'The payment is on its way to the ledger: it can be taken back when it is there.',
  waiting: 'The payment waits for a person.',
  parked: 'The payment is parked: decide its exception first.',
  done: 'The payment changed meanwhile.',
  refused: 'The payment was refused, and nothing of it remains.',
  taken_back: 'The payment was taken back already.',
} as const;

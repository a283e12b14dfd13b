/** Asks that a payment be taken back, inside the database transaction that gives its match up. */

import {
  changeInside,
  readTransaction,
  runArrival,
  type ProcessCatalogue,
  type Runtime,
} from '@kontor/engine';
import { present, type TransactionId } from '@kontor/kernel';
import type { AskUndo } from '@kontor/reconciliation';

export function askUndo(catalogue: ProcessCatalogue, runtime: Runtime): AskUndo {
  return async (db, { transactionId, by, reason }) => {
    const transaction = present(
      await readTransaction(db, transactionId as TransactionId),
      'a match names the transaction that it started',
    );
    const progress = runArrival(
      {
        definition: catalogue.find(transaction.process, transaction.processVersion),
        transaction,
        state: transaction.state,
        arrival: { type: 'UndoAsked', by, reason },
        actor: by,
      },
      runtime,
    );
    if (!progress) return { kind: 'not_possible', detail: WHY_NOT[transaction.state.status] };
    const outcome = await changeInside(db, {
      transactionId: transaction.transactionId,
      expectedVersion: transaction.version,
      progress,
    });
    if (outcome === 'stale') return { kind: 'not_possible', detail: WHY_NOT.done };
    return { kind: 'asked' };
  };
}

const WHY_NOT = {
  working: 'The payment is on its way to the ledger: it can be taken back when it is there.',
  waiting: 'The payment waits for a person.',
  parked: 'The payment is parked: decide its exception first.',
  done: 'The payment changed meanwhile.',
  refused: 'The payment was refused, and nothing of it remains.',
  taken_back: 'The payment was taken back already.',
} as const;

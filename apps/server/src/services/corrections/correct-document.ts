/**
 * Correct a document and let it go on: the new input, the version it was, the stream, the exception
 * and the delivery change together or not at all, once per key. The version that was seen is
 * compared, so the second of two people is told who was quicker.
 */

import type { Correction } from '@kontor/contracts';
import { changeInside, correctTransaction, type TransactionChange } from '@kontor/engine';
import { assert, type FieldChange, type TransactionId } from '@kontor/kernel';
import { sqlStateOf, type Queryable } from '@kontor/postgres';
import type { Corrections } from '../../gateway/correction-services.ts';
import type { IdempotentCall } from '../../gateway/services.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { checkCorrection } from './check-correction.ts';
import type { CorrectionsOptions } from './corrections-service.ts';
import { quickerOnTransaction } from './quicker-on-transaction.ts';
import { readCorrectable, type Correctable } from './read-correctable.ts';
import { toFieldChanges } from './to-field-changes.ts';

type Request = Parameters<Corrections['correct']>[1];
type Outcome = Awaited<ReturnType<Corrections['correct']>>;
type Refusal = Exclude<Outcome, { kind: 'accepted' | 'replayed' | 'in_flight' | 'reused' }>;

export async function correctDocument(
  options: CorrectionsOptions,
  call: IdempotentCall,
  request: Request,
): Promise<Outcome> {
  const woken = new Set<string>();
  try {
    const outcome = await withIdempotency<Correction, Refusal>(options.pool, call, (db) =>
      correctInside(db, options, { call, request, woken }),
    );
    options.wake(woken);
    return outcome;
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    const detail = 'The document was handed over again meanwhile: the other one stands for it.';
    return { kind: 'impossible', detail };
  }
}

type Work = {
  readonly call: IdempotentCall;
  readonly request: Request;
  /** Filled with the connections that have work now. */
  readonly woken: Set<string>;
};

async function correctInside(
  db: Queryable,
  options: CorrectionsOptions,
  { call, request, woken }: Work,
): Promise<Worked<Correction> | Refusal> {
  const { id, document, version } = request;
  await db.query({ name: 'lock_transaction', text: LOCK_TRANSACTION, values: [id] });
  const found = await readCorrectable(db, options, id, legalEntitiesOf(call));
  if (!found) return { kind: 'absent' };
  const { transaction, definition, obstacle } = found;
  if (transaction.version !== version) {
    const quicker = await quickerOnTransaction(db, id);
    return { kind: 'stale', ...(quicker && { quicker }) };
  }
  if (obstacle !== undefined) return { kind: 'impossible', detail: obstacle };
  const { errors, changes } = checkCorrection(definition, transaction, document, options.runtime);
  if (errors.length > 0) {
    return { kind: 'unacceptable', errors: errors.map(intoBody) };
  }
  const change = changeOf(options, found, { call, request, changes });
  if (!change) return { kind: 'impossible', detail: 'It went on meanwhile.' };
  const outcome = await changeInside(db, change);
  assert(outcome === 'changed', 'the transaction was locked before it was read');
  for (const { connection } of change.progress.deliveries) woken.add(connection);
  if (found.delivery) woken.add(found.delivery.connection);
  return { kind: 'done', result: toCorrection(options, change, { call, request, changes }) };
}

type Corrected = {
  readonly call: IdempotentCall;
  readonly request: Request;
  readonly changes: readonly FieldChange[];
};

/** Also what a preview would do, for it is the same. */
export function changeOf(
  { runtime }: CorrectionsOptions,
  { transaction, definition, parked, exception }: Correctable,
  { call, request, changes }: Corrected,
): TransactionChange | undefined {
  const { subject: by } = call.actor;
  const { reason, document: input } = request;
  const change = correctTransaction(
    {
      definition,
      transaction,
      state: transaction.state,
      actor: by,
      arrival: {
        type: 'Corrected',
        ...{ by, reason, input, changes },
        version: (transaction.state.inputVersion ?? 1) + 1,
      },
      expectedVersion: transaction.version,
      ...(parked && { parked }),
    },
    runtime,
  );
  if (!change || !exception) return change;
  return {
    ...change,
    resolves: {
      exceptionId: exception.id,
      eventId: runtime.ids.next('EventId'),
      expectedVersion: exception.version,
      resolution: 'corrected',
      ...{ by, reason },
    },
  };
}

/** The document is a member of the body. */
function intoBody<D extends { readonly at: string }>(defect: D): D {
  return { ...defect, at: `/document${defect.at}` };
}

function toCorrection(
  { runtime }: CorrectionsOptions,
  { transactionId, progress, expectedVersion }: TransactionChange,
  { call, request, changes }: Corrected,
): Correction {
  return {
    transaction: transactionId,
    version: progress.correction?.version ?? 2,
    by: call.actor.subject,
    at: runtime.clock.now(),
    reason: request.reason,
    changes: toFieldChanges(changes),
    status: progress.state.status,
    transactionVersion: expectedVersion + 1,
  };
}

export type CorrectionOf = { readonly id: TransactionId; readonly document: unknown };

const LOCK_TRANSACTION = 'select 1 from transaction where transaction_id = $1 for update';
const UNIQUE_VIOLATION = '23505';

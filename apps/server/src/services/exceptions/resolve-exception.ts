/**
 * Resolve an exception: what the person decided, the delivery that it is about, the audit entry and
 * the event are one database transaction, once per key. The version that they saw is compared, so
 * the second of two people changes nothing.
 */

import type { Exception, Resolution } from '@kontor/contracts';
import { present, type ExceptionId } from '@kontor/kernel';
import { sqlStateOf, type Queryable } from '@kontor/postgres';
import type { IdempotentCall, ResolutionOutcome } from '../../gateway/services.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { decide } from './decide.ts';
import { factsOf, fromExceptionRow, type ExceptionRow } from './exception-row.ts';
import type { ExceptionsOptions } from './exceptions-service.ts';
import { isOwnWork } from './is-own-work.ts';
import { lockException } from './lock-exception.ts';
import { possibleActions } from './possible-actions.ts';
import { quickerThan } from './quicker-than.ts';
import { readException } from './read-exception.ts';

type ResolutionOf = Resolution & { readonly id: ExceptionId };
export type ResolutionRefusal = Exclude<ResolutionOutcome, { kind: 'accepted' | 'replayed' }>;

export async function resolveException(
  options: ExceptionsOptions,
  call: IdempotentCall,
  resolution: ResolutionOf,
): Promise<ResolutionOutcome> {
  try {
    return await withIdempotency<Exception, ResolutionRefusal>(options.pool, call, (db) =>
      resolveInside(db, options, call, resolution),
    );
  } catch (error) {
    if (!isBusinessKeyTaken(error)) throw error;
    const detail =
      'The document was accepted again meanwhile: the other transaction stands for it.';
    return { kind: 'impossible', detail };
  }
}

/** The same, inside a database transaction of the caller's. */
export async function resolveInside(
  db: Queryable,
  options: ExceptionsOptions,
  call: IdempotentCall,
  { id, action, reason, version, externalReference }: ResolutionOf,
): Promise<Worked<Exception> | ResolutionRefusal> {
  const entities = legalEntitiesOf(call);
  if (!(await readException(db, id, entities))) return { kind: 'absent' };
  await lockException(db, id);
  const row = present(await readException(db, id, entities), 'it is locked');
  const quicker = quickerThan(row);
  if (row.status === 'resolved') return { kind: 'already_resolved', ...(quicker && { quicker }) };
  if (row.version !== version) return { kind: 'stale', ...(quicker && { quicker }) };
  const possible = possibleActions(factsOf(row, options.catalogue));
  const effect = possible[action];
  if (!effect) return impossible(Object.keys(possible));
  const isBlind = effect.kind === 'resume' && idempotencyOf(options, row) === 'none';
  const needsOther = effect.kind === 'decide' || effect.kind === 'confirm' || isBlind;
  if (needsOther && (await isOwnWork(db, call, row))) return { kind: 'own_work' };
  const isDecided = await decide(db, options, row, {
    action,
    effect,
    by: call.actor.subject,
    reason,
    correlationId: call.correlationId,
    isBlind,
    ...(externalReference !== undefined && { externalReference }),
  });
  if (!isDecided) return impossible([]);
  const resolved = present(await readException(db, id, entities), 'it is locked');
  return { kind: 'done', result: fromExceptionRow(resolved, options.catalogue) };
}

function idempotencyOf({ idempotencyOf: of }: ExceptionsOptions, row: ExceptionRow) {
  if (row.connection === null || row.operation === null) return undefined;
  return of(row.connection, row.operation);
}

function impossible(actions: readonly string[]): ResolutionRefusal {
  const detail =
    actions.length === 0
      ? 'Nothing can be decided about it while Kontor works on it.'
      : `What can be done now: ${actions.join(', ')}.`;
  return { kind: 'impossible', detail };
}

/** A refused document may be sent again, and then the first cannot be reopened. */
function isBusinessKeyTaken(error: unknown): boolean {
  return (
    sqlStateOf(error) === '23505' &&
    (error as { constraint?: string }).constraint === 'transaction_by_business_key'
  );
}

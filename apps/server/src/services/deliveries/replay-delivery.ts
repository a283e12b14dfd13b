/**
 * Send a parked delivery once more: what a person decides about its exception, asked for from the
 * other side. It keeps its identity, its reference and its lane.
 */

import type { Delivery, Exception } from '@kontor/contracts';
import { present, unreachable, type DeliveryId, type ExceptionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Deliveries, IdempotentCall } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { readException } from '../exceptions/read-exception.ts';
import { resolveInside, type ResolutionRefusal } from '../exceptions/resolve-exception.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import type { DeliveriesOptions } from './deliveries-service.ts';
import { fromDeliveryRow, readDelivery, type DeliveryRow } from './delivery-row.ts';
import { obstacleOf } from './preview-replay.ts';

type Replay = { readonly id: DeliveryId; readonly reason: string; readonly version: number };
type ReplayOutcome = Awaited<ReturnType<Deliveries['replay']>>;
type Refusal = Extract<
  ReplayOutcome,
  { readonly kind: 'absent' | 'stale' | 'impossible' | 'own_work' }
>;

export function replayDelivery(
  options: DeliveriesOptions,
  call: IdempotentCall,
  replay: Replay,
): Promise<ReplayOutcome> {
  return withIdempotency<Delivery, Refusal>(options.pool, call, (db) =>
    replayInside(db, options, call, replay),
  );
}

async function replayInside(
  db: Queryable,
  options: DeliveriesOptions,
  call: IdempotentCall,
  { id, reason, version }: Replay,
): Promise<Worked<Delivery> | Refusal> {
  const entities = legalEntitiesOf(call);
  const row = await readDelivery(db, id, entities);
  if (!row) return { kind: 'absent' };
  if (row.version !== version) return { kind: 'stale' };
  const obstacle = obstacleOf(row);
  if (obstacle !== undefined) return { kind: 'impossible', detail: obstacle };
  const outcome = await resolveItsException(db, options, call, row, reason);
  if (outcome.kind !== 'done') return toRefusal(outcome);
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'delivery.replayed',
    subject: { kind: 'delivery', id },
    legalEntity: row.legal_entity,
    reason,
    correlationId: call.correlationId,
  });
  const replayed = present(await readDelivery(db, id, entities), 'its transaction is locked');
  return { kind: 'done', result: fromDeliveryRow(replayed) };
}

async function resolveItsException(
  db: Queryable,
  options: DeliveriesOptions,
  call: IdempotentCall,
  { exception_id }: DeliveryRow,
  reason: string,
): Promise<Worked<Exception> | ResolutionRefusal> {
  const id = exception_id as ExceptionId;
  const exception = present(await readException(db, id, legalEntitiesOf(call)), 'it asks about it');
  const { version } = exception;
  return resolveInside(db, options, call, { id, action: 'retry', reason, version });
}

function toRefusal(outcome: ResolutionRefusal): Refusal {
  switch (outcome.kind) {
    case 'absent':
    case 'stale':
    case 'impossible':
    case 'own_work':
      return outcome;
    case 'already_resolved':
      return { kind: 'stale' };
    case 'in_flight':
    case 'reused':
      throw new TypeError('the key was claimed by the replay itself');
    default:
      return unreachable(outcome);
  }
}

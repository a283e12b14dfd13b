/**
 * Ask for a decision about many exceptions. What the filter chooses is written down with it, so
 * that nothing that is opened later slips in; when it is not what the person saw, nothing is begun.
 */

import type { ExceptionBatch } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { BatchOutcome, NewBatch } from '../../gateway/batch-services.ts';
import type { IdempotentCall } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { filterDefects } from '../exceptions/exception-conditions.ts';
import { withIdempotency, type Worked } from '../idempotency/with-idempotency.ts';
import { needsApproval } from './batch-policy.ts';
import { fromBatchRow } from './batch-row.ts';
import { chooseExceptions, ITEMS_MAX, type Chosen } from './choose-exceptions.ts';
import type { BatchesOptions } from './exception-batches-service.ts';
import { readBatch } from './list-batches.ts';

type Refusal = Exclude<BatchOutcome, { kind: 'accepted' | 'replayed' | 'in_flight' | 'reused' }>;

export function createBatch(
  options: BatchesOptions,
  call: IdempotentCall,
  batch: NewBatch,
): Promise<BatchOutcome> {
  return withIdempotency<ExceptionBatch, Refusal>(options.pool, call, (db) =>
    createInside(db, options, call, batch),
  );
}

async function createInside(
  db: Queryable,
  { clock, ids, batchPolicy }: BatchesOptions,
  call: IdempotentCall,
  batch: NewBatch,
): Promise<Worked<ExceptionBatch> | Refusal> {
  const errors = filterDefects(batch.filter);
  if (errors.length > 0) return { kind: 'unacceptable', errors };
  const chosen = await chooseExceptions(db, call, batch.filter, clock.now());
  const count = chosen.exceptions.length;
  if (!isWhatWasSeen(chosen, batch.seen)) {
    return { kind: 'selection_changed', count, totals: chosen.totals };
  }
  if (count === 0) return { kind: 'impossible', detail: 'The filter chooses nothing.' };
  if (count > ITEMS_MAX) {
    return { kind: 'impossible', detail: `More than ${ITEMS_MAX} at once: choose a part.` };
  }
  const isAsked = batch.action !== 'assign' && needsApproval(batchPolicy, { count, ...chosen });
  const id = ids.next('ExceptionBatchId');
  await insertBatch(db, call, batch, { id, chosen, status: isAsked ? 'waiting' : 'running' });
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'exception_batch.requested',
    subject: { kind: 'exception-batch', id },
    reason: batch.reason,
    detail: { action: batch.action, filter: batch.filter, count, totals: chosen.totals },
    correlationId: call.correlationId,
  });
  const row = present(await readBatch(db, call, id), 'it was just written');
  return { kind: 'done', result: fromBatchRow(row) };
}

function isWhatWasSeen({ exceptions, totals }: Chosen, seen: NewBatch['seen']): boolean {
  const textOf = (amounts: NewBatch['seen']['totals']) =>
    amounts
      .map(({ amount, currency }) => `${currency} ${amount}`)
      .sort()
      .join(', ');
  return exceptions.length === seen.count && textOf([...totals]) === textOf(seen.totals);
}

async function insertBatch(
  db: Queryable,
  { actor, correlationId, traceparent }: IdempotentCall,
  { action, assignee, filter, reason }: NewBatch,
  { id, chosen, status }: { id: string; chosen: Chosen; status: 'waiting' | 'running' },
): Promise<void> {
  await db.query({
    name: 'insert_exception_batch',
    text: INSERT_EXCEPTION_BATCH,
    values: [
      id,
      action,
      assignee ?? null,
      JSON.stringify(filter),
      reason,
      status,
      JSON.stringify(chosen.totals),
      actor.subject,
      actor.application,
      actor.issuer,
      [...actor.permissions],
      [...new Set(chosen.exceptions.map(({ legalEntity }) => legalEntity))],
      correlationId,
      traceparent,
      chosen.exceptions.map((exception) => exception.id),
    ],
  });
}

const INSERT_EXCEPTION_BATCH = `
  with batch as (
    insert into exception_batch
      (batch_id, action, assignee, filter, reason, status, totals, requested_by, application_id,
       issuer, permissions, legal_entities, correlation_id, traceparent, item_count)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
            cardinality($15::text[]))
    returning batch_id
  )
  insert into exception_batch_item (batch_id, position, exception_id)
  select batch_id, chosen.position, chosen.exception_id
  from batch cross join unnest($15::text[]) with ordinality as chosen (exception_id, position)
`;

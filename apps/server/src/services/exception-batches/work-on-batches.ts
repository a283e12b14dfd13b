/**
 * The background of the batches: one exception after another, each in a database transaction of its
 * own in which it is decided and ticked off. A process that dies leaves the one it held undone and
 * unticked, so that whoever goes on neither repeats nor forgets one. The row of the batch is locked
 * meanwhile: one process works on a batch at a time, which keeps the order of its exceptions.
 */

import { isPermission } from '@kontor/contracts';
import { unreachable, type ExceptionId } from '@kontor/kernel';
import { inTransaction, sqlStateOf, type Queryable } from '@kontor/postgres';
import type { IdempotentCall } from '../../gateway/services.ts';
import { assignInside } from '../exceptions/assign-exception.ts';
import type { ExceptionsOptions } from '../exceptions/exceptions-service.ts';
import { readException } from '../exceptions/read-exception.ts';
import { resolveInside } from '../exceptions/resolve-exception.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';

/** Answers how many exceptions were worked on. */
export async function workOnBatches(options: ExceptionsOptions): Promise<number> {
  let worked = 0;
  while (worked < ITEMS_AT_ONCE && (await workOnOne(options))) worked += 1;
  return worked;
}

/** False when there is nothing to do. */
async function workOnOne(options: ExceptionsOptions): Promise<boolean> {
  const claimed: { item?: ItemRow } = {};
  try {
    return await inTransaction(options.pool, async (db) => {
      const item = await claimItem(db);
      if (!item) return false;
      claimed.item = item;
      await tickOff(db, item, await decideOn(db, options, item));
      return true;
    });
  } catch (error) {
    const failed = claimed.item;
    // Lost races and lost connections say nothing about the exception: it waits for the next look.
    if (!failed || /^(40|08|57)/.test(sqlStateOf(error) ?? '')) throw error;
    // What broke its own transaction is told with the item; the next one is not held up by it.
    const detail = error instanceof Error ? error.message : 'It could not be handled.';
    return inTransaction(options.pool, async (db) => {
      await tickOff(db, failed, detail);
      return true;
    });
  }
}

async function claimItem(db: Queryable): Promise<ItemRow | undefined> {
  const { rows } = await db.query<ItemRow>({ name: 'claim_batch_item', text: CLAIM_ITEM });
  return rows[0];
}

/** Undefined when it was done, else why it was not. */
async function decideOn(
  db: Queryable,
  options: ExceptionsOptions,
  item: ItemRow,
): Promise<string | undefined> {
  const call = callOf(item);
  const id = item.exception_id as ExceptionId;
  const row = await readException(db, id, legalEntitiesOf(call));
  if (!row) return 'It is not there any more.';
  if (item.action === 'assign') {
    const change = { id, assignee: item.assignee, version: row.version };
    return failureOf(await assignInside(db, options, call, change));
  }
  const resolution = { id, action: item.action, reason: item.reason, version: row.version };
  return failureOf(await resolveInside(db, options, call, resolution));
}

type Refusable =
  Awaited<ReturnType<typeof assignInside>> | Awaited<ReturnType<typeof resolveInside>>;

function failureOf(outcome: Refusable): string | undefined {
  switch (outcome.kind) {
    case 'done':
    case 'found':
      return undefined;
    case 'already_resolved':
    case 'stale':
      return outcome.quicker?.sentence ?? 'Somebody else was quicker.';
    case 'impossible':
      return outcome.detail;
    case 'own_work':
      return 'Nobody decides on what they started: a second person has to do this one.';
    case 'unacceptable':
      return outcome.errors[0]?.detail ?? 'It is not acceptable.';
    case 'absent':
      return 'It is not there any more.';
    case 'in_flight':
    case 'reused':
      throw new TypeError('a batch has no key of its own for each exception');
    default:
      return unreachable(outcome);
  }
}

/** In the name of the person who asked, with what they might do when they asked. */
function callOf(item: ItemRow): IdempotentCall {
  return {
    actor: {
      subject: item.requested_by,
      application: item.application_id,
      issuer: item.issuer,
      permissions: new Set(item.permissions.filter(isPermission)),
      legalEntities: new Set(item.legal_entities),
    },
    correlationId: item.correlation_id,
    traceparent: item.traceparent,
    idempotency: { key: item.batch_id, operation: 'exceptionBatch', fingerprint: '' },
  };
}

async function tickOff(db: Queryable, item: ItemRow, failure: string | undefined): Promise<void> {
  await db.query({
    name: 'tick_off_batch_item',
    text: TICK_OFF_ITEM,
    values: [item.batch_id, item.position, failure ?? null],
  });
}

// The lock is on the batch: a second process takes another batch, or waits for its next look.
const CLAIM_ITEM = `
  with batch as (
    select *
    from exception_batch
    where status = 'running'
    order by requested_at, batch_id
    limit 1
    for update skip locked
  )
  select batch.batch_id, batch.action, batch.assignee, batch.reason, batch.requested_by,
         batch.application_id, batch.issuer, batch.permissions, batch.legal_entities,
         batch.correlation_id, batch.traceparent, item.position, item.exception_id
  from batch
  join exception_batch_item as item on item.batch_id = batch.batch_id
  where item.status = 'waiting'
  order by item.position
  limit 1
`;

type ItemRow = {
  readonly batch_id: string;
  readonly action: 'retry' | 'abandon' | 'assign';
  readonly assignee: string | null;
  readonly reason: string;
  readonly requested_by: string;
  readonly application_id: string;
  readonly issuer: string;
  readonly permissions: readonly string[];
  readonly legal_entities: readonly string[];
  readonly correlation_id: string;
  readonly traceparent: string;
  readonly position: number;
  readonly exception_id: string;
};

// With its last item a batch is done.
const TICK_OFF_ITEM = `
  with ticked as (
    update exception_batch_item
    set status = case when $3::text is null then 'done' else 'failed' end, detail = $3,
        finished_at = now()
    where batch_id = $1 and position = $2 and status = 'waiting'
    returning 1
  )
  update exception_batch
  set done_count = done_count + (select count(*) from ticked where $3::text is null),
      failed_count = failed_count + (select count(*) from ticked where $3::text is not null),
      status = case when done_count + failed_count + (select count(*) from ticked) >= item_count
                    then 'done' else status end,
      finished_at = case
        when done_count + failed_count + (select count(*) from ticked) >= item_count then now()
        else finished_at end
  where batch_id = $1
`;

/** Other duties wait meanwhile for no longer than a second or so. */
const ITEMS_AT_ONCE = 50;

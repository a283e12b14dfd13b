/** A delivery with its attempts, its place in its lane and the transaction it belongs to. */

import type { Delivery } from '@kontor/contracts';
import {
  parseInstant,
  present,
  type DeliveryId,
  type Instant,
  type TransactionId,
} from '@kontor/kernel';
import { effectReference } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import { cutLine, cutText } from '../wire/cut-text.ts';
import { toDeliveryStatus, type StoredDeliveryStatus } from '../wire/to-delivery-status.ts';
import { toMaskedExchange } from './to-masked-exchange.ts';

type Attempt = Delivery['attempts'][number];

/** Undefined when it is not there, lies in another legal entity, or is a webhook's. */
export async function readDelivery(
  db: Queryable,
  id: DeliveryId,
  legalEntities: readonly string[],
): Promise<DeliveryRow | undefined> {
  const { rows } = await db.query<DeliveryRow>({
    name: 'read_delivery',
    text: READ_DELIVERY,
    values: [id, legalEntities],
  });
  return rows[0];
}

/** All that a transaction asked for, in the order in which it did. */
export async function readDeliveriesWithAttempts(
  db: Queryable,
  transactionId: TransactionId,
  legalEntities: readonly string[],
): Promise<readonly DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>({
    name: 'read_deliveries_with_attempts',
    text: READ_DELIVERIES_WITH_ATTEMPTS,
    values: [transactionId, legalEntities],
  });
  return rows;
}

const SELECT_DELIVERY = `
  select delivery.delivery_id, delivery.transaction_id, delivery.step, delivery.direction,
         delivery.connection, delivery.operation, delivery.status, delivery.attempts,
         delivery.external_reference, delivery.position,
         transaction.legal_entity, transaction.version,
         lane.lane_id, lane.ready_at, lane.head_position, lane.tail_position, lane.held_reason,
         asked.exception_id, tried.lines
  from delivery
  join transaction on transaction.transaction_id = delivery.transaction_id
  join lane on lane.lane_id = delivery.lane_id
  left join lateral (
    select exception_id
    from exception
    where exception.transaction_id = delivery.transaction_id
      and exception.delivery_id = delivery.delivery_id and exception.status = 'open'
    order by opened_at desc
    limit 1
  ) as asked on true
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('number', number, 'kind', kind,
             'outcome', outcome, 'detail', detail, 'exchange', exchanges -> -1,
             'at', started_at, 'durationMs', duration_ms) order by number), '[]') as lines
    from delivery_attempt
    where delivery_attempt.delivery_id = delivery.delivery_id
  ) as tried
`;

const READ_DELIVERY = `
  ${SELECT_DELIVERY}
  where delivery.delivery_id = $1 and transaction.legal_entity = any($2::text[])
`;

const READ_DELIVERIES_WITH_ATTEMPTS = `
  ${SELECT_DELIVERY}
  where delivery.transaction_id = $1 and transaction.legal_entity = any($2::text[])
  order by delivery.created_at, delivery.delivery_id
  limit 1000
`;

export type DeliveryRow = {
  readonly delivery_id: string;
  readonly transaction_id: TransactionId;
  readonly step: string;
  readonly direction: 'forward' | 'back';
  readonly connection: string;
  readonly operation: string;
  readonly status: StoredDeliveryStatus;
  readonly attempts: number;
  readonly external_reference: string | null;
  readonly position: string;
  readonly legal_entity: string;
  /** Of the transaction. */
  readonly version: number;
  readonly lane_id: string;
  readonly ready_at: Instant;
  readonly head_position: string;
  readonly tail_position: string;
  readonly held_reason: string | null;
  /** Of the open exception that asks about it. */
  readonly exception_id: string | null;
  readonly lines: readonly AttemptLine[];
};

type AttemptLine = {
  readonly number: number;
  readonly kind: 'submit' | 'look_up';
  readonly outcome: Attempt['outcome'];
  readonly detail: string | null;
  /** The last one of the attempt: those before it signed in. */
  readonly exchange: unknown;
  readonly at: string;
  readonly durationMs: number;
};

export function fromDeliveryRow(row: DeliveryRow): Delivery {
  const nextAttemptAt = nextAttemptOf(row);
  return {
    id: row.delivery_id,
    transaction: row.transaction_id,
    legalEntity: row.legal_entity,
    connection: row.connection,
    operation: row.operation,
    reference: referenceOf(row),
    lane: row.lane_id,
    status: toDeliveryStatus(row.status, row.attempts),
    attempts: row.lines.slice(-ATTEMPTS_MAX).map(fromAttemptLine),
    version: row.version,
    ...(nextAttemptAt !== undefined && { nextAttemptAt }),
    ...(row.external_reference !== null && {
      externalReference: cutLine(row.external_reference, REFERENCE_CHARACTERS_MAX),
    }),
  };
}

/** Our key for the effect; what undoes it has one of its own. */
export function referenceOf({
  transaction_id,
  step,
  direction,
}: Pick<DeliveryRow, 'transaction_id' | 'step' | 'direction'>): string {
  return effectReference(transaction_id, direction === 'back' ? `${step}/undo` : step);
}

/** Only the head of a lane that nobody holds has a time. */
function nextAttemptOf(row: DeliveryRow): Instant | undefined {
  const isNext =
    row.position === row.head_position &&
    row.held_reason === null &&
    (row.status === 'waiting' || row.status === 'in_doubt');
  return isNext ? row.ready_at : undefined;
}

function fromAttemptLine(line: AttemptLine): Attempt {
  return {
    number: line.number,
    kind: line.kind === 'look_up' ? 'look-up' : 'submit',
    at: present(parseInstant(line.at), line.at),
    durationMs: line.durationMs,
    outcome: line.outcome,
    ...(line.detail !== null && { detail: cutText(line.detail, DETAIL_CHARACTERS_MAX) }),
    ...toMaskedExchange(line.exchange),
  };
}

// Limits of the contract.
const ATTEMPTS_MAX = 1_000;
const REFERENCE_CHARACTERS_MAX = 200;
const DETAIL_CHARACTERS_MAX = 2_000;

/**
 * Move events from the outbox into the feed, and into the lanes of the webhooks that want them. One
 * relay works at a time, in the order of the outbox; positions of the feed are therefore visible in
 * their order, and a reader who remembers the last one misses nothing.
 *
 * Two events of one partition key stand in the outbox in the order of their commits, because the
 * transaction of the second began after the first held the lane: so they do in the feed.
 */

import { inTransaction } from '@kontor/postgres';
import type { DeliveryId, IdSource } from '@kontor/kernel';
import type pg from 'pg';
import { enqueueRows, type DeliveryRow } from '../store/postgres/enqueue-deliveries.ts';

export type Relayed = {
  readonly events: number;
  /** Connections of webhooks that have something to deliver now. */
  readonly connections: ReadonlySet<string>;
};

export async function relayOutbox(pool: pg.Pool, ids: IdSource): Promise<Relayed> {
  return inTransaction(pool, async (db) => {
    const lock = await db.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [
      RELAY_LOCK,
    ]);
    if (!lock.rows[0]?.ours) return NOTHING;
    const { rows } = await db.query<RelayedRow>({
      name: 'relay_outbox',
      text: RELAY_OUTBOX,
      values: [EVENTS_MAX],
    });
    if (rows.length === 0) return NOTHING;
    const deliveries = await webhookDeliveries(db, rows, ids);
    await enqueueRows(db, deliveries);
    return {
      events: rows.length,
      connections: new Set(deliveries.map(({ connection }) => connection)),
    };
  });
}

async function webhookDeliveries(
  db: pg.PoolClient,
  events: readonly RelayedRow[],
  ids: IdSource,
): Promise<readonly DeliveryRow[]> {
  const { rows: subscriptions } = await db.query<SubscriptionRow>({
    name: 'active_subscriptions',
    text: ACTIVE_SUBSCRIPTIONS,
  });
  const inOrder = events.toSorted((left, right) =>
    BigInt(left.position) < BigInt(right.position) ? -1 : 1,
  );
  return inOrder.flatMap((event) =>
    subscriptions
      .filter((subscription) => wants(subscription, event))
      .map(({ subscription_id }) => toDelivery(subscription_id, event, ids.next('DeliveryId'))),
  );
}

function wants({ types, legal_entities }: SubscriptionRow, event: RelayedRow): boolean {
  return (
    (types.length === 0 || types.includes(event.type)) &&
    legal_entities.includes(event.legal_entity)
  );
}

function toDelivery(
  subscriptionId: string,
  event: RelayedRow,
  deliveryId: DeliveryId,
): DeliveryRow {
  return {
    delivery_id: deliveryId,
    event_id: event.event_id,
    connection: webhookConnection(subscriptionId),
    ordering_key: event.partition_key,
    step: 'webhook',
    direction: 'forward',
    operation: 'webhook.post',
  };
}

/** Each subscription is a connection of its own, so a slow receiver slows nobody else. */
export function webhookConnection(subscriptionId: string): string {
  return `webhook-${subscriptionId.slice('sub_'.length)}`;
}

const RELAY_OUTBOX = `
  with taken as (
    delete from outbox
    where outbox_id in (select outbox_id from outbox order by outbox_id limit $1)
    returning *
  ), last as (
    select coalesce((select position from event order by position desc limit 1), 0) as position
  )
  insert into event
    (position, event_id, type, subject, legal_entity, partition_key, transaction_id,
     correlation_id, traceparent, data, occurred_at)
  select last.position + row_number() over (order by taken.outbox_id), event_id, type, subject,
         legal_entity, partition_key, transaction_id, correlation_id, traceparent, data, occurred_at
  from taken, last
  returning position, event_id, type, legal_entity, partition_key
`;

type RelayedRow = {
  readonly position: string;
  readonly event_id: string;
  readonly type: string;
  readonly legal_entity: string;
  readonly partition_key: string;
};

const ACTIVE_SUBSCRIPTIONS = `
  select subscription_id, types, legal_entities
  from webhook_subscription
  where disabled_reason is null
`;

type SubscriptionRow = {
  readonly subscription_id: string;
  readonly types: readonly string[];
  readonly legal_entities: readonly string[];
};

const NOTHING: Relayed = { events: 0, connections: new Set() };
/** Keeps one relay's lock short. */
const EVENTS_MAX = 1_000;
const RELAY_LOCK = 7_301_002;

/** Subscriptions with the health of their deliveries. */

import type { EventType, WebhookSubscription } from '@kontor/contracts';
import type { Instant } from '@kontor/kernel';

export type SubscriptionRow = {
  readonly subscription_id: string;
  readonly url: string;
  readonly types: EventType[];
  readonly legal_entities: string[];
  readonly description: string | null;
  readonly disabled_reason: string | null;
  readonly created_at: Instant;
  readonly waiting: string;
  readonly failures: number;
  readonly last_success_at: Instant | null;
  readonly last_failure_at: Instant | null;
  readonly last_failure: string | null;
};

export function toSubscription(row: SubscriptionRow): WebhookSubscription {
  return {
    id: row.subscription_id,
    url: row.url,
    types: row.types,
    legalEntities: row.legal_entities,
    ...(row.description !== null && { description: row.description }),
    status: row.disabled_reason === null ? 'active' : 'disabled',
    createdAt: row.created_at,
    health: {
      waiting: Number.parseInt(row.waiting, 10),
      consecutiveFailures: row.failures,
      ...(row.last_success_at !== null && { lastSuccessAt: row.last_success_at }),
      ...(row.last_failure_at !== null && { lastFailureAt: row.last_failure_at }),
      ...(row.last_failure !== null && { lastFailure: row.last_failure }),
    },
  };
}

/** $1 application, $2 one subscription or null, $3 after this id, $4 how many. */
export const READ_SUBSCRIPTIONS = `
  select subscription.subscription_id, url, types, legal_entities, description, disabled_reason,
         subscription.created_at, coalesce(backlog.waiting, 0) as waiting,
         coalesce(head.attempts, 0) as failures, success.finished_at as last_success_at,
         failure.started_at as last_failure_at, failure.detail as last_failure
  from webhook_subscription as subscription
  left join lateral (
    select sum(tail_position - head_position + 1) as waiting
    from lane
    where connection = 'webhook-' || substr(subscription.subscription_id, 5)
  ) as backlog on true
  left join lateral (
    select max(delivery.attempts) as attempts
    from lane join delivery on delivery.lane_id = lane.lane_id
      and delivery.position = lane.head_position
    where lane.connection = 'webhook-' || substr(subscription.subscription_id, 5)
  ) as head on true
  left join lateral (
    select delivery.finished_at
    from lane join delivery using (lane_id)
    where lane.connection = 'webhook-' || substr(subscription.subscription_id, 5)
      and delivery.status = 'confirmed'
    order by delivery.finished_at desc
    limit 1
  ) as success on true
  left join lateral (
    select attempt.started_at, attempt.detail
    from lane join delivery using (lane_id) join delivery_attempt as attempt using (delivery_id)
    where lane.connection = 'webhook-' || substr(subscription.subscription_id, 5)
      and attempt.outcome <> 'confirmed'
    order by attempt.started_at desc
    limit 1
  ) as failure on true
  where application_id = $1
    and ($2::text is null or subscription.subscription_id = $2)
    and subscription.subscription_id > $3
  order by subscription.subscription_id
  limit $4
`;

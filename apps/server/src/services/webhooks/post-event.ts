/** Post one event of the feed to one subscription, as it stands now. */

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  openWebhookSender,
  type DeliveryOutcome,
  type EgressPolicy,
  type HttpExchange,
  type WebhookSecret,
} from '@kontor/connector-sdk';
import type { Answered } from '@kontor/engine';
import type { Clock, EventId, SubscriptionId } from '@kontor/kernel';
import { present } from '@kontor/kernel';
import type pg from 'pg';
import { toCloudEvent, type EventRow } from '../events/to-cloud-event.ts';
import type { CloudEvent } from '@kontor/contracts';

export type EventPoster = {
  post(subscriptionId: SubscriptionId, eventId: EventId): Promise<Answered<DeliveryOutcome>>;
  /** The same way with an event that is in no feed, to see whether the receiver answers. */
  postTest(subscriptionId: SubscriptionId, event: CloudEvent): Promise<Answered<DeliveryOutcome>>;
  close(): Promise<void>;
};

export type EventPosterOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly policy: EgressPolicy;
};

export function openEventPoster({ pool, clock, policy }: EventPosterOptions): EventPoster {
  const exchanges = new AsyncLocalStorage<HttpExchange[]>();
  const sender = openWebhookSender({
    policy,
    clock,
    observe: (exchange) => void exchanges.getStore()?.push(exchange),
  });

  async function postTo(
    { url, secrets }: SubscriptionRow,
    event: CloudEvent,
  ): Promise<Answered<DeliveryOutcome>> {
    const seen: HttpExchange[] = [];
    const body = JSON.stringify(event);
    const outcome = await exchanges.run(seen, () =>
      sender.post({ url, id: event.id, body, secrets }),
    );
    return { outcome, exchanges: seen };
  }

  return {
    async post(subscriptionId, eventId) {
      const subscription = await findSubscription(pool, subscriptionId);
      if (!subscription) return GONE;
      return postTo(subscription, toCloudEvent(await readEvent(pool, eventId)));
    },
    async postTest(subscriptionId, event) {
      const subscription = await findSubscription(pool, subscriptionId);
      return subscription ? postTo(subscription, event) : GONE;
    },
    close: () => sender.close(),
  };
}

type SubscriptionRow = { readonly url: string; readonly secrets: readonly WebhookSecret[] };

async function findSubscription(
  pool: pg.Pool,
  subscriptionId: SubscriptionId,
): Promise<SubscriptionRow | undefined> {
  const { rows } = await pool.query<SubscriptionRow>({
    name: 'find_subscription_to_post',
    text: 'select url, secrets from webhook_subscription where subscription_id = $1',
    values: [subscriptionId],
  });
  return rows[0];
}

async function readEvent(pool: pg.Pool, eventId: EventId): Promise<EventRow> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_event',
    text: READ_EVENT,
    values: [eventId],
  });
  return present(rows[0], 'a webhook is enqueued together with its event');
}

const READ_EVENT = `
  select position, event_id, type, subject, legal_entity, partition_key, correlation_id,
         traceparent, data, occurred_at
  from event
  where event_id = $1
`;

const GONE: Answered<DeliveryOutcome> = {
  outcome: {
    kind: 'rejected',
    reason: 'business_rule',
    vendorCode: 'unsubscribed',
    vendorText: 'The subscription was deleted.',
  },
  exchanges: [],
};

import type { StoryFacts } from '@kontor/governance';
import { parseInstant, present, type Instant, type TransactionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

type EventFacts = StoryFacts['events'][number];

/**
 * Events with what became of them at each subscriber. Deliveries of a subscriber are found through
 * its lane of the event's partition key, because nothing else leads from an event to them. Of
 * single transfers there may be tens of thousands: the reports tell what they say.
 */
export async function readStoryEvents(
  db: Queryable,
  id: TransactionId,
): Promise<readonly EventFacts[]> {
  const { rows } = await db.query<StoryEventRow>({
    name: 'read_story_events',
    text: READ_STORY_EVENTS,
    values: [id],
  });
  return rows.map((row) => ({
    eventId: row.event_id,
    type: row.type,
    at: row.occurred_at,
    receivers: row.receivers.map(toReceiver),
  }));
}

const READ_STORY_EVENTS = `
  select told.event_id, told.type, told.occurred_at, received.receivers
  from (
    select event_id, type, partition_key, occurred_at from event where transaction_id = $1
    union
    select event_id, type, partition_key, occurred_at from outbox where transaction_id = $1
  ) as told
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('url', webhook_subscription.url,
             'attempts', delivery.attempts,
             'deliveredAt', case when delivery.status = 'confirmed' then delivery.finished_at end)
             order by webhook_subscription.subscription_id), '[]') as receivers
    from webhook_subscription
    join lane on lane.ordering_key = told.partition_key
      and lane.connection = 'webhook-' || substr(webhook_subscription.subscription_id, 5)
    join delivery on delivery.lane_id = lane.lane_id and delivery.event_id = told.event_id
  ) as received
  where told.type <> 'kontor.transfer.reported.v1'
  order by told.occurred_at, told.event_id
  limit 1000
`;

type StoryEventRow = {
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Instant;
  readonly receivers: readonly {
    readonly url: string;
    readonly attempts: number;
    readonly deliveredAt: string | null;
  }[];
};

/** Only the host: the rest of the address may hold the receiver's own secrets. */
function toReceiver({
  url,
  attempts,
  deliveredAt,
}: StoryEventRow['receivers'][number]): EventFacts['receivers'][number] {
  return {
    host: new URL(url).host,
    attempts,
    ...(deliveredAt !== null && { deliveredAt: present(parseInstant(deliveredAt), deliveredAt) }),
  };
}

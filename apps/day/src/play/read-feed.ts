/** Reads the event feed from a place to its present end, as an application that pulls would. */

import { listEvents, type CloudEvent } from '@kontor/contracts';
import { assert } from '@kontor/kernel';
import { type ApiClient, nextOf, patiently } from '@kontor/client';

export type FeedReading = {
  readonly events: readonly CloudEvent[];
  /** Where to go on; undefined when the feed has no beginning yet. */
  readonly next: string | undefined;
};

export async function readFeed(api: ApiClient, after: string | undefined): Promise<FeedReading> {
  const events: CloudEvent[] = [];
  let next = after;
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const query = { limit: LIMIT, ...(next !== undefined && { after: next }) };
    const reply = await patiently(() => api.call(listEvents, { query }));
    assert(reply.kind === 'answered', 'the feed answers events');
    events.push(...reply.body);
    next = nextOf(reply.headers) ?? next;
    if (reply.body.length === 0) return { events, next };
  }
  assert(false, 'the feed has an end for now');
}

const LIMIT = 1_000;

/** A million events: far more than a day makes. */
const BATCHES_MAX = 1_000;

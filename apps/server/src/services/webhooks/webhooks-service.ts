/**
 * Webhook subscriptions: made, listed, rotated, tested, deleted; each belongs to one application.
 */

import {
  checkEgressUrl,
  createWebhookSecret,
  type EgressPolicy,
  type WebhookSecret,
} from '@kontor/connector-sdk';
import type {
  CloudEvent,
  NewWebhookSubscription,
  WebhookSubscription,
  WebhookSubscriptionWithSecret,
} from '@kontor/contracts';
import { webhookConnection } from '@kontor/engine';
import type { Clock, IdSource, SubscriptionId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Call, Webhooks } from '../../gateway/services.ts';
import { withIdempotency } from '../idempotency/with-idempotency.ts';
import type { EventPoster } from './post-event.ts';
import { READ_SUBSCRIPTIONS, toSubscription, type SubscriptionRow } from './read-subscriptions.ts';

export type WebhooksOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly policy: EgressPolicy;
  readonly poster: EventPoster;
};

export function webhooksService(options: WebhooksOptions): Webhooks {
  const { pool, ids, policy } = options;
  return {
    async create(call, subscription) {
      const verdict = checkEgressUrl(subscription.url, policy);
      if (verdict.kind === 'denied') return urlUnacceptable(verdict.reason);
      const legalEntities = subscription.legalEntities ?? [...call.actor.legalEntities];
      const foreign = legalEntities.find((code) => !call.actor.legalEntities.has(code));
      if (foreign !== undefined) return { kind: 'entity_forbidden', legalEntity: foreign };
      return withIdempotency(pool, call, async (db) => ({
        kind: 'done',
        result: await insertSubscription(db, call, ids.next('SubscriptionId'), {
          ...subscription,
          legalEntities,
        }),
      }));
    },
    async list(call, page) {
      const rows = await readSubscriptions(pool, call, page);
      const shown = rows.slice(0, page.size);
      const last = shown.at(-1);
      return {
        items: shown.map(toSubscription),
        ...(rows.length > page.size && last && { next: last.subscription_id }),
      };
    },
    async find(call, id) {
      const found = await findSubscription(pool, call, id);
      return found ? { kind: 'found', value: found } : { kind: 'absent' };
    },
    async remove(call, id) {
      const { rowCount } = await pool.query({
        name: 'remove_subscription',
        text: REMOVE_SUBSCRIPTION,
        values: [id, call.actor.application, call.actor.subject, webhookConnection(id)],
      });
      return rowCount === 1 ? { kind: 'removed' } : { kind: 'absent' };
    },
    async rotateSecret(call, id) {
      return withIdempotency(pool, call, async (db) => {
        const secret = createWebhookSecret();
        const { rowCount } = await db.query({
          name: 'rotate_secret',
          text: ROTATE_SECRET,
          values: [id, call.actor.application, secret, call.actor.subject],
        });
        if (rowCount !== 1) return { kind: 'absent' } as const;
        const found = await findSubscription(db, call, id);
        if (!found) return { kind: 'absent' } as const;
        return { kind: 'done', result: { ...found, secret } } as const;
      });
    },
    test: (call, id) => testSubscription(options, call, id),
  };
}

async function insertSubscription(
  db: Queryable,
  call: Call,
  id: SubscriptionId,
  subscription: NewWebhookSubscription & { readonly legalEntities: readonly string[] },
): Promise<WebhookSubscriptionWithSecret> {
  const secret: WebhookSecret = createWebhookSecret();
  const { application, subject } = call.actor;
  const { url, types, legalEntities, description } = subscription;
  await db.query({
    name: 'insert_subscription',
    text: INSERT_SUBSCRIPTION,
    values: [
      id,
      application,
      url,
      types,
      legalEntities,
      description ?? null,
      JSON.stringify([secret]),
      subject,
    ],
  });
  const found = await findSubscription(db, call, id);
  return { ...(found as WebhookSubscription), secret };
}

async function readSubscriptions(
  db: Queryable,
  { actor }: Call,
  { size, after }: { readonly size: number; readonly after?: string },
): Promise<readonly SubscriptionRow[]> {
  const { rows } = await db.query<SubscriptionRow>({
    name: 'read_subscriptions',
    text: READ_SUBSCRIPTIONS,
    values: [actor.application, null, after ?? '', size + 1],
  });
  return rows;
}

async function findSubscription(
  db: Queryable,
  { actor }: Call,
  id: SubscriptionId,
): Promise<WebhookSubscription | undefined> {
  const { rows } = await db.query<SubscriptionRow>({
    name: 'read_subscriptions',
    text: READ_SUBSCRIPTIONS,
    values: [actor.application, id, '', 1],
  });
  return rows[0] && toSubscription(rows[0]);
}

async function testSubscription(
  { pool, clock, ids, poster }: WebhooksOptions,
  call: Call,
  id: SubscriptionId,
) {
  const found = await findSubscription(pool, call, id);
  if (!found) return { kind: 'absent' } as const;
  const startedMs = clock.elapsedMs();
  const { outcome } = await poster.postTest(id, testEvent(call, found, { clock, ids }));
  const value = {
    delivered: outcome.kind === 'confirmed',
    detail: detailOf(outcome),
    durationMs: Math.round(clock.elapsedMs() - startedMs),
  };
  return { kind: 'found', value } as const;
}

function detailOf(outcome: Awaited<ReturnType<EventPoster['post']>>['outcome']): string {
  switch (outcome.kind) {
    case 'confirmed':
      return 'The receiver took it.';
    case 'rejected':
      return `${outcome.vendorCode}: ${outcome.vendorText}`;
    case 'retryable':
    case 'unknown':
      return outcome.detail;
  }
}

function testEvent(
  call: Call,
  { id, legalEntities }: WebhookSubscription,
  { clock, ids }: Pick<WebhooksOptions, 'clock' | 'ids'>,
): CloudEvent {
  const legalEntity = legalEntities?.[0] ?? 'TEST';
  return {
    specversion: '1.0',
    id: ids.next('EventId'),
    source: `/legal-entities/${legalEntity}`,
    type: 'kontor.webhook.test.v1',
    subject: id,
    time: clock.now(),
    datacontenttype: 'application/json',
    dataschema: '/schemas/events/kontor.webhook.test.v1.json',
    legalentity: legalEntity,
    partitionkey: id,
    sequence: '0'.repeat(20),
    correlationid: call.correlationId,
    data: {},
  };
}

function urlUnacceptable(reason: string) {
  const detail = `This address may not be called: ${reason.replaceAll('_', ' ')}.`;
  return { kind: 'unacceptable', errors: [{ code: 'url_refused', at: '/url', detail }] } as const;
}

const INSERT_SUBSCRIPTION = `
  with made as (
    insert into webhook_subscription
      (subscription_id, application_id, url, types, legal_entities, description, secrets)
    values ($1, $2, $3, $4, $5, $6, $7)
    returning subscription_id
  )
  insert into audit_entry (actor, action, subject_kind, subject_id)
  select $8, 'webhook_subscription.created', 'subscription', subscription_id from made
`;
// The one before the last still verifies calls that are under way; older ones are forgotten.
const ROTATE_SECRET = `
  with rotated as (
    update webhook_subscription
    set secrets = jsonb_build_array($3::text, secrets -> 0)
    where subscription_id = $1 and application_id = $2
    returning subscription_id
  )
  insert into audit_entry (actor, action, subject_kind, subject_id)
  select $4, 'webhook_subscription.secret_rotated', 'subscription', subscription_id from rotated
`;
const REMOVE_SUBSCRIPTION = `
  with removed as (
    delete from webhook_subscription
    where subscription_id = $1 and application_id = $2
    returning subscription_id
  ), held as (
    update lane set held_reason = 'the subscription was deleted'
    where connection = $4 and exists (select from removed)
  )
  insert into audit_entry (actor, action, subject_kind, subject_id)
  select $3, 'webhook_subscription.deleted', 'subscription', subscription_id from removed
`;

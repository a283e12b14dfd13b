/**
 * Webhook subscriptions: Kontor posts events to an address, signed (Standard Webhooks 1.0.0), at
 * least once and for days. The secret is shown once, when it is made.
 */

import { idText, InstantText, LegalEntityCode, paragraph, text } from '@kontor/canon';
import Type, { type Static } from 'typebox';
import { endpoint, JSON_BYTES_MAX } from './endpoint.ts';
import { EVENT_TYPES } from './events.ts';
import { exampleSubscription } from './examples.ts';
import { listQuery, pageOf } from './paging.ts';
import { closed, idParams } from './wire.ts';

const WebhookUrl = Type.String({
  pattern: '^https?://[^\\s]{1,2000}$',
  maxLength: 2_048,
  description: 'Where to post. HTTPS; private addresses are refused unless configured.',
  examples: ['https://receiver.example/kontor'],
});

const settings = {
  url: WebhookUrl,
  types: Type.Array(Type.Enum([...EVENT_TYPES]), {
    minItems: 1,
    maxItems: EVENT_TYPES.length,
    uniqueItems: true,
  }),
  /** Of the token; all of them when absent. */
  legalEntities: Type.Optional(Type.Array(LegalEntityCode, { minItems: 1, maxItems: 1_000 })),
  description: Type.Optional(text(200)),
};

export const NewWebhookSubscription = closed(settings, { $id: 'NewWebhookSubscription' });
export type NewWebhookSubscription = Static<typeof NewWebhookSubscription>;

const subscriptionFields = {
  id: idText('SubscriptionId'),
  ...settings,
  status: Type.Enum(['active', 'disabled'], {
    description: 'disabled: after days of failures, or because the receiver answered 410.',
  }),
  createdAt: InstantText,
  health: closed({
    waiting: Type.Integer({ minimum: 0 }),
    consecutiveFailures: Type.Integer({ minimum: 0 }),
    lastSuccessAt: Type.Optional(InstantText),
    lastFailureAt: Type.Optional(InstantText),
    lastFailure: Type.Optional(paragraph(1_000)),
  }),
};

export const WebhookSubscription = closed(subscriptionFields, { $id: 'WebhookSubscription' });
export type WebhookSubscription = Static<typeof WebhookSubscription>;

export const WebhookSubscriptionWithSecret = closed(
  {
    ...subscriptionFields,
    secret: Type.String({
      pattern: '^whsec_[A-Za-z0-9+/]{32,}={0,2}$',
      description: 'Shown this once. Verify each call with it (Standard Webhooks 1.0.0).',
    }),
  },
  { $id: 'WebhookSubscriptionWithSecret' },
);
export type WebhookSubscriptionWithSecret = Static<typeof WebhookSubscriptionWithSecret>;

export const WebhookTest = closed(
  {
    delivered: Type.Boolean(),
    /** What the receiver answered, or why it could not be reached. */
    detail: paragraph(1_000),
    durationMs: Type.Integer({ minimum: 0 }),
  },
  { $id: 'WebhookTest' },
);
export type WebhookTest = Static<typeof WebhookTest>;

const subscriptionParams = idParams('subscriptionId', 'SubscriptionId');
const exampleWithSecret = {
  ...exampleSubscription,
  secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};

export const createWebhookSubscription = endpoint({
  method: 'POST',
  path: '/v1/webhook-subscriptions',
  operationId: 'createWebhookSubscription',
  tag: 'Events',
  summary: 'Subscribe to events',
  description: 'Keep the secret of the answer: it is not shown again.',
  permission: 'webhooks:write',
  audit: { action: 'webhook_subscription.created', subject: 'subscriptionId' },
  idempotency: 'required',
  bodies: {
    'application/json': {
      kind: 'json',
      schema: NewWebhookSubscription,
      bytesMax: JSON_BYTES_MAX,
      examples: {
        subscription: {
          url: 'https://receiver.example/kontor',
          types: ['kontor.invoice.posted.v1'],
          legalEntities: ['DE01'],
        },
      },
    },
  },
  replies: {
    201: {
      description: 'Made, with its secret. A replay shows the same secret.',
      body: WebhookSubscriptionWithSecret,
      example: exampleWithSecret,
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['unacceptable_webhook_url', 'legal_entity_forbidden'],
});

export const listWebhookSubscriptions = endpoint({
  method: 'GET',
  path: '/v1/webhook-subscriptions',
  operationId: 'listWebhookSubscriptions',
  tag: 'Events',
  summary: 'List webhook subscriptions',
  description: 'Of this application, with the health of their delivery.',
  permission: 'webhooks:read',
  audit: { none: 'Addresses and counts; secrets are never shown again.' },
  idempotency: { none: 'Reading.' },
  query: listQuery({}),
  replies: {
    200: {
      description: 'One page of subscriptions.',
      body: pageOf(WebhookSubscription),
      example: { items: [exampleSubscription] },
      headers: ['Link'],
    },
  },
  problems: [],
});

export const getWebhookSubscription = endpoint({
  method: 'GET',
  path: '/v1/webhook-subscriptions/{subscriptionId}',
  operationId: 'getWebhookSubscription',
  tag: 'Events',
  summary: 'Read a webhook subscription',
  description: 'With the health of its delivery.',
  permission: 'webhooks:read',
  audit: { none: 'Addresses and counts; the secret is never shown again.' },
  idempotency: { none: 'Reading.' },
  params: subscriptionParams,
  replies: {
    200: {
      description: 'The subscription.',
      body: WebhookSubscription,
      example: exampleSubscription,
    },
  },
  problems: ['not_found'],
});

export const deleteWebhookSubscription = endpoint({
  method: 'DELETE',
  path: '/v1/webhook-subscriptions/{subscriptionId}',
  operationId: 'deleteWebhookSubscription',
  tag: 'Events',
  summary: 'Delete a webhook subscription',
  description: 'Nothing more is posted. What was missed can be read from the feed.',
  permission: 'webhooks:write',
  audit: { action: 'webhook_subscription.deleted', subject: 'subscriptionId' },
  idempotency: { none: 'Deleting twice finds nothing the second time.' },
  params: subscriptionParams,
  replies: { 204: { description: 'Deleted.' } },
  problems: ['not_found'],
});

export const rotateWebhookSecret = endpoint({
  method: 'POST',
  path: '/v1/webhook-subscriptions/{subscriptionId}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  tag: 'Events',
  summary: 'Make a new secret',
  description: 'Calls are signed with both secrets for a while, so that the receiver can change.',
  permission: 'webhooks:write',
  audit: { action: 'webhook_subscription.secret_rotated', subject: 'subscriptionId' },
  idempotency: 'required',
  params: subscriptionParams,
  replies: {
    200: {
      description: 'With the new secret, shown this once.',
      body: WebhookSubscriptionWithSecret,
      example: exampleWithSecret,
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['not_found'],
});

export const testWebhookSubscription = endpoint({
  method: 'POST',
  path: '/v1/webhook-subscriptions/{subscriptionId}/test',
  operationId: 'testWebhookSubscription',
  tag: 'Events',
  summary: 'Post a test event',
  description: 'One signed call now, outside the queue, with an event of type `kontor.test.v1`.',
  permission: 'webhooks:write',
  audit: { action: 'webhook_subscription.tested', subject: 'subscriptionId' },
  idempotency: { none: 'A test event means nothing; two of them mean nothing either.' },
  params: subscriptionParams,
  replies: {
    200: {
      description: 'What the receiver said.',
      body: WebhookTest,
      example: { delivered: true, detail: 'The receiver answered 204.', durationMs: 83 },
    },
  },
  problems: ['not_found'],
});

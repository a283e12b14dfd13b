/** Subscribes the day's receiver to what an application would want to know. */

import { createWebhookSubscription, deleteWebhookSubscription } from '@kontor/contracts';
import { parseWebhookSecret } from '@kontor/connector-sdk';
import { assert } from '@kontor/kernel';
import { type ApiClient, patiently } from '@kontor/client';
import type { WebhookReceiver } from './receive-webhooks.ts';

export type Subscription = { end(): Promise<void> };

export async function subscribe(
  api: ApiClient,
  { receiver, seed }: { readonly receiver: WebhookReceiver; readonly seed: number },
): Promise<Subscription> {
  const { url } = receiver;
  const reply = await patiently(() =>
    api.call(createWebhookSubscription, {
      body: { json: { url, types: [...TYPES], description: `A day of finance, seed ${seed}` } },
      idempotencyKey: `subscription-${seed}-${url}`,
    }),
  );
  const why = reply.kind === 'refused' ? `${reply.problem.code} ${reply.problem.detail ?? ''}` : '';
  assert(reply.kind === 'answered', `webhooks to this machine are allowed: ${why}`);
  const secret = parseWebhookSecret(reply.body.secret);
  assert(secret !== undefined, 'a new subscription has a secret');
  receiver.expect(secret, TYPES);
  const { id: subscriptionId } = reply.body;
  return {
    async end() {
      await api.call(deleteWebhookSubscription, { params: { subscriptionId } });
    },
  };
}

const TYPES = [
  'kontor.invoice.posted.v1',
  'kontor.invoice.refused.v1',
  'kontor.payment.applied.v1',
  'kontor.payment.returned.v1',
  'kontor.exception.opened.v1',
] as const;

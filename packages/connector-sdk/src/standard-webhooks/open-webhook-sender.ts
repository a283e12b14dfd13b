/**
 * Sends webhooks: signed, through the guard against server-side request forgery, once per call.
 *
 * Receivers drop what they have seen by `webhook-id`, so sending again is always allowed: nothing
 * here is ever `unknown`, and everything but a receiver that says it is gone is `retryable`.
 */

import type { Clock } from '@kontor/kernel';
import { Agent } from 'undici';
import type { EgressPolicy } from '../egress-guard/check-egress-url.ts';
import { guardedLookup, type ResolveAll } from '../egress-guard/guarded-lookup.ts';
import type { HttpExchange } from '../http/open-http-port.ts';
import type { DeliveryOutcome } from '../outcome.ts';
import { postWebhook } from './post-webhook.ts';
import type { WebhookSecret } from './webhook-secret.ts';

export type WebhookDelivery = {
  /** Where the subscriber asked to have it. */
  readonly url: string;
  /** Of the event, the same for every attempt. */
  readonly id: string;
  readonly body: string;
  /** `application/cloudevents+json` unless said. */
  readonly contentType?: string;
  /** The newest first; both while one is replaced. */
  readonly secrets: readonly WebhookSecret[];
};

export type WebhookSenderOptions = {
  readonly policy: EgressPolicy;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** Told of every exchange, masked and cut, after it ended. */
  readonly observe?: (exchange: HttpExchange) => void;
  /** Name resolution; the operating system's unless a test stands in for the name server. */
  readonly resolveAll?: ResolveAll;
};

export type WebhookSender = {
  /** `rejected` only for a URL that may not be called and for a receiver that answered 410. */
  post(delivery: WebhookDelivery): Promise<DeliveryOutcome>;
  close(): Promise<void>;
};

export function openWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { policy, resolveAll, timeoutMs = TIMEOUT_MS } = options;
  const dispatcher = new Agent({
    connect: { lookup: guardedLookup(policy, resolveAll), timeout: CONNECT_TIMEOUT_MS },
    connections: CONNECTIONS_PER_RECEIVER_MAX,
    allowH2: false,
    // Each connection was checked when it was opened; a short life has names resolved again soon.
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
  });
  return {
    post: (delivery) => postWebhook(delivery, { ...options, timeoutMs, dispatcher }),
    close: () => dispatcher.close(),
  };
}

/** What receivers are promised: an answer within 15 seconds counts. */
const TIMEOUT_MS = 15_000;

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 4_000;

/** One slow receiver holds no more of our sockets than this. */
const CONNECTIONS_PER_RECEIVER_MAX = 8;

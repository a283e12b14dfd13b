/**
 * Signs a webhook as Standard Webhooks 1.0.0 says.
 *
 * While a secret is being replaced, both sign: a receiver that holds either one accepts the
 * message.
 */

import { assert, toEpochMs, type Instant } from '@kontor/kernel';
import type { WebhookSecret } from './webhook-secret.ts';
import { SIGNATURE_VERSION, webhookDigest } from './webhook-signature.ts';

export type WebhookHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

type Signing = {
  /** The same for every attempt at one message: receivers drop what they have seen by it. */
  readonly id: string;
  /** When this attempt is made: receivers refuse what is older than a few minutes. */
  readonly timestamp: Instant;
  readonly body: string | Uint8Array;
  /** The newest first. */
  readonly secrets: readonly WebhookSecret[];
};

export function signWebhook({ id, timestamp, body, secrets }: Signing): WebhookHeaders {
  assert(MESSAGE_ID.test(id), 'a webhook id is 1 to 255 letters, digits, dashes and underscores');
  assert(
    secrets.length > 0 && secrets.length <= SECRETS_MAX,
    `a webhook is signed with 1 to ${SECRETS_MAX} secrets`,
  );
  const timestampSeconds = String(Math.floor(toEpochMs(timestamp) / 1000));
  const signatures = secrets.map((secret) => {
    const digest = webhookDigest({ id, timestampSeconds, body }, secret);
    return `${SIGNATURE_VERSION},${digest.toString('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestampSeconds,
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * No full stop: it separates the signed parts, and `a.1` with `b` must not sign like `a` with
 * `1.b`.
 */
const MESSAGE_ID = /^[A-Za-z0-9_-]{1,255}$/;

/** The present secret, the one that replaces it, and one more for a receiver with two regions. */
const SECRETS_MAX = 3;

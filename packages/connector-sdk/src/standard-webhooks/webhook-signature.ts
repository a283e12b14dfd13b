/**
 * The signature of one webhook under one secret: HMAC-SHA256 over `id.timestamp.body`, exactly as
 * the bytes travel. Signing and verifying share this function, so they cannot drift apart.
 */

import { createHmac } from 'node:crypto';
import { webhookKey, type WebhookSecret } from './webhook-secret.ts';

export type SignedContent = {
  readonly id: string;
  /** Whole seconds since 1970, as the header carries them. */
  readonly timestampSeconds: string;
  /** The body's bytes: a body that was parsed and written again has another signature. */
  readonly body: string | Uint8Array;
};

/** The version that names HMAC-SHA256 with a shared secret. */
export const SIGNATURE_VERSION = 'v1';

export function webhookDigest(content: SignedContent, secret: WebhookSecret): Buffer {
  return createHmac('sha256', webhookKey(secret))
    .update(`${content.id}.${content.timestampSeconds}.`)
    .update(content.body)
    .digest();
}

/**
 * The secret that signs webhooks, in the form of Standard Webhooks 1.0.0: `whsec_` and base64 of 24
 * to 64 random bytes. It is random from the operating system: an id (UUID or ours) is not a secret.
 */

import { randomBytes } from 'node:crypto';
import type { Brand } from '@kontor/kernel';

export type WebhookSecret = Brand<'WebhookSecret'>;

/** Undefined unless the text is `whsec_` and canonical base64 of 24 to 64 bytes. */
export function parseWebhookSecret(text: string): WebhookSecret | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const encoded = text.slice(PREFIX.length);
  const key = Buffer.from(encoded, 'base64');
  // Node reads base64 leniently; only text that it would write itself names one key.
  if (key.toString('base64') !== encoded) return undefined;
  if (key.length < SECRET_BYTES_MIN || key.length > SECRET_BYTES_MAX) return undefined;
  return text as WebhookSecret;
}

export function createWebhookSecret(): WebhookSecret {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}` as WebhookSecret;
}

/** The bytes that key the HMAC. */
export function webhookKey(secret: WebhookSecret): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}

const PREFIX = 'whsec_';

/** As long as the digest of SHA-256: a longer key adds no strength to the HMAC. */
const SECRET_BYTES = 32;

/** Standard Webhooks 1.0.0, "Symmetric signatures": between 24 and 64 bytes. */
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;

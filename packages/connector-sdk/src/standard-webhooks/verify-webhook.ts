/**
 * Verifies a webhook as Standard Webhooks 1.0.0 says: any signature under any of our secrets will
 * do, and the time of sending must be near ours.
 *
 * A message that verifies may still be a repeat: whoever acts on it drops a `webhook-id` it has
 * seen.
 */

import { timingSafeEqual } from 'node:crypto';
import { instantFromMs, toEpochMs, type Instant } from '@kontor/kernel';
import type { WebhookSecret } from './webhook-secret.ts';
import { SIGNATURE_VERSION, webhookDigest } from './webhook-signature.ts';

export type WebhookVerdict =
  | { readonly kind: 'verified'; readonly id: string; readonly sentAt: Instant }
  | { readonly kind: 'refused'; readonly reason: WebhookRefusal };

export type WebhookRefusal =
  'header_missing' | 'timestamp_invalid' | 'timestamp_too_old' | 'timestamp_too_new' | 'unsigned';

type Received = {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came: not parsed and written again. */
  readonly body: string | Uint8Array;
  readonly secrets: readonly WebhookSecret[];
  readonly now: Instant;
};

export function verifyWebhook({ headers, body, secrets, now }: Received): WebhookVerdict {
  const id = headers['webhook-id'];
  const timestampSeconds = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestampSeconds || !signatures) return refused('header_missing');
  if (!EPOCH_SECONDS.test(timestampSeconds)) return refused('timestamp_invalid');
  const sentAtMs = Number(timestampSeconds) * 1000;
  const ageMs = toEpochMs(now) - sentAtMs;
  if (ageMs > TOLERANCE_MS) return refused('timestamp_too_old');
  if (ageMs < -TOLERANCE_MS) return refused('timestamp_too_new');
  const expected = secrets.map((secret) => webhookDigest({ id, timestampSeconds, body }, secret));
  const isSigned = digestsOf(signatures).some((digest) =>
    expected.some((own) => own.length === digest.length && timingSafeEqual(own, digest)),
  );
  return isSigned ? { kind: 'verified', id, sentAt: instantFromMs(sentAtMs) } : refused('unsigned');
}

/** Signatures of versions that we do not know are passed over: a sender may give several. */
function digestsOf(header: string): readonly Buffer[] {
  return header
    .split(' ', SIGNATURES_MAX)
    .map((signature) => signature.split(','))
    .filter(([version]) => version === SIGNATURE_VERSION)
    .map(([, encoded = '']) => Buffer.from(encoded, 'base64'));
}

function refused(reason: WebhookRefusal): WebhookVerdict {
  return { kind: 'refused', reason };
}

/** Twelve digits reach the year 33658 and stay exact. */
const EPOCH_SECONDS = /^\d{1,12}$/;

/**
 * Five minutes either way, as the reference libraries have it: clocks differ, replays are short.
 */
const TOLERANCE_MS = 5 * 60 * 1000;

/** More than any rotation needs; bounds what a stranger can make us compare. */
const SIGNATURES_MAX = 10;

/**
 * One attempt at one webhook. Redirects are not followed: the guard has seen one URL, not the next.
 */

import type { Dispatcher } from 'undici';
import { checkEgressUrl, type EgressDenial } from '../egress-guard/check-egress-url.ts';
import { EGRESS_DENIED } from '../egress-guard/guarded-lookup.ts';
import type { HttpExchange } from '../http/open-http-port.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer, HttpReply } from '../http-port.ts';
import { maskText } from '../masking.ts';
import type { DeliveryOutcome, Rejected } from '../outcome.ts';
import type { WebhookDelivery, WebhookSenderOptions } from './open-webhook-sender.ts';
import { signWebhook } from './sign-webhook.ts';

type Sending = WebhookSenderOptions & {
  readonly timeoutMs: number;
  readonly dispatcher: Dispatcher;
};

export async function postWebhook(
  delivery: WebhookDelivery,
  sending: Sending,
): Promise<DeliveryOutcome> {
  const verdict = checkEgressUrl(delivery.url, sending.policy);
  if (verdict.kind === 'denied') return urlDenied(verdict.reason);
  const startedMs = sending.clock.elapsedMs();
  const reply = await exchange(verdict.url, delivery, sending);
  const durationMs = Math.round(sending.clock.elapsedMs() - startedMs);
  sending.observe?.(toExchange({ url: verdict.url, delivery, reply, durationMs }));
  return toOutcome(reply, delivery, sending);
}

async function exchange(
  url: URL,
  delivery: WebhookDelivery,
  { clock, dispatcher, timeoutMs }: Sending,
): Promise<HttpReply> {
  const { id, body, secrets, contentType = 'application/cloudevents+json' } = delivery;
  const signature = signWebhook({ id, timestamp: clock.now(), body, secrets });
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: { 'content-type': contentType, 'user-agent': 'Kontor-Webhooks', ...signature },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const wait = headers['retry-after'];
    return {
      kind: 'reply',
      status: statusCode,
      headers: typeof wait === 'string' ? { 'retry-after': wait } : {},
      body: await readStart(answer),
    };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const cause = causeOf(error as Error, timeoutMs);
    return { kind: 'silence', cause, mayHaveBeenSent: !NEVER_CONNECTED.has(code) };
  }
}

/** The beginning of the answer; the rest is not waited for, however long it is. */
async function readStart(answer: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    byteCount += chunk.length;
    if (byteCount >= REPLY_BYTES_MAX) break; // leaving the loop closes the connection
  }
  return Buffer.concat(chunks).subarray(0, REPLY_BYTES_MAX).toString('utf8');
}

function toOutcome(reply: HttpReply, { id }: WebhookDelivery, { clock }: Sending): DeliveryOutcome {
  if (reply.kind === 'silence') {
    return { kind: 'retryable', cause: 'unreachable', detail: reply.cause };
  }
  const { status } = reply;
  if (status >= 200 && status < 300) return { kind: 'confirmed', externalReference: id };
  if (status === 410) return GONE;
  const waitMs = status === 429 || status === 503 ? retryAfterMs(reply, clock) : undefined;
  return {
    kind: 'retryable',
    cause: status === 429 ? 'throttled' : 'unavailable',
    detail: refusalOf(reply),
    ...(waitMs !== undefined && { retryAfterMs: waitMs }),
  };
}

function refusalOf({ status }: HttpAnswer): string {
  return status >= 300 && status < 400
    ? `The receiver answered ${status}; redirects are not followed.`
    : `The receiver answered ${status}.`;
}

/**
 * A name that resolves into our network says no more than that: where to is not the sender's
 * matter.
 */
function causeOf(error: Error, timeoutMs: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === EGRESS_DENIED) return 'The host may not be called.';
  if (error.name === 'TimeoutError') return `The receiver did not answer within ${timeoutMs} ms.`;
  return `The receiver could not be reached (${code ?? error.name}).`;
}

function urlDenied(reason: EgressDenial): Rejected {
  return {
    kind: 'rejected',
    reason: 'business_rule',
    vendorCode: `not_sent/${reason}`,
    vendorText: 'The URL may not be called. Nothing was sent.',
    at: 'url',
  };
}

type Observed = {
  readonly url: URL;
  readonly delivery: WebhookDelivery;
  readonly reply: HttpReply;
  readonly durationMs: number;
};

/** The path without its query: receivers put keys of their own into it. */
function toExchange({ url, delivery, reply, durationMs }: Observed): HttpExchange {
  const sent = {
    method: 'POST',
    path: url.pathname,
    requestBody: maskText(delivery.body, []),
    durationMs,
  } as const;
  if (reply.kind === 'silence') {
    const { cause, mayHaveBeenSent } = reply;
    return { ...sent, silence: { cause, mayHaveBeenSent } };
  }
  const replyBody = maskText(reply.body, [], REPLY_CHARACTERS_SHOWN);
  return { ...sent, status: reply.status, replyBody };
}

const GONE: Rejected = {
  kind: 'rejected',
  reason: 'business_rule',
  vendorCode: '410',
  vendorText: 'The receiver answered 410: it wants no more webhooks here.',
};

/** Errors of the time before there was a connection. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  EGRESS_DENIED,
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** No receiver has more to say than this. */
const REPLY_BYTES_MAX = 65_536;

/** What is kept of it for the trace. */
const REPLY_CHARACTERS_SHOWN = 4_096;

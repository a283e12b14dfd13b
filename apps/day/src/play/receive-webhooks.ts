/**
 * A little receiver of webhooks, as an application would have one: it verifies each call, drops
 * what it has seen, and is itself not always well.
 */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook, type WebhookSecret } from '@kontor/connector-sdk';
import type { Clock } from '@kontor/kernel';
import type { WebhookEvidence } from '../report/evidence.ts';

export type WebhookReceiver = {
  readonly url: string;
  /** Calls that come before the secret is known are failed, and come again. */
  expect(secret: WebhookSecret, types: readonly string[]): void;
  received(): WebhookEvidence;
  stop(): Promise<void>;
};

export async function receiveWebhooks(clock: Clock): Promise<WebhookReceiver> {
  const events = new Set<string>();
  const failed = new Set<string>();
  const tally = { repeats: 0, failed: 0, unverified: 0, calls: 0 };
  let secrets: readonly WebhookSecret[] = [];
  let types: ReadonlySet<string> = new Set();

  const answer = async (incoming: IncomingMessage): Promise<number> => {
    const body = await readBody(incoming);
    if (body === undefined) return BAD_REQUEST;
    tally.calls += 1;
    const headers = toHeaders(incoming);
    const verdict = verifyWebhook({ headers, body, secrets, now: clock.now() });
    if (secrets.length > 0 && verdict.kind === 'refused') {
      tally.unverified += 1;
      return UNAUTHENTICATED;
    }
    const message = headers['webhook-id'] ?? '';
    // Never the same message twice: its third attempt may be minutes away, and the day would wait.
    const isUnwell = tally.calls % EVERY_NTH_FAILED === 0 && !failed.has(message);
    if (isUnwell) failed.add(message);
    if (isUnwell || secrets.length === 0) tally.failed += 1;
    const isLost = isUnwell && tally.failed % 2 === 0; // it forgets every other one that it fails
    if (isLost || secrets.length === 0) return UNAVAILABLE;
    const id = eventIdOf(body) ?? message;
    if (events.has(id)) tally.repeats += 1;
    events.add(id);
    if (isUnwell) return UNAVAILABLE;
    return NO_CONTENT;
  };
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then((status) => outgoing.writeHead(status).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}/kontor`,
    expect(secret, wanted) {
      secrets = [secret];
      types = new Set(wanted);
    },
    received: () => ({ events, types, ...tally }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toHeaders({ headers }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value?.toString()]),
  );
}

/** The event in the body is what the feed has; `webhook-id` names the message that carries it. */
function eventIdOf(body: Buffer): string | undefined {
  try {
    const { id } = JSON.parse(body.toString('utf8')) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

const HOST = '127.0.0.1';
const NO_CONTENT = 204;
const BAD_REQUEST = 400;
const UNAUTHENTICATED = 401;
const UNAVAILABLE = 503;

/** Often enough to see retries all day, seldom enough to keep up. */
const EVERY_NTH_FAILED = 25;

/** Events are small; this is a hundred times the largest. */
const BODY_BYTES_MAX = 1_048_576;

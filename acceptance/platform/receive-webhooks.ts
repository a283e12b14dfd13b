/** A receiver of webhooks, as an application would have one: it verifies, and keeps what it got. */

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CloudEvent } from '@kontor/contracts';
import { verifyWebhook, type WebhookSecret } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterAll } from 'vitest';

export type WebhookReceiver = {
  readonly url: string;
  /** In the order of their arrival; each verified. */
  readonly events: readonly CloudEvent[];
  /** Calls that did not verify. */
  readonly strangers: readonly string[];
  /** What comes earlier is answered 503, and comes again. */
  trust(secret: string): void;
  /** Answers the next so many calls with 503. */
  failNext(calls: number): void;
};

export async function receiveWebhooks(): Promise<WebhookReceiver> {
  const events: CloudEvent[] = [];
  const strangers: string[] = [];
  let secret: WebhookSecret | undefined;
  let failing = 0;

  async function statusOf(request: IncomingMessage): Promise<number> {
    const body = await buffer(request);
    if (!secret || failing-- > 0) return 503;
    const headers = request.headers as Readonly<Record<string, string>>;
    const now = systemClock.now();
    const verdict = verifyWebhook({ headers, body, secrets: [secret], now });
    if (verdict.kind === 'refused') {
      strangers.push(verdict.reason);
      return 401;
    }
    const event = JSON.parse(body.toString('utf8')) as CloudEvent;
    if (!events.some(({ id }) => id === event.id)) events.push(event);
    return 204;
  }

  const server = createServer((request, reply) => {
    void statusOf(request).then((status) => reply.writeHead(status).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kontor`,
    events,
    strangers,
    trust: (shown) => {
      secret = shown as WebhookSecret;
    },
    failNext: (calls) => {
      failing = calls;
    },
  };
}

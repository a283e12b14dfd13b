import { createWebhookSecret, signWebhook, type WebhookSecret } from '@kontor/connector-sdk';
import { systemClock } from '@kontor/kernel';
import { afterEach, expect, test } from 'vitest';
import { receiveWebhooks, type WebhookReceiver } from './receive-webhooks.ts';

const running: WebhookReceiver[] = [];
afterEach(() => Promise.all(running.splice(0).map((receiver) => receiver.stop())));

const secret = createWebhookSecret();

async function someReceiver() {
  const receiver = await receiveWebhooks(systemClock);
  running.push(receiver);
  return receiver;
}

async function post(url: string, id: string, key: WebhookSecret = secret): Promise<number> {
  const body = JSON.stringify({ id });
  const headers = signWebhook({ id, timestamp: systemClock.now(), body, secrets: [key] });
  const reply = await fetch(url, { method: 'POST', headers: { ...headers }, body });
  return reply.status;
}

test('a call is taken once, and dropped when it comes again', async () => {
  const receiver = await someReceiver();
  receiver.expect(secret, ['kontor.invoice.posted.v1']);
  expect([await post(receiver.url, 'evt-1'), await post(receiver.url, 'evt-1')]).toEqual([
    204, 204,
  ]);
  expect(receiver.received()).toMatchObject({ repeats: 1, failed: 0, unverified: 0 });
  expect([...receiver.received().events]).toEqual(['evt-1']);
});

test('a call with another’s signature is not taken', async () => {
  const receiver = await someReceiver();
  receiver.expect(secret, []);
  expect(await post(receiver.url, 'evt-1', createWebhookSecret())).toBe(401);
  expect(receiver.received()).toMatchObject({ unverified: 1 });
  expect(receiver.received().events.size).toBe(0);
});

test('now and then it fails, never twice for the same message, and then has everything', async () => {
  const receiver = await someReceiver();
  receiver.expect(secret, []);
  const ids = Array.from({ length: 100 }, (_, at) => `evt-${at}`);
  const failed: string[] = [];
  for (const id of ids) if ((await post(receiver.url, id)) === 503) failed.push(id);
  expect(failed.length).toBeGreaterThan(1);
  for (const id of failed) expect(await post(receiver.url, id)).toBe(204);
  const { events, repeats } = receiver.received();
  expect(events.size).toBe(100);
  // Some it had taken before it failed.
  expect(repeats).toBeGreaterThan(0);
  expect(repeats).toBeLessThan(failed.length);
});

import { systemClock } from '@kontor/kernel';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { bodyDeadlines } from './body-deadlines.ts';
import { fingerprintOfBytes } from './fingerprint.ts';
import { streamBody, type SpeedLimit } from './stream-body.ts';

const line = { method: 'POST', url: '/v1/bank-files', contentType: 'text/plain' };
const speed: SpeedLimit = { bytesPerSecondMin: 1_000, windowMs: 40 };
const bodyOf = (source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, bytesMax = 1_000) =>
  streamBody(Readable.from(source), { line, bytesMax, clock: systemClock, speed });

test('a streamed body arrives whole, and has the fingerprint of its bytes', async () => {
  const body = bodyOf([Buffer.from('ab'), Buffer.from('c')]);
  expect(() => body.fingerprint()).toThrow(/read to its end/);
  expect(await readAll(body.bytes)).toBe('abc');
  expect(body.fingerprint()).toBe(fingerprintOfBytes(line, Buffer.from('abc')));
  expect(body.failure()).toBeUndefined();
});

test('one byte beyond the limit ends it with an error, and there is no fingerprint', async () => {
  const body = bodyOf([Buffer.alloc(1_000), Buffer.alloc(1)]);
  await expect(readAll(body.bytes)).rejects.toThrow('body_too_large');
  expect(body.failure()).toBe('body_too_large');
  expect(() => body.fingerprint()).toThrow();
});

test('a body that drips is given up', async () => {
  const body = bodyOf(drip(5));
  await expect(readAll(body.bytes)).rejects.toThrow('request_timeout');
  expect(body.failure()).toBe('request_timeout');
});

test('a body that stops is given up', async () => {
  const body = bodyOf(drip(100_000));
  await expect(readAll(body.bytes)).rejects.toThrow('request_timeout');
});

test('a reader that takes its time is not the sender’s fault', async () => {
  const body = bodyOf([Buffer.from('a'), Buffer.from('b'), Buffer.from('c')]);
  let text = '';
  for await (const chunk of body.bytes) {
    await sleep(60);
    text += Buffer.from(chunk).toString();
  }
  expect(text).toBe('abc');
});

test('a buffered body has its time; one that ended is left alone', async () => {
  const expired: string[] = [];
  const limits = { timeoutMs: 30, sweepMs: 5 };
  const deadlines = bodyDeadlines<string>(systemClock, (name) => void expired.push(name), limits);
  deadlines.started('slow');
  deadlines.started('quick');
  deadlines.ended('quick');
  await sleep(10);
  expect(expired).toEqual([]);
  await sleep(60);
  expect(expired).toEqual(['slow']);
  deadlines.stop();
});

async function* drip(everyMs: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    yield Buffer.from('.');
    await sleep(everyMs, undefined, { ref: false });
  }
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

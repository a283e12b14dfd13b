import { instantFromMs, type Clock } from '@kontor/kernel';
import { expect, test } from 'vitest';
import type { HttpReply } from '../http-port.ts';
import { fromCommonReply } from './from-common-reply.ts';

const clock: Clock = { now: () => instantFromMs(1_774_915_200_000), elapsedMs: () => 0 };

test.each<[string, HttpReply, object | undefined]>([
  ['not sent', silence(false), { kind: 'retryable', cause: 'unreachable' }],
  ['perhaps sent', silence(true), { kind: 'unknown' }],
  ['401', answer(401), { kind: 'retryable', cause: 'sign_in_refused' }],
  ['429', answer(429), { kind: 'retryable', cause: 'throttled' }],
  ['429 with seconds', answer(429, '7'), { cause: 'throttled', retryAfterMs: 7_000 }],
  [
    '429 with a date',
    answer(429, 'Tue, 31 Mar 2026 00:00:05 GMT'),
    { cause: 'throttled', retryAfterMs: 5_000 },
  ],
  ['429 with a date long past', answer(429, 'Mon, 01 Jan 2024 00:00:00 GMT'), { retryAfterMs: 0 }],
  ['429 for years', answer(429, '999999999'), { retryAfterMs: 86_400_000 }],
  ['503 that says when', answer(503, '30'), { kind: 'retryable', cause: 'unavailable' }],
  ['503 that does not', answer(503), undefined],
  ['200', answer(200), undefined],
  ['403', answer(403), undefined],
  ['500', answer(500), undefined],
])('%s', (_, reply, outcome) => {
  const common = fromCommonReply(reply, clock);
  if (outcome === undefined) expect(common).toBeUndefined();
  else expect(common).toMatchObject(outcome);
});

test('an unreadable Retry-After asks for nothing', () => {
  expect(fromCommonReply(answer(429, 'soon'), clock)).not.toHaveProperty('retryAfterMs');
});

function silence(mayHaveBeenSent: boolean): HttpReply {
  return { kind: 'silence', cause: 'reset', mayHaveBeenSent };
}

function answer(status: number, retryAfter?: string): HttpReply {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return { kind: 'reply', status, headers: headers, body: '' };
}

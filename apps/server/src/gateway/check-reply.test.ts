import { createMatch, getTransaction } from '@kontor/contracts';
import { expect, test } from 'vitest';
import { replyCheck, type SentReply } from './check-reply.ts';
import { problemBody } from './problem/problem-body.ts';
import { route } from './route.ts';

const check = replyCheck(getTransaction);
const { example } = getTransaction.replies[200];
const json = (value: unknown, change: Partial<SentReply> = {}): SentReply => ({
  status: 200,
  contentType: 'application/json',
  text: JSON.stringify(value),
  ...change,
});
const problem = (code: 'not_found' | 'already_claimed') => {
  const text = JSON.stringify(problemBody({ code }, { correlationId: 'c', traceId: 't' }));
  return { status: 404, contentType: 'application/problem+json; charset=utf-8', text };
};

test('what the contract allows passes', () => {
  expect(check(json(example))).toBeUndefined();
  expect(check(problem('not_found'))).toBeUndefined();
});

test.each([
  ['another status', json(example, { status: 201 }), 'no reply 201'],
  ['another content type', json(example, { contentType: 'text/html' }), 'text/html'],
  ['a missing field', json({ ...example, id: undefined }), '/id'],
  ['a field that nobody knows', json({ ...example, secret: 1 }), '/secret'],
  ['a problem that is not declared', problem('already_claimed'), 'already_claimed'],
  [
    'a problem with fields of its own',
    { ...problem('not_found'), text: '{"stack":"x"}' },
    'problem',
  ],
])('%s is a violation', (_name, reply, words) => {
  expect(check(reply)?.detail).toContain(words);
});

test('an answer that the contract does not have does not compile', () => {
  // @ts-expect-error getTransaction does not declare this problem
  route(getTransaction, async () => ({ problem: 'already_claimed' }));
  // @ts-expect-error createMatch answers 201, not 200
  route(createMatch, async () => ({
    status: 200 as const,
    body: createMatch.replies[201].example,
  }));
  route(getTransaction, async () => ({ problem: 'not_found' }));
});

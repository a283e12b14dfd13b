import { expect, test } from 'vitest';
import { problemOf, problemOfReply } from './problem-of.ts';
import { sessionHasEnded } from './session.ts';

const problem = {
  type: '/problems/version_conflict',
  title: 'Somebody was quicker',
  status: 409,
  code: 'version_conflict',
  detail: 'Charles Moreau resolved it at 14:02.',
  retryable: false,
  correlationId: 'c-1',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  errors: [{ pointer: '/reason', code: 'too_short', detail: 'Say why.' }],
};

test('says who was quicker, and which field is to be mended', async () => {
  const found = await problemOf(Response.json(problem, { status: 409 }));
  expect(found).toMatchObject({
    code: 'version_conflict',
    title: 'Somebody was quicker',
    detail: 'Charles Moreau resolved it at 14:02.',
    correlationId: 'c-1',
    status: 409,
    errors: [{ at: '/reason', code: 'too_short', detail: 'Say why.' }],
  });
});

test.each([
  ['a page of a proxy', new Response('<h1>Bad gateway</h1>', { status: 502 })],
  ['nothing', new Response(null, { status: 500 })],
  ['JSON of somebody else', Response.json({ error: 'no' }, { status: 403 })],
])('keeps the name to ask for help by when the answer is %s', async (_, response) => {
  response.headers.set('kontor-correlation-id', 'c-2');
  const found = await problemOf(response);
  expect(found).toMatchObject({ code: 'unreadable', correlationId: 'c-2' });
  expect(found.title).toBe(`Kontor answered ${response.status} without saying why`);
});

test('an ended session is noticed, also where the reply did not come by fetch', () => {
  const body = { ...problem, code: 'forbidden', status: 403 };
  problemOfReply({ status: 403, correlationId: null, body });
  expect(sessionHasEnded()).toBe(false);
  problemOfReply({ status: 401, correlationId: null, body: { ...body, code: 'unauthenticated' } });
  expect(sessionHasEnded()).toBe(true);
});

import { systemClock } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import type { HttpReply, HttpRequest } from '../http-port.ts';
import { memorySession } from '../session.ts';
import { sendWithClientCredentials } from './client-credentials.ts';

const credentials = { tokenPath: '/token', clientId: 'kontor', clientSecret: 's3cret' };
const effect: HttpRequest = { method: 'POST', path: '/invoices', body: '{}' };

describe('a request with client credentials', () => {
  test('fetches one token for many requests', async () => {
    const { send, seen } = over({ '/token': [token('t1')], '/invoices': [ok(), ok()] });
    await send();
    await send();
    expect(seen.map(({ path }) => path)).toEqual(['/token', '/invoices', '/invoices']);
    expect(seen[2]?.headers).toEqual({ authorization: 'Bearer t1' });
  });

  test('is repeated once with a new token when the old one is no longer taken', async () => {
    const { send, seen } = over({
      '/token': [token('t1'), token('t2')],
      '/invoices': [reply(401), ok()],
    });
    expect(await send()).toMatchObject({ status: 200 });
    expect(seen.at(-1)?.headers).toEqual({ authorization: 'Bearer t2' });
  });

  test('is not repeated a second time', async () => {
    const { send, seen } = over({
      '/token': [token('t1'), token('t2')],
      '/invoices': [reply(401), reply(401)],
    });
    expect(await send()).toMatchObject({ status: 401 });
    expect(seen).toHaveLength(4);
  });

  test.each<[string, HttpReply, object]>([
    ['refused credentials', reply(400, '{"error":"invalid_client"}'), { cause: 'sign_in_refused' }],
    ['a 401', reply(401), { cause: 'sign_in_refused' }],
    ['a page instead of a token', reply(200, '<html>'), { cause: 'sign_in_refused' }],
    ['a 429', reply(429, '', { 'retry-after': '3' }), { cause: 'throttled', retryAfterMs: 3_000 }],
    ['a 502', reply(502, '<html>'), { cause: 'unreachable' }],
    [
      'a token endpoint that falls silent',
      { kind: 'silence', cause: 'reset', mayHaveBeenSent: true },
      { cause: 'unreachable' },
    ],
  ])('is retryable and never sent after %s', async (_, answer, outcome) => {
    const { send, seen } = over({ '/token': [answer], '/invoices': [] });
    const sent = await send();
    expect(sent).toMatchObject({
      kind: 'not-signed-in',
      outcome: { kind: 'retryable', ...outcome },
    });
    expect(seen.map(({ path }) => path)).toEqual(['/token']);
  });
});

function over(replies: Readonly<Record<string, HttpReply[]>>) {
  const seen: HttpRequest[] = [];
  const session = memorySession(systemClock);
  const http = async (request: HttpRequest): Promise<HttpReply> => {
    seen.push(request);
    return replies[request.path]?.shift() ?? reply(500);
  };
  const send = () =>
    sendWithClientCredentials(effect, { http, session, clock: systemClock }, credentials);
  return { send, seen };
}

function token(value: string): HttpReply {
  return reply(200, JSON.stringify({ access_token: value, token_type: 'Bearer', expires_in: 300 }));
}

function ok(): HttpReply {
  return reply(200, '{}');
}

function reply(status: number, body = '', headers: Record<string, string> = {}): HttpReply {
  return { kind: 'reply', status, headers, body };
}

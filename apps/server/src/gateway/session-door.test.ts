import { PERMISSION_NAMES } from '@kontor/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { ISSUER, openGateway, PUBLIC_URL, type OpenGateway } from './testing/open-gateway.ts';
import { memorySessions } from './testing/memory-sessions.ts';
import { systemRandom } from '@kontor/kernel';

const sessions = memorySessions(systemRandom);
const OWN = { origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' };
const COMMENT = '/v1/exceptions/exc_01j8zq4w7n2k5xv3m9t6r0c8ya/comments';
let gateway: OpenGateway;
let cookie: string;

const startFor = async (subject: string, permissions = PERMISSION_NAMES) =>
  `__Host-kontor=${await sessions.start(
    { subject, name: subject, issuer: ISSUER, permissions, legalEntities: ['DE01'] },
    'c-1',
  )}`;

beforeAll(async () => {
  gateway = await openGateway({
    sessions,
    config: {
      publicUrl: PUBLIC_URL,
      rateLimit: { requests: 40, windowSeconds: 3_600 },
      cursorKey: new Uint8Array(32).fill(7),
    },
  });
  cookie = await startFor('ana@kontor.example');
});

const read = (headers: Record<string, string>) =>
  gateway.app.inject({ url: '/v1/legal-entities', headers });
const write = (headers: Record<string, string>) =>
  gateway.app.inject({
    method: 'POST',
    url: COMMENT,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...headers,
    },
    payload: { text: 'I look at it.' },
  });

describe('a session opens every endpoint that its person may use', () => {
  test('reading, from wherever the browser was', async () => {
    expect((await read({ cookie })).statusCode).toBe(200);
    expect((await read({ cookie: `theme=dark; ${cookie}` })).statusCode).toBe(200);
  });

  test('writing, from our own pages', async () => {
    expect((await write({ cookie, ...OWN })).statusCode).toBe(201);
  });

  test('and no other', async () => {
    const weak = await startFor('omar@kontor.example', ['console:use']);
    const reply = await read({ cookie: weak });
    expect(reply.statusCode).toBe(403);
    expect(reply.json()).toMatchObject({ code: 'forbidden' });
  });

  test.each([
    ['nobody’s', `__Host-kontor=${'A'.repeat(43)}`],
    ['two of them', `__Host-kontor=${'A'.repeat(43)}; __Host-kontor=${'B'.repeat(43)}`],
    ['an empty one', '__Host-kontor='],
    ['another name', `kontor=${'A'.repeat(43)}`],
    ['half of one', '__Host-kontor=AAAA'],
  ])('a cookie that is %s opens none', async (_name, wrong) => {
    const reply = await read({ cookie: wrong });
    expect(reply.statusCode).toBe(401);
    expect(reply.json()).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('what changes something comes from our own pages', () => {
  test.each([
    ['by what the browser says of the site', { 'sec-fetch-site': 'same-origin' }, 201],
    ['by its origin, in an older browser', { origin: PUBLIC_URL }, 201],
    ['though it has no referrer and so no origin', { ...OWN, origin: 'null' }, 201],
    ['not from another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['not from a neighbour', { ...OWN, 'sec-fetch-site': 'same-site' }, 403],
    ['not from the address line', { 'sec-fetch-site': 'none' }, 403],
    ['not from another origin', { origin: 'https://evil.example' }, 403],
    ['not from an origin that begins like ours', { origin: `${PUBLIC_URL}.evil.example` }, 403],
    ['not from a page without an origin', { origin: 'null' }, 403],
    ['not from nowhere', {}, 403],
  ])('%s', async (_name, headers, status) => {
    const reply = await write({ cookie, ...(headers as Record<string, string>) });
    expect(reply.statusCode).toBe(status);
    if (status === 403) expect(reply.json()).toMatchObject({ code: 'cross_site_request' });
  });
});

describe('a token beside the cookie', () => {
  test('is the one that counts: a program says who it is, the browser sends cookies by itself', async () => {
    const token = await gateway.token({ scope: 'audit:read', client_id: 'swagger' });
    const reply = await read({ cookie, authorization: `Bearer ${token}` });
    expect(reply.statusCode).toBe(403);
  });

  test('is not made up for by the cookie when it is wrong', async () => {
    const reply = await read({ cookie, authorization: 'Bearer wrong' });
    expect(reply.statusCode).toBe(401);
  });
});

test('each person has a quota of their own', async () => {
  const busy = await startFor('busy@kontor.example');
  for (let request = 0; request < 40; request++) await read({ cookie: busy });
  expect((await read({ cookie: busy })).statusCode).toBe(429);
  expect((await read({ cookie: await startFor('calm@kontor.example') })).statusCode).toBe(200);
});

test('no reply breaks its contract', () => expect(gateway.violations).toEqual([]));

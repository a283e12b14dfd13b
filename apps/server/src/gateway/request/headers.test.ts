import fc from 'fast-check';
import { systemRandom } from '@kontor/kernel';
import { describe, expect, test } from 'vitest';
import { readBearerToken } from './bearer-token.ts';
import { negotiate, readContentType } from './content-negotiation.ts';
import { openCursor, scopeOf, sealCursor } from './cursor.ts';
import { etagOf, readIfMatch } from './etag.ts';
import { fingerprintOfBytes, fingerprintOfJson } from './fingerprint.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { readPrefer } from './prefer.ts';
import { rateLimiter } from './rate-limit.ts';
import { traceBytes, traceOf } from './trace-context.ts';

describe('Idempotency-Key', () => {
  test.each([
    ['"8e03978e-40d5"', '8e03978e-40d5'],
    ['8e03978e-40d5', '8e03978e-40d5'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ["!#$%&'()*+-./:;<=>?@[]^_`{|}~", "!#$%&'()*+-./:;<=>?@[]^_`{|}~"],
  ])('%.30s is the key %.30s', (header, key) =>
    expect(readIdempotencyKey(header)).toEqual({ key }),
  );

  test.each([
    [undefined, 'idempotency_key_missing'],
    ['', 'idempotency_key_invalid'],
    ['""', 'idempotency_key_invalid'],
    ['x'.repeat(256), 'idempotency_key_invalid'],
    ['two, keys', 'idempotency_key_invalid'],
    ['"half', 'idempotency_key_invalid'],
    ['a b', 'idempotency_key_invalid'],
    ['é', 'idempotency_key_invalid'],
    ['a\\b', 'idempotency_key_invalid'],
  ])('%.20s is refused', (header, code) =>
    expect(readIdempotencyKey(header)).toEqual({ problem: { code } }),
  );
});

describe('Prefer', () => {
  test.each([
    [undefined, undefined, false],
    ['wait=10', 10, false],
    ['respond-async, wait=5', 5, true],
    ['Wait = 10', 10, false],
    ['wait=999', 30, false],
    ['wait=10, wait=20', 10, false],
    ['wait=-1', undefined, false],
    ['wait=soon; please', undefined, false],
    ['return=minimal', undefined, false],
  ])('%s', (header, waitSeconds, respondAsync) =>
    expect(readPrefer(header)).toEqual({ waitSeconds, respondAsync }),
  );
});

describe('If-Match', () => {
  test('an ETag comes back as the version that it names', () => {
    expect(readIfMatch(etagOf(12))).toEqual({ version: 12 });
  });
  test.each([
    [undefined, 'precondition_required'],
    ['*', 'precondition_failed'],
    ['W/"v12"', 'precondition_failed'],
    ['"v1", "v2"', 'precondition_failed'],
    ['v12', 'precondition_failed'],
  ])('%s is not a version', (header, code) =>
    expect(readIfMatch(header)).toMatchObject({ problem: { code } }),
  );
});

describe('Content-Type and Accept', () => {
  test.each([
    ['application/json', 'application/json'],
    ['Application/JSON; Charset=UTF-8', 'application/json'],
    ['application/json; charset="utf-8"', 'application/json'],
    ['application/json; charset=iso-8859-1', undefined],
    ['json', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (header, type) => expect(readContentType(header)).toBe(type));

  const offered = ['application/cloudevents-batch+json', 'application/json'];
  test.each([
    [undefined, offered[0]],
    ['*/*', offered[0]],
    ['application/json', 'application/json'],
    ['application/*', offered[0]],
    ['application/cloudevents-batch+json;q=0, */*;q=0.1', 'application/json'],
    ['text/html', undefined],
    ['application/json;q=0', undefined],
  ])('Accept %s gets %s', (accept, type) => expect(negotiate(accept, offered)).toBe(type));
});

describe('traceparent', () => {
  const nextBytes = traceBytes(systemRandom);
  test('ids never repeat', () => {
    const ids = Array.from({ length: 2_000 }, () => traceOf({}, nextBytes).traceId);
    expect(new Set(ids).size).toBe(2_000);
  });
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  test.each([
    [`00-${trace}-00f067aa0ba902b7-01`, '01'],
    [`00-${trace}-00f067aa0ba902b7-00`, '00'],
    [`cc-${trace}-00f067aa0ba902b7-01-later`, '01'],
  ])('%s is continued under a span of our own', (traceparent, flags) => {
    const { traceId, traceparent: ours } = traceOf({ traceparent }, nextBytes);
    expect(traceId).toBe(trace);
    expect(ours).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-${flags}$`));
    expect(ours).not.toContain('00f067aa0ba902b7');
  });
  test.each([
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    [`00-${trace}-${'0'.repeat(16)}-01`],
    [`ff-${trace}-00f067aa0ba902b7-01`],
    [`00-${trace}-00f067aa0ba902b7-01-more`],
    [`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`],
    ['nonsense'],
  ])('%s begins a new trace', (traceparent) => {
    const { traceId } = traceOf({ traceparent }, nextBytes);
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(traceId).not.toBe(trace);
  });
  test('a correlation id is taken over when it is harmless, and else is the trace id', () => {
    const harmless = traceOf({ 'kontor-correlation-id': 'order:42' }, nextBytes);
    expect(harmless.correlationId).toBe('order:42');
    const harmful = traceOf({ 'kontor-correlation-id': 'a\r\nb' }, nextBytes);
    expect(harmful.correlationId).toBe(harmful.traceId);
  });
});

describe('Authorization', () => {
  const read = (authorization: string | undefined, url = '/v1/x', again = false) =>
    readBearerToken({
      authorization,
      url,
      rawHeaders: ['Authorization', 'x', 'Host', 'h', ...(again ? ['authorization', 'y'] : [])],
    });
  test.each([
    [read(undefined), 'none'],
    [read('Bearer abc.def.ghi'), 'token'],
    [read('bearer abc'), 'token'],
    [read('Basic YTpi'), 'refused'],
    [read('Bearer a b'), 'refused'],
    [read('Bearer '), 'refused'],
    [read(`Bearer ${'x'.repeat(8_193)}`), 'refused'],
    [read('Bearer abc', '/v1/x?access_token=abc'), 'refused'],
    [read(undefined, '/v1/x?a=1&access_token=abc'), 'refused'],
    [read('Bearer abc', '/v1/x', true), 'refused'],
  ])('%o', (token, kind) => expect(token.kind).toBe(kind));
});

describe('page tokens', () => {
  const key = new Uint8Array(32).fill(1);
  const scope = scopeOf('listTransactions', { status: 'done', legalEntity: 'DE01' });

  test('open only under the key and the filters they were sealed with, in whatever order', () => {
    const token = sealCursor({ key, scope }, '2026-03-31|txn_1');
    expect(openCursor({ key, scope }, token)).toBe('2026-03-31|txn_1');
    const same = scopeOf('listTransactions', { legalEntity: 'DE01', status: 'done' });
    expect(openCursor({ key, scope: same }, token)).toBe('2026-03-31|txn_1');
    const other = scopeOf('listTransactions', { status: 'done' });
    expect(openCursor({ key, scope: other }, token)).toBeUndefined();
    const stranger = { key: new Uint8Array(32).fill(2), scope };
    expect(openCursor(stranger, token)).toBeUndefined();
  });
  test('no change of a token opens', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(),
        fc.constantFrom('A', 'a', '0', '_', '-', '=', '+', '/', 'é'),
        (at, n, c) => {
          const token = sealCursor({ key, scope }, at);
          const place = n % token.length;
          const bent = token.slice(0, place) + c + token.slice(place + 1);
          if (bent !== token) expect(openCursor({ key, scope }, bent)).toBeUndefined();
        },
      ),
    );
  });
});

describe('fingerprints', () => {
  const line = { method: 'POST', url: '/v1/matches', contentType: 'application/json' };
  test('JSON is the same whatever its order and white space', () => {
    const left = fingerprintOfJson(line, JSON.parse('{"a":1,"b":[true, "x"]}'));
    expect(fingerprintOfJson(line, JSON.parse(' {"b":[true,"x"],"a":1.0}'))).toBe(left);
    expect(fingerprintOfJson(line, { a: 1, b: ['x', true] })).not.toBe(left);
  });
  test('bytes, address and content type all count', () => {
    const bytes = Buffer.from('<Invoice/>');
    const one = fingerprintOfBytes(line, bytes);
    const others = [
      fingerprintOfBytes(line, Buffer.from('<Invoice />')),
      fingerprintOfBytes({ ...line, url: '/v1/matches?x=1' }, bytes),
      fingerprintOfBytes({ ...line, method: 'PUT' }, bytes),
      fingerprintOfBytes({ ...line, contentType: 'application/xml' }, bytes),
    ];
    expect(new Set([one, ...others]).size).toBe(5);
  });
});

describe('quota', () => {
  const policy = { requests: 3, windowSeconds: 60 };
  test('lets the quota through at once, then one for each part of the window', () => {
    const limiter = rateLimiter(policy);
    expect(limiter.policy).toBe('"api";q=3;w=60');
    const first = [0, 1, 2].map(() => limiter.take('shop', 0));
    expect(first.map(({ header }) => header)).toEqual([
      '"api";r=2;t=20',
      '"api";r=1;t=40',
      '"api";r=0;t=20',
    ]);
    expect(limiter.take('shop', 0)).toMatchObject({ allowed: false, retryAfterSeconds: 20 });
    expect(limiter.take('shop', 19_999).allowed).toBe(false);
    expect(limiter.take('shop', 20_000).allowed).toBe(true);
  });
  test('one application does not use up the quota of another', () => {
    const limiter = rateLimiter({ requests: 1, windowSeconds: 60 });
    expect(limiter.take('shop', 0).allowed).toBe(true);
    expect(limiter.take('shop', 0).allowed).toBe(false);
    expect(limiter.take('billing', 0).allowed).toBe(true);
  });
  test('never more than the quota in any window beyond the first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 300 }), (gaps) => {
        const limiter = rateLimiter({ requests: 10, windowSeconds: 10 });
        let now = 0;
        let allowed = 0;
        for (const gap of gaps) {
          now += gap;
          if (limiter.take('shop', now).allowed) allowed++;
        }
        expect(allowed).toBeLessThanOrEqual(10 + now / 1_000);
      }),
    );
  });
});

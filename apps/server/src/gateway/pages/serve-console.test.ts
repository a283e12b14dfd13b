import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from '../testing/open-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'kontor-console-'));
let gateway: OpenGateway;
const FILE = '/console/assets/index-abc.js';

beforeAll(async () => {
  const page = '<meta name="csp-nonce" content="" /><div id="root"></div>';
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'sources.txt'), 'not to be read');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/index-abc.js'), 'start();');
  writeFileSync(join(folder, 'assets/index-abc.js.br'), brotliCompressSync('start();'));
  writeFileSync(join(folder, 'assets/index-abc.js.gz'), gzipSync('start();'));
  writeFileSync(join(folder, 'assets/small-def.js'), 'go();');
  gateway = await openGateway({ consoleFolder: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (url: string, headers: OutgoingHttpHeaders | undefined | '' = {}) =>
  gateway.app.inject({ method: 'GET', url, headers: headers || {} });

test.each(['/', '/console'])('%s leads to the console', async (url) => {
  const { statusCode, headers } = await get(url);
  expect([statusCode, headers.location]).toEqual([302, '/console/']);
});

test.each(['/console/', '/console/transactions/txn_1?tab=story'])(
  '%s begins with the page, under a policy that names its own nonce',
  async (url) => {
    const [first, second] = [await get(url), await get(url)];
    expect(first.headers['cache-control']).toBe('no-store');
    const nonces = [first, second].map(
      ({ body }) => /csp-nonce" content="([^"]{24})"/.exec(body)?.[1],
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[0]}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
  },
);

test('what carries its hash in its name may be kept for ever', async () => {
  const { statusCode, headers, body } = await get('/console/assets/index-abc.js');
  expect([statusCode, body]).toEqual([200, 'start();']);
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['content-type']).toContain('javascript');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each([
  { accepted: 'gzip, deflate, br, zstd', sent: 'br', read: brotliDecompressSync },
  { accepted: 'gzip', sent: 'gzip', read: gunzipSync },
  { accepted: 'br;q=0, gzip', sent: 'gzip', read: gunzipSync },
  { accepted: 'identity', sent: undefined, read: (bytes: Buffer) => bytes },
  { accepted: undefined, sent: undefined, read: (bytes: Buffer) => bytes },
])('who accepts $accepted gets $sent', async ({ accepted, sent, read }) => {
  const { headers, rawPayload } = await get(FILE, accepted && { 'accept-encoding': accepted });
  expect(headers['content-encoding']).toBe(sent);
  expect(headers.vary).toBe('accept-encoding');
  expect(headers['content-type']).toContain('javascript');
  expect(headers['cache-control']).toContain('immutable');
  expect(read(rawPayload).toString()).toBe('start();');
});

test('what was too small to be compressed is sent as it is', async () => {
  const reply = await get('/console/assets/small-def.js', { 'accept-encoding': 'br, gzip' });
  expect([reply.body, reply.headers['content-encoding']]).toEqual(['go();', undefined]);
});

test('a file says how long it is, gives a part of itself, and is not sent twice', async () => {
  const head = await gateway.app.inject({
    ...{ method: 'HEAD', url: FILE, headers: { 'accept-encoding': 'br' } },
  });
  const compressed = brotliCompressSync('start();');
  expect([head.body, head.headers['content-length']]).toEqual(['', String(compressed.length)]);
  const part = await get(FILE, { range: 'bytes=0-4' });
  expect([part.statusCode, part.body]).toEqual([206, 'start']);
  expect(part.headers['content-range']).toBe('bytes 0-4/8');
  const whole = await get(FILE);
  expect(whole.headers.etag).not.toBe(head.headers.etag);
  const again = await get(FILE, { 'if-none-match': String(whole.headers.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('the page is asked for by its head, too', async () => {
  const { statusCode, headers, body } = await gateway.app.inject({
    ...{ method: 'HEAD', url: '/console/' },
  });
  expect([statusCode, body, headers.etag]).toEqual([200, '', undefined]);
});

test.each(['none.js', '../sources.txt', '%2e%2e/sources.txt', '..%2fsources.txt'])(
  'nothing but the built files is given away: %s',
  async (name) => {
    const { body } = await get(`/console/assets/${name}`);
    expect(body).not.toContain('not to be read');
    expect(body).not.toContain(folder);
  },
);

test('without a built console there is none', async () => {
  const { app } = await openGateway();
  const reply = await app.inject({ method: 'GET', url: '/console/' });
  expect(reply.statusCode).toBe(404);
});

test('a page is read, not written to', async () => {
  const reply = await gateway.app.inject({ method: 'POST', url: '/console/' });
  expect([reply.statusCode, reply.headers.allow]).toEqual([405, 'GET, HEAD']);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateway, type OpenGateway } from '../testing/open-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'kontor-console-'));
let gateway: OpenGateway;

beforeAll(async () => {
  const page = '<meta name="csp-nonce" content="" /><div id="root"></div>';
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'sources.txt'), 'not to be read');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/index-abc.js'), 'start();');
  gateway = await openGateway({ consoleFolder: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (url: string) => gateway.app.inject({ method: 'GET', url });

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

import { testDatabase } from '@kontor/testing';
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import type { PersonSettings } from '../../../company/company-settings.ts';
import { derivedKeys } from '../../../identity/derived-keys.ts';
import { readSigningKeys } from '../../../signing-keys/read-signing-keys.ts';
import { openBrowser, type Browser } from '../../testing/browser.ts';
import { openSite } from '../../testing/open-site.ts';

const GRETA: PersonSettings = {
  email: 'greta@kontor.example',
  name: 'Greta Hoffmann',
  roles: ['receivables'],
  legalEntities: ['DE01'],
  password: 'correct horse battery',
  sample: true,
};
const CLICK = { form: { person: GRETA.email } };
const VERIFIER = 'v'.repeat(43);
const { pool } = await testDatabase();
const site = await openSite({ pool, people: [GRETA] });
const [key] = await readSigningKeys(pool);
const secret = derivedKeys(key?.d ?? '').consoleClient;
afterAll(() => site.close());

const isCallback = (url: string) => url.includes('/console/callback');
/** Everything up to where the issuer sends the browser back, which is not followed. */
async function untilCallback(browser: Browser) {
  const form = await browser.follow(await browser.request('/console/sign-in'));
  return browser.follow(await browser.request(form.url, CLICK), isCallback);
}

describe('the browser comes back with something else than it left for', () => {
  const changed = (change: (query: URLSearchParams) => void) => async (browser: Browser) => {
    const url = new URL((await untilCallback(browser)).location ?? '');
    change(url.searchParams);
    return browser.request(url.href);
  };
  test.each([
    ['no state', changed((query) => query.delete('state')), 400],
    ['the state of nobody', changed((query) => query.set('state', 's'.repeat(43))), 400],
    ['two states', changed((query) => query.append('state', 's'.repeat(43))), 400],
    ['another issuer', changed((query) => query.set('iss', 'https://evil.example')), 403],
    ['no issuer', changed((query) => query.delete('iss')), 403],
    ['another code', changed((query) => query.set('code', 'c'.repeat(43))), 403],
    ['no code', changed((query) => query.delete('code')), 403],
    ['an error', changed((query) => query.set('error', 'access_denied')), 403],
  ])('%s', async (_name, come, status) => {
    const browser = openBrowser(site.publicUrl);
    const page = await come(browser);
    expect(page.status).toBe(status);
    expect(browser.cookie('__Host-kontor')).toBeUndefined();
  });

  test('a second time with the same code', async () => {
    const browser = openBrowser(site.publicUrl);
    const { location = '' } = await untilCallback(browser);
    const attempt = [...browser.jar].filter(([name]) => name.startsWith('__Host-kontor-in-'));
    expect((await browser.request(location)).status).toBe(303);
    expect((await browser.request(location)).status).toBe(400);
    for (const [name, cookie] of attempt) browser.jar.set(name, cookie);
    expect((await browser.request(location)).status).toBe(403);
  });

  test('in another browser', async () => {
    const { location = '' } = await untilCallback(openBrowser(site.publicUrl));
    const victim = openBrowser(site.publicUrl);
    expect((await victim.request(location)).status).toBe(400);
  });

  test('with the attempt of another browser’s making', async () => {
    const [mine, theirs] = [openBrowser(site.publicUrl), openBrowser(site.publicUrl)];
    const own = await untilCallback(mine);
    const other = new URL((await untilCallback(theirs)).location ?? '');
    const mixed = new URL(own.location ?? '');
    mixed.searchParams.set('code', other.searchParams.get('code') ?? '');
    expect((await mine.request(mixed.href)).status).toBe(403);
  });
});

describe('the authorization endpoint', () => {
  const RIGHT = {
    client_id: 'console',
    response_type: 'code',
    redirect_uri: `${site.publicUrl}/console/callback`,
    scope: 'openid',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 's',
    nonce: 'n',
  };
  const ask = async (change: Record<string, string | undefined>) => {
    const query = Object.entries({ ...RIGHT, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    const address = `/oauth/auth?${new URLSearchParams(query).toString()}`;
    return openBrowser(site.publicUrl).request(address);
  };

  test('takes what is right', async () => {
    expect((await ask({})).location).toMatch(/\/oauth\/sign-in\//);
  });

  test.each([
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with the plain method of PKCE', { code_challenge_method: 'plain' }],
    ['for a token in the address', { response_type: 'token' }],
    ['for an ID token in the address', { response_type: 'id_token' }],
    ['for another API', { resource: 'https://other.example' }],
  ])('refuses %s', async (_name, change) => {
    const reply = await ask(change);
    const where = new URL(reply.location ?? site.publicUrl);
    const error = new URLSearchParams(where.search || where.hash.slice(1)).get('error');
    expect(error ?? reply.status).toSatisfy((said) => said === 400 || typeof said === 'string');
    expect(reply.location ?? '').not.toMatch(/\/oauth\/sign-in\//);
  });

  test.each([
    ['to another address', { redirect_uri: 'https://evil.example/console/callback' }],
    ['to an address below ours', { redirect_uri: `${site.publicUrl}/console/callback/x` }],
    ['for an unknown client', { client_id: 'ghost' }],
  ])('sends nobody %s', async (_name, change) => {
    const reply = await ask(change);
    expect(reply.status).toBe(400);
    expect(reply.location).toBeUndefined();
  });
});

describe('the token endpoint', () => {
  const ask = async (form: Record<string, string>, client = `console:${secret}`) => {
    const reply = await fetch(`${site.publicUrl}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
      body: new URLSearchParams(form),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, string> };
  };
  async function codeOf(challenge: string) {
    const browser = openBrowser(site.publicUrl);
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: `${site.publicUrl}/console/callback`,
      scope: 'openid receivables:read audit:read console:use',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const form = await browser.follow(await browser.request(`/oauth/auth?${query.toString()}`));
    const back = await browser.follow(await browser.request(form.url, CLICK), isCallback);
    return new URL(back.location ?? '').searchParams.get('code') ?? '';
  }
  const exchange = (code: string, change: Record<string, string> = {}) => ({
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${site.publicUrl}/console/callback`,
    code_verifier: VERIFIER,
    ...change,
  });
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url');

  test('gives a person what their roles allow, whatever is asked for', async () => {
    const { status, body } = await ask(exchange(await codeOf(challenge)));
    expect(status, JSON.stringify(body)).toBe(200);
    expect(decodeJwt(body['access_token'] ?? '')).toMatchObject({
      sub: 'greta@kontor.example',
      aud: site.publicUrl,
      client_id: 'console',
      scope: expect.not.stringContaining('audit:read') as string,
      legal_entities: ['DE01'],
    });
    expect(body).not.toHaveProperty('refresh_token');
  });

  test.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
    ['another address', { redirect_uri: `${site.publicUrl}/console` }],
  ])('refuses a code with %s', async (_name, change) => {
    const { status, body } = await ask(exchange(await codeOf(challenge), change));
    expect(status).toBe(400);
    expect(body['error']).toBe('invalid_grant');
  });

  test('takes a code once, also when it comes twice at the same moment', async () => {
    const code = await codeOf(challenge);
    const both = await Promise.all([ask(exchange(code)), ask(exchange(code))]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 400]));
    expect((await ask(exchange(code))).status).toBe(400);
  });

  test.each([
    ['a password', { grant_type: 'password', username: GRETA.email, password: 'x' }],
    ['client credentials', { grant_type: 'client_credentials', scope: 'audit:read' }],
    ['a refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }],
  ])('gives the console no token for %s', async (_name, form) => {
    const { status, body } = await ask(form);
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('access_token');
  });

  test('gives nobody else a token in the console’s name', async () => {
    const { status } = await ask(exchange(await codeOf(challenge)), 'console:guess');
    expect(status).toBe(401);
  });
});

describe('other people’s pages', () => {
  test.each([
    ['/console/sign-out', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['/console/sign-out', { 'sec-fetch-site': 'same-site', origin: 'https://a.kontor.example' }],
    ['sign-in', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ])('cannot post to %s with %j', async (path, headers) => {
    const browser = openBrowser(site.publicUrl);
    const form = await browser.follow(await browser.request('/console/sign-in'));
    const url = path === 'sign-in' ? form.url : path;
    const reply = await browser.request(url, { ...CLICK, headers });
    expect(reply.status).toBe(403);
    expect(reply.text).toContain('cross_site_request');
  });

  test('nor show one of ours in a frame, nor run a script in it', async () => {
    const browser = openBrowser(site.publicUrl);
    const form = await browser.follow(await browser.request('/console/sign-in'));
    expect(form.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(form.headers.get('content-security-policy')).not.toContain('script-src');
    expect(form.headers.get('cache-control')).toBe('no-store');
  });

  test('a sign-in page is the browser’s that was sent to it', async () => {
    const mine = openBrowser(site.publicUrl);
    const form = await mine.follow(await mine.request('/console/sign-in'));
    expect((await openBrowser(site.publicUrl).request(form.url)).status).toBe(400);
  });
});

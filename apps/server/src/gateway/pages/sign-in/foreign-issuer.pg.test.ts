import { testDatabase } from '@kontor/testing';
import { afterAll, expect, test } from 'vitest';
import { openBrowser, type Browser } from '../../testing/browser.ts';
import {
  API,
  ASKED,
  FOREIGN_CLIENT,
  openForeignIssuer,
  type ForeignIssuer,
} from '../../testing/foreign-issuer.ts';
import { openSite } from '../../testing/open-site.ts';

let issuer: ForeignIssuer | undefined;
const { pool } = await testDatabase();
const site = await openSite({
  pool,
  people: [],
  issuerFor: async (publicUrl) => {
    issuer = await openForeignIssuer(publicUrl);
    return {
      ...{ url: issuer.url, audience: API },
      consoleClient: {
        clientId: FOREIGN_CLIENT.client_id,
        clientSecret: FOREIGN_CLIENT.client_secret,
        scope: `openid profile email ${ASKED}`,
      },
    };
  },
});
afterAll(async () => {
  await site.close();
  await issuer?.close();
});

const isConsole = (url: string) => url.startsWith(`${site.publicUrl}/console/transactions`);
const come = async (browser: Browser) =>
  browser.follow(
    await browser.request('/console/sign-in?return_to=/console/transactions'),
    isConsole,
  );

test('Ada signs in at her company, and out there as well', async () => {
  const browser = openBrowser(site.publicUrl);
  const back = await come(browser);
  expect(back.location, back.text).toBe(`${site.publicUrl}/console/transactions`);
  expect((await browser.request('/v1/legal-entities')).status).toBe(200);
  expect((await browser.request('/v1/audit-entries')).status).toBe(403);
  const { rows } = await pool.query('select subject, name, email, password_hash from person');
  expect(rows).toEqual([
    { subject: '8d2f-ada', name: 'Ada Byrne', email: 'ada@company.example', password_hash: null },
  ]);
  const out = await browser.request('/console/sign-out', { form: {} });
  expect(out.text).toContain(`${issuer?.url}/session/end?id_token_hint=`);
  expect((await browser.request('/v1/legal-entities')).status).toBe(401);
  expect(site.faults).toEqual([]);
});

test('whom the company gives no console gets none', async () => {
  if (issuer) issuer.claims.scope = 'legal-entities:read';
  const browser = openBrowser(site.publicUrl);
  const page = await come(browser);
  expect(page.status).toBe(403);
  expect(page.text).toContain('You may not use the console');
  expect(browser.cookie('__Host-kontor')).toBeUndefined();
  if (issuer) issuer.claims.scope = 'console:use legal-entities:read';
});

test('there is no page of ours to type a password into', async () => {
  expect((await openBrowser(site.publicUrl).request('/oauth/sign-in/x')).status).toBe(404);
  expect((await openBrowser(site.publicUrl).request('/oauth/auth')).status).toBe(404);
});

test('an issuer that is away is said to be away', async () => {
  const gone = await openSite({
    pool,
    people: [],
    issuerFor: async () => ({
      ...{ url: 'http://127.0.0.1:9', audience: API },
      consoleClient: { clientId: 'kontor', clientSecret: 'x' },
    }),
  });
  const page = await openBrowser(gone.publicUrl).request('/console/sign-in');
  expect(page.status).toBe(503);
  expect(page.text).toContain('does not answer');
  await gone.close();
});

import { ROLES } from '@kontor/contracts';
import { systemTimers } from '@kontor/engine';
import { plusMs, systemClock, type Clock } from '@kontor/kernel';
import { testDatabase } from '@kontor/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonSettings } from '../../../company/company-settings.ts';
import { loadPeople, readPeople } from '../../../company/load-people.ts';
import { openBrowser, type Browser } from '../../testing/browser.ts';
import { openSite } from '../../testing/open-site.ts';

const PASSWORD = 'correct horse battery';
const ANA: PersonSettings = {
  email: 'Ana@Kontor.example',
  name: 'Ana Lindqvist',
  roles: ['finance-operations'],
  legalEntities: ['DE01', 'GB01'],
  password: PASSWORD,
};
const GRETA: PersonSettings = {
  email: 'greta@kontor.example',
  name: 'Greta Hoffmann',
  roles: ['receivables'],
  legalEntities: ['DE01'],
  password: PASSWORD,
  sample: true,
};
let later = 0;
const clock: Clock = { now: () => plusMs(systemClock.now(), later), elapsedMs: () => later };
const { pool } = await testDatabase();
const site = await openSite({ pool, people: [ANA, GRETA], sessionClock: clock });
afterAll(() => site.close());
beforeEach(() => {
  later += 60_000;
});

const signInForm = async (browser: Browser, path = '/console/sign-in') =>
  browser.follow(await browser.request(path));
const isConsole = (url: string) => new URL(url).pathname.startsWith('/console/transactions');
async function signedIn(email = 'ana@kontor.example'): Promise<Browser> {
  const browser = openBrowser(site.publicUrl);
  const form = await signInForm(browser, '/console/sign-in?return_to=/console/transactions');
  const sent = await browser.request(form.url, { form: { email, password: PASSWORD } });
  await browser.follow(sent, isConsole);
  return browser;
}
const statusOf = async (browser: Browser, path = '/v1/legal-entities') =>
  (await browser.request(path)).status;
const lastAudit = async () => {
  const { rows } = await pool.query<Record<string, unknown>>(
    'select actor, action, subject_id, detail from audit_entry order by sequence desc limit 1',
  );
  return rows[0];
};

test('a sign-in that nobody began ends on a page that may use its own style', async () => {
  const page = await openBrowser(site.publicUrl).request('/oauth/auth?client_id=nobody');
  expect(page).toMatchObject({ status: 400 });
  expect(page.text).toContain('This sign-in cannot go on');
  expect(page.headers.get('content-security-policy')).toContain("style-src 'self'");
});

test('Ana signs in, comes back to where she was going, works, and signs out', async () => {
  const browser = openBrowser(site.publicUrl);
  const going = '/console/transactions?state=held&q=INV-1';
  const form = await signInForm(browser, `/console/sign-in?return_to=${encodeURIComponent(going)}`);
  expect(form.text).toContain('E-mail');
  const sent = await browser.request(form.url, {
    form: { email: ' ANA@kontor.example', password: PASSWORD },
  });
  const back = await browser.follow(sent, isConsole);
  expect(back.location).toBe(`${site.publicUrl}${going}`);
  expect(await lastAudit()).toMatchObject({
    actor: 'ana@kontor.example',
    action: 'session.started',
    detail: { name: 'Ana Lindqvist' },
  });
  expect(await statusOf(browser)).toBe(200);
  expect(await statusOf(browser, '/v1/audit-entries')).toBe(403);
  const paused = await browser.request('/v1/connections/sap/pause', { json: { reason: 'x' } });
  expect(paused.status).toBe(403);
  const comment = await browser.request('/v1/exceptions/exc_01j8zq4w7n2k5xv3m9t6r0c8ya/comments', {
    json: { text: 'I look at it.' },
    headers: { 'idempotency-key': '"1"' },
  });
  expect(comment.status, comment.text).toBe(201);
  const out = await browser.request('/console/sign-out', { form: {} });
  expect(out.location).toBe(`${site.publicUrl}/console/signed-out`);
  expect(await statusOf(browser)).toBe(401);
  expect(await lastAudit()).toMatchObject({ action: 'session.ended' });
  expect(browser.cookie('__Host-kontor')).toBeUndefined();
  expect(site.faults).toEqual([]);
});

test('the cookie is the browser’s alone, and the database could not be used to make one', async () => {
  const browser = openBrowser(site.publicUrl);
  const form = await signInForm(browser, '/console/sign-in?return_to=/console/transactions');
  const sent = await browser.request(form.url, {
    form: { email: 'ana@kontor.example', password: PASSWORD },
  });
  const back = await browser.follow(sent, isConsole);
  const cookie = back.headers.getSetCookie().find((line) => line.startsWith('__Host-kontor='));
  expect(cookie).toMatch(/^__Host-kontor=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  const { rows } = await pool.query(
    'select row_to_json(console_session)::text from console_session',
  );
  expect(JSON.stringify(rows)).not.toContain(cookie?.slice(14, 57));
});

describe('a stream that is open', () => {
  /** What is told until the server ends it. */
  async function openStream(browser: Browser) {
    const leave = new AbortController();
    const url = `${site.publicUrl}/v1/console/changes`;
    const headers = { cookie: browser.cookiesFor('/'), 'sec-fetch-site': 'same-origin' };
    const reply = await fetch(url, { headers, signal: leave.signal });
    expect(reply.status).toBe(200);
    return { ended: reply.text().then(() => 'ended'), leave: () => leave.abort() };
  }
  const soon = async (ended: Promise<string>, ms = 6_000) =>
    Promise.race([ended, systemTimers.sleep(ms).then(() => 'still open')]);

  test('ends when the person signs out, and no other person’s does', async () => {
    const [ana, greta] = [await signedIn(), await signedIn('greta@kontor.example')];
    const [first, second] = [await openStream(ana), await openStream(greta)];
    await ana.request('/console/sign-out', { form: {} });
    expect(await soon(first.ended)).toBe('ended');
    expect(await soon(second.ended, 2_500)).toBe('still open');
    second.leave();
    await second.ended.catch(() => undefined);
  });

  test('ends when the session is over, also by another process', async () => {
    const stream = await openStream(await signedIn());
    await pool.query('delete from console_session');
    expect(await soon(stream.ended)).toBe('ended');
  });

  test.each([
    ['the person rests for an hour', 3_600_000],
    ['twelve hours are over', 12 * 3_600_000],
  ])('ends when %s: listening alone keeps nobody signed in', async (_when, ms) => {
    const browser = await signedIn();
    const stream = await openStream(browser);
    expect(await soon(stream.ended, 2_500)).toBe('still open');
    later += ms;
    expect(await soon(stream.ended)).toBe('ended');
    expect(await statusOf(browser)).toBe(401);
  });
});

describe('sample people sign in by a click', () => {
  test('while only this machine can reach the platform', async () => {
    const browser = openBrowser(site.publicUrl);
    const form = await signInForm(browser, '/console/sign-in?return_to=/console/transactions');
    expect(form.text).toContain('Greta Hoffmann');
    expect(form.text).toContain(ROLES.receivables.sentence);
    expect(form.text).not.toContain('Ana Lindqvist');
    const sent = await browser.request(form.url, { form: { person: 'greta@kontor.example' } });
    await browser.follow(sent, isConsole);
    const viewer = await browser.request('/v1/console/viewer');
    expect(viewer.status).toBe(200);
  });

  test('never real people', async () => {
    const browser = openBrowser(site.publicUrl);
    const form = await signInForm(browser);
    const sent = await browser.request(form.url, { form: { person: 'ana@kontor.example' } });
    expect(sent.status).toBe(422);
  });

  test('not by a name of somebody else that leads to this machine', async () => {
    const browser = openBrowser(site.publicUrl);
    const form = await signInForm(browser);
    const headers = {
      host: 'evil.example',
      cookie: browser.cookiesFor(new URL(form.url).pathname),
    };
    const page = await site.app.inject({ url: new URL(form.url).pathname, headers });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('Greta');
    const posted = await site.app.inject({
      method: 'POST',
      url: new URL(form.url).pathname,
      headers: {
        ...headers,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'person=greta%40kontor.example',
    });
    expect(posted.statusCode).toBe(422);
  });

  test('not where others can reach the platform', async () => {
    const open = await openSite({ pool, people: [ANA, GRETA], host: '0.0.0.0' });
    const browser = openBrowser(open.publicUrl);
    const form = await browser.follow(await browser.request('/console/sign-in'));
    expect(form.text).not.toContain('Greta');
    const sent = await browser.request(form.url, { form: { person: 'greta@kontor.example' } });
    expect(sent.status).toBe(422);
    await open.close();
  });
});

describe('a wrong password', () => {
  test('keeps the e-mail, says nothing about who exists, and is audited', async () => {
    const browser = openBrowser(site.publicUrl);
    const { url } = await signInForm(browser);
    const said = async (email: string) => {
      const page = await browser.request(url, { form: { email, password: 'guess' } });
      expect(page.status).toBe(422);
      expect(page.text).toContain(`value="${email}"`);
      return page.text.replaceAll(email, '');
    };
    const known = await said('ana@kontor.example');
    expect(await lastAudit()).toMatchObject({
      action: 'sign_in.refused',
      subject_id: 'ana@kontor.example',
      detail: { reason: 'wrong_password' },
    });
    expect(await said('nobody@kontor.example')).toBe(known);
  });

  test('typed text is text, not a page', async () => {
    const browser = openBrowser(site.publicUrl);
    const { url } = await signInForm(browser);
    const page = await browser.request(url, { form: { email: '"><script>', password: 'x' } });
    expect(page.text).not.toContain('<script>');
  });
});

describe('where a sign-in leads to', () => {
  test.each([
    ['https://evil.example/console'],
    ['//evil.example/console'],
    ['/\\evil.example/console'],
    ['/console/../v1/audit-entries'],
    ['/console/%0d%0aset-cookie:x/../../docs'],
    ['/consoles'],
    ['/oauth/auth'],
    ['/console/callback'],
    ['javascript:alert(1)'],
    [`/console/${'x'.repeat(2_000)}`],
  ])('not to %s', async (address) => {
    const browser = openBrowser(site.publicUrl);
    const path = `/console/sign-in?return_to=${encodeURIComponent(address)}`;
    const form = await signInForm(browser, path);
    const sent = await browser.request(form.url, {
      form: { email: 'ana@kontor.example', password: PASSWORD },
    });
    const isBack = (url: string) => !/\/oauth\/|\/console\/callback/.test(url);
    const back = await browser.follow(sent, isBack);
    expect(back.location).toBe(`${site.publicUrl}/console`);
  });
});

describe('a session', () => {
  test('ends for a stolen cookie, too, when its owner signs out', async () => {
    const ana = await signedIn();
    const thief = openBrowser(site.publicUrl);
    for (const [name, cookie] of ana.jar) thief.jar.set(name, cookie);
    expect(await statusOf(thief)).toBe(200);
    await ana.request('/console/sign-out', { form: {} });
    expect(await statusOf(thief)).toBe(401);
    const again = await thief.request('/console/sign-in?return_to=/console/transactions');
    expect((await thief.follow(again)).text).toContain('Password');
  });

  test('has a new id after each sign-in, whatever cookie was there before', async () => {
    const browser = openBrowser(site.publicUrl);
    const planted = 'A'.repeat(43);
    browser.plant('__Host-kontor', planted);
    const form = await signInForm(browser, '/console/sign-in?return_to=/console/transactions');
    const login = { form: { email: 'ana@kontor.example', password: PASSWORD } };
    await browser.follow(await browser.request(form.url, login), isConsole);
    const first = browser.cookie('__Host-kontor');
    expect(first).not.toBe(planted);
    const second = await signInForm(browser, '/console/sign-in?return_to=/console/transactions');
    await browser.follow(await browser.request(second.url, login), isConsole);
    expect(browser.cookie('__Host-kontor')).not.toBe(first);
    browser.plant('__Host-kontor', first ?? '');
    expect(await statusOf(browser)).toBe(401);
  });

  test('ends after an hour of rest, and after twelve hours of work', async () => {
    const resting = await signedIn();
    later += 3_590_000;
    expect(await statusOf(resting)).toBe(200);
    later += 3_601_000;
    expect(await statusOf(resting)).toBe(401);
    const busy = await signedIn();
    for (let half = 0; half < 23; half++) {
      later += 1_800_000;
      expect(await statusOf(busy)).toBe(200);
    }
    later += 1_801_000;
    const refused = await busy.request('/v1/legal-entities');
    expect(refused.status).toBe(401);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'unauthenticated' });
  });

  test('ends although a screen that nobody looks at goes on reading', async () => {
    const left = await signedIn();
    const headers = { 'kontor-unattended': '?1' };
    const read = async () => (await left.request('/v1/legal-entities', { headers })).status;
    later += 1_800_000;
    expect(await read()).toBe(200);
    later += 1_801_000;
    expect(await read()).toBe(401);
  });

  test('has the rights that its person has now, and ends when they may no longer sign in', async () => {
    const browser = await signedIn();
    expect(await statusOf(browser, '/v1/audit-entries')).toBe(403);
    await settle([{ ...ANA, roles: ['auditor'] }, GRETA]);
    expect(await statusOf(browser, '/v1/audit-entries')).toBe(200);
    await settle([GRETA]);
    expect(await statusOf(browser)).toBe(401);
    const form = await signInForm(browser);
    const login = { form: { email: 'ana@kontor.example', password: PASSWORD } };
    expect((await browser.request(form.url, login)).status).toBe(422);
    await settle([ANA, GRETA]);
  });

  test('of an hour ago asks for the password again', async () => {
    const browser = await signedIn();
    later += 3_700_000;
    const form = await signInForm(browser);
    expect(form.text).toContain('Password');
  });
});

test('in two windows two people can sign in; the one who was last is signed in', async () => {
  const browser = openBrowser(site.publicUrl);
  const path = '/console/sign-in?return_to=/console/transactions';
  const left = await signInForm(browser, path);
  const right = await signInForm(browser, path);
  for (const [form, email] of [
    [left, 'ana@kontor.example'],
    [right, 'greta@kontor.example'],
  ] as const) {
    const sent = await browser.request(form.url, { form: { email, password: PASSWORD } });
    const back = await browser.follow(sent, isConsole);
    expect(back.location, back.text).toContain('/console/transactions');
    expect(await lastAudit()).toMatchObject({ actor: email, action: 'session.started' });
  }
});

async function settle(people: readonly PersonSettings[]): Promise<void> {
  const client = await pool.connect();
  await loadPeople(client, await readPeople(people));
  client.release();
  later += 2_001;
}

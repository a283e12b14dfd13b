import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, forgetSignIn, openConsole, screenshot } from './harness/index.ts';

const CHANGES = '**/v1/console/changes';

describe.each(['light', 'dark'] as const)('the frame in the %s theme', (theme) => {
  test('says who is signed in where, and shuts nobody out', async () => {
    const page = await openConsole({ theme });
    await page.getByRole('button', { name: 'Ana Lindqvist' }).waitFor();
    await screenshot(page, 'frame');
    await expectNoAxeViolations(page);
  });

  test('shows the person with roles and companies', async () => {
    const page = await openConsole({ theme, as: 'greta' });
    await page.getByRole('button', { name: 'Greta Hoffmann' }).click();
    const menu = page.getByRole('dialog');
    await menu.getByText('Sees DE01.').waitFor();
    await screenshot(page, 'frame-person');
    await expectNoAxeViolations(page);
  });

  test('shows its keys', async () => {
    const page = await openConsole({ theme });
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.getByText('Search anything').waitFor();
    await screenshot(page, 'frame-keys');
    await expectNoAxeViolations(page);
  });
});

test('an address that does not exist says so and leads back', async () => {
  const page = await openConsole({ path: '/nowhere' });
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await page.title()).toBe('Overview · Kontor');
});

test('the frame is used by keyboard alone', async () => {
  const page = await openConsole({ path: '/nowhere' });
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the page');
  await page.keyboard.press('Enter');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  // A screen reader begins to read at the heading of the page that came.
  await expect.poll(() => focused(page)).toBe('Overview');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
});

test('what somebody else changes is read anew, by one stream for all tabs', async () => {
  let listens = false;
  const ana = await openConsole({
    prepare: async (context) =>
      context.on('response', (response) => {
        listens ||= new URL(response.url()).pathname === '/v1/console/changes';
      }),
  });
  await expect.poll(() => listens, { timeout: 20_000 }).toBe(true);
  const tab = await ana.context().newPage();
  const streams: string[] = [];
  tab.on('request', (request) => void streams.push(new URL(request.url()).pathname));
  await tab.goto('/console/');
  await tab.locator('h1').waitFor();
  const omar = await openConsole({ as: 'omar' });
  const read = [ana, tab].map((page) =>
    page.waitForResponse(/\/v1\/(console\/)?(connections|overview)/, { timeout: 20_000 }),
  );
  expect(await post(omar, '/v1/connections/sap-s4hana/pause')).toBe(200);
  expect(await post(omar, '/v1/connections/sap-s4hana/resume')).toBe(200);
  for (const response of await Promise.all(read)) expect(response.status()).toBe(200);
  expect(streams).not.toContain('/v1/console/changes');
});

test('what changed while a page was being opened is on it once its stream begins', async () => {
  let streams = 0;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ana = await openConsole({
    path: '/exceptions',
    prepare: (context) =>
      context.route('**/v1/console/changes*', async (route) => {
        await begun;
        streams += 1;
        // The first message of the first stream, and nothing after it.
        if (streams > 1) await route.abort();
        else await route.fulfill({ contentType: 'text/event-stream', body: FIRST_MESSAGE });
      }),
  });
  const isMine = ana.getByRole('row').filter({ hasText: 'Ana Lindqvist' });
  await ana.getByRole('row').nth(1).waitFor();
  const before = await isMine.count();
  const giveBack = await takeOneThatNobodyHas(ana);
  try {
    expect(await isMine.count()).toBe(before);
    begin();
    await expect.poll(() => isMine.count()).toBe(before + 1);
  } finally {
    await giveBack();
  }
});

test('what a page reads while nobody is there keeps nobody signed in', async () => {
  const page = await openConsole({
    as: 'omar',
    path: '/connections',
    prepare: (context) => context.clock.install(),
  });
  const nextRead = async () => {
    const asked = page.waitForRequest('**/v1/console/connections*');
    await page.clock.runFor(20_000);
    return (await asked).headers()['kontor-unattended'];
  };
  await page.mouse.move(100, 100);
  expect(await nextRead()).toBeUndefined();
  await page.clock.fastForward(301_000);
  expect(await nextRead()).toBe('?1');
  await page.mouse.move(200, 200);
  expect(await nextRead()).toBeUndefined();
});

test('search finds a document by its number and by keyboard alone', async () => {
  const page = await openConsole();
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Search' });
  await field.pressSequentially('DE26-1-0001', { delay: 20 });
  await page.getByRole('option').nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('[role="option"][aria-selected="true"]').waitFor();
  await screenshot(page, 'frame-search');
  await expectNoAxeViolations(page);
  await field.fill('there is no such thing');
  await page.getByText('that you may see.').waitFor();
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
});

test('a lost connection is said once it lasts, and heals by itself', async () => {
  const page = await openConsole();
  const blocked = { is: true };
  await page.route(CHANGES, (route) => (blocked.is ? route.abort() : route.continue()));
  await page.reload();
  const notice = page.getByText('Connection lost. Trying again…');
  await notice.waitFor();
  await screenshot(page, 'frame-lost');
  await expectNoAxeViolations(page);
  blocked.is = false;
  await notice.waitFor({ state: 'detached', timeout: 20_000 });
});

test('the theme that a person chooses stays', async () => {
  const page = await openConsole({ theme: 'light' });
  await page.getByRole('button', { name: 'Ana Lindqvist' }).click();
  await page.getByText('Dark', { exact: true }).click();
  const root = page.locator('html[data-mantine-color-scheme="dark"]');
  await root.waitFor();
  await page.reload();
  await root.waitFor();
});

test('signing out ends the session, and signing in comes back to the same page', async () => {
  const page = await openConsole({ as: 'ada', path: '/?from=here' });
  forgetSignIn('ada');
  await page.getByRole('button', { name: 'Ada Byrne' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await page.goto('/console/?from=here');
  await page.getByRole('heading', { name: /^Sign in/, level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Ada Byrne' }).click();
  await page.getByRole('button', { name: 'Ada Byrne' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/');
});

test('a session that ends while a page is open is said on it, and leads to sign in', async () => {
  const page = await openConsole({ as: 'omar', path: '/nowhere' });
  forgetSignIn('omar');
  await page.context().clearCookies();
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search' }).fill('DE26');
  await page.getByText('The search does not answer.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Your session has ended.').waitFor();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('heading', { name: /^Sign in/, level: 1 }).waitFor();
});

function post(page: Page, path: string): Promise<number> {
  return page.evaluate(async (address) => {
    const body = JSON.stringify({ reason: 'To see what the others see.' });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(address, { method: 'POST', headers, body })).status;
  }, path);
}

/** The first of those on the page; answers how to give it back. */
async function takeOneThatNobodyHas(page: Page): Promise<() => Promise<void>> {
  const listed = await page.request.get('/v1/console/exceptions?assignee=nobody&page_size=1');
  const { items } = (await listed.json()) as { items: readonly [{ id: string; version: number }] };
  const [{ id, version }] = items;
  const assign = async (assignee: string | null, seen: number) => {
    const reply = await page.request.put(`/v1/exceptions/${id}/assignment`, {
      headers: { origin: new URL(page.url()).origin },
      data: { assignee, version: seen },
    });
    expect(reply.status()).toBe(200);
  };
  await assign('ana.lindqvist@kontor.example', version);
  return () => assign(null, version + 1);
}

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent ?? undefined);
}

const FIRST_MESSAGE = 'id: 1\nevent: change\ndata: {"topics":["exceptions"]}\n\n';

import { type Endpoint, ENDPOINTS, permissionsOf, type RoleName } from '@kontor/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  expectNoAxeViolations,
  forgetSignIn,
  openConsole,
  type Person,
  screenshot,
} from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the sign-in page in the %s theme', (theme) => {
  test('offers the sample people and shuts nobody out', async () => {
    const page = await openConsole({ as: 'nobody', theme });
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    await screenshot(page, 'sign-in');
    await expectNoAxeViolations(page);
  });

  test('says what is wrong, keeps the e-mail, and waits for the password', async () => {
    const page = await openConsole({ as: 'nobody', theme });
    await page.getByLabel('E-mail', { exact: true }).fill('ana.lindqvist@kontor.example');
    await page.getByLabel('Password', { exact: true }).fill('a guess');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe(
      'ana.lindqvist@kontor.example',
    );
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('password');
    await screenshot(page, 'sign-in-refused');
    await expectNoAxeViolations(page);
  });

  test('fits a narrow window', async () => {
    const viewport = { width: 640, height: 900 };
    const page = await openConsole({ as: 'nobody', theme, viewport });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(640);
    await screenshot(page, 'sign-in-narrow');
  });
});

test('by keyboard alone, somebody signs in and is where they were going', async () => {
  const page = await openConsole({ as: 'nobody', path: '/nowhere?x=1' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/console/nowhere?x=1');
});

test('who signed out is out, and comes in again by the same page', async () => {
  const page = await openConsole({ as: 'omar' });
  forgetSignIn('omar');
  await page.getByRole('button', { name: 'Omar Haddad' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'signed-out');
  await page.goto('/console/');
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
});

test('scripts of the page do not see the session', async () => {
  const page = await openConsole();
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

describe('a session reads what its person may, and nothing of other companies', () => {
  test.each(Object.entries(rolesOfSamples()))('%s', async (person, role) => {
    const page = await openConsole({ as: person as Person });
    const permissions = new Set(permissionsOf([role]));
    for (const { path, permission } of READING) {
      const { status, text } = await read(page, path);
      const isAllowed = permissions.has(permission);
      // Some want a filter and say so; whoever may not ask is never told as much.
      expect(isAllowed ? [200, 400] : [403], `${person} ${path}`).toContain(status);
      if (person === 'greta') expect(text, path).not.toMatch(/\b(GB01|US01)\b/);
    }
  });
});

async function read(page: Page, path: string) {
  return page.evaluate(async (address) => {
    const reply = await fetch(address, { signal: AbortSignal.timeout(20_000) });
    return { status: reply.status, text: await reply.text() };
  }, path);
}

/** Whatever is read without naming one thing; the stream of changes never ends. */
const READING = (ENDPOINTS as readonly Endpoint[]).filter(
  ({ method, path, params, replies }) =>
    method === 'GET' &&
    !params &&
    path !== '/v1/events' &&
    !replies[200]?.contentTypes?.includes('text/event-stream'),
);

function rolesOfSamples(): Record<Person, RoleName> {
  return {
    ana: 'finance-operations',
    charles: 'controller',
    greta: 'receivables',
    omar: 'operator',
    ada: 'auditor',
  };
}

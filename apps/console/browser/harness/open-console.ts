/**
 * A page of the console, signed in as one of the sample people, in a browser context of its own
 * that ends with the test. What the page's security policy refused and what its scripts threw fails
 * the test.
 */

import type { BrowserContext, Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { connectedBrowser } from './connected-browser.ts';
import { screenshot } from './screenshot.ts';
import { type Person, signedIn } from './sign-in.ts';

export type OpenConsole = {
  /** `nobody` comes without a session and is sent to the sign-in page. */
  readonly as?: Person | 'nobody';
  /** Below `/console`, with its search. */
  readonly path?: string;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Before the first request: to refuse or to delay some. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
};

export async function openConsole(options: OpenConsole = {}): Promise<Page> {
  const { as = 'ana', path = '/', theme = 'light', viewport = LAPTOP, prepare } = options;
  const browser = await connectedBrowser();
  const context = await browser.newContext({
    baseURL: inject('platformUrl'),
    colorScheme: theme,
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
    ...(as !== 'nobody' && { storageState: await signedIn(browser, as) }),
  });
  // Before the test's own limit, so that it is said what was waited for.
  context.setDefaultTimeout(20_000);
  const faults: string[] = [];
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepWhatFailed(context, task.name);
    await context.close();
    expect(faults, 'what the page was refused or threw').toEqual([]);
  });
  await prepare?.(context);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => void faults.push(message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  await page.goto(`/console${path}`);
  await page.locator('h1').first().waitFor();
  return page;
}

/** A picture says sooner than a log what a page waited for. */
async function keepWhatFailed(context: BrowserContext, test: string): Promise<void> {
  const name = `failed-${test.replaceAll(/\W+/g, '-')}`;
  for (const [at, page] of context.pages().entries()) await screenshot(page, `${name}-${at}`);
}

const LAPTOP = { width: 1280, height: 800 };

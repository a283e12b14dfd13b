/**
 * A hundred thousand transactions on a platform of their own: scrolling and filtering, measured by
 * the browser itself from the interaction until the rows are painted.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPlatform } from '@kontor/launcher';
import { hundredThousandTransactions } from '@kontor/testing/hundred-thousand-transactions';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectedBrowser } from './harness/connected-browser.ts';
import { screenshot } from './harness/index.ts';

const home = mkdtempSync(join(tmpdir(), 'kontor-scale-'));
let platform: Awaited<ReturnType<typeof startPlatform>>;
let page: Page;

beforeAll(async () => {
  platform = await startPlatform({
    home,
    port: 0,
    requestsPerMinute: 100_000,
    onProgress: () => {},
    consoleFolder: join(import.meta.dirname, '../dist'),
  });
  await hundredThousandTransactions(platform.server.pool);
  const browser = await connectedBrowser();
  const context = await browser.newContext({
    baseURL: platform.server.url,
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  await page.goto('/console/sign-in?return_to=/console/transactions');
  await page.getByRole('button', { name: 'Ana Lindqvist' }).click();
  await page.getByText('More than 10').waitFor();
}, 240_000);

afterAll(async () => {
  await page?.context().close();
  await platform?.stop();
  rmSync(home, { recursive: true, force: true });
}, 60_000);

test('it scrolls, page after page, without being waited for', async () => {
  const steps: number[] = [];
  for (let step = 1; step <= 40; step++) {
    steps.push(await page.evaluate(measure, { kind: 'scroll', row: step * ROWS_A_STEP } as const));
  }
  await screenshot(page, 'transactions-at-scale');
  expectQuick('scrolling by 20 rows', steps);
}, 120_000);

test('it filters without being waited for', async () => {
  const steps: number[] = [];
  for (const name of [...VIEWS, ...VIEWS, ...VIEWS]) {
    steps.push(await page.evaluate(measure, { kind: 'view', name } as const));
  }
  expectQuick('changing the list', steps);
}, 120_000);

test('it finds numbers, parties and documents without being waited for', async () => {
  const steps: number[] = [];
  for (const text of TEXTS) {
    const before = (await page.locator('h1 + p').textContent()) ?? '';
    const measuring = page.evaluate(measure, { kind: 'text', text, before } as const);
    await page.getByRole('textbox', { name: 'Find' }).fill(text);
    steps.push(await measuring);
  }
  expectQuick('finding by text', steps);
}, 120_000);

type Step =
  | { readonly kind: 'scroll'; readonly row: number }
  | { readonly kind: 'view'; readonly name: string }
  /** From when the list is asked for: before that the page waits for the typing to end. */
  | { readonly kind: 'text'; readonly text: string; readonly before: string };

/** Runs in the page: does the step and answers the milliseconds until its rows are painted. */
async function measure(step: Step): Promise<number> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const lead = () => document.querySelector('h1 + p')?.textContent ?? '';
  const inAddress = () => decodeURIComponent(location.search.replaceAll('+', ' '));
  const isAsked = () => step.kind !== 'text' || inAddress().includes(step.text);
  while (!isAsked()) await frame();
  const before = step.kind === 'text' ? step.before : lead();
  performance.mark('begin');
  const table = document.querySelector<HTMLElement>('[data-table]');
  if (step.kind === 'scroll' && table) table.scrollTop = step.row * 32;
  if (step.kind === 'view') {
    const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
    tabs.find(({ textContent }) => textContent === step.name)?.click();
  }
  const isThere = () =>
    step.kind === 'scroll'
      ? document.querySelector(`[data-table] [aria-rowindex="${step.row + 4}"]`) !== null
      : lead() !== before;
  while (!isThere()) await frame();
  // What was drawn in one frame is on the screen in the next.
  await frame();
  await frame();
  performance.mark('end');
  return performance.measure('step', 'begin', 'end').duration;
}

function expectQuick(what: string, steps: readonly number[]): void {
  const sorted = steps.toSorted((left, right) => left - right).map(Math.round);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const figures = `median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
  process.stdout.write(`100,000 transactions, ${what}: ${figures} (${steps.length} steps)\n`);
  expect(at(0.5)).toBeLessThan(STEP_MS_MAX);
  expect(at(0.95)).toBeLessThan(2 * STEP_MS_MAX);
}

const ROWS_A_STEP = 20;
/** Each shows another number of rows than the one before. */
const VIEWS = ['Waiting for someone', 'Refused', 'Credit notes', 'In doubt', 'Late', 'All'];
const TEXTS = ['4711', 'C10077', '1800004711', 'Acme Ltd', 'INV-0000042', 'Muster'];
/**
 * What people feel as at once. On a machine that is left alone nineteen of twenty steps are below
 * it; here they may take twice as long, because other tests run beside them.
 */
const STEP_MS_MAX = 200;

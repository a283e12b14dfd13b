/** The reports: their numbers, their charts with tables, their files for a spreadsheet. */

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, refusing, screenshot } from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the reports in the %s theme', (theme) => {
  // Ten charts with their tables are much for axe on a busy machine.
  test('every report of the last thirty days', async () => {
    const page = await openConsole({ theme, path: '/reports', viewport: TALL });
    for (const title of TITLES) await page.getByRole('heading', { name: title }).waitFor();
    await page.locator('.recharts-surface').first().waitFor();
    await screenshot(page, 'reports');
    await expectNoAxeViolations(page);
  }, 120_000);
});

test('every chart has its numbers as a table, and what was not measured is no zero', async () => {
  const page = await openConsole({ path: '/reports' });
  const table = page.getByRole('table', { name: 'Create customer invoice: time until posted' });
  await table.waitFor({ state: 'attached' });
  const cells = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
  expect(cells).toEqual(['–', '–']);
  const figures = await page.getByRole('figure').count();
  expect(await page.getByRole('figure').getByRole('table').count()).toBe(figures);
});

test('a number opens the list that it counts, with the same filters', async () => {
  const page = await openConsole({ path: '/reports?legalEntity=DE01' });
  const section = page.getByRole('region', { name: 'Create customer invoice' });
  const link = section.getByRole('link').nth(1);
  const { pathname, searchParams } = new URL(
    String(await link.getAttribute('href')),
    'http://console',
  );
  expect(pathname).toBe('/console/transactions');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    process: 'create-customer-invoice',
    legalEntity: 'DE01',
    status: 'done',
  });
});

test('as many exceptions as a report counts are in the list that it opens', async () => {
  const page = await openConsole({ path: '/reports' });
  const section = page.getByRole('region', { name: 'Exceptions' });
  const link = section.getByText('Opened', { exact: true }).locator('..').getByRole('link');
  const count = (await link.textContent()) ?? '';
  await link.click();
  await page.waitForURL(/openedFrom=/);
  await page.getByText(new RegExp(`^${count} exceptions?`)).waitFor();
  await page.getByText(/^Opened since: /).waitFor();
  await page.goBack();
  await section.getByText('Resolved', { exact: true }).locator('..').getByRole('link').click();
  await page.waitForURL(/status=resolved.*resolvedFrom=/);
});

test('what came twice is listed as often as it was counted', async () => {
  const page = await openConsole({ path: '/reports' });
  const section = page.getByRole('region', { name: 'Duplicates prevented' });
  const figure = section.getByText('Same request again', { exact: true }).first().locator('..');
  const count = (await figure.getByRole('link').textContent()) ?? '';
  await figure.getByRole('link').click();
  await page.waitForURL(/reports\/duplicates\?.*kind=same-key/);
  await page.getByText(new RegExp(`^${count} times|^Once,|^More than`)).waitFor();
  await page.getByRole('row').nth(1).waitFor();
  await screenshot(page, 'reports-duplicates');
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Back to the reports' }).click();
  await page.getByRole('heading', { level: 1, name: 'Reports' }).waitFor();
});

test('a report is downloaded as a file for a spreadsheet', async () => {
  const page = await openConsole({ path: '/reports' });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV of Control totals' }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^kontor_control-totals_\d{4}-.*\.csv$/);
  const path = join(mkdtempSync(join(tmpdir(), 'kontor-csv-')), 'report.csv');
  await file.saveAs(path);
  const text = readFileSync(path, 'utf8');
  expect(text.split('\r\n')[0]).toMatch(/^process,company,currency,accepted,amount accepted,/);
  expect(text).toMatch(/create-customer-invoice,DE01,EUR,\d+,/);
});

test('by keyboard alone: other days, and back', async () => {
  const page = await openConsole({ path: '/reports' });
  await page.getByLabel('Days, from').fill('2020-01-01');
  await page.getByLabel('Days, until').fill('2020-01-31');
  await page.getByText('Nothing was accepted on these days.').waitFor();
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter');
  await page.getByRole('row', { name: /DE01/ }).first().waitFor();
});

test('when reading fails the page says what failed, and trying again helps', async () => {
  let isDown = true;
  const broken = { status: 422, code: 'internal', title: 'It broke' };
  const prepare = refusing('/v1/console/reports', () => isDown, broken);
  const page = await openConsole({ path: '/reports', prepare });
  await page.getByRole('alert').getByText('It broke.').waitFor();
  await expectNoAxeViolations(page);
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Control totals' }).waitFor();
});

test('who may not open it is told which permission is missing', async () => {
  const forbidden = { status: 403, code: 'forbidden', title: 'Forbidden' };
  const prepare = refusing('/v1/console/reports', () => true, forbidden);
  const page = await openConsole({ path: '/reports', prepare });
  await page.getByText('reports:read').waitFor();
  await expectNoAxeViolations(page);
});

test('the list of duplicates says what failed and what is missing, in the dark as well', async () => {
  const path = '/reports/duplicates?kind=same-key';
  const broken = { status: 422, code: 'internal', title: 'It broke' };
  const page = await openConsole({
    path,
    theme: 'dark',
    prepare: refusing('/v1/console/reports', () => true, broken),
  });
  await page.getByRole('alert').getByText('It broke.').waitFor();
  await expectNoAxeViolations(page);
  const missing = { status: 403, code: 'forbidden', title: 'Forbidden' };
  const prepare = refusing('/v1/console/reports', () => true, missing);
  const forbidden = await openConsole({ path, theme: 'dark', prepare });
  await forbidden.getByText('reports:read').waitFor();
  await expectNoAxeViolations(forbidden);
});

const TITLES = [
  'Create customer invoice',
  'Apply customer payment',
  'Exceptions',
  'Duplicates prevented',
  'Receipts matched',
  'Control totals',
];
const TALL = { width: 1280, height: 2400 };

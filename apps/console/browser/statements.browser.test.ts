/** The bank picture: its month, one statement, and handing files over. */

import type { ConsoleStatements } from '@kontor/contracts';
import { dayKindOf, plusDays, present, type BankingDay } from '@kontor/kernel';
import { makeSandboxCompany, openSandboxBank } from '@kontor/sandbox';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, refusing, screenshot } from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the statements in the %s theme', (theme) => {
  test('a month of every account, the chain of one, and the files', async () => {
    const page = await openStatements({ theme });
    await page.getByRole('grid', { name: /^Balances of/ }).waitFor();
    await page.getByRole('grid', { name: 'Bank files' }).waitFor();
    expect(await page.getByRole('row', { name: /Sandbank/ }).count()).toBe(4);
    await screenshot(page, 'statements');
    await expectNoAxeViolations(page);
  });

  test('one statement with its proof and its entries', async () => {
    const page = await openStatements({ theme });
    await page
      .getByRole('button', { name: /: Received$/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /^Statement DE01/ }).waitFor();
    await page.getByText('Proved, first').waitFor();
    await page.getByRole('grid', { name: 'Entries' }).getByRole('gridcell').first().waitFor();
    await screenshot(page, 'statement');
    await expectNoAxeViolations(page);
  });
});

test('a quarantined file says why, and leads to who decides', async () => {
  const page = await openStatements({ path: '/statements?' });
  await page.getByText(/a difference of 10000000\.00 EUR/).waitFor();
  const decide = page.getByRole('link', { name: 'Decide what becomes of it' });
  expect(await decide.getAttribute('href')).toMatch(/\/console\/exceptions\?selected=exc_/);
});

test('by keyboard alone: an account, its chain, a statement', async () => {
  const page = await openStatements();
  await page.getByRole('button', { name: 'Sandbank London', exact: true }).press('Enter');
  const chain = page.getByRole('grid', { name: 'Balances of Sandbank London' });
  await chain.focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Statement GB01/ }).waitFor();
  await page.locator('h1:focus').waitFor();
});

test('a month without statements says so', async () => {
  const page = await openStatements({ path: '/statements?month=2020-02' });
  await page.getByText('No statement came in this month.').waitFor();
  await page.getByText('This account has no statement in this month.').waitFor();
  await page.getByText('No bank file came in this month.').waitFor();
  await expectNoAxeViolations(page);
});

test('when reading fails the page says what failed, and trying again helps', async () => {
  let isDown = true;
  const page = await openConsole({
    path: '/statements',
    prepare: refusing('/v1/console/statements', () => isDown, BROKEN),
  });
  await page.getByRole('alert').getByText('It broke.').waitFor();
  await expectNoAxeViolations(page);
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('grid', { name: 'Bank files' }).waitFor();
});

test('who may not open it is told which permission is missing', async () => {
  const page = await openConsole({
    path: '/statements',
    prepare: refusing('/v1/console/statements', () => true, FORBIDDEN),
  });
  await page.getByText('You may not see this.').waitFor();
  await expectNoAxeViolations(page);
});

test('an operator sees that files come, and neither balances nor account numbers', async () => {
  const page = await openConsole({ as: 'omar', path: '/statements' });
  await page.getByText('Balances are shown to those who may read bank data.').waitFor();
  await page
    .getByText(/DE01 · \*{4}\d{4} · EUR/)
    .first()
    .waitFor();
  expect(await page.getByText('a difference of').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Hand over a file' }).count()).toBe(0);
});

test('a truncated file is quarantined with its line, and nothing changed', async () => {
  const page = await openStatements();
  const before = await receivedDays(page);
  const bytes = await quietDayOfBank(page);
  await handOver(page, 'cut.xml', bytes.subarray(0, Math.floor(bytes.length * 0.6)));
  await page.getByText('cut.xml. Quarantined: nothing of it is booked').waitFor();
  await page
    .getByRole('row', { name: /Quarantined/ })
    .first()
    .click();
  await page.getByText(/^Line \d+$/).waitFor();
  await screenshot(page, 'statements-truncated');
  await expectNoAxeViolations(page);
  expect(await receivedDays(page)).toBe(before);
});

test('what is no bank file at all is refused, and nothing of it is kept', async () => {
  const page = await openStatements();
  await handOver(page, 'holiday.jpg', Buffer.from('not a statement'));
  await page
    .getByRole('alert')
    .getByText(/send camt\.052, 053, 054/)
    .waitFor();
  await expectNoAxeViolations(page);
});

test('a file of the bank is booked, and known when it comes again', async () => {
  const page = await openStatements();
  const bytes = await quietDayOfBank(page);
  await handOver(page, 'before.xml', bytes);
  await page.getByText('before.xml. Booked: 1 statement with 0 entries').waitFor();
  await screenshot(page, 'statements-booked');
  await expectNoAxeViolations(page);
  await handOver(page, 'again.xml', bytes);
  await page.getByText(/These very bytes were here before/).waitFor();
});

type Opening = { readonly theme?: 'light' | 'dark'; readonly path?: string };

/** Of the month that the day was played in, which near its first day is the one before today's. */
async function openStatements({ theme = 'light', path }: Opening = {}): Promise<Page> {
  const page = await openConsole({ theme, path: path ?? '/statements' });
  if (path === undefined) {
    const { month } = await playedMonth(page);
    await page.goto(`/console/statements?month=${month}`);
  }
  await page.getByRole('table').waitFor();
  return page;
}

async function playedMonth(page: Page): Promise<ConsoleStatements> {
  const now = await readMonth(page);
  const isIn = ({ accounts }: ConsoleStatements) =>
    accounts.every(({ chain }) => chain?.some(({ joins }) => joins === 'first'));
  if (isIn(now)) return now;
  return readMonth(page, plusDays(`${now.month}-01` as BankingDay, -1).slice(0, 7));
}

async function readMonth(page: Page, month?: string): Promise<ConsoleStatements> {
  const query = month === undefined ? '' : `?month=${month}`;
  const reply = await page.request.get(`/v1/console/statements${query}`);
  return (await reply.json()) as ConsoleStatements;
}

async function receivedDays(page: Page): Promise<number> {
  return page.getByRole('button', { name: /: Received$/ }).count();
}

async function handOver(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/xml', buffer });
}

/**
 * What the sandbox's bank would have written on the banking day before the first of the played
 * ones: nothing moved, so that it closes where that one opens.
 */
async function quietDayOfBank(page: Page): Promise<Buffer> {
  const { accounts } = await playedMonth(page);
  const first = accounts.flatMap(({ chain }) => chain ?? []).find(({ joins }) => joins === 'first');
  let day = present(first, 'a chain begins').toDay as BankingDay;
  do day = plusDays(day, -1);
  while (dayKindOf(day, 'EUR').kind !== 'banking');
  const files = openSandboxBank({ company: makeSandboxCompany() }).closeDay(day);
  const main = files.find(({ accountKey }) => accountKey === 'DE01-MAIN');
  return Buffer.from(present(main, 'the bank keeps this account').bytes);
}

const BROKEN = { status: 422, code: 'internal', title: 'It broke' };
const FORBIDDEN = { status: 403, code: 'forbidden', title: 'Forbidden' };

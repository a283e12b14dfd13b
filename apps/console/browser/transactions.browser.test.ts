import type { ConsoleTransactions } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  expectNoAxeViolations,
  findTransaction,
  handOverInvoice,
  type Kind,
  openConsole,
  screenshot,
  someCustomer,
  statusOf,
  unreachable,
} from './harness/index.ts';

const LIST = '**/v1/console/transactions?*';
const BOTH_THEMES = ['light', 'dark'] as const;

describe.each(BOTH_THEMES)('the list in the %s theme', (theme) => {
  test('shows documents with state, party, amount and where they stand', async () => {
    const page = await openConsole({ theme, path: '/transactions' });
    const row = rows(page).first();
    await row.waitFor();
    await screenshot(page, 'transactions');
    await expectNoAxeViolations(page);
  });

  test('teaches when nothing is like what was asked for', async () => {
    const page = await openConsole({ theme, path: '/transactions?text=no-such-number' });
    await page.getByText('Nothing is like this.').waitFor();
    await screenshot(page, 'transactions-empty');
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Show all transactions' }).click();
    await rows(page).first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('says what failed, and heals when it is tried again', async () => {
    const failing = { is: true };
    const page = await openConsole({
      theme,
      path: '/transactions',
      prepare: unreachable('/v1/console/transactions', () => failing.is),
    });
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await screenshot(page, 'transactions-failing');
    await expectNoAxeViolations(page);
    failing.is = false;
    await again.click();
    await rows(page).first().waitFor();
  });

  test('says which permission is missing', async () => {
    const page = await openConsole({
      theme,
      path: '/transactions',
      prepare: async (context) => {
        await context.route(LIST, (route) => route.fulfill(FORBIDDEN));
      },
    });
    await page.getByText('You may not see this.').waitFor();
    await screenshot(page, 'transactions-forbidden');
    await expectNoAxeViolations(page);
  });

  test.each(['straight', 'lost-reply', 'credit-note', 'payment', 'taken-back'] as const)(
    'one transaction reads like a letter: %s',
    async (kind) => {
      const page = await openConsole({ theme, path: `/transactions/${await idOf(kind)}` });
      await page.getByRole('region', { name: 'What happened' }).waitFor();
      await expect.poll(() => page.locator('h1').textContent()).toMatch(TITLES[kind]);
      if (kind === 'lost-reply') {
        await page.getByText('nothing was sent twice').first().waitFor();
        await page.getByText('Looked up and found').first().click();
      }
      await screenshot(page, `transaction-${kind}`);
      await expectNoAxeViolations(page);
    },
  );

  test('every part beside the story opens, and the address keeps which', async () => {
    const page = await openConsole({ theme, path: `/transactions/${await idOf('paid')}` });
    for (const part of ['Linked', 'Money', 'Events', 'Document', 'Systems']) {
      await page.getByRole('tab', { name: part }).click();
      await page.getByRole('tabpanel').waitFor();
      await expectNoAxeViolations(page);
      await screenshot(page, `transaction-part-${part.toLowerCase()}`);
    }
    expect(new URL(page.url()).searchParams.get('tab')).toBe('systems');
  });
});

test('a filter is in the address, shown as a chip, and taken back by it', async () => {
  const page = await openConsole({ path: '/transactions' });
  await rows(page).first().waitFor();
  await page.getByRole('tab', { name: 'Credit notes' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe('credit-note');
  await expect.poll(() => rows(page).first().textContent()).toContain('credit note');
  await page.getByRole('button', { name: 'Remove Credit note' }).click();
  await expect.poll(() => new URL(page.url()).search).toBe('');
});

test('a list with filters of its own is named, kept and forgotten', async () => {
  const page = await openConsole({ path: '/transactions?kind=payment&legalEntity=DE01' });
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: 'Save as a view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('German payments');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'All' }).click();
  await page.reload();
  await page.getByRole('tab', { name: 'German payments' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('legalEntity')).toBe('DE01');
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: /Forget/ }).click();
  await expect.poll(() => page.getByRole('tab', { name: 'German payments' }).count()).toBe(0);
});

test('by keyboard alone: down the list, into one, to its neighbours, and back', async () => {
  const page = await openConsole({ path: '/transactions?kind=payment' });
  await rows(page).nth(2).waitFor();
  const { items } = await read(page, 'kind=payment&page_size=3');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: new RegExp(`^Payment ${items[1]?.number}`) }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: new RegExp(`^Payment ${items[2]?.number}`) }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: new RegExp(`^Payment ${items[1]?.number}`) }).waitFor();
  await page.goBack();
  await rows(page).first().waitFor();
  expect(new URL(page.url()).searchParams.get('kind')).toBe('payment');
});

test('a credit note that waits is approved by another person, with the effect shown', async () => {
  const { id } = await handOverInvoice({
    number: `CN-${crypto.randomUUID().slice(0, 8)}`,
    customer: await someCustomer(),
    net: 900_000,
    issueDate: systemClock.now().slice(0, 10),
    isCreditNote: true,
  });
  await expect.poll(() => statusOf(id), { timeout: 10_000 }).toBe('waiting');
  const page = await openConsole({ as: 'charles', path: `/transactions/${id}` });
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('It goes on as it is and is posted').waitFor();
  await expectNoAxeViolations(page);
  await screenshot(page, 'transaction-approve');
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Agreed with the customer.');
  await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  // The page hears of it by itself.
  await page.getByText('It is posted in the ledger').waitFor({ timeout: 20_000 });
  await page
    .getByText(/Agreed with the customer/)
    .first()
    .waitFor();
});

test('what a person may not read is not on the page, and it says what is missing', async () => {
  const page = await openConsole({ as: 'omar', path: `/transactions/${await idOf('paid')}` });
  await page.getByRole('tab', { name: 'Money' }).click();
  await page.getByText('bank:read').waitFor();
  expect(await page.locator('main').textContent()).not.toContain('the bank booked');
});

test('one that is not there says so', async () => {
  const page = await openConsole({
    path: '/transactions/txn_00000000000000000000000000',
  });
  await page.getByRole('alert').waitFor();
  await expectNoAxeViolations(page);
});

function rows(page: Page) {
  const grid = page.getByRole('grid', { name: 'Transactions' });
  return grid.getByRole('row').filter({ has: page.getByRole('gridcell') });
}

async function idOf(kind: Kind): Promise<string> {
  return findTransaction(await openConsole({ path: '/transactions' }), kind);
}

async function read(page: Page, query: string): Promise<ConsoleTransactions> {
  const reply = await page.request.get(`/v1/console/transactions?${query}`);
  return (await reply.json()) as ConsoleTransactions;
}

const TITLES: Readonly<Record<Exclude<Kind, 'paid'>, RegExp>> = {
  straight: /^Invoice .+ · .+ · .+/,
  'lost-reply': /^Invoice /,
  'credit-note': /^Credit note .+ · −/,
  payment: /^Payment /,
  'taken-back': /·/,
};

const FORBIDDEN = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'https://kontor.example/problems/forbidden',
    title: 'The token lacks a permission',
    status: 403,
    code: 'forbidden',
  }),
};

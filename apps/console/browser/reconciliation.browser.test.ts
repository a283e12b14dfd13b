/** Reconciliation: receipts are matched by hand, by one person and by two. */

import type { Exception, OpenItem } from '@kontor/contracts';
import { currency, fromDecimal, money, present, toDecimal } from '@kontor/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot, unreachable } from './harness/index.ts';
import { receiveMoney } from './harness/receive-money.ts';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('receipts and open items stand beside each other, with the reason of a suggestion', async () => {
    const page = await openConsole({ theme });
    const [first, second] = await openInvoices(page);
    const text = `Invoices ${first?.number} and ${second?.number}`;
    await receiveMoney(page, [{ amount: '123.45', text, payer: `Payer ${theme}` }]);
    await openWorkspace(page, `Payer ${theme}`);
    await row(page, 'Receipts', `Payer ${theme}`).click();
    await selection(page).getByText('Suggested').waitFor();
    await screenshot(page, 'reconciliation');
    await expectNoAxeViolations(page);
    await selection(page).getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('dialog').getByText('gets one document').first().waitFor();
    await screenshot(page, 'reconciliation-effect');
    await expectNoAxeViolations(page);
  });
});

test('by keyboard alone: find the receipt, take the suggestion, undo it', async () => {
  const page = await openConsole();
  const [invoice] = await openInvoices(page);
  const { number } = present(invoice, 'somebody owes something');
  await receiveMoney(page, [{ amount: '10.01', text: `part of ${number}`, payer: 'Keyboard' }]);
  // A number named clearly pays by rule: this one is taken back first, and then left to people.
  await openWorkspace(page, 'Keyboard', 'matched');
  await row(page, 'Receipts', 'Keyboard').waitFor({ timeout: 40_000 });
  await page.getByRole('grid', { name: 'Receipts' }).focus();
  await page.keyboard.press('j');
  await selection(page).getByText('Posted').waitFor();
  await page.getByRole('button', { name: 'Take back' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Why' }).fill('It was for another month.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Being taken back.').waitFor();
  await openWorkspace(page, 'Keyboard');
  await row(page, 'Receipts', 'Keyboard').waitFor({ timeout: 40_000 });
  await page.getByRole('grid', { name: 'Receipts' }).focus();
  await page.keyboard.press('j');
  await selection(page).getByText('Suggested').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('gets one document').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Matched. The ledger is being told').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await page.getByText('Taken back. Receipts and items are open again').waitFor();
  await row(page, 'Receipts', 'Keyboard').waitFor({ timeout: 40_000 });
}, 90_000);

test('what is refused is not suggested again, says by whom, and can be taken back', async () => {
  const page = await openConsole();
  const [first, second] = await openInvoices(page);
  const text = `Invoices ${first?.number} and ${second?.number}`;
  await receiveMoney(page, [{ amount: '55.44', text, payer: 'Refused' }]);
  await openWorkspace(page, 'Refused');
  await row(page, 'Receipts', 'Refused').click();
  await selection(page).getByText('Suggested').waitFor();
  const refused = selection(page).getByRole('button', { name: '1 refused' });
  await page.keyboard.press('d');
  await page.getByText('it is not suggested again').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await refused.waitFor({ state: 'detached' });
  await selection(page).getByRole('button', { name: 'Not this' }).click();
  await refused.click();
  await selection(page)
    .getByText(/Refused by Ana Lindqvist, .*The payment names/)
    .waitFor();
  await screenshot(page, 'reconciliation-refused');
  await expectNoAxeViolations(page);
  const other = await openConsole({ as: 'greta' });
  await openWorkspace(other, 'Refused');
  await row(other, 'Receipts', 'Refused').click();
  await selection(other).getByRole('button', { name: '1 refused' }).click();
  await selection(other).getByRole('button', { name: 'Suggest again' }).click();
  await selection(other).getByText('Suggested').waitFor();
  // Seen by whoever looks at the same receipt, too.
  await selection(page).getByText('Suggested').waitFor();
});

test('the running difference is exact, and amounts are checked where they are typed', async () => {
  const page = await openConsole();
  const [one, two] = await openInvoices(page);
  await receiveMoney(page, [{ amount: '99.99', text: 'thanks', payer: 'Several' }]);
  await openWorkspace(page, 'Several');
  await row(page, 'Receipts', 'Several').click();
  for (const each of [one, two]) {
    const { number } = present(each, 'two owe something');
    await page.getByLabel('Search open items').fill(number);
    await row(page, 'Open items', number).click();
    await selection(page).getByRole('textbox', { name: number }).waitFor();
  }
  const field = selection(page).getByRole('textbox').first();
  await field.fill('40,005');
  await selection(page).getByText('Not an amount of EUR.').waitFor();
  await field.fill('40,00');
  await selection(page).getByRole('textbox').nth(1).fill('59.98');
  await selection(page).getByText('+0.01 EUR').waitFor();
  await screenshot(page, 'reconciliation-amounts');
  await expectNoAxeViolations(page);
});

test('two people on one receipt: the second hears who was quicker', async () => {
  const [ana, greta] = [await openConsole(), await openConsole({ as: 'greta' })];
  const [invoice] = await openInvoices(ana);
  await receiveMoney(ana, [{ amount: '7.77', text: 'thanks', payer: 'Contended' }]);
  const ready = async (page: Page) => {
    await openWorkspace(page, 'Contended');
    await row(page, 'Receipts', 'Contended').click();
    await choose(page, present(invoice, 'somebody owes something'));
    await selection(page).getByRole('button', { name: 'Match' }).click();
    await page.getByRole('dialog').getByText('gets one document').waitFor();
  };
  await ready(ana);
  await ready(greta);
  await ana.getByRole('dialog').getByRole('button', { name: 'Match' }).click();
  await ana.getByText('Matched. The ledger is being told').waitFor();
  await greta.getByRole('dialog').getByRole('button', { name: 'Match' }).click();
  const refusal = greta.getByRole('dialog').getByRole('alert');
  await refusal.getByText(/Ana Lindqvist matched it with .* at \d\d:\d\d:\d\d UTC/).waitFor();
  await screenshot(greta, 'reconciliation-quicker');
});

test('a large write-off is posted when a second person approved it', async () => {
  const page = await openConsole();
  const invoice = present(
    (await openInvoices(page)).find(({ open }) => minor(open.amount) > 20_000n),
    'somebody owes more than 200.00',
  );
  const amount = toDecimal(money(minor(invoice.open.amount) - 12_000n, EUR));
  await receiveMoney(page, [{ amount, text: 'goods were damaged', payer: 'Damaged' }]);
  await openWorkspace(page, 'Damaged');
  await row(page, 'Receipts', 'Damaged').click();
  await choose(page, invoice);
  await selection(page).getByText('Write it off').click();
  await selection(page).getByRole('button', { name: 'Match' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('A second person decides').waitFor();
  await dialog.getByRole('textbox', { name: 'Why' }).fill('The goods were damaged.');
  await screenshot(page, 'reconciliation-write-off');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Match and write off' }).click();
  await page.getByText('when a second person approves').waitFor();
  const asked = await questionAbout(page, invoice.number);
  expect(await decide(page, asked)).toBe(403);
  const charles = await openConsole({ as: 'charles', path: '/reconciliation' });
  expect(await decide(charles, asked)).toBe(200);
  await openWorkspace(page, 'Damaged', 'matched');
  await row(page, 'Receipts', 'Damaged').click();
  await selection(page).getByText('Posted').waitFor({ timeout: 20_000 });
});

test('empty, failing and forbidden each say so', async () => {
  const page = await openConsole({ path: '/reconciliation?text=nobodywrotethis' });
  await page.getByText('No receipt fits these filters.').waitFor();
  const omar = await openConsole({ as: 'omar', path: '/reconciliation' });
  await omar.getByText('You may not see this.').waitFor();
  const failing = await openConsole({
    path: '/reconciliation',
    prepare: unreachable('/v1/console/reconciliation', () => true),
  });
  await failing.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
  await screenshot(failing, 'reconciliation-failing');
});

async function openWorkspace(page: Page, text: string, status?: string): Promise<void> {
  const more = status === undefined ? '' : `&status=${status}`;
  await page.goto(`/console/reconciliation?text=${encodeURIComponent(text)}${more}`);
  await page.getByRole('heading', { name: 'Reconciliation' }).waitFor();
  await page.getByLabel('Search receipts').waitFor();
}

/** By its number, on the right. */
async function choose(page: Page, { number }: OpenItem): Promise<void> {
  await page.getByLabel('Search open items').fill(number);
  await row(page, 'Open items', number).click();
  await selection(page).getByRole('textbox', { name: number }).waitFor();
}

function row(page: Page, grid: 'Receipts' | 'Open items', text: string) {
  return page.getByRole('grid', { name: grid }).getByRole('row').filter({ hasText: text }).first();
}

function selection(page: Page) {
  return page.getByRole('region', { name: 'Selection' });
}

/**
 * Invoices of DE01 in euros that nothing was paid of: each worth more than what is received here,
 * and each of another customer, because what names several of one customer pays them by rule.
 */
async function openInvoices(page: Page): Promise<readonly OpenItem[]> {
  const reply = await page.request.get('/v1/open-items?status=open&legalEntity=DE01&page_size=500');
  const { items } = (await reply.json()) as { readonly items: readonly OpenItem[] };
  const fitting = items
    .filter(({ kind, open }) => kind === 'invoice' && open.currency === 'EUR')
    .filter(({ open }) => minor(open.amount) > minor('500.00'));
  return [...new Map(fitting.map((item) => [item.customer, item])).values()];
}

async function questionAbout(page: Page, number: string): Promise<Exception> {
  for (;;) {
    const reply = await page.request.get('/v1/exceptions?status=open&kind=approval');
    const { items } = (await reply.json()) as { readonly items: readonly Exception[] };
    const found = items.find(({ explanation }) => explanation.includes(number));
    if (found) return found;
  }
}

async function decide(page: Page, { id, version }: Exception): Promise<number> {
  const reply = await page.request.post(`/v1/exceptions/${id}/resolution`, {
    headers: {
      'idempotency-key': `"${crypto.randomUUID()}"`,
      origin: new URL(page.url()).origin,
    },
    data: { action: 'approve', reason: 'Saw the photos.', version },
  });
  return reply.status();
}

const EUR = currency('EUR');

function minor(amount: string): bigint {
  return present(fromDecimal(amount, EUR), amount).minor;
}

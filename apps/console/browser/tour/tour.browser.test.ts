/**
 * What docs/start/tour.md tells, done in its order: in the pictures is a played day, and what the
 * reader of the tour does.
 */

import type { ReconciliationItem } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import type { Page } from 'playwright-core';
import { test } from 'vitest';
import {
  closedDay,
  findTransaction,
  handOverInvoice,
  openConsole,
  screenshot,
  someCustomer,
} from '../harness/index.ts';
import { receiveMoney } from '../harness/receive-money.ts';

test('sign in', async () => {
  const page = await openConsole({ as: 'nobody' });
  await page.getByRole('button', { name: 'Ana Lindqvist' }).waitFor();
  await screenshot(page, 'sign-in');
});

test.each(['light', 'dark'] as const)('is anything wrong (%s)', async (theme) => {
  const page = await openConsole({ theme, viewport: TALL });
  await page.getByRole('table', { name: 'Control totals of today' }).waitFor();
  await screenshot(page, 'overview');
});

test('where is my invoice', async () => {
  const page = await openConsole({ path: '/transactions?kind=invoice' });
  await page.getByRole('row').nth(8).waitFor();
  await screenshot(page, 'transactions');
  await page.goto(`/console/transactions/${await findTransaction(page, 'lost-reply')}`);
  await page.getByText('Looked up and found').first().click();
  await page.getByText('nothing was sent twice').first().waitFor();
  await screenshot(page, 'transaction-lost-reply');
});

test('is the bank picture complete', async () => {
  const page = await openConsole({ path: '/statements', viewport: TALL });
  await page.getByRole('grid', { name: 'Bank files' }).waitFor();
  await screenshot(page, 'statements');
});

test('which money belongs to what', async () => {
  const page = await openConsole();
  const [first, second] = await openInvoices(page);
  const payer = present(first?.party, 'the day names its customers');
  const text = `${first?.number} und ${second?.number}`;
  await receiveMoney(page, [{ amount: '4250.00', text, payer }]);
  await page.goto('/console/reconciliation');
  await page.getByRole('row').filter({ hasText: text }).click();
  await page.getByRole('region', { name: 'Selection' }).getByText('Suggested').waitFor();
  await screenshot(page, 'reconciliation');
});

test('what needs me', async () => {
  const customer = await someCustomer();
  const issueDate = await closedDay();
  const number = 'DE26-1-02001';
  await handOverInvoice({ number, customer, issueDate, net: 4_800 });
  const page = await openConsole({ path: '/exceptions', viewport: TALL });
  await page.getByRole('row').filter({ hasText: number }).click();
  await page.getByRole('region', { name: 'What to do' }).waitFor();
  await screenshot(page, 'exceptions');
  await page.getByRole('button', { name: 'Correct…' }).click();
  await page.getByRole('heading', { name: 'Correct the document' }).waitFor();
  await page.getByLabel('Revenue account').fill('999999');
  await page.getByText('The chart of accounts has no account 999999.').first().waitFor();
  await screenshot(page, 'exceptions-correction');
});

test('how does it work, and how are we doing', async () => {
  const page = await openConsole({ path: '/processes/create-customer-invoice?step=post' });
  await page.locator('.react-flow__node').first().waitFor();
  await screenshot(page, 'process');
  const reports = await openConsole({ path: '/reports', viewport: TALL });
  await reports.locator('.recharts-surface').first().waitFor();
  await screenshot(reports, 'reports');
});

test('pull the plug', async () => {
  const page = await openConsole({ as: 'omar', path: '/connections/sap-s4hana' });
  const plug = page.getByRole('switch', { name: 'Plugged in' });
  const lead = page.locator('h1 + p');
  await page.getByRole('combobox', { name: 'Slow', exact: true }).click();
  await page.getByRole('option', { name: '200 ms late' }).click();
  await plug.click({ force: true });
  await page.getByText(/The plug of SAP S\/4HANA .*is pulled/).waitFor();
  const sent = page.waitForResponse('**/v1/sandbox/invoices');
  await page.getByRole('button', { name: 'Send 200 invoices' }).click();
  await sent;
  await lead.filter({ hasText: 'Nothing is lost' }).waitFor();
  const ana = await openConsole({ path: '/transactions?kind=invoice&state=working' });
  await ana.getByRole('row').nth(3).click();
  await ana.getByText('Why it waits').waitFor({ timeout: 30_000 });
  await screenshot(ana, 'transaction-waiting');
  await plug.click({ force: true });
  await lead.filter({ hasText: 'clear in about' }).waitFor({ timeout: 60_000 });
  await screenshot(page, 'connection-draining');
});

/** Of DE01 in euros, nothing paid yet, each worth more than what comes in. */
async function openInvoices(page: Page): Promise<readonly ReconciliationItem[]> {
  const reply = await page.request.get(ITEMS);
  const { items } = (await reply.json()) as { readonly items: readonly ReconciliationItem[] };
  return items
    .filter(({ kind, open }) => kind === 'invoice' && open.currency === 'EUR')
    .filter(({ open }) => open.amount.length > '4250.00'.length);
}

const ITEMS = '/v1/console/reconciliation/open-items?legalEntity=DE01&page_size=500';
/** The parts below the first screen are told about, too. */
const TALL = { width: 1280, height: 1080 };

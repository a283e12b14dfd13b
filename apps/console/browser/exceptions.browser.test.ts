import { systemClock } from '@kontor/kernel';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  closedDay,
  expectNoAxeViolations,
  handOverInvoice,
  openConsole,
  screenshot,
  someCustomer,
  statusOf,
  unreachable,
} from './harness/index.ts';

const QUEUE = '**/v1/console/exceptions?*';

let nth = 0;

/** An invoice that SAP refused, for certain, because its period is closed there. */
async function refusedInvoice(wish: { net?: number; mark?: string } = {}) {
  nth += 1;
  const number = `${wish.mark ?? 'EXC'}-${crypto.randomUUID().slice(0, 8)}-${nth}`.toUpperCase();
  const { net } = wish;
  const { id } = await handOverInvoice({
    number,
    customer: await someCustomer(),
    issueDate: await closedDay(),
    ...(net !== undefined && { net }),
  });
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('refused');
  return { id, number };
}

describe.each(['light', 'dark'] as const)('the queue in the %s theme', (theme) => {
  test('shows what needs somebody, and one of them with what to do', async () => {
    const { number } = await refusedInvoice();
    const page = await openConsole({ theme, path: '/exceptions?sort=newest' });
    await rowOf(page, number).click();
    await page.getByRole('region', { name: 'What to do' }).waitFor();
    expect(page.url()).toContain('selected=exc_');
    await screenshot(page, 'exceptions');
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('dialog').getByText('it is not there').waitFor();
    await screenshot(page, 'exceptions-decision');
    await expectNoAxeViolations(page);
  });

  test('teaches when it is empty', async () => {
    const page = await openConsole({ theme, path: '/exceptions?number=NO-SUCH-NUMBER' });
    await page.getByText('No exception fits these filters.').waitFor();
    await screenshot(page, 'exceptions-empty');
    await expectNoAxeViolations(page);
  });

  test('says what failed, and heals when it is tried again', async () => {
    const failing = { is: true };
    const page = await openConsole({
      theme,
      path: '/exceptions',
      prepare: unreachable('/v1/console/exceptions', () => failing.is),
    });
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await screenshot(page, 'exceptions-failing');
    await expectNoAxeViolations(page);
    failing.is = false;
    await again.click();
    await page.getByRole('grid', { name: 'Exceptions' }).waitFor();
  });

  test('says what is missing to whoever may not see it', async () => {
    const page = await openConsole({
      theme,
      path: '/exceptions',
      prepare: (context) => context.route(QUEUE, (route) => route.fulfill(FORBIDDEN)),
    });
    await page.getByText('You may not see this.').waitFor();
    await expectNoAxeViolations(page);
  });

  test('lets a document be corrected, with what is wrong beside the field', async () => {
    const { number } = await refusedInvoice();
    const page = await openConsole({ theme, path: `/exceptions?number=${number}` });
    await rowOf(page, number).click();
    await page.getByRole('button', { name: 'Correct…' }).click();
    await page.getByRole('heading', { name: 'Correct the document' }).waitFor();
    await page.getByLabel('Revenue account').fill('999999');
    await page.getByText('The chart of accounts has no account 999999.').first().waitFor();
    await screenshot(page, 'exceptions-correction');
    await expectNoAxeViolations(page);
  });
});

test('a refused invoice is corrected until SAP has posted it', async () => {
  const { id, number } = await refusedInvoice();
  const page = await openConsole({ path: `/exceptions?number=${number}` });
  await rowOf(page, number).click();
  await page.getByText('It is about the issue date').waitFor();
  await page.getByRole('button', { name: 'Correct…' }).click();
  await page.getByLabel('Issue date').fill(today());
  await page.getByText('It is sent to SAP').first().waitFor();
  await page.getByRole('button', { name: 'Correct and send again…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').fill('The customer agreed to the new date.');
  await dialog.getByRole('button', { name: 'Correct and send again' }).click();
  await page.waitForURL('**/exceptions?*');
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('done');
  await page.getByText('corrected the issue date').first().waitFor();
  await screenshot(page, 'exceptions-corrected');
});

test('the second of two people is told who was quicker, when and how', async () => {
  const { number } = await refusedInvoice();
  const open = async (as: 'ana' | 'charles') => {
    const page = await openConsole({ as, path: `/exceptions?number=${number}` });
    await rowOf(page, number).click();
    await page.getByRole('button', { name: 'Let it rest' }).first().click();
    await page.getByRole('dialog').getByLabel('Why').fill(`Decided by ${as}.`);
    return page;
  };
  const [ana, charles] = [await open('ana'), await open('charles')];
  await ana.getByRole('dialog').getByRole('button', { name: 'Let it rest' }).click();
  await ana.getByRole('dialog').waitFor({ state: 'detached' });
  const dialog = charles.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Let it rest' }).click();
  await dialog
    .getByText(/Ana Lindqvist let it rest at \d\d:\d\d:\d\d UTC. “Decided by ana.”/)
    .waitFor();
  // What was typed is still there.
  expect(await dialog.getByLabel('Why').inputValue()).toBe('Decided by charles.');
  await screenshot(charles, 'exceptions-second');
});

test('the queue is used by keyboard alone', async () => {
  const { number } = await refusedInvoice();
  const page = await openConsole({ path: `/exceptions?number=${number}` });
  await rowOf(page, number).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('region', { name: 'What to do' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'With me' }).waitFor();
  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.type('SAP is asked once more.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
});

test('many are decided at once, with progress and what failed', async () => {
  const mark = `BULK${crypto.randomUUID().slice(0, 8)}`.toUpperCase();
  const { number } = await refusedInvoice({ mark });
  await refusedInvoice({ mark });
  const page = await openConsole({ path: '/exceptions?cause=period_closed' });
  await rowOf(page, number).waitFor();
  await page.getByRole('button', { name: /Decide about all/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Take on', { exact: true }).click();
  await dialog.getByText(/given to ana/i).waitFor();
  await screenshot(page, 'exceptions-batch-effect');
  await expectNoAxeViolations(page);
  await dialog.getByLabel('Why').fill('I look at all of these.');
  await dialog.getByRole('button', { name: 'Take on' }).click();
  await page.waitForURL('**/exceptions/batches/bat_*');
  await page.getByText('Done', { exact: true }).waitFor({ timeout: 20_000 });
  await screenshot(page, 'exceptions-batch');
  await expectNoAxeViolations(page);
});

test('the queue is filtered by system and amount, in the address and in the scope of a batch', async () => {
  const { number } = await refusedInvoice({ net: 4_321 });
  await refusedInvoice({ net: 4_322 });
  const page = await openConsole({ path: '/exceptions' });
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('combobox', { name: 'System' }).click();
  await page.getByRole('option', { name: /SAP/ }).click();
  await page.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('option', { name: 'EUR' }).click();
  await page.getByRole('textbox', { name: 'Worth from (EUR)' }).fill('4 321,00');
  await page.waitForURL(/valueFrom=%224321\.00%22/);
  await page.getByRole('textbox', { name: 'Worth to (EUR)' }).fill('5500');
  await page.waitForURL(/valueTo=%225500%22/);
  expect(page.url()).toMatch(/connection=\S+&/);
  await rowOf(page, number).waitFor();
  await screenshot(page, 'exceptions-filtered');
  await expectNoAxeViolations(page);
  const other = await openConsole({ path: page.url().replace(/.*\/console/, '') });
  await rowOf(other, number).waitFor();
  const decide = other.getByRole('button', { name: /Decide about all/ });
  const [count] = /\d+/.exec((await decide.textContent()) ?? '') ?? [];
  await decide.click();
  await other
    .getByRole('dialog')
    .getByText(new RegExp(`^${count} exceptions are tried again`))
    .waitFor();
  await other.getByRole('button', { name: 'Cancel' }).click();
  await other.getByRole('button', { name: 'Remove Currency: EUR' }).click();
  await other.waitForURL((url) => !url.search.includes('value'));
  expect(other.url()).not.toContain('currency');
});

test('what is above the limit waits for a second person, who is another one', async () => {
  const { number } = await refusedInvoice({ net: 150_000 });
  await refusedInvoice({ net: 150_000 });
  const ana = await openConsole({ path: '/exceptions?cause=period_closed&currency=EUR' });
  await rowOf(ana, number).waitFor();
  await ana.getByRole('button', { name: /Decide about all/ }).click();
  const dialog = ana.getByRole('dialog');
  await dialog.getByText('Let rest', { exact: true }).first().click();
  await dialog.getByText('it waits until a second person agrees').waitFor();
  await dialog.getByLabel('Why').fill('They are billed again next month.');
  await dialog.getByRole('button', { name: 'Let rest' }).click();
  await ana.getByText('Waiting for a second person').waitFor();
  const batch = ana.url();
  await ana.goto('/console/approvals');
  await approvalRow(ana).click();
  await ana.getByText('You asked for it yourself.').waitFor();
  await screenshot(ana, 'approvals-own');
  const charles = await openConsole({ as: 'charles', path: '/approvals' });
  await approvalRow(charles).click();
  await charles.getByRole('button', { name: 'Approve…' }).click();
  await charles.getByRole('dialog').getByLabel('Why').fill('Agreed in the morning meeting.');
  await charles.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await charles.getByText('It does not wait any more').waitFor();
  await ana.goto(batch);
  await ana.getByText('Done', { exact: true }).waitFor({ timeout: 20_000 });
});

describe.each(['light', 'dark'] as const)('approvals in the %s theme', (theme) => {
  test('show what is asked, and what either answer does', async () => {
    await handOverInvoice({
      number: `CN-${theme}-${crypto.randomUUID().slice(0, 8)}`.toUpperCase(),
      customer: await someCustomer(),
      issueDate: today(),
      net: 60_000,
      isCreditNote: true,
    });
    const page = await openConsole({ as: 'charles', theme, path: '/approvals' });
    const row = page
      .getByRole('row')
      .filter({ hasText: `CN-${theme}`.toUpperCase() })
      .first();
    await row.click();
    await page.getByRole('region', { name: 'If it is approved' }).waitFor();
    await screenshot(page, 'approvals');
    await expectNoAxeViolations(page);
  });

  test('say what failed', async () => {
    const page = await openConsole({
      theme,
      as: 'charles',
      path: '/approvals',
      prepare: unreachable('/v1/console/approvals', () => true),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expectNoAxeViolations(page);
  });
});

test('approvals teach when nothing waits', async () => {
  const page = await openConsole({
    as: 'charles',
    path: '/approvals',
    prepare: (context) =>
      context.route('**/v1/console/approvals', (route) =>
        route.fulfill({ json: { items: [], more: false } }),
      ),
  });
  await page.getByText('Nothing waits for a second person.').waitFor();
  await expectNoAxeViolations(page);
});

test('approvals say which permission is missing', async () => {
  const page = await openConsole({
    as: 'charles',
    path: '/approvals',
    prepare: (context) =>
      context.route('**/v1/console/approvals', (route) => route.fulfill(FORBIDDEN)),
  });
  await page.getByText('exceptions:read').waitFor();
  await expectNoAxeViolations(page);
});

function rowOf(page: Page, number: string) {
  return page
    .getByRole('grid', { name: 'Exceptions' })
    .getByRole('row')
    .filter({ hasText: number });
}

function approvalRow(page: Page) {
  return page.getByRole('row').filter({ hasText: 'Let rest' }).last();
}

function today(): string {
  return systemClock.now().slice(0, 10);
}

const FORBIDDEN = {
  status: 403,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: '/problems/forbidden',
    title: 'The token does not permit this',
    status: 403,
    code: 'forbidden',
    retryable: false,
    correlationId: 'c-1',
    traceId: 't-1',
  }),
};

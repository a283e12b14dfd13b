/** Decisions of people, from the page on which they are taken to what became of them. */

import { NO_CONNECTION_FAULTS, type ExceptionBatch } from '@kontor/contracts';
import { systemClock } from '@kontor/kernel';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  closedDay,
  expectNoAxeViolations,
  handOverInvoice,
  type InvoiceWish,
  openConsole,
  screenshot,
  someCustomer,
  statusOf,
} from './harness/index.ts';
import { confirmByKeyboard, tabTo } from './harness/keyboard.ts';

test('approvals are decided by keyboard alone: one approved, one declined', async () => {
  const asked = [await someCreditNote(), await someCreditNote()] as const;
  const page = await openConsole({ as: 'charles', path: '/approvals' });
  await page.getByRole('row').filter({ hasText: asked[1].number }).waitFor();
  for (const [nth, { id, number }] of asked.entries()) {
    await page.getByRole('grid', { name: 'Approvals' }).focus();
    await walkTo(page, number);
    if (nth === 0) await page.keyboard.press('r');
    else {
      await tabTo(page, page.getByRole('button', { name: 'Decline…' }));
      await page.keyboard.press('Enter');
    }
    await screenshot(page, nth === 0 ? 'approvals-approve' : 'approvals-decline');
    await confirmByKeyboard(page, 'Looked at by keyboard.');
    await page.getByText(nth === 0 ? /: approved\./ : /: declined\./).waitFor();
    const outcome = nth === 0 ? 'done' : 'refused';
    await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe(outcome);
  }
});

test('a batch that partly fails does the rest, and says what failed and because of whom', async () => {
  const [first, second] = [await refusedInvoice(150_001), await refusedInvoice(150_001)];
  const ana = await openConsole({ path: filteredBy(150_001) });
  const address = await askForBatch(ana, 'Let rest');
  const charles = await openConsole({
    as: 'charles',
    path: `/exceptions?number=${second.number}`,
  });
  await charles.getByRole('row').filter({ hasText: second.number }).click();
  await charles.getByRole('button', { name: 'Let it rest' }).first().click();
  await charles.getByRole('dialog').getByLabel('Why').fill('I know this one.');
  await charles.getByRole('dialog').getByRole('button', { name: 'Let it rest' }).click();
  await charles.getByRole('dialog').waitFor({ state: 'detached' });
  await charles.goto('/console/approvals');
  await charles.getByRole('row').filter({ hasText: 'Let rest: 2' }).first().click();
  await charles.getByRole('button', { name: 'Approve…' }).click();
  await charles.getByRole('dialog').getByLabel('Why').fill('The rest of it.');
  await charles.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await charles.getByRole('dialog').waitFor({ state: 'detached' });
  await ana.goto(address);
  await ana.getByText('1 done, 1 could not be done').waitFor();
  await ana.getByText(/by Ana Lindqvist/).waitFor();
  await ana.getByText(/by Charles Moreau.*The rest of it\./).waitFor();
  const failures = ana.getByRole('grid', { name: 'Could not be done' });
  await failures.getByText(/Charles Moreau let it rest at .*I know this one/).waitFor();
  await screenshot(ana, 'batch-partly-failed');
  await expectNoAxeViolations(ana);
  expect(await statusOf(first.id)).toBe('refused');
});

test('a batch that is stopped begins nothing more, and says by whom and how far it came', async () => {
  for (const _each of [1, 2]) await refusedInvoice(150_003);
  const ana = await openConsole({ path: filteredBy(150_003) });
  const address = await askForBatch(ana, 'Try again');
  await ana.getByRole('button', { name: 'Stop…' }).click();
  await ana.getByRole('dialog').getByText('What was done stays done.').waitFor();
  await ana.getByRole('dialog').getByLabel('Why').fill('The ledger closed again.');
  await ana.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await ana.getByText('Stopped', { exact: true }).first().waitFor();
  await ana.getByText('by Ana Lindqvist', { exact: true }).waitFor();
  expect(await ana.getByRole('button', { name: 'Stop…' }).count()).toBe(0);
  await ana.goto(`/console${filteredBy(150_003)}`);
  await ana.getByRole('button', { name: 'Decide about all 2…' }).waitFor();
  // As one looks that was stopped half way: nobody is quick enough for that by hand.
  await ana.route('**/v1/exception-batches/bat_*', async (route) => {
    const reply = await route.fetch();
    const batch = (await reply.json()) as ExceptionBatch;
    await route.fulfill({ json: { ...batch, count: 40, done: 17, failed: 1 } });
  });
  await ana.goto(address);
  await ana.getByText('17 done, 1 could not be done').waitFor();
  await screenshot(ana, 'batch-stopped');
  await expectNoAxeViolations(ana);
});

test('what stopped is sent once more from its page, after its effect was shown', async () => {
  const omar = await openConsole({ as: 'omar' });
  const page = await openConsole();
  await setFaults(omar, 'salesforce', { lostReplyRate: 1 });
  const { id } = await someInvoice({ number: newNumber('RPL') });
  try {
    await expect.poll(() => statusOf(id), { timeout: 150_000, interval: 1_000 }).toBe('parked');
  } finally {
    await setFaults(omar, 'salesforce', {});
  }
  await page.goto(`/console/transactions/${id}`);
  await page.getByRole('tab', { name: /Systems/ }).click();
  await page.getByRole('button', { name: 'Send once more…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('under the reference').waitFor();
  await dialog.getByText(/nothing happens twice/).waitFor();
  await dialog.getByText('What would be sent').click();
  await screenshot(page, 'transaction-replay');
  await expectNoAxeViolations(page);
  expect(await dialog.getByRole('button', { name: 'Send once more' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Why').fill('Salesforce answers again.');
  await dialog.getByRole('button', { name: 'Send once more' }).click();
  await page.getByText(/It is back in line for Salesforce/).waitFor();
  await expect.poll(() => statusOf(id), { timeout: 30_000 }).toBe('done');
}, 240_000);

test('what was not sent is cancelled by keyboard, and who comes too late is told where it is', async () => {
  const omar = await openConsole({ as: 'omar' });
  const change = (action: 'pause' | 'resume') =>
    omar.request.post(`/v1/connections/sap-s4hana/${action}`, {
      ...fromHere(omar),
      data: { reason: 'For a moment.' },
    });
  await change('pause');
  const [wanted, late] = [
    await someInvoice({ number: newNumber('CAN') }),
    await someInvoice({ number: newNumber('CAN') }),
  ];
  const page = await openConsole({ path: `/transactions/${wanted.id}` });
  const open = page.getByRole('button', { name: 'Cancel invoice…' });
  const dialog = page.getByRole('dialog');
  try {
    await open.waitFor();
    await tabTo(page, open);
    await page.keyboard.press('Enter');
    await dialog.getByText('Nothing of it was sent to any system.').waitFor();
    await screenshot(page, 'transaction-cancel');
    await expectNoAxeViolations(page);
    await confirmByKeyboard(page, 'The customer ordered something else.');
    await page.getByText(/It was cancelled before anything of it was sent/).waitFor();
    await page.getByText('Cancelled', { exact: true }).first().waitFor();
    expect(await statusOf(wanted.id)).toBe('refused');
    await open.waitFor({ state: 'detached' });
    await omar.goto(`/console/transactions/${late.id}`);
    await omar.getByRole('region', { name: 'What happened' }).waitFor();
    expect(await omar.getByRole('button', { name: 'Cancel invoice…' }).count()).toBe(0);
    await page.goto(`/console/transactions/${late.id}`);
    await open.click();
    await dialog.getByLabel('Why').fill('Too slow.');
  } finally {
    await change('resume');
  }
  await expect.poll(() => statusOf(late.id), { timeout: 30_000 }).toBe('done');
  await dialog.getByRole('button', { name: 'Cancel invoice' }).click();
  await dialog.getByText('It was sent, or may have been sent').waitFor();
  await dialog.getByText(/posted in the ledger as \d+.*A credit note that names it/).waitFor();
  await screenshot(page, 'transaction-cancel-too-late');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await open.count()).toBe(0);
});

test('a step of a runbook reads master data anew for whoever may, and says why others may not', async () => {
  const { number } = await refusedInvoice(1_111);
  for (const [as, obstacle] of [
    ['omar', undefined],
    ['ana', 'You may not operate connections.'],
  ] as const) {
    const page = await openConsole({
      as,
      prepare: (context) => context.route('**/v1/console/exceptions/exc_*', withRefresh(obstacle)),
    });
    await page.goto(`/console/exceptions?number=${number}`);
    await page.getByRole('row').filter({ hasText: number }).click();
    const step = page.getByRole('button', { name: 'Read master data anew' });
    if (obstacle === undefined) {
      const asked = page.waitForResponse('**/v1/connections/*/master-data-refresh');
      await step.click();
      expect((await asked).status()).toBe(202);
      await page.getByText('Master data is being read.').waitFor();
    } else {
      await step.hover();
      await page.getByText(obstacle).waitFor();
      expect(await step.isDisabled()).toBe(true);
    }
  }
});

test('a lane is held, told so on the page of what waits in it, and released', async () => {
  const omar = await openConsole({ as: 'omar', path: '/connections/sap-s4hana' });
  const change = (path: string, reason: string) =>
    omar.request.post(`/v1/connections/sap-s4hana/${path}`, {
      ...fromHere(omar),
      data: { reason },
    });
  await change('pause', 'For a moment.');
  const { id, number } = await someInvoice({ number: newNumber('HELD') });
  const lane = omar.getByRole('row').filter({ hasText: number });
  await lane.waitFor();
  await lane.getByRole('button', { name: /^Hold / }).click();
  await omar
    .getByRole('dialog')
    .getByText(/1 delivery worth .* stays here/)
    .waitFor();
  await omar.getByRole('dialog').getByLabel('Why').fill('The customer asked us to wait.');
  await omar.getByRole('dialog').getByRole('button', { name: 'Hold' }).click();
  await omar.getByText(/is held\./).waitFor();
  await change('resume', 'Go on.');
  const ana = await openConsole({ path: `/transactions/${id}` });
  await ana.getByRole('tab', { name: /line/i }).click();
  await ana.getByText(/Omar Haddad holds this line since .*The customer asked us/).waitFor();
  await screenshot(ana, 'transaction-held');
  await expectNoAxeViolations(ana);
  expect(await statusOf(id)).toBe('working');
  await omar.goto('/console/connections/sap-s4hana?lanes=held');
  await omar.getByRole('row').filter({ hasText: number }).getByRole('button').click();
  await omar
    .getByRole('dialog')
    .getByText(/Omar Haddad holds it: The customer asked/)
    .waitFor();
  await screenshot(omar, 'connection-release');
  await omar.getByRole('dialog').getByLabel('Why').fill('They called.');
  await omar.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await omar.getByText(/is released\./).waitFor();
  await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('done');
});

/** Moves down the list until the detail beside it is about this one. */
async function walkTo(page: Page, number: string): Promise<void> {
  const title = page.getByRole('heading', { level: 2 }).filter({ hasText: number });
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(presses < 30 ? 'j' : 'k');
    await page.waitForTimeout(60);
    if ((await title.count()) > 0) return;
  }
  throw new Error(`${number} cannot be reached by the keyboard`);
}

/** Answers where the batch can be watched. It is above the limit, so it waits. */
async function askForBatch(page: Page, action: 'Let rest' | 'Try again'): Promise<string> {
  await page.getByRole('button', { name: 'Decide about all 2…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(action, { exact: true }).first().click();
  await dialog.getByText('it waits until a second person agrees').waitFor();
  await dialog.getByLabel('Why').fill('They are billed again next month.');
  await dialog.getByRole('button', { name: action }).click();
  await page.getByText('Waiting for a second person').waitFor();
  return page.url();
}

/** The exceptions of the invoices that one test made, and no others: by what they are worth. */
function filteredBy(net: number): string {
  const gross = (net * 1.19).toFixed(2);
  const value = `currency=EUR&valueFrom=%22${gross}%22&valueTo=%22${gross}%22`;
  return `/exceptions?cause=period_closed&${value}`;
}

function withRefresh(obstacle: string | undefined) {
  return async (route: Parameters<Parameters<Page['route']>[1]>[0]) => {
    const reply = await route.fetch();
    const pane = (await reply.json()) as { runbook: { steps: readonly object[] } };
    const offer = {
      action: 'refresh-master-data',
      label: 'Read master data anew',
      target: { connection: 'sap-s4hana' },
      ...(obstacle !== undefined && { obstacle }),
    };
    const step = { text: 'Unblock it in the ledger.', offers: [offer] };
    const runbook = { ...pane.runbook, steps: [...pane.runbook.steps, step] };
    await route.fulfill({ response: reply, json: { ...pane, runbook } });
  };
}

async function setFaults(page: Page, connection: string, faults: object): Promise<void> {
  const data = { ...NO_CONNECTION_FAULTS, ...faults };
  const reply = await page.request.put(`/v1/connections/${connection}/faults`, {
    ...fromHere(page),
    data,
  });
  expect(reply.status()).toBe(200);
}

/** What changes something has to come from a page of ours. */
function fromHere(page: Page) {
  return { headers: { origin: new URL(page.url()).origin } };
}

async function someInvoice(wish: Omit<InvoiceWish, 'customer'>) {
  const { id } = await handOverInvoice({
    issueDate: today(),
    ...wish,
    customer: await someCustomer(),
  });
  return { id, number: wish.number };
}

function someCreditNote() {
  return someInvoice({ number: newNumber('KEYS'), net: 60_000, isCreditNote: true });
}

async function refusedInvoice(net: number) {
  const made = await someInvoice({ number: newNumber('DEC'), issueDate: await closedDay(), net });
  await expect.poll(() => statusOf(made.id), { timeout: 20_000 }).toBe('refused');
  return made;
}

function newNumber(mark: string): string {
  return `${mark}-${crypto.randomUUID().slice(0, 8)}`.toUpperCase();
}

function today(): string {
  return systemClock.now().slice(0, 10);
}

import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, inject, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot, unreachable } from './harness/index.ts';
import { confirmByKeyboard, tabTo } from './harness/keyboard.ts';

const SAP = '/connections/sap-s4hana';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('the overview answers in one sentence, and shuts nobody out', async () => {
    const page = await openConsole({ as: 'charles', theme });
    await page.getByRole('grid', { name: 'Connections' }).waitFor();
    await page.getByRole('table', { name: 'Control totals of today' }).waitFor();
    expect(await page.locator('h1 + p').innerText()).toMatch(/needs? (somebody|anybody)/);
    await screenshot(page, 'overview');
    await expectNoAxeViolations(page);
  });

  test('a connection shows its last minutes, its lanes and its switches', async () => {
    const page = await openConsole({ as: 'omar', path: SAP, theme });
    await page.getByRole('switch', { name: 'Plugged in' }).waitFor();
    await page.getByRole('figure', { name: 'Waiting' }).waitFor();
    await screenshot(page, 'connection');
    await expectNoAxeViolations(page);
  });

  test('the list of connections has one line for each', async () => {
    const page = await openConsole({ as: 'omar', path: '/connections', theme });
    await page.getByRole('row', { name: /SAP S\/4HANA/ }).waitFor();
    await screenshot(page, 'connections');
    await expectNoAxeViolations(page);
  });

  test('with nothing there, every part says so', async () => {
    const page = await openConsole({ as: 'ana', theme, prepare: answering(NOTHING) });
    await page.getByText('No connection is configured').waitFor();
    await page.getByText('Nothing waits for a person.').waitFor();
    await page.getByText('Nothing was accepted today.').waitFor();
    await screenshot(page, 'overview-empty');
    await expectNoAxeViolations(page);
  });
});

test('a number opens the list that it counts', async () => {
  const page = await openConsole({ as: 'charles' });
  const totals = page.getByRole('table', { name: 'Control totals of today' });
  await totals.getByRole('link').first().click();
  await page.waitForURL(/\/transactions\?.*process=/);
});

test('a failing overview says so, and is there again when it is asked again', async () => {
  let isFailing = true;
  const page = await openConsole({
    as: 'ana',
    prepare: unreachable('/v1/console/overview', () => isFailing),
  });
  await page.getByRole('alert').waitFor();
  await screenshot(page, 'overview-failing');
  await expectNoAxeViolations(page);
  isFailing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('grid', { name: 'Connections' }).waitFor();
});

test('failing and empty lists of connections say so', async () => {
  let isFailing = true;
  const page = await openConsole({
    as: 'omar',
    path: '/connections',
    prepare: unreachable('/v1/console/connections', () => isFailing),
  });
  await page.getByRole('alert').waitFor();
  await expectNoAxeViolations(page);
  isFailing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('row', { name: /Salesforce/ }).waitFor();
  const empty = await openConsole({
    as: 'omar',
    path: '/connections',
    prepare: (context) =>
      context.route('**/v1/console/connections', (route) =>
        route.fulfill({ json: { asOf: AT, isSandbox: true, items: [] } }),
      ),
  });
  await empty.getByText('No connection is configured').waitFor();
  await expectNoAxeViolations(empty);
});

test('what a person may not see is not there, and the page says which permission it needs', async () => {
  const overview = await openConsole({ as: 'greta' });
  await overview.getByRole('table', { name: 'Control totals of today' }).waitFor();
  expect(await overview.getByRole('grid', { name: 'Connections' }).count()).toBe(0);
  const page = await openConsole({ as: 'greta', path: '/connections' });
  await page.getByText('connections:read').waitFor();
  await screenshot(page, 'connections-forbidden');
  await expectNoAxeViolations(page);
});

test('who may not operate sees the switches and cannot throw them', async () => {
  const page = await openConsole({ as: 'ana', path: SAP });
  const plug = page.getByRole('switch', { name: 'Plugged in' });
  await plug.waitFor();
  expect(await plug.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
});

test('a connection is paused and resumed by keyboard alone, with a reason', async () => {
  const page = await openConsole({ as: 'omar', path: '/connections' });
  await page.getByRole('row', { name: /Salesforce/ }).waitFor();
  // Behind the bank and SAP.
  for (let row = 0; row < 3; row += 1) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Salesforce/ }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Enter');
  await confirmByKeyboard(page, 'Salesforce is being migrated.');
  await page.locator('h1 + p', { hasText: 'Paused by' }).waitFor();
  await screenshot(page, 'connection-paused');
  await tabTo(page, page.getByRole('button', { name: 'Resume' }));
  await page.keyboard.press('Enter');
  await confirmByKeyboard(page, 'The migration is over.');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
});

test('the plug is pulled, a backlog grows on the screen and drains, and nothing is doubled', async () => {
  const page = await openConsole({ as: 'omar', path: SAP });
  const plug = page.getByRole('switch', { name: 'Plugged in' });
  const lead = page.locator('h1 + p');
  const before = await ledgerEntries();
  await plug.waitFor();
  await choose(page, 'Slow', '200 ms late');
  await plug.click({ force: true });
  await page.getByText(/The plug of SAP S\/4HANA .*is pulled/).waitFor();
  const sent = page.waitForResponse('**/v1/sandbox/invoices');
  await page.getByRole('button', { name: 'Send 200 invoices' }).click();
  const { numbersBegin } = (await (await sent).json()) as { numbersBegin: readonly string[] };
  await expect.poll(() => waitingOn(page), { timeout: 40_000 }).toBeGreaterThan(100);
  await lead.filter({ hasText: 'Nothing is lost' }).waitFor({ timeout: 20_000 });
  await expectWithin(page.getByRole('grid', { name: 'Lanes' }), 'Action');
  await screenshot(page, 'connection-down');
  await expectNoAxeViolations(page);
  await page
    .getByRole('button', { name: /^Hold / })
    .first()
    .click();
  await page.getByRole('dialog').getByText('All other lanes go on').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await plug.click({ force: true });
  await lead.filter({ hasText: 'clear in about' }).waitFor({ timeout: 60_000 });
  await screenshot(page, 'connection-draining');
  await lead.filter({ hasText: /^Nothing waits/ }).waitFor({ timeout: 90_000 });
  await screenshot(page, 'connection-drained');
  await choose(page, 'Slow', 'Answers at once');
  const posted = (await ledgerEntries()).slice(before.length);
  const ours = posted.filter(({ facts }) =>
    numbersBegin.some((begin) => JSON.stringify(facts).includes(`"${begin}`)),
  );
  // Credit notes above the limit of their company wait for a second person instead.
  expect(ours.length).toBeGreaterThan(180);
  expect(ours.length).toBeLessThanOrEqual(200);
  expect(new Set(ours.map(({ reference }) => reference)).size).toBe(ours.length);
}, 240_000);

test('after a restore a connection shows what its system has and the database does not', async () => {
  const asked: string[] = [];
  const page = await openConsole({ as: 'omar', path: SAP, prepare: restored(asked) });
  const section = page.getByRole('region', { name: 'After the restore' });
  await section.getByText('Resuming is safe').waitFor();
  await section.getByRole('button', { name: 'Ask SAP' }).click();
  await section.getByText('is asked: 1 listed so far').waitFor();
  await section.getByRole('alert').getByText('too busy').waitFor();
  await expectNoAxeViolations(page);
  await section.getByRole('button', { name: 'Try again' }).click();
  await section.getByText('2 postings are unknown').waitFor();
  await section.getByRole('row', { name: /LOST-2.*119.00.*1800000002 · 1010 2026/ }).waitFor();
  await screenshot(page, 'connection-restored');
  await expectNoAxeViolations(page);
  const saved = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Download CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('kontor_unknown-postings_sap-s4hana.csv');
  expect(asked).toEqual(['', 'two', 'two', 'three']);
});

test('and says so when there is nothing that the database does not know', async () => {
  const page = await openConsole({ as: 'omar', path: SAP, prepare: restored([], []) });
  const section = page.getByRole('region', { name: 'After the restore' });
  await section.getByRole('button', { name: 'Ask SAP' }).click();
  await section.getByText('has nothing of ours that this database does not know').waitFor();
  await expectNoAxeViolations(page);
});

const LOST = [1, 2].map((at) => ({
  reference: `${at}123456789ABCDEFGHJK`,
  externalReference: `180000000${at}`,
  place: '1010 2026',
  number: `LOST-${at}`,
  day: '2026-03-31',
  value: { amount: '119.00', currency: 'EUR' },
}));

/** A connection that stands after a restore; its second page is refused the first time. */
function restored(asked: string[], items: readonly object[] = LOST) {
  return async (context: BrowserContext) => {
    await context.route(/\/v1\/console\/connections\/sap-s4hana/, async (route) => {
      const reply = await route.fetch();
      const detail = (await reply.json()) as object;
      await route.fulfill({ json: { ...detail, restored: { name: 'evening', since: AT } } });
    });
    await context.route('**/v1/connections/sap-s4hana/unknown-postings?**', async (route) => {
      const token = new URL(route.request().url()).searchParams.get('page_token') ?? '';
      asked.push(token);
      if (token === 'two' && asked.length === 2) {
        await setTimeout(1_000); // long enough to see how far it is
        const type = 'https://kontor.example/problems/action_not_possible';
        const title = 'That cannot be done';
        const problem = { type, title, status: 409, code: 'action_not_possible' };
        const json = { ...problem, detail: 'SAP is too busy.', instance: 'c-1', errors: [] };
        return route.fulfill({ status: 409, contentType: 'application/problem+json', json });
      }
      const at = ['', 'two', 'three'].indexOf(token);
      const next = items.length === 0 ? undefined : ['two', 'three'][at];
      const page = { items: items.slice(at, at + 1), ...(next && { next_page_token: next }) };
      return route.fulfill({ json: page });
    });
  };
}

type LedgerEntry = { readonly reference: string; readonly facts: object };

/** The simulated ledger's own books: not what it told us, but what it did. */
async function ledgerEntries(): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (let next: number | undefined = 0; next !== undefined;) {
    const reply = await fetch(`${inject('ledgerControlUrl')}/_sandbox/ledger?after=${next}`);
    const page = (await reply.json()) as { entries: LedgerEntry[]; next?: number };
    entries.push(...page.entries);
    next = page.next;
  }
  return entries;
}

/** As the page says it beside the connection. */
async function waitingOn(page: Page): Promise<number> {
  const shown = page.getByRole('region', { name: 'Now' }).locator('dt:text-is("Waiting") + dd');
  return Number((await shown.innerText()).replaceAll(/\D/g, ''));
}

/** What is cut off cannot be pressed. */
async function expectWithin(grid: Locator, column: string): Promise<void> {
  const [outer, inner] = await Promise.all([
    grid.boundingBox(),
    grid.getByRole('columnheader', { name: column }).boundingBox(),
  ]);
  const rightOf = (box: typeof outer) => (box ? box.x + box.width : 0);
  expect(rightOf(inner)).toBeLessThanOrEqual(rightOf(outer));
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

function answering(overview: object) {
  return async (context: BrowserContext) => {
    await context.route('**/v1/console/overview', (route) => route.fulfill({ json: overview }));
  };
}

const AT = '2026-03-31T08:15:30.000Z';
const OPEN = { place: 'exceptions', search: {} };
const NOTHING = {
  asOf: AT,
  sentence: 'Nothing needs anybody. All money is accounted for.',
  concerns: [],
  connections: [],
  exceptions: { open: { count: 0, worth: [], opens: OPEN }, ages: [], causes: [] },
  serviceLevels: [],
  totals: { asOf: AT, from: AT, rows: [], balanced: true },
};

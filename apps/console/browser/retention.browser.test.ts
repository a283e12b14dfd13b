import type { BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot, unreachable } from './harness/index.ts';

const PATH = '/retention';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('holds, terms and months stand on one page, and a month says what keeps it', async () => {
    const prepare = answering(someRetention());
    const page = await openConsole({ as: 'ada', path: PATH, theme, prepare });
    await page.getByRole('group', { name: '312 O 117/26' }).getByText('customer C10042').waitFor();
    await page.getByRole('grid', { name: 'Terms of financial records' }).waitFor();
    await screenshot(page, 'retention');
    await page.getByRole('row', { name: /March 2026.*1 Jan 2037/ }).click();
    await page.getByRole('group', { name: 'Records of March 2026' }).scrollIntoViewIfNeeded();
    await page.getByText('Nothing is deleted by looking').waitFor();
    await screenshot(page, 'retention-month');
    await expectNoAxeViolations(page);
  });

  test('where nothing is on hold, it says so', async () => {
    const prepare = answering({ ...someRetention(), holds: [] });
    const page = await openConsole({ as: 'ada', path: PATH, theme, prepare });
    await page.getByText('Nothing is on hold').waitFor();
    await screenshot(page, 'retention-empty');
    await expectNoAxeViolations(page);
  });
});

test('the sandbox keeps everything for ever, and today’s month is among the months', async () => {
  const page = await openConsole({ as: 'ada', path: PATH });
  await page.getByRole('row', { name: /DE01.*For ever/ }).waitFor();
  const months = page.getByRole('grid', { name: 'Months', exact: true });
  await months.getByRole('row', { name: /never/ }).first().click();
  await page
    .getByRole('row', { name: /No term: for ever/ })
    .first()
    .waitFor();
});

test('a hold is placed by keyboard, and takes two people to end', async () => {
  const ana = await openConsole({ as: 'ana', path: PATH });
  await ana.getByRole('grid', { name: 'Terms of financial records' }).waitFor();
  await tabTo(ana, ana.getByRole('button', { name: 'Place a hold' }));
  await ana.keyboard.press('Enter');
  const dialog = ana.getByRole('dialog');
  await dialog.getByLabel('Matter').waitFor();
  await ana.keyboard.type('HRB 4711');
  await tabTo(ana, dialog.getByLabel('Customer'));
  await ana.keyboard.type('C10042');
  await tabTo(ana, dialog.getByLabel('Why'));
  await ana.keyboard.type('They contest it.');
  await screenshot(ana, 'retention-placing');
  await expectNoAxeViolations(ana);
  await tabTo(ana, dialog.locator('button[type=submit]'));
  await ana.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  const hold = ana.getByRole('group', { name: 'HRB 4711' });
  await hold.getByText('of customer C10042').waitFor();
  await hold.getByRole('button', { name: 'Ask for its release' }).click();
  await confirm(ana, 'It was settled.');
  await hold.getByText('You asked for its release').waitFor();
  expect(await hold.getByRole('button').count()).toBe(0);
  await screenshot(ana, 'retention-asked');

  const charles = await openConsole({ as: 'charles', path: '/approvals' });
  await charles.getByText('Release the legal hold HRB 4711').first().waitFor();
  await charles.goto(`/console${PATH}`);
  const his = charles.getByRole('group', { name: 'HRB 4711' });
  await his.getByRole('button', { name: 'Release it' }).click();
  await confirm(charles, 'Counsel confirmed it.');
  await his.waitFor({ state: 'hidden' });
  await charles.getByText('Released', { exact: true }).first().click();
  await his.getByText('“Counsel confirmed it.”').waitFor();
  await screenshot(charles, 'retention-released');
  await expectNoAxeViolations(charles);
});

test('what is due of a month is asked for by keyboard, with what would go', async () => {
  const asked: unknown[] = [];
  const prepare = async (context: BrowserContext) => {
    await answering(someRetention())(context);
    await context.route('**/v1/record-deletions*', async (route) => {
      if (route.request().method() === 'POST') {
        asked.push(route.request().postDataJSON());
        return route.fulfill({ status: 201, json: someDeletion({}) });
      }
      return route.fulfill({ json: { items: asked.length === 0 ? [] : [someDeletion({})] } });
    });
  };
  const page = await openConsole({ as: 'ana', path: PATH, prepare });
  await page.getByText('Nobody asked for a deletion').waitFor();
  await page.getByRole('row', { name: /March 2026.*1 Jan 2037/ }).click();
  const ask = page.getByRole('button', { name: /Ask for the deletion.*DE01/ });
  await ask.waitFor();
  await tabTo(page, ask);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('It cannot be undone').waitFor();
  await dialog.getByText('41\u202F200').waitFor();
  await dialog.getByText('48\u202F790\u202F211.14').waitFor();
  await screenshot(page, 'retention-asking-deletion');
  await expectNoAxeViolations(page);
  await tabTo(page, dialog.getByLabel('Why'));
  await page.keyboard.type('Agreed with tax.');
  await tabTo(page, dialog.locator('button[type=submit]'));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(asked).toEqual([{ month: '2026-03', legalEntity: 'DE01', reason: 'Agreed with tax.' }]);
  const deletion = page.getByRole('group', { name: 'DE01, March 2026' });
  await deletion.getByText('You asked for it').waitFor();
  expect(await deletion.getByRole('button').count()).toBe(0);
});

test('another person deletes it, sees how far it is, and takes the certificate along', async () => {
  const decided: unknown[] = [];
  const others = [
    someDeletion({ id: 'rdl_01j8zq4w7n2k5xv3m9t6r0c8yb', month: '2025-11', ...DONE }),
    someDeletion({ id: 'rdl_01j8zq4w7n2k5xv3m9t6r0c8yc', month: '2025-10', status: 'expired' }),
  ];
  const prepare = async (context: BrowserContext) => {
    await answering(someRetention())(context);
    await context.route('**/v1/record-deletions*', (route) =>
      route.fulfill({
        json: { items: [someDeletion(decided.length === 0 ? {} : APPROVED), ...others] },
      }),
    );
    await context.route('**/v1/record-deletions/*/decision', (route) => {
      decided.push(route.request().postDataJSON());
      return route.fulfill({ json: someDeletion(APPROVED) });
    });
  };
  const page = await openConsole({ as: 'charles', path: PATH, prepare });
  const deletion = page.getByRole('group', { name: 'DE01, March 2026' });
  await deletion.getByRole('button', { name: 'Delete them' }).click();
  await page.getByRole('dialog').getByText('cannot be undone').waitFor();
  await screenshot(page, 'retention-deciding-deletion');
  await expectNoAxeViolations(page);
  await confirm(page, 'Counsel agrees.');
  expect(decided).toEqual([{ decision: 'approve', reason: 'Counsel agrees.', version: 1 }]);
  await deletion.getByText('12\u202F000 of 41\u202F200').waitFor();
  const done = page.getByRole('group', { name: 'DE01, November 2025' });
  await done.getByText('1\u202F200 of what was asked for are kept').waitFor();
  await done.getByText('Certificate', { exact: true }).click();
  await done.getByText(DIGEST).waitFor();
  await screenshot(page, 'retention-certificate');
  await expectNoAxeViolations(page);
  const saved = page.waitForEvent('download');
  await done.getByRole('button', { name: 'Download the certificate' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^certificate-DE01-2025-11-rdl_.*\.json$/);
});

test('a list of deletions that fails says so, beside everything else', async () => {
  const prepare = unreachable('/v1/record-deletions', () => true);
  const page = await openConsole({ as: 'ada', path: PATH, prepare });
  await page.getByRole('grid', { name: 'Terms of financial records' }).waitFor();
  await page.getByRole('alert').waitFor();
});

test('who may only read places nothing and decides nothing; others do not see it', async () => {
  const ada = await openConsole({ as: 'ada', path: PATH, prepare: answering(someRetention()) });
  await ada.getByRole('group', { name: '312 O 117/26' }).waitFor();
  for (const name of [/^Place/, /^Ask for/, /^Release it/, /^Keep it/]) {
    expect(await ada.getByRole('button', { name }).count()).toBe(0);
  }
  const greta = await openConsole({ as: 'greta', path: PATH });
  await greta.getByText('retention:read').waitFor();
  expect(await greta.getByRole('link', { name: 'Retention' }).count()).toBe(0);
  await screenshot(greta, 'retention-forbidden');
});

test('a failing page says so, and is there again when it is asked again', async () => {
  let isFailing = true;
  const prepare = unreachable('/v1/console/retention', () => isFailing);
  const page = await openConsole({ as: 'ada', path: PATH, prepare });
  await page.getByRole('alert').waitFor();
  await screenshot(page, 'retention-failing');
  await expectNoAxeViolations(page);
  isFailing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('grid', { name: 'Terms of financial records' }).waitFor();
});

async function confirm(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').fill(reason);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'hidden' });
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it cannot be reached by the keyboard');
}

function answering(retention: object) {
  return async (context: BrowserContext) => {
    await context.route('**/v1/console/retention', (route) => route.fulfill({ json: retention }));
    await context.route('**/v1/record-months/2026-03', (route) =>
      route.fulfill({ json: someMonth() }),
    );
  };
}

/** Ten years later: some of it is due, some is held, and one release is asked for. */
function someRetention(): object {
  const german = '10 years after the end of the calendar year (DE).';
  const before = (day: string) => `Nothing of it may go before ${day}.`;
  return {
    asOf: '2037-02-01T09:00:00.000Z',
    records: [
      { legalEntity: 'DE01', name: 'Muster GmbH', country: 'DE', years: 10, sentence: german },
      {
        ...{ legalEntity: 'GB01', name: 'Muster Ltd', country: 'GB', years: 6 },
        sentence: '6 years after the end of the fiscal year (to March).',
      },
    ],
    traces: [
      { what: 'Idempotency keys, with the reply', days: 30, why: 'Callers are promised thirty.' },
      { what: 'Webhook deliveries, with their attempts', days: 90, why: 'Receivers may ask.' },
    ],
    months: [
      {
        ...{ month: '2037-01', bytes: 1_913_000_000, mayGoOn: '2048-01-01', isPast: false },
        sentence: before('2044-04-01'),
      },
      {
        ...{ month: '2026-03', bytes: 1_204_500_000, mayGoOn: '2037-01-01', isPast: true },
        sentence: 'Terms end since 2033-04-01: what nothing else keeps is due.',
      },
    ],
    bytesWithoutMonth: 8_192,
    holds: [
      someHold({ status: 'in_force' }),
      someHold({
        ...{ id: 'hld_01j8zq4w7n2k5xv3m9t6r0c8yb', reference: 'BP 2025/44' },
        ...{ status: 'release_asked', scope: {}, sentence: 'Everything of all legal entities.' },
        releaseAsked: {
          ...{ by: 'ana.lindqvist@kontor.example', at: '2037-01-20T10:00:00.000Z' },
          reason: 'The tax audit is over.',
        },
      }),
    ],
    moreHolds: false,
  };
}

function someHold(change: object): object {
  return {
    ...{ id: 'hld_01j8zq4w7n2k5xv3m9t6r0c8ya', reference: '312 O 117/26' },
    reason: 'Muster GmbH contests its invoices of 2026 in court.',
    scope: { legalEntity: 'DE01', customer: 'C10042', acceptedFrom: '2026-01-01T00:00:00.000Z' },
    sentence:
      'Everything of legal entity DE01, of customer C10042, accepted from 2026-01-01 on (UTC).',
    ...{ placedBy: 'charles.moreau@kontor.example', placedAt: '2036-11-03T09:30:00.000Z' },
    people: [
      { id: 'ana.lindqvist@kontor.example', name: 'Ana Lindqvist' },
      { id: 'charles.moreau@kontor.example', name: 'Charles Moreau' },
    ],
    version: 1,
    ...change,
  };
}

const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const SUMS = {
  ...{ records: 41_200, ofOtherMonths: 1_904 },
  totals: [{ count: 41_200, total: { amount: '48790211.14', currency: 'EUR' } }],
  ...{ oldestAt: '2026-02-11T00:00:04.119Z', newestAt: '2026-03-31T23:58:02.004Z' },
};
const WENT = { ...SUMS, records: 40_000 };
const TERM = { years: 10, yearEndsInMonth: 12 };
const ASKED = {
  ...{ legalEntity: 'DE01', reason: 'The audit of 2026 is closed.', term: TERM },
  ...{ dueBefore: '2027-01-01', askedBy: 'ana.lindqvist@kontor.example' },
  askedAt: '2037-01-30T10:00:00.000Z',
};
const APPROVED = {
  ...{ status: 'approved', version: 2 },
  decided: {
    ...{ by: 'charles.moreau@kontor.example', at: '2037-01-31T09:00:00.000Z' },
    reason: 'Counsel agrees.',
  },
  went: { records: 12_000, ofOtherMonths: 0, totals: [] },
};
const DONE = {
  ...{ ...APPROVED, status: 'done', went: WENT, endedAt: '2037-01-31T10:00:00.000Z' },
  certificate: {
    ...ASKED,
    ...{ deletion: 'rdl_01j8zq4w7n2k5xv3m9t6r0c8yb', month: '2025-11', outcome: 'done' },
    ...{ approvedBy: 'charles.moreau@kontor.example', approvedAt: '2037-01-31T09:00:00.000Z' },
    ...{ approvalReason: 'Counsel agrees.', meant: SUMS, went: WENT },
    rows: { transaction: 40_000, transaction_message: 160_000 },
    digest: { algorithm: 'SHA-256', value: DIGEST },
  },
};

function someDeletion(change: object): object {
  return {
    ...{ id: 'rdl_01j8zq4w7n2k5xv3m9t6r0c8ya', month: '2026-03', ...ASKED, status: 'asked' },
    ...{ expiresAt: '2037-02-02T10:00:00.000Z', meant: SUMS },
    went: { records: 0, ofOtherMonths: 0, totals: [] },
    people: [
      { id: 'ana.lindqvist@kontor.example', name: 'Ana Lindqvist' },
      { id: 'charles.moreau@kontor.example', name: 'Charles Moreau' },
    ],
    version: 1,
    ...change,
  };
}

function someMonth(): object {
  const group = (legalEntity: string, standing: string, count: number, amount: string) => ({
    ...{ legalEntity, standing, count, total: { amount, currency: 'EUR' } },
    ...{ oldestAt: '2026-03-01T00:00:04.119Z', newestAt: '2026-03-31T23:58:02.004Z' },
  });
  return {
    month: '2026-03',
    asOf: '2037-02-01T09:00:00.000Z',
    groups: [
      group('DE01', 'due', 41_200, '48790211.14'),
      group('DE01', 'held', 17, '20230.00'),
      group('DE01', 'linked', 3, '1190.00'),
      group('DE01', 'open', 1, '-119.00'),
    ],
    holds: [
      {
        ...{ hold: 'hld_01j8zq4w7n2k5xv3m9t6r0c8ya', reference: '312 O 117/26', count: 17 },
        sentence: 'Everything of legal entity DE01, of customer C10042.',
      },
    ],
  };
}

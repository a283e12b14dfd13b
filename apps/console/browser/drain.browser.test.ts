import { instantFromMs, systemClock, toEpochMs } from '@kontor/kernel';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot, unreachable } from './harness/index.ts';

const CRM = '/connections/salesforce/drain';
const PROCESS = '/processes/apply-customer-payment';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('the drain says who goes first, how fast, when not and until when', async () => {
    const page = await openConsole({ as: 'omar', path: CRM, theme, prepare: answering(busy()) });
    await page.getByRole('figure', { name: 'What will wait' }).waitFor();
    await page.getByRole('list', { name: 'The next two weeks' }).waitFor();
    await page.getByRole('row', { name: /Urgent.*Apply customer payment/ }).waitFor();
    await screenshot(page, 'drain');
    await page.getByRole('grid', { name: 'Calendar' }).scrollIntoViewIfNeeded();
    await screenshot(page, 'drain-calendar');
    await expectNoAxeViolations(page);
  });

  test('with nothing planned and nothing held, every part says so', async () => {
    const path = '/connections/receivables/drain';
    const page = await openConsole({ as: 'omar', path, theme });
    await page.getByText('Nothing holds Receivables').waitFor();
    await page.getByText('No window is planned').waitFor();
    await screenshot(page, 'drain-empty');
    await expectNoAxeViolations(page);
  });

  test('the page of a process says where its deliveries wait', async () => {
    const page = await openConsole({ as: 'omar', path: PROCESS, theme });
    await page.getByRole('region', { name: 'Deliveries' }).getByText('urgency').waitFor();
    await screenshot(page, 'process-deliveries');
    await expectNoAxeViolations(page);
  });
});

test('a failing drain says so, and is there again when it is asked again', async () => {
  let isFailing = true;
  const prepare = unreachable('/v1/console/connections/salesforce/drain', () => isFailing);
  const page = await openConsole({ as: 'omar', path: CRM, prepare });
  await page.getByRole('alert').waitFor();
  await screenshot(page, 'drain-failing');
  await expectNoAxeViolations(page);
  isFailing = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('grid', { name: 'Processes' }).waitFor();
});

test('what a person may not see is not there, and who may not operate decides nothing', async () => {
  const greta = await openConsole({ as: 'greta', path: CRM });
  await greta.getByText('connections:read').waitFor();
  await screenshot(greta, 'drain-forbidden');
  const process = await openConsole({ as: 'greta', path: PROCESS });
  await process.getByRole('grid', { name: 'Steps' }).waitFor();
  expect(await process.getByRole('region', { name: 'Deliveries' }).count()).toBe(0);
  const ana = await openConsole({ as: 'ana', path: CRM });
  await ana.getByRole('grid', { name: 'Processes' }).waitFor();
  for (const name of [/^Plan/, /^Class/, /^Pause/]) {
    expect(await ana.getByRole('button', { name }).count()).toBe(0);
  }
});

test('a freeze is planned and taken out by keyboard alone, and stands in between', async () => {
  const page = await openConsole({ as: 'omar', path: CRM });
  await page.getByRole('grid', { name: 'Processes' }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Plan a window' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What').waitFor();
  await page.keyboard.type('Closing the books');
  await tabTo(page, dialog.getByRole('radio', { name: 'Once' }));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, dialog.getByRole('combobox', { name: 'On' }));
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Every day' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('From').fill('00:00');
  await dialog.getByLabel('To').fill('00:00');
  await dialog.getByRole('listitem').nth(2).waitFor();
  await screenshot(page, 'drain-planning');
  await expectNoAxeViolations(page);
  await confirmByKeyboard(page, 'We close the quarter.');
  await page.locator('h1 + p', { hasText: 'It stands by its calendar' }).waitFor();
  await page.getByRole('row', { name: /Calendar Salesforce.*Closing the books.*Omar/ }).waitFor();
  await page.getByText('Every day from 00:00 to 00:00 of the next day').waitFor();
  await screenshot(page, 'drain-frozen');
  await tabTo(page, page.getByRole('button', { name: 'Take out Closing the books' }));
  await page.keyboard.press('Enter');
  await confirmByKeyboard(page, 'The quarter is closed.');
  await page.getByText('No window is planned').waitFor();
  await page.getByText('Nothing holds').waitFor();
});

test('two who plan at once: the second learns who was quicker, and loses nothing', async () => {
  const [quick, slow] = [
    await openConsole({ as: 'omar', path: CRM }),
    await openConsole({ as: 'omar', path: CRM }),
  ];
  await planning(slow, 'Second');
  await planning(quick, 'First');
  await quick.getByRole('dialog').getByRole('button', { name: 'Plan it' }).click();
  await quick.getByRole('dialog').waitFor({ state: 'hidden' });
  // What is shown behind a dialog may be newer than what the person decided on.
  await slow.context().route('**/v1/connections/salesforce/calendar', async (route) => {
    const body = route.request().postDataJSON() as { version: number };
    await route.continue({ postData: { ...body, version: 1 } });
  });
  await slow.getByRole('dialog').getByRole('button', { name: 'Plan it' }).click();
  await slow.getByRole('dialog').getByText('Omar Haddad changed the calendar').waitFor();
  expect(await slow.getByRole('dialog').getByLabel('What').inputValue()).toBe('Second');
  await screenshot(slow, 'drain-quicker');
  await slow.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await quick.getByRole('button', { name: 'Take out First' }).click();
  await confirmByKeyboard(quick, 'It was a test.');
  await quick.getByText('No window is planned').waitFor();
});

test('a process gets its class at a connection, is paused there and resumed', async () => {
  const page = await openConsole({ as: 'omar', path: CRM });
  const of = 'of Create customer invoice';
  await page.getByRole('button', { name: `Class ${of}` }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Class' }).click();
  await page.getByRole('option', { name: 'Urgent: first' }).click();
  await confirmByKeyboard(page, 'Sales asked for it.', { focuses: true });
  await page.getByRole('row', { name: /Urgent.*Create customer invoice/ }).waitFor();
  await page.getByRole('button', { name: `Pause ${of}` }).click();
  await page.getByRole('dialog').getByText('It goes on accepting').waitFor();
  await screenshot(page, 'drain-pausing');
  await expectNoAxeViolations(page);
  await confirmByKeyboard(page, 'Notes are checked.');
  await page.getByRole('row', { name: /Process Create customer invoice Notes are/ }).waitFor();
  await page.getByRole('button', { name: `Resume ${of}` }).click();
  await confirmByKeyboard(page, 'They are right.');
  await page.getByText('Nothing holds').waitFor();
});

async function planning(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Plan a window' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What').fill(title);
  await dialog.getByText('Again and again').click();
  await dialog.getByLabel('Why').fill('To see who is quicker.');
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it cannot be reached by the keyboard');
}

async function confirmByKeyboard(
  page: Page,
  reason: string,
  { focuses = false }: { readonly focuses?: boolean } = {},
): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').waitFor();
  if (focuses) await dialog.getByLabel('Why').focus();
  else await tabTo(page, dialog.getByLabel('Why'));
  await page.keyboard.type(reason);
  await tabTo(page, dialog.locator('button[type=submit]'));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

function answering(drain: object) {
  return async (context: BrowserContext) => {
    await context.route('**/v1/console/connections/salesforce/drain', (route) =>
      route.fulfill({ json: drain }),
    );
  };
}

/** Month's end: a backlog of fifty thousand, a freeze to come, something paused, something held. */
function busy(): object {
  const nowMs = toEpochMs(systemClock.now());
  const at = (minutes: number) => instantFromMs(nowMs + minutes * 60_000);
  return {
    asOf: at(0),
    connection: {
      ...{ name: 'salesforce', title: 'Salesforce', system: 'salesforce', health: 'slow' },
      ...{ sentence: '50\u00A0120 wait in order; clear in about 107 min.', waiting: 50_120 },
      ...{ parked: 0, heldLanes: 1, deliveriesPerSecond: 9.6, isSimulated: true, version: 4 },
      oldestWaitingAt: at(-45),
    },
    pace: {
      ...{ perSecond: 9.6, allowedPerSecond: 10.5, allowance: { used: 81_204, max: 100_000 } },
      sentence:
        '9.6 per second of 10.5 allowed since it refused calls as too many. ' +
        '81\u00A0204 of 100\u00A0000 calls of the day are used.',
    },
    forecast: {
      sentence:
        'All 50\u00A0116 will be gone in about 2 h. 4 more wait in held lanes and are not counted.',
      finishesAt: at(107),
      points: [
        { at: at(0), waiting: 50_116 },
        { at: at(31), waiting: 32_260 },
        { at: at(51), waiting: 32_260 },
        { at: at(107), waiting: 0 },
      ],
    },
    processes: [
      {
        ...{ process: 'apply-customer-payment', title: 'Apply customer payment' },
        ...{ priority: 'urgent', priorityIs: 'here', waiting: 8_120, finishesAt: at(20) },
        ...{ sentence: 'Gone in about 20 min.', version: 3 },
      },
      {
        ...{ process: 'create-customer-invoice', title: 'Create customer invoice' },
        ...{ priority: 'bulk', priorityIs: 'everywhere', waiting: 42_000, finishesAt: at(107) },
        ...{ sentence: 'Gone in about 107 min.', version: 1 },
      },
    ],
    holds: [
      {
        ...{ what: 'rest', whose: 'Salesforce', by: 'Kontor', until: at(0.5), waiting: 50_120 },
        reason: 'It refused calls as too many and asked for silence.',
      },
      {
        ...{ what: 'lane', whose: 'Muster GmbH', by: 'Omar Haddad', since: at(-300), waiting: 4 },
        ...{ reason: 'They asked us to wait for their order number.', lane: '4711' },
        legalEntity: 'DE01',
      },
    ],
    calendar: someCalendar(at),
  };
}

function someCalendar(at: (minutes: number) => string): object {
  const freeze = { entry: 'month-end', kind: 'freeze', title: 'Closing the month' };
  const backup = { entry: 'backup', kind: 'maintenance', title: 'Nightly backup' };
  const nights = Array.from({ length: 14 }, (_, night) => ({
    ...{ ...backup, from: at(600 + night * 1_440), until: at(660 + night * 1_440) },
  }));
  const zone = 'Europe/Berlin';
  return {
    connection: 'salesforce',
    entries: [
      {
        ...{ ...freeze, by: 'Omar Haddad', at: at(-9_000), reason: 'Controlling closes.' },
        sentence: 'Once, today (UTC).',
        once: { from: at(31), until: at(51) },
      },
      {
        ...{ ...backup, by: 'Omar Haddad', at: at(-90_000), reason: 'Their backup.' },
        sentence: `Every day from 22:00 to 23:00 (${zone}).`,
        recurring: { days: { weekdays: ['mon'] }, from: '22:00', until: '23:00', zone },
      },
    ],
    windows: [{ ...freeze, from: at(31), until: at(51) }, ...nights],
    version: 5,
  };
}

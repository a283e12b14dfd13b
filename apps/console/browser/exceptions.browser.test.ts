import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot } from './harness/index.ts';

const QUEUE = '**/v1/console/exceptions?*';

async function rows(page: Page) {
  const grid = page.getByRole('grid', { name: 'Exceptions' });
  await grid.waitFor();
  return grid.getByRole('row');
}

describe.each(['light', 'dark'] as const)('the queue in the %s theme', (theme) => {
  test('shows what needs somebody, and one of them with what to do', async () => {
    const page = await openConsole({ theme, path: '/exceptions' });
    const list = await rows(page);
    await list.nth(1).click();
    await page.getByRole('region', { name: 'What to do' }).waitFor();
    await screenshot(page, 'exceptions');
    await expectNoAxeViolations(page);
  });

  test('teaches when it is empty', async () => {
    const page = await openConsole({ theme, path: '/exceptions?number=NO-SUCH-NUMBER' });
    await page.getByText('No exception fits these filters.').waitFor();
    await screenshot(page, 'exceptions-empty');
    await expectNoAxeViolations(page);
  });

  test('says what failed, and leaves the rest of the page alone', async () => {
    const page = await openConsole({
      theme,
      path: '/exceptions',
      prepare: (context) => context.route(QUEUE, (route) => route.abort()),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await screenshot(page, 'exceptions-failing');
    await expectNoAxeViolations(page);
    await page.unroute(QUEUE);
    await page.context().unroute(QUEUE);
    await page.getByRole('button', { name: 'Try again' }).click();
    await rows(page);
  });
});

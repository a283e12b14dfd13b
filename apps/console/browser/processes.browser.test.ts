/** The processes: their list, the drawing of one, and the same without eyes or pointer. */

import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, refusing, screenshot } from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the processes in the %s theme', (theme) => {
  test('every process with how many stand where', async () => {
    const page = await openConsole({ theme, path: '/processes' });
    const grid = page.getByRole('grid', { name: 'Processes' });
    await grid.getByRole('row', { name: /Create customer invoice/ }).waitFor();
    await screenshot(page, 'processes');
    await expectNoAxeViolations(page);
  });

  test('one process, drawn', async () => {
    const page = await openConsole({ theme, path: '/processes/create-customer-invoice?step=post' });
    await page.getByRole('grid', { name: 'Steps' }).waitFor();
    await page.getByText('Posts the invoice in the ledger of its legal entity.').first().waitFor();
    await page.locator('.react-flow__node').first().waitFor();
    // From the door to the end, and back again over the two effects that can be undone.
    const steps = await page.locator('.react-flow__node-step').count();
    expect(await page.locator('.react-flow__edge').count()).toBe(steps + 1 + 2);
    await screenshot(page, 'process');
    await expectNoAxeViolations(page);
  });
});

test('a count opens the list that it counts', async () => {
  const page = await openConsole({ path: '/processes' });
  const row = page.getByRole('row', { name: /Create customer invoice/ });
  const link = row.locator('a[href*="status=done"]');
  const address = new URL(String(await link.getAttribute('href')), 'http://console');
  expect(address.pathname).toBe('/console/transactions');
  expect(address.searchParams.get('process')).toBe('create-customer-invoice');
});

test('by keyboard alone: a process, and each of its steps', async () => {
  const page = await openConsole({ path: '/processes' });
  await page.getByRole('grid', { name: 'Processes' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Apply customer payment' }).waitFor();
  await page.getByRole('grid', { name: 'Steps' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'Step “Claim”' }).waitFor();
  expect(page.url()).toContain('step=claim');
  await page.getByText('Undone by “release the match”.').waitFor();
});

test('a step of the drawing is chosen by the pointer, too', async () => {
  const page = await openConsole({ path: '/processes/create-customer-invoice' });
  await page.locator('.react-flow__node', { hasText: 'Mirror' }).click();
  await page.getByRole('heading', { name: 'Step “Mirror”' }).waitFor();
  await page.getByText(/Not undone\. A note that an invoice was posted/).waitFor();
});

test('a process that nobody knows says so', async () => {
  const page = await openConsole({ path: '/processes/write-poems' });
  await page.getByRole('alert').waitFor();
  await expectNoAxeViolations(page);
});

test('when reading fails the page says what failed, and trying again helps', async () => {
  let isDown = true;
  const broken = { status: 422, code: 'internal', title: 'It broke' };
  const prepare = refusing('/v1/console/processes', () => isDown, broken);
  const page = await openConsole({ path: '/processes', prepare });
  await page.getByRole('alert').getByText('It broke.').waitFor();
  isDown = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('grid', { name: 'Processes' }).waitFor();
});

test('who may not open it is told which permission is missing', async () => {
  const forbidden = { status: 403, code: 'forbidden', title: 'Forbidden' };
  const prepare = refusing('/v1/console/processes', () => true, forbidden);
  const page = await openConsole({ path: '/processes', prepare });
  await page.getByText('transactions:read').waitFor();
  await expectNoAxeViolations(page);
});

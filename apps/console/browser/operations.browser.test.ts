import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot } from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the overview in the %s theme', (theme) => {
  test('answers in one sentence, and every number opens its list', async () => {
    const page = await openConsole({ as: 'charles', theme });
    await page.getByRole('grid', { name: 'Connections' }).waitFor();
    await page.getByRole('table', { name: 'Control totals of today' }).waitFor();
    expect(await page.locator('h1 + p').innerText()).toMatch(/need|needs/);
    await screenshot(page, 'overview');
    await expectNoAxeViolations(page);
  });

  test('a connection shows its last minutes, its lanes and its switches', async () => {
    const page = await openConsole({ as: 'omar', path: '/connections/sap-s4hana', theme });
    await page.getByRole('switch', { name: 'Plugged in' }).waitFor();
    await page.getByRole('figure', { name: 'Waiting' }).waitFor();
    await screenshot(page, 'connection');
    await expectNoAxeViolations(page);
  });

  test('the list of connections', async () => {
    const page = await openConsole({ as: 'omar', path: '/connections', theme });
    await page.getByRole('row', { name: /SAP S\/4HANA/ }).waitFor();
    await screenshot(page, 'connections');
    await expectNoAxeViolations(page);
  });
});

test('the plug is pulled, a backlog grows on the screen, drains to zero, and nothing is doubled', async () => {
  const page = await openConsole({ as: 'omar', path: '/connections/sap-s4hana' });
  const plug = page.getByRole('switch', { name: 'Plugged in' });
  await plug.waitFor();
  await choose(page, 'Slow', '200 ms late');
  await plug.uncheck({ force: true });
  await page.getByText('The plug of SAP S/4HANA is pulled').waitFor();
  await page.getByRole('button', { name: 'Send 200 invoices' }).click();
  const grown = await waitingAbove(page, 100);
  expect(grown).toBeGreaterThan(100);
  await page.locator('h1 + p', { hasText: 'Nothing is lost' }).waitFor({ timeout: 20_000 });
  await screenshot(page, 'connection-down');
  await expectNoAxeViolations(page);
  await plug.check({ force: true });
  await page.locator('h1 + p', { hasText: 'clear in about' }).waitFor({ timeout: 30_000 });
  await screenshot(page, 'connection-draining');
  await page.locator('h1 + p', { hasText: 'Nothing waits' }).waitFor({ timeout: 60_000 });
  await screenshot(page, 'connection-drained');
  await choose(page, 'Slow', 'Answers at once');
}, 150_000);

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
}

/** As the page says it beside the connection. */
async function waitingAbove(page: Page, count: number): Promise<number> {
  const shown = page.getByRole('region', { name: 'Now' }).locator('dt:has-text("Waiting") + dd');
  await expect
    .poll(async () => Number(await shown.innerText()), { timeout: 30_000 })
    .toBeGreaterThan(count);
  return Number(await shown.innerText());
}

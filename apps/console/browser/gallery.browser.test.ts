import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, gallery, screenshot } from './harness/index.ts';

const open = gallery();

describe.each(['light', 'dark'] as const)('the design system in the %s theme', (theme) => {
  test.each(['values', 'answers', 'table'])('%s shut nobody out', async (path) => {
    const page = await open(path, theme);
    if (path === 'values') await page.locator('svg.recharts-surface').first().waitFor();
    await page.mouse.wheel(0, 10_000);
    await screenshot(page, `gallery-${path}`);
    await expectNoAxeViolations(page);
  });

  test('what is asked before something is done shuts nobody out', async () => {
    const page = await open('answers', theme);
    await page.getByRole('button', { name: 'Write off' }).click();
    await page.getByRole('dialog').getByText('470000').waitFor();
    await screenshot(page, 'gallery-confirm');
    await expectNoAxeViolations(page);
  });
});

describe('a list of a hundred thousand rows', () => {
  test('is moved through and opened by keyboard alone', async () => {
    const page = await open('table');
    for (const key of ['j', 'j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
    await page.getByText('Opened: INV-1', { exact: true }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Opened: INV-2', { exact: true }).waitFor();
  });

  test('draws only what is seen, and is at its end in no time', async () => {
    const page = await open('table');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('100 000 of 100 000').waitFor();
    const startedMs = performance.now();
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, grid.scrollHeight));
    await page.getByRole('gridcell', { name: 'INV-99999', exact: true }).waitFor();
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(await page.getByRole('row').count()).toBeLessThan(80);
  });

  test('brings the next page while it is scrolled', async () => {
    const page = await open('table');
    await page.getByText('50 of 100 000').waitFor();
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 1_200));
    await page.getByText('100 of 100 000').waitFor();
  });

  test('does not move under the pointer; what is new waits to be asked for', async () => {
    const page = await open('table');
    await page.getByRole('gridcell', { name: 'INV-3', exact: true }).hover();
    await page.evaluate('add()');
    await page.getByRole('button', { name: '3 new' }).waitFor();
    expect(await firstRow(page)).toContain('INV-0');
    await page.getByRole('button', { name: '3 new' }).click();
    await expect.poll(() => firstRow(page)).toContain('INV--100001');
  });

  test('takes in what is new when nobody points at it, and shows what changed', async () => {
    const page = await open('table');
    await page.mouse.move(5, 5);
    await page.evaluate('add()');
    await expect.poll(() => firstRow(page)).toContain('INV--100001');
    await page.evaluate('change()');
    await page.locator('[data-changed]').waitFor();
  });
});

test('what was typed is kept when it is refused, and says who was quicker', async () => {
  const page = await open('answers');
  await page.getByRole('button', { name: 'Write off' }).click();
  const dialog = page.getByRole('dialog');
  const confirm = dialog.getByRole('button', { name: 'Write off' });
  expect(await confirm.isDisabled()).toBe(true);
  await dialog.getByLabel('Why').fill('Bank fee');
  await confirm.click();
  await dialog.getByText('Charles Moreau resolved it at 14:02.').waitFor();
  expect(await dialog.getByLabel('Why').inputValue()).toBe('Bank fee');
  await dialog.getByLabel('Why').fill('Rounding');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
});

test('a filter asks when the typing rests', async () => {
  const page = await open('answers');
  await page.getByLabel('Text').pressSequentially('acme', { delay: 40 });
  await page.getByText('asked for: acme').waitFor();
});

function firstRow(page: Page): Promise<string | null> {
  return page.locator('[role="row"][aria-rowindex="2"]').textContent();
}

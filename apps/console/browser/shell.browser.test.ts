import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations, openConsole, screenshot } from './harness/index.ts';

describe.each(['light', 'dark'] as const)('the overview in the %s theme', (theme) => {
  test('shows the connections and shuts nobody out', async () => {
    const page = await openConsole({ theme });
    await page.getByRole('grid', { name: 'Connections' }).waitFor();
    await screenshot(page, 'overview');
    await expectNoAxeViolations(page);
  });
});

test('an address that does not exist says so and leads back', async () => {
  const page = await openConsole({ path: '/nowhere' });
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await expectNoAxeViolations(page);
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await page.title()).toBe('Overview · Kontor');
});

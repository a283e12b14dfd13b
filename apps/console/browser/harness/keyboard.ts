/** Doing things by keyboard alone. */

import type { Locator, Page } from 'playwright-core';

export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('it cannot be reached by the keyboard');
}

/** Says why in the dialog that is open, and confirms. */
export async function confirmByKeyboard(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why').waitFor();
  await page.keyboard.type(reason);
  await page.keyboard.press('Tab'); // Cancel
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readBrowserConfig } from '../config.ts';

/** Keeps a picture of the page, named for what it shows and for the theme. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const { picturesFolder } = readBrowserConfig();
  mkdirSync(picturesFolder, { recursive: true });
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const chosen = await page.locator('html').getAttribute('data-mantine-color-scheme');
  const theme = chosen ?? (isDark ? 'dark' : 'light');
  await page.screenshot({ path: join(picturesFolder, `${name}-${theme}.png`) });
}

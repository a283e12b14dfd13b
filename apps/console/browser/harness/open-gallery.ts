/** A page of the gallery, served from its sources while the tests of a file run. */

import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, onTestFinished } from 'vitest';
import { connectedBrowser } from './connected-browser.ts';

export type OpenGallery = (path: string, theme?: 'light' | 'dark') => Promise<Page>;

export function gallery(): OpenGallery {
  let serving: Promise<ViteDevServer> | undefined;
  afterAll(async () => (await serving)?.close());
  return async (path, theme = 'light') => {
    serving ??= serve();
    const browser = await connectedBrowser();
    const context = await browser.newContext({
      ...{ colorScheme: theme, viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const url = (await serving).resolvedUrls?.local[0] ?? '';
    await page.goto(`${url}#/${path}`);
    await page.locator('h1').waitFor();
    return page;
  };
}

async function serve(): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: join(import.meta.dirname, '../gallery'),
    cacheDir: join(import.meta.dirname, '../../dist/.gallery'),
    plugins: [react()],
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, fs: { strict: false }, hmr: false },
  });
  return server.listen();
}

/** Has the platform refuse one address, as long as a test wants it to. */

import type { BrowserContext } from 'playwright-core';

export type Refusal = { readonly status: number; readonly code: string; readonly title: string };

/** For `openConsole({ prepare })`. Addresses that begin with the path are refused, too. */
export function refusing(path: string, isRefused: () => boolean, refusal: Refusal) {
  return async (context: BrowserContext): Promise<void> => {
    await context.route(
      (url) => url.pathname.startsWith(path),
      async (route) => {
        if (!isRefused()) return route.continue();
        const contentType = 'application/problem+json';
        const body = JSON.stringify({ ...refusal, type: 'about:blank', retryable: false });
        await route.fulfill({ status: refusal.status, contentType, body });
      },
    );
  };
}

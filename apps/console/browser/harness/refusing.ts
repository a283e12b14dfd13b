/** Has the platform refuse one address, or not be reached at it, as long as a test wants it to. */

import type { BrowserContext, Route } from 'playwright-core';

export type Refusal = { readonly status: number; readonly code: string; readonly title: string };

/** For `openConsole({ prepare })`. Addresses that begin with the path are refused, too. */
export function refusing(path: string, isRefused: () => boolean, refusal: Refusal) {
  const contentType = 'application/problem+json';
  const body = JSON.stringify({ ...refusal, type: 'about:blank', retryable: false });
  const refuse = (route: Route) => route.fulfill({ status: refusal.status, contentType, body });
  return failing(path, isRefused, refuse);
}

/** The same for a platform that does not answer. */
export function unreachable(path: string, isUnreachable: () => boolean) {
  return failing(path, isUnreachable, (route) => route.abort());
}

function failing(path: string, isFailing: () => boolean, fail: (route: Route) => Promise<void>) {
  return async (context: BrowserContext): Promise<void> => {
    // What others change would heal the page before the test asks it to.
    await context.route('**/v1/console/changes*', (route) => route.abort());
    await context.route(
      (url) => url.pathname.startsWith(path),
      (route) => (isFailing() ? fail(route) : route.continue()),
    );
  };
}

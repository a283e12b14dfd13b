/**
 * Whether a browser says that one of our own pages made the request: by Sec-Fetch-Site, or by
 * Origin where a browser is too old for the first. Both headers are the browser's own; no page can
 * set them. A request with neither was not made by a browser that protects its cookies.
 *
 * Sec-Fetch-Site decides alone where it is there: a form on a page that sends no referrer has
 * `Origin: null`, whoever's page it is.
 */

import type { IncomingHttpHeaders } from 'node:http';

export function isFromOurPages(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site === 'same-origin';
  return origin === new URL(publicUrl).origin;
}

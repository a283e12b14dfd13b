/**
 * Whether a browser says that one of our own pages made the request: by Sec-Fetch-Site, and by
 * Origin where it sends one. Both headers are the browser's own; no page can set them. A request
 * with neither was not made by a browser that protects its cookies, and is not taken.
 */

import type { IncomingHttpHeaders } from 'node:http';

export function isFromOurPages(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin !== undefined && origin !== new URL(publicUrl).origin) return false;
  return site !== undefined || origin !== undefined;
}

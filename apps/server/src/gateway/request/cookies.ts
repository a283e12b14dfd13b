/**
 * Cookies of ours. `__Host-` has the browser promise that only this very host set them, for every
 * path and over a connection that nobody reads (loopback counts as one).
 */

/** Undefined when it is not there, or there twice: then somebody else put one of them there. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  const values = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

/**
 * `Strict`: sent with requests that our own pages make. `Lax`: also when the issuer sends the
 * browser back to us.
 */
export function writeCookie(
  name: string,
  value: string,
  {
    sameSite,
    maxAgeSeconds,
  }: { readonly sameSite: 'Strict' | 'Lax'; readonly maxAgeSeconds?: number },
): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}${age}`;
}

export function clearCookie(name: string): string {
  return writeCookie(name, '', { sameSite: 'Strict', maxAgeSeconds: 0 });
}

export const SESSION_COOKIE = '__Host-kontor';

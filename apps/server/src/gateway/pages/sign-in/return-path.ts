/** Where a person goes on after signing in: a page of the console, and nothing else. */

/** The path with its query, or the console's first page: no address of others is followed. */
export function returnPathOf(asked: unknown, publicUrl: string): string {
  if (typeof asked !== 'string' || asked.length > RETURN_CHARACTERS_MAX) return CONSOLE;
  if (!asked.startsWith('/') || !URL.canParse(asked, publicUrl)) return CONSOLE;
  const { origin, pathname, search } = new URL(asked, publicUrl);
  if (origin !== new URL(publicUrl).origin) return CONSOLE;
  const isConsole = pathname === CONSOLE || pathname.startsWith(`${CONSOLE}/`);
  if (!isConsole || OWN_PAGES.has(pathname)) return CONSOLE;
  return `${pathname}${search}`;
}

const CONSOLE = '/console';
/** Coming back to one of them would go round in circles. */
const OWN_PAGES = new Set(['/console/sign-in', '/console/callback', '/console/signed-out']);
/** Filters of a list, with room; the attempt is kept in a cookie. */
const RETURN_CHARACTERS_MAX = 1_500;

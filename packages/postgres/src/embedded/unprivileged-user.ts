/**
 * PostgreSQL refuses to run as root. When Kontor itself is started as root (a container, a build
 * machine), the server runs as `postgres` where that user exists, else as `nobody`, which exists
 * everywhere; no user is ever created.
 */

import { readFileSync } from 'node:fs';

export type UserIds = { readonly uid: number; readonly gid: number };

/** Undefined when the current user will do. */
export function unprivilegedUser(): UserIds | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) };
  }
  return { uid: 65_534, gid: 65_534 };
}

/**
 * A folder that the server's own user can reach. When Kontor runs as root below a folder that only
 * root may enter (/root is one), the data lives in /var/lib/kontor under a name made of the
 * folder's.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { UserIds } from './unprivileged-user.ts';

export function reachableFolder(folder: string, user: UserIds | undefined): string {
  mkdirSync(folder, { recursive: true });
  if (!user || isReachable(resolve(folder), user)) return folder;
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  const elsewhere = join('/var/lib/kontor', name);
  mkdirSync(elsewhere, { recursive: true });
  return elsewhere;
}

/** Every folder on the way may be entered by that user. */
function isReachable(folder: string, user: UserIds): boolean {
  const { mode, uid, gid } = statSync(folder);
  const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & needed) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || isReachable(parent, user);
}

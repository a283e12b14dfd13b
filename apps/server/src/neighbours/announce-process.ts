/**
 * A process tells its neighbours on the same machine how they find out whether it lives: it listens
 * at a door, a socket in the file system, until the kernel closes that with the process. Nobody has
 * to come to the door: whoever stands still lives, too.
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Holder } from '@kontor/engine';
import type pg from 'pg';
import { kernelBoot } from './kernel-boot.ts';

export type AnnouncedProcess = {
  readonly holder: Holder;
  /** Of the kernel that it runs in. */
  readonly boot: string;
  /** Says again that it is there, for whoever sweeps up after processes that nobody saw end. */
  sayAgain(): Promise<void>;
  /** When it holds nothing any more. */
  close(): Promise<void>;
};

/** Undefined where a machine cannot be told from others: its leases end by themselves alone. */
export async function announceProcess(
  pool: pg.Pool,
  folder: string,
): Promise<AnnouncedProcess | undefined> {
  const boot = kernelBoot();
  if (boot === undefined) return undefined;
  const holder = randomUUID();
  const door = join(folder, `kontor-${holder}.door`);
  // Open before anybody is told of it: a door that is not there yet looks like a dead one.
  const server = createServer((socket) => socket.destroy()).unref();
  server.listen(door);
  await once(server, 'listening');
  server.on('error', () => {}); // nobody has to be let in
  const sayAgain = async () => {
    await pool.query(ANNOUNCE, [holder, boot, door]);
  };
  await sayAgain();
  return {
    ...{ holder, boot, sayAgain },
    async close() {
      // A row without a door says nothing, and is swept up.
      await pool.query('delete from server_process where holder = $1', [holder]).catch(() => {});
      server.close();
    },
  };
}

const ANNOUNCE = `
  insert into server_process (holder, boot, door)
  values ($1, $2, $3)
  on conflict (holder) do update set last_seen_at = now()
`;

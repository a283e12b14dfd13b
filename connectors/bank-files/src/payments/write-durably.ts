/**
 * Writes a file that survives a power cut before anybody is told of it: its bytes are synced, and
 * so is the folder that names it.
 */

import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRandom } from '@kontor/kernel';

/**
 * Answers the temporary name. No two calls have the same: a worker that comes back late never
 * touches what another wrote. What cannot be written whole is taken away again.
 */
export async function writeDurably({
  folder,
  name,
  bytes,
}: {
  readonly folder: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}): Promise<string> {
  const temporary = `${name}.${Buffer.from(systemRandom.bytes(NAME_BYTES)).toString('hex')}.tmp`;
  const path = join(folder, temporary);
  const file = await open(path, 'wx', OWNER_AND_GROUP);
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await syncFolder(folder);
  } catch (fault) {
    await file.close().catch(() => {});
    await unlink(path).catch(() => {});
    throw fault;
  }
  return temporary;
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The transfer program belongs to the group; payments are nobody else's. */
const OWNER_AND_GROUP = 0o660;

/** 80 bits: more than enough that no two writers meet. */
const NAME_BYTES = 10;

/** Finds a payment file where it was put for the bank, or where the transfer program keeps it. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BankFilesConfig } from '../config.ts';
import { unless } from './file-fault.ts';
import { sha256Of } from './payment-file.ts';

export async function findInFolders(
  { outboxFolder, sentFolder }: BankFilesConfig,
  name: string,
): Promise<{ readonly sha256: string } | undefined> {
  for (const folder of [outboxFolder, sentFolder]) {
    if (folder === undefined) continue;
    const bytes = await readFile(join(folder, name)).catch(unless('ENOENT', undefined));
    if (bytes) return { sha256: sha256Of(bytes) };
  }
  return undefined;
}

/** Looks into a folder again and again until it is stopped. */

import { setTimeout as sleep } from 'node:timers/promises';
import { openBankFolder, type BankFolderOptions } from './open-bank-folder.ts';

export type FolderWatch = {
  /** Resolves when the look that is under way has ended. */
  stop(): Promise<void>;
};

export function watchFolder(
  options: BankFolderOptions & {
    /** From one look to the next: a file is taken when it did not change for as long. */
    readonly intervalMs: number;
  },
): FolderWatch {
  const stopping = new AbortController();
  const ended = lookUntil(stopping.signal, options);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function lookUntil(
  signal: AbortSignal,
  options: BankFolderOptions & { readonly intervalMs: number },
): Promise<void> {
  const folder = openBankFolder(options);
  while (!signal.aborted) {
    await folder.look().catch((error: unknown) => options.onTrouble(error, options.folder));
    await sleep(options.intervalMs, undefined, { signal }).catch(() => {});
  }
}

/** Look for bank files in the watched folder, and take in each as if it had been uploaded. */

import { openBankFolder } from '@kontor/connector-bank-files';
import { importBankFile, type Office } from '@kontor/reconciliation';
import type { Duty } from './start-duties.ts';

export type WatchOptions = {
  readonly folder: string;
  readonly office: Office;
  /** Who is asked about a file that names none of our accounts. */
  readonly answerable: string;
  readonly onTrouble: (error: unknown) => void;
};

export function watchBankFolder({ folder, office, answerable, onTrouble }: WatchOptions): Duty {
  const bankFolder = openBankFolder({
    folder,
    clock: office.clock,
    importFile: (file) =>
      importBankFile(office, {
        ...file,
        channel: 'folder',
        applicationId: 'bank-folder',
        correlationId: office.ids.next('BankFileId'),
        answerable,
      }),
    onTrouble,
  });
  return async () => {
    await bankFolder.look();
    return LOOK_MS;
  };
}

/** A file is taken when it did not change from one look to the next. */
const LOOK_MS = 1_000;

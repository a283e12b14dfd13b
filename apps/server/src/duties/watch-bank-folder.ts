/**
 * Look for bank files in the watched folder, and take in each as if it had been uploaded: a
 * statement as a statement, a report on payments as a report. Which it is, its content says.
 */

import {
  openBankFolder,
  type FolderImport,
  type FolderImportOutcome,
} from '@kontor/connector-bank-files';
import { tellStatusReport } from '@kontor/formats';
import {
  importBankFile,
  importPaymentStatusReport,
  type Office,
  type ReportOutcome,
} from '@kontor/reconciliation';
import type { Duty } from './start-duties.ts';

export type WatchOptions = {
  readonly folder: string;
  readonly office: Office;
  /** Who is asked about a file that names none of our accounts. */
  readonly answerable: string;
  readonly onTrouble: (error: unknown) => void;
};

export function watchBankFolder(options: WatchOptions): Duty {
  const { folder, office, onTrouble } = options;
  const importFile = importInto(options);
  const bankFolder = openBankFolder({ folder, clock: office.clock, importFile, onTrouble });
  return async () => {
    await bankFolder.look();
    return LOOK_MS;
  };
}

function importInto({ office, answerable }: WatchOptions): FolderImport {
  return async ({ name, source: file }) => {
    const { isStatusReport, source, close } = await tellStatusReport(file);
    const arriving = {
      ...{ name, source, answerable },
      channel: 'folder',
      applicationId: 'bank-folder',
      correlationId: office.ids.next('BankFileId'),
    } as const;
    try {
      if (!isStatusReport) return await importBankFile(office, arriving);
      return toFolderOutcome(await importPaymentStatusReport(office, arriving));
    } finally {
      await close(); // an import that could not begin has read nothing
    }
  };
}

function toFolderOutcome(outcome: ReportOutcome): FolderImportOutcome {
  if (outcome.kind !== 'not_a_report') return outcome;
  return { kind: 'not_a_bank_file', defects: outcome.defects };
}

/** A file is taken when it did not change from one look to the next. */
const LOOK_MS = 1_000;

/**
 * Whether the bank has answered a message: a status report that names it, among the files that
 * arrived from the bank. Whatever it says of the payments, the bank has them.
 */

import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readPain002, tellStatusReport } from '@kontor/formats';
import { unless } from './file-fault.ts';

export async function isReported(reportsFolder: string, messageId: string): Promise<boolean> {
  for (const path of await latestFiles(reportsFolder)) {
    const { isStatusReport, source, close } = await tellStatusReport(createReadStream(path));
    try {
      if (!isStatusReport) continue;
      const reading = await readPain002(source);
      if (reading.kind === 'report' && reading.report.originalMessageId === messageId) return true;
    } finally {
      await close();
    }
  }
  return false;
}

/** Those that wait, and those that were taken in or put aside; the latest first. */
async function latestFiles(folder: string): Promise<readonly string[]> {
  const found: { readonly path: string; readonly changedMs: number }[] = [];
  for (const place of [folder, join(folder, 'done'), join(folder, 'quarantine')]) {
    for (const name of await namesIn(place)) {
      const path = join(place, name);
      const file = await stat(path).catch(() => undefined);
      if (file?.isFile() && file.size <= REPORT_BYTES_MAX) {
        found.push({ path, changedMs: file.mtimeMs });
      }
    }
  }
  return found
    .toSorted((left, right) => right.changedMs - left.changedMs)
    .slice(0, FILES_MAX)
    .map(({ path }) => path);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(unless('ENOENT', []));
}

/** A look-up has 25 s; a thousand reports of ten transfers are read in one. */
const FILES_MAX = 1_000;

/** A report on the largest batch has below 4 MB. */
const REPORT_BYTES_MAX = 16_777_216;

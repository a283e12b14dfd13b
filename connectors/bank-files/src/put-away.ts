/** Moves a file that was taken, and writes the reasons beside one that was not booked. */

import { lstat, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Defect, Instant } from '@kontor/kernel';
import type { FolderImportOutcome } from './open-bank-folder.ts';

export async function putAway({
  folder,
  name,
  outcome,
  at,
}: {
  readonly folder: string;
  readonly name: string;
  readonly outcome: FolderImportOutcome;
  readonly at: Instant;
}): Promise<void> {
  const reasons = reasonsAgainst(outcome);
  const target = join(folder, reasons ? 'quarantine' : 'done');
  await mkdir(target, { recursive: true });
  const freeName = await freeNameIn(target, name);
  if (reasons) {
    const report = { name, at, ...idOf(outcome), reasons };
    // First the reasons, then the file: whoever sees the file finds them.
    await writeFile(
      join(target, `${freeName}.reasons.json`),
      `${JSON.stringify(report, undefined, 2)}\n`,
    );
  }
  await rename(join(folder, name), join(target, freeName));
}

/** Undefined when there is nothing against it. */
function reasonsAgainst(outcome: FolderImportOutcome): readonly Defect[] | undefined {
  switch (outcome.kind) {
    case 'imported':
    case 'known':
      return reasonsOf('file' in outcome ? outcome.file : outcome.report);
    case 'not_a_bank_file':
      return outcome.defects;
    case 'entity_forbidden': {
      const detail = `This folder may not bring files of legal entity ${outcome.legalEntity}.`;
      return [{ code: 'legal_entity_forbidden', at: 'file', detail }];
    }
  }
}

function reasonsOf({ status, reasons }: { readonly status: string; reasons: readonly Defect[] }) {
  return status === 'quarantined' ? reasons : undefined;
}

/** By which the console shows what was kept of it. */
function idOf(outcome: FolderImportOutcome) {
  if ('file' in outcome) return { bankFileId: outcome.file.bankFileId };
  return 'report' in outcome ? { reportId: outcome.report.reportId } : {};
}

/** Banks use one name every day: the second is kept beside the first. */
async function freeNameIn(folder: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${number}-${name}`;
    const taken = await lstat(join(folder, candidate)).catch(() => undefined);
    if (!taken) return candidate;
  }
}

/**
 * Nothing of the file is booked: its statements are kept with their figures, its entries are not.
 */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { countPrevented } from '../record/count-prevented.ts';
import { openException } from '../record/open-exception.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { writeEvent } from '../record/write-event.ts';
import { NOTICES_MAX } from './book-file.ts';
import { discardImport } from './discard-import.ts';
import { dropStagedEntries } from './drop-staged-entries.ts';
import { findSameQuarantine } from './find-same-quarantine.ts';
import { entitiesOf, finishFile } from './finish-file.ts';
import type { ImportOutcome, Office } from './import-bank-file.ts';
import type { ReadFile } from './settle-import.ts';

export async function quarantineFile(
  db: Queryable,
  { ids }: Office,
  file: ReadFile,
  defects: readonly Defect[],
): Promise<ImportOutcome> {
  const { bankFileId, correlationId } = file;
  const reasons = defects.slice(0, NOTICES_MAX);
  const same = await findSameQuarantine(db, file, reasons);
  if (same) {
    await discardImport(db, bankFileId);
    await countPrevented(db, {
      kind: 'same_file',
      legalEntity: entitiesOf(file)[0] ?? file.answerable,
      subject: { kind: 'bank-file', id: same },
    });
    return { kind: 'known', file: { bankFileId: same, status: 'quarantined', reasons } };
  }
  const imported = { bankFileId, status: 'quarantined', reasons } as const;
  await db.query({ name: 'quarantine', text: QUARANTINE, values: [bankFileId] });
  await dropStagedEntries(db, bankFileId);
  await finishFile(db, file, imported);
  const legalEntity = file.statements.find((each) => each.legalEntity)?.legalEntity;
  const answerable = legalEntity ?? file.answerable;
  await openException(db, ids, {
    kind: 'file',
    code: 'file_quarantined',
    text: `${file.name ?? 'A bank file'} is not booked. ${reasons[0]?.detail ?? ''}`,
    legalEntity: answerable,
    bankFileId,
    correlationId,
  });
  await writeEvent(db, ids, {
    type: 'kontor.file.quarantined.v1',
    subject: bankFileId,
    legalEntity: answerable,
    partitionKey: bankFileId,
    correlationId,
    data: {
      bankFile: bankFileId,
      ...(legalEntity && { legalEntity }),
      ...(file.header && { format: file.header.format }),
      reasons,
    },
  });
  await writeAuditEntry(db, {
    actor: file.applicationId,
    action: 'bank_file.quarantined',
    subject: { kind: 'bank-file', id: bankFileId },
    legalEntity: answerable,
    detail: { reasons, sha256: file.contentHash, bytes: file.sizeBytes },
    correlationId,
  });
  return { kind: 'imported', file: imported };
}

const QUARANTINE = `
  update bank_statement set status = 'quarantined' where bank_file_id = $1 and status = 'receiving'
`;

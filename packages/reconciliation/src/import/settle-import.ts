/**
 * The transaction that decides about a file. Everything that it needs to know is read first, under
 * the locks of the file's content and of its accounts; only then is anything written, so that a
 * file is booked whole, kept as information, quarantined, or recognised as known.
 *
 * Two imports for one account wait for each other here; imports for different accounts do not.
 */

import type { Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { countPrevented } from '../record/count-prevented.ts';
import { bookFile } from './book-file.ts';
import type { Content } from './digest-source.ts';
import { discardImport } from './discard-import.ts';
import { fateOfStatements } from './fate-of-statements.ts';
import { findFileByContent } from './find-file-by-content.ts';
import { entitiesOf } from './finish-file.ts';
import type { ArrivingFile, ImportOutcome, Office } from './import-bank-file.ts';
import type { Quote } from './keep-lines.ts';
import { keepStatement } from './keep-statement.ts';
import { allowLongWork, lockAccounts, lockContent } from './settling-locks.ts';
import { quarantineFile } from './quarantine-file.ts';
import type { StagedFile } from './stage-file.ts';

export type ReadFile = ArrivingFile &
  Content &
  StagedFile & {
    readonly bankFileId: string;
    /** The line at which it is refused. */
    readonly quote?: Quote;
  };

export async function settleImport(
  db: Queryable,
  office: Office,
  file: ReadFile,
): Promise<ImportOutcome> {
  await allowLongWork(db);
  await lockContent(db, file.contentHash);
  // Before anything else: that others sent these bytes is none of a stranger's business.
  const forbidden = forbiddenEntity(file);
  if (forbidden !== undefined) {
    await discardImport(db, file.bankFileId);
    return { kind: 'entity_forbidden', legalEntity: forbidden };
  }
  const known = await findFileByContent(db, file.contentHash);
  if (known) {
    await discardImport(db, file.bankFileId);
    await writeAuditEntry(db, repeatOf(known.bankFileId, file));
    await countPrevented(db, {
      kind: 'same_file',
      legalEntity: entitiesOf(file)[0] ?? file.answerable,
      subject: { kind: 'bank-file', id: known.bankFileId },
    });
    return { kind: 'known', file: known };
  }
  if (file.header === undefined) {
    await discardImport(db, file.bankFileId);
    return { kind: 'not_a_bank_file', defects: file.refusal };
  }
  for (const statement of file.statements) await keepStatement(db, statement);
  const defects = defectsOf(file);
  if (defects.length > 0) return quarantineFile(db, office, file, defects);
  await lockAccounts(db, file.statements);
  const fate = await fateOfStatements(db, file.statements);
  if (fate.defects.length > 0) return quarantineFile(db, office, file, fate.defects);
  return bookFile(db, office, file, fate);
}

function defectsOf({ statements, refusal }: StagedFile): readonly Defect[] {
  if (refusal.length > 0) return refusal;
  if (statements.length > 0) return statements.flatMap(({ defects }) => defects);
  return [{ code: 'no_statement', at: 'file', detail: 'There is no statement in the file.' }];
}

function forbiddenEntity({ statements, permitted }: ReadFile): string | undefined {
  if (!permitted) return undefined;
  const entities = statements.flatMap(({ legalEntity }) => legalEntity ?? []);
  return entities.find((entity) => !permitted.has(entity));
}

function repeatOf(bankFileId: string, { applicationId, correlationId, name, channel }: ReadFile) {
  return {
    actor: applicationId,
    action: 'bank_file.repeated',
    subject: { kind: 'bank-file', id: bankFileId },
    detail: { channel, ...(name && { name }) },
    correlationId,
  };
}

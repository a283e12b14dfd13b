/** Writes what fate-of-statements.ts decided, and what follows for statements that waited. */

import { present, type Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { countPrevented } from '../record/count-prevented.ts';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { bookStatement } from './book-statement.ts';
import type { GrownChain } from './chain.ts';
import { dropStagedEntries } from './drop-staged-entries.ts';
import { finishFile } from './finish-file.ts';
import type { Fate } from './fate-of-statements.ts';
import { forgetStatements } from './forget-statements.ts';
import type { ImportedFile, ImportOutcome, Office } from './import-bank-file.ts';
import { keepEntries } from './keep-entries.ts';
import { linkStatements } from './link-statements.ts';
import { quarantineWaiting } from './quarantine-waiting.ts';
import { refreshWaitingFiles } from './refresh-waiting-files.ts';
import { setStatementStatus } from './set-statement-status.ts';
import type { ReadFile } from './settle-import.ts';

export async function bookFile(
  db: Queryable,
  office: Office,
  file: ReadFile,
  fate: Fate,
): Promise<ImportOutcome> {
  for (const { bankStatementId } of fate.information) {
    await setStatementStatus(db, { bankStatementId, status: 'information' });
    await keepEntries(db, { bankStatementId, isBooked: false });
  }
  for (const chain of fate.chains) await bookChain(db, office, file, chain);
  await dropStagedEntries(db, file.bankFileId);
  for (const { statement, known } of fate.repeats) {
    await countPrevented(db, {
      kind: 'same_statement',
      legalEntity: statement.legalEntity ?? file.answerable,
      subject: { kind: 'bank-statement', id: known.bankStatementId },
    });
  }
  await forgetStatements(
    db,
    fate.repeats.map(({ statement }) => statement.bankStatementId),
  );
  const imported = {
    bankFileId: file.bankFileId,
    status: statusOf(file, fate),
    reasons: noticesOf(file, fate),
  };
  await finishFile(db, file, imported);
  if (fate.chains.length > 0) await refreshWaitingFiles(db);
  await writeAuditEntry(db, {
    actor: file.applicationId,
    action: 'bank_file.received',
    subject: { kind: 'bank-file', id: file.bankFileId },
    detail: { status: imported.status, sha256: file.contentHash, bytes: file.sizeBytes },
    correlationId: file.correlationId,
  });
  return { kind: 'imported', file: imported };
}

async function bookChain(
  db: Queryable,
  office: Office,
  file: ReadFile,
  chain: GrownChain,
): Promise<void> {
  for (const { id, reason } of chain.waiting) {
    await setStatementStatus(db, { bankStatementId: id, status: 'waiting', reason });
    const isNew = file.statements.some(({ bankStatementId }) => bankStatementId === id);
    if (isNew) await keepEntries(db, { bankStatementId: id, isBooked: false });
  }
  for (const contradiction of chain.contradicting) {
    await quarantineWaiting(db, office, file, contradiction);
  }
  await linkStatements(db, chain.relinked, chain.joined);
  for (const { id } of chain.joined) await bookStatement(db, office, file, id);
}

function statusOf(file: ReadFile, { repeats, chains, information }: Fate): ImportedFile['status'] {
  if (repeats.length === file.statements.length) return 'duplicate';
  if (waitingOf(file, chains).length > 0) return 'waiting';
  return chains.length > 0 || information.length === 0 ? 'booked' : 'information';
}

function noticesOf(file: ReadFile, { repeats, chains }: Fate): readonly Defect[] {
  const gaps = waitingOf(file, chains).map(({ id, reason }) => {
    const statement = file.statements.find(({ bankStatementId }) => bankStatementId === id);
    const { header } = present(statement, 'it is one of this file');
    return { code: 'gap', at: `statement ${header.id}`, detail: reason };
  });
  const known = repeats.map(({ statement, known: { bankStatementId } }) => ({
    code: 'already_taken_in',
    at: `statement ${statement.header.id}`,
    detail: `It is here as ${bankStatementId}, with the same amounts: nothing was booked twice.`,
  }));
  return [...gaps, ...known].slice(0, NOTICES_MAX);
}

function waitingOf({ statements }: ReadFile, chains: readonly GrownChain[]) {
  const own = new Set(statements.map(({ bankStatementId }) => bankStatementId));
  return chains.flatMap(({ waiting }) => waiting.filter(({ id }) => own.has(id)));
}

/** What the contract of a bank file holds. */
export const NOTICES_MAX = 100;

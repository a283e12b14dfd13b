/**
 * A person asks the rules to look at an entry once more, after master data or open items changed.
 */

import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../record/write-audit-entry.ts';
import { lockBankEntry } from './lock-bank-entry.ts';
import { setMatchStatus } from './set-match-status.ts';

export type EntryRetry = {
  readonly bankEntryId: string;
  readonly by: string;
  readonly reason: string;
  readonly correlationId: string;
  readonly permitted: ReadonlySet<string>;
};

export async function retryEntry(
  db: Queryable,
  { bankEntryId, by, reason, correlationId, permitted }: EntryRetry,
): Promise<{ readonly kind: 'queued' | 'absent' | 'impossible' }> {
  const entry = await lockBankEntry(db, bankEntryId);
  if (!entry || !permitted.has(entry.legalEntity)) return { kind: 'absent' };
  if (entry.matchStatus !== 'open' && entry.matchStatus !== 'partly') return { kind: 'impossible' };
  await setMatchStatus(db, { bankEntryId, status: 'new' });
  await writeAuditEntry(db, {
    actor: by,
    action: 'bank_entry.retried',
    subject: { kind: 'bank-entry', id: bankEntryId },
    legalEntity: entry.legalEntity,
    reason,
    correlationId,
  });
  return { kind: 'queued' };
}

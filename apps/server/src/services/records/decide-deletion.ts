/** The second person's word about a deletion of records. Approved, it begins within seconds. */

import type { RecordDeletion } from '@kontor/contracts';
import { present, type IdSource } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { DeletionDecision, DeletionDecisionOutcome } from '../../gateway/records-services.ts';
import type { Call, Quicker } from '../../gateway/services.ts';
import { writeDeletionEvent } from '../../retention/deletion/write-deletion-event.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { fromDeletionRow, readDeletion, type DeletionRow } from './deletion-row.ts';
import { nameIn } from './hold-row.ts';

/** By another person than the one who asked, which a constraint holds as well. */
export function decideDeletion(
  pool: pg.Pool,
  ids: IdSource,
  call: Call,
  decision: DeletionDecision,
): Promise<DeletionDecisionOutcome> {
  return inTransaction(pool, async (db) => {
    const before = await readDeletion(db, call, decision.id);
    if (!before) return { kind: 'absent' };
    const by = call.actor.subject;
    if (before.status === 'asked' && before.asked_by.toLowerCase() === by.toLowerCase()) {
      return { kind: 'own_work' };
    }
    const { id, version, reason } = decision;
    const { text, name } = STATEMENTS[decision.decision];
    const { rowCount } = await db.query({ name, text, values: [id, version, by, reason] });
    const row = present(await readDeletion(db, call, id), 'requests are never deleted');
    if (rowCount === 0) return outcomeOfNothing(row, version);
    await tell(db, ids, call, { row, decision });
    return { kind: 'found', value: fromDeletionRow(row) };
  });
}

type Decided = { readonly row: DeletionRow; readonly decision: DeletionDecision };

async function tell(
  db: Queryable,
  ids: IdSource,
  { actor, correlationId }: Call,
  { row, decision }: Decided,
): Promise<void> {
  const { deletion_id: id, month, legal_entity: legalEntity } = row;
  await writeAuditEntry(db, {
    actor: actor.subject,
    action: 'records.deletion_decided',
    subject: { kind: 'record-deletion', id },
    ...{ legalEntity, reason: decision.reason, correlationId },
    detail: { month, decision: decision.decision, meant: row.shown },
  });
  await writeDeletionEvent(db, ids, {
    type: 'kontor.deletion.decided.v1',
    ...{ deletion: id, month, legalEntity, correlationId },
    facts: { decision: decision.decision, by: actor.subject },
  });
}

function outcomeOfNothing(row: DeletionRow, version: number): DeletionDecisionOutcome {
  if (row.version === version) {
    const detail = row.is_over ? POSSIBLE.expired : POSSIBLE[row.status];
    return { kind: 'impossible', detail };
  }
  const quicker = quickerOf(row);
  return { kind: 'stale', ...(quicker && { quicker }) };
}

function quickerOf(row: DeletionRow): Quicker | undefined {
  const { decided_by: by, decided_at: at } = row;
  if (by === null || at === null) return undefined;
  const did = row.status === 'declined' ? 'declined it' : 'approved it';
  return { by, at, sentence: `${nameIn(row, by)} ${did} at ${at.slice(11, 19)} UTC.` };
}

const POSSIBLE: Readonly<Record<RecordDeletion['status'], string>> = {
  asked: 'A second person has to decide.',
  approved: 'It was approved already, and is carried out.',
  declined: 'It was declined already.',
  done: 'It is done.',
  expired: 'Its time is over: somebody has to ask for it again.',
  stopped: 'A restore of an older backup stopped it: somebody has to ask for it again.',
};

const STATEMENTS = {
  approve: {
    name: 'approve_record_deletion',
    text: `
      update record_deletion
      set status = 'approved', decided_by = $3, decided_at = now(), decision_reason = $4,
          version = version + 1
      where deletion_id = $1 and version = $2 and status = 'asked' and expires_at > now()`,
  },
  decline: {
    name: 'decline_record_deletion',
    text: `
      update record_deletion
      set status = 'declined', decided_by = $3, decided_at = now(), decision_reason = $4,
          ended_at = now(), version = version + 1
      where deletion_id = $1 and version = $2 and status = 'asked'`,
  },
} as const;

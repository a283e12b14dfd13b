/**
 * Close a deletion: its certificate, which is its entry in the audit trail, its event and its end,
 * in one database transaction. Until then the notes of what went prove it; they are written with
 * each batch, so a certificate is the same however often the work was interrupted.
 */

import { createHash } from 'node:crypto';
import type { RecordCertificate } from '@kontor/contracts';
import { present, type IdSource } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { writeAuditEntry } from '../../services/audit/write-audit-entry.ts';
import { wentOf, type DeletionWork } from './deletion-work.ts';
import { toSumsWire } from './sums.ts';
import { writeDeletionEvent } from './write-deletion-event.ts';

export type Ending = RecordCertificate['outcome'];

export async function certify(
  db: Queryable,
  ids: IdSource,
  work: DeletionWork,
  outcome: Ending,
): Promise<void> {
  const { deletion_id: id, legal_entity: legalEntity } = work;
  const certificate = await certificateOf(db, work, outcome);
  await db.query({
    name: 'close_deletion',
    text: CLOSE_DELETION,
    values: [id, outcome, JSON.stringify(certificate)],
  });
  const correlationId = `deletion-${id}`;
  await writeAuditEntry(db, {
    actor: 'engine',
    action: 'records.deleted',
    subject: { kind: 'record-deletion', id },
    ...{ legalEntity, reason: work.reason, detail: certificate, correlationId },
  });
  await writeDeletionEvent(db, ids, {
    type: 'kontor.deletion.ended.v1',
    ...{ deletion: id, month: work.month, legalEntity, correlationId },
    facts: {
      outcome,
      records: certificate.went.records,
      digest: certificate.digest.value,
    },
  });
}

/** One that nobody agreed to in time: nothing went, so there is nothing to certify. */
export async function letExpire(db: Queryable, work: DeletionWork): Promise<void> {
  await db.query({ name: 'let_deletion_expire', text: LET_EXPIRE, values: [work.deletion_id] });
  await writeAuditEntry(db, {
    actor: 'engine',
    action: 'records.deletion_expired',
    subject: { kind: 'record-deletion', id: work.deletion_id },
    legalEntity: work.legal_entity,
    reason: 'Nobody decided in time.',
    correlationId: `deletion-${work.deletion_id}`,
  });
}

async function certificateOf(
  db: Queryable,
  work: DeletionWork,
  outcome: Ending,
): Promise<RecordCertificate> {
  const { rows, ...went } = wentOf(work);
  return {
    ...{ deletion: work.deletion_id, month: work.month, legalEntity: work.legal_entity, outcome },
    ...{ term: work.term, dueBefore: work.due_before },
    ...{ reason: work.reason, askedBy: work.asked_by, askedAt: work.asked_at },
    approvedBy: present(work.decided_by, 'two people agreed'),
    approvedAt: present(work.decided_at, 'two people agreed'),
    approvalReason: present(work.decision_reason, 'two people agreed'),
    meant: toSumsWire(work.shown),
    went: toSumsWire(went),
    rows,
    digest: { algorithm: 'SHA-256', value: await digestOf(db, work.deletion_id) },
  };
}

/** Of a line `id fingerprint` for each record that went, in the order of the bytes of the ids. */
async function digestOf(db: Queryable, deletionId: string): Promise<string> {
  const hash = createHash('sha256');
  for (let after = ''; ;) {
    const { rows } = await db.query<NoteRow>({
      name: 'read_notes_of_deletion',
      text: READ_NOTES,
      values: [deletionId, after, NOTES_AT_ONCE],
    });
    for (const { transaction_id: id, fingerprint } of rows) hash.update(`${id} ${fingerprint}\n`);
    const last = rows.at(-1);
    if (!last || rows.length < NOTES_AT_ONCE) return hash.digest('hex');
    after = last.transaction_id;
  }
}

const READ_NOTES = `
  select transaction_id, encode(fingerprint, 'hex') as fingerprint
  from deleted_record
  where deletion_id = $1 and transaction_id collate "C" > $2
  order by transaction_id collate "C"
  limit $3
`;

type NoteRow = { readonly transaction_id: string; readonly fingerprint: string };

const CLOSE_DELETION = `
  update record_deletion
  set status = $2, certificate = $3, ended_at = coalesce(ended_at, now()), version = version + 1
  where deletion_id = $1
`;

const LET_EXPIRE = `
  update record_deletion
  set status = 'expired', ended_at = now(), version = version + 1
  where deletion_id = $1
`;

/** A megabyte of lines. */
const NOTES_AT_ONCE = 10_000;

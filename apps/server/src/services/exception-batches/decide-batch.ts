import { present } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { BatchDecision, BatchDecisionOutcome } from '../../gateway/batch-services.ts';
import type { Call, Quicker } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { fromBatchRow, nameIn, type BatchRow } from './batch-row.ts';
import { readBatch } from './list-batches.ts';

/** By another person than the one who asked, which a constraint holds as well. */
export function decideBatch(
  pool: pg.Pool,
  call: Call,
  { id, decision, reason, version }: BatchDecision,
): Promise<BatchDecisionOutcome> {
  return inTransaction(pool, async (db): Promise<BatchDecisionOutcome> => {
    const before = await readBatch(db, call, id);
    if (!before) return { kind: 'absent' };
    const by = call.actor.subject;
    if (before.requested_by === by) return { kind: 'own_work' };
    const { rowCount } = await db.query({
      name: 'decide_exception_batch',
      text: DECIDE_EXCEPTION_BATCH,
      values: [id, version, decision === 'approve' ? 'running' : 'declined', by, reason],
    });
    const row = present(await readBatch(db, call, id), 'it was there');
    if (rowCount === 0) {
      if (row.status === 'waiting') return { kind: 'stale' };
      const quicker = quickerOf(row);
      if (quicker) return { kind: 'stale', quicker };
      return { kind: 'impossible', detail: 'It does not wait for anybody.' };
    }
    await writeAuditEntry(db, {
      actor: by,
      action: 'exception_batch.decided',
      subject: { kind: 'exception-batch', id },
      reason,
      detail: { decision },
      correlationId: call.correlationId,
    });
    return { kind: 'found', value: fromBatchRow(row) };
  });
}

function quickerOf(row: BatchRow): Quicker | undefined {
  if (row.decided_by === null || row.decided_at === null) return undefined;
  const did = row.status === 'declined' ? 'declined it' : 'approved it';
  const sentence = `${nameIn(row, row.decided_by)} ${did} at ${row.decided_at.slice(11, 19)} UTC.`;
  return { by: row.decided_by, at: row.decided_at, sentence };
}

const DECIDE_EXCEPTION_BATCH = `
  update exception_batch
  set status = $3, decided_by = $4, decided_at = now(), decision_reason = $5,
      finished_at = case when $3 = 'declined' then now() end, version = version + 1
  where batch_id = $1 and version = $2 and status = 'waiting'
`;

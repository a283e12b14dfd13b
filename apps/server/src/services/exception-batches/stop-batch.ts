import type { ExceptionBatch } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { inTransaction } from '@kontor/postgres';
import type pg from 'pg';
import type { Absent, Call, Found, Impossible } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { fromBatchRow } from './batch-row.ts';
import { readBatch } from './list-batches.ts';

/**
 * Nothing more of it is begun. The row is locked by whoever works on an exception of it, so that
 * the one that is under way is finished before this answers.
 */
export function stopBatch(
  pool: pg.Pool,
  call: Call,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Found<ExceptionBatch> | Absent | Impossible> {
  return inTransaction(pool, async (db) => {
    if (!(await readBatch(db, call, id))) return { kind: 'absent' };
    const by = call.actor.subject;
    const { rowCount } = await db.query({
      name: 'stop_exception_batch',
      text: STOP_EXCEPTION_BATCH,
      values: [id, by],
    });
    const row = present(await readBatch(db, call, id), 'it was there');
    if (rowCount === 0) {
      if (row.status === 'stopped') return { kind: 'found', value: fromBatchRow(row) };
      return { kind: 'impossible', detail: `It is over already: ${row.status}.` };
    }
    await writeAuditEntry(db, {
      actor: by,
      action: 'exception_batch.stopped',
      subject: { kind: 'exception-batch', id },
      reason,
      correlationId: call.correlationId,
    });
    return { kind: 'found', value: fromBatchRow(row) };
  });
}

const STOP_EXCEPTION_BATCH = `
  update exception_batch
  set status = 'stopped', stopped_by = $2, finished_at = now(), version = version + 1
  where batch_id = $1 and status in ('waiting', 'running')
`;

/**
 * Pause a connection, or resume it. The queues of this process obey before the answer is given,
 * those of others within a second.
 * Asking for what is so already changes nothing and leaves no second audit entry.
 */

import type { Connection } from '@kontor/contracts';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type { Absent, Call, ConnectionChange, Found } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { OperationsContext } from './operations-service.ts';
import { readConnectionViews } from './read-connection-views.ts';

export function pauseConnection(
  context: OperationsContext,
  call: Call,
  { name, reason }: ConnectionChange,
): Promise<Found<Connection> | Absent> {
  return change(context, call, { name, reason, pausedReason: reason });
}

export function resumeConnection(
  context: OperationsContext,
  call: Call,
  { name, reason }: ConnectionChange,
): Promise<Found<Connection> | Absent> {
  return change(context, call, { name, reason, pausedReason: null });
}

type Change = ConnectionChange & { readonly pausedReason: string | null };

async function change(
  context: OperationsContext,
  call: Call,
  asked: Change,
): Promise<Found<Connection> | Absent> {
  await inTransaction(context.pool, async (db) => {
    if (!(await updateConnection(db, asked))) return;
    await writeAuditEntry(db, {
      actor: call.actor.subject,
      action: asked.pausedReason === null ? 'connection.resumed' : 'connection.paused',
      subject: { kind: 'connection', id: asked.name },
      reason: asked.reason,
      correlationId: call.correlationId,
    });
  });
  await context.obeySettings();
  const [value] = await readConnectionViews(context, asked.name);
  return value ? { kind: 'found', value } : { kind: 'absent' };
}

/** False when it is not there, or is paused (or runs) already. */
async function updateConnection(db: Queryable, { name, pausedReason }: Change): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'pause_or_resume_connection',
    text: PAUSE_OR_RESUME_CONNECTION,
    values: [name, pausedReason],
  });
  return rowCount === 1;
}

const PAUSE_OR_RESUME_CONNECTION = `
  update connection
  set paused_reason = $2, version = version + 1
  where name = $1 and (paused_reason is null) <> ($2::text is null)
`;

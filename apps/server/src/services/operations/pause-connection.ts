/**
 * Pause a connection, or resume it. The queues of this process obey before the answer is given,
 * those of others within a second.
 * A pause with an end goes on by itself: the lease compares it with the clock of the database.
 * Asking for what is so already changes nothing and leaves no second audit entry; whoever says
 * which version they saw learns who was quicker.
 */

import type { Connection } from '@kontor/contracts';
import { inTransaction, type Queryable } from '@kontor/postgres';
import { parseInstant, type Instant } from '@kontor/kernel';
import { isLater, TOO_LATE } from '../drain/drain-service.ts';
import { lockConnection } from '../drain/lock-connection.ts';
import type {
  Absent,
  Call,
  ConnectionChange,
  Found,
  Impossible,
  Overtaken,
} from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { lastConnectionChange } from './last-connection-change.ts';
import type { OperationsContext } from './operations-service.ts';
import { readConnectionViews } from './read-connection-views.ts';

type Outcome = Found<Connection> | Absent | Overtaken;

export function pauseConnection(
  context: OperationsContext,
  call: Call,
  asked: ConnectionChange & { readonly until?: string },
): Promise<Outcome | Impossible> {
  const { until } = asked;
  if (until !== undefined && !isLater(until, context.clock)) return Promise.resolve(TOO_LATE);
  const pausedUntil = until === undefined ? null : (parseInstant(until) ?? null);
  return change(context, call, { ...asked, pausedReason: asked.reason, pausedUntil });
}

export function resumeConnection(
  context: OperationsContext,
  call: Call,
  asked: ConnectionChange,
): Promise<Outcome> {
  return change(context, call, { ...asked, pausedReason: null, pausedUntil: null });
}

type Change = ConnectionChange & {
  readonly pausedReason: string | null;
  readonly pausedUntil: Instant | null;
};

async function change(context: OperationsContext, call: Call, asked: Change): Promise<Outcome> {
  const { name, reason, version } = asked;
  const overtaken = await inTransaction(context.pool, async (db) => {
    const present = await lockConnection(db, name);
    if (present === undefined) return undefined;
    if (version !== undefined && version !== present) return lastConnectionChange(db, name);
    if (!(await updateConnection(db, asked))) return undefined;
    await writeAuditEntry(db, {
      actor: call.actor.subject,
      action: asked.pausedReason === null ? 'connection.resumed' : 'connection.paused',
      subject: { kind: 'connection', id: name },
      reason,
      ...(asked.pausedUntil !== null && { detail: { until: asked.pausedUntil } }),
      correlationId: call.correlationId,
    });
    return undefined;
  });
  if (overtaken !== undefined) return { kind: 'stale', detail: overtaken };
  await context.obeySettings();
  const [value] = await readConnectionViews(context, name);
  return value ? { kind: 'found', value } : { kind: 'absent' };
}

/** False when it is not there, or is paused (or runs) already. */
async function updateConnection(
  db: Queryable,
  { name, pausedReason, pausedUntil }: Change,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'pause_or_resume_connection',
    text: PAUSE_OR_RESUME_CONNECTION,
    values: [name, pausedReason, pausedUntil],
  });
  return rowCount === 1;
}

const PAUSE_OR_RESUME_CONNECTION = `
  update connection
  set paused_reason = $2, paused_until = $3::timestamptz, version = version + 1
  where name = $1
    and ((paused_reason is null) <> ($2::text is null)
         or paused_until is distinct from $3::timestamptz)
`;

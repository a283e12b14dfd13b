import type { Connection } from '@kontor/contracts';
import type { Absent, Call, Found, Impossible } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import type { OperationsContext } from './operations-service.ts';
import { readConnectionViews } from './read-connection-views.ts';

/** Asks for the master data to be read anew, and does not wait for it. */
export async function refreshConnection(
  context: OperationsContext,
  call: Call,
  name: string,
): Promise<Found<Connection> | Absent | Impossible> {
  const [value] = await readConnectionViews(context, name);
  if (!value) return { kind: 'absent' };
  if (!context.refreshMasterData(name)) {
    return { kind: 'impossible', detail: 'This system has no master data that Kontor reads.' };
  }
  await writeAuditEntry(context.pool, {
    actor: call.actor.subject,
    action: 'connection.master_data_refreshed',
    subject: { kind: 'connection', id: name },
    correlationId: call.correlationId,
  });
  return { kind: 'found', value };
}

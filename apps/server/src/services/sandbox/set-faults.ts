/**
 * Throws the switches of a simulated system. The entry in the audit trail is written first: a
 * switch that was thrown without one could not be explained, one that was not thrown is harmless.
 */

import type { ConnectionFaults } from '@kontor/contracts';
import type { Absent, Call, FaultsChange, Found, Unavailable } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { FAULTS_PATH, readFaults, toFaults } from './read-faults.ts';
import type { SandboxContext } from './sandbox-service.ts';

export async function setFaults(
  context: SandboxContext,
  call: Call,
  { name, faults }: FaultsChange,
): Promise<Found<ConnectionFaults> | Absent | Unavailable> {
  const controls = context.controlsOf(name);
  if (!controls) return { kind: 'absent' };
  const before = await readFaults(context, name);
  if (before.kind !== 'found') return before;
  await writeAuditEntry(context.pool, {
    actor: call.actor.subject,
    action: 'connection.faults_set',
    subject: { kind: 'connection', id: name },
    detail: { from: before.value, to: faults },
    correlationId: call.correlationId,
  });
  return toFaults(
    await controls({
      method: 'PUT',
      path: FAULTS_PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    }),
  );
}

import type { Delivery } from '@kontor/contracts';
import type { DeliveryId } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Absent, Call, Found } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromDeliveryRow, readDelivery } from './delivery-row.ts';

/** Attempt by attempt. What was exchanged with a system is not read without a trace. */
export async function findDelivery(
  db: Queryable,
  call: Call,
  id: DeliveryId,
): Promise<Found<Delivery> | Absent> {
  const row = await readDelivery(db, id, legalEntitiesOf(call));
  if (!row) return { kind: 'absent' };
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: 'delivery.read',
    subject: { kind: 'delivery', id },
    legalEntity: row.legal_entity,
    correlationId: call.correlationId,
  });
  return { kind: 'found', value: fromDeliveryRow(row) };
}

import { unreachable } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Settlement } from '../engine-store.ts';

export async function updateDeliveries(
  db: Queryable,
  settlements: readonly Settlement[],
): Promise<void> {
  const rows = settlements.filter(isChanged).map(toDeliveryRow);
  if (rows.length === 0) return;
  await db.query({ text: UPDATE_DELIVERIES, values: [JSON.stringify(rows)] });
}

// Without a name it is planned each time, for the table as it is: a plan that was kept from when
// the table was small read all of it for every batch. `any` leaves no room for a hash of all of it.
const UPDATE_DELIVERIES = `
  update delivery
  set status = coalesce(change.status, delivery.status),
      attempts = delivery.attempts + change.attempts,
      look_ups = coalesce(change.look_ups, delivery.look_ups),
      strikes = coalesce(change.strikes, delivery.strikes),
      last_sent_at = case when change.sent then now() else delivery.last_sent_at end,
      external_reference = coalesce(change.external_reference, delivery.external_reference),
      last_detail = coalesce(change.detail, delivery.last_detail),
      finished_at = case when change.finished then now() end
  from jsonb_to_recordset($1::jsonb) as change
    (delivery_id text, status text, attempts integer, look_ups integer, strikes integer,
     sent boolean, external_reference text, detail text, finished boolean)
  where delivery.delivery_id = any(array[change.delivery_id])
`;

function isChanged({ result }: Settlement): boolean {
  return result.kind !== 'untouched' || result.wasSent === true;
}

function toDeliveryRow({ head, attempts, result }: Settlement) {
  const row = { delivery_id: head.deliveryId, attempts: attempts.length };
  switch (result.kind) {
    case 'finished':
      return {
        ...row,
        status: result.status,
        external_reference: result.externalReference,
        detail: result.detail,
        finished: true,
      };
    case 'again':
      return {
        ...row,
        status: result.isInDoubt ? 'in_doubt' : 'waiting',
        look_ups: result.lookUps,
        strikes: result.strikes,
        sent: result.wasSent,
        detail: result.detail,
        finished: false,
      };
    case 'parked':
      return { ...row, status: 'parked', detail: result.detail, finished: false };
    case 'untouched':
      return { ...row, sent: result.wasSent, finished: false };
    default:
      return unreachable(result);
  }
}

/** Every system that it reached: what was asked and answered, and its place in line. */

import type { SystemView } from '@kontor/contracts';
import type { TransactionId } from '@kontor/kernel';
import type { ProcessDefinition } from '@kontor/process';
import type { Queryable } from '@kontor/postgres';
import type { Call } from '../../../../gateway/services.ts';
import {
  fromDeliveryRow,
  readDeliveriesWithAttempts,
  type DeliveryRow,
} from '../../../deliveries/delivery-row.ts';
import { cutLine } from '../../../wire/cut-text.ts';
import { legalEntitiesOf } from '../../../wire/legal-entities-of.ts';
import { systemOf, type Wording } from '../../transactions/rows/to-row.ts';
import { readLanePlace } from './read-lane-place.ts';

type Reading = Pick<Wording, 'titleOf'> & {
  readonly definition: ProcessDefinition;
  readonly call: Call;
};

export async function readSystems(
  db: Queryable,
  reading: Reading,
  id: TransactionId,
): Promise<SystemView[]> {
  const entities = legalEntitiesOf(reading.call);
  const rows = await readDeliveriesWithAttempts(db, id, entities);
  const systems: SystemView[] = [];
  for (const row of rows) {
    const isInLine = row.status === 'waiting' || row.status === 'in_doubt';
    const lane = isInLine ? await readLanePlace(db, row.delivery_id, entities) : undefined;
    systems.push({ ...toSystemView(row, reading), ...(lane && { lane }) });
  }
  return systems;
}

function toSystemView(row: DeliveryRow, { definition, call, titleOf }: Reading): SystemView {
  const { id, connection, operation, status, reference, attempts, ...rest } = fromDeliveryRow(row);
  const step = definition.steps.find(({ name }) => name === row.step);
  const isStopped = row.status === 'parked' && row.exception_id !== null;
  return {
    delivery: id,
    connection,
    system: cutLine(systemOf(connection, { titleOf }), 200),
    effect: step?.kind === 'deliver' ? step.title : row.step,
    direction: row.direction,
    operation,
    status,
    state: stateOf(row),
    reference,
    attempts,
    canReplay: isStopped && call.actor.permissions.has('deliveries:replay'),
    ...(rest.externalReference !== undefined && { externalReference: rest.externalReference }),
    ...(rest.nextAttemptAt !== undefined && { nextAttemptAt: rest.nextAttemptAt }),
  };
}

const STATES = {
  waiting: 'working',
  in_doubt: 'in-doubt',
  confirmed: 'done',
  rejected: 'refused',
  parked: 'waiting',
  abandoned: 'refused',
} as const satisfies Record<DeliveryRow['status'], SystemView['state']>;

function stateOf({ status, held_reason, lines }: DeliveryRow): SystemView['state'] {
  if (status === 'parked' && lines.at(-1)?.outcome === 'unknown') return 'in-doubt';
  return status === 'waiting' && held_reason !== null ? 'held' : STATES[status];
}

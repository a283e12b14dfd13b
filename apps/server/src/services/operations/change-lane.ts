/**
 * Hold a lane, or release it. A lane that a parked delivery holds is released by deciding about
 * that delivery, never by hand: what stands behind it would overtake it.
 */

import type { Lane } from '@kontor/contracts';
import { present } from '@kontor/kernel';
import { inTransaction, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import type { Absent, Call, Found, Impossible, LaneChange } from '../../gateway/services.ts';
import { writeAuditEntry } from '../audit/write-audit-entry.ts';
import { legalEntitiesOf } from '../wire/legal-entities-of.ts';
import { fromLaneRow, SELECT_LANE, type LaneRow } from './lane-row.ts';

type Change<Kind> = LaneChange & { readonly kind: Kind };

export async function changeLane<Kind extends 'hold' | 'release'>(
  pool: pg.Pool,
  call: Call,
  change: Change<Kind>,
): Promise<Found<Lane> | Absent | (Kind extends 'release' ? Impossible : never)> {
  const outcome = await inTransaction(pool, (db) => changeInside(db, call, change));
  return outcome as Found<Lane> | Absent;
}

async function changeInside(
  db: Queryable,
  call: Call,
  { id, kind, reason }: Change<'hold' | 'release'>,
): Promise<Found<Lane> | Absent | Impossible> {
  if (!LANE_ID.test(id)) return { kind: 'absent' };
  await db.query({ name: 'lock_lane', text: LOCK_LANE, values: [id] });
  const row = await readLane(db, id, legalEntitiesOf(call));
  if (!row) return { kind: 'absent' };
  const isHeld = row.held_reason !== null;
  if (kind === 'hold' && isHeld) return { kind: 'found', value: fromLaneRow(row) };
  if (kind === 'release') {
    if (!isHeld) return { kind: 'impossible', detail: 'Nobody holds it.' };
    if (row.status === 'parked') {
      const detail = 'Its head stopped and needs a decision: resolve its exception.';
      return { kind: 'impossible', detail };
    }
  }
  await db.query({
    name: 'set_lane_hold',
    text: SET_LANE_HOLD,
    values: [id, kind === 'hold' ? reason : null],
  });
  await writeAuditEntry(db, {
    actor: call.actor.subject,
    action: kind === 'hold' ? 'lane.held' : 'lane.released',
    subject: { kind: 'lane', id },
    legalEntity: row.legal_entity,
    reason,
    correlationId: call.correlationId,
  });
  const changed = present(await readLane(db, id, legalEntitiesOf(call)), 'it is locked');
  return { kind: 'found', value: fromLaneRow(changed) };
}

async function readLane(
  db: Queryable,
  id: string,
  legalEntities: readonly string[],
): Promise<LaneRow | undefined> {
  const { rows } = await db.query<LaneRow>({
    name: 'read_lane',
    text: READ_LANE,
    values: [id, legalEntities],
  });
  return rows[0];
}

/** The contract takes any name; ours are numbers that fit a bigint. */
const LANE_ID = /^\d{1,18}$/;

const LOCK_LANE = `select 1 from lane where lane_id = $1 for update`;

const READ_LANE = `
  ${SELECT_LANE}
  where lane.lane_id = $1 and shown.legal_entity = any($2::text[])
`;

// What was leased before is finished; nothing more of the lane is handed out while it is held.
const SET_LANE_HOLD = `
  update lane set held_reason = $2 where lane_id = $1
`;

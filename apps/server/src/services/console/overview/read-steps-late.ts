import type { Queryable } from '@kontor/postgres';
import type { StepLevel } from './read-steps-done.ts';

export type StepsLateRow = {
  readonly process: string;
  readonly legal_entity: string;
  readonly count: number;
};

/** How many have not done their promised step although its time is over: queued, or parked. */
export async function readStepsLate(
  db: Queryable,
  levels: readonly StepLevel[],
): Promise<readonly StepsLateRow[]> {
  const { rows } = await db.query<StepsLateRow>({
    name: 'read_steps_late',
    text: READ_STEPS_LATE,
    values: [JSON.stringify(levels)],
  });
  return rows;
}

// What waits is found by the lanes that have work, what is parked by its own index: neither reads
// what was delivered before. `offset 0` keeps each look-up by key, without statistics.
export const READ_STEPS_LATE = `
  with unfinished as (
    select queued.transaction_id, queued.step
    from lane
    cross join lateral (
      select transaction_id, step
      from delivery
      where delivery.lane_id = lane.lane_id and delivery.position >= lane.head_position
        and delivery.status <> 'parked' and delivery.direction = 'forward'
      offset 0
    ) as queued
    where lane.head_position <= lane.tail_position
    union all
    select delivery.transaction_id, delivery.step
    from delivery
    where delivery.status = 'parked' and delivery.direction = 'forward'
  )
  select level.process, promised.legal_entity, count(*)::integer as count
  from unfinished
  cross join lateral (
    select process, legal_entity, accepted_at
    from transaction
    where transaction.transaction_id = unfinished.transaction_id
    offset 0
  ) as promised
  join jsonb_to_recordset($1::jsonb)
    as level (process text, step text, "withinSeconds" integer)
    on level.step = unfinished.step and level.process = promised.process
    and promised.accepted_at < now() - make_interval(secs => level."withinSeconds")
  group by level.process, promised.legal_entity
`;

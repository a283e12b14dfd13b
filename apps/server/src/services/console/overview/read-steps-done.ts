import type { Instant } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';

export type StepLevel = {
  readonly process: string;
  readonly step: string;
  readonly withinSeconds: number;
};

export type StepsDoneRow = {
  readonly process: string;
  readonly legal_entity: string;
  /** How long it took, by its logarithm: see `msOfBucket`. */
  readonly bucket: number;
  readonly in_time: number;
  readonly count: number;
};

/** How many did their promised step then, how long it took them, and how many were in time. */
export async function readStepsDone(
  db: Queryable,
  levels: readonly StepLevel[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly StepsDoneRow[]> {
  const { rows } = await db.query<StepsDoneRow>({
    name: 'read_steps_done',
    text: READ_STEPS_DONE,
    values: [JSON.stringify(levels), from, to],
  });
  return rows;
}

/** The longest time of a bucket; the shortest is a tenth less. */
export function msOfBucket(bucket: number): number {
  return Math.round(Math.exp(bucket / BUCKETS_PER_E));
}

const BUCKETS_PER_E = 10;

// The promises are joined last: they are few, and the planner does not know it. Doubles, because
// logarithms of numerics take longer than everything else together.
export const READ_STEPS_DONE = `
  with level as materialized (
    select process, step, "withinSeconds" as within_seconds
    from jsonb_to_recordset($1::jsonb) as level (process text, step text, "withinSeconds" integer)
  ), done as (
    select transaction.process, transaction.legal_entity, delivery.step,
           extract(epoch from delivery.finished_at - transaction.accepted_at)::float8 as seconds
    from delivery
    join transaction on transaction.transaction_id = delivery.transaction_id
    where delivery.step = any (select step from level)
      and delivery.status = 'confirmed' and delivery.direction = 'forward'
      and delivery.finished_at >= $2::timestamptz and delivery.finished_at < $3::timestamptz
  )
  select process, legal_entity,
         ceil(${BUCKETS_PER_E} * ln(greatest(1, 1000 * seconds)))::integer as bucket,
         count(*)::integer as count,
         (count(*) filter (where seconds <= within_seconds))::integer as in_time
  from done join level using (process, step)
  group by process, legal_entity, bucket
`;

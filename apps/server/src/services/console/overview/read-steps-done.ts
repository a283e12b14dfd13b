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

export const READ_STEPS_DONE = `
  select level.process, transaction.legal_entity,
         ceil(${BUCKETS_PER_E} * ln(greatest(1, 1000 * extract(epoch from
           delivery.finished_at - transaction.accepted_at))))::integer as bucket,
         count(*)::integer as count,
         (count(*) filter (where delivery.finished_at - transaction.accepted_at
           <= make_interval(secs => level."withinSeconds")))::integer as in_time
  from jsonb_to_recordset($1::jsonb)
    as level (process text, step text, "withinSeconds" integer)
  join delivery on delivery.step = level.step
    and delivery.status = 'confirmed' and delivery.direction = 'forward'
    and delivery.finished_at >= $2::timestamptz and delivery.finished_at < $3::timestamptz
  join transaction on transaction.transaction_id = delivery.transaction_id
    and transaction.process = level.process
  group by level.process, transaction.legal_entity, bucket
`;

/**
 * Write down which records a request means: what of the month is due now, and what hangs together
 * with it in other months, each by its id. Nothing is added afterwards; what a hold, or anything
 * else, keeps by the time it would go is left out then.
 */

import type { Queryable } from '@kontor/postgres';
import { daysOf } from '../../services/records/month-span.ts';
import {
  CLUSTER_OF_RECORD,
  STANDING_OF_RECORD,
  standingValues,
  termsIn,
  type StandingQuestion,
} from '../record-standing.ts';
import { NO_SUMS, plusRows, selectSums, type SumRow, type Sums } from './sums.ts';

export type NamingQuestion = Pick<StandingQuestion, 'asOf' | 'terms'> & {
  readonly deletionId: string;
  readonly month: string;
  readonly legalEntity: string;
};

/** In the database transaction that asks. */
export async function nameRecords(
  db: Queryable,
  { deletionId, month, legalEntity, asOf, terms }: NamingQuestion,
): Promise<Sums> {
  for (const day of daysOf(month)) {
    const question = { ...day, legalEntities: [legalEntity], asOf, terms };
    await db.query({
      name: 'name_records_of_day',
      text: NAME_RECORDS_OF_DAY,
      values: [...standingValues(question), deletionId],
    });
  }
  const { rows } = await db.query<SumRow>({
    name: 'sum_named_records',
    text: SUM_NAMED_RECORDS,
    values: [deletionId, month],
  });
  const sums = plusRows(NO_SUMS, rows);
  await db.query({
    name: 'keep_named_sums',
    text: 'update record_deletion set shown = $2 where deletion_id = $1',
    values: [deletionId, JSON.stringify(sums)],
  });
  return sums;
}

// What is due is told first and once: it asks a dozen tables.
export const NAME_RECORDS_OF_DAY = `
  with ${termsIn('$4', '$5')},
  due as materialized (
    select transaction_id
    from (
      select record.transaction_id, ${STANDING_OF_RECORD} as standing
      from transaction as record
      left join term on term.legal_entity = record.legal_entity
      where record.accepted_at >= $1 and record.accepted_at < $2
        and record.legal_entity = any($3::text[])
    ) as told
    where standing = 'due'
  )
  insert into record_deletion_item (deletion_id, transaction_id)
  select $6, member.transaction_id
  from due as record
  cross join lateral unnest(${CLUSTER_OF_RECORD}) as member (transaction_id)
  on conflict do nothing
`;

const SUM_NAMED_RECORDS = `
  with gone as (
    select one.currency, one.amount_minor, one.accepted_at
    from record_deletion_item as item
    cross join lateral (
      select currency, amount_minor, accepted_at
      from transaction where transaction.transaction_id = item.transaction_id
      offset 0
    ) as one
    where item.deletion_id = $1
  )
  ${selectSums('$2')}
`;

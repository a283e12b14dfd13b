/** Which records of a request go next, by the law as it is now: whole clusters, so many at most. */

import type { Queryable } from '@kontor/postgres';
import { CLUSTER_OF_RECORD, STANDING_OF_RECORD, termsIn } from '../record-standing.ts';

export type Law = {
  readonly deletionId: string;
  readonly legalEntity: string;
  /** Absent: its legal entity has no term any more, and nothing goes. */
  readonly dueBefore: string | undefined;
};

export type Chosen = {
  /** Every one that was looked at, and is done with. */
  readonly looked: readonly string[];
  readonly going: readonly string[];
};

export async function chooseBatch(db: Queryable, law: Law, recordsMax: number): Promise<Chosen> {
  const { rows } = await db.query<ItemRow>({
    name: 'judge_next_records',
    text: JUDGE_NEXT_RECORDS,
    values: [...lawValues(law), Math.min(LOOKED_AT_ONCE, recordsMax)],
  });
  const going = new Set<string>();
  const looked: string[] = [];
  for (const { transaction_id: id, goes_with: cluster } of rows) {
    if (cluster && !going.has(id)) {
      if (going.size > 0 && going.size + cluster.length > recordsMax) break;
      for (const member of cluster) going.add(member);
    }
    looked.push(id);
  }
  return { looked, going: [...going].sort() };
}

/** For `$1` to `$3` of what asks the law. */
export function lawValues({ deletionId, legalEntity, dueBefore }: Law): readonly unknown[] {
  return dueBefore === undefined ? [deletionId, [], []] : [deletionId, [legalEntity], [dueBefore]];
}

/** Whether a list of ids is all among those that the request means. */
export function areNamed(ids: string): string {
  return `(select count(*) from record_deletion_item as named
    where named.deletion_id = $1 and named.transaction_id = any(${ids})) = cardinality(${ids})`;
}

export const JUDGE_NEXT_RECORDS = `
  with ${termsIn('$2', '$3')},
  next as materialized (
    select transaction_id from record_deletion_item
    where deletion_id = $1 order by transaction_id limit $4
  ),
  due as materialized (
    select transaction_id
    from (
      select record.transaction_id, ${STANDING_OF_RECORD} as standing
      from next
      cross join lateral (
        select * from transaction
        where transaction.transaction_id = next.transaction_id
        offset 0
      ) as record
      left join term on term.legal_entity = record.legal_entity
    ) as told
    where standing = 'due'
  ),
  together as materialized (
    select record.transaction_id, ${CLUSTER_OF_RECORD} as cluster from due as record
  )
  select next.transaction_id,
    case when ${areNamed('together.cluster')} then together.cluster end as goes_with
  from next left join together using (transaction_id)
  order by next.transaction_id
`;

type ItemRow = {
  readonly transaction_id: string;
  readonly goes_with: readonly string[] | null;
};

/** Of clusters of one, as many as one batch lets go. */
const LOOKED_AT_ONCE = 250;

/**
 * Remember that something did not happen twice. Only the path that recognised a repeat pays for it.
 * One row for each thing and day: a caller that repeats itself without end raises a number.
 */

import type { Queryable } from '@kontor/postgres';

export type Prevented = {
  /**
   * same_key: the same request again; same_document: a document under another key; same_file: the
   * bytes of a bank file; same_statement: a statement that another file held too.
   */
  readonly kind: 'same_key' | 'same_document' | 'same_file' | 'same_statement';
  readonly legalEntity: string;
  /** What was there before. */
  readonly subject: {
    readonly kind: 'transaction' | 'bank-file' | 'bank-statement';
    readonly id: string;
  };
};

export async function countPrevented(
  db: Queryable,
  ...prevented: readonly Prevented[]
): Promise<void> {
  if (prevented.length === 0) return;
  await db.query({
    name: 'count_prevented',
    text: COUNT_PREVENTED,
    values: [
      prevented.map(({ kind }) => kind),
      prevented.map(({ legalEntity }) => legalEntity),
      prevented.map(({ subject }) => subject.kind),
      prevented.map(({ subject }) => subject.id),
    ],
  });
}

// In one order, so that two of these cannot deadlock.
const COUNT_PREVENTED = `
  insert into prevented_duplicate (day, kind, legal_entity, subject_kind, subject_id, times)
  select (now() at time zone 'utc')::date, kind, legal_entity, subject_kind, subject_id, count(*)
  from unnest($1::text[], $2::text[], $3::text[], $4::text[])
    as prevented (kind, legal_entity, subject_kind, subject_id)
  group by kind, legal_entity, subject_kind, subject_id
  order by kind, legal_entity, subject_id
  on conflict (day, kind, legal_entity, subject_id) do update
  set times = prevented_duplicate.times + excluded.times, last_at = now()
`;

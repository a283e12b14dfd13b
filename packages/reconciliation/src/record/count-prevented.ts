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

export async function countPrevented(db: Queryable, prevented: Prevented): Promise<void> {
  const { kind, legalEntity, subject } = prevented;
  await db.query({
    name: 'count_prevented',
    text: COUNT_PREVENTED,
    values: [kind, legalEntity, subject.kind, subject.id],
  });
}

const COUNT_PREVENTED = `
  insert into prevented_duplicate (day, kind, legal_entity, subject_kind, subject_id)
  values ((now() at time zone 'utc')::date, $1, $2, $3, $4)
  on conflict (day, kind, legal_entity, subject_id) do update
  set times = prevented_duplicate.times + 1, last_at = now()
`;

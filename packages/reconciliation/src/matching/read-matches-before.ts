import type { Queryable } from '@kontor/postgres';

export type MatchesBefore = {
  /** Which payments of a batch entry have a match. */
  readonly matchedDetails: ReadonlySet<number>;
  readonly wasTakenBack: boolean;
};

export async function readMatchesBefore(
  db: Queryable,
  bankEntryId: string,
): Promise<MatchesBefore> {
  const { rows } = await db.query<{ detail: number | null; status: string }>({
    name: 'read_matches_before',
    text: 'select detail, status from match where bank_entry_id = $1',
    values: [bankEntryId],
  });
  const effective = rows.filter(({ status }) => status !== 'released');
  return {
    matchedDetails: new Set(effective.flatMap(({ detail }) => detail ?? [])),
    wasTakenBack: effective.length < rows.length,
  };
}

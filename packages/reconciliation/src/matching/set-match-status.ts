import type { Queryable } from '@kontor/postgres';

type MatchStatus = {
  readonly bankEntryId: string;
  readonly status: 'none' | 'new' | 'open' | 'partly' | 'returned';
  /** Of an unmatched receipt: what it mentions, for open items that come later. */
  readonly searchKeys?: readonly string[];
};

/** The statuses that no trigger keeps, and when the rules last looked. */
export async function setMatchStatus(
  db: Queryable,
  { bankEntryId, status, searchKeys }: MatchStatus,
): Promise<void> {
  await db.query({
    name: 'set_match_status',
    text: SET_MATCH_STATUS,
    values: [bankEntryId, status, searchKeys?.slice(0, SEARCH_KEYS_MAX)],
  });
}

/** What a long remittance text yields; more would be a list, which a person matches anyway. */
const SEARCH_KEYS_MAX = 1_000;

const SET_MATCH_STATUS = `
  update bank_entry
  set match_status = $2, tried_at = now(), search_keys = coalesce($3, search_keys),
      version = version + case when match_status = $2 then 0 else 1 end
  where bank_entry_id = $1
`;

import type { Match } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { fromMatchRow, MATCH_COLUMNS, type MatchRow } from './match-view.ts';

/** Undefined when it is not there, or of another legal entity. */
export async function findMatch(
  db: Queryable,
  { id, permitted }: { readonly id: string; readonly permitted: ReadonlySet<string> },
): Promise<Match | undefined> {
  const { rows } = await db.query<MatchRow>({
    name: 'find_match',
    text: FIND_MATCH,
    values: [id, [...permitted]],
  });
  return rows[0] && fromMatchRow(rows[0]);
}

const FIND_MATCH = `
  select ${MATCH_COLUMNS} from match where match_id = $1 and legal_entity = any ($2)
`;

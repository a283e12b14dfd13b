import type { MatchRefusal } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { fromRefusalRow, REFUSAL_COLUMNS, type RefusalRow } from './refusal-view.ts';

/** Undefined when it is not there, or of another legal entity. */
export async function findRefusal(
  db: Queryable,
  { id, permitted }: { readonly id: string; readonly permitted: ReadonlySet<string> },
): Promise<MatchRefusal | undefined> {
  const { rows } = await db.query<RefusalRow>({
    name: 'find_match_refusal',
    text: FIND_REFUSAL,
    values: [id, [...permitted]],
  });
  return rows[0] && fromRefusalRow(rows[0]);
}

const FIND_REFUSAL = `
  select ${REFUSAL_COLUMNS} from match_refusal
  where match_refusal_id = $1 and legal_entity = any ($2)
`;

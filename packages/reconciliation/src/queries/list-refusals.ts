/** Newest first. */

import type { MatchRefusal, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { placeAfter, toPage } from './page.ts';
import { fromRefusalRow, REFUSAL_COLUMNS, type RefusalRow } from './refusal-view.ts';

export type RefusalFilters = { readonly legalEntity?: string; readonly bankEntry?: string };

export async function listRefusals(
  db: Queryable,
  permitted: ReadonlySet<string>,
  { legalEntity, bankEntry }: RefusalFilters,
  page: PageRequest,
): Promise<Page<MatchRefusal>> {
  const { rows } = await db.query<RefusalRow & { readonly place: string }>({
    name: 'list_match_refusals',
    text: LIST_REFUSALS,
    values: [[...permitted], legalEntity, bankEntry, ...placeAfter(page), page.size + 1],
  });
  return toPage(rows, page, fromRefusalRow);
}

const LIST_REFUSALS = `
  select jsonb_build_array(refused_at::text, match_refusal_id)::text as place, ${REFUSAL_COLUMNS}
  from match_refusal
  where legal_entity = any ($1)
    and ($2::text is null or legal_entity = $2)
    and ($3::text is null or bank_entry_id = $3)
    and ($4::timestamptz is null or (refused_at, match_refusal_id) < ($4, $5))
  order by refused_at desc, match_refusal_id desc
  limit $6
`;

/** Newest first. */

import type { Match, Page, PageRequest } from '@kontor/contracts';
import type { Queryable } from '@kontor/postgres';
import { fromMatchRow, MATCH_COLUMNS, type MatchRow } from './match-view.ts';
import { placeAfter, toPage } from './page.ts';

export type MatchFilters = {
  readonly status?: Match['status'];
  readonly legalEntity?: string;
  readonly bankEntry?: string;
  readonly openItem?: string;
};

export async function listMatches(
  db: Queryable,
  permitted: ReadonlySet<string>,
  filters: MatchFilters,
  page: PageRequest,
): Promise<Page<Match>> {
  const { rows } = await db.query<MatchRow & { readonly place: string }>({
    name: 'list_matches',
    text: LIST_MATCHES,
    values: [
      [...permitted],
      filters.status && STORED_STATUSES[filters.status],
      filters.legalEntity,
      filters.bankEntry,
      filters.openItem,
      ...placeAfter(page),
      page.size + 1,
    ],
  });
  return toPage(rows, page, fromMatchRow);
}

const STORED_STATUSES: Readonly<Record<Match['status'], readonly string[]>> = {
  effective: ['made'],
  reversed: ['releasing', 'released'],
};

const LIST_MATCHES = `
  select jsonb_build_array(made_at::text, match_id)::text as place, ${MATCH_COLUMNS}
  from match
  where legal_entity = any ($1)
    and ($2::text[] is null or status = any ($2))
    and ($3::text is null or legal_entity = $3)
    and ($4::text is null or bank_entry_id = $4)
    and ($5::text is null or exists (
      select from claim where claim.match_id = match.match_id and claim.open_item_id = $5))
    and ($6::timestamptz is null or (made_at, match_id) < ($6, $7))
  order by made_at desc, match_id desc
  limit $8
`;

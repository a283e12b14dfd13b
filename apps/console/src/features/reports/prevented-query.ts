/** What the list of prevented duplicates asks, and what of it stands in the address. */

import { listPreventedDuplicates, type PreventedKind } from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { type ReportsSearch, validateReportsSearch } from './reports-query.ts';

export type PreventedSearch = ReportsSearch & { readonly kind: PreventedKind };

export function validatePreventedSearch(search: Record<string, unknown>): PreventedSearch {
  const kind = PREVENTED_KINDS.find((known) => known === search['kind']) ?? 'same-key';
  return { kind, ...validateReportsSearch(search) };
}

export const preventedQuery = ({ kind, from, to, legalEntity }: PreventedSearch) =>
  infiniteQueryOptions({
    queryKey: ['transactions', 'prevented', kind, from, to, legalEntity],
    queryFn: ({ signal, pageParam }) =>
      call(listPreventedDuplicates, {
        query: { kind, from, to, legalEntity, page_size: PAGE_SIZE, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    placeholderData: keepPreviousData,
    meta: { topics: ['bank'] },
  });

export const PREVENTED_KINDS: readonly PreventedKind[] = [
  ...(['same-key', 'same-document', 'found-by-look-up', 'same-file', 'same-statement'] as const),
];
const PAGE_SIZE = 100;

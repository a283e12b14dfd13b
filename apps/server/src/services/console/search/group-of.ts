import type { SearchHit, SearchResults } from '@kontor/contracts';

export type Group = SearchResults['groups'][number];

/** A finder answers one more than is shown, so that it is known whether there are more. */
export const HITS_MAX = 8;

export function groupOf(title: string, hits: readonly SearchHit[]): Group {
  return { title, hits: hits.slice(0, HITS_MAX), hasMore: hits.length > HITS_MAX };
}

/**
 * Pages by keyset: a page starts after the last row of the page before, so rows that arrive
 * meanwhile neither shift nor repeat what was shown. The place is the sort key as text, exact to
 * the microsecond.
 */

import type { Page, PageRequest } from '@kontor/contracts';
import { assert } from '@kontor/kernel';

export type Place = readonly [sortKey: string | undefined, id: string | undefined];

export function placeAfter({ after }: PageRequest): Place {
  if (after === undefined) return [undefined, undefined];
  const place: unknown = JSON.parse(after);
  assert(Array.isArray(place) && place.length === 2, 'a place is one that we gave');
  return [String(place[0]), String(place[1])];
}

/** `rows` were read with one more than the page holds: it tells whether there is a next one. */
export function toPage<Row extends { readonly place: string }, Item>(
  rows: readonly Row[],
  { size }: PageRequest,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, size);
  const items = shown.map(toItem);
  const last = shown.at(-1);
  return rows.length > size && last ? { items, next: last.place } : { items };
}

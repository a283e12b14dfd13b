/** The workspace with what is chosen in it: rows of both panes, the selection, its plan. */

import type { Reconciliation, ReconciliationItem, ReconciliationLine } from '@kontor/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { planMatches, type DifferenceChoice, type Plan } from './plan-matches.ts';
import {
  itemIdsOf,
  lineIdsOf,
  moreItemsQuery,
  moreLinesQuery,
  type ReconciliationSearch,
} from './reconciliation-search.ts';

export type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly loadMore: () => void;
};

/** An open item, with how sure the rules are that it belongs to what is selected. */
export type ItemRow = ReconciliationItem & { readonly confidence?: number };

export function useLines(search: ReconciliationSearch, data: Reconciliation) {
  const token = data.bankLines?.next_page_token;
  const [wantsMore, setWantsMore] = useState(false);
  const more = useInfiniteQuery({
    ...moreLinesQuery(search, token),
    enabled: wantsMore && token !== undefined,
  });
  const pages = more.data?.pages.flatMap(({ items }) => items) ?? [];
  const rows = distinct([...(data.bankLines?.items ?? []), ...(token === undefined ? [] : pages)]);
  return toRows<ReconciliationLine>(rows, token, more, () => setWantsMore(true));
}

export function useItems(search: ReconciliationSearch, data: Reconciliation) {
  const token = data.openItems.next_page_token;
  const [wantsMore, setWantsMore] = useState(false);
  const more = useInfiniteQuery({
    ...moreItemsQuery(search, token),
    enabled: wantsMore && token !== undefined,
  });
  const pages = more.data?.pages.flatMap(({ items }) => items) ?? [];
  const listed = [...data.openItems.items, ...(token === undefined ? [] : pages)];
  const rows = distinct<ItemRow>([...suggestedFirst(data), ...listed]);
  return toRows<ItemRow>(rows, token, more, () => setWantsMore(true));
}

/** What the rules suggest stands first, the surest on top. */
function suggestedFirst({ selected }: Reconciliation): readonly ItemRow[] {
  return selected.suggestions.flatMap(({ allocations, confidence }) =>
    allocations.flatMap(({ openItem }) => {
      const item = selected.openItems.find(({ id }) => id === openItem);
      return item && isOpen(item) ? [{ ...item, confidence }] : [];
    }),
  );
}

export type Chosen = {
  readonly lines: readonly ReconciliationLine[];
  readonly items: readonly ReconciliationItem[];
  readonly plan: Plan;
};

/** What was matched meanwhile falls out of the selection; what is still valid stays. */
export function chosenOf(
  search: ReconciliationSearch,
  { selected }: Reconciliation,
  typed: {
    readonly amounts: Readonly<Record<string, string>>;
    readonly difference: DifferenceChoice;
  },
): Chosen {
  const lineIds = lineIdsOf(search) ?? [];
  const itemIds = itemIdsOf(search) ?? [];
  const lines = selected.bankLines.filter(
    ({ id, status }) => lineIds.includes(id) && (status === 'open' || status === 'partly'),
  );
  const items = selected.openItems.filter((item) => itemIds.includes(item.id) && isOpen(item));
  return { lines, items, plan: planMatches({ lines, items, ...typed }) };
}

function isOpen({ status }: ReconciliationItem): boolean {
  return status === 'open' || status === 'partly';
}

function distinct<Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

type More = {
  readonly hasNextPage: boolean;
  readonly isFetching: boolean;
  readonly data?: unknown;
  readonly fetchNextPage: () => unknown;
};

function toRows<Row>(
  rows: readonly Row[],
  token: string | undefined,
  more: More,
  begin: () => void,
): Rows<Row> {
  const hasMore = token !== undefined && (more.data === undefined || more.hasNextPage);
  const loadMore = () => {
    if (more.data === undefined) begin();
    else if (more.hasNextPage && !more.isFetching) more.fetchNextPage();
  };
  return { rows, hasMore, loadMore };
}

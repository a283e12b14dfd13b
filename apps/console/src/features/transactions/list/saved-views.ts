/** Lists that people come back to: some for everybody, and those that a person named. */

import { useStored } from '../../../lib/stored.ts';
import { type TransactionsSearch, validateTransactionsSearch } from './transactions-search.ts';

export type View = { readonly name: string; readonly search: TransactionsSearch };

export const VIEWS: readonly View[] = [
  { name: 'All', search: {} },
  { name: 'Today', search: { from: 'today' } },
  { name: 'Waiting for someone', search: { state: 'waiting' } },
  { name: 'Late', search: { late: true, sort: 'oldest-unfinished' } },
  { name: 'In doubt', search: { state: 'in-doubt' } },
  { name: 'Refused', search: { state: 'refused' } },
  { name: 'Credit notes', search: { kind: 'credit-note' } },
];

export function useSavedViews() {
  const [saved, store] = useStored<readonly View[]>('transactions views', {
    fallback: NONE,
    read: readViews,
  });
  return {
    saved,
    save: (view: View) => store([...saved.filter(({ name }) => name !== view.name), view]),
    forget: (name: string) => store(saved.filter((view) => view.name !== name)),
  };
}

/** Whether both show the same list. */
export function isSameSearch(left: TransactionsSearch, right: TransactionsSearch): boolean {
  return inOrder(left) === inOrder(right);
}

function inOrder(search: TransactionsSearch): string {
  return JSON.stringify(Object.entries(search).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function readViews(stored: unknown): readonly View[] {
  if (!Array.isArray(stored)) return NONE;
  return stored.flatMap((view: unknown) => {
    if (typeof view !== 'object' || view === null || !('name' in view)) return [];
    const { name, search } = view as { readonly name: unknown; readonly search?: unknown };
    if (typeof name !== 'string' || typeof search !== 'object' || search === null) return [];
    return [{ name, search: validateTransactionsSearch({ ...search }) }];
  });
}

const NONE: readonly View[] = [];

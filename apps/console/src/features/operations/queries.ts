/** What the overview and the connections read, and how often while something moves. */

import {
  getConnectionFaults,
  getConsoleConnection,
  getOverview,
  listConsoleConnections,
  listUnknownPostings,
  type ConnectionLine,
} from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { call } from '../../lib/call.ts';

export const overviewQuery = () =>
  queryOptions({
    queryKey: ['connections', 'overview'],
    queryFn: ({ signal }) => call(getOverview, { signal }),
    meta: { topics: ['exceptions', 'transactions', 'bank', 'approvals'] },
    refetchInterval: ({ state }) => (isMoving(state.data?.connections) ? MOVING_MS : RESTING_MS),
  });

export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections', 'list'],
    queryFn: ({ signal }) => call(listConsoleConnections, { signal }),
    refetchInterval: ({ state }) => (isMoving(state.data?.items) ? MOVING_MS : RESTING_MS),
  });

export const connectionQuery = (name: string, { lanes }: ConnectionSearch) =>
  queryOptions({
    queryKey: ['connections', 'detail', name, lanes ?? 'oldest'],
    queryFn: ({ signal }) =>
      call(getConsoleConnection, { params: { name }, query: { lanes }, signal }),
    // Another order of the lanes is another question; meanwhile the answer before stays.
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data && isMoving([data.connection]) ? MOVING_MS : RESTING_MS,
  });

export const faultsQuery = (name: string) =>
  queryOptions({
    queryKey: ['connections', 'faults', name],
    queryFn: ({ signal }) => call(getConnectionFaults, { params: { name }, signal }),
    refetchInterval: RESTING_MS,
  });

/** Not of the connections that are read again and again: each page is a call of the system. */
export const unknownPostingsQuery = (name: string, since: string) =>
  infiniteQueryOptions({
    queryKey: ['unknown-postings', name, since],
    queryFn: ({ signal, pageParam }) =>
      call(listUnknownPostings, {
        params: { name },
        query: { since, page_token: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_page_token,
    retry: false,
  });

/** What the page of a connection keeps in its address. */
const Search = Type.Object({
  lanes: Type.Optional(Type.Enum(['oldest', 'largest', 'held'])),
  span: Type.Optional(Type.Enum(['minutes', 'hour'])),
});
export type ConnectionSearch = Static<typeof Search>;

export function validateConnectionSearch(search: Record<string, unknown>): ConnectionSearch {
  return Value.Check(Search, search) ? search : {};
}

function isMoving(lines: readonly ConnectionLine[] | undefined): boolean {
  return (lines ?? []).some(({ waiting, health }) => waiting > 0 || health === 'down');
}

/** A backlog is worth a look every second; everybody who looks shares one count. */
const MOVING_MS = 1_000;
const RESTING_MS = 5_000;

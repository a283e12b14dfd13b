/** What of the queue stands in the address, and what it asks. */

import {
  getConsoleException,
  getExceptionBatch,
  listConsoleExceptions,
  listExceptionBatches,
  listExceptionBatchItems,
  type ExceptionLine,
} from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type Sort = 'due' | 'value' | 'oldest' | 'newest';

export type ExceptionsSearch = {
  readonly status?: 'resolved' | 'any' | undefined;
  readonly cause?: string | undefined;
  readonly kind?: ExceptionLine['kind'] | undefined;
  readonly legalEntity?: string | undefined;
  readonly assignee?: string | undefined;
  readonly process?: string | undefined;
  readonly connection?: string | undefined;
  readonly olderThan?: string | undefined;
  readonly youngerThan?: string | undefined;
  /** Days (UTC), both included. */
  readonly openedFrom?: string | undefined;
  readonly openedUntil?: string | undefined;
  readonly resolvedFrom?: string | undefined;
  readonly resolvedUntil?: string | undefined;
  readonly overdue?: true | undefined;
  readonly currency?: string | undefined;
  readonly valueFrom?: string | undefined;
  readonly valueTo?: string | undefined;
  readonly number?: string | undefined;
  readonly sort?: Sort | undefined;
  /** The exception whose detail stands beside the list. */
  readonly selected?: string | undefined;
};

export function validateExceptionsSearch(search: Record<string, unknown>): ExceptionsSearch {
  const fitting = (name: string, pattern: RegExp) => {
    const value = search[name];
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && pattern.test(text) ? text : undefined;
  };
  const status = STATUSES.find((known) => known === search['status']);
  const isResolved = status === 'resolved';
  return {
    status,
    cause: fitting('cause', /^[a-z][a-z0-9_]{0,60}$/),
    kind: KINDS.find((known) => known === search['kind']),
    legalEntity: fitting('legalEntity', /^[A-Z0-9]{2,10}$/),
    assignee: fitting('assignee', /^.{1,200}$/),
    process: fitting('process', /^[a-z][a-z0-9-]{0,62}$/),
    connection: fitting('connection', /^[a-z0-9][a-z0-9-]{0,62}$/),
    olderThan: fitting('olderThan', SPAN),
    youngerThan: fitting('youngerThan', SPAN),
    openedFrom: fitting('openedFrom', DAY),
    openedUntil: fitting('openedUntil', DAY),
    resolvedFrom: isResolved ? fitting('resolvedFrom', DAY) : undefined,
    resolvedUntil: isResolved ? fitting('resolvedUntil', DAY) : undefined,
    overdue: search['overdue'] === true ? true : undefined,
    currency: fitting('currency', /^[A-Z]{3}$/),
    valueFrom: fitting('valueFrom', AMOUNT),
    valueTo: fitting('valueTo', AMOUNT),
    number: fitting('number', /^.{1,140}$/),
    sort: SORTS.find((known) => known === search['sort']),
    selected: fitting('selected', /^exc_[0-9a-z]{26}$/),
  };
}

/** What the queue is chosen by: the same for the list, its count and a batch. */
export function filterOf(search: ExceptionsSearch) {
  const { selected: _selected, sort: _sort, ...filter } = search;
  // An amount means something only in a currency.
  if (filter.currency !== undefined) return filter;
  const { valueFrom: _from, valueTo: _to, ...rest } = filter;
  return rest;
}

export const queueQuery = (search: ExceptionsSearch) =>
  infiniteQueryOptions({
    queryKey: ['exceptions', 'queue', filterOf(search), search.sort],
    queryFn: ({ signal, pageParam }) =>
      call(listConsoleExceptions, {
        query: {
          ...filterOf(search),
          sort: search.sort,
          page_size: PAGE_ROWS,
          ...(pageParam !== '' && { page_token: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next_page_token }) => next_page_token,
    placeholderData: keepPreviousData,
  });

export const paneQuery = (exceptionId: string) =>
  queryOptions({
    queryKey: ['exceptions', 'pane', exceptionId],
    queryFn: ({ signal }) => call(getConsoleException, { params: { exceptionId }, signal }),
    meta: { topics: ['transactions'] },
  });

export const batchQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['exceptions', 'batch', batchId],
    queryFn: ({ signal }) => call(getExceptionBatch, { params: { batchId }, signal }),
  });

/** Those that are under way, or wait for a second person. */
export const batchesUnderWayQuery = () =>
  queryOptions({
    queryKey: ['exceptions', 'batches'],
    queryFn: async ({ signal }) => {
      const { items } = await call(listExceptionBatches, { query: { page_size: 20 }, signal });
      return items.filter(({ status }) => status === 'running' || status === 'waiting');
    },
  });

export const batchFailuresQuery = (batchId: string) =>
  queryOptions({
    queryKey: ['exceptions', 'batch', batchId, 'failed'],
    queryFn: ({ signal }) =>
      call(listExceptionBatchItems, {
        params: { batchId },
        query: { status: 'failed', page_size: FAILURES_SHOWN },
        signal,
      }),
  });

const PAGE_ROWS = 100;
/** Whoever has more than that of them has one cause. */
export const FAILURES_SHOWN = 200;
const KINDS = ['delivery', 'approval', 'receipt', 'file'] as const;
const SORTS = ['due', 'value', 'oldest', 'newest'] as const;
const STATUSES = ['resolved', 'any'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SPAN = /^[1-9]\d{0,3}[hd]$/;
export const AMOUNT = /^\d{1,20}(\.\d{1,4})?$/;

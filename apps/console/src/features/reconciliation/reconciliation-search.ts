/** What of the workspace stands in the address, and what it asks. */

import {
  getReconciliation,
  listReconciliationItems,
  listReconciliationLines,
  type ReconciliationLine,
} from '@kontor/contracts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';

export type LineStatus = ReconciliationLine['status'] | 'unmatched';

export type ReconciliationSearch = {
  readonly status?: LineStatus | undefined;
  readonly legalEntity?: string | undefined;
  readonly currency?: string | undefined;
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly amountFrom?: string | undefined;
  readonly amountTo?: string | undefined;
  readonly text?: string | undefined;
  readonly customer?: string | undefined;
  readonly itemText?: string | undefined;
  readonly itemAmountFrom?: string | undefined;
  readonly itemAmountTo?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** The receipt that the keys are at. */
  readonly line?: string | undefined;
  /** Marked ones, with commas between them. */
  readonly lines?: string | undefined;
  readonly items?: string | undefined;
  /** Whether suggestions that somebody refused are shown. */
  readonly refused?: boolean | undefined;
};

export function validateReconciliationSearch(
  search: Record<string, unknown>,
): ReconciliationSearch {
  const fitting = (name: string, pattern: RegExp) => {
    const value = search[name];
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && pattern.test(text) ? text : undefined;
  };
  return {
    status: LINE_STATUSES.find((known) => known === search['status']),
    legalEntity: fitting('legalEntity', /^[A-Z0-9]{2,10}$/),
    currency: fitting('currency', /^[A-Z]{3}$/),
    account: fitting('account', /^.{1,70}$/),
    from: fitting('from', DAY),
    to: fitting('to', DAY),
    amountFrom: fitting('amountFrom', AMOUNT),
    amountTo: fitting('amountTo', AMOUNT),
    text: fitting('text', WORDS),
    customer: fitting('customer', /^[A-Za-z0-9._-]{1,20}$/),
    itemText: fitting('itemText', WORDS),
    itemAmountFrom: fitting('itemAmountFrom', AMOUNT),
    itemAmountTo: fitting('itemAmountTo', AMOUNT),
    overdue: search['overdue'] === true || undefined,
    line: fitting('line', /^ben_[0-9a-z]{26}$/),
    lines: fitting('lines', /^ben_[0-9a-z]{26}(,ben_[0-9a-z]{26})*$/),
    items: fitting('items', /^opn_[0-9a-z]{26}(,opn_[0-9a-z]{26})*$/),
    refused: search['refused'] === true || undefined,
  };
}

export const reconciliationQuery = (search: ReconciliationSearch) => {
  const line = lineIdsOf(search);
  const item = itemIdsOf(search);
  const query = { ...lineFiltersOf(search), ...itemFiltersOf(search), line, item };
  return queryOptions({
    queryKey: ['bank', 'reconciliation', query],
    queryFn: ({ signal }) => call(getReconciliation, { query, signal }),
    // Moving from receipt to receipt must not empty the panes for a moment.
    placeholderData: keepPreviousData,
    meta: { topics: ['receivables', 'exceptions', 'approvals'] },
  });
};

/** What follows the first page of the left pane. */
export const moreLinesQuery = (search: ReconciliationSearch, firstToken: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['bank', 'reconciliation-lines', lineFiltersOf(search)],
    queryFn: ({ signal, pageParam }) =>
      call(listReconciliationLines, {
        query: { ...lineFiltersOf(search), page_token: pageParam },
        signal,
      }),
    initialPageParam: firstToken,
    getNextPageParam: (page) => page.next_page_token,
    meta: { topics: ['receivables'] },
  });

/** What follows the first page of the right pane. */
export const moreItemsQuery = (search: ReconciliationSearch, firstToken: string | undefined) => {
  const filters = { ...sharedFiltersOf(search), ...itemFiltersOf(search) };
  return infiniteQueryOptions({
    queryKey: ['receivables', 'reconciliation-items', filters],
    queryFn: ({ signal, pageParam }) =>
      call(listReconciliationItems, { query: { ...filters, page_token: pageParam }, signal }),
    initialPageParam: firstToken,
    getNextPageParam: (page) => page.next_page_token,
  });
};

/** Marked receipts, or else the one that the keys are at. */
export function lineIdsOf({ line, lines }: ReconciliationSearch): string[] | undefined {
  return lines?.split(',') ?? (line === undefined ? undefined : [line]);
}

export function itemIdsOf({ items }: ReconciliationSearch): string[] | undefined {
  return items?.split(',');
}

function sharedFiltersOf({ legalEntity, currency }: ReconciliationSearch) {
  return { legalEntity, currency };
}

function lineFiltersOf(search: ReconciliationSearch) {
  const { status, account, from, to, amountFrom, amountTo, text } = search;
  return { ...sharedFiltersOf(search), status, account, from, to, amountFrom, amountTo, text };
}

function itemFiltersOf(search: ReconciliationSearch) {
  const { customer, itemText, itemAmountFrom, itemAmountTo, overdue } = search;
  return { customer, itemText, itemAmountFrom, itemAmountTo, overdue };
}

export const LINE_STATUSES: readonly LineStatus[] = [
  'unmatched',
  'open',
  'partly',
  'matched',
  'returned',
];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^-?\d{1,18}(\.\d{1,8})?$/;
const WORDS = /^[^\p{Cc}]{1,200}$/u;
